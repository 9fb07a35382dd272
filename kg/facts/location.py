"""What lies where: a place in the thing's name, before it, or named by a verb of place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.places import NEWS, lists_of_names
from kg.facts.scene import Scene
from kg.model import Fact, Kind, Level, Mention, Relation, Span
from kg.structure import PieceRole

_STAND = re.compile(
    r"(?:位于|坐落[于在]|地处|落户[于在]?|设[于在]|落地[于在]?|选址[于在]?|入驻|进驻|扎根[于在]?|安家)[^，。；、]{0,2}$"
)
_FROM_THERE = re.compile(r"[^，。；、的在]{0,8}?[内里中]?的")
_OF = re.compile(
    r"(?:境内|辖区|内|里|中)?的[“\"]?|(?:的)?(?:[本当]地|本土|民营|国有|龙头|骨干|科技|知名|上市|农业|工业){0,3}(?:企业|公司|厂商|车企|药企|民企|国企)[“\"]?"
)
# 连接甲市和乙市的枢纽: what joins or serves places lies in none of them
_ONLY_REACHED = re.compile(r"(?:[和与及、]|连[接通]|面向|辐射|通[往达向]|服务|对接|走向|去往|沟通|打通|比)$")
_ENTERED = re.compile(r"(?:走进|走入|来到|步入|走访)[^，。；、]{0,24}$")
_SITE_OF = re.compile(r"的?[^，。；、]{0,6}(?:车间|厂房|厂区|生产线|产线|展厅|实验室|工厂|园区|基地|项目现场)")
_BUILT_THERE = re.compile(
    r"[内里]?(?:[^，。；、的]{0,6}?)(?:建设|建立|设立|打造|布局|建成|新建|兴建|共建|组建|创建|成立|搭建|规划建设|开工建设|投资建设|建起|落地)(?:了|起|一批|一个|一座|[0-9一二两三四五六七八九十]+[个座家处])?[^，。；、的在]{0,8}[“\"]?"
)
_VERB = re.compile(r"(?:位于|坐落于?|落户于?|地处|设在|落地于?|落址|入驻|选址|在)[^，。；、]{0,4}$")
_STARTED = re.compile(r"[^，。；、]{0,3}(?:开工|启用|揭牌|奠基|建成|投产|投用|落户|落成|运营)")
_STARTED_ITSELF = re.compile(_STARTED.pattern + r"(?:建设|运营|投产|仪式)?(?![^，。；、\s])")
_LIST_END = re.compile(r"等(?:\d+(?:余|多)?家|多家|一批)?(?:总部|企业)?")
_LIST_END_OPEN = re.compile(r"[^，。；、等]{0,4}" + _LIST_END.pattern)
_FIRMS = re.compile(r"[^，。；、的]{0,12}(?:企业|公司|厂商|集团|机构|高校|院校|银行|品牌)")
_NATIVE = re.compile(r"(?:一批)?(?:本地|本土|当地)[^，。；、的]{0,6}(?:企业|公司|厂商|机构|高校|品牌)")
_HERE = re.compile(r"(?:[在驻])([一-龥])(?=世界|企业|的|重点|公司|总部|机构|高校|院所)")


def find_locations(scene: Scene) -> Iterator[Fact]:
    """Facts of place."""
    for piece in scene.pieces:
        if piece.role is PieceRole.RESPONSIBLE:
            continue
        for sentence in scene.sentences(piece.span):
            for thing in scene.free_in(sentence, Kind.PLATFORM, Kind.ZONE, Kind.ORGANIZATION):
                yield from _locate(scene, thing, sentence, piece.provision)
            yield from _locate_list(scene, sentence, piece.provision)


def _locate(scene: Scene, thing: int, sentence: Span, provision: int | None) -> Iterator[Fact]:
    mention = scene.mentions[thing]
    inside = [
        i
        for i in scene.mentions_in(mention.span, Kind.REGION)
        if scene.mentions[i].span.start - mention.span.start <= 4
        and scene.mentions[i].span.of(scene.text) in mention.name
    ]
    if inside and mention.kind is not Kind.ORGANIZATION:
        region = scene.mentions[inside[-1]]
        if region.level is not Level.GROUP and region.rule != "own-place" and region.name != mention.name:
            clause = scene.clause_around(mention.span, sentence)
            yield Fact(Relation.LOCATED_IN, thing, clause, provision, "located-name", object=inside[-1])
    yield from _behind_place(scene, thing, sentence, provision)
    yield from _before_verb(scene, thing, sentence, provision)
    yield from _at_place(scene, thing, sentence, provision)


def _opening(scene: Scene, thing: int) -> list[int]:
    """The region that the name of a thing opens with."""
    span = scene.mentions[thing].span
    inside = [i for i in scene.mentions_in(span, Kind.REGION) if scene.mentions[i].span.start == span.start]
    return [
        i for i in inside[-1:] if scene.mentions[i].level is not Level.GROUP and scene.mentions[i].rule != "own-place"
    ]


def _behind_place(scene: Scene, thing: int, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """A thing right behind its place: 位于西陵区的甲公司, 在甲开发区乙工业园, 西陵区乙工业园."""
    mention = scene.mentions[thing]
    place = _ending_at(scene, sentence, mention.span.start)
    while place is not None:
        near = scene.mentions[place].span
        gap = scene.text[near.end : mention.span.start]
        lead = scene.text[max(sentence.start, near.start - 8) : near.start]
        if _is_behind(scene, mention, place, lead, gap):
            quote = scene.quote(near, mention.span, sentence)
            yield Fact(Relation.LOCATED_IN, thing, quote, provision, "located-behind", object=place)
            mention, place = scene.mentions[place], _ending_at(scene, sentence, near.start)
            if not _is_chain(scene, place, near.start):
                return
        else:
            return


def _is_behind(scene: Scene, mention: Mention, place: int, lead: str, gap: str) -> bool:
    """Whether the words between a place and a thing behind it, with those before the place, say that it lies there."""
    if mention.kind is Kind.ZONE and gap == "" or re.fullmatch(r"注册成立的?", gap):
        return True
    if _VERB.search(lead) and re.fullmatch(r"的|市的|区的|", gap) or _STAND.search(lead) and _FROM_THERE.fullmatch(gap):
        return True
    owns = scene.genre in NEWS and scene.mentions[place].level is not Level.GROUP and not _ONLY_REACHED.search(lead)
    return owns and bool(_OF.fullmatch(gap))


def _is_chain(scene: Scene, place: int | None, start: int) -> bool:
    return place is not None and scene.mentions[place].span.end == start and scene.mentions[place].kind is Kind.REGION


def _ending_at(scene: Scene, sentence: Span, start: int) -> int | None:
    """The last region or zone before a position, at most a few characters away."""
    before = scene.free_in(Span(max(sentence.start, start - 24), start), Kind.REGION, Kind.ZONE)
    return before[-1] if before and start - scene.mentions[before[-1]].span.end <= 10 else None


_WHEN_IN = re.compile(r"[^，。；、]{0,14}在")
_FOUNDED = re.compile(r"(?:正式|注册|挂牌|发起|创办)?(?:成立|创立|创建|创办|注册|设立|起家)(?![^，。；、\s])")
_WHOLE = re.compile(r"(?:全部)?(?:行政区域|全域|全境)")
_LIES = re.compile(r"[^，。；、]{0,6}?(?:位于|坐落于?|坐落在|地处|落户于?|落户|选址于?|设在|落地于?|入驻|进驻)")


def _before_verb(scene: Scene, thing: int, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """A thing before a verb of place and the places behind it: 甲园位于乙区丙开发区, 甲公司是由乙集团在丙区设立的."""
    span = scene.mentions[thing].span
    places = scene.free_in(Span(span.end, min(sentence.end, span.end + 40)), Kind.REGION, Kind.ZONE)
    if not places:
        return
    first = scene.mentions[places[0]].span
    between = scene.text[span.end : first.start]
    lies = _LIES.fullmatch(between)
    after = scene.text[first.end : min(sentence.end, first.end + 8)]
    begun = _STARTED_ITSELF if scene.mentions[thing].kind is Kind.ORGANIZATION else _STARTED
    started = between == "在" and begun.match(scene.text, first.end, sentence.end)
    set_up = (
        re.match(r"是?由", between)
        and between.endswith("在")
        and re.match(r"[^，。；]{0,4}(?:设立|成立|建设|建立|投资)", after)
    )
    founded = _WHEN_IN.fullmatch(between) and _FOUNDED.match(scene.text, first.end, sentence.end)
    covers = between in ("覆盖", "范围覆盖", "涵盖") and _WHOLE.match(scene.text, first.end, sentence.end)
    if not (lies or started or set_up or founded or covers):
        return
    end = first.start
    for place in places:
        if scene.mentions[place].span.start != end:
            return
        end = scene.mentions[place].span.end
        quote = scene.quote(span, scene.mentions[place].span, sentence)
        yield Fact(Relation.LOCATED_IN, thing, quote, provision, "located-verb", object=place)
        for region in _opening(scene, place) if scene.mentions[place].kind is Kind.ZONE else ():
            yield Fact(Relation.LOCATED_IN, thing, quote, provision, "located-verb", object=region)


def _at_place(scene: Scene, thing: int, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """A thing built at a place (在西陵区建设甲平台), or whose works are seen there (走进丙园区，甲公司的车间…)."""
    span = scene.mentions[thing].span
    for place in scene.free_in(Span(max(sentence.start, span.start - 60), span.start), Kind.REGION, Kind.ZONE):
        near = scene.mentions[place].span
        gap = scene.text[near.end : span.start]
        lead = scene.text[max(sentence.start, near.start - 28) : near.start]
        built = (
            scene.mentions[thing].kind is not Kind.ORGANIZATION and lead.endswith("在") and _BUILT_THERE.fullmatch(gap)
        )
        entered = (
            gap in ("，", "里，", "内，")
            and _ENTERED.search(lead)
            and _SITE_OF.match(scene.text, span.end, sentence.end)
        )
        if built or entered:
            quote = scene.quote(near, span, sentence)
            yield Fact(Relation.LOCATED_IN, thing, quote, provision, "located-there", object=place)


def _locate_list(scene: Scene, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """Organizations of a list that its closing words place (A、B等深圳企业; A等本地企业; A、B等10家总部在深企业)."""
    for names in lists_of_names(scene, sentence):
        last = scene.mentions[names[-1]].span
        tail = (_LIST_END_OPEN if len(names) > 1 else _LIST_END).match(scene.text, last.end, sentence.end)
        place = _place_behind(scene, Span(tail.end(), sentence.end), sentence) if tail else None
        if tail is None or place is None:
            continue
        for name in (i for i in names if scene.text[scene.mentions[i].span.end] in "、和与及等"):
            quote = scene.quote(
                scene.mentions[name].span, Span(tail.start(), min(sentence.end, tail.end() + 8)), sentence
            )
            yield Fact(Relation.LOCATED_IN, name, quote, provision, "located-list", object=place)


def _place_behind(scene: Scene, rest: Span, sentence: Span) -> int | None:
    """The region that words open with, or that 本地 or one character of its name stands for (在深)."""
    close = [i for i in scene.mentions_in(rest, Kind.REGION) if scene.mentions[i].span.start == rest.start]
    if close and _FIRMS.match(scene.text, scene.mentions[close[0]].span.end, rest.end):
        return close[0]
    if _NATIVE.match(scene.text, rest.start, rest.end):
        before = scene.free_in(Span(sentence.start, rest.start), Kind.REGION)
        return before[-1] if before else None
    here = _HERE.match(scene.text, rest.start, rest.end)
    if here and scene.place and here.group(1) in scene.place:
        return scene.own_region
    return None
