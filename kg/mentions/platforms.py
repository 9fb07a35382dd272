"""Platforms that grammar is sure of: a place or a proper name before a formal kind, and a name in quotes before its class.

广州数据交易所, 鹏城国家实验室; “湾里通”平台. Other names of platforms are left to the model (`kg.mentions.open_names`), whose
lists (甲平台等乙平台) are parted here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.mentions.candidates import squeeze
from kg.mentions.name_borders import Words, border_words, cut_words, either, find_left_border, is_proper
from kg.mentions.name_spans import choose_longest, keep_whole, mark_gaps, to_mentions
from kg.mentions.open_names import is_generic
from kg.mentions.zones import opens_with_place, share_head
from kg.model import Kind, Mention, Span
from kg.vocabulary import read_vocabulary

_NOT_AFTER = re.compile(r"^(?:[级化类型]|建设|体系|主任|负责人|公司|集团|股份|有限)")
_QUOTED = re.compile(
    r"[“「\"](?:[^“”「」\"，。；、\n]{2,14})[”」\"](?:(?:(?![为是即作以])[一-龥]){0,8}?(?:平台|系统|门户|小程序|数据库)|APP)(?![级化类型]|经济|企业)"
)
_FOUNDED = re.compile(
    r"(?:共建|合建|共办|合办|(?:联合|共同|合作)(?:建设|组建|创建|共建|打造|成立|设立))(?:了|起)?(?:一[座个家所])?"
    r"(?P<name>(?P<field>[一-龥A-Za-z0-9]{2,14}?)(?:研究院|研发中心|设计中心|检测中心|创新中心|技术中心|产业学院|工匠学院|实验室|中试基地))(?![一-龥]*(?:等|类)平台)"
)
_NO_FIELD = re.compile(
    r"^(?:各类|一批|联合|重点|产业|技术|工程|企业|高水平|国家级?|省级|市级|新型|创新|研发|共享|公共|专业|海外|国际|若干|多个|校企|开放|协同|科技|研究|产品|检验|现代|行业|高校)+$|[的和与及或在对将由]"
)
_VERB = re.compile(r"建设|打造|创建|建成|成为|设立")
_AND_OTHERS = re.compile(r"等(?:各类|重点|重大|一批|相关)?")


def find_platforms(text: str, taken: Sequence[Span] = ()) -> list[Mention]:
    """The platforms of a passage that are named without doubt, in text order.

    Args:
        text: the passage.
        taken: spans of agencies, which no name may cut.

    Example:
        >>> [m.name for m in find_platforms("推动苏州数据交易所和各类交易所发展，上线“苏易通”平台。")]
        ['苏州数据交易所', '“苏易通”平台']
    """
    squeezed = squeeze(mark_gaps(text))
    if not squeezed.text:
        return []
    words = cut_words(squeezed.text)
    quoted = ((Span(*match.span()), "platform-quoted") for match in _QUOTED.finditer(squeezed.text))
    chosen = choose_longest([*_find_ending(words), *quoted, *_find_founded(words)])
    whole = to_mentions(squeezed, chosen, Kind.PLATFORM)
    shared = [m for mention, (span, _) in zip(whole, chosen, strict=True)
              for m in share_head(squeezed, span, mention, _endings(), "platform-shared-head")]  # fmt: skip
    return sorted(keep_whole([*whole, *shared], taken), key=lambda m: (m.span, m.name))


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(either(border_words("platform")))


def _find_ending(words: Words) -> Iterator[tuple[Span, str]]:
    for match in _endings().finditer(words.text):
        begin = find_left_border(words, match.start())
        parts = words.between(begin, match.start())
        form = words.text[begin : match.start()]
        named = bool(parts) and (opens_with_place(form) or is_proper(parts[0])) and not _VERB.search(form)
        if named and not _NOT_AFTER.match(words.text[match.end() : match.end() + 4]):
            yield Span(begin, match.end()), "platform-ending"


def _find_founded(words: Words) -> Iterator[tuple[Span, str]]:
    """Institutes and centres of a field that partners set up together (共建稀土材料研究院)."""
    for match in _FOUNDED.finditer(words.text):
        if not _NO_FIELD.search(match.group("field")) and match.start("name") in words.starts:
            yield Span(*match.span("name")), "platform-founded"


@cache
def _platform_end() -> re.Pattern[str]:
    kinds = frozenset(row["term"] for row in read_vocabulary("place_suffixes") if row["class"] == "platform")
    return re.compile(f"(?:{either(kinds)})$")


def part_list(mention: Mention) -> Iterator[Mention]:
    """The platforms in 甲平台等乙平台, which the model may take as one: 甲平台, and 乙平台 unless it only says what kind 甲 is of."""
    match = _AND_OTHERS.search(mention.name)
    if mention.kind is not Kind.PLATFORM or not match or len(mention.name) != mention.span.end - mention.span.start:
        yield mention
        return
    for start, end in ((0, match.start()), (match.end(), len(mention.name))):
        name = mention.name[start:end]
        if end and (start == 0 or (len(name) > 4 and not is_generic(Kind.PLATFORM, name) and _platform_end().search(name))):
            yield replace(mention, span=Span(mention.span.start + start, mention.span.start + end), name=name)
