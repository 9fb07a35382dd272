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

# words of place and number around or in a kind (每个镇, 城内, 古镇)
_KIND = re.compile(r".*(?:所在地|驻地|当地)|[每该全本].*|.*[各内外].*|.*[小乡古名城村集]")
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
    if not 1 <= len(own) <= _LONGEST or _says_kind(own):
        return None
    if size == 1 and county is None and len(own) > 1 and rjieba.has_word(text[kind - 1 : end]):
        return None  # 制造业重镇, 特色小镇
    known = rjieba.has_word(own) and first.tag not in _NAME_TAGS
    if county is not None or (len(own) > 1 and (sure or not known)):
        return Town(Span(begin if county is None else county, end), Span(begin, end), county is not None)
    return None


def _says_kind(own: str) -> bool:
    """Whether words before 镇 say what kind of town it is (特色镇, 重点镇, 小城镇) and name none."""
    return own in border_words("town") or own in border_words("class") or _KIND.fullmatch(own) is not None


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
        if weak and text[weak[-1].span.end : town.span.start] in _JOINTS:
            towns.append(weak[-1])
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
