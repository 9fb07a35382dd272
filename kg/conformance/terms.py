"""Terms: nothing of our namespace that the ontology does not define, and no node without a name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, RdfFormat, Store, parse

from kg.conformance.findings import Breach, shorten
from kg.rdf.namespaces import PK, RDF_TYPE
from kg.resources import find_resource

_UNKNOWN = "pk: 名称空间中没有这个名称 / no such term in the namespace pk:"
_BLANK = "图谱中不得有空白节点 / no blank nodes in a graph"


@cache
def declared_terms() -> frozenset[str]:
    """The IRIs that the ontology declares, those of other vocabularies among them."""
    data = find_resource("ontology", "kg.ttl").read_bytes()
    quads = parse(data, format=RdfFormat.TURTLE)
    return frozenset(q.subject.value for q in quads if q.predicate == RDF_TYPE and isinstance(q.subject, NamedNode))


def check_terms(store: Store) -> set[Breach]:
    """Nodes that use a term of our namespace that is not declared, and blank nodes."""
    return set(_find(store))


def _find(store: Store) -> Iterator[Breach]:
    declared = declared_terms()
    for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
        node = str(quad.subject) if isinstance(quad.subject, BlankNode) else quad.subject.value  # type: ignore[union-attr]
        predicate = shorten(quad.predicate.value)
        for end in (quad.subject, quad.object):
            if isinstance(end, BlankNode):
                yield Breach("blank-node", node, predicate if end is quad.object else "", "", _BLANK, "blank-node")
        for term in (quad.predicate, quad.object):
            if isinstance(term, NamedNode) and term.value.startswith(PK) and term.value not in declared:
                yield Breach("unknown-term", node, predicate, shorten(term.value), _UNKNOWN, "unknown-term")
