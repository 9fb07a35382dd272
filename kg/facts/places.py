"""Names in the place of a subject in news and plain statements: regions, zones, organizations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.facts.scene import Scene
from kg.model import Genre, Kind, Level, Span
from kg.structure import Piece

NEWS = (Genre.NEWS_LIST, Genre.FEATURE)
FAR = 1500  # how far back, in code points, a word may point: it keeps the time linear
_JOIN = re.compile(r"[、和与及]|以及")
_OPENS = re.compile(
    r"(?:^|[，,：:；; 。])(?:近日|目前|日前|此外|同时|据悉|其中|近年来|未来|下一步|当前|今年|去年|如今|随着)?[，,]?$"
)
_SETTLED = re.compile(
    r"(?<![^，,：:。；\s])(?:[^，。；、\s]{0,6}(?:入驻|落户|进驻|扎根)|位于|坐落[于在]|地处)[^，。；、的\s]{0,20}的$"
)
_NEXT = re.compile(r"[^，。；、]{0,4}(?:、[^，。；、]{2,8})?[、和与及]")
_FIRST = re.compile(r"(?:^|[，,：:\s])(?:[^，。；、\s]{1,8}[与和])?$")


@dataclass(frozen=True, slots=True)
class Topic:
    """Names that a part of a sentence speaks of: indices of their mentions, and the text up to the next such names.

    Attributes:
        carried: whether the sentence names none and goes on with those of the one before it.
    """

    subjects: tuple[int, ...]
    start: int
    scope: Span
    carried: bool = False


def find_topics(scene: Scene, sentence: Span) -> list[Topic]:
    """The names in the place of a subject, each with what is said of it."""
    starts: list[tuple[list[int], int, int]] = []
    for index in scene.free_in(sentence, Kind.REGION, Kind.ZONE, Kind.ORGANIZATION):
        span = scene.mentions[index].span
        if starts and span.start < starts[-1][2]:
            continue
        if starts and starts[-1][2] + 1 == span.start and _owned(scene, starts[-1][0], index):
            starts[-1] = ([index], starts[-1][1], span.end)
        elif starts and _JOIN.fullmatch(scene.text, starts[-1][2], span.start):
            starts[-1][0].append(index)
            starts[-1] = (starts[-1][0], starts[-1][1], span.end)
        elif _opens(scene, sentence, index):
            starts.append(([index], span.start, span.end))
    topics = []
    for position, (subjects, start, end) in enumerate(starts):
        stop = starts[position + 1][1] if position + 1 < len(starts) else sentence.end
        if scene.text[end : end + 1] not in ("的", "、"):
            topics.append(Topic(tuple(subjects), start, Span(end, max(end, stop))))
    return topics


def _owned(scene: Scene, owners: Sequence[int], index: int) -> bool:
    """Whether a place before 的 only says where the thing behind it lies (甲市的乙园区): then that is spoken of."""
    place = scene.mentions[owners[0]]
    joined = scene.text[place.span.end : scene.mentions[index].span.start] == "的"
    return len(owners) == 1 and joined and place.kind is Kind.REGION and scene.mentions[index].kind is not Kind.REGION


def _opens(scene: Scene, sentence: Span, index: int) -> bool:
    """Whether a name opens a sentence or clause, be it behind words that say where it has settled (首批入驻的甲公司)."""
    start = scene.mentions[index].span.start
    if start == sentence.start or _OPENS.search(scene.text[max(sentence.start, start - 6) : start]):
        return True
    settled = _SETTLED.search(scene.text, max(sentence.start, start - 30), start)
    return bool(settled) and scene.mentions[index].kind is not Kind.REGION


_BACK = {
    Kind.REGION: re.compile(r"该(?:区|市|县|省|地区|州|旗)|当地|全(?:区|市|县|省)|(?:区|市|县|省|州|旗)里"),
    Kind.ZONE: re.compile(r"该?(?:园区|开发区|产业园|高新区|示范区|新区|基地)"),
    Kind.ORGANIZATION: re.compile(r"该?(?:公司|集团|企业)"),
}


def find_carried_topics(scene: Scene, piece: Span, sentence: Span, last: Topic | None) -> list[Topic]:
    """The topics of a sentence of news: its own, a word that points back (该区, 公司), else the one before it.

    Args:
        scene: the document.
        piece: the passage the sentence lies in: nothing is carried over from another one.
        sentence: the sentence.
        last: the topic that the sentence before it left.
    """
    topics = find_topics(scene, sentence)
    back = _pointing_back(scene, piece, sentence, topics)
    if back:
        return [back, *[topic for topic in topics if topic.start > back.start]]
    if not topics and last is not None:
        return [Topic(last.subjects, sentence.start, sentence, True)]
    if topics and last is not None and topics[0].start > sentence.start + 12:
        return [Topic(last.subjects, sentence.start, Span(sentence.start, topics[0].start), True), *topics]
    return topics


def _pointing_back(scene: Scene, piece: Span, sentence: Span, topics: Sequence[Topic]) -> Topic | None:
    """A topic that a word at the start of a sentence or clause gives: the last thing of its kind named before."""
    end = topics[0].start if topics else sentence.end
    for kind, words in _BACK.items():
        for match in words.finditer(scene.text, sentence.start, end):
            if not _OPENS.search(scene.text[max(sentence.start, match.start() - 6) : match.start()]):
                continue
            before = scene.last_free(Span(piece.start, match.start()), kind)
            if before is not None:
                return Topic((before,), match.start(), Span(match.end(), end))
    return None


def acting_places(scene: Scene, span: Span) -> list[int]:
    """Regions or organizations in the place of a subject before a verb: at the start of a sentence or clause."""
    found: list[int] = []
    kinds = (Kind.REGION, Kind.ZONE, Kind.ORGANIZATION) if scene.genre in NEWS else (Kind.REGION, Kind.ORGANIZATION)
    for index in scene.free_in(span, *kinds):
        mention = scene.mentions[index].span
        if scene.mentions[index].level is Level.GROUP and scene.genre not in NEWS:
            continue
        left, right = scene.text[span.start : mention.start], scene.text[mention.end : span.end]
        joined = bool(found) and _JOIN.fullmatch(scene.text, scene.mentions[found[-1]].span.end, mention.start)
        if found and _lies_in(scene, found[-1], index):
            found[-1] = index
        elif joined and not right.startswith("的"):
            found.append(index)
        elif _FIRST.search(left) and not right.startswith("的"):
            found = [index] if found and _is_news_of_another(scene, found, index) else [*found, index]
    return found


def _is_news_of_another(scene: Scene, found: Sequence[int], index: int) -> bool:
    """Whether news turn from those named so far to another with a clause of its own (甲城举行会议，乙公司…建设)."""
    opens = scene.text[scene.mentions[index].span.start - 1 : scene.mentions[index].span.start] == "，"
    return scene.genre in NEWS and opens and scene.mentions[index].span.start - scene.mentions[found[-1]].span.end > 1


def _lies_in(scene: Scene, above: int, index: int) -> bool:
    """Whether a region's name goes on with that of one below it, which then is the one spoken of (甲市乙区)."""
    first, second = scene.mentions[above], scene.mentions[index]
    return first.kind is Kind.REGION and second.kind in (Kind.REGION, Kind.ZONE) and first.span.end == second.span.start


def heading_topic(scene: Scene, piece: Piece) -> Topic | None:
    """The region or zone that the heading above a piece opens with (丙园区：小城里的大产业), to be carried into it."""
    parent = None if piece.provision is None else scene.provisions[piece.provision].parent
    if parent is None or not scene.provisions[parent].heading:
        return None
    above = scene.provisions[parent].span
    heading = Span(above.start, min(piece.span.start, above.start + 60))
    first = scene.free_in(heading, Kind.REGION, Kind.ZONE)[:1]
    if not first or not _MARK_ONLY.fullmatch(scene.text, heading.start, scene.mentions[first[0]].span.start):
        return None
    if scene.text[scene.mentions[first[0]].span.end] not in "：:—－-|｜\n":
        return None
    return Topic((first[0],), piece.span.start, Span(piece.span.start, piece.span.start), True)


_MARK_ONLY = re.compile(r"[\s　]*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)]?[．.、]?)?[\s　“]*")


def item_of(scene: Scene, piece: Piece) -> Span:
    """Where words that point back look: the piece, in news from the start of its item."""
    parent = None if piece.provision is None else scene.provisions[piece.provision].parent
    if parent is None or scene.provisions[parent].kind != "news":
        return piece.span
    return Span(scene.provisions[parent].span.start, piece.span.end)


def last_zone(scene: Scene, item: Span, position: int) -> int | None:
    """The zone named last before a position, none from another item or from far away."""
    return scene.last_free(Span(max(item.start, position - FAR), max(item.start, position)), Kind.ZONE)


def lists_of_names(scene: Scene, sentence: Span) -> list[list[int]]:
    """The organizations of a sentence, those together that list marks part; an unknown name between two breaks no list."""
    runs: list[list[int]] = []
    for index in scene.free_in(sentence, Kind.ORGANIZATION):
        span = scene.mentions[index].span
        if runs and _NEXT.fullmatch(scene.text, scene.mentions[runs[-1][-1]].span.end, span.start):
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs
