"""Duty lists and the subjects of sentences: who answers for what is said of them, and what a lead hands to its items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.facts.objects import find_duties
from kg.facts.scene import Scene
from kg.facts.subjects import Act, find_acts
from kg.model import Fact, Genre, Kind, Relation, Role, Span
from kg.spans import SpanIndex
from kg.structure import Piece, PieceRole
from kg.structure.brackets import NEWS, find_notes

_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十0-9]{0,3}[)）]?[、.．]?\s*")
_LISTS = re.compile(r"\s*(?:[、，,/]|和|与|及|以及)?\s*")
_DUTY_WORDS = re.compile(
    r"(?:等(?:有关|相关)?(?:部门|单位)?)?(?:的)?(?:(?:主要|具体|工作|重点|责任)*(?:负责|职责|任务|工作|分工)(?:分工|任务|清单)?)?(?:如下|包括|是)?\s*[：:。]?\s*"
)
_DUTY = re.compile(r"应当|应|负责|履行|承担|职责|任务|如下|下列")
_LISTED = re.compile(r"(?:下列|以下|如下)([^，。；：:]{2,24})")
_CASES = re.compile(
    r"[^，。；：:]*?(?:情形|行为|情况|条件|内容|材料|文件|信息|资料|证明|场所|区域|地区|范围|人员|单位|对象|因素|资金|费用|原则)(?!的?(?:职责|措施|工作|任务))"
)
_LEADS = re.compile(r"\s*(?:负责)?(?:牵头|统筹|统一)")
_HELPS = re.compile(r"\s*(?:配合|协助)")
_PARTNER = re.compile(r"(?:会同|联合)$")
_OTHER_SUBJECT = re.compile(r"[^，。；]{1,24}?(?:应当|不得|有权|可以|必须)")


def read_duty_lines(scene: Scene) -> Iterator[Fact]:
    """Duty lists: the body a line opens with answers for the rest of the line."""
    for piece in scene.pieces:
        if piece.provision is None or scene.provisions[piece.provision].kind != "duty":
            continue
        comma = re.search(r"[，,：:]", piece.span.of(scene.text))
        head = Span(piece.span.start, piece.span.start + comma.start()) if comma else piece.span
        opening = scene.text[head.end + 1 : head.end + 12]
        role = Role.LEAD if re.match(r"(?:负责)?(?:牵头|统筹|统一)", opening) else Role.JOINT
        body = Span(min(head.end + 1, piece.span.end), piece.span.end)
        for index in scene.mentions_in(head, Kind.AGENCY, Kind.ORGANIZATION):
            act = Act(((index, role),), head, body.start, "duty-list")
            yield from _act_facts(scene, act, [body], piece.provision, piece.span)


def read_sentences(scene: Scene) -> Iterator[Fact]:
    """Subjects of sentences; one holds for the sentences behind it, and for the items of a list it opens."""
    handed: dict[int, Act | None] = {}
    for piece in scene.pieces:
        if piece.provision is None or piece.role is PieceRole.RESPONSIBLE or scene.provisions[piece.provision].kind == "row":
            continue
        if piece.role is PieceRole.HEADING or scene.provisions[piece.provision].kind == "duty":
            lead = _heading_act(scene, piece)
            if lead is not None:
                handed[piece.provision] = lead
            elif piece.role is PieceRole.HEADING and (_inherited(scene, piece.provision, handed) or _is_sentence(scene, piece)):
                yield from _read_piece(scene, piece, handed)
        elif piece.role is PieceRole.TEXT and not _is_address(scene, piece):
            yield from _read_piece(scene, piece, handed)


def _is_sentence(scene: Scene, piece: Piece) -> bool:
    """Whether what stands where a heading may is a sentence of its own: closed, and all that its unit says."""
    whole = scene.provisions[piece.provision or 0].span
    return piece.span.of(scene.text).rstrip()[-1:] in ("。", "；", ";") and piece.span.end >= whole.end


def _read_piece(scene: Scene, piece: Piece, handed: dict[int, Act | None]) -> Iterator[Fact]:
    provision = piece.provision
    assert provision is not None
    act = _inherited(scene, provision, handed)
    notes = SpanIndex([note.span for note in find_notes(scene.text, piece.span.start, piece.span.end, scene.genre not in NEWS)])
    for sentence in scene.sentences(piece.span):
        if notes.touching(Span(sentence.start, sentence.start + 1)):
            continue
        acts = [a for a in find_acts(scene, sentence) if not notes.touching(a.span)]
        if acts:
            for position, act in enumerate(acts):
                end = acts[position + 1].span.start if position + 1 < len(acts) else sentence.end
                said = [Span(act.start, max(act.start, end)), *([act.fronted] if act.fronted else [])]
                yield from _act_facts(scene, act, said, provision, piece.span)
            act = acts[-1]
        elif act is not None and act.rule == "duty-list" and scene.genre is not Genre.FEATURE and not _is_case(sentence.of(scene.text)):
            yield from _act_facts(scene, _with_partners(scene, act, sentence), [sentence], provision, piece.span)
        elif _OTHER_SUBJECT.match(scene.text, sentence.start, sentence.end) and scene.genre is Genre.REGULATION:
            act = None
        elif act is not None and scene.genre is not Genre.FEATURE and not _is_case(sentence.of(scene.text)):
            yield from _act_facts(scene, act, [sentence], provision, piece.span)
    if scene.text[piece.span.end - 1] in "：:":
        handed[provision] = None if _opens_cases(piece.span.of(scene.text)) else act


def _with_partners(scene: Scene, act: Act, sentence: Span) -> Act:
    """The body of a duty list in one of its sentences: it leads where the sentence says so or names partners (会同乙局)."""
    said = sentence.of(scene.text)
    partners = tuple(
        (index, Role.JOINT)
        for index in scene.mentions_in(sentence, Kind.AGENCY)
        if _PARTNER.search(scene.text, max(sentence.start, scene.mentions[index].span.start - 4), scene.mentions[index].span.start)
    )
    if not partners and not _LEADS.match(said):
        return Act(tuple((index, Role.SUPPORT if _HELPS.match(said) else role) for index, role in act.roles), act.span, act.start, act.rule)
    return Act((*((index, Role.LEAD) for index, _ in act.roles), *partners), act.span, act.start, act.rule)


def _is_case(words: str) -> bool:
    """Whether a sentence without a subject of its own only says whom or what a list is about (（二）擅自停业的)."""
    return words.rstrip().endswith("的")


def _opens_cases(words: str) -> bool:
    """Whether what a list is opened with says that its items are cases, papers or places, and no duties."""
    found = _LISTED.findall(words.rpartition("。")[2])
    return bool(found) and bool(_CASES.match(found[-1]))


def _heading_act(scene: Scene, piece: Piece) -> Act | None:
    """The bodies that a heading names alone, or with a word of duty (市商务局, 市商务局职责, 市商务局负责：)."""
    if scene.genre is Genre.REGULATION or piece.provision is None:
        return None
    if scene.provisions[piece.provision].kind not in ("heading", "item", "duty"):
        return None
    bodies = scene.mentions_in(piece.span, Kind.AGENCY, Kind.ORGANIZATION)
    if not bodies or not _NUMBERED.fullmatch(scene.text, piece.span.start, scene.mentions[bodies[0]].span.start):
        return None
    end = piece.span.start
    for index in bodies:
        span = scene.mentions[index].span
        if end > piece.span.start and span.start >= end and not _LISTS.fullmatch(scene.text, end, span.start):
            return None
        end = max(end, span.end)
    if not _DUTY_WORDS.fullmatch(scene.text, end, piece.span.end):
        return None
    span = Span(scene.mentions[bodies[0]].span.start, end)
    return Act(tuple((index, Role.JOINT) for index in bodies), span, end, "duty-list")


def _is_address(scene: Scene, piece: Piece) -> bool:
    """Whether a piece is the line that names those a letter goes to: bodies and a colon, no sentence."""
    words = piece.span.of(scene.text).rstrip()
    if piece.provision is None or scene.provisions[piece.provision].kind != "paragraph":
        return False
    if scene.provisions[piece.provision].parent is not None or words[-1:] not in "：:" or _DUTY.search(words):
        return False
    return "。" not in words and bool(re.match(r"各|[^，。；]{2,30}(?:人民政府|委员会|办公室|厅|局|部)", words))


def _inherited(scene: Scene, provision: int, handed: dict[int, Act | None]) -> Act | None:
    """What the heading of a unit, or the lead of the nearest one above it, hands to it."""
    at: int | None = provision
    while at is not None:
        if at in handed:
            return handed[at]
        at = scene.provisions[at].parent
    return None


def _act_facts(scene: Scene, act: Act, scope: Sequence[Span], provision: int, piece: Span) -> Iterator[Fact]:
    inside = piece.covers(act.span)
    for subject, role in act.roles:
        where = _act_quote(scene, act, piece) if inside else Span(scope[0].start, min(scope[0].end, scope[0].start + 300))
        yield Fact(Relation.RESPONSIBLE_FOR, subject, where, provision, act.rule, object_provision=provision, role=role)
        for thing in find_duties(scene, scope):
            span = scene.mentions[thing].span
            evidence = scene.quote(act.span, span, piece) if inside else scene.clause_around(span, piece)
            yield Fact(Relation.RESPONSIBLE_FOR, subject, evidence, provision, act.rule, object=thing, role=role)


def _act_quote(scene: Scene, act: Act, piece: Span) -> Span:
    """The subject with its first clause, at most 300 code points."""
    end = scene.clause_around(Span(act.start, act.start), piece).end
    if end - act.start < 12:
        end = scene.clause_around(Span(min(end + 1, piece.end), min(end + 1, piece.end)), piece).end
    return Span(act.span.start, min(max(end, act.span.end), act.span.start + 300, piece.end))
