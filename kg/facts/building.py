"""Who sets up or runs which platform or zone: the verb says so of the subject itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.facts.cobuilders import find_partners, find_unnamed, points_back
from kg.facts.places import NEWS, Topic, acting_places, find_carried_topics, item_of
from kg.facts.scene import QUOTE_LIMIT, Scene
from kg.facts.subjects import Act, find_acts
from kg.model import Fact, Kind, Relation, Span
from kg.structure import PieceRole

_BUILD = re.compile(
    r"(?:建设|建立|构建|设立|搭建|打造|组建|建成|共建|合建|合办|共办|创建|成立|筹建|新建|兴建|建起|投建|上线|建立健全|建设完善|建设维护)(?!工程|项目|方案|规划|水平)"
)
_REACH = 40
_ENDS = re.compile(r"$|[，,、；;：:。（(“”\s和与及等]|[一二三四五六七八九]期|建设|为|以及|起|职责|的?任务")
_ANSWERS = re.compile(r"[）)](?:是[^，。；]{0,30})?[，,]?(?:具体)?(?:负责|承担|履行)")
_NOT_ACTING = re.compile(r"[在于到赴以对向与和同、的为助持]$")
_SOON = re.compile(r"(?:应当|应|将|要|正|拟|已|可以)?(?:正在|加快|率先|积极)?")
_GROUND = re.compile(r"(?:在|位于|坐落于|落户|入驻)[^，。；、的]{0,4}$")
_BUILD_AFTER = re.compile(r"[”\"]?(?:的)?(?:体系)?(?:建设|搭建|组建)(?!工程|项目)")
# 建设条例, 建设议事协调机构: what is set up is not the platform before it
_OTHER_THING = (
    r"(?:条例|办法|规定|规划|方案|计划|标准|规范|规程|规则|目录|清单|指标|制度|机制|体系|资金|基金|队伍|小组|指挥部|机构|委员会|办公室|会议|专班|协议)"
)
_OF_ANOTHER = re.compile(
    rf"[”\"]?(?:(?!推动|推进|加强|完善|提供|实现|开展|作为|用于|[并和与及以等])[一-龥]){{0,12}}?{_OTHER_THING}"
)
_GOVERNED = re.compile(r"^(?:与|同|基于|依托|面向|对接|围绕|符合|适应|支持|支撑|服务于?|有利于)[^，。；、的]{0,16}$")
_DRIVE = re.compile(r"(?:统筹推进|推进|加快|加强|组织|组织实施|负责|统筹)[^，。；]{0,6}$")
_WEAK = re.compile(r"支持|鼓励|引导|推动|探索|谋划|争取|参与|培育|依托|借助|利用|申报|企业|社会力量|高校|有条件的")
# 企业联合乙大学建设…: one firm that was named before; 企业 elsewhere are those that may be helped
_FIRM_ITSELF = re.compile(r"(?:该|这家)?企业(?=与|同|联合|携手|还|又|也|将|已|正|拟|计划|投资|自主)")
_AND = re.compile(r"[与和及]|以及")
_CLAUSE = re.compile(r"[，,；;：:]")


def find_builders(scene: Scene, responsible: Sequence[Fact]) -> Iterator[Fact]:
    """Facts of building: by those whom a rule of responsibility ties to the platform, and by places that act.

    Args:
        scene: the document.
        responsible: facts of responsibility, whose subjects and things are tied already.
    """
    answered = set()
    for fact in responsible:
        verb = _verb_said(scene, fact.object) if fact.object is not None else None
        if fact.object is None or verb and points_back(scene, *verb):
            continue
        answered.add(fact.object)
        sentence = _sentence_of(scene, scene.mentions[fact.object].span) if is_platform(scene, fact.object) else None
        if sentence and is_built(scene, fact.object, sentence):
            rule = f"builds-{fact.rule}"
            yield Fact(Relation.BUILDS, fact.subject, fact.evidence, fact.provision, rule, object=fact.object)
            yield from _with_partners(scene, fact, verb)
    yield from _zones_by_notes(scene, responsible)
    for piece in scene.pieces:
        if piece.role is PieceRole.RESPONSIBLE:
            continue
        last: Topic | None = None
        for sentence in scene.sentences(piece.span):
            topics = find_carried_topics(scene, item_of(scene, piece), sentence, last) if scene.genre in NEWS else []
            last = topics[-1] if topics else last
            built = [
                thing
                for thing in scene.free_in(sentence, Kind.PLATFORM, Kind.ZONE)
                if thing not in answered and is_built(scene, thing, sentence)
            ]
            acts = find_acts(scene, sentence) if built else []
            for thing in built:
                yield from _by_places(scene, thing, sentence, acts, topics, piece.provision)


def _verb_said(scene: Scene, thing: int) -> tuple[Span, Span] | None:
    """The verb of building in the clause of a thing, with its sentence."""
    sentence = _sentence_of(scene, scene.mentions[thing].span)
    verb = _verb_of(scene, thing, sentence) if sentence else None
    return (verb, sentence) if verb and sentence else None


def _with_partners(scene: Scene, fact: Fact, verb: tuple[Span, Span] | None) -> Iterator[Fact]:
    """The organizations with which the subject of a duty builds (甲局会同乙大学组建丙平台)."""
    for index in find_partners(scene, *verb) if verb and fact.rule.startswith("subject") else ():
        if scene.mentions[index].kind is Kind.ORGANIZATION:
            yield Fact(Relation.BUILDS, index, fact.evidence, fact.provision, "builds-together", object=fact.object)


def _zones_by_notes(scene: Scene, responsible: Sequence[Fact]) -> Iterator[Fact]:
    """Zones that a task sets up, by those whom its note or cell names: a zone belongs to the first note behind it."""
    notes: dict[int, list[Fact]] = {}
    for fact in responsible:
        if fact.object_provision is not None and fact.rule.startswith(("bracket", "table")):
            notes.setdefault(fact.object_provision, []).append(fact)
    for piece in scene.pieces:
        facts = notes.get(piece.provision, []) if piece.provision is not None and piece.role is not PieceRole.RESPONSIBLE else []
        for sentence in scene.sentences(piece.span) if facts else ():
            for zone in scene.free_in(sentence, Kind.ZONE):
                if is_built(scene, zone, sentence):
                    yield from _by_note(scene, zone, sentence, facts)


def _by_note(scene: Scene, zone: int, sentence: Span, facts: Sequence[Fact]) -> Iterator[Fact]:
    span = scene.mentions[zone].span
    behind = [fact for fact in facts if fact.rule == "table-row" or fact.evidence.start >= span.end]
    first = min((fact.evidence.start for fact in behind), default=0)
    clause = scene.clause_around(span, sentence)
    for fact in behind:
        if fact.rule == "table-row" or fact.evidence.start == first:
            quote = Span(clause.start, fact.evidence.end) if 0 < fact.evidence.end - clause.start <= QUOTE_LIMIT else clause
            yield Fact(Relation.BUILDS, fact.subject, quote, fact.provision, f"builds-{fact.rule}", object=zone)


_NO_PLATFORM = re.compile(r"(?:(?<!中试|验证|孵化|研发|创新|实训)基地|市场|仓|园|区|网点)$")


def is_platform(scene: Scene, thing: int) -> bool:
    """Whether a thing is a platform and not only ground to produce or trade on."""
    return scene.mentions[thing].kind is Kind.PLATFORM and not _NO_PLATFORM.search(scene.mentions[thing].name)


def _sentence_of(scene: Scene, span: Span) -> Span | None:
    return scene.sentence_of(span)


def is_built(scene: Scene, thing: int, sentence: Span) -> bool:
    """Whether the clause of a thing says that it is set up, and not that others may be helped to."""
    span = scene.mentions[thing].span
    clause = _CLAUSE.split(scene.text[sentence.start : span.start])[-1]
    after = scene.text[span.end : min(span.end + 8, sentence.end)]
    start = span.start - len(clause)
    verb = _verb_before(scene, thing, start)
    built = verb is not None or (_BUILD_AFTER.match(after) and _DRIVE.search(clause))
    stands_on_it = _GROUND.search(scene.text, verb.end if verb else start, span.start)
    if scene.mentions[thing].kind is Kind.ZONE and verb and not _ENDS.match(after):
        return False
    if _is_of_another(scene, thing, sentence) or (verb and _GOVERNED.match(scene.text[verb.end : span.start])):
        return False
    itself = _FIRM_ITSELF.match(clause) if scene.genre in NEWS else None
    return bool(built) and not _WEAK.search(clause, itself.end() if itself else 0) and not stands_on_it


def _is_of_another(scene: Scene, thing: int, sentence: Span) -> bool:
    """Whether what is set up is something of a platform (甲平台评估制度, 甲平台与乙平台交换机制) and not the platform."""
    end = scene.mentions[thing].span.end
    joined = _AND.match(scene.text, end, sentence.end)
    if joined:
        behind = scene.mentions_in(Span(joined.end(), sentence.end), Kind.PLATFORM, Kind.ZONE)
        first = [scene.mentions[i].span for i in behind if scene.mentions[i].span.start == joined.end()]
        end = max((span.end for span in first), default=end)
    return bool(_OF_ANOTHER.match(scene.text, end, sentence.end))


def _verb_before(scene: Scene, thing: int, start: int) -> Span | None:
    """The verb of building before a thing; a verb inside a name (某某建设指挥部) says nothing."""
    end = scene.mentions[thing].span.start
    verbs = list(_BUILD.finditer(scene.text, max(start, end - _REACH - 4), end))
    named = scene.mentions_in(Span(start, end), Kind.AGENCY, Kind.ORGANIZATION, Kind.PLATFORM, Kind.ZONE) if verbs else []
    for verb in verbs:
        if not any(scene.mentions[i].span.start < verb.start() < scene.mentions[i].span.end for i in named):
            return Span(verb.start(), verb.end())
    return None


def _verb_of(scene: Scene, thing: int, sentence: Span) -> Span | None:
    """The verb of building in the clause of a thing."""
    end = scene.mentions[thing].span.start
    return _verb_before(scene, thing, end - len(_CLAUSE.split(scene.text[sentence.start : end])[-1]))


def _by_places(
    scene: Scene, thing: int, sentence: Span, acts: Sequence[Act], topics: Sequence[Topic], provision: int | None
) -> Iterator[Fact]:
    span = scene.mentions[thing].span
    near = _right_before_the_verb(scene, thing, sentence)
    acting = [i for act in acts if act.span.end <= span.start for i, _role in act.roles]
    acting = acting or _by_short_name(scene, Span(sentence.start, span.start))
    verb = _verb_of(scene, thing, sentence)
    acting = near or acting or acting_places(scene, Span(sentence.start, span.start))
    acting = [] if verb and not near and points_back(scene, verb, sentence) else acting
    others = find_unnamed(scene, verb, sentence, topics) if verb else []
    for subject in sorted({*acting, *others}):
        quote = scene.quote(scene.mentions[subject].span, span, sentence)
        if scene.mentions[subject].name != scene.mentions[thing].name:
            rule = "builds-place" if subject in acting else "builds-together"
            yield Fact(Relation.BUILDS, subject, quote, provision, rule, object=thing)


def _by_short_name(scene: Scene, span: Span) -> list[int]:
    """The agency whose short name a bracket defines before what it answers for: 某办公室（以下简称甲办），负责乙区的建设."""
    agencies = scene.mentions_in(span, Kind.AGENCY)
    return [i for i in agencies if _ANSWERS.match(scene.text, scene.mentions[i].span.end, span.end)][-1:]


def _right_before_the_verb(scene: Scene, thing: int, sentence: Span) -> list[int]:
    """The place or zone that stands right before the verb, whoever the sentence began with (某会长说，甲市建设乙中心)."""
    verb = _verb_of(scene, thing, sentence)
    if verb is None:
        return []
    near = scene.free_in(Span(sentence.start, verb.start), Kind.REGION, Kind.ZONE)
    if not near:
        return []
    span = scene.mentions[near[-1]].span
    left = scene.text[max(sentence.start, span.start - 2) : span.start]
    return near[-1:] if _SOON.fullmatch(scene.text, span.end, verb.start) and not _NOT_ACTING.search(left) else []
