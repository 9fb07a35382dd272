"""Takes statements and things out of a dataset, with what stands on them alone."""

from __future__ import annotations

from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.rdf.namespaces import DCTERMS, RDF, pk, term
from kg.resolve.names import normalise_name

_SUBJECT, _PREDICATE, _OBJECT = (term(RDF, name) for name in ("subject", "predicate", "object"))
_EVIDENCE, _PROMOTES = pk("evidence"), pk("promotes")


def remove_statement(store: Store, node: NamedNode) -> None:
    """Removes an assertion, a target or an incentive with the evidence that no other statement rests on.

    The direct triple of a fact goes unless another assertion of the same document says it too.
    """
    quads = list(store.quads_for_pattern(node, None, None, None))
    for quad in quads:
        store.remove(quad)
    for quad in quads:
        if quad.predicate == _EVIDENCE and isinstance(quad.object, NamedNode):
            _remove_orphan(store, quad.object)
    said = {quad.predicate: quad for quad in quads if quad.predicate in (_SUBJECT, _PREDICATE, _OBJECT)}
    if len(said) == len((_SUBJECT, _PREDICATE, _OBJECT)):
        _remove_direct(store, said[_SUBJECT].object, said[_PREDICATE].object, said[_OBJECT])


def _remove_orphan(store: Store, evidence: NamedNode) -> None:
    if next(iter(store.quads_for_pattern(None, _EVIDENCE, evidence, None)), None) is None:
        for quad in list(store.quads_for_pattern(evidence, None, None, None)):
            store.remove(quad)


def _remove_direct(store: Store, subject: object, predicate: object, last: Quad) -> None:
    graph, thing = last.graph_name, last.object
    assert isinstance(subject, NamedNode) and isinstance(predicate, NamedNode)
    for quad in store.quads_for_pattern(None, _OBJECT, thing, graph):
        other = quad.subject
        if Quad(other, _SUBJECT, subject, graph) in store and Quad(other, _PREDICATE, predicate, graph) in store:
            return
    store.remove(Quad(subject, predicate, thing, graph))
    if predicate == pk("responsibleFor") and isinstance(thing, NamedNode):
        _remove_promotion(store, thing, graph)


def _remove_promotion(store: Store, industry: NamedNode, graph: object) -> None:
    """What a policy promotes follows from duties and from its title; without both it goes."""
    assert isinstance(graph, NamedNode)
    if next(iter(store.quads_for_pattern(None, pk("responsibleFor"), industry, graph)), None) is not None:
        return
    key = unquote(industry.value.rpartition("/")[2])
    for quad in list(store.quads_for_pattern(None, _PROMOTES, industry, graph)):
        titles = store.quads_for_pattern(quad.subject, term(DCTERMS, "title"), None, graph)
        if not any(isinstance(t.object, Literal) and key in normalise_name(t.object.value) for t in titles):
            store.remove(quad)


def remove_thing(store: Store, node: NamedNode) -> None:
    """Removes a thing, the statements about it, and every word of it elsewhere."""
    for predicate in (_SUBJECT, _OBJECT):
        for quad in list(store.quads_for_pattern(None, predicate, node, None)):
            assert isinstance(quad.subject, NamedNode)
            remove_statement(store, quad.subject)
    remove_statement(store, node)
    for quad in list(store.quads_for_pattern(None, None, node, None)):
        store.remove(quad)
