"""Candidates as lines for the file of corrections, as a table for people, as plain data."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from kg.questions.result import reveal_controls
from kg.rdf.iris import DEFAULT_BASE
from kg.review.candidates import Candidate

COLUMNS = ("action", "subject", "relation", "object", "note", "who", "when", "doubt", "subject_name", "object_name",
           "reason", "sentence")  # fmt: skip
_OPENS_FORMULA = ("=", "+", "-", "@")


def write_lines(candidates: Sequence[Candidate]) -> str:
    """Tab-separated lines under a head, their action left empty for the reader to fill in.

    Cells hold no tab, no line end and no invisible character; a text that a spreadsheet would take for a formula gets
    an apostrophe before it.
    """
    rows = [COLUMNS, *(tuple(_cell(str(value)) for value in pack_candidate(one).values()) for one in candidates)]
    return "".join("\t".join(row) + "\n" for row in rows)


def pack_candidate(candidate: Candidate) -> dict[str, str | float]:
    """A candidate as plain data, in the order of the columns."""
    values = ("", candidate.subject.removeprefix(DEFAULT_BASE), candidate.relation, candidate.object.removeprefix(DEFAULT_BASE),
              "", "", "", candidate.doubt, candidate.subject_name, candidate.object_name, candidate.reason,
              candidate.sentence)  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def _cell(text: str) -> str:
    shown = "".join(" " if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") else char for char in text)
    return "'" + shown if shown.startswith(_OPENS_FORMULA) else shown


def render_candidates(candidates: Sequence[Candidate], total: int) -> tuple[Table | Text, ...]:
    """A table of candidates, and how many there are in all."""
    if not candidates:
        return (Text("没有待审项 / nothing to review"),)
    table = Table(show_edge=False, pad_edge=False, box=None)
    table.add_column("疑 / doubt", no_wrap=True)
    for head in ("对象 / things", "理由 / reason", "原文 / sentence"):
        table.add_column(head, overflow="fold")
    for one in candidates:
        ids = [end.removeprefix(DEFAULT_BASE) for end in (one.subject, one.object) if end]
        names = [name for name in (one.subject_name, one.object_name) if name]
        cells = (f"{one.doubt:.2f}", "\n".join((*names, *ids)), one.reason, one.sentence)
        table.add_row(*(Text(reveal_controls(cell)) for cell in cells))
    said = f"共 {total} 项，显示 {len(candidates)} 项 / {total} candidates, {len(candidates)} shown"
    return table, Text(said)
