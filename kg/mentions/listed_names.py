"""Finds names of open classes that a vocabulary lists: those of the user's own always, the shipped ones without a model.

Where a kind has weights, the shipped lists are only features of its model; `DocumentNames` joins what either finds.

Example:
    >>> [(n.name, n.rule) for n in find_listed_names("推动集成电路制造和软件开发。")]
    [('集成电路制造', 'listed-name'), ('软件开发', 'listed-name')]
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.mentions.candidates import cut_atoms, squeeze
from kg.mentions.open_names import OPEN_KINDS, NameCandidate, OpenNames, is_generic
from kg.model import Kind, Span
from kg.vocabulary import read_vocabulary

LISTED = "listed-name"
_TABLES = (
    ("industries_gbt4754_2digit", "name", Kind.INDUSTRY, None),
    ("digital_economy_2021", "name", Kind.INDUSTRY, None),
    ("strategic_emerging_2018", "name", Kind.INDUSTRY, None),
    ("industry_terms", "term", Kind.INDUSTRY, None),
    ("functional_zones_nbs2023", "name", Kind.ZONE, None),
    ("organization_terms", "term", Kind.ORGANIZATION, "known"),
)
_SHORTEST = 2
_CLOSING = ("产业链", "产业集群", "产业", "行业")


@dataclass(frozen=True, slots=True)
class NameList:
    """Names with what each is of, and a matcher that prefers the longest; ``whole`` tells names that may cut a word."""

    kinds: tuple[Kind, ...]
    matcher: AhoCorasick
    whole: bool


def _compile(names: dict[str, Kind], whole: bool) -> NameList:
    return NameList(tuple(names.values()), AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest), whole)


@cache
def _own_names() -> NameList:
    """The names of vocabularies/names.tsv, which ships empty."""
    return _compile({row["name"]: Kind(row["kind"]) for row in read_vocabulary("names")}, True)


@cache
def _shipped_names() -> NameList:
    """The names of all tables that list some, industries also with a closing 产业 or 产业链."""
    names: dict[str, Kind] = {}
    for table, column, kind, only in _TABLES:
        for row in read_vocabulary(table):
            name = row[column]
            if len(name) >= _SHORTEST and only in (None, row.get("class")) and not is_generic(kind, name):
                names.setdefault(name, kind)
                for tail in _CLOSING if kind is Kind.INDUSTRY and not name.endswith("业") else ():
                    names.setdefault(name + tail, kind)
    return _compile(names, False)


def find_listed_names(text: str, taken: Sequence[Span] = (), own: bool = False) -> list[NameCandidate]:
    """The listed names of a text, in its order: the longest at each place, none that touches ``taken``.

    Args:
        text: decoded text; blanks inside a name do not hide it.
        taken: spans of agencies and regions.
        own: only names of the user's own, which may also begin or end inside a word.
    """
    names = _own_names() if own else _shipped_names()
    squeezed = squeeze(text)
    if not names.kinds or not squeezed.text:
        return []
    atoms = None if names.whole else cut_atoms(squeezed.text)
    starts = frozenset(atoms.starts.tolist()) if atoms else frozenset()
    ends = frozenset(atoms.ends.tolist()) if atoms else frozenset()
    found = []
    for index, start, end in names.matcher.find_matches_as_indexes(squeezed.text):
        if atoms is None or (start in starts and end in ends):
            span = Span(int(squeezed.origin[start]), int(squeezed.origin[end - 1]) + 1)
            found.append(NameCandidate(names.kinds[index], span, squeezed.text[start:end], 1.0, LISTED))
    return list(_free_of(found, sorted(taken)))


def _free_of(names: Sequence[NameCandidate], taken: Sequence[Span]) -> Iterator[NameCandidate]:
    """The names that no taken span covers or cuts; one that holds the whole of it stays."""
    reach = _reach(taken)
    for name in names:
        near = taken[bisect_left(reach, name.span.start + 1) : bisect_left(taken, Span(name.span.end, name.span.end))]
        if not any(span.overlaps(name.span) and (span == name.span or not name.span.covers(span)) for span in near):
            yield name


def _reach(spans: Sequence[Span]) -> list[int]:
    """How far the spans up to each one reach; grows, so that it can be searched."""
    found, far = [], 0
    for span in spans:
        far = max(far, span.end)
        found.append(far)
    return found


class DocumentNames:
    """The open names of one document: of the user's own list, and by kind of the model or, without weights, of the lists."""

    def __init__(self, text: str, taken: Sequence[Span] = ()) -> None:
        """Find all names of ``text``; ``taken`` are spans of agencies and regions in it."""
        own = find_listed_names(text, taken, own=True)
        fitted = [kind for kind in OPEN_KINDS if read_vocabulary(f"weights_{kind.value}")]
        rest = [n for n in OpenNames(text, taken).find(0, len(text)) if n.kind in fitted] if fitted else []
        if len(fitted) < len(OPEN_KINDS):
            rest += [n for n in find_listed_names(text, taken) if n.kind not in fitted]
            rest.sort(key=lambda n: (n.span, n.kind.value))
        self._names = tuple(sorted(_join(own, rest), key=lambda n: (n.span, n.kind.value)))
        self._starts = [name.span.start for name in self._names]

    def find(self, start: int, end: int) -> list[NameCandidate]:
        """The names inside ``text[start:end]``, with absolute spans."""
        found = []
        for name in self._names[bisect_left(self._starts, start) :]:
            if name.span.start >= end:
                break
            if name.span.end <= end:
                found.append(name)
        return found


def _join(own: Sequence[NameCandidate], rest: Sequence[NameCandidate]) -> Iterator[NameCandidate]:
    """Both, where a name of the user's own beats what it overlaps; a longer name around it stays, and beats it if of its kind."""
    if not own:
        yield from rest
        return
    starts = [name.span.start for name in own]
    beaten: set[Span] = set()
    for name in rest:
        first = max(0, bisect_left(starts, name.span.start) - 1)
        near = [o for o in own[first : bisect_left(starts, name.span.end)] if o.span.overlaps(name.span)]
        if all(name.span.covers(o.span) and name.span != o.span for o in near):
            beaten.update(o.span for o in near if o.kind is name.kind)
            yield name
    yield from (name for name in own if name.span not in beaten)
