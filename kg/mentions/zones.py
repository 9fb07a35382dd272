"""Zones by the grammar of their names: a place or a proper name before a kind of park (某某高新区, 中国（某省）自由贸易试验区).

A bare kind (高新区, 园区) names none. Further: well-known areas by name (前海), members of a list that a count of parks
closes (甲、乙等20个重点片区), and one formal kind behind several places (甲、乙国家高新技术产业开发区: two zones).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.mentions.candidates import Squeezed, squeeze
from kg.mentions.context import Context
from kg.mentions.known_organizations import is_known_name
from kg.mentions.name_borders import (
    LONGEST,
    Word,
    Words,
    border_words,
    cut_words,
    either,
    find_left_border,
    is_place,
    is_proper,
)
from kg.mentions.name_spans import choose_longest, keep_free, keep_whole, mark_gaps, to_mentions
from kg.mentions.places import load_gazetteer
from kg.mentions.shared_heads import restore_heads
from kg.mentions.zone_cues import find_cued_zones
from kg.model import Kind, Mention, Span
from kg.vocabulary import read_vocabulary

Found = tuple[Span, str]

KNOWN_ZONE = "zone-gazetteer"
_CHINA = re.compile(r"中国[（(][一-龥、]{2,12}[)）]$")
_PLACED = re.compile(r"^[一-龥]{2,10}[（(][一-龥、]{2,12}[)）]")
_SPECIFIC = re.compile(r"^国家(?!级|自主|高新|经济技术|重点|新型|新区|火炬)[一-龥]{5,}(?:开放|发展|改革|创新|综合|保护|建设|服务|产业)$")
_QUOTED = re.compile(r"^[“「][^”」]{2,10}[”」]$")
_TAIL = re.compile(r"[（(][一-龥]{2,8}[)）]")
_NOT_AFTER = re.compile(r"^(?:[级化域别型划]|内外|管委会|管理委员会|党工委|建设管理办公室)")
_SIDE = re.compile(r"[东西南北中][部片区]")
_INNER = re.compile(r"^(?:片区|新片区|园区|核心区|启动区|起步区|中心区|先导区|功能区|港区)$")
_ZONE_END = re.compile(
    r"(?:开发区|高新区|经开区|新区|新城|试验区|示范区|保税区|综保区|合作区|科学城|科技城"
    r"|工业园区?|产业园区?|园区)$"
)
_LEVEL_ONLY = re.compile(r"^(?:国家级?|省级?|市级?|区级?|县级?|全国|全省|全市|中国|本市|本省|我市|我省|各[省市县区])+$")
_CLOSED = re.compile(
    r"等(?:[0-9]{1,3}|[一二两三四五六七八九十多]{1,3})[多余]?(?:个|大|家)(?:[一-龥]{0,12}?)(?:园区|片区|开发区|高新区|经开区|试验区|综保区|集聚区|新城|新区|示范区|总部基地)"
)


def find_zones(text: str, context: Context | None = None, taken: Sequence[Span] = ()) -> list[Mention]:
    """The zones that a passage names, in text order.

    Args:
        text: the passage.
        context: the place the document speaks for: short names of its counties are places, ordinary words or not.
        taken: spans of agencies: a zone may hold one, but not cut it, lie in it or be it.

    Example:
        >>> [m.name for m in find_zones("支持苏州高新区、柯岭工业园和园区发展。")]
        ['苏州高新区', '柯岭工业园']
    """
    squeezed = squeeze(mark_gaps(text))
    if not squeezed.text:
        return []
    words = cut_words(squeezed.text)
    near = _names_near(context.city.adcode) if context and context.city else frozenset()
    named = choose_longest([*_find_ending(words, near), *_find_known(words), *_find_listed(words)])
    chosen = choose_longest([*named, *keep_free(find_cued_zones(words), named)])
    whole = to_mentions(squeezed, chosen, Kind.ZONE)
    shared = [m for mention, (span, _) in zip(whole, chosen, strict=True)
              for m in share_head(squeezed, span, mention, _bare_kind(), "zone-shared-head")]  # fmt: skip
    return sorted(keep_whole([*whole, *shared], taken), key=lambda m: (m.span, m.name))


def share_head(squeezed: Squeezed, span: Span, mention: Mention, kind: re.Pattern[str], rule: str) -> Iterator[Mention]:
    """Further names that share a bare kind (甲、乙国家高新技术产业开发区): each from its place on, with its own name."""
    text = squeezed.text
    own = next((n for n in range(min(8, span.end - span.start), 1, -1) if is_place(text[span.start : span.start + n])), 0)
    if own and kind.fullmatch(text, span.start + own, span.end):
        head = text[span.start + own : span.end]
        others = [(at, name) for at, name in restore_heads(text, span.start, span.end) if is_place(name.removesuffix(head))]
        for start, name in others:
            yield replace(mention, span=Span(int(squeezed.origin[start]), mention.span.end), name=name, rule=rule)


@cache
def _bare_kind() -> re.Pattern[str]:
    return re.compile(f"(?:国家级?|省级)?(?:跨境电子?商务?)?(?:{either(border_words('zone'))})")


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(either(border_words("zone")))


def _find_ending(words: Words, near: frozenset[str]) -> Iterator[Found]:
    text = words.text
    begins = {span.end: span.start for span, _rule in _find_known(words)}  # of zones found, by their ends
    before = 0
    for match in _endings().finditer(text):
        kind, end = match.start(), match.end()
        inner = _INNER.match(match.group()) is not None
        begin = begins.get(kind)
        if begin is None or end - begin > LONGEST + 8:
            candidates = _beginnings(words, before, kind, inner)
            begin = next((b for b in candidates if b < kind and names_zone(words, Span(b, kind), near)), None)
        if begin is not None and not _NOT_AFTER.match(text[end : end + 6]):
            tail = _TAIL.match(text, end)
            begins[end] = begin
            yield Span(begin, tail.end() if tail and is_place(tail.group()[1:-1]) else end), "zone-ending"
        if _ZONE_END.search(match.group()) and not any(is_place(text[end - n : end]) for n in (3, 4, 5, 6)):
            before = end


def _beginnings(words: Words, before: int, end: int, inner: bool) -> Iterator[int]:
    """Where a name may begin, the likeliest first: at 中国（某省）, at its border, at a place inside, after the zone before it."""
    text, border = words.text, find_left_border(words, end)
    if _CHINA.search(text[max(0, end - 16) : end]):
        yield text.rindex("中国", 0, end)
    start = before if border < before <= end and not inner else border
    if before < end and _SIDE.match(text, before):
        yield from (word.start for word in words.between(border, before) if opens_with_place(word.form))
    yield start
    parts = words.between(start, end)
    yield from (word.start for word in parts[1:] if is_place(word.form))
    if parts and _is_local(parts[-1]):
        yield parts[-1].start
    if border < before < end:
        yield before


@lru_cache(maxsize=64)
def _names_near(adcode: str) -> frozenset[str]:
    """Short names of the counties of a city, ordinary words too (光明, 盐田): in a text about the city they are places."""
    regions = load_gazetteer().by_code.values()
    return frozenset(short for region in regions if region.parent == adcode for short in region.shorts)


def names_zone(words: Words, left: Span, near: frozenset[str] = frozenset()) -> bool:
    """Whether what stands before a kind of park is a name: it opens with a place, a proper name or a quotation.

    Args:
        left: what stands before the kind.
        near: words that are places in this document.
    """
    form = left.of(words.text)
    if _LEVEL_ONLY.match(form) or form.count("（") + form.count("(") != form.count("）") + form.count(")"):
        return False
    if _CHINA.search(form) or _QUOTED.match(form) or _PLACED.search(form) or _SPECIFIC.match(form):
        return True
    parts = words.between(left.start, left.end)
    first = parts[0]
    if opens_with_place(form) or first.form in near:
        return True
    if len(parts) > 1 and len(first.form) == 1 and first.tag == "ns" and is_proper(parts[1]):
        return True  # a name that the segmenter cuts behind its first character
    return _is_local(first) or (len(parts) > 1 and first.form in ("中国", "国际") and _is_local(parts[1]))


def opens_with_place(form: str) -> bool:
    """Whether a name opens with an official region, in full or short."""
    return any(is_place(form[:length]) for length in range(2, min(len(form), 9) + 1))


def _is_local(word: Word) -> bool:
    """Whether a word may be the name of a small place or a company: two or three characters, tagged or unknown as such."""
    if not is_proper(word) or not 2 <= len(word.form) <= 6 or word.form in ("中国", "国际", "中外"):
        return False
    return not word.known or is_known_name(word.form) or word.tag in ("ns", "nrt", "nrfg")


@lru_cache(maxsize=1)
def _known() -> tuple[AhoCorasick, tuple[str, ...]]:
    """Names of areas and zones that can be told without a place before them."""
    forms: set[str] = set()
    for row in read_vocabulary("functional_areas"):
        if row["type"] != "区域":
            forms.update(f for f in (row["name"], *row["short_names"].split("|")) if _LONG.match(f) or f in _SHORT)
    forms.update(row["name"] for row in read_vocabulary("functional_zones_nbs2023") if len(row["name"]) > 4)
    kinds = border_words("zone")
    names = tuple(sorted(f for f in forms if f not in kinds and not f.startswith(("经开区", "综合"))))
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names


_SHORT = frozenset({"前海", "横琴", "亦庄", "张江", "深汕"})
_LONG = re.compile(r"(?!城市)[一-龥（）]{3,}[区城港园心]$")
_AREA_NOT_AFTER = re.compile(r"^(?:[路街桥站镇村湾湖山大]|口岸|高速|铁路|管委会|管理局|管理委员会|论坛|银行|人寿)")


def _find_known(words: Words) -> Iterator[Found]:
    matcher, _names = _known()
    for _index, start, end in matcher.find_matches_as_indexes(words.text):
        first, last = words.words[words.index_at(start)], words.words[words.index_at(end - 1)]
        cut = (first.start < start and first.known) or (last.end > end and last.known)
        if not cut and not _AREA_NOT_AFTER.match(words.text[end : end + 4]):
            yield Span(start, end), KNOWN_ZONE


def _find_listed(words: Words) -> Iterator[Found]:
    """Members of a list that a count of parks closes, where half of them plainly name places or parks."""
    for match in _CLOSED.finditer(words.text):
        members = [m for m in _members(words, match.start()) if not is_place(m.of(words.text))]
        plain = sum(_names_part(words, m) for m in members)
        if len(members) > 1 and 2 * plain >= len(members):
            yield from ((m, "zone-list") for m in members)


def _members(words: Words, end: int) -> list[Span]:
    """The members of the list that ends at ``end``, last first."""
    members: list[Span] = []
    for _ in range(40):
        least = max(0, end - 40)
        start = max(least, *(words.text.rfind(mark, least, end) + 1 for mark in "、，。；：\n"))
        border = max(start, find_left_border(words, end))
        if not 2 <= end - border <= 20:
            break
        members.append(Span(border, end))
        if border > start or not start or words.text[start - 1] != "、":
            break
        end = start - 1
    return members


def _names_part(words: Words, span: Span) -> bool:
    """Whether a member of such a list opens with a place, is proper, or ends as a park does."""
    form, first = span.of(words.text), words.between(span.start, span.end)[0]
    ends = [m for m in _endings().finditer(form) if m.end() == len(form) and m.start() > 1]
    return opens_with_place(form) or is_proper(first) or bool(ends)
