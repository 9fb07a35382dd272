"""The network of things as GraphML and GEXF, for Gephi, yEd, Cytoscape, igraph and their like.

Nodes are IRIs, edges relations, as on the page (`kg.views.network`); roles, deadlines and sentences are attributes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import tostring

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter
from pyoxigraph import Store

from kg.exports.characters import Changes
from kg.questions.result import TERM_NAMES
from kg.views.network import Statement, build_network

_SEPARATOR = "；"


def flatten_network(store: Store, changes: Changes) -> nx.MultiDiGraph[str]:
    """The network with plain attributes: texts and whole numbers; nodes and edges sorted, edges numbered from 1.

    Args:
        changes: counts the characters that XML cannot hold.
    """
    network = build_network(store)
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(network):
        data = network.nodes[node]
        kind = data["kind"]
        texts = {"label": data["label"], "kind": kind, "kind_zh": TERM_NAMES.get(kind, kind), "aliases": _join(data["aliases"])}
        flat.add_node(node, **{name: changes.fit_xml(text) for name, text in texts.items()})
    for number, (subject, thing, relation) in enumerate(sorted(network.edges(keys=True)), start=1):
        statements = network.edges[subject, thing, relation]["statements"]
        flat.add_edge(subject, thing, f"e{number}", **_describe_edge(relation, statements, changes))
    return flat


def _describe_edge(relation: str, statements: list[Statement], changes: Changes) -> dict[str, str | int]:
    proofs = [proof for statement in statements for proof in statement.proofs]
    texts = {
        "relation": relation,
        "label": TERM_NAMES.get(relation, relation),
        "roles": _join(statement.role for statement in statements),
        "deadlines": _join(statement.deadline for statement in statements),
        "documents": _join(proof.document for proof in proofs),
        "provisions": _join(proof.provision for proof in proofs),
        "quotes": "\n".join(dict.fromkeys(proof.quote for proof in proofs)),
    }
    return {"weight": max(1, len(proofs)), **{name: changes.fit_xml(text) for name, text in texts.items()}}


def _join(texts: Iterable[str]) -> str:
    return _SEPARATOR.join(text for text in dict.fromkeys(texts) if text)


def render_graphml(store: Store, changes: Changes) -> str:
    """The network as GraphML."""
    return _render_xml(GraphMLWriter(graph=flatten_network(store, changes)))


def render_gexf(store: Store, changes: Changes) -> str:
    """The network as GEXF 1.2."""
    writer: Any = GEXFWriter(version="1.2draft")
    writer.add_graph(flatten_network(store, changes))
    for meta in [element for element in writer.xml if element.tag.endswith("meta")]:
        writer.xml.remove(meta)  # the day of writing and the version of the library
    return _render_xml(writer)


def _render_xml(writer: Any) -> str:
    """What a writer of networkx made, with Chinese as it is."""
    writer.indent(writer.xml)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(writer.xml, encoding="unicode").rstrip() + "\n"
