"""A table with Chinese and English heads, and what tables share of reading a graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, QuerySolutions, Store

from kg.questions.gathering import Cell
from kg.rdf.namespaces import DCTERMS, PK, SKOS
from kg.statements import Statement

_WHITE = re.compile(r"\s+")
_PREFIXES = f"PREFIX pk: <{PK}> PREFIX skos: <{SKOS}> PREFIX dcterms: <{DCTERMS}>\n"
_PROPERTIES = """SELECT ?node ?property ?value ?label WHERE {
  ?node a pk:%s ; ?property ?value .
  OPTIONAL { ?value skos:prefLabel ?label FILTER(LANG(?label) IN ("zh", "")) }
} ORDER BY ?node ?property ?label ?value"""
_LABELS = """SELECT ?node ?label WHERE {
  VALUES ?class { pk:Agency pk:Organization pk:Region pk:Zone } ?node a ?class ; skos:prefLabel|skos:altLabel ?label
} ORDER BY ?node ?label"""

Properties = Mapping[str, tuple[Cell, ...]]
Labels = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        width: characters, as Excel counts them; a Chinese one takes two.
        numbers: how Excel shows numbers of the column, empty for texts.
    """

    name: str
    zh: str
    width: int = 16
    numbers: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table; cells in the order of its columns, None where the graph says nothing."""

    name: str
    zh: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


CLAUSE = Column("clause", "条款", 16)
SENTENCE = Column("sentence", "原文", 60)
DOCUMENT = Column("document", "文件", 28)
FILE = Column("file", "文件名", 24)


def ask(store: Store, query: str) -> Iterable[tuple[object, ...]]:
    """The rows of a SELECT, None where unbound."""
    found = store.query(_PREFIXES + query)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return (tuple(row[name] for name in names) for row in found)


def read_properties(store: Store, kind: str) -> dict[str, Properties]:
    """All that is said of the nodes of a class, by the last part of each property.

    Nodes stand as their Chinese labels, members of closed sets as their bare names, numbers as numbers.
    """
    nodes: dict[str, dict[str, dict[Cell, None]]] = {}
    for node, name, value, label in ask(store, _PROPERTIES % kind):
        local = re.split(r"[/#]", _text(name))[-1]
        cell = _text(label) or _read_cell(value)
        nodes.setdefault(_text(node), {}).setdefault(local, {}).setdefault(cell)
    return {node: {name: tuple(cells) for name, cells in said.items()} for node, said in nodes.items()}


def _text(term: object) -> str:
    return str(getattr(term, "value", "")).removeprefix(PK)


def _read_cell(term: object) -> Cell:
    if isinstance(term, Literal) and term.datatype.value.endswith("#decimal"):
        try:
            return Decimal(term.value)
        except InvalidOperation:
            return term.value
    return _text(term)


def join_cells(cells: Iterable[Cell], separator: str = "、") -> str | None:
    """Distinct texts in their order as one cell."""
    return separator.join(str(cell) for cell in dict.fromkeys(cells) if cell not in (None, "")) or None


def fold(text: str) -> str:
    """A text with each run of white space as one space.

    Example:
        >>> fold(" 推动\\n　　发展 ")
        '推动 发展'
    """
    return _WHITE.sub(" ", text).strip()


def read_labels(store: Store) -> Labels:
    """All names of bodies and places, by node."""
    labels: dict[str, list[str]] = {}
    for node, label in ask(store, _LABELS):
        labels.setdefault(_text(node), []).append(_text(label))
    return labels


def join_bodies(statements: Iterable[Statement], quote: str, labels: Labels) -> str | None:
    """The subjects of statements in one cell, as a passage names them one after the other."""
    bodies: dict[str, str] = {}
    for statement in statements:
        bodies.setdefault(statement.subject_iri, fold(statement.subject))

    def place(iri: str) -> tuple[int, str]:
        found = [at for label in labels.get(iri, ()) if label and (at := quote.find(label)) >= 0]
        return min(found, default=len(quote)), iri

    return join_cells(bodies[iri] for iri in sorted(bodies, key=place))


def order_of(statement: Statement) -> tuple[str, str, int, int, str]:
    """Where a statement stands: document, then place."""
    return statement.file, statement.sha256, statement.span.start, statement.span.end, statement.iri


def choose_first(statements: Iterable[Statement]) -> list[Statement]:
    """Each statement once, with its first passage and the first name of its document; by document and place."""
    found: dict[str, Statement] = {}
    for statement in sorted(statements, key=order_of):
        found.setdefault(statement.iri, statement)
    return list(found.values())


def cite(statement: Statement) -> tuple[Cell, ...]:
    """The cells of sentence, clause, document and file, with which a row ends."""
    return fold(statement.quote), statement.provision or None, fold(statement.title) or statement.file, statement.file
