"""A normalised view of a text with a map back: one script, one width, no stray spaces inside words.

Rules read the view; spans found in it are mapped back, so that a quote is always the document's own text. Traditional
characters become simplified ones, full-width letters and digits half-width, half-width punctuation beside Chinese
full-width; single spaces that part a word of the segmenter are dropped. Nothing else changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import opencc
import rjieba

from kg.model import Span

_LETTERS = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
_WIDE = {code: code - 0xFEE0 for code in _LETTERS} | {0xFF05: "%", 0x2236: "："}
_NARROW = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_PUNCTUATION = re.compile(r"[,;:?!()]")
_HAN = "一-龥"
_GAP = re.compile(rf"(?<=[{_HAN}])[ 　]{{1,2}}(?=[{_HAN}])")
_REACH = 6


@dataclass(frozen=True, slots=True)
class View:
    """A text as rules read it. ``origin[i]`` is where its character ``i`` stands in the document; the last entry is the length."""

    text: str
    origin: tuple[int, ...] | None

    def back(self, span: Span) -> Span:
        """The span of the document that a span of the view stands for."""
        if self.origin is None or span.start == span.end:
            return span if self.origin is None else Span(self.origin[span.start], self.origin[span.start])
        return Span(self.origin[span.start], self.origin[span.end - 1] + 1)


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def normalise_text(text: str) -> View:
    """The view of a text.

    Example:
        >>> normalise_text("市商 务局(牽頭單位)").text
        '市商务局（牵头单位）'
    """
    simple = _simplify(text).translate(_WIDE)
    widened = _widen(simple)
    return _close_gaps(widened)


def _simplify(text: str) -> str:
    """One simplified character for each traditional one; a conversion that would change the length is done by character."""
    converter = _converter()
    converted = str(converter.convert(text))
    return converted if len(converted) == len(text) else "".join(_one(str(converter.convert(char)), char) for char in text)


def _one(converted: str, char: str) -> str:
    return converted if len(converted) == 1 else char


def _widen(text: str) -> str:
    """Half-width punctuation as full-width where it touches Chinese on either side."""

    def wide(match: re.Match[str]) -> str:
        at = match.start()
        beside = text[at - 1 : at] + text[at + 1 : at + 2]
        return _NARROW[match.group()] if re.search(rf"[{_HAN}“”》）)]", beside) else match.group()

    return _PUNCTUATION.sub(wide, text)


def _close_gaps(text: str) -> View:
    """Drops the spaces that part a word; those between words (titles, dates, names) stay."""
    dropped: list[tuple[int, int]] = []
    for match in _GAP.finditer(text):
        left = text[max(match.start() - _REACH, 0) : match.start()].split("\n")[-1]
        right = text[match.end() : match.end() + _REACH].split("\n")[0]
        if _joins(re.sub(r"\s+", "", left), re.sub(r"\s+", "", right)):
            dropped.append(match.span())
    if not dropped:
        return View(text, None)
    pieces: list[str] = []
    origin: list[int] = []
    last = 0
    for start, end in [*dropped, (len(text), len(text))]:
        pieces.append(text[last:start])
        origin.extend(range(last, start))
        last = end
    return View("".join(pieces), (*origin, len(text)))


def _joins(left: str, right: str) -> bool:
    """Whether the segmenter sees one word across the gap."""
    at = 0
    for word in rjieba.cut(left + right, False):
        if at < len(left) < at + len(word):
            return True
        at += len(word)
    return False
