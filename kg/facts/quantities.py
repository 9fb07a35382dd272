"""Targets and incentives tied to what they concern: region, industries, platforms, those who grant them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.facts.incentives import find_incentives
from kg.facts.indicator_rows import find_row_targets
from kg.facts.passage import Passage
from kg.facts.scene import LONGEST_SENTENCE, Scene
from kg.facts.targets import find_targets
from kg.model import Genre, Incentive, Kind, Metadata, Span, Target
from kg.structure import PieceRole

_YEAR = re.compile(r"20[0-9]{2}")
_BARE_MEASURE = re.compile(
    r"(?:年|总|工业|年度)?(?:产值|总产值|营业收入|营收|税收|利税|产能|产量|销售额|销售收入|交易额|贸易额|主营业务收入|增加值|规模|投资额?)"
)
_OWNERS = (Kind.ZONE, Kind.ORGANIZATION, Kind.PLATFORM, Kind.INDUSTRY)
_OPENING = 40
_BEFORE_OWNER = re.compile(
    r"(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．]|[到至]?[0-9]{4}年[^，。；]{0,4}[，,]?|推动|促进|支持|全[市省县区]|\s)*"
)
_THINGS = (Kind.INDUSTRY, Kind.PLATFORM, Kind.ZONE)


def _passages(scene: Scene) -> Iterator[Passage]:
    for piece in scene.pieces:
        if piece.role in (PieceRole.TEXT, PieceRole.HEADING) and piece.provision is not None:
            headings: list[str] = []
            node = scene.provisions[piece.provision].parent
            top = piece.provision
            while node is not None:
                top = node
                headings.append(scene.provisions[node].heading)
                node = scene.provisions[node].parent
            item = top if scene.genre is Genre.NEWS_LIST else None
            above = tuple(h for h in reversed(headings) if h)
            yield Passage(piece.span, piece.provision, above, scene.genre, scene.due.get(piece.provision, ""), item)


def attach_targets(scene: Scene, metadata: Metadata) -> tuple[Target, ...]:
    """The targets of a document with region and what they concern."""
    year = int(metadata.issued[:4]) if metadata.issued else None
    found = find_targets(scene.text, list(_passages(scene)), metadata.period, year)
    after = metadata.period[0] - 1 if metadata.period else year if year is not None else _before_tables(scene)
    found = sorted([*found, *find_row_targets(scene.text, scene.pieces, after)], key=lambda t: t.evidence.start)
    return tuple(
        replace(
            _name_owner(scene, target),
            region=_region(scene, target.evidence),
            concerns=_concerns(scene, _own_clause(scene, target.evidence)),
        )
        for target in found
    )


def _before_tables(scene: Scene) -> int | None:
    """The year before the first that a heading of a column names, where the document says none."""
    years = [int(year) for piece in scene.pieces if piece.column for year in _YEAR.findall(piece.column)]
    return min(years) - 1 if years else None


def _name_owner(scene: Scene, target: Target) -> Target:
    """A bare measure (产值, 营业收入) with whose it is: the zone, company, platform or industry that opens its sentence."""
    if not _BARE_MEASURE.fullmatch(target.indicator):
        return target
    around = scene.sentences(scene.piece_of(target.evidence) or target.evidence)
    sentence = next((s for s in around if s.overlaps(target.evidence) and s.end >= target.evidence.end), None)
    if sentence is None:
        return target
    opening = scene.free_in(Span(sentence.start, min(sentence.end, sentence.start + _OPENING)), *_OWNERS)
    first = scene.mentions[opening[0]] if opening else None
    if first is None or _BEFORE_OWNER.fullmatch(scene.text, sentence.start, first.span.start) is None:
        return target
    return replace(target, indicator=re.sub(r"\s+", "", first.span.of(scene.text)) + target.indicator)


def attach_incentives(scene: Scene) -> tuple[Incentive, ...]:
    """The incentives of a document with what they concern and who grants them."""
    found = find_incentives(scene.text, list(_passages(scene)))
    return tuple(
        replace(
            incentive,
            concerns=_concerns(scene, incentive.evidence),
            granted_by=tuple(_grantors(scene, incentive)),
        )
        for incentive in found
    )


_CUT = "；;。！!\n"


def _region(scene: Scene, evidence: Span) -> int | None:
    """The region that the sentence speaks of before its number, else the document's own where it is mentioned."""
    piece = scene.piece_of(evidence) or evidence
    start = max(piece.start, evidence.end - 1)
    least = max(piece.start, start - LONGEST_SENTENCE)
    while start > least and scene.text[start - 1] not in _CUT:
        start -= 1
    named = scene.last_free(Span(min(start, evidence.start), evidence.end), Kind.REGION)
    return scene.own_region if named is None else named


def _own_clause(scene: Scene, evidence: Span) -> Span:
    """The last clause of a passage: the one that holds its number."""
    last = max(evidence.start, evidence.end - 1)
    return scene.clause_around(Span(last, evidence.end), evidence)


def _concerns(scene: Scene, clause: Span) -> tuple[int, ...]:
    """One mention of each thing named in a clause."""
    found: dict[tuple[Kind, str], int] = {}
    for index in scene.free_in(clause, *_THINGS):
        mention = scene.mentions[index]
        found.setdefault((mention.kind, mention.name), index)
    return tuple(found.values())


def _grantors(scene: Scene, incentive: Incentive) -> Iterator[int]:
    """The agencies named in the passage."""
    yield from scene.free_in(incentive.evidence, Kind.AGENCY)
