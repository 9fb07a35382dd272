"""Lists of news items: where each begins and ends, its title and date, and numbered parts inside running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Span
from kg.structure.genre import DATE_LINE
from kg.structure.lines import Line
from kg.structure.model import PieceRole
from kg.structure.tree import Builder

_SEPARATOR = re.compile(r"[-—=*_·\s]{1,80}")
_ORDINALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class _Item:
    """The lines of a news item: its title, its body, its date."""

    title: Line
    body: tuple[Line, ...]
    date: Line | None


def parse_news(text: str, lines: Sequence[Line], separators: frozenset[int]) -> Builder:
    """The items of a list of news, each a provision ``article N`` with its parts below.

    Args:
        text: the document's text.
        lines: its lines with content.
        separators: numbers of the lines that hold nothing but a rule (``-``).
    """
    builder = Builder(text)
    for number, item in enumerate(_items(lines, separators), start=1):
        last = item.body[-1] if item.body else item.title
        span = Span(item.title.span.start, max(last.span.end, item.date.span.end if item.date else 0))
        node = builder.open(f"article {number}", "news", 0, span, None, item.title.text)
        builder.add(item.title.span, node, PieceRole.HEADING)
        _read_body(builder, node, item)
    return builder


def _read_body(builder: Builder, node: int, item: _Item) -> None:
    count = 0
    for line in item.body:
        for label, span in split_parts(builder.text, line.span):
            if label:
                child = builder.open(builder.path(node, label), "heading", 5, span, node)
            else:
                count += 1
                child = builder.open(builder.path(node, f"par {count}"), "paragraph", 12, span, node)
            builder.add(span, child)


def split_parts(text: str, span: Span) -> list[tuple[str, Span]]:
    """A running text with 一、…二、… inside, cut before each ordinal that goes on counting; labels are the ordinals."""
    line = span.of(text)
    cuts: list[tuple[str, int]] = []
    at = 0
    for ordinal in _ORDINALS:
        match = re.compile(rf"(?:^|[\s。；;：:!！]){ordinal}、").search(line, at)
        if not match:
            break
        cuts.append((ordinal, match.end() - 2))
        at = match.end()
    if len(cuts) < 2:
        return [("", span)]
    bounds = [("", 0), *cuts]
    parts = []
    for index, (label, start) in enumerate(bounds):
        end = bounds[index + 1][1] if index + 1 < len(bounds) else len(line)
        body = start + (2 if label else 0)
        stripped = line[body:end].strip()
        if stripped:
            begin = span.start + body + line[body:end].index(stripped[0])
            parts.append((label, Span(begin, begin + len(stripped))))
    return parts


def _items(lines: Sequence[Line], separators: frozenset[int]) -> list[_Item]:
    dates = [index for index, line in enumerate(lines) if DATE_LINE.fullmatch(line.text)]
    if not dates:
        return []
    if len(separators) >= len(dates) - 1 and separators:
        return _between_rules(lines, separators)
    before = sum(index > 0 and _is_title(lines[index - 1]) for index in dates)
    return _dated_below_title(lines, dates) if before * 2 > len(dates) else _dated_at_end(lines, dates)


def _is_title(line: Line) -> bool:
    return len(line.text) <= 60 and line.text[-1] not in "。；;，,…"


def _between_rules(lines: Sequence[Line], separators: frozenset[int]) -> list[_Item]:
    groups: list[list[Line]] = [[]]
    marks = sorted(separators, reverse=True)
    for line in lines:
        while marks and marks[-1] < line.number:
            marks.pop()
            groups.append([])
        groups[-1].append(line)
    return [_item(group) for group in groups if len(group) > 1 and any(DATE_LINE.fullmatch(x.text) for x in group)]


def _item(group: Sequence[Line]) -> _Item:
    date_at = next((i for i, line in enumerate(group) if i and DATE_LINE.fullmatch(line.text)), None)
    date = None if date_at is None else group[date_at]
    stop = len(group) if date_at is None or date_at <= 1 else date_at
    body = tuple(line for line in group[1:stop] if line is not date)
    return _Item(group[0], body, date)


def _dated_below_title(lines: Sequence[Line], dates: Sequence[int]) -> list[_Item]:
    items = []
    for order, index in enumerate(dates):
        end = dates[order + 1] - 1 if order + 1 < len(dates) else len(lines)
        items.append(_Item(lines[max(index - 1, 0)], tuple(lines[index + 1 : end]), lines[index]))
    return items


def _dated_at_end(lines: Sequence[Line], dates: Sequence[int]) -> list[_Item]:
    items, start = [], 0
    for index in dates:
        if index > start:
            items.append(_Item(lines[start], tuple(lines[start + 1 : index]), lines[index]))
        start = index + 1
    return items


def find_separators(text: str) -> frozenset[int]:
    """The numbers of lines that hold nothing but a rule."""
    return frozenset(
        number for number, line in enumerate(text.split("\n")) if line.strip() and _SEPARATOR.fullmatch(line) and line.strip(" \t")
    )


def item_dates(text: str, lines: Sequence[Line]) -> tuple[str, ...]:
    """The dates of all items as ``YYYY-MM-DD``, in order."""
    found = []
    for line in lines:
        if DATE_LINE.fullmatch(line.text):
            match = re.search(r"((?:19|20)\d{2})\D+(\d{1,2})\D+(\d{1,2})", line.text)
            if match:
                found.append(f"{match.group(1)}-{int(match.group(2)):02d}-{int(match.group(3)):02d}")
    return tuple(found)
