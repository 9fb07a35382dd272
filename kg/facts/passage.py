"""What rules for facts are given to read: the own text of a provision with what stands above it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Genre, Span


@dataclass(frozen=True, slots=True)
class Passage:
    """The own text of one provision (without that of the units below it).

    Attributes:
        span: code points of the document's text; it may hold several lines.
        provision: index of the provision, or None outside any.
        headings: titles of the provisions above, outermost first.
        genre: of the document.
        due: what the deadline cell of its table row says (2026年12月).
        item: which news item or part it belongs to, None where the document is one whole.
    """

    span: Span
    provision: int | None = None
    headings: tuple[str, ...] = ()
    genre: Genre = Genre.OTHER
    due: str = ""
    item: int | None = None
