"""Spans in bulk: of an extraction moved at once, from the view that rules read to the document's text; and found by place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.model import Extraction, Span

_CELL = 256


def map_spans(extraction: Extraction, move: Callable[[Span], Span]) -> Extraction:
    """The same extraction with every span moved.

    Args:
        extraction: what was found.
        move: gives the span of the document for a span of the view.
    """
    cites = tuple(replace(cite, span=move(cite.span)) for cite in extraction.metadata.cites)
    return replace(
        extraction,
        metadata=replace(extraction.metadata, cites=cites),
        provisions=tuple(replace(item, span=move(item.span)) for item in extraction.provisions),
        mentions=tuple(replace(item, span=move(item.span)) for item in extraction.mentions),
        facts=tuple(replace(item, evidence=move(item.evidence)) for item in extraction.facts),
        targets=tuple(replace(item, evidence=move(item.evidence)) for item in extraction.targets),
        incentives=tuple(replace(item, evidence=move(item.evidence)) for item in extraction.incentives),
    )


class SpanIndex:
    """Finds the spans at a place without a look at all of them; they may overlap and stand in any order.

    Args:
        spans: of one text.

    Example:
        >>> index = SpanIndex([Span(0, 4), Span(4, 9), Span(2, 900)])
        >>> index.first_covering(Span(5, 6)), index.touching(Span(890, 891))
        (1, [2])
    """

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._cells: dict[int, list[int]] = {}
        for index, span in enumerate(spans):
            for cell in range(span.start // _CELL, span.end // _CELL + 1):
                self._cells.setdefault(cell, []).append(index)

    def first_covering(self, place: Span) -> int | None:
        """The index of the first span that holds a place, or None."""
        near = self._cells.get(place.start // _CELL, ())
        return next((index for index in near if self._spans[index].covers(place)), None)

    def touching(self, place: Span) -> list[int]:
        """The indices of the spans that share a code point with a place, in their order."""
        cells = range(place.start // _CELL, place.end // _CELL + 1)
        near = {index for cell in cells for index in self._cells.get(cell, ())}
        return [index for index in sorted(near) if self._spans[index].overlaps(place)]
