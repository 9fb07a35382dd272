"""Spans of a whole extraction moved at once: from the normalised view that rules read to the document's own text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.model import Extraction, Span


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
