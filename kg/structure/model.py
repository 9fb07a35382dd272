"""What structure finds: provisions, the pieces of text that belong directly to each, and tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kg.model import Genre, Provision, Span


class PieceRole(str, Enum):
    """What a piece of text is in its provision."""

    TEXT = "text"
    HEADING = "heading"
    RESPONSIBLE = "responsible"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that belongs directly to one provision (None: to the policy itself).

    Attributes:
        column: the head of its column, for a table cell.
    """

    span: Span
    provision: int | None
    role: PieceRole = PieceRole.TEXT
    column: str = ""


@dataclass(frozen=True, slots=True)
class Structure:
    """A text taken apart: its genre, provisions in text order (parents first), and pieces in text order."""

    genre: Genre
    provisions: tuple[Provision, ...]
    pieces: tuple[Piece, ...]
    title: Span = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its span (empty where it holds nothing) and the head of its column."""

    span: Span
    column: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a task table: its cells from left to right, and the label of the block it belongs to.

    Attributes:
        heading: the line that heads its block, for the first row below one.
    """

    cells: tuple[Cell, ...]
    block: str
    heading: Span | None = None

    @property
    def span(self) -> Span:
        """From the first cell that holds something to the last."""
        full = [cell.span for cell in self.cells if cell.span.end > cell.span.start]
        return Span(full[0].start, full[-1].end)


@dataclass(frozen=True, slots=True)
class Table:
    """The lines it takes (first and one past the last, indices into the lines) and its rows."""

    first: int
    last: int
    rows: tuple[Row, ...]
