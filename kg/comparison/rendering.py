"""A comparison for people as tables, for machines as CSV and JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from rich.table import Table
from rich.text import Text

from kg.comparison.model import Change, Comparison, Policy, Sort, What
from kg.comparison.numbers import format_number, write_money
from kg.questions.gathering import Cell
from kg.questions.result import Result, render_csv, reveal_controls

SORT_NAMES = {
    Sort.ADDED: "新增", Sort.DROPPED: "取消", Sort.CHANGED: "改动", Sort.MOVED: "移动", Sort.RENUMBERED: "条号变更",
    Sort.LEAD: "牵头变更", Sort.JOINT: "责任变更", Sort.SUPPORT: "配合变更", Sort.NUMBER: "数值变更", Sort.DEADLINE: "期限变更",
    Sort.BUILDER: "建设变更",
}  # fmt: skip
_SORT_MEANINGS = {
    Sort.ADDED: "added", Sort.DROPPED: "dropped", Sort.CHANGED: "wording changed", Sort.MOVED: "moved",
    Sort.RENUMBERED: "renumbered", Sort.LEAD: "lead moved", Sort.JOINT: "who answers jointly changed",
    Sort.SUPPORT: "support changed", Sort.NUMBER: "number moved", Sort.DEADLINE: "deadline moved",
    Sort.BUILDER: "builder changed",
}  # fmt: skip
WHAT_NAMES = {What.TASK: "任务", What.CLAUSE: "条款", What.TARGET: "目标", What.INCENTIVE: "激励", What.PLATFORM: "平台"}
COLUMNS = ("change", "what", "name", "before", "after", "stayed", "unit", "difference", "percent",
           "old_clause", "new_clause", "old_quote", "new_quote")  # fmt: skip
OUTSIDE = "（条外 outside）"
NOTHING_COMMON = "两份文件没有对应之处 / the two have nothing in common: no clause, number or platform of one answers to one of the other"
SAME = "没有变化 / no change: the two say the same"
NO_TEXT = "没有原文，只比较图谱引用的句子 / without the texts only the passages that the graph quotes are compared"
_LONGEST, _AROUND, _SOME, _NAME = 120, 12, 8, 24
_ONE_SIDED = (Sort.ADDED, Sort.DROPPED, Sort.MOVED)


def choose_changes(comparison: Comparison, sorts: Sequence[str]) -> tuple[Change, ...]:
    """The changes of some sorts, of all where none is named."""
    return tuple(change for change in comparison.changes if not sorts or change.sort.value in sorts)


def render_comparison(comparison: Comparison, changes: Sequence[Change], most: int) -> Iterator[Table | Text]:
    """The two documents, how many changes of each sort there are, and the changes, a table a sort.

    Args:
        changes: those to be shown.
        most: rows of a table; 0 shows all.
    """
    yield from _describe_sides(comparison)
    if not (comparison.old.whole and comparison.new.whole):
        yield Text(NO_TEXT, style="yellow")
    if not comparison.changes:
        yield Text(SAME)
        return
    if not comparison.common:
        yield Text(NOTHING_COMMON, style="yellow")
    yield Text("")
    yield _render_counts(comparison.changes)
    for sort in Sort:
        some = [change for change in changes if change.sort is sort]
        if some:
            yield Text("")
            yield _render_numbers(some) if sort is Sort.RENUMBERED else _render_sort(sort, some, most)


def _describe_sides(comparison: Comparison) -> Iterator[Text]:
    for head, policy in (("旧 / old", comparison.old), ("新 / new", comparison.new)):
        known = (policy.title, f"({policy.file})", policy.number, policy.issued and f"发布 / issued {policy.issued}",
                 policy.effective and f"施行 / in force {policy.effective}")  # fmt: skip
        yield Text(f"{head}: ", style="bold").append(Text(reveal_controls("  ".join(filter(None, known)))))


def _render_counts(changes: Iterable[Change]) -> Table:
    counts = Counter((change.sort, change.what) for change in changes)
    shown = [what for what in What if any(counts[sort, what] for sort in Sort)]
    table = Table(show_edge=False, pad_edge=False, box=None)
    table.add_column("变化 / change")
    for what in shown:
        table.add_column(f"{WHAT_NAMES[what]} {what.value}", justify="right")
    table.add_column("合计 all", justify="right")
    for sort in Sort:
        row = [counts[sort, what] for what in shown]
        if any(row):
            table.add_row(_name_sort(sort), *(str(count or "") for count in row), Text(str(sum(row)), style="bold"))
    return table


def _name_sort(sort: Sort) -> str:
    return f"{SORT_NAMES[sort]} {_SORT_MEANINGS[sort]}"


def _render_numbers(changes: Sequence[Change]) -> Text:
    """Clauses that only have another number, on a line."""
    some = "、".join(f"{change.before} → {change.after}" for change in changes[:_SOME])
    more = "…" if len(changes) > _SOME else ""
    return Text(f"{_name_sort(Sort.RENUMBERED)}: {len(changes)}\n", style="italic").append(
        Text(reveal_controls(some + more), style="not italic")
    )


def _render_sort(sort: Sort, changes: Sequence[Change], most: int) -> Table:
    shown = changes[:most] if most else changes
    table = Table(title=f"{_name_sort(sort)}: {len(changes)}", title_justify="left", expand=True)
    if len(shown) < len(changes):
        table.caption = f"显示 {len(shown)} 条，见 --limit / {len(shown)} shown: see --limit"
    valued = sort not in (*_ONE_SIDED, Sort.CHANGED)
    table.add_column("条款\nclause", overflow="fold", ratio=2)
    table.add_column("名称\nname", overflow="fold", ratio=2)
    if sort in _ONE_SIDED:
        table.add_column("原文\nquote", overflow="fold", ratio=7)
    if valued:
        table.add_column("原为\nbefore", overflow="fold", ratio=2)
        table.add_column("现为\nafter", overflow="fold", ratio=2)
    if sort is Sort.NUMBER:
        table.add_column("增减\nby", overflow="fold", width=9)
    if sort not in _ONE_SIDED:
        table.add_column("旧原文\nold quote", overflow="fold", ratio=3 if valued else 5)
        table.add_column("新原文\nnew quote", overflow="fold", ratio=3 if valued else 5)
    for change in shown:
        table.add_row(*_list_cells(change, valued))
    return table


def _list_cells(change: Change, valued: bool) -> Iterator[Text]:
    yield _write(_name_clauses(change))
    yield _write(change.name if len(change.name) <= _NAME else f"{change.name[:_NAME]}…")
    if change.sort in _ONE_SIDED:
        side = change.new or change.old
        value = "" if change.sort is Sort.MOVED else change.after or change.before
        yield _write(_cut((f"{value}：" if value else "") + (side.quote if side else "")))
        return
    if valued:
        yield from map(_write, _write_sides(change))
    if change.sort is Sort.NUMBER:
        yield _write(_write_difference(change))
    assert change.old is not None and change.new is not None
    yield from _show_difference(change.old.quote, change.new.quote, _LONGEST if valued else 2 * _LONGEST)


def _write_sides(change: Change) -> tuple[str, str]:
    """What was and what is: a year on its own line; of bodies those that are gone and came, with how many stayed."""
    before, after = (side.replace("（20", "\n（20") if change.sort is Sort.NUMBER else side for side in (change.before, change.after))
    return before or "—", (after or "—") + (f"\n（{change.stayed} 个不变 same）" if change.stayed else "")


def _write(text: str) -> Text:
    return Text(reveal_controls(text))


def _name_clauses(change: Change) -> str:
    refs = list(dict.fromkeys((side.ref or OUTSIDE) for side in (change.old, change.new) if side))
    return "\n→ ".join(refs)


def _write_difference(change: Change) -> str:
    """``+20家`` and ``+33.3%``; of shares in percentage points (个百分点)."""
    if change.difference is None:
        return ""
    unit = "个百分点" if change.unit == "%" else change.unit
    moved = write_money(change.difference) if unit == "元" else f"{format_number(change.difference)}{unit}"
    lines = [f"{'+' if change.difference > 0 else ''}{moved}"]
    if change.percent is not None:
        lines.append(f"{'+' if change.percent > 0 else ''}{format_number(change.percent)}%")
    return "\n".join(lines)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _show_difference(old: str, new: str, longest: int) -> tuple[Text, Text]:
    """Two texts around where they differ, with what is gone and what came marked."""
    ours, theirs = Text(), Text()
    matcher = SequenceMatcher(None, old[:5000], new[:5000], autojunk=False)
    codes = matcher.get_opcodes()
    for at, (kind, a, b, c, d) in enumerate(codes):
        if kind == "equal":
            same = _shorten(old[a:b], first=at == 0, last=at == len(codes) - 1)
            ours.append(_write(same))
            theirs.append(_write(same))
        else:
            ours.append(Text(reveal_controls(old[a:b]), style="red"))
            theirs.append(Text(reveal_controls(new[c:d]), style="bold green"))
    for text in (ours, theirs):
        if len(text) > longest:
            text.right_crop(len(text) - longest)
            text.append("…")
    return ours, theirs


def _shorten(text: str, first: bool, last: bool) -> str:
    """What two texts share, with only what stands beside the differences."""
    before, after = (0 if first else _AROUND), (0 if last else _AROUND)
    if len(text) <= before + after + 2:
        return text
    return f"{text[:before]}…{text[len(text) - after :] if after else ''}"


def render_changes_csv(changes: Sequence[Change]) -> str:
    """A line for each change, as `kg query` writes CSV."""
    return render_csv(Result(COLUMNS, tuple(tuple(_pack_change(change).values()) for change in changes), ""))


def render_changes_json(comparison: Comparison, changes: Sequence[Change]) -> str:
    """One object: the two documents, whether they are the same, the counts and the changes (numbers as texts)."""
    counts = Counter(change.sort.value for change in comparison.changes)
    value = {
        "old": _pack_policy(comparison.old), "new": _pack_policy(comparison.new), "same": not comparison.changes,
        "common": comparison.common, "counts": {sort.value: counts[sort.value] for sort in Sort if counts[sort.value]},
        "changes": [
            {key: format_number(cell) if isinstance(cell, Decimal) else cell for key, cell in _pack_change(change).items()}
            for change in changes
        ],
    }  # fmt: skip
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _pack_policy(policy: Policy) -> dict[str, str]:
    return {"title": policy.title, "file": policy.file, "number": policy.number, "issued": policy.issued,
            "effective": policy.effective}  # fmt: skip


def _pack_change(change: Change) -> dict[str, Cell]:
    old, new = change.old, change.new
    cells: tuple[Cell, ...] = (
        change.sort.value, change.what.value, change.name, change.before or None, change.after or None,
        change.stayed or None, change.unit or None,
        change.difference, change.percent, *(side.ref if side else None for side in (old, new)),
        *(side.quote if side else None for side in (old, new)),
    )  # fmt: skip
    return dict(zip(COLUMNS, cells, strict=True))
