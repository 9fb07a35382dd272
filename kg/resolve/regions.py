"""Regions: codes, hierarchy and groups from the tables of official regions and functional areas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.model import Kind, Level
from kg.resolve.names import normalise_name
from kg.resolve.things import Thing
from kg.vocabulary import read_vocabulary

NATION = "全国"
_LEVELS = {"province": Level.PROVINCIAL, "prefecture": Level.PREFECTURE, "county": Level.COUNTY}
_NATION_NAMES = frozenset({"全国", "国家", "中国", "中华人民共和国", "我国"})


@dataclass(frozen=True, slots=True)
class _Tables:
    """The rows of regions by code, codes by name where a name has one, kinds of the regions below each."""

    rows: dict[str, dict[str, str]]
    codes: dict[str, str]
    below: dict[str, frozenset[str]]
    groups: dict[str, tuple[str, tuple[str, ...]]]


def _single(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Names that stand for one value only."""
    values: dict[str, set[str]] = {}
    for name, value in pairs:
        values.setdefault(name, set()).add(value)
    return {name: next(iter(found)) for name, found in values.items() if len(found) == 1}


def _region_rows() -> dict[str, dict[str, str]]:
    ended = read_vocabulary("regions_historical")
    old = {row["adcode"]: {**row, "full_name": row["name"]} for row in ended}
    return {**old, **{row["adcode"]: row for row in read_vocabulary("regions")}}


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    today = read_vocabulary("regions")
    names = [(row[column], row["adcode"]) for row in today for column in ("name", "full_name")]
    names += [(above["name"] + row["name"], row["adcode"]) for row in today for above in today_above(row)]
    below: dict[str, set[str]] = {}
    for row in today:
        below.setdefault(row["parent"], set()).add(row["kind"])
    areas = read_vocabulary("functional_areas")
    groups = {
        name: (row["name"], tuple(re.findall(r"\d{6}", row["notes"])))
        for row in areas if row["type"] == "区域"
        for name in (row["name"], *filter(None, row["short_names"].split("|")))
    }
    kinds = {code: frozenset(found) for code, found in below.items()}
    return _Tables(_region_rows(), _single(names), kinds, groups)


@lru_cache(maxsize=1)
def _today() -> dict[str, dict[str, str]]:
    return {row["adcode"]: row for row in read_vocabulary("regions")}


def today_above(row: dict[str, str]) -> list[dict[str, str]]:
    """The rows of the regions above one, innermost first."""
    chain = []
    while row["parent"] in _today():
        row = _today()[row["parent"]]
        chain.append(row)
    return chain


def nation() -> Thing:
    """The whole country, which national bodies serve."""
    return Thing(Kind.REGION, (NATION,), NATION, Level.NATIONAL, full_name="中华人民共和国")


def find_code(name: str, adcode: str = "") -> str:
    """The code of a region: the one given where the tables have it, else that of the name where only one has it."""
    return adcode if adcode in _tables().rows else _tables().codes.get(name, "")


@cache
def region_by_code(code: str) -> Thing:
    """The region of a code, with all regions above it."""
    row = _tables().rows[code]
    parent = region_by_code(row["parent"]) if row["parent"] in _tables().rows else nation()
    return Thing(Kind.REGION, (code,), row["name"], _LEVELS.get(row["level"]), place=parent, adcode=code,
                 full_name=row["full_name"])


@cache
def resolve_region(name: str, adcode: str = "") -> Thing:
    """The region that a name and a code stand for; a name without a code is its own key.

    Example:
        >>> resolve_region("石家庄市").key, resolve_region("京津冀地区").label
        (('130100',), '京津冀')
    """
    name = normalise_name(name)
    if code := find_code(name, adcode):
        return region_by_code(code)
    if name in _NATION_NAMES:
        return nation()
    if name in _tables().groups:
        label, codes = _tables().groups[name]
        known = tuple(region_by_code(code) for code in codes if code in _tables().rows)
        return Thing(Kind.REGION, (label,), label, full_name=label, members=known)
    return Thing(Kind.REGION, (name,), name, None, full_name=name)


def resolve_town(name: str, place: str) -> Thing:
    """The town of a name; ``place`` has the name of its county before it where the text tells, for many counties have one of a name.

    Example:
        >>> resolve_town("下塘镇", "长丰县下塘镇").key
        ('长丰县下塘镇',)
    """
    key = normalise_name(place or name)
    county = key.removesuffix(normalise_name(name))
    above = resolve_region(county) if county and find_code(county) else None
    return Thing(Kind.REGION, (key,), normalise_name(name), Level.TOWNSHIP, place=above, full_name=key)


def collective_place(place: Thing, level: Level | None) -> str:
    """How all bodies of a level below a place are spoken of.

    Example:
        >>> collective_place(resolve_region("石家庄市"), Level.COUNTY)
        '石家庄市各县（市、区）'
    """
    kinds = _tables().below.get(place.adcode, frozenset())
    here = "" if place.label == NATION else region_name(place)
    if level is Level.COUNTY:
        return here + ("各区" if kinds == {"市辖区"} else "各县（市、区）")
    if level is Level.PREFECTURE:
        settled = bool(place.adcode) and not kinds & {"自治州", "地区", "盟"}
        return here + ("各设区的市" if settled else "各市（州）")
    words = {Level.PROVINCIAL: "各省（区、市）", Level.TOWNSHIP: "各乡镇（街道）", Level.ZONE: "各开发区"}
    return here + (words.get(level, "各级") if level else "各级")


def region_name(place: Thing) -> str:
    """The name of a place inside another name: with the region above where several places share the bare one."""
    row = _today().get(place.adcode)
    if row is None or row["name_ambiguous"] != "1" or place.place is None:
        return place.label
    return place.place.label + place.label
