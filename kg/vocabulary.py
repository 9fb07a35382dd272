"""Loads vocabularies: tab-separated tables whose first line names the columns.

The shipped tables lie in ``seeds/vocabularies`` (its README says where each comes from). A row that has not as many
columns as the head is an error that names file and line.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.errors import VocabularyError
from kg.resources import find_resource


def parse_table(text: str, source: str) -> Iterator[dict[str, str]]:
    """The rows of a table as dictionaries by column; ``source`` names the file in errors.

    Raises:
        VocabularyError: a row has not as many columns as the head.

    Example:
        >>> list(parse_table("code\\tname\\nA\\t农业\\n", "x.tsv"))
        [{'code': 'A', 'name': '农业'}]
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    head = lines[0].split("\t")
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(head):
            raise VocabularyError(f"{source} line {number}: {len(head)} columns expected, found {len(cells)}")
        yield dict(zip(head, cells, strict=True))


@cache
def read_vocabulary(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a shipped table, by its file name without ``.tsv``."""
    text = find_resource("seeds", "vocabularies", f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(parse_table(text, f"vocabularies/{name}.tsv"))
