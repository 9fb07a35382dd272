"""A document as the rules of facts see it: text, provisions, pieces and mentions, with look-ups by place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg.model import Genre, Kind, Mention, Provision, Span
from kg.spans import SpanIndex
from kg.structure import Piece, PieceRole

_SENTENCE_END = re.compile(r"[。；;！？!?\n]+")
_CLAUSE_END = re.compile(r"[，,。；;：:！？!?\n]+")
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_DUE_COLUMN = re.compile(r"(?:时限|时间|期限|节点|进度|日期)(?:要求|安排)?$")
QUOTE_LIMIT = 300
# Longer than real sentences are (the longest list of places in 2,000 documents has 602): with it all that rules do in one is bounded.
LONGEST_SENTENCE = 1000
_PAUSE = re.compile(r".*[，,：:、]", re.DOTALL)


@dataclass(frozen=True)
class Scene:
    """What all rules of facts take; mentions stand in text order.

    Attributes:
        place: name of the region the document speaks for, or empty.
    """

    text: str
    genre: Genre
    provisions: Sequence[Provision]
    pieces: Sequence[Piece]
    mentions: Sequence[Mention]
    place: str = ""
    places: dict[int, int] = field(default_factory=dict)

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.span.start for mention in self.mentions]

    def mentions_in(self, span: Span, *kinds: Kind) -> list[int]:
        """Indices of the mentions of some kinds (all, if none is named) that lie inside a span, in text order."""
        first = bisect_left(self._starts, span.start)
        found = []
        for index in range(first, len(self.mentions)):
            mention = self.mentions[index]
            if mention.span.start >= span.end:
                break
            if mention.span.end <= span.end and (not kinds or mention.kind in kinds):
                found.append(index)
        return found

    @cached_property
    def due(self) -> dict[int | None, str]:
        """What the deadline cells of table rows say, by the provision of the row."""
        return {piece.provision: piece.span.of(self.text) for piece in self.pieces if _DUE_COLUMN.search(piece.column)}

    @cached_property
    def titled(self) -> frozenset[int]:
        """Indices of the industries inside the title of another text (电子商务 in 《…电子商务法》)."""
        titles = (Span(*title.span()) for title in _TITLE.finditer(self.text))
        return frozenset(index for title in titles for index in self.mentions_in(title, Kind.INDUSTRY))

    @cached_property
    def named_bodies(self) -> frozenset[int]:
        """The places of the text that the names of agencies cover."""
        spans = (mention.span for mention in self.mentions if mention.kind is Kind.AGENCY)
        return frozenset(at for span in spans for at in range(span.start, span.end))

    @cached_property
    def nested(self) -> frozenset[int]:
        """Indices of the mentions inside the name of something else: 怀柔 in 怀柔科学城, 电子商务 in 《…电子商务法》."""
        found = set(self.titled)
        longest: list[tuple[int, int]] = []
        for index in sorted(range(len(self.mentions)), key=lambda i: (self.mentions[i].span.start, -self.mentions[i].span.end)):
            span, kind = self.mentions[index].span, self.mentions[index].kind
            longest = [(end, other) for end, other in longest if end > span.start]
            if any(
                end >= span.end and self.mentions[other].span != span and self.mentions[other].kind is not kind
                for end, other in longest
            ):
                found.add(index)
            longest.append((span.end, index))
        return frozenset(found)

    def free_in(self, span: Span, *kinds: Kind) -> list[int]:
        """As `mentions_in`, without those inside the name of something else."""
        return [index for index in self.mentions_in(span, *kinds) if index not in self.nested]

    def last_free(self, span: Span, kind: Kind) -> int | None:
        """The last that `free_in` would give, without a look at those before it."""
        indices, starts = self._free_of_kind.get(kind, ((), ()))
        for at in range(bisect_left(starts, span.end) - 1, -1, -1):
            mention = self.mentions[indices[at]]
            if mention.span.start < span.start:
                break
            if mention.span.end <= span.end:
                return indices[at]
        return None

    @cached_property
    def _free_of_kind(self) -> dict[Kind, tuple[list[int], list[int]]]:
        """For each kind its mentions that are not nested: their indices, and where they start."""
        found: dict[Kind, tuple[list[int], list[int]]] = {}
        for index, mention in enumerate(self.mentions):
            if index not in self.nested:
                indices, starts = found.setdefault(mention.kind, ([], []))
                indices.append(index)
                starts.append(mention.span.start)
        return found

    @cached_property
    def own_region(self) -> int | None:
        """The first mention of the region the document speaks for, or None."""
        return next((i for i, m in enumerate(self.mentions) if m.kind is Kind.REGION and m.name == self.place), None)

    @cached_property
    def _piece_index(self) -> SpanIndex:
        return SpanIndex([piece.span for piece in self.pieces])

    def piece_of(self, place: Span) -> Span | None:
        """The first piece that holds a place."""
        found = self._piece_index.first_covering(place)
        return None if found is None else self.pieces[found].span

    @cached_property
    def _sentences_of(self) -> dict[Span, list[Span]]:
        return {}

    def sentence_of(self, place: Span) -> Span | None:
        """The sentence of a piece that holds a place."""
        piece = self.piece_of(place)
        if piece is None:
            return None
        if piece not in self._sentences_of:
            self._sentences_of[piece] = list(self.sentences(piece))
        near = self._sentences_of[piece]
        at = bisect_right(near, place.start, key=lambda sentence: sentence.start) - 1
        return near[at] if at >= 0 and near[at].covers(place) else None

    @cached_property
    def texts_of(self) -> dict[int | None, list[Span]]:
        """The pieces of each provision that do not only list those who answer."""
        found: dict[int | None, list[Span]] = {}
        for piece in self.pieces:
            if piece.role is not PieceRole.RESPONSIBLE:
                found.setdefault(piece.provision, []).append(piece.span)
        return found

    def sentences(self, span: Span) -> Iterator[Span]:
        """The sentences of a span, without closing punctuation; a bracket stays with the sentence before it.

        One longer than `LONGEST_SENTENCE` (a text without full stops) is cut, behind a comma or list mark if it has one.
        """
        for sentence in self._split(span, _SENTENCE_END):
            start = sentence.start
            while sentence.end - start > LONGEST_SENTENCE:
                pause = _PAUSE.match(self.text, start, start + LONGEST_SENTENCE)
                stop = pause.end() if pause else start + LONGEST_SENTENCE
                yield Span(start, stop)
                start = stop
            yield Span(start, sentence.end)

    def clauses(self, span: Span) -> Iterator[Span]:
        """The clauses of a span: sentences cut at commas and colons too."""
        yield from self._split(span, _CLAUSE_END)

    def _split(self, span: Span, pattern: re.Pattern[str]) -> Iterator[Span]:
        start = span.start
        for match in pattern.finditer(self.text, span.start, span.end):
            if match.start() > start:
                yield Span(start, match.start())
            start = match.end()
        if start < span.end:
            yield Span(start, span.end)

    def clause_around(self, place: Span, within: Span) -> Span:
        """The clause that holds a place, cut at commas, inside ``within``."""
        left = [m.end() for m in _CLAUSE_END.finditer(self.text, max(within.start, place.start - QUOTE_LIMIT), place.start)]
        right = _CLAUSE_END.search(self.text, place.end, min(within.end, place.end + QUOTE_LIMIT + 1))  # no clause goes further
        start = left[-1] if left else max(within.start, place.start - QUOTE_LIMIT)
        end = right.start() if right else within.end
        return Span(start, min(max(end, place.end), start + QUOTE_LIMIT + len(place.of(self.text))))

    def quote(self, subject: Span, thing: Span, within: Span) -> Span:
        """A passage from which the fact is seen: from subject to thing where that is short, else the thing's clause."""
        first, last = min(subject.start, thing.start), max(subject.end, thing.end)
        if within.start <= first and last <= within.end and last - first <= QUOTE_LIMIT - 60:
            left = self.clause_around(Span(first, first), within).start
            right = self.clause_around(Span(last, last), within).end
            if right - left <= QUOTE_LIMIT:
                return Span(left, right)
            return Span(first, last)
        return self.clause_around(thing, within)
