"""Makes one node of several: the standing one takes over what is said of the others, who become names of it.

Facts keep their ids, for these were minted from the ids that their ends had in the text's own resolution. Where a merge
makes two facts one (same ends, relation, role and provision), one assertion stays with the evidence of both.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.corrections.rejecting import remove_statement
from kg.rdf.literals import chinese
from kg.rdf.namespaces import ALT_LABEL, PK, PREF_LABEL, RDF, RDF_TYPE, XSD, pk, term

_ONE_VALUE = frozenset(PK + name for name in ("level", "function", "jurisdiction", "adcode", "fullName", "collective", "partOf"))
_SUBJECT, _PREDICATE, _OBJECT = (term(RDF, name) for name in ("subject", "predicate", "object"))
_URI = NamedNode(XSD + "anyURI")
_CONFIDENCE = pk("confidence")


def merge_nodes(store: Store, merges: dict[str, NamedNode], graph: NamedNode) -> dict[str, NamedNode]:
    """Merges nodes of a dataset.

    Args:
        merges: the standing node, by the IRI of each that is merged into it.
        graph: the named graph of what corrections say.

    Returns:
        The assertion that stands for another, by the other's IRI.
    """
    touched: set[str] = set()
    for iri in sorted(merges):
        touched |= _move_statements(store, NamedNode(iri), merges, graph)
    for standing in sorted({node.value for node in merges.values()}):
        _drop_needless_names(store, NamedNode(standing))
    return _fold_assertions(store, touched, set(merges.values()), graph)


def _move_statements(store: Store, node: NamedNode, merges: dict[str, NamedNode], graph: NamedNode) -> set[str]:
    """Moves what is said of a node to the one that stands for it; gives the assertions that were changed."""
    standing = merges[node.value]
    changed: set[str] = set()
    for quad in [*store.quads_for_pattern(node, None, None, None), *store.quads_for_pattern(None, None, node, None)]:
        store.remove(quad)
        if quad.subject == node and quad.predicate == RDF_TYPE:
            continue
        if quad.subject == node and quad.predicate == PREF_LABEL:
            if isinstance(quad.object, Literal) and quad.object.language == "zh":
                store.add(Quad(standing, ALT_LABEL, quad.object, graph))
            continue
        if quad.subject == node and quad.predicate.value in _ONE_VALUE and _has_value(store, standing, quad):
            continue
        if quad.predicate in (_SUBJECT, _OBJECT):
            changed.add(iri_of(quad.subject))
        subject = merges.get(iri_of(quad.subject), quad.subject)
        thing = merges.get(iri_of(quad.object), quad.object)
        if subject != thing:
            store.add(Quad(subject, quad.predicate, thing, quad.graph_name))
    store.add(Quad(standing, pk("mergedFrom"), Literal(node.value, datatype=_URI), graph))
    return changed


def iri_of(end: object) -> str:
    """The IRI of a node; empty for a literal."""
    return end.value if isinstance(end, NamedNode) else ""


def _has_value(store: Store, standing: NamedNode, quad: Quad) -> bool:
    """Whether a node has another value already of what can have one only."""
    values = {found.object for found in store.quads_for_pattern(standing, quad.predicate, None, None)}
    return bool(values - {quad.object})


def _drop_needless_names(store: Store, node: NamedNode) -> None:
    """A preferred name is no other name."""
    for label in [quad.object for quad in store.quads_for_pattern(node, PREF_LABEL, None, None)]:
        for quad in list(store.quads_for_pattern(node, ALT_LABEL, label, None)):
            store.remove(quad)


def _fold_assertions(
    store: Store, changed: set[str], standing: set[NamedNode], graph: NamedNode
) -> dict[str, NamedNode]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for iri in sorted(_near_assertions(store, standing) | changed):
        node = NamedNode(iri)
        key = _describe(store, node)
        if key[0] == key[2]:  # who works with himself says nothing
            remove_statement(store, node)
        else:
            groups.setdefault(key, []).append(iri)
    folded: dict[str, NamedNode] = {}
    for group in groups.values():
        own = [iri for iri in group if iri not in changed] or group
        for iri in sorted(set(group) - {own[0]}):
            _fold(store, NamedNode(iri), NamedNode(own[0]), graph)
            folded[iri] = NamedNode(own[0])
    return folded


def _near_assertions(store: Store, standing: set[NamedNode]) -> set[str]:
    return {
        quad.subject.value
        for node in standing for predicate in (_SUBJECT, _OBJECT)
        for quad in store.quads_for_pattern(None, predicate, node, None)
        if isinstance(quad.subject, NamedNode)
    }  # fmt: skip


def _describe(store: Store, node: NamedNode) -> tuple[str, ...]:
    """Subject, relation, object, role and provision of an assertion: what there is one assertion of."""
    ends = [_first(store, node, predicate) for predicate in (_SUBJECT, _PREDICATE, _OBJECT, pk("role"))]
    evidence = _first(store, node, pk("evidence"))
    return *ends, _first(store, NamedNode(evidence), pk("provision")) if evidence else ""


def _first(store: Store, node: NamedNode, predicate: NamedNode) -> str:
    return min((str(getattr(end, "value", "")) for end in _ends(store, node, predicate)), default="")


def _ends(store: Store, node: NamedNode, predicate: NamedNode) -> Iterator[object]:
    return (quad.object for quad in store.quads_for_pattern(node, predicate, None, None))


def _fold(store: Store, node: NamedNode, standing: NamedNode, graph: NamedNode) -> None:
    """Moves rules, deadlines and evidence to the assertion that stands; of two confidences the better one."""
    for quad in list(store.quads_for_pattern(node, None, None, None)):
        store.remove(quad)
        if quad.predicate == _CONFIDENCE:
            both = [*store.quads_for_pattern(standing, _CONFIDENCE, None, None), quad]
            for other in both:
                store.remove(other)
            quad = max(both, key=_share)
        store.add(Quad(standing, quad.predicate, quad.object, quad.graph_name))
    store.add(Quad(standing, pk("mergedFrom"), Literal(node.value, datatype=_URI), graph))


def _share(quad: Quad) -> tuple[float, str]:
    written = quad.object.value if isinstance(quad.object, Literal) else "0"
    return float(written), written


def rename_node(store: Store, node: NamedNode, name: str, graph: NamedNode) -> None:
    """Gives a thing another preferred Chinese name; the one it had becomes another name."""
    for quad in list(store.quads_for_pattern(node, PREF_LABEL, None, None)):
        if isinstance(quad.object, Literal) and quad.object.language == "zh":
            store.remove(quad)
            store.add(Quad(node, ALT_LABEL, quad.object, graph))
    store.add(Quad(node, PREF_LABEL, chinese(name), graph))
    _drop_needless_names(store, node)
