"""Rows in a notebook: as HTML, and as a table of pandas where that is installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.questions.gathering import Cell

if TYPE_CHECKING:
    import pandas

MOST_SHOWN = 100
NO_PANDAS = "to_pandas 需要 pandas，请运行 / to_pandas needs pandas; run:  pip install 'policykg[notebook]'"


def make_frame(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> pandas.DataFrame:
    """A data frame with the columns; decimals as floats, unbound cells as None (numbers: NaN).

    Raises:
        KgError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise KgError(NO_PANDAS) from error
    plain = [[float(cell) if isinstance(cell, Decimal) else cell for cell in row] for row in rows]
    return pandas.DataFrame(plain, columns=list(columns))


def render_html(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], show: Callable[[Cell, int], str]
) -> str:
    """A table of HTML, everything escaped; at most `MOST_SHOWN` rows, and how many there are.

    Args:
        show: the text of a cell and the number of its column.
    """
    head = "".join(f"<th>{escape(name).replace(chr(10), '<br>')}</th>" for name in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(show(cell, at))}</td>" for at, cell in enumerate(row)) + "</tr>"
        for row in rows[:MOST_SHOWN]
    )
    shown = f"，显示 / shown {MOST_SHOWN}" if len(rows) > MOST_SHOWN else ""
    caption = f"{escape(title)} · {len(rows)} 行 / rows{shown}" if title else f"{len(rows)} 行 / rows{shown}"
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
