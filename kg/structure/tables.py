"""Task tables that lost their ruling: cells stand one a line, or side by side between tabs or bars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from kg.model import Span
from kg.structure.lines import Line
from kg.structure.marks import find_mark

_RESPONSIBLE = re.compile(r"(?:责任|牵头|配合|负责|主办|协办|参与|承办|主管|实施|支持|参加|协同|落实)[^，。]{0,6}(?:单位|部门|主体|机构)?$")
_HEAD_WORD = re.compile(
    r"(?:序号|编号|任务|目标|措施|举措|内容|分工|时限|时间|期限|进度|节点|备注|项目|事项|领域|类别|指标|要求|名称|单位|部门|主体|计划|方向|成果"
    r"|属性|基期|现状|数值|\d{4}年)$"
)
_SERIAL = re.compile(r"(?:\d{1,3}|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3})[、.．]?$")
_BODY_NAME = re.compile(
    r"[^。；;：:]{0,60}(?:局|委|部|办|厅|院|会|政府|中心|公司|单位|海关|分行|部门|集团|机构|专班|学校|大学"
    r"|区|市|县|等)[〕）)\]]?$"
)
# No table read here has more columns, or a row of more lines: with them a search for a table ends near where it began.
_MOST_COLUMNS, _LONGEST_ROW = 30, 200
_TIME_HEAD = re.compile(r"(?:时限|时间|期限|节点|进度|日期)")
_TIME = re.compile(r"^.{0,10}(?:\d年|\d月|年底|长期|持续|常态|全年|每年|每月|每季|近期|中期|立即|[底末]前)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its span (empty where it holds nothing) and the head of its column."""

    span: Span
    column: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a task table: its cells from left to right, and the label of the block it belongs to."""

    cells: tuple[Cell, ...]
    block: str

    @property
    def span(self) -> Span:
        """From the first cell that holds something to the last."""
        full = [cell.span for cell in self.cells if cell.span.end > cell.span.start]
        return Span(full[0].start, full[-1].end)


@dataclass(frozen=True, slots=True)
class Table:
    """The lines it takes (first and one past the last, indices into the lines) and its rows."""

    first: int
    last: int
    rows: tuple[Row, ...]


def is_responsible_column(head: str) -> bool:
    """Whether a column of this head holds the bodies that answer for a row."""
    return bool(_RESPONSIBLE.match(head)) and "人" not in head[-2:]


def is_head_cell(text: str) -> bool:
    """Whether a line could be the head of a column."""
    return len(text) <= 12 and bool(_HEAD_WORD.search(text) or _RESPONSIBLE.match(text))


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
    if len(parts) >= 2 and sum(is_head_cell(part.of(text)) for part in parts) * 2 > len(parts):
        return _side_by_side(text, lines, at, [part.of(text).strip() for part in parts])
    heads = _heads(lines, at)
    if len(heads) < 2 or not any(is_responsible_column(head) for head in heads):
        return None
    if all(line.cell for line in lines[at : at + len(heads)]):
        return _tabbed(text, lines, at, heads)
    return _stacked(lines, at, heads)


def split_cells(line: Line) -> list[Span]:
    """The cells of a line that holds several, between tabs or bars."""
    pattern = r"[^|｜]+" if line.text.count("|") + line.text.count("｜") >= 2 else r"[^\t]+"
    if "\t" not in line.text and pattern == r"[^\t]+":
        return [line.span]
    spans = []
    for match in re.finditer(pattern, line.text):
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
    last, block = at + 1, ""
    while last < len(lines) and (parts := split_cells(lines[last])) and len(parts) >= 2:
        cells = parts[: len(heads)]
        skipped = len(heads) - len(cells)
        row = tuple(Cell(span, heads[index + skipped]) for index, span in enumerate(cells))
        if re.search(r"[^|｜\-—:\s]", lines[last].text):
            rows.append(Row(row, block))
        last += 1
    return Table(at, last, tuple(rows)) if rows else None


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
        if _SERIAL.match(texts[0]):
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


def _stacked(lines: Sequence[Line], at: int, heads: list[str]) -> Table | None:
    """Cells one a line without any trace of the ruling: a row ends with the bodies that answer for it and the columns after."""
    first = at + len(heads)
    after = _heads_after(heads)
    rows: list[Row] = []
    block = ""
    current: list[Line] = []
    last = opened = first
    for index in range(first, len(lines)):
        line = lines[index]
        if index - opened > _LONGEST_ROW:
            break
        mark = find_mark(line.text)
        if mark and mark.kind in ("annex", "chapter", "article", "box") or (mark and mark.rank == 5 and not rows and not current):
            break
        if line.text in heads:
            last = index + 1
            opened += 1 if rows else 0
            continue
        if _is_complete(current, after, line.text):
            rows.append(_stacked_row(current, heads, block))
            current, opened = [], index
        if _SERIAL.match(line.text) and not current and not line.text[0].isdecimal():
            block = line.text
        current.append(line)
        last = index + 1
    if _has_bodies(current, after):
        rows.append(_stacked_row(current, heads, block))
    elif current and rows:
        last = next(i for i in range(first, len(lines)) if lines[i] is current[0])
    return Table(at, last, tuple(rows)) if rows else None


def _heads_after(heads: Sequence[str]) -> list[str]:
    """The columns after the last one that holds bodies."""
    last = max(index for index, head in enumerate(heads) if is_responsible_column(head))
    return list(heads[last + 1 :])


def _has_bodies(row: Sequence[Line], after: Sequence[str]) -> bool:
    """Whether a row of lines has its bodies, with no more behind them than the columns after hold."""
    return any(is_body_list(line.text) for line in row[-1 - len(after) :])


def _is_complete(row: Sequence[Line], after: Sequence[str], following: str) -> bool:
    """Whether a row ends before the line that follows; what is no time does not go into a column of times."""
    if not _has_bodies(row, after):
        return False
    behind = next(index for index, line in enumerate(reversed(row)) if is_body_list(line.text))
    if behind == 0 and is_body_list(following):
        return False
    head = after[behind] if behind < len(after) else ""
    return not head or (_SERIAL.match(following) is not None) or (bool(_TIME_HEAD.search(head)) and not _TIME.search(following))


def is_body_list(line: str) -> bool:
    """Whether a whole line could be names of bodies: short, no sentence, each name with an ending of one."""
    if len(line) > 120 or _SERIAL.match(line):
        return False
    names = [name for name in re.split(r"[、，,；;\s]+", line) if name]
    return bool(names) and all(len(name) <= 30 and _BODY_NAME.match(name) for name in names)


def _stacked_row(current: list[Line], heads: list[str], block: str) -> Row:
    """The cells of a row: a serial at the start, bodies, what stands behind them; the last column before them for the rest."""
    end = len(current)
    while end > 0 and not is_body_list(current[end - 1].text):
        end -= 1
    split = end
    while split > 0 and is_body_list(current[split - 1].text):
        split -= 1
    who, after = next(head for head in heads if is_responsible_column(head)), _heads_after(heads)
    before = heads[: len(heads) - len(after)] if end < len(current) else heads
    texts = [head for head in before if not is_responsible_column(head)] or [""]
    cells = [Cell(line.span, texts[min(column, len(texts) - 1)]) for column, line in enumerate(current[:split])]
    if split < end:
        cells.append(Cell(Span(current[split].span.start, current[end - 1].span.end), who))
    cells += [Cell(line.span, head) for head, line in zip(after, current[end:], strict=False)]
    return Row(tuple(cells), block)
