"""Who works with whom: two named side by side as partners, or one that turns to others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.facts.places import FAR, NEWS, Topic, find_carried_topics, item_of
from kg.facts.scene import Scene
from kg.model import Fact, Kind, Relation, Span
from kg.structure import PieceRole

_COOPERATE = re.compile(
    r"合作|签[署订约下]|达成|[共合]建|[共合]办|携手|对口|联手|协同|结对|结成|结为|协作|联动|互设|互派|互认|互为|战略伙伴"
)
_JOINTLY = re.compile(r"共同|联合")
_GAP = re.compile(
    r"、|[^，。；、]{0,3}(?:与|和|同|携手|联合|联手|会同|牵手|对口支援|支援|帮扶)|(?:[0-9]{1,2}[日月]){1,2}(?:与|同)|(?:近日|日前)?在[^，。；、的]{1,12}(?:与|同)"
)
_LINKED = re.compile(r"与|和|同|携手|联合|联手|会同|牵手|支援|帮扶")
_BY_LINK = re.compile(r"携手|牵手|联手|支援|帮扶")
_BY_LINK_OF_FIRMS = re.compile(r"联合|会同")
_TOGETHER = re.compile(
    r"(?:等[^，。；]{0,4})?(?:合作|[共合]建|[共合]办|签|达成|携手|联合|协同|共同|结成|结为|互[设派认])"
)
_ONLY_MEANT = re.compile(
    r"[^，。；]{0,8}?(?:商谈|洽谈|谈判|磋商|商讨|探讨|接洽|有意|有望|拟|希望|期待|争取|考察|交流经验|会谈)"
)
_WITH = re.compile(r"(?:加强|深化|推进|推动|支持|开展|建立|健全|完善|应当|应|将|要|，|可以|积极)(?:与|同|和)$")
_WITH_UNSAID = re.compile(
    r"(?:^|[，,：:；。．.、）)\s])(?:并|还|又|也|将|要|已|正|先后|主动|积极|同时|近日|当天|去年|今年|先行|全面|持续|进一步|加强|深化|强化|推进|推动|开展|拓展|扩大){0,3}(?:与|同|对接|联合|携手|联手|牵手)$"
)
_THEN = re.compile(
    r"(?:等[^，。；]{0,8})?，(?:双方|各方|联合|合作|共同){0,2}(?:[共合]建|[共合]办|组建|签|合作|成立|设立|打造|开展)"
)
_AT_THE_START = re.compile(r"[^，。；、的]{0,22}(?:与|同|联合|携手|联手|牵手)$")
_IMPERATIVE = re.compile(
    r"[\s　]*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)]?[．.、]?|[-—·•]+)?"
    r"[\s　]*(?:[一二三四五]是)?(?:主动|积极|大力|持续|全面|进一步|深入|不断)?"
    r"(?:加强|深化|强化|推动|推进|支持|对接|拓展|扩大|融入|服务|用好|依托|建立|开展|落实|健全|完善|参与|承接|引进|争取|做好|加快|实施|鼓励|探索|办好|打造|建设"
    r"|发挥|提升|促进|畅通|密切|与|同|联合|携手)"
)
_GROW_TOGETHER = re.compile(r"协同|联动|配合协作")
_NOT_ITSELF = re.compile(r"的|[^，。；]{0,20}的(?:部门|机构|单位)")
_DO_TOGETHER = re.compile(r"(?:将|已|正式|拟|还|也)?共同")
_BELONGS = re.compile(r"(?:的)?(?:旗下的?|(?:全资|控股)?(?:子公司|孙公司|分公司))")
_AFTER_PLACE = re.compile(
    r"签|合[作办建]|共|协|推|达成|互|结|牵|对口|今年|去年|日前|近日|通过|以|围绕|依托|已|也|均|一起|紧密|全面|深入|加快|多年|长期|[两三四]地|之?间|和|与|、|在|就|等|携|将|双方|两地|于|政府|市|省|区|县|正式|进一步|战略|深化|开展|达成|建立|联|展开|加强|的"
)
_KINDS = (Kind.REGION, Kind.AGENCY, Kind.ORGANIZATION)


def find_partners(scene: Scene) -> Iterator[Fact]:
    """Facts of cooperation."""
    for piece in scene.pieces:
        if piece.role is PieceRole.RESPONSIBLE:
            continue
        last: Topic | None = None
        for sentence in scene.sentences(piece.span):
            topics = find_carried_topics(scene, item_of(scene, piece), sentence, last) if scene.genre in NEWS else []
            last = topics[-1] if topics else last
            yield from _side_by_side(scene, sentence, piece.provision)
            yield from _one_with_others(scene, sentence, piece.provision)
            yield from _unsaid_with_others(scene, sentence, topics, piece.provision)


def _side_by_side(scene: Scene, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """A与B签署…协议, A携手B, A、B、C合作共建, A支援B."""
    for run in _runs(scene, sentence):
        last = scene.mentions[run[-1]].span
        rest = re.split(r"[，。；]", scene.text[last.end : min(sentence.end, last.end + 30)])[0]
        if not _are_partners(scene, run, rest) or _opens_a_name(scene, run, rest) or _ONLY_MEANT.match(rest):
            continue
        if "应当" in rest and Kind.AGENCY in {scene.mentions[i].kind for i in run}:
            continue
        for position, first in enumerate(run):
            for second in run[position + 1 :]:
                if scene.mentions[first].name != scene.mentions[second].name:
                    quote = scene.quote(scene.mentions[first].span, scene.mentions[second].span, sentence)
                    yield Fact(Relation.COOPERATES_WITH, first, quote, provision, "partners", object=second)


def _are_partners(scene: Scene, run: Sequence[int], rest: str) -> bool:
    """Whether the words that join names and those behind them say that they work together."""
    between = scene.text[scene.mentions[run[0]].span.end : scene.mentions[run[-1]].span.start]
    linked = _LINKED.search(between)
    if len(run) > 2 or not linked:
        begin = scene.mentions[run[0]].span.start
        of_another = not linked and re.search(r"(?:与|同|和|对接|联合|携手)$", scene.text[max(0, begin - 4) : begin])
        return bool(_TOGETHER.match(rest)) and not of_another and not _share_a_duty(scene, run)
    if _COOPERATE.search(rest) or _BY_LINK.search(linked.group()):
        return True
    bodies = Kind.AGENCY in {scene.mentions[index].kind for index in run}
    if _BY_LINK_OF_FIRMS.search(linked.group()):
        start = scene.mentions[run[0]].span.start
        before = scene.text[max(0, start - 1) : start]
        told = scene.genre in NEWS and before != "由" and not re.search(r"应|可|要", between)
        return bool(rest) and (told or not bodies and linked.group() == "联合")
    return _act_together(scene, run, rest) or bool(
        scene.genre in NEWS and linked.group() in "与同" and _JOINTLY.match(rest)
    )


def _runs(scene: Scene, sentence: Span) -> list[list[int]]:
    """Names that list marks or words of company join, two or more at a time."""
    runs: list[list[int]] = []
    for index in scene.free_in(sentence, *_KINDS):
        span = scene.mentions[index].span
        last = scene.mentions[runs[-1][-1]] if runs else None
        if (
            last
            and last.span.end <= span.start
            and (_BELONGS.fullmatch(scene.text, last.span.end, span.start) or _goes_on(scene, runs[-1][-1], index))
        ):
            runs[-1][-1] = index
        elif last and last.span.end <= span.start and _GAP.fullmatch(scene.text, last.span.end, span.start):
            runs[-1].append(index)
        else:
            runs.append([index])
    return [run for run in runs if len(run) > 1]


def _goes_on(scene: Scene, above: int, index: int) -> bool:
    """Whether a region's name goes on with that of one below it (甲省乙市)."""
    first, second = scene.mentions[above], scene.mentions[index]
    return first.kind is second.kind is Kind.REGION and first.span.end == second.span.start


def _act_together(scene: Scene, run: Sequence[int], rest: str) -> bool:
    """Whether what is said of names is done 共同; agencies that do so share a duty and are no partners."""
    return bool(_DO_TOGETHER.match(rest)) and Kind.AGENCY not in {scene.mentions[index].kind for index in run}


def _share_a_duty(scene: Scene, run: Sequence[int]) -> bool:
    """Whether agencies only listed (由甲、乙、丙等部门共同制定) share a duty: outside news they are no partners of each other."""
    return scene.genre not in NEWS and all(scene.mentions[index].kind is Kind.AGENCY for index in run)


def _opens_a_name(scene: Scene, run: Sequence[int], rest: str) -> bool:
    """Whether a place at the end of a list only opens the name of another that is not known (甲公司携手台湾某某建厂)."""
    return scene.mentions[run[-1]].kind is Kind.REGION and bool(rest) and not _AFTER_PLACE.match(rest)


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


def _unsaid_with_others(scene: Scene, sentence: Span, topics: Sequence[Topic], provision: int | None) -> Iterator[Fact]:
    """与甲市共建…, 主动对接甲院，共建…: in news the one spoken of, in plans the document's place, works with those named."""
    names = scene.free_in(sentence, Kind.REGION, Kind.ORGANIZATION)
    for partners in _lists_behind(scene, sentence, names, topics):
        first, last = scene.mentions[partners[0]].span, scene.mentions[partners[-1]].span
        rest = scene.text[last.end : min(sentence.end, last.end + 30)]
        clause = re.split(r"[，。；]", rest)[0]
        if (
            not (_COOPERATE.search(clause[:24]) or _THEN.match(rest))
            or _ONLY_MEANT.match(clause)
            or _opens_a_name(scene, partners, clause)
        ):
            continue
        for subject in _spoken_of(scene, topics, first.start):
            for index in partners:
                if scene.mentions[index].name != scene.mentions[subject].name:
                    quote = scene.clause_around(Span(first.start, last.end), sentence)
                    yield Fact(Relation.COOPERATES_WITH, subject, quote, provision, "partner-unsaid", object=index)


def _lists_behind(scene: Scene, sentence: Span, names: Sequence[int], topics: Sequence[Topic]) -> Iterator[list[int]]:
    """Lists of names behind 与 or 对接 that open a clause, or that stand in the clause of the one spoken of."""
    found: list[list[int]] = []
    for index in names:
        span = scene.mentions[index].span
        before = scene.text[max(sentence.start, span.start - 16) : span.start]
        topic = next((t for t in reversed(topics) if t.scope.start <= span.start), None)
        said = (
            topic is not None
            and not topic.carried
            and _AT_THE_START.fullmatch(scene.text, topic.scope.start, span.start)
        )
        if found and scene.text[scene.mentions[found[-1][-1]].span.end : span.start] in ("、", "和", "以及", "及"):
            found[-1].append(index)
        elif found and scene.mentions[found[-1][-1]].span.end == span.start:
            found[-1][-1] = index
        elif said or _WITH_UNSAID.search(before):
            found.append([index])
        elif found:
            yield from found
            found = []
    yield from found


def _spoken_of(scene: Scene, topics: Sequence[Topic], position: int) -> list[int]:
    """Who acts where a clause names nobody: the topic of news, elsewhere the document's own place."""
    if scene.genre in NEWS:
        near = [topic for topic in topics if topic.scope.start <= position]
        return [i for i in near[-1].subjects if scene.mentions[i].kind in _KINDS] if near else []
    opening = max(scene.text.rfind(mark, max(0, position - FAR), position) for mark in "。\n") + 1
    if not _IMPERATIVE.match(scene.text, opening, position):
        return []
    return [] if scene.own_region is None else [scene.own_region]


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
