"""Well-known organizations by name (``seeds/vocabularies/organizations.tsv``).

A short name that is an ordinary word too (flagged with ``?`` in the table) counts only beside a cue: a company's noun
or title behind it, a list of other organizations around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.mentions.name_borders import Words
from kg.model import Span
from kg.vocabulary import read_vocabulary

_NOT_AFTER = re.compile(
    r"^(?:院士|[路街桥山湖河镇村站杯生城楼厦们史]|大厦|大道|广场|中学|小学|花园|小区|旧村|社区|街道|故居|精神|云城|体育场|体育馆|大剧院)"
)
_PARK_AFTER = re.compile(r"^(?:科技园|大学城|创业园|产业园)")
_LATIN = re.compile(r"[A-Za-z0-9]")
_CUE_AFTER = re.compile(
    r"^(?:集团|公司|总部|股份|董事长|总裁|总经理|副总裁|创始人|首席|高管|CEO|华南|华东|华北|华中|西南|西北|中国区|研究院|旗下|等[^，。；]{0,8}(?:企业|公司|品牌|巨头|厂商|机构|平台|高校|车企|央企))"
)
_CUE_BEFORE = re.compile(
    r"(?:企业|公司|集团|巨头|品牌|厂商|龙头|央企|车企|药企|高校|携手|牵手|引进|旗下|平台|电商|500强)$"
)


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names in a matcher.

    Attributes:
        doubtful: whether a name (by its index) is an ordinary word too.
        full: the full name that each stands for.
    """

    matcher: AhoCorasick
    names: tuple[str, ...]
    doubtful: tuple[bool, ...]
    full: dict[str, str]


@lru_cache(maxsize=1)
def load_known() -> KnownNames:
    """The shipped gazetteer of organizations."""
    doubtful: dict[str, bool] = {}
    full: dict[str, str] = {}
    for row in read_vocabulary("organizations"):
        forms = (row["name"], *(s for s in row["short_names"].split("|") if s))
        for form in forms:
            plain = form.rstrip("?").replace(" ", "")
            doubtful[plain] = doubtful.get(plain, True) and form.endswith("?")
            full.setdefault(plain, row["name"].rstrip("?"))
    names = tuple(sorted(doubtful))
    matcher = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    return KnownNames(matcher, names, tuple(doubtful[n] for n in names), full)


def is_known_name(form: str) -> bool:
    """Whether a form is in the gazetteer, ordinary word or not."""
    return form in load_known().full


def full_form(form: str) -> str:
    """The name under which the gazetteer lists a form (腾讯 and 腾讯公司 share one); the form itself where it has none.

    Example:
        >>> full_form("中广核") == full_form("中广核集团")
        True
    """
    return load_known().full.get(form, form)


def find_known(words: Words) -> list[Span]:
    """Where well-known organizations stand.

    Example:
        >>> from kg.mentions.name_borders import cut_words
        >>> [s.of("引进华为等企业") for s in find_known(cut_words("引进华为等企业"))]
        ['华为']
    """
    known, text = load_known(), words.text
    sure: list[Span] = []
    doubtful: list[Span] = []
    for index, start, end in known.matcher.find_matches_as_indexes(text):
        span = Span(start, end)
        if not _is_whole(words, span):
            continue
        if not known.doubtful[index] or _has_cue(text, span):
            sure.append(span)
        else:
            doubtful.append(span)
    return sorted([*sure, *_beside(text, sure, doubtful)])


def _is_whole(words: Words, span: Span) -> bool:
    """Whether a name is no part of a longer word, of a street, a building or a park."""
    text = words.text
    after = text[span.end : span.end + 14]
    if _NOT_AFTER.match(after) or _PARK_AFTER.match(after):
        return False
    if _LATIN.match(text[span.end - 1]) and after and _LATIN.match(after[0]) and not after[0].isdigit():
        return False
    if _LATIN.match(text[span.start]) and span.start and _LATIN.match(text[span.start - 1]):
        return False
    return not _cuts_word(words, span)


def _cuts_word(words: Words, span: Span) -> bool:
    """Whether a border lies inside a word of the segmenter's dictionary that the name does not hold."""
    first, last = words.words[words.index_at(span.start)], words.words[words.index_at(span.end - 1)]
    return (first.start < span.start and first.known) or (last.end > span.end and last.known)


def _has_cue(text: str, span: Span) -> bool:
    return bool(_CUE_AFTER.match(text[span.end : span.end + 20]) or _CUE_BEFORE.search(text[max(0, span.start - 4) : span.start]))


def _beside(text: str, sure: list[Span], doubtful: list[Span]) -> list[Span]:
    """The doubtful names that stand in one list with a sure one, step by step from it."""
    ends, starts = {s.end for s in sure}, {s.start for s in sure}
    accepted: set[Span] = set()
    for span in doubtful:
        if text[span.start - 1 : span.start] == "、" and span.start - 1 in ends:
            accepted.add(span)
            ends.add(span.end)
    for span in reversed(doubtful):
        if text[span.end : span.end + 1] == "、" and span.end + 1 in starts:
            accepted.add(span)
            starts.add(span.start)
    return sorted(accepted)
