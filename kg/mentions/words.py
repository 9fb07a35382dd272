"""Borders of words, by the segmenter: what a name must not cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import rjieba

from kg.mentions.name_borders import border_words

_REACH = 8
# prepositions, conjunctions, particles; of adverbs and pronouns only those of one character, of words of position those of a clause
_LEADING_TAGS = frozenset({"p", "c", "u", "uj", "ul", "uz", "ud", "ug", "uv"})
_SHORT_LEADING_TAGS = frozenset({"d", "r"})
_CLAUSE_ENDS = frozenset("前后时间内")
_LEAST = 4
_PREPOSITIONS = frozenset({"p", "c"})
_IN_NAMES = frozenset("非和与及等")


def word_borders(text: str, start: int, end: int) -> set[int]:
    """The borders that the segmenter sees between ``start`` and ``end``, with some text around."""
    first = max(start - _REACH, 0)
    at, borders = first, set()
    for word in rjieba.cut(text[first : end + _REACH], False):
        borders.add(at)
        at += len(word)
    borders.add(at)
    return borders


def stands_at_borders(text: str, start: int, end: int) -> bool:
    """Whether the segmenter cuts no word of the text at either end (应城市 in 适应城市 is no city).

    Example:
        >>> stands_at_borders("推动石家庄市发展", 2, 6)
        True
    """
    borders = word_borders(text, start, end)
    return start in borders and end in borders


def starts_word(text: str, start: int) -> bool:
    """Whether a word starts here (商务 in 电子商务 does not)."""
    return start in word_borders(text, start, start)


def starts_verb(text: str, start: int) -> bool:
    """Whether the word that begins here is a verb and nothing else to the segmenter."""
    at = max(start - _REACH, 0)
    for word, tag in rjieba.tag(text[at : start + _REACH]):
        if at == start:
            return bool(tag == "v")
        at += len(word)
    return False


def skip_lead_words(text: str, start: int, end: int, *, brand: bool = False) -> int:
    """Where a name begins behind prepositions and verbs that a finder took in, of which four characters stay.

    Args:
        text: the passage.
        start: where the finder lets it begin.
        end: where it ends.
        brand: whether a preposition may open it, as brands do (以…药业).

    Example:
        >>> skip_lead_words("到市信用平台", 0, 6), skip_lead_words("数据平台", 0, 4)
        (1, 0)
    """
    at = start
    for word, tag in _split_glued(rjieba.tag(text[start:end])):
        leads = word in border_words("lead") or (not brand and tag in _PREPOSITIONS and word not in _IN_NAMES)
        if not leads or end - at - len(word) < _LEAST or (brand and len(word) < 2):
            break
        at += len(word)
    return at


def find_lead_words(text: str, start: int, end: int) -> list[int]:
    """Where the words between two places end that belong to the sentence and open no name of a body.

    They are those of closed classes (但, 自, 凭, 以及) and the verbs that take a body as their object (提请, 取得).

    Example:
        >>> find_lead_words("可以提请电力主管部门处理", 0, 6)
        [2, 4]
    """
    first = max(start - _REACH, 0)
    at, found = first, []
    for word, tag in _split_glued(rjieba.tag(text[first : end + _REACH])):
        at += len(word)
        if start < at <= end and _leads(word, tag):
            found.append(at)
    return found


def follows_lead_word(text: str, at: int) -> bool:
    """Whether the word that ends here only leads to what stands behind it (`find_lead_words`)."""
    return at > 0 and at in find_lead_words(text, at - 1, at)


def _leads(word: str, tag: str) -> bool:
    if word in _IN_NAMES:
        return False
    if tag == "f":
        return word in _CLAUSE_ENDS
    return word in border_words("governs") or tag in _LEADING_TAGS or (len(word) == 1 and tag in _SHORT_LEADING_TAGS)


def _split_glued(words: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The words, those in two that the segmenter made of a verb and a level (送省, 到市)."""
    for word, tag in words:
        if len(word) == 2 and word[1] in "省市县区" and word[0] in border_words("governs") and not rjieba.has_word(word):
            yield word[0], "v"
            yield word[1], "n"
        else:
            yield word, tag
