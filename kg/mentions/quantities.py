"""Numbers with their units and comparators: 不少于5次, 60家以上, 1—2个, 8000万元到1亿元, 近60万吨.

A unit is kept as written, with the scale before it (``亿元``); the normal form is in the unit's base (``元``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kg.mentions.numerals import SCALES, Numeral, find_numerals
from kg.model import Comparator, Span
from kg.vocabulary import read_vocabulary

_RANGE = re.compile(r"[ ]?(?:[-－–—―~～至到]|——)[ ]?")
_BEFORE = (
    (re.compile(r"(?:不(?:得)?(?:低于|少于|小于)|不下于?|最低|≥|达到或超过|(?:至少|最少)[一-龥]{0,4})$"), Comparator.AT_LEAST),
    (re.compile(r"(?:不(?:得)?(?:超过|高于|多于|大于)|最多|至多|≤|控制在|限于)$"), Comparator.AT_MOST),
    (re.compile(r"(?:低于|少于|小于|不足|不到)$"), Comparator.LESS_THAN),
    (
        re.compile(r"(?:超过|超出|突破|首破|超|逾|大于|高于|多于|(?<![通不经超])过|冲破|跨越|[迈跨登站冲]上|[跨迈闯]过)$"),
        Comparator.AT_LEAST,
    ),
    (re.compile(r"(?:大约|约|近|将近|接近|约为|约达)$"), Comparator.ABOUT),
)
_AFTER = (
    (re.compile(r"[（(]?(?:及其?|或)?(?:以上|之上|往上)(?:[（(]含[^）)]{0,6}[）)])?"), Comparator.AT_LEAST),
    (re.compile(r"(?:及其?|或)?(?:以内|以下|之内|之下)(?:[（(]含[^）)]{0,6}[）)])?"), Comparator.AT_MOST),
    (re.compile(r"(?:左右|上下)"), Comparator.ABOUT),
    (re.compile(r"(?:大关|关口|台阶|门槛)"), Comparator.AT_LEAST),
    (re.compile(r"[多余](?![元的])"), Comparator.AT_LEAST),
)
_NO_NUMBER = re.compile(r"(?:第|(?<![年底末月日之以])前|[×xX+/]|[A-Za-z]-?|[〔\[]|[零一二三四五六七八九十百千]点|[.])$")
_MONEY_NOUN = r"年?(?:产值|产业|投资|资金|收入|税收|贷款|销售|利润|规模|基金)"
_BARE_MONEY = re.compile(
    rf"(?=$|[，,。；;、！!”\"）)\n ]|[的大左级台关]|以[上内](?:[，,。；;、）)]|$)|{_MONEY_NOUN})"
)
# Units that the table does not list: symbols with the usual prefixes, and after 万 or 亿 any word that ends the phrase.
_SYMBOL = re.compile(
    r"[ ]?((?:[munkMGTPEZμ](?:s|m|W|Wh|V|VA|A|Hz|Pa|J|L|g|B|bps|bit/s|FLOPS|FLOPs|Flops|flops|OPS)|ms|Hz|Wh|VA|dB|GWp|MWp)"
    r"(?:/[a-zA-Z]{1,3})?)(?![A-Za-z])"
)
_WORD = re.compile(
    rf"(?!{_MONEY_NOUN}|[多余以左元]|上下|的)([一-龥]{{1,4}}?)(?=$|[，,。；;、）)（(\n]|以[上下内]|左右|上下|的(?:产能|能力|规模))"
)


class UnitKind:
    """The sorts of units that rules tell apart."""

    MONEY, PERCENT, COUNT, MEASURE, RATIO, TIME = "money", "percent", "count", "measure", "ratio", "time"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    Attributes:
        span: number, unit and the comparators around them.
        number: number and unit only.
        unit: as written, with the scale (``万人次``).
        kind: one of `UnitKind`.
        small: whether it is a Chinese numeral below ten without a comparator (两个, 三大): often no count at all.
    """

    span: Span
    number: Span
    value: Decimal
    unit: str
    kind: str
    comparator: Comparator
    value_max: Decimal | None = None
    normal_value: Decimal | None = None
    base_unit: str = ""
    small: bool = False


@lru_cache(maxsize=1)
def _units() -> tuple[re.Pattern[str], dict[str, tuple[str, str, Decimal]]]:
    table = {r["unit"]: (r["kind"], r["base_unit"] or r["unit"], Decimal(r["factor"])) for r in read_vocabulary("units")}
    names = "|".join(re.escape(u) for u in sorted(table, key=lambda u: (-len(u), u)))
    return re.compile(rf"[ ]?({names})"), table


@dataclass(frozen=True, slots=True)
class _Part:
    """A numeral with its unit, as one end of a range."""

    numeral: Numeral
    end: int
    unit: str
    kind: str
    normal: Decimal | None
    base: str
    vague: bool


def find_quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """The quantities of ``text[start:end]`` in order, with spans in ``text``.

    Example:
        >>> [(q.value, q.unit, q.comparator.value) for q in find_quantities("企业达到60家以上，近8. 5万件")]
        [(Decimal('60'), '家', 'atLeast'), (Decimal('8.5'), '万件', 'about')]
    """
    stop = len(text) if end is None else end
    numerals = list(find_numerals(text, start, stop))
    index, done = 0, start
    while index < len(numerals):
        first = numerals[index]
        index += 1
        if first.span.start < done:  # its 千 was part of the unit before it (35万千升)
            continue
        part = _read_part(text, first, stop)
        if index < len(numerals):
            gap = _RANGE.fullmatch(text, part.end if part else first.span.end, numerals[index].span.start)
            upper = _read_part(text, numerals[index], stop) if gap else None
            if gap and upper is not None and _can_range(part, first, upper):
                index, done = index + 1, upper.end
                if not _NO_NUMBER.search(text, max(start, first.span.start - 2), first.span.start):
                    yield _join(text, start, stop, part, first, upper)
                continue
        done = part.end if part is not None else done
        if part is not None and not _NO_NUMBER.search(text, max(start, first.span.start - 2), first.span.start):
            yield _join(text, start, stop, None, first, part)


def read_unit(unit: str) -> tuple[str, Decimal]:
    """The base unit of a unit without scale, and how many of it one is: 公里 -> 米, 1000."""
    _, table = _units()
    _, base, factor = table.get(unit, ("", unit, Decimal(1)))
    return base, factor


def _read_part(text: str, numeral: Numeral, stop: int) -> _Part | None:
    pattern, table = _units()
    at = numeral.span.end
    if numeral.unit:
        return _Part(numeral, at, numeral.unit, UnitKind.PERCENT, numeral.value, numeral.unit, numeral.vague)
    vague = numeral.vague
    if at < stop and text[at] in "余多":
        vague, at = True, at + 1
    match = pattern.match(text, at, stop)
    factor = Decimal(SCALES.get(numeral.scale, 1))
    symbol = None if match else _SYMBOL.match(text, at, stop)
    if symbol:
        unit = numeral.scale + symbol[1]
        return _Part(numeral, symbol.end(), unit, UnitKind.MEASURE, numeral.value * factor, symbol[1], vague)
    if match is None:
        bare = numeral.scale in ("万", "亿", "万亿") and (numeral.chinese or not vague)
        if bare and _BARE_MONEY.match(text, at, stop):
            return _Part(numeral, at, numeral.scale, UnitKind.MONEY, numeral.value * factor, "元", vague)
        return _read_word(text, numeral, at, stop, vague)
    kind, base, size = table[match[1]]
    unit = numeral.scale + ("%" if match[1] == "％" else match[1])
    return _Part(numeral, match.end(), unit, kind, numeral.value * factor * size, base, vague)


def _read_word(text: str, numeral: Numeral, at: int, stop: int, vague: bool) -> _Part | None:
    """A number in 万 or 亿 with a unit that no table lists: 150万马力, 800万载重吨."""
    word = _WORD.match(text, at, stop) if numeral.scale in ("万", "亿") and not numeral.chinese else None
    if word is None:
        return None
    value = numeral.value * Decimal(SCALES[numeral.scale])
    return _Part(numeral, word.end(), numeral.scale + word[1], UnitKind.MEASURE, value, word[1], vague)


def _can_range(lower: _Part | None, first: Numeral, upper: _Part) -> bool:
    """Whether two ends make a range: the lower one has no unit of its own, or one of the same base."""
    if lower is None:
        return not first.unit and (first.scale == "" or upper.numeral.scale != "")
    return lower.base == upper.base or lower.kind == upper.kind == UnitKind.MONEY


def _join(text: str, start: int, stop: int, lower: _Part | None, first: Numeral, last: _Part) -> Quantity:
    number = Span(first.span.start, last.end)
    value, value_max, unit = last.numeral.value, None, last.unit
    normal = last.normal
    if first is not last.numeral:
        value, value_max, unit, normal = _read_range(lower, first, last)
    span, comparator = _compare(text, start, stop, number, last.vague)
    chinese = first.chinese and not first.unit
    plain = comparator is Comparator.EQUAL_TO and value_max is None and not first.scale
    small = chinese and last.kind != UnitKind.RATIO and value <= 10 and plain
    return Quantity(span, number, value, unit, last.kind, comparator, value_max, normal, last.base, small)


def _read_range(lower: _Part | None, first: Numeral, last: _Part) -> tuple[Decimal, Decimal, str, Decimal | None]:
    """Both ends in the lower one's unit; a lower end without scale shares the upper one's (3至5万元)."""
    top = last.numeral.value
    if lower is not None and lower.unit != last.unit and lower.normal and last.normal and lower.numeral.value:
        return first.value, last.normal * lower.numeral.value / lower.normal, lower.unit, lower.normal
    if lower is None and first.scale and first.scale != last.numeral.scale:
        ratio = Decimal(SCALES[last.numeral.scale]) / Decimal(SCALES[first.scale]) if last.numeral.scale else Decimal(1)
        unit = first.scale + last.unit.removeprefix(last.numeral.scale)
        normal = last.normal * first.value / (top * ratio) if last.normal and top else None
        return first.value, top * ratio, unit, normal
    return first.value, top, last.unit, last.normal * first.value / top if last.normal and top else None


def _compare(text: str, start: int, stop: int, number: Span, vague: bool) -> tuple[Span, Comparator]:
    """The comparator around a number, with the span it makes; what stands after the number is closer to it."""
    begin, end, found = number.start, number.end, None
    for pattern, comparator in _AFTER:
        match = pattern.match(text, end, stop)
        if match:
            end, found = match.end(), comparator
            break
    lead = text[max(start, begin - 8) : begin]
    for pattern, comparator in _BEFORE:
        before = pattern.search(lead.rstrip(" "))
        if before:
            begin -= len(lead) - before.start()
            found = comparator if found is None or found is Comparator.ABOUT else found
            break
    if found is None:
        found = Comparator.AT_LEAST if vague else Comparator.EQUAL_TO
    return Span(begin, end), found
