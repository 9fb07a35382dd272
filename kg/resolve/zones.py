"""Zones: parks, development zones and new areas; a bare kind of zone (高新区) is that of the place spoken of."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.model import Kind
from kg.resolve.names import normalise_name
from kg.resolve.regions import region_by_code
from kg.resolve.things import Thing
from kg.vocabulary import read_vocabulary

# a kind of zone without any name: words of its kind only
_KIND_ONLY = re.compile(
    r"(?:国家级|国家|省级|市级|高新|技术|经济|产业|工业|科技|创新|自主|综合|保税|自由|贸易|自贸|跨境|电子|商务|电商|数字|农业|现代|服务"
    r"|旅游|度假|示范|先导|试点|改革|开发|合作|循环|化工|经|综|各类|各)*"
    r"(?:开发区|高新区|经开区|新区|园区|保税区|综保区|试验区|自贸区|自贸片区|片区|示范区|先导区|合作区|度假区|实验区|综试区|功能区|集聚区"
    r"|产业园|工业园|科技园|创业园|物流园|高新园|园)"
)

_OFFICIAL = re.compile(r"^中国（([一-龥]{2,4})）(?=跨境|自由|自贸)")
_CHARTERED = re.compile(r"^(?!中国)([一-龥]{2,4}?)(?=跨境电子商务综合试验区|自由贸易试验区)")
_CITY = re.compile(r"^([^市]{2,6})市(?=(?:国家|高新|经济|综合|自由|自贸|跨境|自主|综保).)")
# short words of kinds that have one long form only; 经开区 has two (经济开发区, 经济技术开发区) and stays
_LONG_FORMS = (
    (re.compile(r"高新区|高新技术开发区"), "高新技术产业开发区"), (re.compile(r"综保区"), "综合保税区"),
    (re.compile(r"综试区"), "综合试验区"), (re.compile(r"自贸试验区|自贸区"), "自由贸易试验区"),
    (re.compile(r"自创区"), "自主创新示范区"), (re.compile(r"跨境电商(?=综合试验区)"), "跨境电子商务"),
)


def expand_zone(name: str) -> str:
    """The long form of a zone's name, without 中国（…） and the 市 of its city.

    Example:
        >>> expand_zone("海州市高新区"), expand_zone("中国（海州）跨境电商综试区")
        ('海州高新技术产业开发区', '海州跨境电子商务综合试验区')
    """
    name = _CITY.sub(r"\1", _OFFICIAL.sub(r"\1", normalise_name(name)))
    for short, long in _LONG_FORMS:
        name = short.sub(long, name)
    return name


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[tuple[str, str], ...]]:
    """Full name and code of the region above, by each name of a zone and its long form."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for row in read_vocabulary("functional_areas"):
        if row["type"] != "区域":
            for name in (row["name"], *filter(None, row["short_names"].split("|"))):
                for form in (normalise_name(name), expand_zone(name)):
                    found.setdefault(form, {})[normalise_name(row["name"]), row["parent_adcode"]] = None
    return {name: tuple(rows) for name, rows in found.items()}


def _zone_of(*key: str) -> Thing:
    """The zone of a key; those that only the State Council charters are called 中国（…）."""
    return Thing(Kind.ZONE, key, _CHARTERED.sub(r"中国（\1）", key[-1]))


def is_known_zone(name: str) -> bool:
    """Whether the table of functional areas has one zone of that name, and the name is no mere kind."""
    name = normalise_name(name)
    return len(_known().get(name, ())) == 1 and not _KIND_ONLY.fullmatch(name)


def _lies_in(code: str, place: Thing | None) -> bool:
    """Whether a region is a place or lies in it."""
    region: Thing | None = region_by_code(code)
    while region:
        if place == region:
            return True
        region = region.place
    return False


@cache
def resolve_zone(name: str, place: Thing | None = None, scope: str = "") -> Thing:
    """The zone of a name.

    A short name that one known zone has stands for that one. A mere kind of zone is the known one of that kind in the
    place spoken of, else is told apart by the place, else by the document.

    Args:
        place: the region the mention or its document speaks for; None where unknown.
        scope: what tells the zones of a document without a place from those of others.

    Example:
        >>> resolve_zone("雄安").label, resolve_zone("高新区", region_by_code("370300")).label
        ('雄安新区', '淄博高新技术产业开发区')
    """
    name = normalise_name(name)
    known = _known().get(name) or _known().get(expand_zone(name), ())
    if not _KIND_ONLY.fullmatch(name):
        label = known[0][0] if len(known) == 1 else expand_zone(name)
        return _zone_of(label)
    near = [full for full, code in known if place and place.adcode and _lies_in(code, place)]
    if len(near) == 1:
        return _zone_of(near[0])
    kind = expand_zone(name)
    if place is None:
        return _zone_of(*((scope, kind) if scope else (kind,)))
    return _zone_of((place.label.removesuffix("市").removesuffix("省") if place.adcode else "") + kind)
