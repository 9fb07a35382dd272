"""Which place, zone or organization turns to which industry, in news and features."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.facts.places import NEWS, Topic, find_carried_topics, heading_topic, item_of
from kg.facts.scene import Scene
from kg.model import Fact, Kind, Relation, Span
from kg.structure import PieceRole

_VERB = re.compile(
    r"聚焦|瞄准|主攻|重点发展|大力发展|面向|围绕|深耕|布局|做强|做大|做优|培育|发力|抢占|锚定|主导产业|支柱产业|特色产业|打造|集聚|推动|推进|助力"
    r"|发展|专注|从事|致力|引领|深化|激活|支持|促进|关注|投资于?|转型|重点领域|特色|为主|重视"
    r"|突出|主打|主营|主产|盛产|专攻|转向|投向|抓住|抓好|做足|做深|做精|加码|押注|切入|(?:首位|拳头|头号)产业"
)
_STRONG = re.compile(
    r"聚焦|瞄准|主攻|(?:重点|大力|着力)发展|集中力量|支柱|主导产业|发展重点|做强|做大|打造|抢占|锚定|以$|以[^，。；]{0,6}为|主打|主产|专攻|深耕|首位产业|重点做"
)
_OF_COMPANIES = re.compile(
    r"聚焦|专注|从事|深耕|致力|主营|布局|瞄准|领域|主打|专攻|主攻|主要(?:生产|研发|经营)|押注|锚定|专业(?:生产|研发)"
)
_FIRST_OF_ALL = r"重点|支柱|主导|特色|优势|战略性|首位|龙头|头号|首要|主攻|拳头|一号"
_WORK_ON = r"(?:统筹|重点|一体|优先)布局|(?:做文章|下功夫|发力(?!量)|(?:延链|补链|强链){2})"
_AS = re.compile(
    rf"[^，。；]{{0,14}}(?:作为|列为|当作|确定为|是|成为)[^，。；]{{0,12}}(?:{_FIRST_OF_ALL}|领域)"
    rf"|(?:(?!环节|企业|公司|项目|方面)[^，。；]){{0,12}}(?:{_WORK_ON})"
)
_AMONG = re.compile(rf"[^，。；]{{0,14}}等[^，。；]{{0,12}}(?:{_FIRST_OF_ALL}|领域)")
# the fields that something is used in are none of the place before
_AMONG_CARRIED = re.compile(rf"[^，。；]{{0,14}}等[^，。；]{{0,12}}(?:{_FIRST_OF_ALL})")
_RESEARCH = re.compile(r"开展[^，。；]{0,20}$")
_RESEARCHED = re.compile(r"[^，。；]{0,6}(?:研发|攻关|研制)")
_FOR_ALL = re.compile(r"[^，。；]{0,16}等(?:各项|基本|各类)?(?:公共服务|民生|社会事业)|[^，。；]{0,16}等[^，。；、]{0,6}环节")
_BUILDS = re.compile(r"(?:建设|建成|建立|打造|创建|构建)(?!的)[^，。；]{0,24}$")
_HELPS = re.compile(r"支持|鼓励|引导|申报|争取")
_GROUNDS = re.compile(r"(?:产业)?[^，。；、的项]{0,6}(?:基地|园区?|集聚区|高地|集群|之都|名城)")
_COMPANY = re.compile(r"(?:科技|技术|装备|设备|制造|材料|产业|发展)?(?:[（(]?集团[）)]?)?(?:股份)?有限(?:责任)?公司")
_AT_ONCE = re.compile(r"[^，。；]{0,40}于一(?:体|身)")
_NOT = re.compile(r"引进|签约|来自|曾|邀请|参展|出席|获得|疏解|淘汰|关停|传统(?![^，。；]{0,12}转向)")
_TURNS = r"(?:则|将|正|也|更|还)?(?:(?:着力|重点)发展|主攻|深耕|突出|主打|聚焦|瞄准|锚定|布局|专攻|主营|做强|做大|做优)"
_TURNS_TO = re.compile(_TURNS)
_ANOTHER = re.compile(
    r"(?!加快|加速|重点|着力|持续|积极|大力|全力|不断|优先|梯次|前瞻|超前|抢先|精准|做[大强优精]|园区|当地|[该全][区市县省州])[一-龥]{2,6}?"
    + _TURNS
)

_CLASS_OF_ZONES = re.compile(r"(?:产业)?(?:园区|产业园|工业园|基地|片区|集聚区|组团)")
_COUNT_BEFORE = re.compile(r"等[0-9一二三四五六七八九十两几数多]*[余多]?[个大家处]?$")
_IS = re.compile(r"(?:一直|已经|已|也|正)?(?:是|为|成为|作为)(?:了)?")
_OWN = re.compile(
    r"[^，。；]{0,20}(?:支柱|主导|特色|优势|重点|首位|战略性新兴|龙头|传统优势)[^，。；]{0,8}(?:产业|行业|领域|集群)"
)
_GROWS = re.compile(
    r"(?:产业|行业|领域)?(?:链|集群)?(?:的)?(?:[^，。；、]{0,4})(?:发展|转型|升级|集聚|壮大|崛起|跃升)(?!规划|报告|环境)"
)
_OUTPUT = re.compile(
    r"(?:产业|行业)?(?:链|集群)?(?:年)?(?:总)?(?:产值|营收|营业收入|产量|产能|规模|主营业务收入|综合产值)[^，。；]{0,8}?"
    r"(?:达|突破|超|增长|增至|翻番|翻一番|居|占|位列|领先)"
)
_PLANS = re.compile(
    r"[^，。；]{0,10}(?:提出|计划|明确|力争|预计)?，?(?:力争|计划|预计)?(?:到?20[0-9]{2}年底?(?:前|末)?，?)(?:力争|实现)?"
)
_BROAD = re.compile(
    r"(?:规模以上)?(?:工业|农业|服务业|制造业|建筑业|房地产|外贸|消费|旅游|金融|交通|教育|第[一二三]产业)(?:业|产业)?"
)


def find_focus(scene: Scene) -> Iterator[Fact]:
    """Facts of focus; none outside news and features."""
    if scene.genre not in NEWS:
        return
    industries = _first_of_each(scene)
    for piece in scene.pieces:
        if piece.role is PieceRole.RESPONSIBLE:
            continue
        last = heading_topic(scene, piece)
        for sentence in scene.sentences(piece.span):
            topics = find_carried_topics(scene, item_of(scene, piece), sentence, last)
            last = topics[-1] if topics else last
            for topic in topics:
                yield from _by_verb(scene, topic, sentence, piece.provision)
                yield from _by_grounds(scene, topic, sentence, piece.provision)
            yield from _by_name(scene, sentence, piece.provision, industries)
            yield from _as_industry_of(scene, sentence, piece.provision)
            yield from _of_place(scene, sentence, piece.provision)
            yield from _by_goal(scene, topics, sentence, piece.provision)
            yield from _by_class(scene, sentence, piece.provision)


def _by_verb(scene: Scene, topic: Topic, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """A topic whose sentence goes on with a verb of focus, or right away with the industry's name."""
    for industry in scene.free_in(topic.scope, Kind.INDUSTRY):
        span = scene.mentions[industry].span
        between = re.split(r"[；;]", scene.text[topic.scope.start : span.start])[-1]
        if not _is_said(scene, topic, sentence, span, between) or _NOT.search(between[-16:]):
            continue
        if _has_another(scene, topic, sentence, span, between) or _FOR_ALL.match(scene.text, span.end, sentence.end):
            continue
        for subject in topic.subjects:
            if scene.mentions[subject].kind is Kind.ORGANIZATION and not _OF_COMPANIES.search(between[-40:]):
                continue
            quote = scene.quote(scene.mentions[subject].span, span, sentence)
            rule = "focus-verb" if between else "focus-adjacent"
            yield Fact(Relation.FOCUSES_ON, subject, quote, provision, rule, object=industry)


def _is_said(scene: Scene, topic: Topic, sentence: Span, span: Span, between: str) -> bool:
    """Whether the words before an industry (``between`` topic and it) or behind it say that the topic turns to it."""
    if not between and not topic.carried:
        return True
    if (_STRONG if topic.carried else _VERB).search(between[-40:]):
        return True
    among = _AMONG_CARRIED if topic.carried else _AMONG
    if any(words.match(scene.text, span.end, sentence.end) for words in (_AS, among)):
        return True
    at_once = re.search(r"集[^，。；]*$", between) and _AT_ONCE.match(scene.text, span.end, sentence.end)
    researched = _RESEARCH.search(between) and _RESEARCHED.match(scene.text, span.end, sentence.end)
    return bool(at_once or researched)


def _has_another(scene: Scene, topic: Topic, sentence: Span, span: Span, between: str) -> bool:
    """Whether an industry is that of a platform, or of a place nobody found (甲区主攻…，乙镇深耕…，丙园突出…: each has its own)."""
    for platform in scene.free_in(Span(topic.scope.start, topic.scope.end), Kind.PLATFORM):
        start = scene.mentions[platform].span.start
        if start < span.start and (start == sentence.start or scene.text[start - 1] in "，；"):
            return True
    clauses = between.split("，")
    if len(clauses) == 1 and not topic.carried or not _ANOTHER.match(clauses[-1]):
        return False
    others = (i for i in scene.free_in(sentence, Kind.REGION, Kind.ZONE) if i not in topic.subjects)
    return any(_TURNS_TO.match(scene.text, scene.mentions[i].span.end, sentence.end) for i in others)


def _by_grounds(scene: Scene, topic: Topic, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """A region or zone that builds the grounds of an industry: 甲市建设乙产业基地, 甲市通过建设乙园区."""
    places = [i for i in topic.subjects if scene.mentions[i].kind is not Kind.ORGANIZATION]
    for industry in scene.mentions_in(topic.scope, Kind.INDUSTRY) if places else ():
        span = scene.mentions[industry].span
        between = re.split(r"[；;]", scene.text[topic.scope.start : span.start])[-1]
        clause = between.rsplit("，", 1)[-1]
        if not _BUILDS.search(between) or not _GROUNDS.match(scene.text, span.end, sentence.end):
            continue
        if _NOT.search(between[-16:]) or _HELPS.search(clause):
            continue
        for place in places:
            quote = scene.quote(scene.mentions[place].span, span, sentence)
            yield Fact(Relation.FOCUSES_ON, place, quote, provision, "focus-grounds", object=industry)


def _as_industry_of(scene: Scene, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """An industry that is said to be a place's own: 乙产业是甲市的支柱产业, 乙产业已成为甲区重点发展的产业之一."""
    for industry in scene.free_in(sentence, Kind.INDUSTRY):
        span = scene.mentions[industry].span
        for place in scene.free_in(Span(span.end, min(sentence.end, span.end + 30)), Kind.REGION, Kind.ZONE)[:1]:
            near = scene.mentions[place].span
            if _IS.fullmatch(scene.text, span.end, near.start) and _OWN.match(scene.text, near.end, sentence.end):
                quote = scene.quote(near, span, sentence)
                yield Fact(Relation.FOCUSES_ON, place, quote, provision, "focus-of", object=industry)


def _of_place(scene: Scene, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """An industry right behind a place, and that it grows there: 推动甲市乙产业发展."""
    for place in scene.free_in(sentence, Kind.REGION, Kind.ZONE):
        span = scene.mentions[place].span
        for industry in scene.free_in(Span(span.end, sentence.end), Kind.INDUSTRY)[:1]:
            thing = scene.mentions[industry].span
            if thing.start == span.end and _GROWS.match(scene.text, thing.end, sentence.end):
                quote = scene.quote(span, thing, sentence)
                yield Fact(Relation.FOCUSES_ON, place, quote, provision, "focus-of", object=industry)


def _by_name(scene: Scene, sentence: Span, provision: int | None, industries: dict[str, int]) -> Iterator[Fact]:
    """A zone or company that carries its industry in its name (某某生物医药产业园, 某某家具制造有限公司)."""
    for zone in scene.free_in(sentence, Kind.ZONE, Kind.ORGANIZATION):
        name = scene.mentions[zone].name
        inside = _named_inside(name, industries)
        if scene.mentions[zone].kind is Kind.ORGANIZATION:
            inside = [other for other in inside if _COMPANY.fullmatch(name[name.find(other) + len(other) :])]
        for other in inside:
            if not any(other in longer and other != longer for longer in inside):
                clause = scene.clause_around(scene.mentions[zone].span, sentence)
                yield Fact(Relation.FOCUSES_ON, zone, clause, provision, "focus-name", object=industries[other])


def _named_inside(name: str, industries: dict[str, int]) -> list[str]:
    """The industries of more than two characters that a name holds behind its first two, those that stand first in the text first."""
    parts = {name[at : at + size] for at in range(2, len(name) - 2) for size in range(3, len(name) - at + 1)}
    inside = [part for part in parts if part in industries and name.find(part) > 1]
    return sorted(inside, key=lambda part: (industries[part], part))


def _by_goal(scene: Scene, topics: Sequence[Topic], sentence: Span, provision: int | None) -> Iterator[Fact]:
    """An industry whose output a place plans or reports as its own: 甲市提出，到2027年乙产业营收达到…; 甲市的乙产业产值连年增长."""
    for industry in scene.free_in(sentence, Kind.INDUSTRY):
        span = scene.mentions[industry].span
        if not _OUTPUT.match(scene.text, span.end, sentence.end) or _BROAD.fullmatch(scene.mentions[industry].name):
            continue
        near = scene.free_in(Span(max(sentence.start, span.start - 20), span.start), Kind.REGION, Kind.ZONE)[-1:]
        right_before = [i for i in near if scene.text[scene.mentions[i].span.end : span.start] in ("", "的")]
        topic = next((t for t in reversed(topics) if t.scope.start <= span.start), None)
        planned = topic and _PLANS.fullmatch(scene.text, topic.scope.start, span.start)
        for place in right_before or (topic.subjects if topic and planned else ()):
            place = _whole_of(scene, place, sentence)
            if scene.mentions[place].kind is not Kind.ORGANIZATION:
                quote = scene.quote(scene.mentions[place].span, span, sentence)
                yield Fact(Relation.FOCUSES_ON, place, quote, provision, "focus-goal", object=industry)


def _whole_of(scene: Scene, place: int, sentence: Span) -> int:
    """The city or county that 全市, 全县 stands for: the last one named in the sentence, else the document's."""
    mention = scene.mentions[place]
    if mention.rule != "own-place":
        return place
    before = scene.mentions_in(Span(sentence.start, mention.span.start), Kind.REGION)
    alike = [i for i in before if scene.mentions[i].name[-1:] == mention.span.of(scene.text)[-1:]]
    return alike[-1] if alike else place


def _by_class(scene: Scene, sentence: Span, provision: int | None) -> Iterator[Fact]:
    """Zones in a list whose closing words say what they are for: 甲园、乙园、丙城等十大新材料园区."""
    zones = scene.free_in(sentence, Kind.ZONE)
    for industry in scene.free_in(sentence, Kind.INDUSTRY) if len(zones) > 1 else ():
        span = scene.mentions[industry].span
        if not _CLASS_OF_ZONES.match(scene.text, span.end, sentence.end):
            continue
        count = _COUNT_BEFORE.search(scene.text, max(sentence.start, span.start - 8), span.start)
        end = count.start() if count else span.start
        for zone in (i for i in reversed(zones) if scene.mentions[i].span.end <= end):
            place = scene.mentions[zone].span
            if scene.text[place.end : end] not in ("", "、", "和", "及", "与"):
                break
            yield Fact(
                Relation.FOCUSES_ON, zone, scene.quote(place, span, sentence), provision, "focus-class", object=industry
            )
            end = place.start


def _first_of_each(scene: Scene) -> dict[str, int]:
    """The first mention of each industry, by its name."""
    found: dict[str, int] = {}
    for index, mention in enumerate(scene.mentions):
        if mention.kind is Kind.INDUSTRY:
            found.setdefault(mention.name, index)
            found.setdefault(mention.name.removesuffix("产业"), index)
    return found
