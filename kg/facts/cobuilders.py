"""Who builds together with a subject, and who builds where news leave the subject unsaid."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.facts.places import NEWS, Topic
from kg.facts.scene import Scene
from kg.model import Kind, Span

_WITH = re.compile(r"(?:会同|联合|携手|牵手|联手|与|同|和)$")
_TO_THE_VERB = re.compile(
    r"(?:等[^，。；、]{0,8})?(?:(?:签署|签订|达成)[^，。；]{0,12}，)?"
    r"(?:双方|各方|合作|共同|联合|携手|正在?|拟|将|已|还|要|计划|率先|加快|投资|在[^，。；、的]{1,16}){0,4}"
)
_WHEN = r"(?:[一-龥0-9]{0,8}[年月日天]|目前|近日|日前|此外|同时|近年来|随后|之后|接下来|未来|下一步)"
_NOBODY = re.compile(
    rf"(?:{_WHEN}，?)?(?:将|已经?|还|并|也|又|正在?|计划|拟|先后|累计|成功|陆续|相继|率先|加快|投资|合作|联合|共同|[0-9.]+亿元|里|内){{0,4}}"
)
_NEAR = 40
_PLACE_HERE = re.compile(r"(?:该|本)?[区市县州镇]里|当地(?!政府|企业)")
_HERE = re.compile(rf"{_PLACE_HERE.pattern}|(?:该|这家)?(?:企业|公司)|(?:该|本)?园区")
_LIST = re.compile(r"、|和|与|及|以及")


def find_unnamed(scene: Scene, verb: Span, sentence: Span, topics: Sequence[Topic]) -> list[int]:
    """The partners named right before a verb of building, and the one spoken of where the clause names no subject.

    Args:
        scene: the document.
        verb: the verb of building (共建, 设立).
        sentence: its sentence.
        topics: of whom the sentence speaks, in news; empty elsewhere.
    """
    return [*find_partners(scene, verb, sentence), *(_spoken_of(scene, verb, sentence, topics) if scene.genre in NEWS else ())]


def points_back(scene: Scene, verb: Span, sentence: Span) -> bool:
    """Whether the clause of a verb opens with a word for one named before (区里, 当地, 企业), who then is its subject."""
    return scene.genre in NEWS and _HERE.match(scene.text, _clause_start(scene, verb, sentence), verb.start) is not None


def _clause_start(scene: Scene, verb: Span, sentence: Span) -> int:
    return max(scene.text.rfind(mark, sentence.start, verb.start) for mark in "，；：") + 1 or sentence.start


def find_partners(scene: Scene, verb: Span, sentence: Span) -> list[int]:
    """乙 and 丙 in 甲联合乙、丙共建…: a list behind a word of company whose verb follows."""
    found: list[int] = []
    kinds = (Kind.AGENCY, Kind.ORGANIZATION, Kind.REGION)
    edge = verb.start
    for index in reversed(scene.free_in(Span(max(sentence.start, verb.start - 60), verb.start), *kinds)):
        span = scene.mentions[index].span
        joins = _LIST if found else _TO_THE_VERB
        if not joins.fullmatch(scene.text, span.end, edge):
            return []
        found.append(index)
        edge = span.start
        word = _WITH.search(scene.text, max(sentence.start, edge - 2), edge)
        if word and not (word.group() == "和" and scene.mentions[index].kind is Kind.REGION):
            return found[::-1]
    return []


def _spoken_of(scene: Scene, verb: Span, sentence: Span, topics: Sequence[Topic]) -> Sequence[int]:
    """Whom a word points back to (企业, 园区, 区里), or whom the sentence before spoke of if this one begins with the verb."""
    topic = next((t for t in reversed(topics) if t.scope.start <= verb.start), None)
    if topic is None:
        return ()
    if topic.carried:
        return topic.subjects if _NOBODY.fullmatch(scene.text, topic.scope.start, verb.start) else ()
    if all(scene.mentions[i].span.start != topic.start for i in topic.subjects):
        return topic.subjects if verb.start - topic.scope.start <= _NEAR else ()
    if not _PLACE_HERE.match(scene.text, _clause_start(scene, verb, sentence), verb.start):
        return ()
    before = (i for t in reversed(topics) if t.scope.start <= verb.start for i in t.subjects)
    return [i for i in before if scene.mentions[i].kind is Kind.REGION][:1]
