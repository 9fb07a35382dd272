"""Writes a dataset as Turtle, TriG, N-Triples or N-Quads: sorted, so that the same dataset has the same bytes.

Each writer yields text a subject at a time and keeps no more than the sorted names of the subjects in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.errors import KgError
from kg.rdf.iris import DEFAULT_BASE, Iris
from kg.rdf.namespaces import RDF, VOCABULARY_PREFIXES, XSD

_TYPE = f"<{RDF}type>"
_LOCAL = re.compile(r"[A-Za-z0-9_\u3400-\u4dbf\u4e00-\u9fff](?:[A-Za-z0-9_\u3400-\u4dbf\u4e00-\u9fff-]|%[0-9A-F]{2})*")
_INTEGER, _DECIMAL, _BOOLEAN = (f'"^^<{XSD}{name}>' for name in ("integer", "decimal", "boolean"))
_BARE_DECIMAL = re.compile(r"-?\d+\.\d+", re.ASCII)

Row = tuple[str, str, str]
_Graph = NamedNode | DefaultGraph | None


class _Terms:
    """Terms as Turtle writes them, by prefix where the rest of the IRI is plain."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self._by_namespace = {namespace: prefix for prefix, namespace in prefixes.items()}

    def iri(self, written: str) -> str:
        """``<…>`` as a prefixed name, or as it is."""
        cut = max(written.rfind("/"), written.rfind("#")) + 1
        prefix, local = self._by_namespace.get(written[1:cut]), written[cut:-1]
        return f"{prefix}:{local}" if prefix and _LOCAL.fullmatch(local) else written

    def object(self, written: str) -> str:
        """An IRI or a literal."""
        if written.startswith("<"):
            return self.iri(written)
        for ending in (_INTEGER, _BOOLEAN):
            if written.endswith(ending):
                return written[1 : -len(ending)]
        if written.endswith(_DECIMAL) and _BARE_DECIMAL.fullmatch(written[1 : -len(_DECIMAL)]):
            return written[1 : -len(_DECIMAL)]
        if written.endswith(">"):
            value, _, datatype = written.rpartition("^^")
            return f"{value}^^{self.iri(datatype)}"
        return written

    def predicate(self, written: str) -> str:
        """A predicate; rdf:type is ``a``."""
        return "a" if written == _TYPE else self.iri(written)


def _row(quad: Quad) -> Row:
    if not isinstance(quad.object, (NamedNode, Literal)):
        raise KgError(f"a blank node or triple term in the dataset: {quad.object}")
    return str(quad.subject), str(quad.predicate), str(quad.object)


def _order(row: Row) -> tuple[bool, str, str]:
    return row[1] != _TYPE, row[1], row[2]


def _subjects(store: Store, graph: _Graph) -> Iterator[list[Row]]:
    """The rows of each subject of a graph (None: of all), sorted, subjects in the order of their IRIs."""
    subjects = set()
    for quad in store.quads_for_pattern(None, None, None, graph):
        if not isinstance(quad.subject, NamedNode):
            raise KgError(f"a blank node or triple term in the dataset: {quad.subject}")
        subjects.add(quad.subject.value)
    for subject in sorted(subjects):
        found = store.quads_for_pattern(NamedNode(subject), None, None, graph)
        yield sorted({_row(quad) for quad in found}, key=_order)


def _render_subject(rows: Iterable[Row], terms: _Terms, indent: str = "") -> str:
    """A block of one subject's sorted rows."""
    lines, subject = [], ""
    for predicate, found in groupby(rows, key=lambda row: row[1]):
        objects = list(found)
        subject = terms.iri(objects[0][0])
        lines.append(f"{terms.predicate(predicate)} {', '.join(terms.object(row[2]) for row in objects)}")
    return f"{indent}{subject} " + f" ;\n{indent}    ".join(lines) + " .\n"


def _prefixes(base: str) -> dict[str, str]:
    return {**VOCABULARY_PREFIXES, **Iris(base).prefixes()}


def _head(base: str) -> str:
    prefixes = _prefixes(base)
    return "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(prefixes))


def turtle_head(base: str = DEFAULT_BASE) -> str:
    """The first lines of every Turtle file written here; a blank line stands between subjects and nowhere else."""
    return _head(base)


def _graphs(store: Store) -> list[NamedNode]:
    return sorted((g for g in store.named_graphs() if isinstance(g, NamedNode)), key=lambda g: g.value)


def write_turtle(store: Store, base: str = DEFAULT_BASE) -> Iterator[str]:
    """The union of all graphs as Turtle, a piece at a time."""
    terms = _Terms(_prefixes(base))
    yield _head(base)
    for rows in _subjects(store, None):
        yield "\n" + _render_subject(rows, terms)


def write_trig(store: Store, base: str = DEFAULT_BASE) -> Iterator[str]:
    """The dataset as TriG, a piece at a time, graphs in the order of their names."""
    terms = _Terms(_prefixes(base))
    yield _head(base)
    for rows in _subjects(store, DefaultGraph()):
        yield "\n" + _render_subject(rows, terms)
    for graph in _graphs(store):
        yield f"\n{terms.iri(str(graph))} {{\n"
        for number, rows in enumerate(_subjects(store, graph)):
            yield ("\n" if number else "") + _render_subject(rows, terms, "    ")
        yield "}\n"


def write_ntriples(store: Store) -> Iterator[str]:
    """The union of all graphs as N-Triples, a subject at a time."""
    for rows in _subjects(store, None):
        yield "".join("{} {} {} .\n".format(*row) for row in rows)


def write_graph(store: Store, graph: NamedNode) -> Iterator[str]:
    """One named graph as lines of N-Triples."""
    for rows in _subjects(store, graph):
        for row in rows:
            yield "{} {} {} .\n".format(*row)


def write_nquads(store: Store) -> Iterator[str]:
    """The dataset as N-Quads, a subject at a time."""
    for rows in _subjects(store, DefaultGraph()):
        yield "".join("{} {} {} .\n".format(*row) for row in rows)
    for graph in _graphs(store):
        for rows in _subjects(store, graph):
            yield "".join("{} {} {} {} .\n".format(*row, graph) for row in rows)


def render_turtle(store: Store, base: str = DEFAULT_BASE) -> str:
    """The union of all graphs as Turtle."""
    return "".join(write_turtle(store, base))


def render_trig(store: Store, base: str = DEFAULT_BASE) -> str:
    """The dataset as TriG."""
    return "".join(write_trig(store, base))


def render_ntriples(store: Store) -> str:
    """The union of all graphs as N-Triples."""
    return "".join(write_ntriples(store))


def render_nquads(store: Store) -> str:
    """The dataset as N-Quads."""
    return "".join(write_nquads(store))
