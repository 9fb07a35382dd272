"""Duty lists and the subjects of sentences: who answers for what is said of them, and what a lead hands to its items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.facts.objects import find_objects
from kg.facts.scene import Scene
from kg.facts.subjects import Act, find_acts
from kg.model import Fact, Genre, Kind, Relation, Role, Span
from kg.spans import SpanIndex
from kg.structure import Piece, PieceRole
from kg.structure.brackets import find_notes

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
    for subject, role in act.roles:
        where = _act_quote(scene, act, piece) if inside else Span(scope[0].start, min(scope[0].end, scope[0].start + 300))
        yield Fact(Relation.RESPONSIBLE_FOR, subject, where, provision, act.rule, object_provision=provision, role=role)
        for thing in find_objects(scene, scope):
            span = scene.mentions[thing].span
            evidence = scene.quote(act.span, span, piece) if inside else scene.clause_around(span, piece)
            yield Fact(Relation.RESPONSIBLE_FOR, subject, evidence, provision, act.rule, object=thing, role=role)


def _act_quote(scene: Scene, act: Act, piece: Span) -> Span:
    """The subject with its first clause, at most 300 code points."""
    end = scene.clause_around(Span(act.start, act.start), piece).end
    if end - act.start < 12:
        end = scene.clause_around(Span(min(end + 1, piece.end), min(end + 1, piece.end)), piece).end
    return Span(act.span.start, min(max(end, act.span.end), act.span.start + 300, piece.end))
