"""Who is responsible for what: notes in brackets and task tables here, duty lists and sentences in `kg.facts.duties`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.facts.duties import read_duty_lines, read_sentences
from kg.facts.objects import find_objects
from kg.facts.scene import Scene
from kg.model import Fact, Kind, Relation, Role, Span
from kg.structure import Piece, PieceRole
from kg.structure.brackets import NEWS, Group, Note, find_notes, role_of

# More bodies than any real note or cell names; each of them answers for every thing of its row.
_MOST_BODIES = 100
_FIRST_LEADS = re.compile(r"(?:排|列)(?:名)?(?:在)?(?:第一位?|首位)的?(?:部门|单位|者)?为牵头")
_ALL_NEED = re.compile(r"以下(?:各项|任务|均|各条)*均?(?:需|由|含|包括|涉及)([^，。；〕\n]{2,40})")


def find_responsibility(scene: Scene) -> Iterator[Fact]:
    """All facts of responsibility, in no particular order."""
    yield from _NoteReader(scene).read()
    yield from read_duty_lines(scene)
    yield from read_sentences(scene)


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
            for note in find_notes(self.scene.text, piece.span.start, piece.span.end, self.scene.genre not in NEWS):
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
        rule = "bracket-labelled" if note.labelled else "bracket-names" if note.bare else "bracket-verb"
        things = find_objects(self.scene, scope)
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
        things = find_objects(self.scene, scope)
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
