"""Regions: official names, short names that can be trusted, groups, and words that stand for the document's own place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.context import Context
from kg.mentions.places import Region, full_name, load_gazetteer
from kg.mentions.words import stands_at_borders
from kg.model import Kind, Level, Mention, Span

_SELF = re.compile(r"(?<![一-龥])?(?:本市|我市|全市|市域|本省|我省|全省|本区|我区|全区|本县|我县|全县|本自治区|全自治区)(?!场|民|值|委|级)")
_SELF_LEVEL = {"市": (Level.PREFECTURE, Level.PROVINCIAL), "省": (Level.PROVINCIAL,), "区": (Level.COUNTY, Level.PROVINCIAL), "县": (Level.COUNTY,)}
_TAIL = re.compile(r"[路街道站桥港湾河湖江山岛院校店厂酒菜]|大学|学院|银行|晚报|日报|时报|电视|话|人(?!民|才|工|口|均|社|力)|证券|海关|出版|航空|集团|股份|公司|城建")


def find_regions(text: str, context: Context) -> Iterator[Mention]:
    """The regions that a passage names, in order; spans count within the passage."""
    gazetteer = load_gazetteer()
    last_end = -1
    for start, end, name in gazetteer.find_names(text):
        region = _accept(text, start, end, name, context)
        if region is None:
            continue
        if region.level is not Level.GROUP and start == last_end and region.level is Level.COUNTY:
            start = _chain_start(text, start, region)
        yield _mention(region, start, end, "gazetteer")
        last_end = end
    for match in _SELF.finditer(text):
        region = _own_place(match.group()[-1], context)
        if region:
            yield _mention(region, match.start(), match.end(), "own-place")


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


def _accept(text: str, start: int, end: int, name: str, context: Context) -> Region | None:
    """The region a name stands for here, or None where the name is not one or stays unsure."""
    gazetteer = load_gazetteer()
    region = gazetteer.choose(name, context.place)
    if region is None:
        return None
    if region.level is Level.GROUP:
        return region
    if not stands_at_borders(text, start, end):
        return None
    if name == region.name and len(name) > 2:
        return region
    if _TAIL.match(text, end):
        return None
    if region.level is Level.COUNTY:
        home = context.city
        ours = home is not None and home.adcode in {region.parent, *(r.adcode for r in gazetteer.above(region))}
        return region if ours or region.adcode in context.named else None
    return region


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
        if region and region.adcode and name == region.name:
            found.add(region.adcode)
    return frozenset(found)
