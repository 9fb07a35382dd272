"""Zones by the grammar of their names: a place or a proper name before a kind of park (某某高新区, 中国（某省）自由贸易试验区).

A bare kind (高新区, 园区) names none. Further: well-known areas by name (前海), members of a list that a count of parks
closes (甲、乙等20个重点片区), and one formal kind behind several places (甲、乙国家高新技术产业开发区: two zones).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.mentions.candidates import squeeze
from kg.mentions.context import Context
from kg.mentions.name_borders import Word, Words, border_words, cut_words, either, find_left_border, is_place, is_proper
from kg.mentions.organizations import choose_longest, keeps, to_mentions
from kg.model import Kind, Mention, Span
from kg.vocabulary import read_vocabulary

Found = tuple[Span, str]

_CHINA = re.compile(r"中国[（(][一-龥、]{2,12}[)）]$")
_QUOTED = re.compile(r"^[“「][^”」]{2,10}[”」]$")
_TAIL = re.compile(r"[（(][一-龥]{2,8}[)）]")
_NOT_AFTER = re.compile(r"^(?:[级化域别型]|内的|内外|管委会|管理委员会|党工委|建设管理办公室)")
_INNER = re.compile(r"^(?:片区|新片区|园区|核心区|启动区|起步区|中心区|先导区|功能区|港区|西城园|海淀园)$")
_ZONE_END = re.compile(
    r"(?:开发区|高新区|经开区|新区|新城|试验区|示范区|保税区|综保区|合作区|科学城|科技城"
    r"|工业园区?|产业园区?|园区)$"
)
_LEVEL_ONLY = re.compile(r"^(?:国家级?|省级?|市级?|区级?|县级?|全国|全省|全市|中国|本市|本省|我市|我省|各[省市县区])+$")
_CLOSED = re.compile(
    r"等(?:[0-9]{1,3}|[一二两三四五六七八九十多]{1,3})[多余]?(?:个|大|家)(?:[一-龥]{0,12}?)(?:园区|片区|开发区|高新区|经开区|试验区|综保区|集聚区|新城|新区|示范区|总部基地)"
)
_PLURAL = re.compile(
    r"国家(?:级)?(?:高新技术产业开发区|经济技术开发区|自主创新示范区)$|^(?:跨境电子商务综合试验区|综合保税区|自由贸易试验区)$"
)


def find_zones(text: str, context: Context | None = None, taken: Sequence[Span] = ()) -> list[Mention]:
    """The zones that a passage names, in text order.

    Args:
        text: the passage.
        context: the place the document speaks for (its own zones may be named without it).
        taken: spans of agencies: a zone may hold one, but not cut it, lie in it or be it.

    Example:
        >>> [m.name for m in find_zones("支持苏州高新区、柯岭工业园和园区发展。")]
        ['苏州高新区', '柯岭工业园']
    """
    squeezed = squeeze(text)
    if not squeezed.text:
        return []
    words = cut_words(squeezed.text)
    found = choose_longest([*_find_ending(words), *_find_known(words)])
    listed = [f for f in _find_listed(words) if not any(f[0].overlaps(span) for span, _ in found)]
    chosen = choose_longest([*found, *listed])
    return [m for m in to_mentions(squeezed, chosen, Kind.ZONE) if keeps(m.span, taken)]


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(either(border_words("zone")))


def _find_ending(words: Words) -> Iterator[Found]:
    text = words.text
    before, named = 0, frozenset(span.end for span, _rule in _find_known(words))
    for match in _endings().finditer(text):
        start, end = find_left_border(words, match.start()), match.end()
        if _CHINA.search(text[max(0, start - 16) : match.start()]):
            start = text.rindex("中国", 0, match.start())
        if before > start and not _INNER.search(match.group()):
            start = before
        if before and start == before and before == match.start():
            start = match.start()
        part = match.start() in named and _INNER.search(match.group()) is not None
        if start < match.start() and (part or names_zone(words, Span(start, match.start()))):
            if _NOT_AFTER.match(text[end : end + 6]):
                continue
            tail = _TAIL.match(text, end)
            named |= {end}
            yield Span(start, tail.end() if tail and is_place(tail.group()[1:-1]) else end), "zone-ending"
        before = end if _ZONE_END.search(match.group()) else before


def names_zone(words: Words, left: Span) -> bool:
    """Whether what stands before a kind of park is a name: it opens with a place, a proper name or a quotation."""
    form = left.of(words.text)
    if _LEVEL_ONLY.match(form):
        return False
    if _CHINA.search(form) or _QUOTED.match(form):
        return True
    parts = words.between(left.start, left.end)
    first = parts[0]
    if opens_with_place(form):
        return True
    return _is_local(first) or (len(parts) > 1 and first.form in ("中国", "国际") and _is_local(parts[1]))


def opens_with_place(form: str) -> bool:
    """Whether a name opens with an official region, in full or short."""
    return any(is_place(form[:length]) for length in range(2, min(len(form), 9) + 1))


def _is_local(word: Word) -> bool:
    """Whether a word may be the name of a small place or a company: two or three characters, tagged or unknown as such."""
    return is_proper(word) and 2 <= len(word.form) <= 6 and word.form not in ("中国", "国际", "中外") and word.tag != "nt"


@lru_cache(maxsize=1)
def _known() -> tuple[AhoCorasick, tuple[str, ...]]:
    """Names of areas and zones that can be told without a place before them."""
    forms: set[str] = set()
    for row in read_vocabulary("functional_areas"):
        if row["type"] != "区域":
            forms.update(f for f in (row["name"], *row["short_names"].split("|")) if len(f) > 3 or f in _SHORT)
    forms.update(row["name"] for row in read_vocabulary("functional_zones_nbs2023") if len(row["name"]) > 4)
    kinds = border_words("zone")
    names = tuple(sorted(f for f in forms if f not in kinds and not f.startswith(("经开区", "综合"))))
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names


_SHORT = frozenset({"前海", "横琴", "亦庄", "张江", "中关村", "深汕"})
_AREA_NOT_AFTER = re.compile(r"^(?:[路街桥站镇村湾湖山大]|高速|铁路|管委会|管理局|管理委员会|论坛|银行|人寿)")


def _find_known(words: Words) -> Iterator[Found]:
    matcher, _names = _known()
    for _index, start, end in matcher.find_matches_as_indexes(words.text):
        first, last = words.words[words.index_at(start)], words.words[words.index_at(end - 1)]
        cut = (first.start < start and first.known) or (last.end > end and last.known)
        if not cut and not _AREA_NOT_AFTER.match(words.text[end : end + 4]):
            yield Span(start, end), "zone-gazetteer"


def _find_listed(words: Words) -> Iterator[Found]:
    """Members of a list that a count of parks closes: each opens with a place, or is a proper name."""
    for match in _CLOSED.finditer(words.text):
        end = match.start()
        for _ in range(40):
            start = max(words.text.rfind(mark, 0, end) for mark in "、，。；：\n") + 1
            border = max(start, find_left_border(words, end))
            if not 2 <= end - border <= 20:
                break
            parts = words.between(border, end)
            form = words.text[border:end]
            own = len(parts) == 1 and is_proper(parts[0]) and not is_place(form)
            if own or (len(parts) > 1 and opens_with_place(form)) or _ZONE_END.search(form[2:]) and len(form) > 3:
                yield Span(border, end), "zone-list"
            if border > start or not start or words.text[start - 1] != "、":
                break
            end = start - 1
