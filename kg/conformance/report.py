"""Findings for people: counted by check, then the first of each."""

from __future__ import annotations

from itertools import groupby, islice

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kg.conformance.check import Report
from kg.conformance.findings import VIOLATION, Finding
from kg.questions.result import reveal_controls

_LONGEST = 80


def render_findings(report: Report, most: int) -> tuple[RenderableType, ...]:
    """How often each check failed, then the first findings of each.

    Args:
        most: findings shown of each check; 0 shows all.
    """
    said = [Text(f"三元组 / triples {report.triples}")]
    if not report.quotes_checked:
        said.append(Text("图谱旁没有 texts 文件夹，未核对引文 / no folder texts beside the graph: quotes were not held against texts"))
    if not report.findings:
        return (*said, Text("符合约定 / the graph conforms"))
    groups = [(check, list(found)) for check, found in groupby(report.findings, key=lambda finding: finding.check)]
    shown = [table for _, found in groups for table in _render_group(found, most)]
    errors = sum(finding.severity == VIOLATION for finding in report.findings)
    total = f"共 {errors} 处不符合，{len(report.findings) - errors} 处提醒"
    return *said, _render_counts(groups), *shown, Text(f"{total} / {errors} violations, {len(report.findings) - errors} warnings")


def _render_counts(groups: list[tuple[str, list[Finding]]]) -> Table:
    table = Table(show_edge=False, pad_edge=False, box=None)
    table.add_column("检查 / check", overflow="fold")
    table.add_column("处 / count", justify="right")
    table.add_column("要求 / what is asked", overflow="fold")
    for check, found in groups:
        table.add_row(_cell(check), str(len(found)), _cell(found[0].message, 200))
    return table


def _render_group(found: list[Finding], most: int) -> tuple[RenderableType, ...]:
    table = Table(show_edge=False, pad_edge=False, box=None)
    for name in ("文件 / document", "条款 / provision", "对象 / node", "所见 / found"):
        table.add_column(name, overflow="fold")
    for finding in islice(found, most or None):
        value = finding.value or ("无 / none" if finding.path else "—")
        seen = f"{finding.path} {value}".strip()
        table.add_row(_cell(finding.document), _cell(finding.clause), _cell(finding.label or finding.node), _cell(seen))
    head = Text(f"\n{found[0].check}：{found[0].advice}", style="bold")
    left = len(found) - most if most else 0
    more = (Text(f"另有 {left} 处，见 --limit / {left} more: see --limit"),) if left > 0 else ()
    return head, table, *more


def _cell(text: str, longest: int = _LONGEST) -> Text:
    return Text(reveal_controls(text if len(text) <= longest else text[: longest - 1] + "…"))
