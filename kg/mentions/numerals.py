"""Numbers in both scripts: 1,200, ８.５万, 三百余, 百分之三十, 三成, 千亿, and what each is worth.

A numeral keeps the scale it is written with apart from its value (``8.5万`` is 8.5 with scale ``万``), as a target's
unit is what is written. Only the number itself is read here; units and comparators belong to `kg.mentions.quantities`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.model import Span

SCALES = {"万亿": 10**12, "千万": 10**7, "百万": 10**6, "十万": 10**5, "亿": 10**8, "万": 10**4, "千": 10**3, "百": 10**2}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "伍": 5}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_CN = "零〇一二三四五六七八九十百千两"
_COUNTED = "家户名人款项个场村件次亩"  # 万 before one of these is ten thousand: 推动万家企业
_SAYINGS = ("千家万户", "千方百计", "百家争鸣", "千人一面", "万人空巷", "百年大计", "千军万马")
_EACH = re.compile(r"每[百千万]人")  # 每千人口 is a rate, no thousand
# 三成, 七成五 and 一半 are shares; what follows tells 七成返还 from 七成立, 一成不变
_TENTHS = (
    r"(?P<tenths>(?<![0-9.十百千万第])[一二两三四五六七八九1-9])成(?P<half>[半一二三四五六七八九]?)"
    r"(?=[的给返予补资奖贴支退减左以由计享比多在来，。；、,;）)]|$)"
)
_SCALE = r"(?:万亿|千万|百万|亿|万|千(?!瓦|米|克|伏|升|帕|焦)|百(?!分))"
_NUMERAL = re.compile(
    rf"(?P<share>[百千]分之)(?P<share_cn>[{_CN}点\d.]{{1,12}})"
    r"|(?P<parts>[一二三四五六七八九十])分之(?P<part>[一二三四五六七八九十])"
    rf"|{_TENTHS}|(?P<moiety>一半)(?!径)"
    rf"|(?P<arabic>(?<![0-9０-９.])[0-9０-９]{{1,15}}(?:,[0-9]{{3}}(?![0-9]))*(?:[.．][ \u3000]?[0-9０-９]{{1,6}})?)"
    rf"(?P<vague_a>[余多](?=[万亿]))?(?:[ \u3000]?(?P<scale>{_SCALE}))?"
    rf"|(?P<tens>[数几])(?P<tens_scale>[十百千万亿]{{1,3}})"
    rf"|(?P<cn>[{_CN}](?:[{_CN}点万亿]{{0,20}}[{_CN}])?)(?P<vague_b>[余多](?=[万亿]))?(?P<scale_cn>万亿|亿|万)?"
    r"|(?P<bare>(?<=[超破逾过达近约朝向现到过])(?:万亿|亿|万)(?=[元级吨]|$|[，。；,;]))"
    rf"|(?P<round>(?<=[动造育设展开进施成织务选布引聚])万(?=[{_COUNTED}]))"
)
_SHARE_UNITS = {"百": "%", "千": "‰"}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it stands.

    Attributes:
        span: the digits with their scale (``8.5万``).
        value: without the scale; the least number meant by 数十 or 三百余.
        scale: ``万``, ``亿``, ``万亿`` or empty.
        unit: ``%`` or ``‰`` where the number's own words say so (百分之三十), else empty.
        vague: whether 余, 多, 数 or 几 say that it is more.
        chinese: whether it is written in Chinese characters.
    """

    span: Span
    value: Decimal
    scale: str = ""
    unit: str = ""
    vague: bool = False
    chinese: bool = False


def parse_chinese(text: str) -> Decimal | None:
    """The value of a Chinese numeral: 三百二十, 两千零五, 二〇二五, 三点五, 一万二千; None where it is none.

    Example:
        >>> parse_chinese("三百二十"), parse_chinese("二〇二五"), parse_chinese("三点五"), parse_chinese("十百")
        (Decimal('320'), Decimal('2025'), Decimal('3.5'), None)
    """
    whole, point, fraction = text.partition("点")
    if point:
        high = parse_chinese(whole)
        low = "".join(str(_DIGITS.get(c, "x")) for c in fraction)
        return Decimal(f"{high}.{low}") if high is not None and low.isdecimal() and high == int(high) else None
    if not text:
        return None
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return Decimal("".join(str(_DIGITS[c]) for c in text)) if len(text) > 2 or "〇" in text else None
    total = Decimal(0)
    for mark in ("亿", "万"):
        head, found, rest = text.partition(mark)
        if found:
            part = _parse_section(head)
            if part is None:
                return None
            total, text = total + part * _MYRIADS[mark], rest
    if not text:
        return total
    last = _parse_section(text)
    return None if last is None else total + last


def _parse_section(text: str) -> Decimal | None:
    """A number below ten thousand: steps must fall (三百二十, not 二十三百)."""
    total, digit, step = 0, -1, 10**5
    for char in text:
        if char in _STEPS:
            if _STEPS[char] >= step:
                return None
            step = _STEPS[char]
            total, digit = total + (1 if digit < 0 else digit) * step, -1
        elif char in _DIGITS:
            if digit > 0:
                return None
            digit = _DIGITS[char]
        else:
            return None
    return Decimal(total + max(digit, 0)) if text else None


def parse_arabic(text: str) -> Decimal:
    """The value of Arabic digits: full width, thousands with a comma, a stray space after the point.

    Example:
        >>> parse_arabic("1,200"), parse_arabic("8. 5"), parse_arabic("３０")
        (Decimal('1200'), Decimal('8.5'), Decimal('30'))
    """
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    return Decimal(plain)


def find_numerals(text: str, start: int = 0, end: int | None = None) -> Iterator[Numeral]:
    """The numerals of ``text[start:end]`` in order, with spans in ``text``.

    Example:
        >>> [(n.value, n.scale, n.unit) for n in find_numerals("8. 5万件，三百余家，百分之三十")]
        [(Decimal('8.5'), '万', ''), (Decimal('300'), '', ''), (Decimal('30'), '', '%')]
    """
    for match in _NUMERAL.finditer(text, start, len(text) if end is None else end):
        numeral = None if text.startswith(_SAYINGS, match.start()) or _EACH.match(text, match.start() - 1) else _read(match)
        if numeral is not None:
            yield numeral


def _read(match: re.Match[str]) -> Numeral | None:
    span = Span(*match.span())
    if match["share"]:
        written = match["share_cn"]
        ascii_number = re.fullmatch(r"\d+(?:\.\d+)?", written)
        value = parse_arabic(written) if ascii_number else parse_chinese(written)
        return None if value is None else Numeral(span, value, unit=_SHARE_UNITS[match["share"][0]], chinese=True)
    if match["parts"]:
        whole, part = parse_chinese(match["parts"]), parse_chinese(match["part"])
        if whole is None or part is None or not whole:
            return None
        return Numeral(span, round(part * 100 / whole, 2), unit="%", chinese=True)
    if match["moiety"]:
        return Numeral(span, Decimal(50), unit="%", chinese=True)
    if match["tenths"]:
        tenths = parse_chinese(match["tenths"]) or Decimal(match["tenths"])
        return Numeral(span, tenths * 10 + _DIGITS.get(match["half"], 5 if match["half"] else 0), unit="%", chinese=True)
    if match["arabic"]:
        value = parse_arabic(match["arabic"])
        return Numeral(span, value, match["scale"] or "", vague=bool(match["vague_a"]))
    if match["round"]:
        return Numeral(span, Decimal(1), match["round"], chinese=True)
    if match["bare"]:
        return Numeral(span, Decimal(1), match["bare"], vague=True, chinese=True)
    if match["tens"]:
        return _read_several(span, match["tens_scale"])
    return _read_chinese(span, match)


def _read_several(span: Span, scale: str) -> Numeral | None:
    """数十, 几百万: at least one of the scale."""
    small = re.match("[十百千]*", scale)
    head = small.group() if small else ""
    value = parse_chinese(head) if head else Decimal(1)
    return None if value is None else Numeral(span, value, scale[len(head) :], vague=True, chinese=True)


def _read_chinese(span: Span, match: re.Match[str]) -> Numeral | None:
    written = match["cn"]
    value = parse_chinese(written)
    if value is None:
        return None
    return Numeral(span, value, match["scale_cn"] or "", vague=bool(match["vague_b"]), chinese=True)
