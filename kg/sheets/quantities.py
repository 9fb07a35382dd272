"""目标 and 激励: numbers to be reached and money offered, a row each."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Store

from kg.questions.gathering import COMPARATOR_SIGNS, Cell
from kg.questions.result import TERM_NAMES
from kg.sheets.model import (
    CLAUSE,
    DOCUMENT,
    FILE,
    SENTENCE,
    Column,
    Properties,
    Sheet,
    choose_first,
    cite,
    fold,
    join_cells,
    read_properties,
)
from kg.statements import Statement

_NUMBER, _MONEY, _SHARE = "#,##0.####", "#,##0.##", "0.##%"
_TARGET_COLUMNS = (
    Column("indicator", "指标", 30), Column("comparator", "比较", 7), Column("value", "数值", 12, _NUMBER),
    Column("value_max", "数值上限", 12, _NUMBER), Column("unit", "单位", 10), Column("deadline", "期限", 12),
    Column("recurrence", "周期", 8), Column("region", "地区", 16), Column("concerns", "涉及", 24),
    SENTENCE, CLAUSE, DOCUMENT, FILE,
)  # fmt: skip
_INCENTIVE_COLUMNS = (
    Column("activity", "事项", 30), Column("beneficiary", "受益对象", 20), Column("rate", "比例", 10, _SHARE),
    Column("rate_max", "比例上限", 10, _SHARE), Column("cap", "上限（元）", 16, _MONEY),
    Column("amount", "金额（元）", 16, _MONEY), Column("per", "每", 10), Column("granted_by", "给予部门", 22),
    Column("concerns", "涉及", 20), SENTENCE, CLAUSE, DOCUMENT, FILE,
)  # fmt: skip


def list_targets(store: Store, statements: Sequence[Statement]) -> Sheet:
    """The table of targets."""
    said = read_properties(store, "Target")
    found = choose_first(s for s in statements if s.kind == "target")
    rows = tuple((*_describe_target(said.get(s.iri, {})), *cite(s)) for s in found)
    return Sheet("targets", "目标", _TARGET_COLUMNS, rows)


def list_incentives(store: Store, statements: Sequence[Statement]) -> Sheet:
    """The table of incentives."""
    said = read_properties(store, "Incentive")
    found = choose_first(s for s in statements if s.kind == "incentive")
    rows = tuple((*_describe_incentive(said.get(s.iri, {})), *cite(s)) for s in found)
    return Sheet("incentives", "激励", _INCENTIVE_COLUMNS, rows)


def _first(said: Properties, name: str) -> Cell:
    cell = next(iter(said.get(name, ())), None)
    return fold(cell) if isinstance(cell, str) else cell


def _describe_target(said: Properties) -> tuple[Cell, ...]:
    sign, again = str(_first(said, "comparator") or ""), str(_first(said, "recurrence") or "")
    return (
        _first(said, "indicator"), COMPARATOR_SIGNS.get(sign, sign) or None, _first(said, "value"),
        _first(said, "valueMax"), _first(said, "unit"), join_cells(said.get("deadline", ())),
        TERM_NAMES.get(again, again) or None, join_cells(said.get("region", ())), join_cells(said.get("concerns", ())),
    )  # fmt: skip


def _describe_incentive(said: Properties) -> tuple[Cell, ...]:
    return (
        *(_first(said, name) for name in ("activity", "beneficiary", "rate", "rateMax", "cap", "amount", "per")),
        join_cells(said.get("grantedBy", ())), join_cells(said.get("concerns", ())),
    )  # fmt: skip
