"""Which place, zone or organization turns to which industry, in news and features."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.places import NEWS, Topic, find_carried_topics
from kg.facts.scene import Scene
from kg.model import Fact, Kind, Relation, Span
from kg.structure import PieceRole

_VERB = re.compile(
    r"聚焦|瞄准|主攻|重点发展|大力发展|面向|围绕|深耕|布局|做强|做大|做优|培育|发力|抢占|锚定|主导产业|支柱产业|特色产业|打造|集聚|推动|推进|助力"
    r"|发展|专注|从事|致力|引领|深化|激活|支持|促进|关注|投资于?|转型|重点领域|特色|为主"
)
_STRONG = re.compile(r"聚焦|瞄准|主攻|重点发展|大力发展|集中力量|支柱|主导产业|发展重点|做强|做大|打造|抢占|锚定|以$|以[^，。；]{0,6}为")
_OF_COMPANIES = re.compile(r"聚焦|专注|从事|深耕|致力|主营|布局|瞄准|领域")
_AS = re.compile(r"[^，。；]{0,14}(?:作为|列为|是|成为|等)[^，。；]{0,12}(?:重点|支柱|主导|特色|优势|领域|战略性|首位|龙头)")
_NOT = re.compile(r"引进|签约|来自|曾|邀请|参展|出席|获得|传统|疏解|淘汰|关停")


def find_focus(scene: Scene) -> Iterator[Fact]:
    """Facts of focus; none outside news and features."""
    if scene.genre not in NEWS:
        return
    for piece in scene.pieces:
        if piece.role is PieceRole.RESPONSIBLE:
            continue
        last: Topic | None = None
        for sentence in scene.sentences(piece.span):
            topics = find_carried_topics(scene, piece.span, sentence, last)
            last = topics[-1] if topics else last
            for topic in topics:
                yield from _by_verb(scene, topic, sentence, piece.provision)
            yield from _by_name(scene, sentence, piece.provision)


def _by_verb(scene: Scene, topic: Topic, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """A topic whose sentence goes on with a verb of focus, or right away with the industry's name."""
    for industry in scene.free_in(topic.scope, Kind.INDUSTRY):
        span = scene.mentions[industry].span
        between = re.split(r"[；;]", scene.text[topic.scope.start : span.start])[-1]
        adjacent = between == ""
        after = _AS.match(scene.text, span.end, sentence.end)
        verb = (_STRONG if topic.carried else _VERB).search(between[-40:])
        if not (adjacent and not topic.carried or after or verb) or _NOT.search(between[-16:]):
            continue
        for subject in topic.subjects:
            if scene.mentions[subject].kind is Kind.ORGANIZATION and not _OF_COMPANIES.search(between[-40:]):
                continue
            quote = scene.quote(scene.mentions[subject].span, span, sentence)
            rule = "focus-adjacent" if adjacent else "focus-verb"
            yield Fact(Relation.FOCUSES_ON, subject, quote, provision, rule, object=industry)


def _by_name(scene: Scene, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """A zone that carries its industry in its name (某某生物医药产业园)."""
    industries = _first_of_each(scene)
    for zone in scene.free_in(sentence, Kind.ZONE):
        name = scene.mentions[zone].name
        inside = [other for other in industries if name.find(other) > 1 and len(other) > 2]
        for other in inside:
            if not any(other in longer and other != longer for longer in inside):
                clause = scene.clause_around(scene.mentions[zone].span, sentence)
                yield Fact(Relation.FOCUSES_ON, zone, clause, provision, "focus-name", object=industries[other])


def _first_of_each(scene: Scene) -> dict[str, int]:
    """The first mention of each industry, by its name."""
    found: dict[str, int] = {}
    for index, mention in enumerate(scene.mentions):
        if mention.kind is Kind.INDUSTRY:
            found.setdefault(mention.name, index)
            found.setdefault(mention.name.removesuffix("产业"), index)
    return found
