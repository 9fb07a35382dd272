"""The words of questions: what each points to, from the table ``question_words``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.asking.cleaning import stands_alone
from kg.vocabulary import read_vocabulary


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word says.

    Attributes:
        means: ``relation`` (of which question), ``role``, ``level``, ``rollup``, ``asof``, ``ask`` (what is wanted), ``which``,
            ``noun`` (what kind of thing), ``filler``, ``unused`` (no question has it), ``refuse`` (no answer with it).
        weight: of a relation, how much it speaks for the question.
    """

    means: str
    value: str
    weight: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the table where it stands in the plain text."""

    start: int
    end: int
    senses: tuple[Sense, ...]

    def has(self, means: str) -> bool:
        """Whether one of its senses is this."""
        return bool(self.values_of(means))

    def values_of(self, means: str) -> tuple[str, ...]:
        """What its senses of this meaning say."""
        return tuple(sense.value for sense in self.senses if sense.means == means)


@cache
def read_words() -> Mapping[str, tuple[Sense, ...]]:
    """The senses of each word, in the order of the table."""
    words: dict[str, tuple[Sense, ...]] = {}
    for row in read_vocabulary("question_words"):
        sense = Sense(row["means"], row["value"], int(row["weight"]))
        words[row["word"]] = (*words.get(row["word"], ()), sense)
    return words


@cache
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(word) for word in read_words()}, reverse=True))


def find_word(text: str, start: int, end: int) -> Word | None:
    """The longest word of the table that begins at ``start`` and does not run over ``end``; no part of a Latin word."""
    words = read_words()
    for length in _lengths():
        upto = start + length
        if upto <= end and text[start:upto] in words and stands_alone(text, start, upto):
            return Word(start, upto, words[text[start:upto]])
    return None
