"""The dataset as a network: things, what is said between them, and the sentences it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

import networkx as nx
from pyoxigraph import Store

from kg.query import run_sparql

KINDS = ("Agency", "Industry", "Platform", "Zone", "Region", "Organization", "Target")
COMPARATORS = {"atLeast": "≥", "atMost": "≤", "moreThan": ">", "lessThan": "<", "equalTo": "", "about": "约"}
_PREFIXES = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX pk: <https://w3id.org/policykg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_THINGS = """SELECT DISTINCT ?thing ?kind ?label WHERE {
  VALUES ?class { pk:Agency pk:Industry pk:Platform pk:Zone pk:Region pk:Organization }
  ?thing a ?class ; skos:prefLabel ?label .
  FILTER(LANG(?label) = "zh")
  BIND(STRAFTER(STR(?class), "#") AS ?kind)
} ORDER BY ?thing ?kind ?label"""
_ALIASES = """SELECT DISTINCT ?thing ?alias WHERE { ?thing skos:altLabel ?alias } ORDER BY ?thing ?alias"""
_FACTS = """SELECT ?fact ?subject ?relation ?object ?role ?deadline ?evidence WHERE {
  ?fact rdf:predicate ?predicate ; rdf:subject ?subject ; rdf:object ?object .
  OPTIONAL { ?fact pk:evidence ?evidence }
  OPTIONAL { ?fact pk:role ?roleTerm }
  OPTIONAL { ?fact pk:deadline ?deadline }
  BIND(STRAFTER(STR(?predicate), "#") AS ?relation)
  BIND(STRAFTER(STR(?roleTerm), "#") AS ?role)
} ORDER BY ?subject ?relation ?object ?role ?deadline ?fact ?evidence"""
_TARGETS = """SELECT ?target ?indicator ?sign ?value ?max ?unit ?deadline ?relation ?object ?evidence WHERE {
  ?target a pk:Target ; pk:indicator ?indicator .
  ?target ?link ?object .
  VALUES ?link { pk:concerns pk:region }
  OPTIONAL { ?target pk:comparator ?comparator }
  OPTIONAL { ?target pk:value ?value }
  OPTIONAL { ?target pk:valueMax ?max }
  OPTIONAL { ?target pk:unit ?unit }
  OPTIONAL { ?target pk:deadline ?deadline }
  OPTIONAL { ?target pk:evidence ?evidence }
  BIND(STRAFTER(STR(?comparator), "#") AS ?sign)
  BIND(STRAFTER(STR(?link), "#") AS ?relation)
} ORDER BY ?target ?relation ?object ?evidence"""
_EVIDENCE = """SELECT ?evidence ?quote ?ref ?title ?file WHERE {
  ?evidence pk:quote ?quote ; pk:provision ?where .
  ?where pk:partOf* ?document .
  ?document pk:sourceFile ?file .
  OPTIONAL { ?where pk:ref ?ref }
  OPTIONAL { ?document dcterms:title ?title }
} ORDER BY ?evidence ?quote ?ref ?title ?file"""


@dataclass(frozen=True, slots=True, order=True)
class Proof:
    """A sentence and where it stands."""

    quote: str
    provision: str
    document: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One assertion of an edge: a role and a deadline (empty where none), with its sentences."""

    role: str
    deadline: str
    proofs: tuple[Proof, ...]


def build_network(store: Store) -> nx.MultiDiGraph[str]:
    """Things with at least one link, and all their links.

    Nodes are IRIs with ``label``, ``kind`` and ``aliases``; edges have the relation as key and ``statements``, a list
    of `Statement`.
    The graph's ``things`` counts all things, linked or not. Nodes and edges come in a stable order.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for thing, kind, label in _ask(store, _THINGS):
        if thing not in network:
            network.add_node(thing, kind=kind, label=label, aliases=[])
    for thing, alias in _ask(store, _ALIASES):
        if thing in network:
            network.nodes[thing]["aliases"].append(alias)
    proofs = {row[0]: Proof(row[1], row[2], row[3] or row[4]) for row in _ask(store, _EVIDENCE)}
    _add_facts(network, store, proofs)
    _add_targets(network, store, proofs)
    network.graph["things"] = network.number_of_nodes()
    network.remove_nodes_from([node for node in network if network.degree(node) == 0])
    return network


def pick_core(network: nx.MultiDiGraph[str], most: int) -> tuple[str, ...]:
    """The nodes to draw first: all, or the best connected ones, each with its best connected neighbours in turn."""
    if len(network) <= most:
        return tuple(network)
    ranked = rank_nodes(network)
    order = {node: rank for rank, node in enumerate(ranked)}
    plain: nx.Graph[str] = nx.Graph(network)
    chosen = dict.fromkeys(ranked[: max(1, most // 6)])
    rounds = zip_longest(*(sorted(plain[hub], key=order.__getitem__) for hub in chosen))
    for node in (node for turn in rounds for node in turn if node is not None):
        if len(chosen) >= most:
            break
        chosen[node] = None
    core = network.subgraph(chosen)
    return tuple(node for node in ranked if node in core and core.degree(node))


def rank_nodes(network: nx.MultiDiGraph[str]) -> list[str]:
    """Nodes by the number of other things they are linked with, then of links, then by IRI."""
    plain = nx.Graph(network)
    return sorted(network, key=lambda node: (-plain.degree(node), -network.degree(node), node))


def _ask(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    """Rows as text, empty where unbound."""
    for row in run_sparql(store, _PREFIXES + query).rows:
        yield tuple("" if cell is None else str(cell) for cell in row)


def _add_facts(network: nx.MultiDiGraph[str], store: Store, proofs: dict[str, Proof]) -> None:
    """Assertions between two things; several evidences of one become one statement."""
    found: dict[tuple[str, ...], list[str]] = {}
    for *key, evidence in _ask(store, _FACTS):
        found.setdefault(tuple(key), []).append(evidence)
    for (_, subject, relation, thing, role, deadline), evidences in found.items():
        if subject in network and thing in network:
            seen = tuple(proofs[evidence] for evidence in dict.fromkeys(evidences) if evidence in proofs)
            _add_statement(network, (subject, thing, relation), Statement(role, deadline, seen))


def _add_targets(network: nx.MultiDiGraph[str], store: Store, proofs: dict[str, Proof]) -> None:
    """Targets with what they concern and the region they are for."""
    for row in _ask(store, _TARGETS):
        target, indicator, sign, value, upper, unit, deadline, relation, thing, evidence = row
        if thing not in network:
            continue
        if target not in network:
            number = f"{COMPARATORS.get(sign, '')}{value}{f'—{upper}' if upper else ''}{unit}"
            network.add_node(target, kind="Target", label=f"{indicator} {number}".strip(), aliases=[])
        seen = (proofs[evidence],) if evidence in proofs else ()
        _add_statement(network, (target, thing, relation), Statement("", deadline, seen))


def _add_statement(network: nx.MultiDiGraph[str], edge: tuple[str, str, str], statement: Statement) -> None:
    subject, thing, relation = edge
    if not network.has_edge(subject, thing, relation):
        network.add_edge(subject, thing, relation, statements=[])
    statements = network.edges[subject, thing, relation]["statements"]
    if statement not in statements:
        statements.append(statement)
