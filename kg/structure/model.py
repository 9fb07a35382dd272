"""What structure finds: provisions, and the pieces of text that belong directly to each."""

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
