"""The workbook as a spreadsheet reads it: tables in their order, texts that run nothing, cells that fit."""

import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from kg.exports.characters import MOST_CELL, Changes
from kg.exports.forms import export_graph
from kg.exports.workbook import render_workbook
from kg.query import open_graph
from kg.sheets import Column, Sheet, list_sheets


def read(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def sheet_of(*cells):
    return Sheet("tasks", "任务分解", (Column("task", "任务", 30), Column("rate", "比例", 10, "0.##%")), tuple((cell, None) for cell in cells))


def test_each_table_is_a_sheet_with_its_rows(graph):
    book = read(export_graph(graph, "xlsx").content)
    sheets = list_sheets(open_graph(graph), {p.stem: p.read_text(encoding="utf-8") for p in (graph / "texts").iterdir()})
    assert book.sheetnames == [sheet.zh for sheet in sheets] == ["任务分解", "目标", "激励", "平台"]
    for sheet in sheets:
        head, *rows = book[sheet.zh].iter_rows(values_only=True)
        assert head == tuple(f"{column.zh}\n{column.name}" for column in sheet.columns)
        as_read = [tuple(float(c) if isinstance(c, Decimal) else c for c in row) for row in sheet.rows]
        assert [tuple(row) for row in rows] == as_read
    assert len(sheets[0].rows) >= 4 and len(sheets[1].rows) == 2 and len(sheets[2].rows) == 1


def test_a_sheet_can_be_read_and_printed(graph):
    for page in read(export_graph(graph, "xlsx").content):
        assert page.freeze_panes == "B2"
        assert page.auto_filter.ref.startswith("A1:")
        assert page["A1"].font.bold and page["A1"].alignment.wrap_text
        widths = [dimension.width for dimension in page.column_dimensions.values()]
        assert min(widths) >= 7 and max(widths) <= 61
        assert all(cell.alignment.wrap_text for row in page.iter_rows(min_row=2) for cell in row if cell.value is not None)


def test_numbers_are_numbers_in_their_own_way(graph):
    page = read(export_graph(graph, "xlsx").content)["激励"]
    cells = {head.value.partition("\n")[2]: page.cell(2, head.column) for head in page[1]}
    assert cells["rate"].value == 0.1 and cells["rate"].number_format == "0.##%"
    assert cells["cap"].value == 500000 and cells["cap"].data_type == "n"


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://example.org")', "+1", "-1", "@SUM(A1)", "\t=1", "{=1}", "http://example.org", "mailto:a@example.org", "1", "_x0041_", "  两端 ", "𠮷\u202e\u2028\x85"])
def test_a_text_stays_a_text(text):
    content = render_workbook([sheet_of("先", text)], Changes())
    (cell,) = read(content).active["A3":"A3"][0]
    assert cell.value == text and cell.data_type == "s"
    assert cell.hyperlink is None
    raw = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in raw and "hyperlink" not in raw


@pytest.mark.parametrize(("text", "shown"), [("甲\x01乙", "甲⟨U+0001⟩乙"), ("\ud800x", "⟨U+D800⟩x"), ("a\rb\x0b\ufffe", "a⟨U+000D⟩b⟨U+000B⟩⟨U+FFFE⟩")])
def test_what_xml_cannot_hold_is_written_out_and_said(text, shown):
    changes = Changes()
    assert read(render_workbook([sheet_of(text)], changes)).active["A2"].value == shown
    assert "control characters" in changes.notes()[0]


@pytest.mark.parametrize(("text", "cut"), [("长" * MOST_CELL, False), ("长" * (MOST_CELL + 1), True), ("长" * (MOST_CELL + 10_000), True), ("😀" * 20_000, True)])
def test_a_text_beyond_the_limit_is_cut_with_a_mark_and_said(text, cut):
    changes = Changes()
    value = read(render_workbook([sheet_of(text)], changes)).active["A2"].value
    assert len(value.encode("utf-16-le")) // 2 <= MOST_CELL
    assert (value != text) == cut == value.endswith("…（截断 / cut）") == bool(changes.notes())
    assert text.startswith(value.removesuffix("…（截断 / cut）"))
    if cut:
        assert "1 cells above 32767 characters are cut" in changes.notes()[0]


def test_rows_beyond_the_limit_are_left_out_and_said(monkeypatch):
    monkeypatch.setattr("kg.exports.workbook.MOST_ROWS", 2)
    changes = Changes()
    page = read(render_workbook([sheet_of("甲", "乙", "丙")], changes)).active
    assert [cell.value for cell in page["A"]] == ["任务\ntask", "甲", "乙"]
    assert "1 rows" in changes.notes()[0]


def test_numbers_that_a_double_does_not_hold_are_texts():
    page = read(render_workbook([sheet_of(Decimal("0.1"), Decimal("12345678901234567.89"), 7, True)], Changes())).active
    assert [page.cell(row, 1).value for row in range(2, 6)] == [0.1, "12345678901234567.89", 7, "True"]


def test_nothing_tells_when_it_was_made(graph):
    archive = zipfile.ZipFile(io.BytesIO(export_graph(graph, "xlsx").content))
    assert {info.date_time[:3] for info in archive.infolist()} == {(1980, 1, 1)}
    core = archive.read("docProps/core.xml").decode()
    assert core.count("2000-01-01T00:00:00Z") == 2


def test_hostile_texts_reach_the_sheets(hostile, hostile_texts):
    exported = export_graph(hostile, "xlsx")
    page = read(exported.content)["目标"]
    shown = {page.cell(row, 1).value for row in range(2, page.max_row + 1)}
    for name in ("quotes", "script", "formula", "plus", "minus", "at", "escape", "steer", "astral"):
        assert hostile_texts[name] in shown, name
    assert [("control" in note, "cut" in note) for note in exported.notes] == [(True, False), (False, True)]
