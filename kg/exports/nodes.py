"""A graph as its nodes, each with all that is said of it: in one order, whatever the store's."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import KgError
from kg.rdf.namespaces import RDF_TYPE

Value = NamedNode | Literal
Node = tuple[str, list[tuple[str, Value]]]


def read_nodes(store: Store) -> Iterator[Node]:
    """The subjects of all graphs by IRI, each with its predicates and objects, sorted, its types first.

    Raises:
        KgError: there is a blank node.
    """
    said: dict[str, set[tuple[str, Value]]] = {}
    for quad in store:
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, (NamedNode, Literal)):
            raise KgError(f"空白节点不能导出 / blank nodes cannot be exported: {quad.subject} {quad.predicate} {quad.object}")
        said.setdefault(quad.subject.value, set()).add((quad.predicate.value, quad.object))
    for subject in sorted(said):
        yield subject, sorted(said[subject], key=lambda pair: (pair[0] != RDF_TYPE.value, pair[0], str(pair[1])))
