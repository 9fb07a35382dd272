"""What the lines say together: which node stands for which, what is not the same, and which lines contradict.

The order of lines and files says nothing: groups are made of all lines, and of several nodes that could stand for a group
the one with the smallest IRI does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import networkx as nx
from pyoxigraph import NamedNode

from kg.corrections.naming import Names
from kg.corrections.sheet import SAME_THING, Action, Correction
from kg.model import Problem

_PAIRS = (Action.SAME_AS, Action.NOT_SAME)
Line = tuple[Correction, NamedNode, NamedNode | None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, with nodes for ids.

    Attributes:
        merges: the node that stands for another, by the other's IRI.
        links: pairs that a person says are one, both kept.
        apart: pairs that a person says are two.
        verdicts: accept, reject and rename lines with their nodes.
    """

    merges: dict[str, NamedNode] = field(default_factory=dict)
    links: tuple[tuple[NamedNode, NamedNode], ...] = ()
    apart: tuple[tuple[NamedNode, NamedNode], ...] = ()
    verdicts: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()

    def standing(self, node: NamedNode) -> NamedNode:
        """The node that stands for one after merging."""
        return self.merges.get(node.value, node)


def report(correction: Correction, kind: str, message: str, lost: bool = True) -> Problem:
    """A problem of a line."""
    return Problem(correction.where, f"correction-{kind}", message, lost)


def is_pair(correction: Correction) -> bool:
    """Whether a line speaks of two things as one or as two."""
    link = correction.action is Action.ACCEPT and bool(correction.object) and correction.relation in ("", SAME_THING)
    return link or correction.action in _PAIRS


def make_plan(corrections: Iterable[Correction], names: Names) -> Plan:
    """The plan of all lines for a dataset; lines that cannot be carried out are among its problems."""
    problems: list[Problem] = []
    lines: list[Line] = []
    seen: dict[tuple[str, ...], Correction] = {}
    for correction in sorted(corrections, key=lambda c: (c.source, c.line)):
        line = _find_nodes(correction, names, problems)
        if line is None:
            continue
        first = seen.setdefault(_key(line), correction)
        if first is not correction:
            problems.append(report(correction, "duplicate", f"与 {first.where} 重复 / repeats {first.where}", lost=False))
        else:
            lines.append(line)
    dropped = set(_find_contradictions(lines, problems))
    kept = [line for line in lines if line[0] not in dropped]
    merges = _choose_standing(kept, problems)
    links = tuple((a, b) for c, a, b in kept if c.action is Action.ACCEPT and is_pair(c) and b is not None)
    apart = tuple((a, b) for c, a, b in kept if c.action is Action.NOT_SAME and b is not None)
    verdicts = tuple(line for line in kept if not is_pair(line[0]))
    return Plan(merges, links, apart, verdicts, tuple(problems))


def _find_nodes(correction: Correction, names: Names, problems: list[Problem]) -> Line | None:
    """A line with its nodes; None, with a problem, where there are none or it does not suit them."""
    subject = names.find(correction.subject)
    with_object = bool(correction.object) and correction.action is not Action.RENAME
    thing = names.find(correction.object) if with_object else None
    for written, node in ((correction.subject, subject), (correction.object, thing if with_object else subject)):
        if node is None:
            shown = written if len(written) <= 120 else written[:120] + "…"
            message = f"图中没有此 id / no such id in the graph: {shown!r}; 见 graph.ttl 或 kg review / see kg review"
            problems.append(report(correction, "unknown", message))
            return None
    assert subject is not None
    fault = _find_fault(correction, subject, thing, names)
    if fault:
        problems.append(report(correction, "malformed", fault))
        return None
    return correction, subject, thing


def _find_fault(correction: Correction, subject: NamedNode, thing: NamedNode | None, names: Names) -> str:
    """Why a line does not suit its nodes; empty where it does."""
    if is_pair(correction) and thing is not None:
        if not (names.is_thing(subject) and names.is_thing(thing)):
            return "应为两个实体的 id / ids of two things expected"
        if subject == thing:
            return "两个 id 相同 / the two ids are one"
        if correction.action is not Action.NOT_SAME and not names.may_be_one(subject, thing):
            return "两者类别不同，不能合并 / things of these two kinds cannot be one"
    elif correction.action is Action.RENAME and not names.is_thing(subject):
        return "应为实体的 id / the id of a thing expected"
    elif not (names.is_thing(subject) or names.is_statement(subject)):
        return "应为实体、事实、目标或激励的 id / the id of a thing, a fact, a target or an incentive expected"
    return ""


def _key(line: Line) -> tuple[str, ...]:
    """What two lines that say the same have in common; not-same and accepted links have no direction."""
    correction, subject, thing = line
    ends = [subject.value, correction.object if thing is None else thing.value]
    if is_pair(correction):
        ends = ends if correction.action is Action.SAME_AS else sorted(ends)
        return correction.action.value, "", *ends
    return correction.action.value, correction.relation, *ends


def _find_contradictions(lines: list[Line], problems: list[Problem]) -> Iterator[Correction]:
    """The lines that cannot be followed because another says the opposite; each is reported.

    What is not the same stands against a whole group of lines that say it is; of a thing that is both merged and
    rejected neither is done.
    """
    groups = _group([line for line in lines if is_pair(line[0]) and line[0].action is not Action.NOT_SAME])
    merging: dict[str, list[Correction]] = {}
    for correction, _, b in lines:
        if correction.action is Action.SAME_AS and b is not None:
            merging.setdefault(b.value, []).append(correction)
    for correction, a, b in lines:
        against: list[Correction] = []
        if correction.action is Action.NOT_SAME and b is not None and a.value in groups:
            against = groups[a.value] if groups[a.value] is groups.get(b.value) else []
        elif correction.action is Action.REJECT and not correction.relation:
            against = merging.get(a.value, [])
            yield from [correction] if against else []
        problems += _report_both(correction, against)
        yield from against


def _report_both(correction: Correction, against: list[Correction]) -> Iterator[Problem]:
    """A problem for a line and for each that it contradicts."""
    where = "、".join(other.where for other in against)
    for one, others in ((correction, where), *((other, correction.where) for other in against)) if against else ():
        followed = "" if one.action is Action.NOT_SAME else "，未采用"
        message = f"与 {others} 矛盾{followed} / contradicts {others}{'; not followed' if followed else ''}"
        yield report(one, "contradiction", message)


def _group(lines: list[Line]) -> dict[str, list[Correction]]:
    """The lines of the group that each node belongs to, by its IRI; nodes of one group share the list."""
    graph: nx.Graph[str] = nx.Graph((a.value, b.value) for _, a, b in lines if b is not None)
    found: dict[str, list[Correction]] = {}
    for group in nx.connected_components(graph):
        shared: list[Correction] = []
        found.update(dict.fromkeys(group, shared))
    for correction, a, _ in lines:
        found.setdefault(a.value, []).append(correction)
    return found


def _choose_standing(lines: list[Line], problems: list[Problem]) -> dict[str, NamedNode]:
    """The node that stands for each merged one: the one of its group that no line merges into another."""
    merging = [(c, a, b) for c, a, b in lines if c.action is Action.SAME_AS and b is not None]
    graph: nx.DiGraph[str] = nx.DiGraph((a.value, b.value) for _, a, b in merging)
    merges: dict[str, NamedNode] = {}
    for group in nx.weakly_connected_components(graph):
        roots = sorted(node for node in group if not graph.in_degree(node))
        standing = min(roots or group)
        if len(roots) != 1:
            message = f"这组 same-as 未指明保留哪个，保留 / these lines leave open which id stays; this one does: {standing}"
            problems += [report(c, "open", message, lost=False) for c, a, _ in merging if a.value in group]
        merges |= {node: NamedNode(standing) for node in group if node != standing}
    return merges
