"""Task tables without any trace of their ruling: every cell is a line of its own, or several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kg.model import Span
from kg.structure.columns import ColumnKind, align_cells, block_label, column_kind, is_body_list, is_serial, is_time
from kg.structure.lines import Line
from kg.structure.marks import find_mark
from kg.structure.model import Cell, Row, Table

# A row of more lines is no row: with it a search for a table ends near where it began.
_LONGEST_ROW = 200
_LONGEST_NOTE = 20
_OTHER_UNITS = frozenset({"annex", "part", "chapter", "section", "article", "box"})
_REMARK = re.compile(r"(?:备?注|说明|附件?)\s*[：:]")
_DATE = re.compile(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日$")


@dataclass(slots=True)
class _Reader:
    """Reads the rows below some heads; ``current`` holds the lines of the row that is open, from line ``opened`` on.

    Attributes:
        last: one past the last line that surely belongs to the table.
        heading: the block heading that no row has followed yet.
        number: the number of the row last opened, 0 above the first of a block.
        numbered: whether rows open with their number, which tells them apart.
    """

    lines: Sequence[Line]
    heads: Sequence[str]
    last: int
    rows: list[Row] = field(default_factory=list)
    current: list[Line] = field(default_factory=list)
    opened: int = 0
    block: str = ""
    heading: Span | None = None
    number: int = 0
    numbered: bool = False

    def read(self) -> None:
        """Goes on to the first line that cannot belong to the table."""
        self.opened = self.last
        self.numbered = any(line.text[:1].isdecimal() and is_serial(line.text) for line in self._first_lines())
        for index in range(self.last, len(self.lines)):
            line = self.lines[index]
            if index - self.opened > _LONGEST_ROW or self._ends_before(line):
                break
            if line.text in self.heads and not is_time(line.text):
                self.opened += 1 if self.rows and not self.current else 0
            elif label := self._block_label(line):
                if not self._close(index):
                    break
                self.block, self.heading, self.number = label, line.span, 0
            elif self.numbered and self.heading and not self.current and not is_serial(line.text):
                break
            else:
                self._take(line, index)
        self._close_last()

    def _first_lines(self) -> Sequence[Line]:
        """The first line below the heads, and the one behind it where the first could head a block."""
        first = self.lines[self.last : self.last + 2]
        return first if first and len(first[0].text) <= _LONGEST_NOTE else first[:1]

    def _heads_block(self, index: int) -> bool:
        """Whether a line without a mark heads a block: short, and the number of the next row behind it."""
        line, following = self.lines[index], self.lines[index + 1].text if index + 1 < len(self.lines) else ""
        return len(line.text) <= _LONGEST_NOTE and not is_serial(line.text) and (self._is_next(following) or following in ("1", "1."))

    def _ends_before(self, line: Line) -> bool:
        mark = find_mark(line.text)
        return (mark is not None and mark.kind in _OTHER_UNITS) or bool(_REMARK.match(line.text))

    def _block_label(self, line: Line) -> str:
        """The label of a block, where a line heads one: a short heading (一、强链补链) between two rows."""
        if self.current and not self._has_bodies(self.current) and not self._is_whole(self.current):
            return ""
        return block_label(line.text, self.block)

    def _take(self, line: Line, index: int) -> None:
        """Puts a line into the row that is open, or opens one with it."""
        serial = is_serial(line.text)
        if self.current and (self._is_next(line.text) or self._is_full(line.text)) and not self._close(index):
            self.current.append(line)
            return
        if not self.current and self.numbered and self._heads_block(index):
            self.block, self.heading = line.text.replace("/", " "), line.span
            self.number = 0 if self.lines[index + 1].text in ("1", "1.") else self.number
            return
        if not self.current:
            self.opened = index
            if serial and line.text[0].isdecimal():
                self.number = _value(line.text)
            elif serial:
                self.block, self.heading, self.number = line.text, None, 0
        self.current.append(line)

    def _is_next(self, text: str) -> bool:
        """Whether a line is the number of the row that must follow."""
        return self.numbered and text[:1].isdecimal() and is_serial(text) and _value(text) == self.number + 1

    def _is_full(self, following: str) -> bool:
        """Whether the open row ends before a line: it has its bodies, and the line fits no column behind them."""
        if not self._has_bodies(self.current):
            return False
        after = self._after()
        behind = next(index for index, line in enumerate(reversed(self.current)) if is_body_list(line.text))
        if behind == 0 and is_body_list(following):
            return False
        head = after[behind] if behind < len(after) else ""
        return not head or is_serial(following) or (column_kind(head) is ColumnKind.TIME and not is_time(following))

    def _after(self) -> Sequence[str]:
        """The columns after the last one that holds bodies."""
        last = max(index for index, head in enumerate(self.heads) if column_kind(head) is ColumnKind.BODIES)
        return self.heads[last + 1 :]

    def _has_bodies(self, row: Sequence[Line]) -> bool:
        """Whether lines have bodies, with no more behind them than the columns after hold."""
        return any(is_body_list(line.text) for line in row[-1 - len(self._after()) :])

    def _is_whole(self, row: Sequence[Line]) -> bool:
        """Whether lines are one a column, with a number and times where the heads have them."""
        kinds = [column_kind(head) for head in self.heads]
        if len(row) != len(kinds) or kinds[0] is not ColumnKind.SERIAL or not is_serial(row[0].text):
            return False
        return all(is_time(line.text) for line, kind in zip(row, kinds, strict=True) if kind is ColumnKind.TIME)

    def _is_sound(self, row: Sequence[Line]) -> bool:
        """Whether lines can be a row: bodies, and before them no more lines than its other columns may take."""
        before = next((index for index, line in enumerate(row) if is_body_list(line.text)), len(row))
        texts = sum(column_kind(head) is ColumnKind.TEXT for head in self.heads)
        opened = self.numbered and is_serial(row[0].text)
        return before < len(row) and (opened or before <= 2 * texts + 1)

    def _close(self, index: int) -> bool:
        """Ends the open row before a line; False where its lines are none and must wait for more."""
        if not self.current:
            return self.heading is None
        if not self._is_sound(self.current) and not (self.numbered and is_serial(self.current[0].text)):
            return False
        self._add(self.current)
        self.current, self.last = [], index
        return True

    def _close_last(self) -> None:
        """Ends the last row where its columns are filled: what follows a table has no mark of its own."""
        row = self._without_rest(self.current)
        if row and (self._is_sound(row) or self._is_whole(row)) and (self.rows or not self.numbered or is_serial(row[0].text)):
            self._add(row)
            self.last = self.opened + len(row)

    def _without_rest(self, row: list[Line]) -> list[Line]:
        """The lines of the last row up to where its columns are filled."""
        end = next((index for index, line in enumerate(row) if is_body_list(line.text)), None)
        if end is None:
            whole = row[: len(self.heads)]
            return whole if self._is_whole(whole) else []
        after = self._after()
        while end < len(row) and is_body_list(row[end].text) and not (end + 1 < len(row) and _DATE.match(row[end + 1].text)):
            end += 1
        for head in after:
            text = row[end].text if end < len(row) else ""
            kind = column_kind(head)
            main = kind is ColumnKind.TEXT and not any(column_kind(h) is ColumnKind.TEXT for h in self.heads if h not in after)
            remark = kind is ColumnKind.TEXT and len(text) <= _LONGEST_NOTE and not _REMARK.match(text) and text[-1:] not in ("。", "：")
            if main and any(is_time(line.text) for line in row[end + 1 : end + 4]):
                end = next(index for index in range(end + 1, end + 4) if is_time(row[index].text))
            elif text and (is_time(text) if kind is ColumnKind.TIME else main or remark):
                end += 1
        return row[:end]

    def _add(self, row: Sequence[Line]) -> None:
        cells: list[Cell] = []
        columns = align_cells([line.text for line in row], self.heads)
        if self._is_whole(row) and not any(column_kind(self.heads[column]) is ColumnKind.BODIES for column in columns):
            columns = list(range(len(row)))
        for column, group in groupby(zip(columns, row, strict=True), key=lambda pair: pair[0]):
            held = [line for _, line in group]
            if column_kind(self.heads[column]) is ColumnKind.TIME:
                held = [line for line in held if is_time(line.text)] or held[:1]
            cells.append(Cell(Span(held[0].span.start, held[-1].span.end), self.heads[column]))
        self.rows.append(Row(tuple(cells), self.block, self.heading))
        self.heading = None


def read_stacked(lines: Sequence[Line], at: int, heads: Sequence[str]) -> Table | None:
    """The table whose heads stand one a line from ``at`` on, or None where no row follows them.

    Rows are told apart by their numbers where they have any, else by where the bodies that answer stand. Short headings
    between rows open blocks; heads said again on a new page are passed over.
    """
    reader = _Reader(lines, heads, at + len(heads))
    reader.read()
    return Table(at, reader.last, tuple(reader.rows)) if any(_answers(row) for row in reader.rows) else None


def _answers(row: Row) -> bool:
    return any(column_kind(cell.column) is ColumnKind.BODIES for cell in row.cells)


def _value(serial: str) -> int:
    return int(re.sub(r"\D", "", serial) or 0)
