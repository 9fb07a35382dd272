"""Who works with whom: two named side by side as partners, or one that turns to others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.scene import Scene
from kg.model import Fact, Kind, Relation, Span
from kg.structure import PieceRole

_COOPERATE = re.compile(r"合作|签署|签订|共建|携手|对口|联手|协同|结对|协作|联动")
_LINK = re.compile(r"[^，。；、]{0,3}(?:与|和|同|携手|联合|牵手)")
_WITH = re.compile(r"(?:加强|深化|推进|开展|建立|健全|完善)?(?:与|同|和)$")
_KINDS = (Kind.REGION, Kind.AGENCY, Kind.ORGANIZATION)


def find_partners(scene: Scene) -> Iterator[Fact]:
    """Facts of cooperation."""
    for piece in scene.pieces:
        if piece.role is PieceRole.RESPONSIBLE:
            continue
        for sentence in scene.sentences(piece.span):
            yield from _side_by_side(scene, sentence, piece.provision)
            yield from _own_place_with(scene, sentence, piece.provision)


def _side_by_side(scene: Scene, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """A与B签署…协议, A携手B."""
    names = scene.free_in(sentence, *_KINDS)
    for first, second in zip(names, names[1:], strict=False):
        one, other = scene.mentions[first], scene.mentions[second]
        if one.span.end > other.span.start or one.name == other.name or one.kind is not other.kind:
            continue
        gap = scene.text[one.span.end : other.span.start]
        if not _LINK.fullmatch(gap):
            continue
        rest = re.split(r"[，。；]", scene.text[other.span.end : min(sentence.end, other.span.end + 30)])[0]
        both = Kind.AGENCY not in (one.kind, other.kind) or "应当" not in rest
        if (both and _COOPERATE.search(rest)) or gap.endswith(("携手", "牵手")):
            quote = scene.quote(one.span, other.span, sentence)
            yield Fact(Relation.COOPERATES_WITH, first, quote, provision, "partners", object=second)


def _own_place_with(scene: Scene, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """本市加强与海关…的合作: the document's own place and the one behind 与."""
    places = [i for i in scene.free_in(sentence, Kind.REGION) if scene.mentions[i].name == scene.place]
    if not places or scene.mentions[places[0]].span.start - sentence.start > 4:
        return
    for index in scene.free_in(Span(scene.mentions[places[0]].span.end, sentence.end), Kind.REGION, Kind.AGENCY):
        span = scene.mentions[index].span
        left = scene.text[max(sentence.start, span.start - 6) : span.start]
        rest = re.split(r"[，。；]", scene.text[span.end : min(sentence.end, span.end + 24)])[0]
        if _WITH.search(left) and _COOPERATE.search(rest) and scene.mentions[index].name != scene.place:
            quote = scene.quote(scene.mentions[places[0]].span, span, sentence)
            yield Fact(Relation.COOPERATES_WITH, places[0], quote, provision, "partner-behind", object=index)
