"""A score as tables for people and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rich.table import Table
from rich.text import Text

from kg.errors import QueryError
from kg.score.measure import GROUPS, Score
from kg.score.tally import Figures, Miss

_NAMES = {
    "agencies": "部门", "regions": "地区", "industries": "产业", "platforms": "平台", "zones": "园区", "organizations": "机构",
    "fact:responsibleFor": "负责", "fact:builds": "建设", "fact:locatedIn": "位于", "fact:cooperatesWith": "合作",
    "fact:focusesOn": "聚焦", "provision_agencies": "条款责任", "targets": "目标", "incentives": "激励",
    "ENTITIES": "实体", "FACTS": "事实", "QUANTITIES": "数量", "quote_exact": "引文相符", "grounded": "引文有据",
    "direct": "直接三元组", "role": "角色", "level": "层级", "adcode": "区划代码", "metadata": "元数据",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Errors:
    """The wrong and missing items of one kind."""

    kind: str
    misses: tuple[Miss, ...]


def pack_score(score: Score) -> dict[str, Any]:
    """A score as plain data: a row for each kind and group, the means, the shares, F1 by document."""
    packed: dict[str, Any] = {kind: _pack(figures) for kind, figures in score.kinds.items()}
    means = score.means
    for group, figures in score.groups.items():
        packed[group] = _pack(figures)
        packed["MACRO_" + group] = means[group]
    packed |= score.shares
    packed["documents"] = {document.name: score.of_document(document) for document in score.documents}
    return packed


def _pack(figures: Figures) -> dict[str, float]:
    return {"P": figures.precision, "R": figures.recall, "F1": figures.f1, "gold": figures.gold, "found": figures.found}


def find_errors(score: Score, kinds: Sequence[str]) -> tuple[Errors, ...]:
    """The errors of kinds: by their name, of a relation also without ``fact:``, of all kinds of a group, or of ``all``.

    Raises:
        QueryError: there is no such kind.
    """
    known = [kind for members in GROUPS.values() for kind in members]
    return tuple(Errors(kind, _errors_of(score, kind)) for name in kinds for kind in _find_kinds(name, known))


def _errors_of(score: Score, kind: str) -> tuple[Miss, ...]:
    tally = score.tallies.get(kind)
    return (*tally.missing, *tally.wrong) if tally else ()


def _find_kinds(name: str, known: Sequence[str]) -> Sequence[str]:
    found = known if name == "all" else GROUPS.get(name.upper()) or [k for k in known if name in (k, k.partition(":")[2])]
    if not found:
        raise QueryError(f"没有这类 / no such kind: {name}; 可用的 / there are: {' '.join(known)} all")
    return found


def render_score(score: Score, errors: Sequence[Errors] = ()) -> Iterator[Table | Text]:
    """The figures, those of each document, and the errors asked for."""
    yield _render_figures(score)
    yield _render_documents(score)
    absent = [document.name for document in score.documents if not document.is_there]
    if absent:
        yield Text(f"图谱中没有 / not in the graph: {'、'.join(absent)}", style="red")
    for group in errors:
        yield _render_errors(group)


def _render_figures(score: Score) -> Table:
    table = Table(show_edge=False, pad_edge=False, box=None)
    table.add_column("类别 / kind", min_width=32)
    for head in ("P", "R", "F1", "标注 / gold", "找到 / found"):
        table.add_column(head, justify="right")
    means = score.means
    for name, row in (*score.kinds.items(), *score.groups.items()):
        style = "bold" if name in GROUPS else ""
        numbers = (f"{row.precision:.3f}", f"{row.recall:.3f}", f"{row.f1:.3f}", str(row.gold), str(row.found))
        table.add_row(_name(name, style), *(Text(number, style=style) for number in numbers))
    for name, mean in means.items():
        table.add_row(_name(name, "", "篇均 / MACRO "), "", "", f"{mean:.3f}")
    for name, share in score.shares.items():
        table.add_row(_name(name, ""), "", "", f"{share:.3f}")
    return table


def _name(name: str, style: str, before: str = "") -> Text:
    return Text(f"{before}{_NAMES.get(name, '')} {name}", style=style)


def _render_documents(score: Score) -> Table:
    table = Table(show_edge=False, pad_edge=False, box=None, title=Text("各文件 F1 / by document"), title_justify="left")
    table.add_column("文件 / document", overflow="fold")
    for group in GROUPS:
        table.add_column(f"{_NAMES[group]} {group}", justify="right")
    for document in score.documents:
        row = score.of_document(document)
        table.add_row(Text(document.name), *(f"{row[group]:.3f}" if group in row else "-" for group in GROUPS))
    return table


def _render_errors(errors: Errors) -> Table:
    head = f"{_NAMES.get(errors.kind, '')} {errors.kind}: {len(errors.misses)} (- 缺 / missing, + 错 / wrong)"
    table = Table(show_edge=False, pad_edge=False, box=None, title=Text(head), title_justify="left", show_header=False)
    table.add_column("", overflow="fold", max_width=30)
    table.add_column("", no_wrap=True)
    table.add_column("", overflow="fold")
    for miss in errors.misses:
        table.add_row(Text(miss.document), Text(miss.sign), Text(miss.what))
    return table
