"""Targets of indicator tables: a row names indicator and unit, the column of a year to come holds the number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kg.facts.targets import LONGEST_EVIDENCE
from kg.mentions.numerals import SCALES, parse_arabic
from kg.mentions.quantities import read_unit
from kg.model import Comparator, Span, Target
from kg.structure import Piece

_NAME = re.compile(r"(?:主要|具体|核心|发展)?指标(?:名称|内容)?$|^(?:类别|项目)?名称$")
_UNIT = re.compile(r"(?:计量)?单位$")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})[ ]?年?")
_NO_GOAL = re.compile(r"年均|累计|增速|增长|基[期数准]|现状|实际|完成|预计|[-—~～至]")
_VALUE = re.compile(
    r"\s*(?P<before>≥|>=|＞=?|>|≤|<=|＜|<|约|超过?|不低于|不少于|不超过|达到?|[\[［〔])?\s*"
    r"(?P<number>[0-9]{1,12}(?:,[0-9]{3})*(?:\.[0-9]{1,4})?)\s*(?P<scale>万亿|亿|万)?\s*(?P<unit>[^0-9\s，。；以左]{0,8}?)\s*"
    r"[\]］〕]?(?P<after>以上|左右|以内|以下)?\s*$"
)
_BRACKET = re.compile(r"[（(](?P<unit>[^（()）0-9]{1,10})[)）]\s*$")
_SIGNS = {
    "≥": Comparator.AT_LEAST, ">=": Comparator.AT_LEAST, "＞=": Comparator.AT_LEAST, "＞": Comparator.MORE_THAN,
    ">": Comparator.MORE_THAN, "≤": Comparator.AT_MOST, "<=": Comparator.AT_MOST, "＜": Comparator.LESS_THAN,
    "<": Comparator.LESS_THAN, "约": Comparator.ABOUT, "超": Comparator.AT_LEAST, "超过": Comparator.AT_LEAST,
    "不低于": Comparator.AT_LEAST, "不少于": Comparator.AT_LEAST, "不超过": Comparator.AT_MOST,
    "以上": Comparator.AT_LEAST, "左右": Comparator.ABOUT, "以内": Comparator.AT_MOST, "以下": Comparator.AT_MOST,
}  # fmt: skip


def find_row_targets(text: str, pieces: Sequence[Piece], after: int | None) -> Iterator[Target]:
    """The targets of the rows of indicator tables, in text order.

    Args:
        text: the document.
        pieces: those of the document.
        after: the last year that is no goal any more, so that columns of the past are left out; None gives nothing.
    """
    if after is None:
        return
    rows: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.provision is not None and piece.column:
            rows.setdefault(piece.provision, []).append(piece)
    for provision, cells in rows.items():
        yield from _read_row(text, provision, cells, after)


def _read_row(text: str, provision: int, cells: Sequence[Piece], after: int) -> Iterator[Target]:
    name = next((c for c in cells if _NAME.search(c.column)), None)
    if name is None:
        return
    unit_cell = next((c for c in cells if _UNIT.fullmatch(c.column)), None)
    label = re.sub(r"\s+", "", name.span.of(text))
    bracket = _BRACKET.search(label)
    unit = unit_cell.span.of(text).strip() if unit_cell else bracket["unit"] if bracket else ""
    for cell in cells:
        year = _YEAR.search(cell.column)
        if year is None or int(year[1]) <= after or _NO_GOAL.search(cell.column.replace(year.group(), "")):
            continue
        start, end = name.span.start, cell.span.end
        if end <= start or end - start > LONGEST_EVIDENCE:
            start = cell.span.start
        indicator = label[: bracket.start()] if bracket and not unit_cell else label
        target = _read_value(cell.span.of(text), unit, indicator, Span(start, end), provision, year[1])
        if target is not None:
            yield target


def _read_value(cell: str, unit: str, indicator: str, evidence: Span, provision: int, year: str) -> Target | None:
    match = _VALUE.match(cell)
    if match is None or len(indicator) < 2 or indicator.isdecimal():
        return None
    written = match["scale"] or ""
    unit = (written + match["unit"]) if match["unit"] else written + unit
    value = parse_arabic(match["number"])
    scale = next((s for s in ("万亿", "亿", "万") if unit.startswith(s)), "")
    base, factor = read_unit(unit.removeprefix(scale))
    return Target(
        indicator=indicator,
        value=value,
        unit=unit,
        comparator=_SIGNS.get(match["after"] or match["before"] or "", Comparator.EQUAL_TO),
        evidence=evidence,
        provision=provision,
        rule="target-row",
        normal_value=value * Decimal(SCALES.get(scale, 1)) * factor,
        base_unit=base,
        deadline=year,
    )
