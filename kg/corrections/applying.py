"""Applies what people decided to a dataset, whatever the order of their lines."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx
from pyoxigraph import NamedNode, Quad, Store

from kg.corrections.merging import iri_of, merge_nodes, rename_node
from kg.corrections.naming import Names
from kg.corrections.plan import Line, Plan, make_plan, report
from kg.corrections.rejecting import remove_statement, remove_thing
from kg.corrections.sheet import Action, Correction, Sheet
from kg.model import Problem
from kg.rdf.iris import Iris
from kg.rdf.literals import true
from kg.rdf.namespaces import RDF, pk, term

_SAME = pk("sameThing")


def apply_corrections(store: Store, sheet: Sheet, base: str) -> tuple[Problem, ...]:
    """Changes a dataset as the lines of a sheet say; gives the problems of those that could not be followed.

    Ids are those that things and facts have without corrections, so the same lines fit every build.

    Args:
        store: the dataset with its links (`kg.rdf.links`); named graphs keep what documents say, the graph
            ``…/id/corrections`` what corrections add.
        base: what the IRIs of things begin with.
    """
    if not sheet.corrections:
        return sheet.problems
    names, graph = Names(store, base), Iris(base).corrections()
    plan = make_plan(sheet.corrections, names)
    folded = merge_nodes(store, plan.merges, graph)
    _keep_apart(store, plan, graph)
    for a, b in plan.links:
        if plan.standing(a) != plan.standing(b):
            store.add(Quad(plan.standing(a), _SAME, plan.standing(b), graph))
    problems = _judge(store, plan, folded, names, graph)
    return (*sheet.problems, *plan.problems, *problems)


def _keep_apart(store: Store, plan: Plan, graph: NamedNode) -> None:
    """Removes the links that join what a person says are two, directly or by way of others."""
    links = list(store.quads_for_pattern(None, _SAME, None, None))
    joined: nx.Graph[str] = nx.Graph((iri_of(quad.subject), iri_of(quad.object)) for quad in links)
    joined.add_edges_from((plan.standing(a).value, plan.standing(b).value) for a, b in plan.links)
    groups = {node: number for number, group in enumerate(nx.connected_components(joined)) for node in group}
    forbidden: set[int] = set()
    for one, two in plan.apart:
        a, b = sorted((plan.standing(one), plan.standing(two)), key=lambda node: node.value)
        if a != b:
            store.add(Quad(a, pk("notSameThing"), b, graph))
            if groups.get(a.value, -1) == groups.get(b.value, -2):
                forbidden.add(groups[a.value])
    for quad in links:
        if groups[iri_of(quad.subject)] in forbidden:
            store.remove(quad)


def _judge(
    store: Store, plan: Plan, folded: dict[str, NamedNode], names: Names, graph: NamedNode
) -> list[Problem]:
    """Carries out accept, reject and rename lines."""
    problems: list[Problem] = []
    targets = [(line, _find_targets(store, line, plan, folded)) for line in plan.verdicts]
    problems += [
        report(line[0], "unknown", "图中没有这条事实 / no such fact in the graph") for line, found in targets if not found
    ]
    said: dict[str, dict[Action, list[Correction]]] = {}
    for (correction, *_), found in targets:
        for node in found:
            said.setdefault(node.value, {}).setdefault(correction.action, []).append(correction)
    dropped = set(_find_opposites(said.values(), problems))
    kept = [(line[0], node) for line, found in targets for node in found if line[0] not in dropped]
    _carry_out(store, kept, names, graph)
    return problems


def _find_targets(store: Store, line: Line, plan: Plan, folded: dict[str, NamedNode]) -> list[NamedNode]:
    """The nodes a line is about: a thing, a statement, or all facts of two ends and a relation."""
    correction, subject, thing = line
    if not correction.relation or thing is None:
        standing = plan.standing(folded.get(subject.value, subject))
        return [standing] if any(store.quads_for_pattern(standing, None, None, None)) else []
    start, end = plan.standing(subject), plan.standing(thing)
    found = {
        iri_of(quad.subject)
        for quad in store.quads_for_pattern(None, term(RDF, "subject"), start, None)
        if any(store.quads_for_pattern(quad.subject, term(RDF, "object"), end, None))
        and any(store.quads_for_pattern(quad.subject, term(RDF, "predicate"), pk(correction.relation), None))
    }
    return [NamedNode(iri) for iri in sorted(found)]


def _find_opposites(said: Iterable[dict[Action, list[Correction]]], problems: list[Problem]) -> set[Correction]:
    """Lines that accept what others reject, or give merged things two names; each is reported once."""
    against: dict[Correction, set[str]] = {}
    for actions in said:
        yes, no, named = (actions.get(action, []) for action in (Action.ACCEPT, Action.REJECT, Action.RENAME))
        pairs = [(a, b) for a in (*yes, *named) for b in no]
        pairs += [(a, b) for a in named for b in named if a.object != b.object]
        for a, b in pairs:
            against.setdefault(a, set()).add(b.where)
            against.setdefault(b, set()).add(a.where)
    for correction, others in against.items():
        where = "、".join(sorted(others))
        problems.append(report(correction, "contradiction", f"与 {where} 矛盾，均未采用 / contradicts {where}, none is followed"))
    return set(against)


def _carry_out(store: Store, lines: list[tuple[Correction, NamedNode]], names: Names, graph: NamedNode) -> None:
    for correction, node in lines:
        if correction.action is Action.RENAME:
            rename_node(store, node, correction.object, graph)
        if correction.action is not Action.REJECT:
            store.add(Quad(node, pk("reviewed"), true(), graph))
    for correction, node in lines:
        if correction.action is Action.REJECT:
            (remove_thing if names.is_thing(node) or not _is_fact(names, node) else remove_statement)(store, node)


def _is_fact(names: Names, node: NamedNode) -> bool:
    return "Assertion" in names.classes(node)
