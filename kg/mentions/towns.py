"""Towns and streets by the grammar of their names: a proper word before 镇, 乡 or 街道, behind the name of its county or not.

No table lists them. A word before 镇 is a name where the segmenter takes it for one or does not know it; behind a
county (长丰县下塘镇) and before 人民政府 it is one anyhow, unless it says a kind (特色镇, 中心镇).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import rjieba

from kg.mentions.context import Context
from kg.mentions.name_borders import Word, border_words, cut_words
from kg.mentions.places import load_gazetteer
from kg.model import Level, Span

_KIND_WORD = re.compile(
    r"^(?:各|该|本|每|多|全|有关|相关|所在|所属|驻地|当地|基层|特色|重点|中心|建制|示范|城关?|县城|古|名|强|大|小|老|新|边|山|村|集|街|水|渔|城乡|百强|千强|工业|农业|旅游|历史文化名?|文化|产业|专业|经济"
    r"|商贸|农村|卫星|试点|贫困|边境|沿海|山区|一般|美丽|淘宝|其他|部分|个|村庄|乡|县|市|区|民族|少数民族|侨|归侨|原|同|辖区|村集|小城|市场|生态|康养|电商|智慧|数字|未来|理想|创意|科技|云|基金|国际|中国|红色|革命|老区|抵|入|进|出|下|返|还|离|务工|回|本土|家|报|.*(?:所在地|驻地|当地)"
    r"|[每该全本].*|.*[各内外].*|.*[小乡古名城村集]|城市|新市|商业|主要|步行|繁华|两侧)$"
)
_LETTERS = re.compile(r"[一-龥]+$")
_STOP_TAGS = frozenset({"p", "c", "u", "uj", "ul", "d", "r", "v", "vn", "m", "q", "mq", "t", "a", "f", "y"})
_NAME_TAGS = frozenset({"nr", "ns", "nrt", "nrfg", "nz"})
_PARTICLE_TAGS = frozenset({"p", "c", "uj", "ul", "d"})
_REGION_ENDS = "省市县区州旗盟"
_LONGEST = 4
_NAMED = re.compile(r"[镇乡](?![村居民愁土亲情长级企邻里容域街亲委政区府]|建设|镇|[、和与]?街道)|街道(?![办党工委级内两路道]|社区)")
_JOINTS = frozenset({"、", "和", "与", "及"})


@dataclass(frozen=True, slots=True)
class Town:
    """A town as it stands in a text.

    Attributes:
        span: with the names of the regions right before it.
        name: its own name, with 镇, 乡 or 街道.
        placed: whether the name of its county stands right before it.
    """

    span: Span
    name: Span
    placed: bool


def find_town_before(text: str, end: int, *, sure: bool = False) -> Town | None:
    """The town whose name ends at ``end``, behind its 镇, 乡 or 街道; None where the words before name none.

    Args:
        text: the passage.
        end: behind the last character of the name.
        sure: whether something else says that a town is named (人民政府 behind it), so that an ordinary word will do.

    Example:
        >>> text = "位于长丰县下塘镇"
        >>> town = find_town_before(text, len(text))
        >>> (town.name.of(text), town.placed) if town else None
        ('下塘镇', True)
    """
    size = 2 if text.endswith("街道", 0, end) else 1
    kind = end - size
    lead = _LETTERS.search(text, max(kind - 14, 0), kind)
    if lead is None:
        return None
    words = cut_words(text[lead.start() : end]).words
    first = words[_first_own(words)]
    begin = lead.start() + first.start
    own = text[begin:kind]
    county = _county_before(text, begin)
    if not 1 <= len(own) <= _LONGEST or _KIND_WORD.match(own) or own in border_words("class"):
        return None
    if size == 1 and county is None and len(own) > 1 and rjieba.has_word(text[kind - 1 : end]):
        return None  # 制造业重镇, 特色小镇
    known = rjieba.has_word(own) and first.tag not in _NAME_TAGS
    if county is not None or (len(own) > 1 and (sure or not known)):
        return Town(Span(begin if county is None else county, end), Span(begin, end), county is not None)
    return None


def find_towns(text: str) -> Iterator[Town]:
    """The towns that a passage names, in text order: an ordinary word only in a list beside a town (露河镇、泉阳镇)."""
    last = -9
    towns: list[Town] = []
    weak: list[Town] = []
    for match in _NAMED.finditer(text):
        town = find_town_before(text, match.end())
        if town is not None and match.group() == "乡" and not town.placed:
            continue  # 茶乡, 水乡
        doubtful = find_town_before(text, match.end(), sure=True) if town is None else None
        if town is None and doubtful is not None:
            beside = text[last : doubtful.name.start] in _JOINTS
            town, weak = (doubtful, weak) if beside else (None, [*weak, doubtful])
        if town is None:
            continue
        while weak and text[weak[-1].span.end : town.span.start] in _JOINTS:
            towns.append(weak.pop())
            town_start = towns[-1].span.start
            if not weak or text[weak[-1].span.end : town_start] not in _JOINTS:
                break
        towns.append(town)
        weak, last = [], town.span.end
    yield from sorted(towns, key=lambda found: found.span)


def name_under_county(name: str, context: Context) -> str:
    """A town's name under that of the county the document speaks for: many counties have a town of one name."""
    return (context.place.name if context.place and context.place.level is Level.COUNTY else "") + name


def place_of(text: str, town: Town, context: Context) -> str:
    """A town's name under that of the county before it, else of the document's."""
    found = [name for _start, _end, name in load_gazetteer().find_names(text[town.span.start : town.name.start])]
    name = town.name.of(text)
    return found[-1] + name if found else name_under_county(name, context)


def _first_own(words: Sequence[Word]) -> int:
    """The index of the first word of the town's own name: behind the last region, verb or particle before it."""
    begin = 0
    for index, word in enumerate(words[:-1]):
        region = word.form in load_gazetteer().by_name and word.form[-1] in _REGION_ENDS
        stops = word.tag in _STOP_TAGS and (len(word.form) > 1 or word.tag in _PARTICLE_TAGS)
        if region or stops or word.form in border_words("stop"):
            begin = index + 1
    return begin


def _county_before(text: str, begin: int) -> int | None:
    """Where the name of a county or of a city without counties begins that ends here, with those above it; None without one."""
    found = None
    gazetteer = load_gazetteer()
    while True:
        step = next((n for n in range(min(11, begin), 1, -1) if text[begin - n : begin] in gazetteer.by_name), 0)
        name = text[begin - step : begin]
        if not step or (name[-1] not in _REGION_ENDS) or gazetteer.by_name[name][0].level is Level.GROUP:
            return found
        begin -= step
        found = begin
