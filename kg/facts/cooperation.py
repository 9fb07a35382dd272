"""Who works with whom: two named side by side as partners, or one that turns to others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.facts.places import NEWS
from kg.facts.scene import Scene
from kg.model import Fact, Kind, Relation, Span
from kg.structure import PieceRole

_COOPERATE = re.compile(r"合作|签署|签订|共建|携手|对口|联手|协同|结对|协作|联动")
_GAP = re.compile(r"、|[^，。；、]{0,3}(?:与|和|同|携手|联合|牵手|对口支援|支援|帮扶)")
_LINKED = re.compile(r"与|和|同|携手|联合|牵手|支援|帮扶")
_TOGETHER = re.compile(r"(?:等[^，。；]{0,4})?(?:合作|共建|签署|签订|携手|联合|协同|共同)")
_WITH = re.compile(r"(?:加强|深化|推进|推动|支持|开展|建立|健全|完善|应当|应|将|要|，|可以|积极)(?:与|同|和)$")
_GROW_TOGETHER = re.compile(r"协同|联动|配合协作")
_NOT_ITSELF = re.compile(r"的|[^，。；]{0,20}的(?:部门|机构|单位)")
_DO_TOGETHER = re.compile(r"(?:将|已|正式|拟|还|也)?共同")
_BELONGS = re.compile(r"(?:的)?(?:旗下的?|(?:全资|控股)?(?:子公司|孙公司|分公司))")
_AFTER_PLACE = re.compile(
    r"签|合作|共|在|就|等|携|将|双方|两地|于|政府|市|省|区|县|正式|进一步|战略|深化|开展|达成|建立|联|展开|加强|的"
)
_KINDS = (Kind.REGION, Kind.AGENCY, Kind.ORGANIZATION)


def find_partners(scene: Scene) -> Iterator[Fact]:
    """Facts of cooperation."""
    for piece in scene.pieces:
        if piece.role is PieceRole.RESPONSIBLE:
            continue
        for sentence in scene.sentences(piece.span):
            yield from _side_by_side(scene, sentence, piece.provision)
            yield from _one_with_others(scene, sentence, piece.provision)


def _side_by_side(scene: Scene, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """A与B签署…协议, A携手B, A、B、C合作共建, A支援B."""
    for run in _runs(scene, sentence):
        last = scene.mentions[run[-1]].span
        rest = re.split(r"[，。；]", scene.text[last.end : min(sentence.end, last.end + 30)])[0]
        linked = _LINKED.search(scene.text[scene.mentions[run[0]].span.end : last.start])
        if len(run) > 2 or not linked:
            joined = bool(_TOGETHER.match(rest)) and not _share_a_duty(scene, run)
        else:
            said = _COOPERATE.search(rest) or re.search(r"携手|牵手|支援|帮扶", linked.group())
            joined = bool(said) or _act_together(scene, run, rest)
        if _opens_a_name(scene, run, rest):
            continue
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
        if last and last.span.end <= span.start and _BELONGS.fullmatch(scene.text, last.span.end, span.start):
            runs[-1][-1] = index
        elif last and last.span.end <= span.start and _GAP.fullmatch(scene.text, last.span.end, span.start):
            runs[-1].append(index)
        else:
            runs.append([index])
    return [run for run in runs if len(run) > 1]


def _act_together(scene: Scene, run: Sequence[int], rest: str) -> bool:
    """Whether what is said of names is done 共同; agencies that do so share a duty and are no partners."""
    return bool(_DO_TOGETHER.match(rest)) and Kind.AGENCY not in {scene.mentions[index].kind for index in run}


def _share_a_duty(scene: Scene, run: Sequence[int]) -> bool:
    """Whether agencies only listed (由甲、乙、丙等部门共同制定) share a duty: outside news they are no partners of each other."""
    return scene.genre not in NEWS and all(scene.mentions[index].kind is Kind.AGENCY for index in run)


def _opens_a_name(scene: Scene, run: Sequence[int], rest: str) -> bool:
    """Whether a place behind organizations only opens the name of another that is not known (甲公司携手台湾某某建厂)."""
    kinds = [scene.mentions[index].kind for index in run]
    return kinds[-1] is Kind.REGION and Kind.ORGANIZATION in kinds and bool(rest) and not _AFTER_PLACE.match(rest)


def _one_with_others(scene: Scene, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """本市加强与海关…的合作, 甲局应当与乙局、丙协会协同发展: the subject of a sentence and those behind 与."""
    names = scene.free_in(sentence, *_KINDS, Kind.ZONE)
    if not names or not _may_act(scene, names[0], sentence):
        return
    subject = names[0]
    for partners in _lists_behind_with(scene, sentence, names[1:]):
        last = scene.mentions[partners[-1]].span
        rest = re.split(r"[，。；]", scene.text[last.end : min(sentence.end, last.end + 24)])[0]
        if not _COOPERATE.search(rest) and not _GROW_TOGETHER.search(rest):
            continue
        for index in partners:
            if Kind.ZONE in (scene.mentions[subject].kind, scene.mentions[index].kind):
                continue  # the contract knows regions, agencies and organizations as partners; a zone only shows where names end
            if scene.mentions[index].name != scene.mentions[subject].name:
                quote = scene.quote(scene.mentions[subject].span, scene.mentions[index].span, sentence)
                yield Fact(Relation.COOPERATES_WITH, subject, quote, provision, "partner-behind", object=index)


def _may_act(scene: Scene, index: int, sentence: Span) -> bool:
    """Whether a name opens a sentence as one that may turn to others: of regions the document's own, outside news."""
    mention = scene.mentions[index]
    if mention.span.start - sentence.start > 4 or _NOT_ITSELF.match(scene.text, mention.span.end, sentence.end):
        return False
    return mention.kind is not Kind.REGION or mention.name == scene.place


def _lists_behind_with(scene: Scene, sentence: Span, names: Sequence[int]) -> list[list[int]]:
    """Names behind 与, 同 or 和 that no other name stands before, each with those that list marks join to it."""
    lists: list[list[int]] = []
    for index in names:
        span = scene.mentions[index].span
        if lists and scene.text[scene.mentions[lists[-1][-1]].span.end : span.start] in ("、", "和", "以及", "及"):
            lists[-1].append(index)
        elif _WITH.search(scene.text[max(sentence.start, span.start - 6) : span.start]):
            lists.append([index])
    return [_without_shared_heads(scene, names) for names in lists]


def _without_shared_heads(scene: Scene, names: list[int]) -> list[int]:
    """A list without places that share the body named at its end (甲县、乙县人民政府)."""
    agencies = [index for index in names if scene.mentions[index].kind is Kind.AGENCY]
    return [i for i in names if scene.mentions[i].kind is not Kind.REGION] if agencies else names
