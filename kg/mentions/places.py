"""The gazetteer: official regions with codes, and groups of regions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.model import Level
from kg.vocabulary import read_vocabulary

_LEVELS = {"province": Level.PROVINCIAL, "prefecture": Level.PREFECTURE, "county": Level.COUNTY}
# 会同县市场监管局, 和县财政局: a word and the county's body; a county only where its province is spoken of
_VERB_AND_LEVEL = frozenset({"会同县", "和县", "应县", "随县"})
_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})


@dataclass(frozen=True, slots=True)
class Region:
    """An official region or a named group of regions.

    Attributes:
        adcode: six digits (GB/T 2260), empty for a group.
        parent: the code of the region above, empty for a province.
        shorts: names without the ending of its kind (石家庄).
        members: codes of the members of a group.
        ambiguous: whether another region has the same full name.
        common: whether its short name is an ordinary word too (资源, 合作): to be trusted only beside its full name.
    """

    name: str
    adcode: str
    level: Level
    parent: str = ""
    shorts: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    ambiguous: bool = False
    common: bool = False

    @property
    def is_municipality(self) -> bool:
        """Whether it is one of the four cities with the rank of a province."""
        return self.adcode in _MUNICIPALITIES


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All regions by code and by name."""

    by_code: dict[str, Region]
    by_name: dict[str, tuple[Region, ...]]
    matcher: AhoCorasick
    names: tuple[str, ...]

    def find_names(self, text: str) -> Iterable[tuple[int, int, str]]:
        """Where names of regions stand: start, end, name; the longest at each place, without overlaps."""
        for index, start, end in self.matcher.find_matches_as_indexes(text):
            yield start, end, self.names[index]

    def above(self, region: Region) -> tuple[Region, ...]:
        """The regions above, innermost first."""
        chain = []
        while region.parent and region.parent in self.by_code:
            region = self.by_code[region.parent]
            chain.append(region)
        return tuple(chain)

    def choose(self, name: str, near: Region | None) -> Region | None:
        """The region of that name: the only one, the one that shares most with ``near``, or the province (河南, 吉林); else None."""
        found = self.by_name.get(name, ())
        if name in _VERB_AND_LEVEL and not (near and near.adcode[:2] == found[0].adcode[:2]):
            return None
        if len(found) < 2:
            return found[0] if found else None
        if near is None:
            return _province_among(found)
        itself = [r for r in found if r.adcode == near.adcode]
        if itself:
            return itself[0]
        home = {near.adcode, *(region.adcode for region in self.above(near))}
        inside = [r for r in found if home & {r.adcode, *(above.adcode for above in self.above(r))}]
        closest = [r for r in inside if r.parent == near.adcode or r.adcode == near.adcode] or inside
        return closest[0] if len(closest) == 1 else None if closest else _province_among(found)


def _province_among(found: Sequence[Region]) -> Region | None:
    """The province of several regions with one name: whoever means the city or county says 吉林市, 河南县."""
    provinces = [region for region in found if region.level is Level.PROVINCIAL]
    return provinces[0] if len(provinces) == 1 else None


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _regions() -> Iterable[Region]:
    for row in read_vocabulary("regions"):
        level = _LEVELS[row["level"]]
        shorts = tuple(s for s in _split(row["short_names"]) if len(s) > 1)
        flags = row["name_ambiguous"] == "1", row["short_is_common_word"] == "1"
        yield Region(row["name"], row["adcode"], level, row["parent"], shorts, (), *flags)
    for row in read_vocabulary("functional_areas"):
        if row["type"] == "区域":
            members = tuple(re.findall(r"\d{6}", row["notes"]))
            yield Region(row["name"], "", Level.GROUP, "", _split(row["short_names"]), members)


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The shipped gazetteer."""
    by_code: dict[str, Region] = {}
    by_name: dict[str, list[Region]] = {}
    for region in _regions():
        if region.adcode:
            by_code[region.adcode] = region
        for name in (region.name, *region.shorts):
            if region not in by_name.setdefault(name, []):
                by_name[name].append(region)
    names = tuple(sorted(by_name))
    matcher = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    return Gazetteer(by_code, {name: tuple(regions) for name, regions in by_name.items()}, matcher, names)


def full_name(region: Region) -> str:
    """The name that stands for a region in labels: with the city above where the bare name is not unique."""
    if not region.ambiguous:
        return region.name
    above = load_gazetteer().above(region)
    city = next((r for r in above if r.level is Level.PREFECTURE), above[0] if above else None)
    return f"{city.name}{region.name}" if city else region.name
