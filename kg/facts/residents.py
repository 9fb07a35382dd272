"""Who has settled where, when a sentence gathers several names or leaves the thing or its place unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.facts.places import FAR, item_of, last_zone, lists_of_names
from kg.facts.scene import Scene
from kg.model import Fact, Kind, Level, Relation, Span
from kg.structure import PieceRole

_THINGS = (Kind.PLATFORM, Kind.ZONE, Kind.ORGANIZATION)
_COUNT = r"等[^，。；、的]{0,14}?"
_FIRMS = r"(?:企业|公司|厂商|集团|机构|高校|院校|院所|银行|品牌|商家|商户|客商|单位|团队|项目)?(?:[0-9]+[余多]?家)?"
_BY = r"(?:并|现|已经?|拟|将|就|则|均|都|也|分别|先后|陆续|相继|纷纷|成功|正式|最终|签约|拎包|集中|整体|目前|日前|近日|总部|实体|主体|首批)"
_SETTLE = re.compile(
    r"位于|坐落[于在]?|地处|(?:选址|落户|落地|落址|落子|扎根|安家|布局|聚集|集聚|汇聚|云集|集中)[于在到]?|(?:入驻|进驻|迁入|搬入|开进)(?:于|到|了)?"
    r"|(?:设|建|放|设立|建设)(?:在|于)"
)
_LIST_TAIL = re.compile(
    rf"[^，。；、等]{{0,4}}(?:、[^，。；、等]{{2,8}}){{0,4}}(?P<more>{_COUNT}){_FIRMS}{_BY}*|{_BY}*"
)
_MOVES_IN = re.compile(r"入驻|进驻|迁入|搬入|落户|扎根|安家|聚集|集聚|汇聚|云集|集中")
_BARE = re.compile(
    rf"(?:(?:该|这[个座一]|其)?(?P<head>平台|[一-龥]{{0,4}}(?:中心|园区|产业园|基地|实验室|研究院|市场|加工区|项目)))?{_BY}*"
)
_THERE = re.compile(r"(?:该|本|这[个座一])?(?:园区|开发区|高新区|产业园|园内|区内)|此(?![前次外])|这里")
_QUALIFIES = re.compile(r"[^，。；、]{0,10}?的")
_OF_IT = re.compile(r"(?:园区|开发区)?(?:内|里)?的?(?:[^，。；、的]{0,4}(?:企业|公司|机构))?[“\"]?")
_BUILT = re.compile(r"(?:建设|建立|组建|打造|共建|新建|成立|设立|建成|搭建|创建|投资|建起)[^，。；、]{0,16}$")
_ONLY_TIME = re.compile(r"[^，。；、的]{0,14}(?:，[^，。；]{0,30})?")

_HOSTS = re.compile(
    r"[区园]?[内里中]?(?:目前|现|已|已经|还|也|先后|累计|成功|陆续|相继|现已|共)*"
    r"(?P<verb>集聚|聚集|汇聚|云集|汇集|集中|入驻|落户|拥有|已有|坐拥|吸引|引进|引入|培育|孕育|走出)(?:了|着|有|出)?[^，。；、]{0,8}?[“\"]?(?:[^，。；、]{2,8}、){0,3}"
)
_HOST_HERE = re.compile(
    r"(?<![^，,：。；！\s])(?:(?:截至)?目前|如今|现在)?，?(?:该|这[个座一])?(?:园区|开发区|高新区|产业园|区|园)[内里]?"
    r"(?=目前|现|已|先后|累计|成功|集聚|聚集|汇聚|云集|入驻|落户|吸引|引进)"
)
_BROUGHT = re.compile(r"吸引|引进|引入")
_ARRIVE = re.compile(r"[^，。；]{0,16}(?:入驻|落户|进驻|扎根|安家|投资兴业|落地|集聚|建厂)")
_NOT_SELF = re.compile(
    r"(?:等[^，。；、]{0,10})?的|[^，。；]{0,16}(?:参展|参会|参加|出席|亮相|代表|专家|负责人|投资[0-9]|采购)"
)


def find_residents(scene: Scene) -> Iterator[Fact]:
    """Facts of place where several settle together, or where the thing or the place was named before."""
    for piece in scene.pieces:
        if piece.role is PieceRole.RESPONSIBLE:
            continue
        item = item_of(scene, piece)
        for sentence in scene.sentences(piece.span):
            yield from _by_verbs(scene, item, sentence, piece.provision)
            yield from _by_hosts(scene, item, sentence, piece.provision)


def _by_verbs(scene: Scene, item: Span, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """甲、乙等企业先后落户丙园; 组建甲平台，设在丙园; 甲园开工，落户乙区; 首批入驻的甲、乙; 平台设在园区."""
    runs = lists_of_names(scene, sentence)
    for verb in _SETTLE.finditer(scene.text, sentence.start, sentence.end):
        places, end = _places_at(scene, verb.end(), sentence, item)
        behind = _listed_behind(scene, runs, end) if places or _MOVES_IN.match(verb.group()) else []
        if behind:
            places = places or _zone_before(scene, item, verb.start())
            yield from _settle(scene, behind, places, verb, sentence, provision)
        elif not _QUALIFIES.match(scene.text, end, sentence.end):
            yield from _ahead(scene, runs, verb, places, sentence, item, provision)


def _ahead(
    scene: Scene,
    runs: Sequence[Sequence[int]],
    verb: re.Match[str],
    places: Sequence[int],
    sentence: Span,
    item: Span,
    provision: int | None,
) -> Iterator[Fact]:
    """What stands before a verb of settling: a list, a word that points back, or nothing in its own clause."""
    listed = _listed_ahead(scene, runs, verb.start())
    if listed:
        over = re.match(r"了?(?=[，。；]|$)", scene.text[verb.end() : sentence.end])
        if not places and over and _MOVES_IN.match(verb.group()):
            places = _zone_before(scene, item, scene.mentions[listed[0]].span.start)
        yield from _settle(scene, listed, places, verb, sentence, provision)
    elif places:
        yield from _settle(scene, _unsaid(scene, item, sentence, verb.start()), places, verb, sentence, provision)


def _settle(
    scene: Scene,
    things: Sequence[int],
    places: Sequence[int],
    verb: re.Match[str],
    sentence: Span,
    provision: int | None,
) -> Iterator[Fact]:
    for thing in things:
        for place in places:
            if scene.mentions[thing].name != scene.mentions[place].name:
                quote = _quote(scene, (thing, place), Span(*verb.span()), sentence)
                yield Fact(Relation.LOCATED_IN, thing, quote, provision, "located-settled", object=place)


def _quote(scene: Scene, ends: tuple[int, int], verb: Span, sentence: Span) -> Span:
    """The passage that shows the verb and those of two mentions that its sentence names."""
    spans = [scene.mentions[i].span for i in ends if sentence.covers(scene.mentions[i].span)]
    return scene.quote(min([verb, *spans]), max([verb, *spans]), sentence)


def _places_at(scene: Scene, start: int, sentence: Span, item: Span) -> tuple[list[int], int]:
    """The places that stand in a row from a position on, or the zone that a word there points back to; and where they end."""
    found: list[int] = []
    end = start
    for index in scene.free_in(Span(start, min(sentence.end, start + 60)), Kind.REGION, Kind.ZONE):
        span = scene.mentions[index].span
        if span.start != end and not (not found and span.start - start <= 1 and scene.text[start] in "了“"):
            break
        if scene.mentions[index].level is not Level.GROUP:
            found.append(index)
        end = span.end
    there = None if found else _THERE.match(scene.text, start, sentence.end)
    if there:
        return _zone_before(scene, item, start), there.end()
    return found, end


def _zone_before(scene: Scene, item: Span, position: int) -> list[int]:
    zone = last_zone(scene, item, position)
    return [] if zone is None else [zone]


def _listed_behind(scene: Scene, runs: Sequence[Sequence[int]], end: int) -> Sequence[int]:
    """The list of names that a place qualifies: 落户丙园的甲、乙; 首批入驻企业甲."""
    for run in runs:
        first = scene.mentions[run[0]].span.start
        if first > end and _OF_IT.fullmatch(scene.text, end, first):
            return run
    return []


def _listed_ahead(scene: Scene, runs: Sequence[Sequence[int]], verb: int) -> Sequence[int]:
    """The list of names right before a verb: 甲、乙等九家企业先后…."""
    for run in runs:
        last = scene.mentions[run[-1]].span.end
        tail = _LIST_TAIL.fullmatch(scene.text, last, verb) if last <= verb else None
        if tail and (len(run) > 1 or tail.group("more")):
            return run
    return []


def _unsaid(scene: Scene, item: Span, sentence: Span, verb: int) -> list[int]:
    """What a clause without a subject of its own speaks of: a thing with that ending, the one just built, or the sentence's first."""
    start = max(scene.text.rfind(mark, sentence.start, verb) for mark in "，,：:") + 1 or sentence.start
    bare = _BARE.fullmatch(scene.text, start, verb)
    if bare is None:
        return []
    head = bare.group("head")
    if head:
        return _named_so(scene, item, start, head)
    if start == sentence.start:
        return []
    before = scene.free_in(Span(sentence.start, start), *_THINGS)
    if before and scene.mentions[before[-1]].span.end == start - 1:
        left = scene.text[sentence.start : scene.mentions[before[-1]].span.start]
        if scene.mentions[before[-1]].kind is not Kind.ORGANIZATION and _BUILT.search(left):
            return before[-1:]
    first = scene.free_in(Span(sentence.start, start))[:1]
    opens = (
        first and scene.mentions[first[0]].kind in _THINGS and scene.mentions[first[0]].span.start - sentence.start <= 4
    )
    if opens and _ONLY_TIME.fullmatch(scene.text, scene.mentions[first[0]].span.end, start - 1) and len(before) == 1:
        return first
    return []


def _named_so(scene: Scene, item: Span, position: int, head: str) -> list[int]:
    """The last thing before a position whose name ends with a word (交易中心, 平台)."""
    for index in reversed(scene.free_in(Span(max(item.start, position - FAR), position), *_THINGS)):
        if scene.mentions[index].name.endswith(head):
            return [index]
    return []


def _by_hosts(scene: Scene, item: Span, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """丙园集聚了甲、乙等企业; 园区内已有甲、乙; 丙区吸引甲、乙等企业落户."""
    for run in lists_of_names(scene, sentence):
        first, last = scene.mentions[run[0]].span, scene.mentions[run[-1]].span
        host, verb = _host_of(scene, item, sentence, first.start)
        if host is None or verb is None or _NOT_SELF.match(scene.text, last.end, sentence.end):
            continue
        if _BROUGHT.match(verb.group("verb")) and not _ARRIVE.match(scene.text, last.end, sentence.end):
            continue
        for name in run:
            if scene.mentions[name].name != scene.mentions[host].name:
                quote = _quote(scene, (name, host), Span(*verb.span("verb")), sentence)
                yield Fact(Relation.LOCATED_IN, name, quote, provision, "located-host", object=host)


def _host_of(scene: Scene, item: Span, sentence: Span, start: int) -> tuple[int | None, re.Match[str] | None]:
    """The zone or region that gathers what stands from a position on, with its verb."""
    for place in reversed(scene.free_in(Span(sentence.start, start), Kind.REGION, Kind.ZONE)[-2:]):
        verb = _HOSTS.fullmatch(scene.text, scene.mentions[place].span.end, start)
        if verb and scene.mentions[place].level is not Level.GROUP:
            return place, verb
    for here in _HOST_HERE.finditer(scene.text, sentence.start, start):
        verb = _HOSTS.fullmatch(scene.text, here.end(), start)
        if verb:
            return last_zone(scene, item, here.start()), verb
    return None, None
