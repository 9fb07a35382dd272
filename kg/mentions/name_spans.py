"""From spans of a passage that name something to mentions: the longest of those that overlap, none that cuts an agency."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.mentions.candidates import Squeezed
from kg.model import Kind, Mention, Span
from kg.spans import SpanIndex

_GAP = re.compile(r"[\u3000\t]+| {2,}")


def mark_gaps(text: str) -> str:
    """The text with wide gaps (between a name and a post in a table) as marks, so that no name runs over them."""
    return _GAP.sub(lambda gap: "|" * len(gap.group()), text)


def choose_longest(found: Iterable[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """Of spans that overlap the longest, then the first."""
    chosen: list[tuple[Span, str]] = []
    used: set[int] = set()
    for span, rule in sorted(found, key=lambda f: (f[0].start - f[0].end, f[0].start, f[1])):
        if not used.intersection(range(span.start, span.end)):
            used.update(range(span.start, span.end))
            chosen.append((span, rule))
    return sorted(chosen)


def keep_free(found: Iterable[tuple[Span, str]], sure: Iterable[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """What touches no sure name."""
    held = {at for span, _rule in sure for at in range(span.start, span.end)}
    return [(span, rule) for span, rule in found if held.isdisjoint(range(span.start, span.end))]


def to_mentions(squeezed: Squeezed, found: Iterable[tuple[Span, str]], kind: Kind) -> list[Mention]:
    """Mentions with spans of the text that was squeezed."""
    return [
        Mention(
            kind, Span(int(squeezed.origin[s.start]), int(squeezed.origin[s.end - 1]) + 1), None, s.of(squeezed.text), rule
        )
        for s, rule in found
    ]


def keep_whole(mentions: Iterable[Mention], taken: Sequence[Span]) -> list[Mention]:
    """The mentions that leave all taken spans whole: beside them, or well inside them."""
    index = SpanIndex(taken)
    return [m for m in mentions if all(m.span.covers(taken[at]) and m.span != taken[at] for at in index.touching(m.span))]
