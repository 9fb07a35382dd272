"""Borders of words, by the segmenter: what a name must not cut."""

from __future__ import annotations

import rjieba

_REACH = 8


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
