"""The tables of an office as one Excel workbook (.xlsx).

The same graph gives the same bytes: dates are fixed, and no cell is ever a formula or a link.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kg.exports.characters import Changes, starts_formula
from kg.questions.gathering import Cell
from kg.sheets.model import Column, Sheet

_DAY = datetime(2000, 1, 1)  # a workbook must say when it was made
MOST_ROWS = 1_048_575  # below the head, Excel specifications and limits
_HEAD_HEIGHT = 32  # points: two lines
_NARROW = {"font_name": "宋体", "font_size": 10, "text_wrap": True, "valign": "top"}
_HEAD = {"font_name": "宋体", "font_size": 10, "bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#DCE6F1", "border": 1}


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook, changes: Changes) -> None:
        self.book, self.changes = book, changes
        self.head = book.add_format(_HEAD)
        self.plain = book.add_format(_NARROW)
        self.quoted = book.add_format({**_NARROW, "quote_prefix": True})
        self.numbers: dict[str, Format] = {}

    def write_sheet(self, sheet: Sheet) -> None:
        """A sheet: a frozen head with filters, then the rows."""
        page: Worksheet = self.book.add_worksheet(sheet.zh)
        page.freeze_panes(1, 1)
        page.set_row(0, _HEAD_HEIGHT)
        rows = sheet.rows[:MOST_ROWS]
        self.changes.rows += len(sheet.rows) - len(rows)
        page.autofilter(0, 0, len(rows), len(sheet.columns) - 1)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        for at, column in enumerate(sheet.columns):
            page.set_column(at, at, column.width)
            page.write_string(0, at, f"{column.zh}\n{column.name}", self.head)
        for number, row in enumerate(rows, start=1):
            for at, (cell, column) in enumerate(zip(row, sheet.columns, strict=True)):
                self._write_cell(page, (number, at), cell, column)

    def _write_cell(self, page: Worksheet, place: tuple[int, int], cell: Cell, column: Column) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, (int, Decimal)) and not isinstance(cell, bool) and Decimal(repr(float(cell))) == cell:
            page.write_number(*place, float(cell), self._show_numbers(column.numbers))
            return
        text = self.changes.fit_cell(format(cell, "f") if isinstance(cell, Decimal) else str(cell))
        page.write_string(*place, text, self.quoted if starts_formula(text) else self.plain)

    def _show_numbers(self, numbers: str) -> Format:
        if numbers not in self.numbers:
            self.numbers[numbers] = self.book.add_format({**_NARROW, "num_format": numbers or "General"})
        return self.numbers[numbers]


def render_workbook(sheets: Sequence[Sheet], changes: Changes) -> bytes:
    """The workbook of tables, one sheet each.

    Texts are cells of text, also where they begin as a formula does; numbers that a double does not hold are texts.

    Args:
        changes: counts the characters that a cell cannot hold, and the cells that are cut.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": "政策任务分解表 / policy tasks", "created": _DAY})
        writer = _Writer(book, changes)
        for sheet in sheets:
            writer.write_sheet(sheet)
    return out.getvalue()
