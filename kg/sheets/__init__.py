"""The tables of an office, from a graph: tasks with who answers for them, targets, incentives, platforms.

Rows are plain values in the order of documents and of the text; `kg.exports` writes them as a workbook or as CSV.
"""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Store

from kg.sheets.model import Column, Sheet
from kg.sheets.platforms import list_platforms
from kg.sheets.quantities import list_incentives, list_targets
from kg.sheets.tasks import list_tasks
from kg.statements import list_statements

__all__ = ["Column", "Sheet", "list_sheets"]


def list_sheets(store: Store, texts: Mapping[str, str] | None = None) -> tuple[Sheet, ...]:
    """All tables of a graph: tasks, targets, incentives, platforms.

    Args:
        texts: the decoded texts of documents by SHA-256, from which tasks without a heading are named better.
    """
    statements = list_statements(store)
    return (
        list_tasks(store, statements, texts or {}),
        list_targets(store, statements),
        list_incentives(store, statements),
        list_platforms(store, statements),
    )
