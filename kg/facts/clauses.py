"""Sentences and their clauses, as spans of the document's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Span

# Brackets, titles and short quotes hide the separators in them; a comma between digits is a thousands separator.
_CUT = re.compile(
    r"（[^（）\n]{0,80}）|\([^()\n]{0,80}\)|〔[^〔〕\n]{0,20}〕|《[^《》\n]{0,80}》|“[^“”。，；,;\n]{0,60}”"
    r"|(?P<sentence>[。！？!?\n]|…{2,})|(?P<group>[；;])|(?P<clause>，|[：:](?![0-9])|(?<![0-9]),|,(?![0-9]{3}(?![0-9])))"
)

# Bounds that no real sentence meets: with them all that rules do in a sentence takes bounded time.
_LONGEST_CLAUSE, _MOST_CLAUSES = 400, 80


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause without its closing mark.

    Attributes:
        group: index of its group in the sentence: groups end at a semicolon.
        mark: the closing mark, or empty at the end.
    """

    span: Span
    group: int
    mark: str


def split_sentences(text: str, span: Span) -> Iterator[tuple[Clause, ...]]:
    """The sentences of ``text[span]`` as tuples of clauses, empty ones left out.

    Example:
        >>> [[c.span.of("甲，乙；丙。丁") for c in s] for s in split_sentences("甲，乙；丙。丁", Span(0, 7))]
        [['甲', '乙', '丙'], ['丁']]
    """
    clauses: list[Clause] = []
    begin, group = span.start, 0
    for match in _CUT.finditer(text, span.start, span.end):
        if match.lastgroup is None:
            continue
        _add(clauses, text, begin, match.start(), group, match.group())
        begin = match.end()
        if match.lastgroup == "sentence" or len(clauses) > _MOST_CLAUSES:
            if clauses:
                yield tuple(clauses)
            clauses, group = [], 0
        elif match.lastgroup == "group":
            group += 1
    _add(clauses, text, begin, span.end, group, "")
    for first in range(0, len(clauses), _MOST_CLAUSES):
        yield tuple(clauses[first : first + _MOST_CLAUSES])


def _add(clauses: list[Clause], text: str, start: int, end: int, group: int, mark: str) -> None:
    """Add a clause without the white space around it; one longer than a clause can be is cut."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST_CLAUSE:
        clauses.append(Clause(Span(start, start + _LONGEST_CLAUSE), group, ""))
        start += _LONGEST_CLAUSE
    if start < end:
        clauses.append(Clause(Span(start, end), group, mark))
