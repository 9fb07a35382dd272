"""A question taken apart: names of the graph, dates, words that say what is asked, and what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from kg.asking.names import Named, NameIndex, find_names
from kg.asking.values import Value, find_values
from kg.asking.words import Word, find_word

_RUN = re.compile(r"[^\W_]+(?:[ '-][^\W_]+)*")
_AFTER_WHICH = frozenset({"noun", "level"})


@dataclass(frozen=True, slots=True)
class Left:
    """What no table and no name covers, where it stands.

    Attributes:
        longer: with the noun that follows at once (渔获 before 平台: 渔获平台), else the same.
    """

    start: int
    end: int
    written: str
    longer: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A plain question taken apart; nothing overlaps.

    Attributes:
        focus: the kinds of things asked for: ``agency``, ``industry``, ``number`` …
        left: what nothing covers, in order.
    """

    text: str
    names: tuple[Named, ...]
    values: tuple[Value, ...]
    words: tuple[Word, ...]
    focus: tuple[str, ...]
    left: tuple[Left, ...]

    def values_of(self, means: str) -> tuple[str, ...]:
        """What the words of a meaning say, in their order."""
        return tuple(value for word in self.words for value in word.values_of(means))

    def written(self, means: str) -> tuple[str, ...]:
        """The words of a meaning as they stand."""
        return tuple(self.text[word.start : word.end] for word in self.words if word.has(means))


def take_apart(text: str, index: NameIndex) -> Parts:
    """The parts of a plain question (`kg.asking.cleaning.clean_question`)."""
    values = find_values(text)
    names = tuple(name for name in find_names(text, index) if not any(_overlap(name, value) for value in values))
    taken = sorted([(value.start, value.end) for value in values] + [(name.start, name.end) for name in names])
    words = tuple(word for start, end in _gaps(taken, len(text)) for word in _find_words(text, start, end))
    covered = sorted(taken + [(word.start, word.end) for word in words])
    left = tuple(one for start, end in _gaps(covered, len(text)) for one in _find_left(text, start, end, words))
    return Parts(text, names, values, words, tuple(_find_focus(text, words)), left)


def _overlap(name: Named, value: Value) -> bool:
    return name.start < value.end and value.start < name.end


def _gaps(taken: list[tuple[int, int]], size: int) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end in (*taken, (size, size)):
        if at < start:
            yield at, start
        at = max(at, end)


def _find_words(text: str, start: int, end: int) -> Iterator[Word]:
    """The words of a stretch, from left to right, the longest first; 市 and 省 are words behind 哪些 only."""
    at, after_which = start, False
    while at < end:
        word = find_word(text, at, end)
        single = word is not None and word.end - word.start == 1 and not text[at].isascii()
        if word is None or (single and not _counts_alone(word, after_which)):
            at, after_which = at + 1, False
            continue
        yield word
        at, after_which = word.end, word.has("which")
        while at < end and text[at] == " ":
            at += 1


def _counts_alone(word: Word, after_which: bool) -> bool:
    return word.has("noun") and after_which or any(sense.means not in _AFTER_WHICH for sense in word.senses)


def _find_focus(text: str, words: tuple[Word, ...]) -> Iterator[str]:
    """What is asked for: words that ask by themselves, and the noun behind 哪些."""
    for word, then in zip_longest(words, words[1:]):
        noun = _noun_of(text, word, then)
        if noun:
            yield noun
        elif word.has("ask"):
            yield from word.values_of("ask")


def _noun_of(text: str, word: Word, then: Word | None) -> str:
    if not word.has("which") or then is None or text[word.end : then.start].strip():
        return ""
    return next(iter(then.values_of("noun")), "")


def _find_left(text: str, start: int, end: int, words: tuple[Word, ...]) -> Iterator[Left]:
    """Runs of letters that are more than one character."""
    for match in _RUN.finditer(text, start, end):
        if len(match[0]) > 1:
            after = next((word for word in words if word.start == match.end() and word.has("noun")), None)
            upto = after.end if after and not text[after.start].isascii() else match.end()
            yield Left(*match.span(), match[0], text[match.start() : upto])
