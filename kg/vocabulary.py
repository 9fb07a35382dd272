"""Loads vocabularies: tab-separated tables whose first line names the columns.

The shipped tables lie in ``seeds/vocabularies`` (its README says where each comes from). A row that has not as many
columns as the head is an error that names file and line. Tables of the user's own add rows or replace shipped ones:
`kg.user_vocabularies` reads a folder of them, `use_tables` puts them over the shipped ones for this process.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from kg.errors import VocabularyError
from kg.resources import find_resource

Row = dict[str, str]
UserTables = tuple[tuple[str, tuple[Row, ...]], ...]
_WHOLE = "weights_"  # tables of weights belong together: a user's own replaces the shipped one
_own: dict[str, tuple[Row, ...]] = {}


def parse_table(text: str, source: str) -> Iterator[Row]:
    """The rows of a table as dictionaries by column; ``source`` names the file in errors.

    Raises:
        VocabularyError: a row has not as many columns as the head.

    Example:
        >>> list(parse_table("code\\tname\\nA\\t农业\\n", "x.tsv"))
        [{'code': 'A', 'name': '农业'}]
    """
    return (row for _, row in number_rows(text, source))


def number_rows(text: str, source: str) -> Iterator[tuple[int, Row]]:
    """As `parse_table`, each row with the number of its line.

    Raises:
        VocabularyError: a row has not as many columns as the head.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    head = lines[0].split("\t")
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(head):
            raise VocabularyError(f"{source} line {number}: {len(head)} columns expected, found {len(cells)}")
        yield number, dict(zip(head, cells, strict=True))


@cache
def read_shipped(name: str) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Columns and rows of a shipped table, by its file name without ``.tsv``."""
    text = find_resource("seeds", "vocabularies", f"{name}.tsv").read_text(encoding="utf-8")
    head = text.removeprefix("\ufeff").splitlines()[0].split("\t")
    return tuple(head), tuple(parse_table(text, f"vocabularies/{name}.tsv"))


@cache
def read_vocabulary(name: str) -> tuple[Row, ...]:
    """The rows of a table, by its file name without ``.tsv``: the shipped ones with the user's own over them."""
    head, rows = read_shipped(name)
    return merge_rows(name, head, rows, _own[name]) if name in _own else rows


def list_tables() -> tuple[str, ...]:
    """The names of the shipped tables."""
    files = find_resource("seeds", "vocabularies").iterdir()
    return tuple(sorted(f.name.removesuffix(".tsv") for f in files if f.name.endswith(".tsv")))


def is_keyed(head: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether the first column tells the rows of a table apart; else only the whole row does."""
    return len({row[head[0]] for row in rows}) == len(rows)


def merge_rows(name: str, head: Sequence[str], rows: Sequence[Row], own: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of a table with the user's own: those of a known key replace cells, others are added at the end.

    Example:
        >>> merge_rows("units", ("unit", "kind"), ({"unit": "元", "kind": "money"},), ({"unit": "枚", "kind": "count"},))
        ({'unit': '元', 'kind': 'money'}, {'unit': '枚', 'kind': 'count'})
    """
    if name.startswith(_WHOLE):
        return tuple(own)
    keyed, blank = is_keyed(head, rows), dict.fromkeys(head, "")
    merged = {_key(head, row, keyed): row for row in rows}
    for row in own:
        key = _key(head, blank | row, keyed)
        merged[key] = merged.get(key, blank) | row
    return tuple(merged.values())


def _key(head: Sequence[str], row: Row, keyed: bool) -> tuple[str, ...]:
    return (row[head[0]],) if keyed else tuple(row[column] for column in head)


def use_tables(tables: UserTables = ()) -> None:
    """Puts a user's tables over the shipped ones, in this process and until the next call; without any, none.

    Whatever was derived from the tables before is forgotten.
    """
    before = dict(_own)
    _own.clear()
    _own.update(tables)
    if _own != before:
        forget_derived()


def tables_in_use() -> UserTables:
    """The user's tables that lie over the shipped ones in this process."""
    return tuple(_own.items())


@contextmanager
def using_tables(tables: UserTables | None) -> Iterator[None]:
    """Puts a user's tables over the shipped ones for a while; None leaves those in use."""
    before = tables_in_use()
    try:
        use_tables(before if tables is None else tables)
        yield
    finally:
        use_tables(before)


def forget_derived() -> None:
    """Empties the caches of this package's modules: what they hold was made from the tables."""
    for name, module in sorted(sys.modules.items()):
        if name.partition(".")[0] == "kg" and module is not None:
            for value in list(vars(module).values()):
                clear = getattr(value, "cache_clear", None)
                if callable(clear):
                    clear()
