"""The lines of a text: where their content begins and ends, without white space and traces of other programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Span

_NOISE = re.compile(r"(?:\[bookmark:[^\]\n]{0,40}\]|<!--[^\n]{0,60}-->|[#*>]{1,6}(?=[^#*>])|[\s\u200b\ufeff])+")
_BLANK = " \t\r\f\v\u3000\xa0\u200b\ufeff*"
_PAGE_NUMBER = re.compile(r"[－—\-–\s·]*\d{0,4}[－—\-–\s·]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with content: the span of its stripped text, that text, and whether a tab opened it (a table cell)."""

    span: Span
    text: str
    cell: bool
    number: int


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text that hold more than white space and page numbers, in order."""
    return tuple(_iterate(text))


def _iterate(text: str) -> Iterator[Line]:
    start = 0
    for number, raw in enumerate(text.split("\n")):
        lead = _NOISE.match(raw)
        begin = lead.end() if lead else 0
        end = max(begin, len(raw.rstrip(_BLANK)))
        content = raw[begin:end]
        if content and not (len(content) < 12 and _PAGE_NUMBER.fullmatch(content) and not content.isdecimal()):
            yield Line(Span(start + begin, start + end), content, raw.startswith("\t"), number)
        start += len(raw) + 1
