"""Dates and the years by which something is due: 2025年底前, “十四五”末, 明年5月, 2012年起5年内, 每年.

Relative words (今年, 明年) need the year the text speaks from; without one they are found but name no year.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from kg.mentions.numerals import parse_arabic, parse_chinese
from kg.model import Span

_YEAR = r"(?:[12１２][0-9０-９]{3}|[一二][〇零Ｏ○oO一二三四五六七八九]{3})"
_ONE_TWO = r"(?:[0-9０-９]{1,2}|[一二三]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_DATE = re.compile(
    rf"(?<![0-9０-９])(?P<y>{_YEAR})[ ]?年[ ]?(?P<m>{_ONE_TWO})[ ]?月[ ]?(?P<d>{_ONE_TWO})[ ]?[日号]"
    r"|(?<![0-9.])(?P<y2>(?:19|20)[0-9]{2})(?P<sep>[-/.．])(?P<m2>[0-9]{1,2})(?P=sep)(?P<d2>[0-9]{1,2})(?![0-9])"
)
_RELATIVE = {"今年": 0, "年度": 0, "本年": 0, "当年": 0, "全年": 0, "年内": 0, "本年度": 0, "今明两年": 1, "明年": 1, "后年": 2,
             "去年": -1, "上年": -1, "前年": -2}
_PLAN = r"[“\"‘「]?(?P<plan>二?十[一二三四五六七八九]?)五[”\"’」]?"
_DUE = re.compile(
    rf"(?<![0-9０-９.])(?P<from>{_YEAR})[ ]?年?[ ]?(?:[—–\-－~～至到]|——)[ ]?(?P<to>{_YEAR})[ ]?年(?!度?[计规]划)"
    rf"|(?<![0-9０-９.])(?P<start>{_YEAR})[ ]?年起[，,]?(?:的|在)?(?P<span>{_ONE_TWO})年(?:内|之内|时间)"
    rf"|(?P<to_year>(?:力争|争取|确保)?(?:[到至截]|截至|截止|截止到)[ ]?)?(?<![0-9０-９.])(?P<year>{_YEAR})[ ]?年度?(?!第[0-9]{{1,4}}号|版)"
    rf"(?:[ ]?(?P<month>{_ONE_TWO})[ ]?月(?:[ ]?(?P<day>{_ONE_TWO})[ ]?[日号])?)?"
    r"(?P<since>以来|起|开始)?(?P<by>(?:年?[底末中]|上半年|下半年|[一二三四]季度)?(?:之?前|以前)?)"
    rf"|(?P<plan_to>[到至])?{_PLAN}(?:规划)?(?P<plan_part>时期|期间|期末|末期|末|开局|收官)?"
    r"|(?P<relative_to>[到至])?(?P<relative>今明两年|(?:[今明去前]年|后年(?![产均度销营收可将]))|本年度?|上年|(?<!年)全年|(?<![0-9０-９一二三四五六七八九十两几])年内"
    r"|(?<![上财政0-9年])年度(?=计划|目标|任务))(?:[ ]?(?P<rmonth>[0-9]{1,2})月)?"
    r"(?P<relative_by>[底末]?(?:之?前)?)"
    rf"|(?P<within>(?:(?:力争|争取|计划|确保|通过|利用|用|在|未来|今后)(?:用)?|(?<![一-龥\d）)])|(?<=[率量模额数度])(?=[0-9一二两三四五]年内[提达突实翻增]))"
    rf"(?P<years>{_ONE_TWO})(?:[至到—-](?P<at_most>{_ONE_TWO}))?年(?:左右)?(?:之?内|时间))"
    rf"|(?:未来|今后)(?P<coming>{_ONE_TWO})年(?!前)"
    r"|(?<![0-9０-９年个])(?P<bare_month>[0-9]{1,2})[ ]?月(?:[底末]?之?前|[底末](?!前))"
    r"|(?P<yearly>每年度?|每一年|(?<![0-9０-９一二三四五六七八九十两几今明去当全上下多每])年(?=举办|开展|组织|培训|培养|培育|引进|转化|服务|新增|完成|接待)|年均(?!浓度|气温|降[水雨]|温度|湿度)|每个?年度)"
)


class Due(Enum):
    """How a time is meant."""

    BY = "by"  # 到2025年, 2025年底前
    IN = "in"  # 2025年
    OVER = "over"  # 2023—2025年, “十四五”期间, 三年内
    SINCE = "since"  # 2020年以来
    YEARLY = "yearly"  # 每年
    AVERAGE = "average"  # 年均


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time that a clause names. ``year`` is None for 每年, and for relative words where the text's year is unknown."""

    span: Span
    due: Due
    year: int | None = None
    month: int | None = None
    day: int | None = None
    relative: bool = False

    def iso(self) -> str:
        """``2026``, ``2026-06`` or ``2026-06-30``, or empty."""
        if self.year is None:
            return ""
        parts = [f"{self.year:04d}", *(f"{p:02d}" for p in (self.month, self.day) if p is not None)]
        return "-".join(parts)


def parse_year(text: str) -> int | None:
    """The year of four digits in either script.

    Example:
        >>> parse_year("2026"), parse_year("二〇二六"), parse_year("９")
        (2026, 2026, None)
    """
    value = parse_chinese(re.sub("[Ｏ○oO]", "〇", text)) if not text[:1].isdecimal() else parse_arabic(text)
    return int(value) if value is not None and 1900 <= value <= 2150 else None


def _small(text: str | None) -> int | None:
    if not text:
        return None
    value = parse_arabic(text) if text[0].isdecimal() else parse_chinese(text)
    return None if value is None else int(value)


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[Span, str]]:
    """Full dates in order, each with its form ``YYYY-MM-DD``.

    Example:
        >>> [iso for _, iso in find_dates("二〇二六年三月十二日印发，2026-4-1 施行")]
        ['2026-03-12', '2026-04-01']
    """
    for match in _DATE.finditer(text, start, len(text) if end is None else end):
        year = parse_year(match["y"] or match["y2"])
        month, day = _small(match["m"] or match["m2"]), _small(match["d"] or match["d2"])
        if year and month and day and month <= 12 and day <= 31:
            yield Span(*match.span()), f"{year:04d}-{month:02d}-{day:02d}"


def find_deadlines(text: str, start: int = 0, end: int | None = None, speaking: int | None = None) -> Iterator[Deadline]:
    """The times that ``text[start:end]`` names, in order; ``speaking`` is the year 今年 stands for.

    Example:
        >>> [d.iso() for d in find_deadlines("到2026年底，“十五五”期间，明年5月，2012年起5年内", speaking=2026)]
        ['2026', '2030', '2027-05', '2016']
    """
    stop = len(text) if end is None else end
    if all(text.find(sign, start, stop) < 0 for sign in "年月五"):  # each of the forms has one of them
        return
    for match in _DUE.finditer(text, start, stop):
        found = _read(match, speaking)
        if found is not None:
            yield found


def _read(match: re.Match[str], speaking: int | None) -> Deadline | None:
    span = Span(*match.span())
    if match["to"]:
        return Deadline(span, Due.OVER, parse_year(match["to"]))
    if match["start"]:
        first, years = parse_year(match["start"]), _small(match["span"])
        return Deadline(span, Due.OVER, first + years - 1) if first and years else None
    if match["year"]:
        return _read_year(span, match)
    if match["plan"]:
        return _read_plan(span, match)
    if match["relative"]:
        offset = _RELATIVE[match["relative"]]
        due = Due.BY if match["relative_to"] or match["relative_by"] else Due.IN
        year = None if speaking is None else speaking + offset
        return Deadline(span, due, year, _month(match["rmonth"]) if year else None, relative=True)
    if match["bare_month"]:
        month = _month(match["bare_month"])
        return Deadline(span, Due.BY, speaking if month else None, month if speaking else None, relative=True)
    if match["within"] or match["coming"]:
        years = _small(match["at_most"] or match["years"] or match["coming"])
        year = speaking + years if speaking and years and years <= 30 else None
        return Deadline(span, Due.OVER, year, relative=True)
    return Deadline(span, Due.AVERAGE if match["yearly"] == "年均" else Due.YEARLY)


def _month(text: str | None) -> int | None:
    month = _small(text)
    return month if month and month <= 12 else None


def _read_year(span: Span, match: re.Match[str]) -> Deadline | None:
    year = parse_year(match["year"])
    if year is None:
        return None
    month, day = _month(match["month"]), _small(match["day"])
    if match["since"]:
        due = Due.SINCE
    elif match["to_year"] or match["by"]:
        due = Due.BY
    else:
        due = Due.IN
    return Deadline(span, due, year, month, day if month and day and day <= 31 else None)


def _read_plan(span: Span, match: re.Match[str]) -> Deadline | None:
    """The five-year plans: the twelfth ended in 2015. A bare 十五 needs quotes or 期间 to be one."""
    number = _small(match["plan"])
    quoted = match.group().lstrip("到至")[:1] in "“\"‘「"
    if not number or not (quoted or match["plan_part"]) or not 6 <= number <= 29:
        return None
    return Deadline(span, Due.BY if match["plan_part"] in ("末", "期末", "末期") else Due.OVER, 1955 + 5 * number)


_STAMP = re.compile(r"(?:发布|发文|成文|印发|更新|公布)?(?:时间|日期)?[：: 　]*")


def find_speaking_years(text: str) -> tuple[tuple[int, int], ...]:
    """Where a line holds only a date (or 发布时间 and one), its position and year: the year later lines speak from.

    Example:
        >>> find_speaking_years("题目\\n发布时间：2011-08-17\\n正文")
        ((3, 2011),)
    """
    found = []
    for span, iso in find_dates(text):
        begin = text.rfind("\n", max(0, span.start - 60), span.start) + 1
        lead = text[begin : span.start].strip(" \t　")
        tail = text[span.end : span.end + 12].split("\n")[0].strip(" \t　")
        if _STAMP.fullmatch(lead) and (not tail or re.fullmatch(r"[0-9: 　]{1,9}.{0,3}", tail)):
            found.append((begin, int(iso[:4])))
    return tuple(found)


def find_main_year(text: str) -> int | None:
    """The year that a text without a date speaks from: the one it names most often as 20XX年, the latest of equals.

    Years after 到 or before 底, 前 and 以来 do not count: they are deadlines and beginnings.
    """
    counts = Counter(d.year for d in find_deadlines(text) if d.due is Due.IN and not d.relative and d.year)
    return max(counts, key=lambda year: (counts[year], year)) if counts else None


_STATED = re.compile(
    r"(?<![0-9])(20[0-9]{2})[ ]?年?[ ]?(?:[—–\-－~～至到]|——)[ ]?(20[0-9]{2})[ ]?年"
    r"|(?<![0-9])(20[0-9]{2})[ ]?年度?"
    r"(?=[^\n。，]{0,40}(?:工作要点|工作计划|重点工作|工作任务|任务清单|(?:行动|实施)(?:计划|方案)))"
    r"|[“\"](?P<plan>二?十[一二三四五六七八九]?)五[”\"](?=[^\n。，]{0,30}(?:规划|计划|方案|纲要))"
)


def find_stated_period(title: str) -> tuple[int, int] | None:
    """The years a plan's title says it is for.

    Example:
        >>> find_stated_period("行动方案（2026—2028年）"), find_stated_period("2026年全市重点工作任务清单")
        ((2026, 2028), (2026, 2026))
    """
    match = _STATED.search(title)
    if match is None:
        return None
    if match["plan"]:
        number = _small(match["plan"])
        return (1951 + 5 * number, 1955 + 5 * number) if number and 10 <= number <= 29 else None
    first, last = int(match[1] or match[3]), int(match[2] or match[3])
    return (first, last) if first <= last <= first + 20 else None
