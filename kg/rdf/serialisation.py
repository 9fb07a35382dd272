"""Writes a dataset as Turtle, TriG, N-Triples or N-Quads: sorted, so that the same dataset has the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import KgError
from kg.rdf.iris import DEFAULT_BASE, Iris
from kg.rdf.namespaces import RDF, VOCABULARY_PREFIXES, XSD

_TYPE = f"<{RDF}type>"
_LOCAL = re.compile(r"[A-Za-z0-9_\u3400-\u4dbf\u4e00-\u9fff](?:[A-Za-z0-9_\u3400-\u4dbf\u4e00-\u9fff-]|%[0-9A-F]{2})*")
_SPLIT = re.compile(r"^(.*[/#])([^/#]*)$", re.DOTALL)
_INTEGER, _DECIMAL, _BOOLEAN = (f'"^^<{XSD}{name}>' for name in ("integer", "decimal", "boolean"))
_BARE_DECIMAL = re.compile(r"-?\d+\.\d+")

Row = tuple[str, str, str]


class _Terms:
    """Terms as Turtle writes them, by prefix where the rest of the IRI is plain."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self._by_namespace = {namespace: prefix for prefix, namespace in prefixes.items()}
        self.used: set[str] = set()

    def iri(self, written: str) -> str:
        """``<…>`` as a prefixed name, or as it is."""
        match = _SPLIT.match(written[1:-1])
        if match and (prefix := self._by_namespace.get(match.group(1))) and _LOCAL.fullmatch(match.group(2)):
            self.used.add(prefix)
            return f"{prefix}:{match.group(2)}"
        return written

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
    for part in (quad.subject, quad.object):
        if not isinstance(part, (NamedNode, Literal)):
            raise KgError(f"a blank node or triple term in the dataset: {part}")
    return str(quad.subject), str(quad.predicate), str(quad.object)


def _order(row: Row) -> tuple[str, bool, str, str]:
    return row[0], row[1] != _TYPE, row[1], row[2]


def _render_subjects(rows: Iterable[Row], terms: _Terms, indent: str = "") -> Iterator[str]:
    """Blocks of sorted rows, a subject each."""
    for subject, of_subject in groupby(rows, key=lambda row: row[0]):
        lines = []
        for predicate, found in groupby(of_subject, key=lambda row: row[1]):
            objects = ", ".join(terms.object(row[2]) for row in found)
            lines.append(f"{terms.predicate(predicate)} {objects}")
        yield f"{indent}{terms.iri(subject)} " + f" ;\n{indent}    ".join(lines) + " .\n"


def _prefixes(base: str) -> dict[str, str]:
    return {**VOCABULARY_PREFIXES, **Iris(base).prefixes()}


def _head(prefixes: dict[str, str], used: set[str]) -> str:
    return "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(used)) + "\n"


def render_turtle(store: Store, base: str = DEFAULT_BASE) -> str:
    """The union of all graphs as Turtle."""
    terms = _Terms(_prefixes(base))
    rows = sorted({_row(quad) for quad in store}, key=_order)
    body = "\n".join(_render_subjects(rows, terms))
    return _head(_prefixes(base), terms.used) + body


def render_trig(store: Store, base: str = DEFAULT_BASE) -> str:
    """The dataset as TriG, graphs in the order of their names."""
    terms = _Terms(_prefixes(base))
    graphs = sorted((graph for graph in store.named_graphs()), key=str)
    blocks = []
    for graph in graphs:
        rows = sorted((_row(quad) for quad in store.quads_for_pattern(None, None, None, graph)), key=_order)
        blocks.append(f"{terms.iri(str(graph))} {{\n" + "\n".join(_render_subjects(rows, terms, "    ")) + "}\n")
    return _head(_prefixes(base), terms.used) + "\n".join(blocks)


def render_ntriples(store: Store) -> str:
    """The union of all graphs as N-Triples."""
    return "".join(sorted({"{} {} {} .\n".format(*_row(quad)) for quad in store}))


def render_nquads(store: Store) -> str:
    """The dataset as N-Quads."""
    return "".join(sorted("{} {} {} {} .\n".format(*_row(quad), quad.graph_name) for quad in store))
