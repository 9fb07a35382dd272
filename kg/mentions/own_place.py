"""The place a document speaks for: by its title, by who passed or signed it, by whom it addresses, else by what it names."""

from __future__ import annotations

import re
from collections import Counter

from kg.mentions.places import Region, load_gazetteer
from kg.model import Level

_CONGRESS = re.compile(r"([一-龥]{2,10}?[省市区州县])第[一二三四五六七八九十]{1,3}届人民代表大会")
_NATIONAL = re.compile(
    r"(?:关于)?(?:中华人民共和国|国务院|中共中央|全国|国家|中央|[一-龥]{1,12}(?:部|总局|总署|国家局|证监会|银保监会)(?:办公厅)?(?:、|等|关于|印发|公告|令))"
)
_ADDRESSES_ALL = re.compile(r"各省、自治区、直辖市|国务院各部委|自治区、直辖市")
_LABEL = re.compile(r"^(?:【[^【】]{1,20}】|\[[^\[\]]{1,20}\]|〖[^〖〗]{1,20}〗)+")
_SIGNATURE = re.compile(r"[一-龥（）()]{0,30}(?:政府|办公[厅室]|委员会|管委会|[局厅委办]|法院|检察院)")
_HEADING = re.compile(_SIGNATURE.pattern + "(?:文件|令|公告|通告)")
_DATE = re.compile(
    r"[（(]?(?:19|20)\d{2}年\d{1,2}月\d{1,2}日[）)]?"
    r"|二[〇○零]二?[〇○零一二三四五六七八九十]{1,2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_ZONE_NAME = (
    r"[一-龥]{1,12}(?:[（(][一-龥]{2,8}[)）])?[一-龥]{0,12}?(?:开发区|高新区|经开区|新区|园区|试验区|示范区|保税区|综保区|合作区|科学城|科技城|新城|度假区|功能区|片区)"
)
_ZONE_BODY = r"(?:管理委员会|管委会|党工委|工作委员会|工委)"
_ZONE_SPEAKS = re.compile(rf"({_ZONE_NAME}){_ZONE_BODY}(?:办公室|办)?")
_ZONE_SIGNS = re.compile(rf"{_ZONE_SPEAKS.pattern}(?:{_ZONE_NAME}{_ZONE_BODY}(?:办公室|办)?)?")
_WORD = 2
_HEAD_LINES, _SIGNED_WIDTH = 12, 40
_OWN_WORDS = {
    Level.PROVINCIAL: re.compile(r"[我本]省|[我本]自治区(?!域)|全省(?!级)"),
    Level.PREFECTURE: re.compile(r"[我本]市(?!场)|全市(?!场)"),
    Level.COUNTY: re.compile(r"[我本]县|全县|(?<!自治)[我本全]区(?![域块])"),
}
_READ = 20_000
_TITLE_START = 12


def find_place(title: str, body: str) -> Region | None:
    """The region a document speaks for; None for the whole country, and where nothing tells.

    In this order: a title that opens with a national body speaks for no region; the region its title names; the congress
    that passed it; who signed it; a text that addresses all provinces speaks for none; the region it names most.

    Example:
        >>> find_place("石家庄市数字经济促进条例", "").adcode
        '130100'
    """
    title = _LABEL.sub("", re.sub(r"\s+", "", title))
    if _NATIONAL.match(title):
        return None
    named = _in_title(title)
    if named:
        return named
    issuer = _CONGRESS.search(body[:1500])
    if issuer and len(found := load_gazetteer().by_name.get(issuer.group(1), ())) == 1:
        return found[0]
    signed = _signed(body)
    if signed:
        return signed
    return None if addresses_all(body) else _most_named(body[:_READ])


def find_own_zone(title: str, body: str, place: Region | None) -> str:
    """The zone whose own bodies speak in a document, else empty: its committee is named first in the title, or signs.

    A zone that is a district too (甲新区 with a code of its own) is a region and no such zone.

    Example:
        >>> find_own_zone("海州高新技术产业开发区管理委员会关于印发若干措施的通知", "", None)
        '海州高新技术产业开发区'
    """
    title = _LABEL.sub("", re.sub(r"\s+", "", title))
    lines = [line for line in _signing_lines(body) if _ZONE_SIGNS.fullmatch(line)]
    match = _ZONE_SPEAKS.match(title) or next((_ZONE_SPEAKS.match(line) for line in lines), None)
    zone = re.sub(r"^中共", "", match.group(1)) if match else ""
    if not zone or (place is not None and zone.endswith(place.name)):
        return ""
    return "" if _CONGRESS.search(body[:1500]) else zone


def find_item_place(text: str) -> Region | None:
    """The region that an item of news names most, at least twice."""
    counts = _count_regions(text)
    best = max(counts, key=lambda code: (counts[code], code), default="")
    return load_gazetteer().by_code[best] if counts[best] >= 2 else None


def speaks_nationally(title: str, text: str) -> bool:
    """Whether a text that speaks for no region speaks for the whole country: by its title, or by whom it addresses."""
    return bool(_NATIONAL.match(_LABEL.sub("", re.sub(r"\s+", "", title))) or addresses_all(text))


def addresses_all(text: str) -> bool:
    """Whether a text is written to all provinces, or to the ministries."""
    return bool(_ADDRESSES_ALL.search(text[:3000]))


def _in_title(title: str) -> Region | None:
    gazetteer = load_gazetteer()
    for start, _end, name in gazetteer.find_names(title):
        found = tuple(r for r in gazetteer.by_name[name] if _is_telling(r, name))
        if found and start <= _TITLE_START and found[0].level is not Level.GROUP and len(found) == 1:
            return _deepest(title, found[0], _TITLE_START + 4)
    return None


def _is_telling(region: Region, name: str) -> bool:
    """Whether a name says a region and no ordinary word (资源, 矿区)."""
    return not region.common or (name == region.name and len(name) > _WORD)


def _deepest(text: str, region: Region, limit: int) -> Region:
    """The innermost region of a chain that opens a text (北京市西城区…)."""
    gazetteer = load_gazetteer()
    for start, _end, name in gazetteer.find_names(text):
        inner = gazetteer.choose(name, region)
        if inner and start <= limit and inner.parent == region.adcode:
            region = inner
    return region


def _signed(body: str) -> Region | None:
    """The region of who signs a text above its date, or heads it (某市人民政府文件): named in full at the line's start."""
    gazetteer = load_gazetteer()
    for line in _signing_lines(body):
        for start, _end, name in gazetteer.find_names(line):
            found = [r for r in gazetteer.by_name[name] if r.name == name and r.level is not Level.GROUP]
            if start == 0 and len(found) == 1:
                return _deepest(line, found[0], _TITLE_START)
            break
    return None


def _signing_lines(body: str) -> list[str]:
    """Lines that are nothing but a body's name, two lines or less above one that is a date; then headings of papers."""
    lines = [squeezed for line in body.split("\n") if (squeezed := re.sub(r"\s+", "", line))]
    dated = [i for i, line in enumerate(lines) if _DATE.fullmatch(line)]
    above = [lines[i - n] for i in reversed(dated) for n in (1, 2) if i >= n]
    signing = [line for line in above if len(line) <= _SIGNED_WIDTH and _SIGNATURE.fullmatch(line)]
    return signing + [line for line in lines[:_HEAD_LINES] if len(line) <= _SIGNED_WIDTH and _HEADING.fullmatch(line)]


def _count_regions(text: str) -> Counter[str]:
    """How often each region is named, by code; a short name that is an ordinary word does not count."""
    gazetteer = load_gazetteer()
    counts: Counter[str] = Counter()
    for _start, _end, name in gazetteer.find_names(text):
        found = gazetteer.by_name[name]
        if len(found) == 1 and found[0].adcode and _is_telling(found[0], name):
            counts[found[0].adcode] += 1
    return counts


def _most_named(body: str) -> Region | None:
    """The region named most, at least twice and as often as all others together, of the level the text calls its own.

    A county counts only where it is named in full: short names of counties stand inside other words (创新和, 规范).
    """
    gazetteer = load_gazetteer()
    counts = _count_regions(body)
    for code in list(counts):
        region = gazetteer.by_code[code]
        if region.level is Level.COUNTY and region.name not in body:
            del counts[code]
    own = {level for level, words in _OWN_WORDS.items() if words.search(body)}
    fitting = [code for code in counts if _is_own(gazetteer.by_code[code], own) and counts[code] > 1]
    best = max(fitting or counts, key=lambda code: (counts[code], code), default="")
    if not best or counts[best] < 2:
        return None
    chain = {best, *(region.adcode for region in gazetteer.above(gazetteer.by_code[best]))}
    inside = [code for code in counts if code in chain or best in {r.adcode for r in gazetteer.above(gazetteer.by_code[code])}]
    return gazetteer.by_code[best] if 2 * sum(counts[code] for code in inside) >= counts.total() else None


def _is_own(region: Region, own: set[Level]) -> bool:
    """Whether a region is of a level that the text calls its own; a municipality is a province and a city."""
    return region.level in own or (region.is_municipality and Level.PREFECTURE in own) or (
        region.level is Level.COUNTY and region.name.endswith("市") and Level.PREFECTURE in own)
