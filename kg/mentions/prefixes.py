"""What stands before a body's function and says whose it is: a region, a level, the state, a government."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.mentions.context import Context
from kg.mentions.levels import LEVELS, Seat, national_seat, own_seat, read_levels
from kg.mentions.places import Region, full_name, load_gazetteer
from kg.model import Level

_GOVERNMENT = r"(?:人民政府|政府|党委|党委和政府)(?:及其|所属|直属|的)?"
_LEVEL_PREFIX = re.compile(rf"({LEVELS})({_GOVERNMENT})?$")
_STATE_PREFIX = re.compile(r"(?:国家|中央|国务院|中华人民共和国|中华全国|中国|全国)$")
_OWN_PREFIX = re.compile(
    r"(?:本|全|我)(?:省|市|区|县|州)(?:人民政府|政府)?(?:的)?$|(?:所在地|驻地|当地|本级|同级"
    r"|本行政区域)(?:的)?(?:人民政府)?$"
)
_GOVERNMENT_END = re.compile(rf"{_GOVERNMENT}$")
_PARTY_END = re.compile(r"(?:中共|中国共产党)?([一-龥]{0,8}?)(省|市|区|县|州)委(?:、[省市区县]政府)?$")
_WORKING_COMMITTEE = re.compile(r"(?:党工委|党委|管委会|管理委员会)$")
_WORD_WITH_LEVEL = re.compile(
    r"(?:城|上|超|都|门|集|夜|股|楼|早|花|黑|菜|闹|坊)市$|(?:地|社|园|片|景|校|辖|城|郊|新|山|老|库|牧|林"
    r"|厂|街|小|东|西|南|北|战|灾|特|专|分|保税|开发|示范|试验)区$|知县$"
)
_SESSION = re.compile(r"第[一二三四五六七八九十]{1,3}届$")
WINDOW = 32


@dataclass(frozen=True, slots=True)
class Prefix:
    """Where a prefix starts and the seats it gives; ``government`` where it names a government itself.

    Attributes:
        peer: whether it only says that the body stands where another does (同级公安机关): the document alone cannot tell.
    """

    start: int
    seats: tuple[Seat, ...]
    government: bool = False
    party: bool = False
    peer: bool = False


_OTHER_LEVEL = re.compile(r"(?:上|下)一?级(?:人民)?(?:政府)?的?$")


def names_other_level(text: str, end: int) -> bool:
    """Whether words say that the body behind them stands above or below another (上级公安机关): which one, nobody says."""
    return _OTHER_LEVEL.search(text, max(end - 9, 0), end) is not None


def find_prefix(text: str, end: int, context: Context) -> Prefix | None:
    """The prefix that ends right before ``end``, or None."""
    session = _SESSION.search(text, max(end - 7, 0), end)
    end = session.start() if session else end
    window = text[max(end - WINDOW, 0) : end]
    offset = end - len(window)
    return (
        _own(window, offset, context)
        or _region(text, end, context)
        or _party(window, offset, context)
        or _level(window, offset, context)
        or _state(window, offset)
    )


def _own(window: str, offset: int, context: Context) -> Prefix | None:
    match = _OWN_PREFIX.search(window)
    if not match:
        return None
    words = match.group()
    if words[0] in "本全我" and words[1] in "省市区县州":
        seats = read_levels(words[1], context)
        return Prefix(offset + match.start(), seats or (own_seat(context),), "政府" in words)
    return Prefix(offset + match.start(), (own_seat(context),), "政府" in words, peer=words[:2] in ("同级", "本级"))


def _region(text: str, end: int, context: Context) -> Prefix | None:
    """A region's name, with those of the regions above before it and 人民政府 behind it (辽宁朝阳, 石家庄市人民政府)."""
    government = _GOVERNMENT_END.search(text, max(end - 10, 0), end)
    stop = government.start() if government else end
    region, start = region_ending_at(text, stop, context)
    if region is None:
        return None
    seat = Seat(region.level, full_name(region), region.adcode)
    return Prefix(start, (seat,), bool(government))


def region_ending_at(text: str, end: int, context: Context) -> tuple[Region | None, int]:
    """The region whose name ends at ``end`` (the longest), and where its chain of names starts."""
    region, first = _single_region(text, end, context)
    inner = region
    while inner is not None:
        above, start = _single_region(text, first, context)
        if above is None or above.adcode not in {r.adcode for r in load_gazetteer().above(inner)}:
            break
        inner, first = above, start
    return region, first


def _single_region(text: str, end: int, context: Context) -> tuple[Region | None, int]:
    """The region whose name ends at ``end``, and where that name starts."""
    gazetteer = load_gazetteer()
    for length in range(min(12, end), 1, -1):
        name = text[end - length : end]
        if name in gazetteer.by_name:
            region = gazetteer.choose(name, context.place)
            if region is None or region.level is Level.GROUP or not _trusted(name, region, context):
                continue
            return region, end - length
    return None, end


def _trusted(name: str, region: Region, context: Context) -> bool:
    if name == region.name or region.level is not Level.COUNTY or region.adcode in context.named:
        return True
    if region.common:
        return False
    home = context.city
    return home is not None and home.adcode in {r.adcode for r in load_gazetteer().above(region)}


def _party(window: str, offset: int, context: Context) -> Prefix | None:
    working = _WORKING_COMMITTEE.search(window) if context.zone else None
    if working:
        return Prefix(offset + working.start(), (own_seat(context),), False, working.group()[0] == "党")
    match = _PARTY_END.search(window)
    if not match:
        return None
    place, word = match.group(1), match.group(2)
    start = offset + match.start()
    if place:
        region, first = region_ending_at(window, match.end(2), context)
        if region:
            before = window[:first]
            first -= next((len(w) for w in ("中国共产党", "中共") if before.endswith(w)), 0)
            return Prefix(offset + first, (Seat(region.level, full_name(region), region.adcode),), False, True)
        start = offset + match.start(2)
    seats = read_levels(word, context)
    return Prefix(start, seats, False, True) if seats else None


def _level(window: str, offset: int, context: Context) -> Prefix | None:
    match = _LEVEL_PREFIX.search(window)
    if not match or (len(match.group(1)) == 1 and _WORD_WITH_LEVEL.search(window[: match.end(1)])):
        return None
    seats = read_levels(match.group(1), context)
    return Prefix(offset + match.start(), seats, bool(match.group(2))) if seats else None


def _state(window: str, offset: int) -> Prefix | None:
    match = _STATE_PREFIX.search(window)
    return Prefix(offset + match.start(), (national_seat(),)) if match else None
