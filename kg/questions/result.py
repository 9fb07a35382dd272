"""Rows with their columns, and how they are shown: a table for people, CSV and JSON for machines."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from rich.console import JustifyMethod
from rich.table import Table
from rich.text import Text

from kg.questions import AS_OF
from kg.questions.frames import make_frame, render_html
from kg.questions.gathering import COMPARATOR_SIGNS, Cell, write_cell
from kg.questions.names import Resolved

if TYPE_CHECKING:
    import pandas

COLUMN_NAMES = {
    "activity": "事项", "agency": "部门", "amount": "金额（元）", "answer": "回答", "beneficiary": "受益对象",
    "builder": "建设单位", "cap": "上限（元）", "cites": "引用", "comparator": "比较", "concerns": "涉及",
    "count": "数量", "deadline": "期限", "document": "文件", "duty": "职责对象", "effective": "施行日期", "facts": "事实数",
    "file": "文件", "genre": "文种", "granted_by": "给予部门", "heading": "标题", "indicator": "指标",
    "industry": "产业", "issued": "发布日期", "issuer": "发布机关", "kind": "类别", "links": "关联数",
    "joint": "共同部门", "lead": "牵头部门", "support": "配合数", "target": "目标", "zone": "园区",
    "name": "名称", "number": "文号", "other": "对象", "per": "每", "place": "所在地",
    "place_quote": "所在地原文", "platform": "平台", "policy": "文件标题", "provision": "条款",
    "quote": "原文", "rate": "比例", "rate_max": "比例上限", "recurrence": "周期", "region": "地区",
    "relation": "关系", "role": "角色", "status": "状态", "title": "标题", "unit": "单位", "value": "数值",
    "value_max": "数值上限",
}  # fmt: skip
TERM_NAMES = {
    "lead": "牵头", "joint": "共同", "support": "配合",
    "regulation": "条例", "action_plan": "行动计划", "notice": "通知", "measures": "措施", "news_list": "新闻列表",
    "feature": "报道", "other": "其他", "draft": "草案", "inForce": "有效", "repealed": "废止",
    "yearly": "每年", "Agency": "部门", "Region": "地区", "Industry": "产业", "Platform": "平台",
    "Zone": "园区", "Organization": "机构", "Provision": "条款", "Target": "目标", "Incentive": "激励",
    "focusesOn": "聚焦", "cooperatesWith": "合作", "builds": "建设", "responsibleFor": "负责",
    "locatedIn": "位于",
}  # fmt: skip
_TERM_COLUMNS = {"role", "genre", "status", "recurrence", "kind", "relation"}
_NUMBER_COLUMNS = {"amount", "cap", "count", "facts", "links", "rate", "rate_max", "support", "value", "value_max"}
_SHORT_COLUMNS = _NUMBER_COLUMNS | {"comparator", "deadline", "kind", "per", "recurrence", "role", "unit"}
_RATIOS = {"quote": 6, "place_quote": 4, "policy": 3}
_QUOTE_COLUMNS = ("quote", "place_quote")
_SOME = 8  # names that are written out
_WHITE = re.compile(r"\s+")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Result:
    """What a query gave.

    Attributes:
        rows: cells in the order of ``columns``; None where a variable is unbound.
        sparql: the query that was run, as a user could run it elsewhere.
        resolved: how the parameters were understood.
        title: Chinese / English, or empty.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sparql: str
    resolved: tuple[Resolved, ...] = ()
    title: str = ""

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a data frame of pandas (`kg.questions.frames.make_frame`).

        Raises:
            KgError: pandas is not installed.
        """
        return make_frame(self.columns, self.rows)

    def _repr_html_(self) -> str:
        """The rows as a table, for notebooks; columns without any value are left out."""
        filled = _find_filled(self)
        heads = [_name_column(self.columns[at]) for at in filled]
        rows = [[row[at] for at in filled] for row in self.rows]
        return render_html(self.title, heads, rows, lambda cell, at: _show(cell, self.columns[filled[at]]))


def reveal_controls(text: str) -> str:
    """The text with characters that only steer the display (bidi overrides, controls) written out as ``⟨U+202E⟩``.

    Example:
        >>> reveal_controls("甲\\u202e乙")
        '甲⟨U+202E⟩乙'
    """
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def fold_quotes(result: Result) -> Result:
    """The rows with white space and line breaks in quotes as one space, so that each stays on its line.

    Example:
        >>> fold_quotes(Result(("quote",), (("推动\\n　　发展",),), "")).rows
        (('推动 发展',),)
    """
    at = [index for index, column in enumerate(result.columns) if column in _QUOTE_COLUMNS]
    rows = (
        tuple(_WHITE.sub(" ", cell) if index in at and isinstance(cell, str) else cell for index, cell in enumerate(row))
        for row in result.rows
    )
    return replace(result, rows=tuple(rows))


def render_table(result: Result) -> Table:
    """A table for the terminal: Chinese heads with the column's name below; closed sets in Chinese beside the term.

    Columns without any value are left out; quotes get most of the width.
    """
    table = Table(
        title=Text(result.title) if result.title else None, title_justify="left", expand="quote" in result.columns
    )
    filled = _find_filled(result)
    for at in filled:
        column = result.columns[at]
        head = _name_column(column)
        justify: JustifyMethod = "right" if column in _NUMBER_COLUMNS else "left"
        ratio = None if column in _SHORT_COLUMNS else _RATIOS.get(column, 2)
        table.add_column(Text(head), overflow="fold", ratio=ratio, justify=justify)
    for row in result.rows:
        table.add_row(*(Text(_show(row[at], result.columns[at])) for at in filled))
    table.caption = Text(f"{len(result.rows)} 行 / rows")
    return table


def _find_filled(result: Result) -> list[int]:
    """The columns with a value; all of them where there is no row."""
    return [at for at in range(len(result.columns)) if not result.rows or any(row[at] is not None for row in result.rows)]


def _name_column(column: str) -> str:
    """Chinese with the column's own name below, where that does not widen a narrow column."""
    if column not in COLUMN_NAMES:
        return column
    narrow = column in _SHORT_COLUMNS and len(column) > 8
    return COLUMN_NAMES[column] if narrow else f"{COLUMN_NAMES[column]}\n{column}"


def _show(cell: Cell, column: str) -> str:
    text = write_cell(cell)
    if column == "comparator" and text in COMPARATOR_SIGNS:
        return COMPARATOR_SIGNS[text]
    if column in _TERM_COLUMNS and text in TERM_NAMES:
        return f"{TERM_NAMES[text]} {text}"
    return reveal_controls(text)


def describe_scope(result: Result) -> tuple[str, ...]:
    """Lines that say what an answer counts beyond what was asked by name, and which documents it leaves out."""
    lines = []
    for one in result.resolved:
        if one.parameter == AS_OF:
            day, *reasons = one.labels
            lines.append("; ".join((f"截至 / as of {day}: 未计文件 / documents left out: {len(one.terms)}", *reasons)))
        elif one.taken_in:
            count, more = len(one.taken_in), "…" if len(one.taken_in) > _SOME else ""
            names = "、".join(one.taken_in[:_SOME]) + more
            lines.append(f"{one.parameter}={one.given}: 另含 {count} 项 / takes in {count} more (rollup=no 不含 / without): {names}")
    return tuple(map(reveal_controls, lines))


def render_csv(result: Result) -> str:
    """RFC 4180: one head line, the rows, CRLF; cells exactly as in the graph. Write it with ``newline=""``."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(result.columns)
    writer.writerows([write_cell(cell) for cell in row] for row in result.rows)
    return out.getvalue()


def render_json(result: Result) -> str:
    """One object: ``columns``, ``rows`` (an object each, null where unbound), ``resolved`` names and the ``sparql``."""
    rows = [{column: _as_json(cell) for column, cell in zip(result.columns, row, strict=True)} for row in result.rows]
    resolved = {one.parameter: _describe_resolved(one) for one in result.resolved}
    value = {"columns": list(result.columns), "rows": rows, "resolved": resolved, "sparql": result.sparql}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _describe_resolved(one: Resolved) -> dict[str, object]:
    """How a parameter was understood; of a day how many documents were left out, and why."""
    if one.parameter == AS_OF:
        day, *reasons = one.labels
        return {"given": one.given, "names": [day], "left_out": len(one.terms), "reasons": reasons}
    taken_in = list(one.taken_in)
    return {"given": one.given, "names": list(one.labels), "taken_in": taken_in, "taken_in_count": len(taken_in)}


def _as_json(cell: Cell) -> str | int | float | bool | None:
    """Decimals as numbers where a double holds them exactly as written, else as text."""
    if not isinstance(cell, Decimal):
        return cell
    if cell == cell.to_integral_value() and abs(cell) < 2**53:
        return int(cell)
    return float(cell) if Decimal(repr(float(cell))) == cell else format(cell, "f")
