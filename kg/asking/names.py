"""The names of a graph in a question: which stand there, the longest together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.asking.cleaning import Squeezed, squeeze, stands_alone
from kg.asking.words import find_word, read_words
from kg.questions.names import list_functions, list_names, normalise_name
from kg.resolve.agencies import function_key
from kg.stores.source import Source

_BODY = re.compile("部门|委员会|[局委厅办部署]")
_LONGEST_BODY = 16


@dataclass(frozen=True, slots=True)
class Named:
    """A name where it stands in the plain text.

    Attributes:
        parameters: those of the questions that know it, the likeliest first.
    """

    start: int
    end: int
    written: str
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameIndex:
    """All that a graph has a name for: names as they are compared with their parameters, and functions of its agencies."""

    names: Mapping[str, tuple[str, ...]]
    functions: frozenset[str]
    longest: int = field(default=0)

    def parameters_of(self, name: str) -> tuple[str, ...]:
        """The parameters that know a name as it is compared; bodies are known by their function too (市工信局)."""
        known = self.names.get(name, ())
        if not known and len(name) <= _LONGEST_BODY and _BODY.search(name, max(0, len(name) - 3)):
            ends = any(match.end() == len(name) for match in _BODY.finditer(name))
            return ("agency",) if ends and function_key(name) in self.functions else ()
        return known


def read_names(source: Source) -> NameIndex:
    """The index of a graph; words of questions (部门, 平台) are no names."""
    words = {normalise_name(word) for word in read_words()}
    names = {name: known for name, known in list_names(source).items() if len(name) > 1 and name not in words}
    return NameIndex(names, list_functions(source), max(map(len, names), default=0))


def find_names(text: str, index: NameIndex) -> tuple[Named, ...]:
    """Names that stand in the plain text, none over another: those that cover most of it, the fewest, the first.

    A name inside a longer word of questions is none.
    """
    squeezed = squeeze(text)
    best: list[tuple[int, int, tuple[Named, ...]]] = [(0, 0, ())] * (len(squeezed.text) + 1)
    for at in range(len(squeezed.text) - 1, -1, -1):
        best[at] = best[at + 1]
        for length, named in _find_at(text, squeezed, at, index):
            covered, fewer, rest = best[at + length]
            best[at] = max(best[at], (covered + length, fewer - 1, (named, *rest)), key=lambda way: way[:2])
    return best[0][2] if best else ()


def _find_at(text: str, squeezed: Squeezed, at: int, index: NameIndex) -> Iterator[tuple[int, Named]]:
    """The names that begin at a place of the squeezed text, the longest first."""
    start, left = squeezed.at[at], len(squeezed.text) - at
    word = find_word(text, start, len(text))
    for length in range(min(left, max(index.longest, _LONGEST_BODY)), 1, -1):
        known = index.parameters_of(squeezed.text[at : at + length])
        end = squeezed.at[at + length - 1] + 1
        if known and stands_alone(text, start, end) and not (word and word.end > end):
            yield length, Named(start, end, text[start:end], known)
