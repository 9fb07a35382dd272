"""One thing, one name: short and long forms of the same platform, zone or organization within a document.

A form stands for another where it is that name without the place, the brackets or the ending of its kind, or an
abbreviation of it: the same first and last characters, all characters in the same order (北展协会 of
北展地区社会经济发展协会). Where several longer names fit, the form stays on its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import rjieba

from kg.mentions.places import load_gazetteer
from kg.mentions.terms import place_names
from kg.model import Kind, Level, Mention

_KINDS = (Kind.PLATFORM, Kind.ZONE, Kind.ORGANIZATION)
_BRACKET = re.compile(r"[（(\[][^（()）\[\]]{1,24}[)）\]]")
_LEVEL = re.compile(r"^(?:中国|全市|全省|全区|全国|本市|本省|我市|我省|本区|我区|市级|省级|国家级|国家|市|省|区|县)(?!场)(?:统一的?)?")
_COMPANY = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|集团|公司)$")
_LIMITED = "有限公司"
_PARK_KIND = re.compile(r"(?:产业|工业|科技)?园区?$")
_OFFICIAL = re.compile(
    r"(?:国家|国家级|省级)?(?:自主创新示范区|高新技术产业开发区|经济技术开发区|综合保税区|自由贸易试验区"
    r"|新区|科学城|园)$"
)
_INNER_OF = re.compile(r".{2,}?(?:自由贸易试验区|自贸试验区|开发区|高新区|示范区|合作区|新区)([一-龥]{2,8}(?:片区|区块|产业园|工业园))$")
_PARK = re.compile(r"(?:项目|总部|建设)$")
_GENERIC = re.compile(
    r"^(?:平台|系统|中心|园区|示范区|试验区|开发区|高新区|经开区|新区|产业园|工业园|科技园|公司|集团|银行|大学|协会|联盟|基金|公共服务平台|服务平台|信息平台|综合服务平台"
    r"|产业园区|工业园区|产业基地|基地|先行区|合作区|保税区|综合保税区|数据平台|服务中心|服务系统|管理系统|管理平台|共享平台)$"
)


def core_of(name: str, kind: Kind) -> str:
    """A name without brackets, the place and level it opens with, and (organizations) the ending of a company.

    Example:
        >>> core_of("宜昌市知识产权公共服务平台", Kind.PLATFORM)
        '知识产权公共服务平台'
    """
    core = _PARK.sub("", _BRACKET.sub("", re.sub(r"[“”‘’\"'\s]", "", name)))
    core = _strip_places(core, 2 if kind is Kind.ORGANIZATION else 3)
    if kind is Kind.ORGANIZATION:
        core = _COMPANY.sub("", core)
    if kind is Kind.ZONE:
        core = _PARK_KIND.sub("园", core)
    return core if len(core) >= 2 else name


def _strip_places(name: str, least: int = 3) -> str:
    gazetteer = load_gazetteer()
    while True:
        shorter = _LEVEL.sub("", name) if len(name) > 5 else name
        for length in range(min(11, len(shorter) - least), 1, -1):
            word = shorter[:length]
            if word in gazetteer.by_name and (len(word) > 2 or not gazetteer.by_name[word][0].common):
                shorter = shorter[length:]
                break
        if shorter == name or len(shorter) < least:
            return name
        name = shorter


def is_abbreviation(short: str, long: str) -> bool:
    """Whether all characters of ``short`` stand in ``long`` in order, from its beginning to its end.

    Example:
        >>> is_abbreviation("北展协会", "北展地区社会经济发展协会"), is_abbreviation("中国银行", "中国建设银行")
        (True, False)
    """
    if len(short) < 2 or len(short) >= len(long) or short[0] != long[0]:
        return False
    at = -1
    for char in short:
        at = long.find(char, at + 1)
        if at < 0:
            return False
    return short[:2] == long[:2] and short[-1] == long[-1] and not short.startswith(_NATION)


def is_brand(short: str, core: str, full: str) -> bool:
    """Whether a name of four characters is a company's usual short name: two characters and the heads of two words more.

    Example:
        >>> is_brand("禾丰重科", "禾丰重工科技发展", "禾丰重工科技发展股份有限公司")
        True
    """
    if len(short) != 4 or len(core) < 6 or short[:2] != core[:2] or short in core or not full.endswith(_LIMITED):
        return False
    words = [word for word, _ in rjieba.tag(core[2:], True)]
    heads = "".join(word[0] for word in words)
    return short[2] in heads and short[3] in heads[heads.index(short[2]) + 1 :] and short[:2] not in place_names()


_NATION = ("中国", "国家", "全国", "中华", "国际")


def unify_names(mentions: Sequence[Mention]) -> list[Mention]:
    """The same mentions, each under the name that stands for its thing in the document."""
    renamed: dict[tuple[Kind, str], str] = {}
    for kind in _KINDS:
        names = _ordered(m.name for m in mentions if m.kind is kind)
        renamed.update({(kind, name): other for name, other in _choose(names, kind).items()})
    return [
        replace(m, name=renamed[m.kind, m.name]) if renamed.get((m.kind, m.name), m.name) != m.name else m for m in mentions
    ]


def _ordered(names: Iterable[str]) -> list[str]:
    """Distinct names, those that stand first in the text first."""
    return list(dict.fromkeys(names))


def _choose(names: Sequence[str], kind: Kind) -> dict[str, str]:
    """For each name the one that stands for its thing: the longest of those with its core, or the one it abbreviates."""
    cores = {name: core_of(name, kind) for name in names}
    by_core: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_core[cores[name]].append(name)
    best = {core: max(group, key=lambda n: (len(n), n)) for core, group in by_core.items() if not _differ(group, kind)}
    chosen: dict[str, str] = {}
    bare, full = _group_alike((_bare(name), name) for name in names), _group_alike((core, core) for core in best)
    parts = _group_by_part(best)
    companies = _group_companies(best) if kind is Kind.ORGANIZATION else {}
    for name in names:
        core = cores[name]
        if core not in best:
            continue
        if _GENERIC.match(core):
            near = bare.get(_edges(_bare(name)), ())
            longer = [o for o in near if o != name and core != name and is_abbreviation(_bare(name), _bare(o))]
        else:
            fitting = dict.fromkeys((*full.get(_edges(core), ()), *parts.get(core, ())))
            longer = [best[o] for o in fitting if o != core and _stands_for(core, o, best[o], kind)]
            longer = longer or [best[o] for o in companies.get(name[:2], ()) if is_brand(name, o, best[o])]
        chosen[name] = _longest(longer, core, kind) or (name if _GENERIC.match(core) else best[core])
    return {name: chosen.get(target, target) for name, target in chosen.items()}


# Where more names open and close alike they are a series (智慧…平台, a hundred times), and none is short for another.
_MOST_ALIKE = 100


def _edges(form: str) -> tuple[str, str]:
    """What an abbreviation shares with what it is short for: the first two characters and the last."""
    return form[:2], form[-1:]


def _group_alike(forms: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """Names by the edges of their forms, so that an abbreviation is held only against names that it may be one of."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for form, name in forms:
        found[_edges(form)].append(name)
    return {edges: group for edges, group in found.items() if len(group) <= _MOST_ALIKE}


def _group_by_part(best: Mapping[str, str]) -> dict[str, list[str]]:
    """Cores by the forms that stand for them without being abbreviations: a few characters less, what their brackets hold."""
    found: dict[str, list[str]] = defaultdict(list)
    for core, full in best.items():
        inside = _BRACKET.search(full)
        held = (inside.group()[1:-1],) if inside else ()
        inner = _INNER_OF.match(core)
        held = (*held, inner.group(1)) if inner else held
        for part in (core[1:], core[2:], core[:-1], core[:-2], core[:-3], *held):
            found[part].append(core)
    return found


def _group_companies(best: Mapping[str, str]) -> dict[str, list[str]]:
    """The cores of companies by their first two characters, with which a short name begins (`is_brand`)."""
    found: dict[str, list[str]] = defaultdict(list)
    for core, full in best.items():
        if full.endswith(_LIMITED):
            found[core[:2]].append(core)
    return found


def _longest(longer: Sequence[str], core: str, kind: Kind) -> str:
    """The one of several longer names that the others are short forms of too, or whose rest only names a kind of zone."""
    if not longer:
        return ""
    official = [name for name in set(longer) if kind is Kind.ZONE and _OFFICIAL.fullmatch(core_of(name, kind).removeprefix(core))]
    if len(official) == 1 and len(set(longer)) > 1:
        return official[0]
    top = max(longer, key=lambda n: (len(n), n))
    rest = [name for name in set(longer) if name != top]
    return top if all(_stands_for(core_of(n, kind), core_of(top, kind), top, kind) for n in rest) else ""


def _bare(name: str) -> str:
    """A name with what stands in its brackets kept, the brackets and 中国 dropped."""
    return re.sub(r"[（()）\[\]]|^中国", "", name)


def _place_of(name: str, kind: Kind) -> tuple[str, str]:
    """The level word and the place that a name opens with: (市, ) of 市…平台, (市, 淄博市) of 淄博市…平台."""
    words = name[: max(name.find(core_of(name, kind)[:2]), 0)]
    words = re.sub(r"[（(].*|统一|的|级|^[全本我]|^中国$", "", words)
    if words in ("市", "省", "区", "县", "国家", "国", ""):
        return words[:1], ""
    found = load_gazetteer().by_name.get(words)
    return (_LEVEL_WORDS.get(found[0].level, ""), found[0].name) if found else ("", words)


_LEVEL_WORDS = {Level.PROVINCIAL: "省", Level.PREFECTURE: "市", Level.COUNTY: "区"}


def _differ(group: Sequence[str], kind: Kind) -> bool:
    """Whether names with one core name things of different places or levels (国家…平台, 市…平台)."""
    places = [_place_of(name, kind) for name in group]
    return any(len({place[i] for place in places} - {""}) > 1 for i in (0, 1))


def _stands_for(short: str, long: str, full: str, kind: Kind) -> bool:
    """Whether a core is a short form of another, whose full name is ``full``."""
    if _GENERIC.match(short) or len(short) < 2:
        return False
    if kind is Kind.PLATFORM:
        near = len(long) - len(short) <= 2 and len(short) >= 6
        return near and (is_abbreviation(short, long) or long.endswith(short))
    if kind is Kind.ORGANIZATION and long.startswith(short):
        return len(long) - len(short) <= 3 and bool(_COMPANY.search(full) or _strip_places(full) != full)
    inner = _INNER_OF.match(long) if kind is Kind.ZONE else None
    if inner is not None and inner.group(1) == short:
        return True
    inside = _BRACKET.search(full)
    return is_abbreviation(short, long) or (inside is not None and inside.group()[1:-1] == short)
