"""Names that a text gives to things itself: （以下简称X）, and 委员会 for the committee just named."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ahocorasick_rs import AhoCorasick

from kg.model import Kind, Level, Mention, Span

_DEFINITION = re.compile(
    r"(?:等)?(?:有关|相关)?(?:部门|单位|机构|区|园区"
    r"|项目)?\s*[（(]\s*以下(?:统)?(?:简)?称(?:为)?\s*[“\"'‘]?([^”\"'’（）()\n，。]{2,24})[”\"'’]?\s*[)）]"
)
_SHORT_BESIDE = re.compile(r"[（(]\s*[“\"']?([一-龥A-Za-z]{3,8})[”\"']?\s*[)）]")
_BACK = re.compile(r"(?<![一-龥])(?:委员会|领导小组|指挥部|管委会|专班|联席会议)(?!办公室|成员|议)")
_LEVEL_WORDS = "市省区县"
_LEVELS_OF = {"市": (None, Level.PREFECTURE, Level.PROVINCIAL), "省": (None, Level.PROVINCIAL),
              "区": (None, Level.COUNTY, Level.ZONE, Level.PROVINCIAL), "县": (None, Level.COUNTY)}
_DEFINABLE = (Kind.AGENCY, Kind.PLATFORM, Kind.ZONE, Kind.ORGANIZATION, Kind.INDUSTRY)
_SHORTENED = (Kind.PLATFORM, Kind.ZONE, Kind.ORGANIZATION)


def find_defined(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions by the short names that the text defines, from the definition to where the name is given to another thing."""
    taken = sorted(mention.span for mention in mentions)
    definitions = list(_read_definitions(text, mentions))
    starts: dict[str, list[int]] = {}
    for one in definitions:
        starts.setdefault(one.short, []).append(one.start)
    levels = _levels_said(definitions)
    places = _find_all(text, sorted({one.core for one in definitions}))
    for one in definitions:
        others = starts[one.short]
        until = others[last] if (last := bisect_right(others, one.start)) < len(others) else len(text)
        free = one.start
        for at in places[one.core][bisect_left(places[one.core], one.start) : bisect_left(places[one.core], until)]:
            if at < free:
                continue
            free = at + len(one.core)
            said = text[at - 1] if at and text[at - 1] in _LEVEL_WORDS else ""
            if not one.answers_to(said, levels[one.core]):
                continue
            span = Span(at - len(said), free)
            if not any(other.overlaps(span) and not _gives_way(other, span) for other in _near(taken, span)):
                yield replace(one.mention, span=span, rule="defined-short-name")


def _levels_said(definitions: Sequence[_Definition]) -> dict[str, frozenset[str]]:
    """For each core the words of level of the short names that share it (“市商务部门”, “区商务部门”)."""
    found: dict[str, set[str]] = {}
    for one in definitions:
        found.setdefault(one.core, set()).add(one.said)
    return {core: frozenset(said) for core, said in found.items()}


@dataclass(frozen=True, slots=True)
class _Definition:
    """A short name given to what a mention names, from ``start`` on; its ``core`` is without a word of level (市)."""

    mention: Mention
    short: str
    core: str
    start: int

    @property
    def said(self) -> str:
        """The word of level that opens the short name, or none."""
        return self.short[: len(self.short) - len(self.core)]

    def answers_to(self, said: str, levels: frozenset[str]) -> bool:
        """Whether the core behind a word of level is this short name.

        Args:
            said: the word before the core in the text; empty where there is none.
            levels: the words of level of all short names with this core.
        """
        if said in levels or len(levels) > 1:
            return said == self.said
        return not said or (not self.said and self.mention.level in _LEVELS_OF[said])


def _read_definitions(text: str, mentions: Sequence[Mention]) -> Iterator[_Definition]:
    """The definitions in text order, each thing's once."""
    defined: set[tuple[Mention, str]] = set()
    for mention in mentions:
        match = _DEFINITION.match(text, mention.span.end) if mention.kind in _DEFINABLE else None
        beside = _read_short(text, mention) if match is None else ""
        if not match and not beside:
            continue
        short = match.group(1).strip() if match else beside
        core = short[1:] if len(short) > 3 and short[0] in _LEVEL_WORDS else short
        thing = (replace(mention, span=Span(0, 0), provision=None), core)
        if core and thing not in defined:  # the same definition once more: its mentions are those of the first
            defined.add(thing)
            yield _Definition(mention, short, core, match.start(1) if match else 0)  # its usual short name: headlines have it before


def _read_short(text: str, mention: Mention) -> str:
    """The usual short name in brackets behind a full one: characters of it in their order (亚太森博银行（亚森行）)."""
    match = _SHORT_BESIDE.match(text, mention.span.end) if mention.kind in _SHORTENED else None
    if match is None or match.group(1) in mention.name:
        return ""
    rest = iter(mention.name)
    return match.group(1) if all(char in rest for char in match.group(1)) else ""


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
