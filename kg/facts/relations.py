"""Who builds what, what lies where, who works with whom, which place turns to which industry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.scene import Scene
from kg.facts.subjects import find_acts
from kg.model import Fact, Genre, Kind, Level, Relation, Span
from kg.structure import PieceRole

_NEWS = (Genre.NEWS_LIST, Genre.FEATURE)
_BUILD = re.compile(
    r"(?:建设|建立|构建|设立|搭建|打造|组建|建成|共建|创建|成立|筹建|新建|兴建|建立健全|建设完善|建设维护)(?!工程|项目|方案|规划|水平)[^，。；]{0,40}$"
)
_WEAK = re.compile(r"支持|鼓励|引导|推动|探索|谋划|争取|参与|培育|依托|借助|利用|申报|企业|社会力量|高校")
_BUILD_AFTER = re.compile(r"[”\"]?(?:的)?(?:体系)?(?:建设|搭建|组建)(?!工程|项目)")
_DRIVE = re.compile(r"(?:统筹推进|推进|加快|加强|组织|负责|统筹)[^，。；]{0,6}$")
_COOPERATE = re.compile(r"合作|签署|签订|共建|共同|携手|对口|联手|协同|结对|联合|协作")
_WITH = re.compile(r"^[^，。；、]{0,4}(?:与|和|同|、|携手|联合|牵手)[^，。；、]{0,4}$")
_LOCATED = re.compile(r"(?:位于|坐落于?|落户于?|地处|设在|落地于?|落址|入驻|选址|在)[^，。；、]{0,4}$")
_FOCUS = re.compile(
    r"聚焦|瞄准|主攻|重点发展|大力发展|面向|围绕|深耕|布局|做强|做大|做优|培育壮大|培育|发力|抢占|锚定|主导产业|支柱产业|特色产业|打造|集聚|推动|推进|助力|"
    r"加快发展|积极发展|专注|从事|致力|引领|带动|突出|深化|激活|支持|促进|关注|投资于?|开展|发展|拥有|转型"
)
_PAST_ONLY = re.compile(r"引进|签约|来自")


def find_relations(scene: Scene) -> Iterator[Fact]:
    """All facts that are not of responsibility, in no particular order."""
    for piece in scene.pieces:
        if piece.role is PieceRole.RESPONSIBLE:
            continue
        for sentence in scene.sentences(piece.span):
            yield from _builds(scene, sentence, piece.provision)
            yield from _located(scene, sentence, piece.provision)
            if scene.genre in _NEWS:
                yield from _cooperates(scene, sentence, piece.provision)
                yield from _focuses(scene, sentence, piece.provision)


def _builds(scene: Scene, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """A subject whose sentence says that it sets up a platform or a zone itself."""
    things = scene.free_in(sentence, Kind.PLATFORM, Kind.ZONE)
    if not things:
        return
    acts = find_acts(scene, sentence)
    for thing in things:
        span = scene.mentions[thing].span
        before = scene.text[sentence.start : span.start]
        clause = re.split(r"[，；：:]", before)[-1]
        after = scene.text[span.end : min(span.end + 8, sentence.end)]
        built = _BUILD.search(clause) or (_BUILD_AFTER.match(after) and _DRIVE.search(clause))
        if not built or _WEAK.search(clause):
            continue
        subjects = [index for act in acts if act.span.end <= span.start for index, _role in act.roles]
        if not subjects:
            subjects = _acting_places(scene, Span(sentence.start, span.start))
        for subject in subjects:
            quote = scene.quote(scene.mentions[subject].span, span, sentence)
            yield Fact(Relation.BUILDS, subject, quote, provision, "builds-verb", object=thing)


def _acting_places(scene: Scene, span: Span) -> list[int]:
    """Regions or organizations in the place of a subject before a verb: at the start of a sentence or clause."""
    found: list[int] = []
    kinds = (Kind.REGION, Kind.ZONE, Kind.ORGANIZATION) if scene.genre in _NEWS else (Kind.REGION, Kind.ORGANIZATION)
    for index in scene.free_in(span, *kinds):
        mention = scene.mentions[index].span
        if scene.mentions[index].level is Level.GROUP and scene.genre not in _NEWS:
            continue
        left, right = scene.text[span.start : mention.start], scene.text[mention.end : span.end]
        joined = bool(found) and re.fullmatch(r"[、和与及，]", scene.text[scene.mentions[found[-1]].span.end : mention.start] or "x")
        if (not left or left[-1] in "，,：:、和与" or joined) and not right.startswith("的"):
            found.append(index)
    return found


def _located(scene: Scene, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """A place named in a thing's name, right before it, or by a verb of place."""
    for thing in scene.mentions_in(sentence, Kind.PLATFORM, Kind.ZONE, Kind.ORGANIZATION):
        mention = scene.mentions[thing]
        inside = [
            i for i in scene.mentions_in(mention.span, Kind.REGION) if scene.mentions[i].span.start - mention.span.start <= 4
        ]
        if mention.kind is not Kind.ORGANIZATION and inside and scene.mentions[inside[-1]].level is not Level.GROUP:
            yield Fact(Relation.LOCATED_IN, thing, _clause(scene, mention.span, sentence), provision, "located-name", object=inside[-1])
            continue
        before = [i for i in scene.mentions_in(Span(sentence.start, mention.span.start), Kind.REGION, Kind.ZONE)]
        if not before:
            continue
        near = scene.mentions[before[-1]].span
        gap = scene.text[near.end : mention.span.start]
        lead = scene.text[max(sentence.start, near.start - 8) : near.start]
        if _LOCATED.search(lead) and re.fullmatch(r"的|市的|区的|", gap) and scene.mentions[before[-1]].kind is Kind.REGION:
            quote = scene.quote(near, mention.span, sentence)
            yield Fact(Relation.LOCATED_IN, thing, quote, provision, "located-verb", object=before[-1])
        elif re.search(r"注册成立的?$", gap):
            yield Fact(Relation.LOCATED_IN, thing, scene.quote(near, mention.span, sentence), provision, "located-founded", object=before[-1])
    yield from _located_lists(scene, sentence, provision)


_LIST_OF = re.compile(r"等(?:\d+(?:余|多)?家|多家|一批)?(?:总部)?(?:在|位于)?")


def _located_lists(scene: Scene, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """Organizations of a list that its closing words place (A、B等深圳先进制造企业)."""
    names = scene.mentions_in(sentence, Kind.ORGANIZATION)
    if len(names) < 2:
        return
    tail = _LIST_OF.match(scene.text, scene.mentions[names[-1]].span.end)
    if not tail:
        return
    after = scene.mentions_in(Span(tail.end(), min(sentence.end, tail.end() + 8)), Kind.REGION)
    if not after or scene.mentions[after[0]].span.start != tail.end():
        return
    for name in names:
        quote = scene.quote(scene.mentions[name].span, scene.mentions[after[0]].span, sentence)
        yield Fact(Relation.LOCATED_IN, name, quote, provision, "located-list", object=after[0])


def _clause(scene: Scene, place: Span, sentence: Span) -> Span:
    return scene.clause_around(place, sentence)


def _cooperates(scene: Scene, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """Two named side by side as partners: A与B签署…合作协议."""
    kinds = (Kind.REGION, Kind.AGENCY, Kind.ORGANIZATION)
    names = scene.free_in(sentence, *kinds)
    for first, second in zip(names, names[1:], strict=False):
        one, other = scene.mentions[first], scene.mentions[second]
        if one.span.overlaps(other.span) or one.name == other.name:
            continue
        gap = scene.text[one.span.end : other.span.start]
        if not re.fullmatch(r"[^，。；、]{0,3}(?:与|和|同|携手|联合|牵手)", gap) or one.kind is not other.kind:
            continue
        rest = scene.text[other.span.end : min(sentence.end, other.span.end + 30)]
        if _COOPERATE.search(re.split(r"[，。；]", rest)[0]) or gap.endswith(("携手", "联合", "牵手")):
            quote = scene.quote(one.span, other.span, sentence)
            yield Fact(Relation.COOPERATES_WITH, first, quote, provision, "partners", object=second)


def _focuses(scene: Scene, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """A region, zone or organization that a sentence of news turns to industries."""
    for clause_group in _subject_clauses(scene, sentence):
        subjects, scope = clause_group
        industries = scene.mentions_in(scope, Kind.INDUSTRY)
        for industry in industries:
            span = scene.mentions[industry].span
            between = scene.text[scope.start : span.start]
            clause = re.split(r"[；;]", between)[-1]
            if not _FOCUS.search(clause[-40:]) or _PAST_ONLY.search(clause[-20:]):
                continue
            for subject in subjects:
                quote = scene.quote(scene.mentions[subject].span, span, sentence)
                yield Fact(Relation.FOCUSES_ON, subject, quote, provision, "focus-verb", object=industry)


def _subject_clauses(scene: Scene, sentence: Span) -> Iterator[tuple[list[int], Span]]:
    """The places in the position of a subject, each with the text up to the next subject."""
    names = scene.free_in(sentence, Kind.REGION, Kind.ZONE, Kind.ORGANIZATION)
    starts: list[tuple[list[int], int, int]] = []
    for index in names:
        span = scene.mentions[index].span
        if starts and span.start < starts[-1][2]:
            continue
        left = scene.text[max(sentence.start, span.start - 2) : span.start]
        if starts and re.fullmatch(r"[、和与及]", scene.text[starts[-1][2] : span.start]):
            starts[-1] = ([*starts[-1][0], index], starts[-1][1], span.end)
        elif not left or left[-1] in "，,：: 。":
            starts.append(([index], span.start, span.end))
    for position, (subjects, _start, end) in enumerate(starts):
        stop = starts[position + 1][1] if position + 1 < len(starts) else sentence.end
        if scene.text[end : end + 1] not in ("的", "、"):
            yield subjects, Span(end, max(end, stop))
