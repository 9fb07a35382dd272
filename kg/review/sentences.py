"""The sentences that candidates stand in, read from a build's texts for the few that are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from kg.rdf.namespaces import PK
from kg.review.reading import Values, read_some

Wanted = tuple[tuple[str, tuple[str, ...]], ...]
"""Where to look and for which words: a provision or policy with names, or an evidence without any."""

_END = re.compile(r"[。；;！？!?\n]")
_LONGEST = 120
_BETWEEN = " … "


class Passages:
    """The provisions and evidences of some candidates, with the texts they lie in."""

    def __init__(self, graph: Path, wanted: Sequence[Wanted]) -> None:
        """Read where they stand, in one pass over the graph."""
        self._texts = graph / "texts"
        self._files = {file.stem[:12]: file for file in sorted(self._texts.glob("*.txt"))} if self._texts.is_dir() else {}
        self._read: dict[str, str] = {}
        self._places = read_some(graph, frozenset(place for places in wanted for place, _ in places))

    def find(self, wanted: Wanted) -> str:
        """The sentences for a candidate, one for each place; empty without texts."""
        found = [self._find_one(place, names) for place, names in wanted]
        return _BETWEEN.join(dict.fromkeys(sentence for sentence in found if sentence))

    def _find_one(self, place: str, names: tuple[str, ...]) -> str:
        values = self._places.get(place, {})
        if quotes := values.get(PK + "quote"):
            return _shorten(quotes[0], 0, len(quotes[0]))
        text = self._text(place)
        start, end = _span(values, len(text))
        for name in sorted(names, key=lambda name: (-len(name), name)):
            at = text.find(name, start, end)
            if at >= 0:
                return _sentence(text, at, at + len(name))
        return _sentence(text, start, start) if text else ""

    def _text(self, place: str) -> str:
        document = place.partition("/policy/")[2][:12]
        if document not in self._read:
            file = self._files.get(document)
            self._read[document] = file.read_text(encoding="utf-8", errors="replace") if file else ""
        return self._read[document]


def _span(values: Values, length: int) -> tuple[int, int]:
    start, end = values.get(PK + "start"), values.get(PK + "end")
    return (int(start[0]), int(end[0])) if start and end else (0, length)


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a passage."""
    before = [match.end() for match in _END.finditer(text, max(0, start - _LONGEST), start)]
    after = _END.search(text, end, end + _LONGEST)
    first = before[-1] if before else max(0, start - _LONGEST)
    last = after.start() if after else min(len(text), end + _LONGEST)
    return _shorten(text[first:last], start - first, end - first)


def _shorten(sentence: str, start: int, end: int) -> str:
    """A sentence on one line, cut around a passage where it is long."""
    if len(sentence) > 2 * _LONGEST:
        sentence = sentence[max(0, start - _LONGEST // 2) : max(end, start) + _LONGEST // 2][: 2 * _LONGEST]
    return " ".join(sentence.split())
