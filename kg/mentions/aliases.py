"""Names that a text gives to things itself: （以下简称X）, and 委员会 for the committee just named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Kind, Mention, Span

_DEFINITION = re.compile(
    r"(?:等)?(?:有关|相关)?(?:部门|单位|机构|区|园区"
    r"|项目)?\s*[（(]\s*以下(?:统)?(?:简)?称(?:为)?\s*[“\"'‘]?([^”\"'’（）()\n，。]{2,24})[”\"'’]?\s*[)）]"
)
_BACK = re.compile(r"(?<![一-龥])(?:委员会|领导小组|指挥部|管委会|专班|联席会议)(?!办公室|成员|议)")
_DEFINABLE = (Kind.AGENCY, Kind.PLATFORM, Kind.ZONE, Kind.ORGANIZATION, Kind.INDUSTRY)


def find_defined(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions by the short names that the text defines, wherever they stand after the definition."""
    taken = sorted(mention.span for mention in mentions)
    defined: set[tuple[Mention, str]] = set()
    for mention in mentions:
        if mention.kind not in _DEFINABLE:
            continue
        match = _DEFINITION.match(text, mention.span.end)
        if not match:
            continue
        short = match.group(1).strip()
        core = short[1:] if len(short) > 3 and short[0] in "市省区县" else short
        thing = (replace(mention, span=Span(0, 0), provision=None), core)
        if thing in defined:  # the same definition once more: its mentions are those of the first
            continue
        defined.add(thing)
        at = match.start(1)
        while (at := text.find(core, at)) >= 0:
            span = Span(at - 1 if text[at - 1] in "市省区县" and core != short else at, at + len(core))
            if not any(other.overlaps(span) and not _gives_way(other, span) for other in _near(taken, span)):
                yield replace(mention, span=span, rule="defined-short-name")
            at += len(core)


def _gives_way(other: Span, span: Span) -> bool:
    """Whether a name found before lies inside this one, or is this one with a few words of place before it."""
    return span.covers(other) or (other.end == span.end and abs(other.start - span.start) <= 4)


def _near(taken: Sequence[Span], span: Span) -> Iterator[Span]:
    at = bisect_left(taken, span)
    yield from taken[max(0, at - 3) : at + 3]


def find_anaphora(text: str, mentions: Sequence[Mention], units: Sequence[Span]) -> Iterator[Mention]:
    """委员会, 领导小组 … alone in the place of a subject: the body with that ending named last in the same unit."""
    taken = sorted(mention.span for mention in mentions)
    bodies = [mention for mention in mentions if mention.kind is Kind.AGENCY]
    for unit in units:
        inside = [body for body in bodies if unit.covers(body.span)]
        for match in _BACK.finditer(text, unit.start, unit.end):
            span = Span(*match.span())
            if any(other.overlaps(span) for other in _near(taken, span)):
                continue
            before = [b for b in inside if b.span.end <= span.start and b.name.endswith(match.group()[-3:])]
            if before:
                yield replace(before[-1], span=span, rule="anaphora")
