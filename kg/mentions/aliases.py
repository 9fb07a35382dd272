"""Names that a text gives to things itself: （以下简称X）, and 委员会 for the committee just named."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ahocorasick_rs import AhoCorasick

from kg.model import Kind, Mention, Span

_DEFINITION = re.compile(
    r"(?:等)?(?:有关|相关)?(?:部门|单位|机构|区|园区"
    r"|项目)?\s*[（(]\s*以下(?:统)?(?:简)?称(?:为)?\s*[“\"'‘]?([^”\"'’（）()\n，。]{2,24})[”\"'’]?\s*[)）]"
)
_BACK = re.compile(r"(?<![一-龥])(?:委员会|领导小组|指挥部|管委会|专班|联席会议)(?!办公室|成员|议)")
_DEFINABLE = (Kind.AGENCY, Kind.PLATFORM, Kind.ZONE, Kind.ORGANIZATION, Kind.INDUSTRY)


def find_defined(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions by the short names that the text defines, from the definition to where the name is given to another thing."""
    taken = sorted(mention.span for mention in mentions)
    definitions = list(_read_definitions(text, mentions))
    starts: dict[str, list[int]] = {}
    for one in definitions:
        starts.setdefault(one.short, []).append(one.start)
    places = _find_all(text, sorted({one.core for one in definitions}))
    for one in definitions:
        others = starts[one.short]
        until = others[last] if (last := bisect_right(others, one.start)) < len(others) else len(text)
        free = one.start
        for at in places[one.core][bisect_left(places[one.core], one.start) : bisect_left(places[one.core], until)]:
            if at < free:
                continue
            free = at + len(one.core)
            span = Span(at - 1 if one.core != one.short and text[at - 1] in "市省区县" else at, free)
            if not any(other.overlaps(span) and not _gives_way(other, span) for other in _near(taken, span)):
                yield replace(one.mention, span=span, rule="defined-short-name")


@dataclass(frozen=True, slots=True)
class _Definition:
    """A short name given to what a mention names, from ``start`` on; its ``core`` is without a word of level (市)."""

    mention: Mention
    short: str
    core: str
    start: int


def _read_definitions(text: str, mentions: Sequence[Mention]) -> Iterator[_Definition]:
    """The definitions in text order, each thing's once."""
    defined: set[tuple[Mention, str]] = set()
    for mention in mentions:
        match = _DEFINITION.match(text, mention.span.end) if mention.kind in _DEFINABLE else None
        if not match:
            continue
        short = match.group(1).strip()
        core = short[1:] if len(short) > 3 and short[0] in "市省区县" else short
        thing = (replace(mention, span=Span(0, 0), provision=None), core)
        if core and thing not in defined:  # the same definition once more: its mentions are those of the first
            defined.add(thing)
            yield _Definition(mention, short, core, match.start(1))


def _find_all(text: str, words: Sequence[str]) -> dict[str, list[int]]:
    """Where each word stands in a text, read once for all words."""
    found: dict[str, list[int]] = {word: [] for word in words}
    if words:
        for index, start, _end in AhoCorasick(words).find_matches_as_indexes(text, overlapping=True):
            found[words[index]].append(start)
    return found


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
    starts = [body.span.start for body in bodies]
    for unit in units:
        near = bodies[bisect_left(starts, unit.start) : bisect_left(starts, unit.end)]
        inside = _by_ending([body for body in near if unit.covers(body.span)])
        for match in _BACK.finditer(text, unit.start, unit.end):
            span = Span(*match.span())
            if any(other.overlaps(span) for other in _near(taken, span)):
                continue
            ends, named = inside.get(match.group()[-3:], ([], []))
            before = bisect_right(ends, span.start)
            if before:
                yield replace(named[before - 1], span=span, rule="anaphora")


def _by_ending(bodies: Sequence[Mention]) -> dict[str, tuple[list[int], list[Mention]]]:
    """For each ending of a name (two or three characters) where bodies with it end, and the one that stands last up to there."""
    found: dict[str, tuple[list[int], list[Mention]]] = {}
    latest: dict[str, int] = {}
    for order, body in sorted(enumerate(bodies), key=lambda item: item[1].span.end):
        for ending in (body.name[-3:], body.name[-2:]):
            ends, named = found.setdefault(ending, ([], []))
            latest[ending] = max(latest.get(ending, order), order)
            ends.append(body.span.end)
            named.append(bodies[latest[ending]])
    return found
