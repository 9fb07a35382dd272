"""Who is responsible for what: notes in brackets, task tables, duty lists, subjects of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.facts.scene import Scene
from kg.facts.subjects import Act, find_acts
from kg.model import Fact, Genre, Kind, Relation, Role, Span
from kg.spans import SpanIndex
from kg.structure import Piece, PieceRole
from kg.structure.brackets import Group, Note, find_notes, role_of

_OBJECTS = (Kind.INDUSTRY, Kind.PLATFORM)
# More bodies than any real note or cell names; each of them answers for every thing of its row.
_MOST_BODIES = 100
# 物业管理单位, 燃气用户 are those who are governed, not a trade to be promoted
_HOLDER = re.compile(r"(?:服务)?(?:单位|机构|组织|用户|使用者|从业人员|使用人|消费者)")
_FIRST_LEADS = re.compile(r"(?:排|列)(?:名)?(?:在)?(?:第一位?|首位)的?(?:部门|单位|者)?为牵头")
_ALL_NEED = re.compile(r"以下(?:各项|任务|均|各条)*均?(?:需|由|含|包括|涉及)([^，。；〕\n]{2,40})")
_OTHER_SUBJECT = re.compile(r"[^，。；]{1,24}?(?:应当|不得|有权|可以|必须)")


def find_responsibility(scene: Scene) -> Iterator[Fact]:
    """All facts of responsibility, in no particular order."""
    yield from _NoteReader(scene).read()
    yield from _read_duties(scene)
    yield from _read_sentences(scene)


def _objects(scene: Scene, spans: Sequence[Span]) -> list[int]:
    """Industries and platforms in some spans, but for those in titles of texts and those that only say who is meant."""
    found = (index for span in spans for index in scene.mentions_in(span, *_OBJECTS) if index not in scene.titled)
    return [index for index in found if not _HOLDER.match(scene.text, scene.mentions[index].span.end)]


class _NoteReader:
    """Reads notes and cells that name those who answer, with remarks that change what later ones mean."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.first_leads = False
        self.always: list[int] = []
        self.lengths: dict[int, int] = {}

    def read(self) -> Iterator[Fact]:
        ended: dict[int | None, int] = {}
        for piece in self.scene.pieces:
            if piece.role is PieceRole.RESPONSIBLE:
                yield from self._read_cell(piece)
                continue
            for note in find_notes(self.scene.text, piece.span.start, piece.span.end):
                self._hear(note.span)
                yield from self._read_note(piece, note, ended.get(piece.provision, 0))
                ended[piece.provision] = note.span.end

    def _hear(self, span: Span) -> None:
        """Remarks for all that follows: the first named leads; a body answers for everything below."""
        words = span.of(self.scene.text)
        if _FIRST_LEADS.search(words):
            self.first_leads = True
        remark = _ALL_NEED.search(words)
        if remark:
            where = Span(span.start + remark.start(1), span.start + remark.end(1))
            self.always = self.scene.mentions_in(where, Kind.AGENCY, Kind.ORGANIZATION)

    def _read_note(self, piece: Piece, note: Note, after: int) -> Iterator[Fact]:
        if piece.provision is None:
            return
        roles = self._roles(note.groups)
        if not roles:
            return
        scope = self._scope(piece.provision, note, after)
        rule = "bracket-labelled" if note.labelled else "bracket-verb"
        things = _objects(self.scene, scope)
        for index, role in [*roles, *((i, Role.JOINT) for i in self.always if not _named(self.scene, i, roles))]:
            where = note.span if len(note.span.of(self.scene.text)) <= 300 else self.scene.mentions[index].span
            yield from self._facts(index, role, rule, scope, things, where, piece.provision)

    def _scope(self, provision: int, note: Note, after: int) -> list[Span]:
        """What a note is about: the text of its provision since the note before, or all below a bare heading."""
        own = self.scene.texts_of.get(provision, [])
        length = self.lengths.get(provision)
        if length is None:
            length = self.lengths[provision] = sum(span.end - span.start for span in own)
        whole = self.scene.provisions[provision].span
        if length - (note.span.end - note.span.start) <= 45 and whole.end > note.span.end + 10:
            return [Span(whole.start, note.span.start), Span(note.span.end, whole.end)]
        start = max(own[0].start, after) if own else note.span.start  # pieces stand in text order: the first holds the others
        return [Span(start, note.span.start)] if start < note.span.start else []

    def _read_cell(self, piece: Piece) -> Iterator[Fact]:
        self._hear(piece.span)
        if piece.provision is None:
            return
        role = role_of(piece.column)
        note = Note(piece.span, (Group(piece.span, role),), True)
        remark = re.search(r"[。；;〔]", piece.span.of(self.scene.text))
        end = piece.span.start + remark.start() if remark else piece.span.end
        roles = self._roles((Group(Span(piece.span.start, end), role),)) or self._roles(note.groups)
        scope = self.scene.texts_of.get(piece.provision, [])
        things = _objects(self.scene, scope)
        for index, given in [*roles, *((i, Role.JOINT) for i in self.always if not _named(self.scene, i, roles))]:
            where = piece.span if piece.span.end - piece.span.start <= 300 else self.scene.mentions[index].span
            yield from self._facts(index, given, "table-row", scope, things, where, piece.provision)

    def _roles(self, groups: Sequence[Group]) -> list[tuple[int, Role]]:
        found: list[tuple[int, Role]] = []
        for group in groups:
            for index in self.scene.mentions_in(group.span, Kind.AGENCY, Kind.ORGANIZATION):
                lead = self.first_leads and not found and group.role is None
                found.append((index, Role.LEAD if lead else group.role or Role.JOINT))
        if self.first_leads and len({self.scene.mentions[i].name for i, _ in found}) == 1 and groups[0].role is None:
            return [(index, Role.JOINT) for index, _ in found]
        return found[:_MOST_BODIES]

    def _facts(
        self, subject: int, role: Role, rule: str, scope: Sequence[Span], things: Sequence[int], where: Span, provision: int
    ) -> Iterator[Fact]:
        yield Fact(Relation.RESPONSIBLE_FOR, subject, where, provision, rule, object_provision=provision, role=role)
        for thing in things:
            span = self.scene.mentions[thing].span
            evidence = _evidence(self.scene, span, where, scope)
            yield Fact(Relation.RESPONSIBLE_FOR, subject, evidence, provision, rule, object=thing, role=role)


def _evidence(scene: Scene, thing: Span, note: Span, scope: Sequence[Span]) -> Span:
    """From the clause of the thing to the end of the note where that is short, else the clause alone."""
    within = next((span for span in scope if span.covers(thing)), thing)
    clause = scene.clause_around(thing, within)
    return Span(clause.start, note.end) if 0 < note.end - clause.start <= 200 else clause


def _named(scene: Scene, index: int, roles: Sequence[tuple[int, Role]]) -> bool:
    return any(scene.mentions[other].name == scene.mentions[index].name for other, _ in roles)


def _read_duties(scene: Scene) -> Iterator[Fact]:
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


def _read_sentences(scene: Scene) -> Iterator[Fact]:
    """Subjects of sentences; one holds for the sentences behind it, and for the items of a list it opens."""
    handed: dict[int, Act] = {}
    for piece in scene.pieces:
        if piece.role is not PieceRole.TEXT or piece.provision is None:
            continue
        if scene.provisions[piece.provision].kind in ("duty", "row"):
            continue
        if _is_address(scene, piece):
            continue
        act = _inherited(scene, piece.provision, handed)
        notes = SpanIndex([note.span for note in find_notes(scene.text, piece.span.start, piece.span.end)])
        for sentence in scene.sentences(piece.span):
            if notes.touching(Span(sentence.start, sentence.start + 1)):
                continue
            acts = [a for a in find_acts(scene, sentence) if not notes.touching(a.span)]
            if acts:
                for position, act in enumerate(acts):
                    end = acts[position + 1].span.start if position + 1 < len(acts) else sentence.end
                    yield from _act_facts(scene, act, [Span(act.start, max(act.start, end))], piece.provision, piece.span)
                act = acts[-1]
            elif _OTHER_SUBJECT.match(scene.text, sentence.start, sentence.end) and scene.genre is Genre.REGULATION:
                act = None
            elif act is not None and scene.genre not in (Genre.FEATURE,):
                yield from _act_facts(scene, act, [sentence], piece.provision, piece.span)
        if act is not None and scene.text[piece.span.end - 1] in "：:":
            handed[piece.provision] = act


def _is_address(scene: Scene, piece: Piece) -> bool:
    """Whether a piece is the line that names those a letter goes to: bodies and a colon, no sentence."""
    words = piece.span.of(scene.text).rstrip()
    if piece.provision is None or scene.provisions[piece.provision].parent is not None:
        return False
    return words[-1:] in "：:" and "。" not in words and bool(re.match(r"各|[^，。；]{2,30}(?:人民政府|委员会|办公室|厅|局|部)", words))


def _inherited(scene: Scene, provision: int, handed: dict[int, Act]) -> Act | None:
    parent = scene.provisions[provision].parent
    return handed.get(parent) if parent is not None else None


def _act_facts(scene: Scene, act: Act, scope: Sequence[Span], provision: int, piece: Span) -> Iterator[Fact]:
    inside = piece.covers(act.span)
    things = _objects(scene, scope)
    for subject, role in act.roles:
        where = _act_quote(scene, act, piece) if inside else Span(scope[0].start, min(scope[0].end, scope[0].start + 300))
        yield Fact(Relation.RESPONSIBLE_FOR, subject, where, provision, act.rule, object_provision=provision, role=role)
        for thing in things:
            span = scene.mentions[thing].span
            evidence = scene.quote(act.span, span, piece) if inside else scene.clause_around(span, piece)
            yield Fact(Relation.RESPONSIBLE_FOR, subject, evidence, provision, act.rule, object=thing, role=role)


def _act_quote(scene: Scene, act: Act, piece: Span) -> Span:
    """The subject with its first clause, at most 300 code points."""
    end = scene.clause_around(Span(act.start, act.start), piece).end
    if end - act.start < 12:
        end = scene.clause_around(Span(min(end + 1, piece.end), min(end + 1, piece.end)), piece).end
    return Span(act.span.start, min(max(end, act.span.end), act.span.start + 300, piece.end))
