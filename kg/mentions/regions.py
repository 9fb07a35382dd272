"""Regions: official names, short names that can be trusted, groups, and words that stand for the document's own place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.mentions.context import Context
from kg.mentions.places import Region, full_name, load_gazetteer
from kg.mentions.towns import find_towns, place_of
from kg.mentions.words import stands_at_borders, word_borders
from kg.model import Kind, Level, Mention, Span
from kg.vocabulary import read_vocabulary

_SELF = re.compile(r"(?<![一-龥])?(?:本市|我市|全市|市域|本省|我省|全省|本区|我区|全区|本县|我县|全县|本自治区|全自治区)(?!场|民|值|委|级)")
_SELF_LEVEL = {
    "市": (Level.PREFECTURE, Level.PROVINCIAL),
    "省": (Level.PROVINCIAL,),
    "区": (Level.COUNTY, Level.PROVINCIAL),
    "县": (Level.COUNTY,),
}
_WORD = 2  # a full name as short as this (城区, 矿区) is a word like any other
_TAIL = re.compile(
    r"[路街道站桥港湾河湖江山岛院校店厂酒菜]|大学|学院|银行|晚报|日报|时报|电视|话|人(?!民|才|工|口|均|社"
    r"|力)|证券|海关|出版|航空|集团|股份|公司|城建"
)


_SENTENCE_END = re.compile(r"[。；;！？\n]")
_LINE_START = re.compile(r"(?:^|\n|[0-9一二三四五六七八九十][.、．])\s*$")
_TOWN_OF_BODY = re.compile(r"人民政府|人民代表大会|政府|党委|办事处|人大")


def find_regions(text: str, context: Context) -> Iterator[Mention]:
    """The regions that a passage names, in order; spans count within the passage."""
    for (start, end, _name), region in _read_hits(text, context):
        if region is None:
            continue
        if region.level is Level.COUNTY:
            start = _chain_start(text, start, region)
        yield _mention(region, start, end, "gazetteer")
    yield from _find_pairs(text)
    yield from _find_towns(text, context)
    for match in _SELF.finditer(text):
        region = _own_place(match.group()[-1], context)
        if region:
            yield _mention(region, match.start(), match.end(), "own-place")


def find_unsure_regions(text: str, context: Context) -> Iterator[tuple[Span, tuple[Region, ...]]]:
    """The full names of several regions of which a passage does not tell which one is meant, with those regions.

    Example:
        >>> from kg.mentions.places import load_gazetteer
        >>> [(span.start, len(regions)) for span, regions in find_unsure_regions("支持鼓楼区建设。", Context(None))]
        [(2, 4)]
    """
    for (start, end, name), region in _read_hits(text, context):
        shared = load_gazetteer().by_name[name]
        if region is None and len(shared) > 1 and _is_full(name, shared) and stands_at_borders(text, start, end):
            yield Span(start, end), shared


def _is_full(name: str, regions: Sequence[Region]) -> bool:
    return len(name) > _WORD and all(region.name == name for region in regions)


def _read_hits(text: str, context: Context) -> list[tuple[tuple[int, int, str], Region | None]]:
    """Where names of regions stand, each with the region it stands for here, or None."""
    hits = list(load_gazetteer().find_names(text))
    accepted: list[Region | None] = []
    for position, (start, end, name) in enumerate(hits):
        before = hits[position - 1] if position and hits[position - 1][1] == start else None
        near = accepted[-1] if before else None
        region = _accept(text, start, end, name, context, near)
        accepted.append(region or _accept_after(text, hits, accepted, position, context))
    listed = [accepted[at] or _accept_listed(text, hits, accepted, at, context) for at in range(len(hits))]
    return list(zip(hits, listed, strict=True))


_Hits = Sequence[tuple[int, int, str]]


def _accept_after(
    text: str, hits: _Hits, accepted: Sequence[Region | None], position: int, context: Context
) -> Region | None:
    """A full name that several regions have: the one in the place named last in the sentence, else in one the document names.

    开封市龙亭区、鼓楼区 names the 鼓楼区 of 开封市.
    """
    start, end, name = hits[position]
    gazetteer = load_gazetteer()
    shared = gazetteer.by_name[name]
    if len(shared) < 2 or not _is_full(name, shared) or not stands_at_borders(text, start, end):
        return None
    for at in range(position - 1, -1, -1):
        if _SENTENCE_END.search(text, hits[at][1], start):
            break
        region = accepted[at]
        if region is not None and region.adcode and (found := gazetteer.choose(name, region)):
            return found
    near = [region for region in shared if context.named & {region.parent}]
    return near[0] if len(near) == 1 else None


def _accept_listed(
    text: str, hits: _Hits, accepted: Sequence[Region | None], position: int, context: Context
) -> Region | None:
    """A short name that is an ordinary word too, in a list beside a region of the same city (延庆、平谷、昌平)."""
    start, end, name = hits[position]
    region = load_gazetteer().choose(name, context.place)
    if region is None or region.level is not Level.COUNTY or name == region.name:
        return None
    for other, gap in ((position - 1, text[hits[position - 1][1] : start]), (position + 1, "")):
        if not 0 <= other < len(hits) or accepted[other] is None:
            continue
        between = gap if other < position else text[end : hits[other][0]]
        neighbour = accepted[other]
        if between in ("、", "和", "及") and neighbour and neighbour.parent == region.parent:
            return region
    return None


@lru_cache(maxsize=1)
def _initials() -> dict[str, Region]:
    """Provinces by the one character that stands for each (京, 津, 冀)."""
    rows = [row for row in read_vocabulary("regions") if row["level"] == "province"]
    gazetteer = load_gazetteer()
    shorts = [(short, row["adcode"]) for row in rows for short in row["short_names"].split("|")]
    return {short: gazetteer.by_code[code] for short, code in shorts if len(short) == 1}


_PAIR_RIGHT = re.compile(r"(?:两地|三地|四地|两省|三省|地区|区域|毗邻|合作|协同|协作|一体化|城市群|经济圈|双城|科技创新)")


def _find_pairs(text: str) -> Iterator[Mention]:
    """Groups of provinces by their characters (川渝, 苏浙沪), where the words behind speak of a group."""
    initials = _initials()
    for match in _PAIR_RIGHT.finditer(text):
        start = match.start()
        while start and text[start - 1] in initials and match.start() - start < 5:
            start -= 1
        name = text[start : match.start()]
        if len(name) < 2 or len(set(name)) < len(name) or name in load_gazetteer().by_name:
            continue
        if start not in word_borders(text, start, match.start()):
            continue
        members = tuple(initials[char].name for char in name)
        yield Mention(
            Kind.REGION, Span(start, match.start()), None, name, "province-pair",
            level=Level.GROUP, place=name, members=members,
        )


def _find_towns(text: str, context: Context) -> Iterator[Mention]:
    """Towns by the grammar of their names, those aside that only stand in the name of a body."""
    for town in find_towns(text):
        name = town.name.of(text)
        if name not in load_gazetteer().by_name and not _TOWN_OF_BODY.match(text, town.span.end):
            place = place_of(text, town, context)
            yield Mention(Kind.REGION, town.name, None, name, "town", level=Level.TOWNSHIP, place=place)


def _chain_start(text: str, start: int, region: Region) -> int:
    """A county's name takes in the names of the city and province right before it (北京市西城区)."""
    for above in load_gazetteer().above(region):
        for name in (above.name, *above.shorts):
            if text.endswith(name, 0, start):
                return _chain_start(text, start - len(name), above)
    return start


def _own_place(kind: str, context: Context) -> Region | None:
    for region in (context.place, context.city, context.province):
        if region and region.level in _SELF_LEVEL.get(kind, ()) and _ends_like(region, kind):
            return region
    return context.place if kind == "市" and context.place and context.place.name.endswith("市") else None


def _ends_like(region: Region, kind: str) -> bool:
    return region.name.endswith(kind) or (kind == "市" and region.is_municipality) or (kind == "区" and region.name.endswith("自治区"))


def _accept(text: str, start: int, end: int, name: str, context: Context, near: Region | None) -> Region | None:
    """The region a name stands for here (``near``: the one named right before it), or None where that is unsure."""
    gazetteer = load_gazetteer()
    region = gazetteer.choose(name, near) if near and near.adcode else None
    region = region or gazetteer.choose(name, context.place)
    if region is None:
        return None
    if region.level is Level.GROUP:
        return region
    if not stands_at_borders(text, start, end):
        return None
    if name == region.name and len(name) > _WORD:
        return region
    if _TAIL.match(text, end):
        return None
    if region.level is Level.COUNTY:
        home = context.city
        ours = home is not None and home.adcode in {region.parent, *(r.adcode for r in gazetteer.above(region))}
        if home is None and context.province is not None and _opens_line(text, start, end):
            ours = context.province.adcode in {r.adcode for r in gazetteer.above(region)}
        named = region.adcode in context.named
        return region if (ours and named if region.common else ours or named) else None
    return region


def _opens_line(text: str, start: int, end: int) -> bool:
    """Whether a name alone opens a line before a colon (库尔勒：…), as headings of news do."""
    return text[end : end + 1] in ("：", ":") and _LINE_START.search(text[max(start - 5, 0) : start]) is not None


def _mention(region: Region, start: int, end: int, rule: str) -> Mention:
    gazetteer = load_gazetteer()
    members = tuple(gazetteer.by_code[code].name for code in region.members if code in gazetteer.by_code)
    return Mention(
        Kind.REGION, Span(start, end), None, full_name(region), rule,
        level=region.level, place=full_name(region), adcode=region.adcode, members=members,
    )


def named_in_full(text: str, place: Region | None) -> frozenset[str]:
    """The codes of regions whose full names a text uses."""
    gazetteer = load_gazetteer()
    found = set()
    for _start, _end, name in gazetteer.find_names(text):
        region = gazetteer.choose(name, place)
        if region and region.adcode and name == region.name and len(name) > _WORD:
            found.add(region.adcode)
    return frozenset(found)
