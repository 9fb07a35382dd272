"""Where a text lists bodies that answer and nothing else: notes, cells, heads of duty items; and where it names them again."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Span
from kg.structure.brackets import NEWS, find_notes
from kg.structure.duty_heads import find_duty_heads
from kg.structure.model import PieceRole, Structure

_ITEM = re.compile(r"[^、，,；;\s/：:]+")
_AGAIN = re.compile(r"[一-龥]{2,20}(?:局|办|委|厅|中心|专班|办公室|委员会)")
_NOT_AGAIN = re.compile(r"(?:等|各|有关|相关|其他).*|.*(?:负责|牵头|配合|会同).*|.{0,2}(?:中心|办公室|委员会)")
_LEFT = re.compile(r"[由向与和经对及在被受于至以从同称会、]$|[^一-龥]$|^$")
_PLACED = re.compile(r"[省市县区旗州]")
_RIGHT = re.compile(r"[长级员内]")


@dataclass(frozen=True, slots=True)
class BodyLists:
    """Spans in text order; each item of one names a body."""

    spans: tuple[Span, ...]

    def inside(self, place: Span) -> Iterator[Span]:
        """The spans that lie inside a place."""
        for at in range(bisect_left(self.spans, Span(place.start, place.start)), len(self.spans)):
            if self.spans[at].start >= place.end:
                return
            if self.spans[at].end <= place.end:
                yield self.spans[at]


def find_bodies_listed(text: str, structure: Structure) -> BodyLists:
    """The lists of bodies of a text, and the places where a body of one is named again."""
    lists = [piece.span for piece in structure.pieces if piece.role is PieceRole.RESPONSIBLE]
    for piece in structure.pieces:
        if piece.role is not PieceRole.RESPONSIBLE:
            notes = find_notes(text, piece.span.start, piece.span.end, structure.genre not in NEWS)
            lists += [group.span for note in notes for group in note.groups]
    lists += find_duty_heads(text, structure)
    return BodyLists(tuple(sorted({*lists, *_named_again(text, lists)})))


def _named_again(text: str, lists: Sequence[Span]) -> Iterator[Span]:
    """Where a name of a list stands in other words: at a border, or with the word of level it opens with."""
    items = {item for span in lists for item in _ITEM.findall(span.of(text))}
    names = sorted((n for n in items if _AGAIN.fullmatch(n) and not _NOT_AGAIN.fullmatch(n)), key=lambda n: (-len(n), n))
    if not names:
        return
    held = {at for span in lists for at in (span.start, span.end - 1)}
    for match in re.finditer("|".join(map(re.escape, names)), text):
        placed = _PLACED.match(match.group())
        if not placed and not _LEFT.search(text[max(match.start() - 1, 0) : match.start()]):
            continue
        if match.start() not in held and not _RIGHT.match(text, match.end()):
            yield Span(*match.span())
