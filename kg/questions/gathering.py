"""Many rows of a query -> the few a reader compares: values of a column in one cell, aspects of a thing as columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

Cell = str | int | Decimal | bool | None
Row = tuple[Cell, ...]

COMPARATOR_SIGNS = {"atLeast": "≥", "atMost": "≤", "moreThan": ">", "lessThan": "<", "equalTo": "=", "about": "≈"}
_BETWEEN = "、"


def write_cell(cell: Cell) -> str:
    """The value as text; numbers without exponent, nothing where unbound."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def join_rows(rows: Iterable[Row], at: int) -> tuple[Row, ...]:
    """Rows that differ only in one column as one row, where they first stood; the values sorted and joined by 、."""
    groups: dict[Row, set[str]] = {}
    for row in rows:
        values = groups.setdefault(row[:at] + row[at + 1 :], set())
        if row[at] is not None:
            values.add(str(row[at]))
    return tuple(rest[:at] + (_join(values),) + rest[at:] for rest, values in groups.items())


def spread_rows(
    columns: Sequence[str], rows: Iterable[Row], aspects: Sequence[str], counted: Sequence[str]
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """One row for each thing of the first column (which is left out), in the order in which they first stood.

    Args:
        columns: the thing, its name, the aspect, what is said, five columns of a number (sign, value, upper value, unit,
            deadline; unbound where what is said is none), and the document.
        aspects: those that become columns; rows of others add their document only.
        counted: columns that give the number of different values in place of the values.

    Example:
        >>> row = ("urn:a", "甲市", "target", "企业", "atLeast", 60, None, "家", "2027", "规划")
        >>> spread_rows(("row", "region", *"abcdefg", "document"), [row], ("lead", "target"), ())[1]
        (('甲市', None, '企业≥60家（2027）', '规划'),)
    """
    found: dict[tuple[Cell, Cell], dict[str, set[str]]] = {}
    for node, name, aspect, what, *number, document in rows:
        said = found.setdefault((node, name), {})
        said.setdefault("document", set()).add(write_cell(document))
        if aspect in aspects and what is not None:
            said.setdefault(str(aspect), set()).add(f"{what}{_write_number(*number)}")
    heads = (*aspects, columns[-1])
    gathered = (
        (name, *(len(said.get(head, ())) if head in counted else _join(said.get(head, ())) for head in (*aspects, "document")))
        for (_, name), said in found.items()
    )
    return (columns[1], *heads), tuple(gathered)


def _write_number(sign: Cell, value: Cell, most: Cell, unit: Cell, deadline: Cell) -> str:
    """``≥60家（2027）``; empty where there is no value."""
    if value is None:
        return ""
    upper = "" if most is None else f"–{_write_value(most)}"
    until = "" if deadline is None else f"（{write_cell(deadline)}）"
    return f"{COMPARATOR_SIGNS.get(str(sign), '=')}{_write_value(value)}{upper}{write_cell(unit)}{until}"


def _write_value(cell: Cell) -> str:
    """A number as one text whichever way a store spells it: 60, never 60.0."""
    return format(cell.normalize(), "f") if isinstance(cell, Decimal) else write_cell(cell)


def _join(values: Iterable[str]) -> str | None:
    return _BETWEEN.join(sorted(values)) or None
