"""How long a text is in force, and which texts it ends: 有效期5年, 有效期至…; 《甲办法》同时废止, 现予废止.

Its own validity is said of 本办法, 本通知 or without a subject at the end; that of licences and certificates is not meant.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.mentions.numerals import parse_chinese
from kg.model import Citation, Genre, Span

_DAY = r"((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
_SELF = (
    r"(?:本|该|此)(?:实施)?(?:办法|规定|细则|通知|意见|方案|措施|政策|公告|通告|决定|规则|制度|计划|文件|条例|指南|目录|规程|标准"
    r"|若干[一-龥]{2,4})"
)
_STARTS = r"自[^，。；\n]{1,24}?(?:起|开始)(?:正式)?(?:施行|实施|执行|生效)"
_UNTIL = re.compile(
    rf"(?:{_SELF}|{_STARTS}|^|[。；\n　])[^。；\n]{{0,40}}?(?:有效期(?:限)?|试行期|执行期(?:限)?|实施期(?:限)?|期限)?"
    rf"(?:截?至|到|—|-)\s*{_DAY}(?:止|终止|。|；|，|$)"
)
_VALID = re.compile(r"有效期|试行期|执行期|实施期|期限|止")
_YEARS = re.compile(
    rf"(?:{_SELF}(?:的)?|{_STARTS}[，,]?)[^。；\n]{{0,12}}?(?:有效期限?|试行期|执行期限?)(?:为|是|暂定)?\s*([0-9]{{1,2}}|[一二两三四五六七八九十]{{1,3}})\s*年"
)
_ENDED = re.compile(r"(?:同时|即行|一并|相应|自行)?(?:予以)?(?:废止|失效|停止执行|停止施行)")
_NO_LONGER = re.compile(r"(?:决定|现)(?:予以)?废止|不再(?:执行|施行)")
_TITLE = re.compile(r"《([^《》\n]{4,80}(?:〈[^〈〉]{1,60}〉[^《》\n]{0,30})?)》(?:\s*[（(]\s*([^（）()\n]{2,30}号)\s*[)）])?")
_GROUND = re.compile(r"(?:根据|依据|按照|依照|贯彻|落实)(?!.*(?:决定|现将|同时))")
_NO_POLICY = re.compile(r"关于修改[〈《]|的修改决定$|[证书表]$|^中华人民共和国[^和]{1,20}法$")
_SENTENCE = re.compile(r"[^。；\n]+")
_IF = re.compile(r"(?:如|若|凡|与[^。；]{0,20}不一致|被|将|可以|应当|届满|期满|前款)")


def read_valid_until(text: str, effective: str, genre: Genre) -> str:
    """The last day a text says it is in force, ``YYYY-MM-DD``; empty where it says none.

    Args:
        effective: the day it came into force, or was issued, from which a number of years counts.

    Example:
        >>> read_valid_until("第九条 本办法自2024年5月1日起施行，有效期3年。", "2024-05-01", Genre.REGULATION)
        '2027-04-30'
    """
    if genre in (Genre.NEWS_LIST, Genre.FEATURE):
        return ""
    for match in _UNTIL.finditer(text):
        if _VALID.search(match.group()):
            return f"{int(match.group(1)):04d}-{int(match.group(2)):02d}-{int(match.group(3)):02d}"
    years = _YEARS.search(text)
    if years is None or not effective:
        return ""
    number = int(years.group(1)) if years.group(1).isdigit() else parse_chinese(years.group(1))
    if not number:
        return ""
    return _day_before(int(effective[:4]) + int(number), int(effective[5:7]), int(effective[8:10]))


def find_repealed(text: str, title: str, genre: Genre) -> tuple[Citation, ...]:
    """The texts that a text ends, in the order in which it names them.

    Example:
        >>> [c.title for c in find_repealed("本办法自公布之日起施行。《甲市旧办法》同时废止。", "甲市办法", Genre.REGULATION)]
        ['甲市旧办法']
    """
    if genre in (Genre.NEWS_LIST, Genre.FEATURE):
        return ()
    found: dict[str, Citation] = {}
    ends_others = bool(re.search(r"废止", title))
    for sentence in _SENTENCE.finditer(text):
        said = sentence.group()
        end = _ENDED.search(said) or _NO_LONGER.search(said)
        if end is None or "《" not in said or _IF.search(said[max(0, end.start() - 6) : end.start()]):
            continue
        if not (_closes(said, end.start(), end.end()) or ends_others):
            continue
        for match in _TITLE.finditer(said, 0, len(said) if ends_others else end.start()):
            name = re.sub(r"\s+", "", match.group(1))
            if _GROUND.search(said[: match.start()]) or _NO_POLICY.search(name):
                continue
            span = Span(sentence.start() + match.start(), sentence.start() + match.end())
            found.setdefault(name, Citation(name, span, re.sub(r"\s+", "", match.group(2) or "")))
    return tuple(found.values())


def _closes(sentence: str, start: int, end: int) -> bool:
    """Whether a title, a list of titles or 等 stands right before the words that end them, and nothing follows."""
    before = re.sub(r"[（(][^（）()]{0,60}[)）]", "", sentence[:start]).rstrip(" 　，,")
    follows = sentence[end:].strip(" 　，,：:")
    return before.endswith(("》", "同时", "文件", "通知", "规定", "办法")) and len(follows) <= 12


def _day_before(year: int, month: int, day: int) -> str:
    first_of_next = date(year, month, 1) + timedelta(days=day - 1)  # 29 February of a common year is 1 March
    return (first_of_next - timedelta(days=1)).isoformat()
