"""Who works with whom: two named side by side as partners, or one that turns to others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.scene import Scene
from kg.model import Fact, Kind, Relation, Span
from kg.structure import PieceRole

_COOPERATE = re.compile(r"合作|签署|签订|共建|携手|对口|联手|协同|结对|协作|联动")
_GAP = re.compile(r"、|[^，。；、]{0,3}(?:与|和|同|携手|联合|牵手|对口支援|支援|帮扶)")
_LINKED = re.compile(r"与|和|同|携手|联合|牵手|支援|帮扶")
_TOGETHER = re.compile(r"(?:等[^，。；]{0,4})?(?:合作|共建|签署|签订|携手|联合|协同|共同)")
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
    """A与B签署…协议, A携手B, A、B、C合作共建, A支援B."""
    for run in _runs(scene, sentence):
        last = scene.mentions[run[-1]].span
        rest = re.split(r"[，。；]", scene.text[last.end : min(sentence.end, last.end + 30)])[0]
        linked = _LINKED.search(scene.text[scene.mentions[run[0]].span.end : last.start])
        if len(run) > 2 or not linked:
            joined = _TOGETHER.match(rest)
        else:
            joined = _COOPERATE.search(rest) or re.search(r"携手|牵手|支援|帮扶", linked.group())
        if not joined or ("应当" in rest and Kind.AGENCY in {scene.mentions[i].kind for i in run}):
            continue
        for position, first in enumerate(run):
            for second in run[position + 1 :]:
                if scene.mentions[first].name != scene.mentions[second].name:
                    quote = scene.quote(scene.mentions[first].span, scene.mentions[second].span, sentence)
                    yield Fact(Relation.COOPERATES_WITH, first, quote, provision, "partners", object=second)


def _runs(scene: Scene, sentence: Span) -> list[list[int]]:
    """Names that list marks or words of company join, two or more at a time."""
    runs: list[list[int]] = []
    for index in scene.free_in(sentence, *_KINDS):
        span = scene.mentions[index].span
        last = scene.mentions[runs[-1][-1]] if runs else None
        if last and last.span.end <= span.start and _GAP.fullmatch(scene.text, last.span.end, span.start):
            runs[-1].append(index)
        else:
            runs.append([index])
    return [run for run in runs if len(run) > 1]


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
