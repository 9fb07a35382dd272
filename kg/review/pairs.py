"""Pairs of things that may be one, by kind and place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import networkx as nx

from kg.model import Kind
from kg.review.likeness import Match, best_matches, find_functions, find_near, fold_name
from kg.review.reading import Node, Sight

_NO_PLACE = "policy-"
_CONFUSED = (Kind.PLATFORM, Kind.ZONE, Kind.ORGANIZATION)
_OPEN = (Kind.INDUSTRY, Kind.ZONE, Kind.ORGANIZATION)


def find_pairs(sight: Sight) -> Iterator[Match]:
    """Pairs that no link joins and no person told apart, each once."""
    groups = _joined(sight.same)
    apart = {frozenset(pair) for pair in sight.apart}
    for match in best_matches(_find_all(list(sight.nodes.values()))):
        a, b = match[:2]
        if groups.get(a, a) != groups.get(b, b) and frozenset((a, b)) not in apart:
            yield match


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A name of the group that links make of each node."""
    graph: nx.Graph[str] = nx.Graph(pairs)
    return {node: min(group) for group in nx.connected_components(graph) for node in group}


def _find_all(nodes: list[Node]) -> Iterator[Match]:
    folded = {node.iri: fold_name(node.name) for node in nodes}
    for kind in _OPEN:
        names = {node.iri: folded[node.iri] for node in nodes if node.kind is kind}
        yield from find_near(names, with_parts=kind is not Kind.INDUSTRY)
    for block in _block(nodes, Kind.PLATFORM).values():
        yield from find_near({node.iri: folded[node.iri] for node in block})
    for block in _block(nodes, Kind.AGENCY).values():
        functions = {node.iri: node.function for node in block if node.home}
        yield from find_near({iri: fold_name(function) for iri, function in functions.items()}, with_parts=False)
        yield from find_functions(functions)
    yield from _find_displaced(nodes, folded)
    yield from _find_confused(nodes, folded)


def _block(nodes: list[Node], kind: Kind) -> dict[tuple[str, str, bool], list[Node]]:
    """Things of a kind by place and level."""
    blocks: dict[tuple[str, str, bool], list[Node]] = {}
    for node in nodes:
        if node.kind is kind:
            blocks.setdefault((node.home, node.level, node.collective), []).append(node)
    return blocks


def _find_displaced(nodes: list[Node], folded: dict[str, str]) -> Iterator[Match]:
    """Platforms of one name, one of them in no known place."""
    by_name: dict[str, list[Node]] = {}
    for node in nodes:
        if node.kind is Kind.PLATFORM:
            by_name.setdefault(folded[node.iri], []).append(node)
    for same in by_name.values():
        lost = [node for node in same if node.home.startswith(_NO_PLACE)]
        placed = [node for node in same if not node.home.startswith(_NO_PLACE)]
        if lost and placed:
            first = max(placed, key=lambda node: (len(node.places), node.iri))
            yield from ((first.iri, node.iri, "place", 0.65) for node in lost)


def _find_confused(nodes: list[Node], folded: dict[str, str]) -> Iterator[Match]:
    """One name that texts took for things of two kinds."""
    by_name: dict[str, dict[Kind, Node]] = {}
    for node in sorted(nodes, key=lambda node: (-len(node.places), node.iri)):
        if node.kind in _CONFUSED:
            by_name.setdefault(folded[node.iri], {}).setdefault(node.kind, node)
    for kinds in by_name.values():
        first, *others = kinds.values()
        yield from ((first.iri, node.iri, "kind", 0.7) for node in others)
