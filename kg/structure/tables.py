"""Task tables that lost their ruling: cells stand one a line, or side by side between tabs or bars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import inf

from kg.model import Span
from kg.structure.columns import (
    ColumnKind,
    align_cells,
    block_label,
    column_kind,
    is_body_list,
    is_head_cell,
    is_responsible_column,
    is_serial,
)
from kg.structure.lines import Line
from kg.structure.marks import find_mark
from kg.structure.model import Cell, Row, Table
from kg.structure.stacked import read_stacked

# No table read here has more columns, or a row of more lines: with them a search for a table ends near where it began.
_MOST_COLUMNS, _LONGEST_ROW = 30, 200
_BARS, _TABS = re.compile(r"[^|｜]+"), re.compile(r"[^\t]+")
_GAPS = re.compile(r"[^ \u3000\xa0]+(?:[ \xa0][^ \u3000\xa0]+)*")
_FEWEST_BETWEEN_GAPS = 3


def find_tables(text: str, lines: Sequence[Line]) -> tuple[Table, ...]:
    """All tables among the lines, in order; they do not overlap."""
    tables, at = [], 0
    while at < len(lines):
        table = _table_at(text, lines, at)
        if table:
            tables.append(table)
            at = table.last
        else:
            at += 1
    return tuple(tables)


def _table_at(text: str, lines: Sequence[Line], at: int) -> Table | None:
    parts = split_cells(lines[at])
    if len(parts) >= _fewest(lines[at]) and sum(is_head_cell(part.of(text)) for part in parts) * 2 > len(parts):
        return _side_by_side(text, lines, at, [part.of(text).strip() for part in parts])
    heads = _heads(lines, at)
    if len(heads) < 2 or not any(is_responsible_column(head) for head in heads):
        return None
    if all(line.cell for line in lines[at : at + len(heads)]):
        return _tabbed(text, lines, at, heads)
    return read_stacked(lines, at, heads)


def _fewest(line: Line) -> int:
    """How many cells a line needs to head a table: white space alone says less than tabs or bars."""
    return 2 if re.search(r"[\t|｜]", line.text) else _FEWEST_BETWEEN_GAPS


def split_cells(line: Line) -> list[Span]:
    """The cells of a line that holds several: between bars, else tabs, else runs of white space."""
    if line.text.count("|") + line.text.count("｜") >= 2:
        pattern = _BARS
    elif "\t" in line.text:
        pattern = _TABS
    else:
        pattern = _GAPS
    spans = []
    for match in pattern.finditer(line.text):
        cell = match.group()
        lead = len(cell) - len(cell.lstrip())
        if cell.strip():
            start = line.span.start + match.start() + lead
            spans.append(Span(start, start + len(cell.strip())))
    return spans


def _heads(lines: Sequence[Line], at: int) -> list[str]:
    heads: list[str] = []
    while at < len(lines) and len(heads) < _MOST_COLUMNS and is_head_cell(lines[at].text) and lines[at].text not in heads:
        heads.append(lines[at].text)
        at += 1
    return heads


def _side_by_side(text: str, lines: Sequence[Line], at: int, heads: list[str]) -> Table | None:
    rows: list[Row] = []
    last, block, heading = at + 1, "", None
    while last < len(lines):
        parts = split_cells(lines[last])
        if len(parts) < 2:
            label = block_label(lines[last].text, block)
            if label and last + 1 < len(lines) and len(split_cells(lines[last + 1])) >= 2:
                block, heading = label, lines[last].span
            elif rows and _goes_on(rows[-1], lines[last]):
                rows[-1] = _with_more(rows[-1], lines[last])
            else:
                break
        elif re.search(r"[^|｜\-—:\s]", lines[last].text) and [part.of(text).strip() for part in parts] != heads:
            rows.append(Row(_cells(text, parts, heads), block, heading))
            heading = None
        last += 1
    return Table(at, last, tuple(rows)) if rows else None


def _cells(text: str, parts: Sequence[Span], heads: Sequence[str]) -> tuple[Cell, ...]:
    """The cells of a row; where some are missing, what stands in those left tells which, else they are the first."""
    cells = parts[: len(heads)]
    skipped = len(heads) - len(cells)
    columns: Sequence[int] = range(skipped, len(heads))
    if skipped and any(column_kind(head) is ColumnKind.BODIES for head in heads):
        columns = align_cells([cell.of(text).strip() for cell in cells], heads)
    found: list[Cell] = []
    for span, column in zip(cells, columns, strict=True):
        if found and found[-1].column == heads[column]:
            found[-1] = Cell(Span(found[-1].span.start, span.end), heads[column])
        else:
            found.append(Cell(span, heads[column]))
    return tuple(found)


def _goes_on(row: Row, line: Line) -> bool:
    """Whether a line goes on with the last cell of a row: more bodies below bodies."""
    return column_kind(row.cells[-1].column) is ColumnKind.BODIES and is_body_list(line.text) and find_mark(line.text) is None


def _with_more(row: Row, line: Line) -> Row:
    last = row.cells[-1]
    return Row((*row.cells[:-1], Cell(Span(last.span.start, line.span.end), last.column)), row.block, row.heading)


def _tabbed(text: str, lines: Sequence[Line], at: int, heads: list[str]) -> Table | None:
    """Cells that a tab opens, one after the other; lines without a tab go on with the cell before."""
    if not _tabbed_rows(text, _raw_cells(text, lines, at, _LONGEST_ROW), heads):
        return None
    raw = _raw_cells(text, lines, at)
    end = raw[-1].end
    last = next((index for index in range(at, len(lines)) if lines[index].span.start >= end), len(lines))
    return Table(at, last, tuple(_tabbed_rows(text, raw, heads)))


def _tabbed_rows(text: str, raw: Sequence[Span], heads: list[str]) -> list[Row]:
    rows: list[Row] = []
    block, width = "", len(heads)
    for first in range(0, len(raw), width):
        group = raw[first : first + width]
        texts = [span.of(text).strip() for span in group]
        if len(group) < width or texts == heads:
            continue
        if is_serial(texts[0]):
            block = texts[0]
        cells = tuple(Cell(span, head) for span, head in zip(group, heads, strict=True))
        if any(span.end > span.start for span in group):
            rows.append(Row(cells, block))
    return rows


def _raw_cells(text: str, lines: Sequence[Line], at: int, most: float = inf) -> list[Span]:
    """The spans of the cells from a line on, empty ones too, up to a line that opens something else, but at ``most`` so many."""
    cells: list[list[int]] = []
    position, blank = text.rfind("\t", 0, lines[at].span.start), 0
    for raw in _raw_lines(text, position, lines, at):
        stripped = raw.strip()
        if len(cells) > most or stripped and not raw.startswith("\t") and blank >= 3:
            break
        blank = 0 if raw else blank + 1
        lead = position + len(raw) - len(raw.lstrip()) if stripped else position
        if raw.startswith("\t"):
            cells.append([lead, lead + len(stripped)])
        elif stripped and cells:
            if cells[-1][1] == cells[-1][0]:
                cells[-1][0] = lead
            cells[-1][1] = lead + len(stripped)
        position += len(raw) + 1
    return [Span(first, last) for first, last in cells]


def _raw_lines(text: str, position: int, lines: Sequence[Line], at: int) -> Iterator[str]:
    """The text from a position on, line by line as it is asked for, up to a line that opens something else."""
    while True:
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        while at < len(lines) and lines[at].span.start < end:
            if _opens_other(lines[at]):
                yield text[position : lines[at].span.start]
                return
            at += 1
        yield text[position:end]
        if end == len(text):
            return
        position = end + 1


def _opens_other(line: Line) -> bool:
    """Whether a line that no tab opens is the first of a new unit."""
    mark = None if line.cell else find_mark(line.text)
    if mark is None:
        return False
    return mark.kind in ("annex", "chapter", "article", "box") or (mark.rank == 5 and len(line.text) > mark.length)
