"""Texts that a form cannot hold as they are, or that a program would run, written so that nothing is lost or run."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.questions.gathering import Cell
from kg.questions.result import Result

# What XML 1.0 has no way to write (section 2.2, Char); a carriage return becomes a line feed when it is read.
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LONE = re.compile("[\ud800-\udfff]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
MOST_CELL = 32_767  # characters of a cell, Excel specifications and limits
_CUT = "…（截断 / cut）"


def _mark(found: re.Match[str]) -> str:
    return f"⟨U+{ord(found[0]):04X}⟩"


@dataclass(slots=True)
class Changes:
    """Makes texts fit a form, and counts what had to be changed."""

    characters: int = 0
    cells: int = 0
    rows: int = 0

    def fit_xml(self, text: str) -> str:
        """The text with characters that XML cannot hold written out.

        Example:
            >>> Changes().fit_xml("甲\\x01乙")
            '甲⟨U+0001⟩乙'
        """
        fitted, found = _NOT_XML.subn(_mark, text)
        self.characters += found
        return fitted

    def fit_cell(self, text: str) -> str:
        """The text as a cell of a workbook: what XML cannot hold written out, cut at the length that Excel takes."""
        fitted = self.fit_xml(text)
        if _count_units(fitted) <= MOST_CELL:
            return fitted
        self.cells += 1
        kept = fitted.encode("utf-16-le")[: 2 * (MOST_CELL - len(_CUT))].decode("utf-16-le", "ignore")
        return kept + _CUT

    def notes(self) -> tuple[str, ...]:
        """What to tell the user."""
        notes = []
        if self.characters:
            notes.append(
                f"{self.characters} 个此格式写不下的控制字符已写成 ⟨U+…⟩"
                f" / {self.characters} control characters that this form cannot hold are written as ⟨U+…⟩"
            )
        if self.cells:
            notes.append(
                f"{self.cells} 个单元格超过 {MOST_CELL} 字，已截断，全文见 csv 或 RDF"
                f" / {self.cells} cells above {MOST_CELL} characters are cut; csv and RDF have them whole"
            )
        if self.rows:
            notes.append(
                f"{self.rows} 行超过工作表的行数上限，未写入，全部见 csv 或 RDF"
                f" / {self.rows} rows beyond what a sheet takes are left out; csv and RDF have them all"
            )
        return tuple(notes)


def _count_units(text: str) -> int:
    """The length as Excel counts it: in UTF-16."""
    return len(text) + sum(char > "\uffff" for char in text)


def replace_lone_surrogates(text: str) -> str:
    """The text with halves of characters, which UTF-8 cannot hold, written out."""
    return _LONE.sub(_mark, text)


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula (OWASP, CSV injection).

    Example:
        >>> starts_formula("=1+1"), starts_formula("1=1")
        (True, False)
    """
    return text.startswith(_FORMULA_STARTS)


def guard_cell(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs: an apostrophe before what begins as a formula does; numbers stay.

    Example:
        >>> guard_cell("=1+1"), guard_cell("甲"), guard_cell(-1)
        ("'=1+1", '甲', -1)
    """
    if not isinstance(cell, str):
        return cell
    text = replace_lone_surrogates(cell)
    return f"'{text}" if starts_formula(text) else text


def guard_rows(result: Result) -> Result:
    """A result whose cells no spreadsheet runs."""
    return replace(result, rows=tuple(tuple(map(guard_cell, row)) for row in result.rows))
