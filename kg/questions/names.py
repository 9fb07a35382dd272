"""What the user typed -> RDF terms: names whole or in part, closed sets, dates, numbers.

Only terms made here reach a query, so a query never holds text of the user's or of a document's.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import ParameterError, QueryError

PK = "https://w3id.org/policykg/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

CLASSES = {
    "agency": ("Agency", "Organization"),
    "industry": ("Industry",),
    "platform": ("Platform",),
    "region": ("Region", "Zone"),
}
ROLES = {"lead": ("牵头", "统筹"), "joint": ("共同", "负责"), "support": ("配合", "参与", "协助")}
_DEADLINE = re.compile(r"\d{4}(-\d{2}){0,2}", re.ASCII)
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_DROPPED = re.compile(r"[\s“”‘’\"'《》]")
_MOST_NODES = 500


@dataclass(frozen=True, slots=True)
class Resolved:
    """A parameter as it was understood.

    Attributes:
        given: what the user typed.
        labels: names of the things it stands for.
        terms: their RDF terms in SPARQL syntax, parts and members of regions included.
    """

    parameter: str
    given: str
    labels: tuple[str, ...]
    terms: tuple[str, ...]


def normalise_name(name: str) -> str:
    """The form names are compared in: widths and case folded, white space and quotation marks dropped."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", name)).casefold()


def resolve_parameter(store: Store, parameter: str, given: str) -> Resolved:
    """What a parameter's value stands for in this graph.

    Raises:
        ParameterError: no role, date or number, or no name at all.
        QueryError: an unknown name (with the nearest ones), or one that too many things have.
    """
    return _resolve_name(store, parameter, given) if parameter in CLASSES else read_value(parameter, given)


def read_value(parameter: str, given: str) -> Resolved:
    """What the value of a parameter that takes no name stands for, in any graph.

    Raises:
        ParameterError: it is no role, date or number.
    """
    if parameter == "role":
        return _resolve_role(given)
    if parameter == "deadline":
        if not _DEADLINE.fullmatch(given):
            raise ParameterError(f"deadline={given!r}: 应为 2026、2026-06 或 2026-06-30 / a year, month or day expected")
        return Resolved(parameter, given, (given,), (str(Literal(given)),))
    if not re.fullmatch(r"[1-9]\d{0,8}", given, re.ASCII):
        raise ParameterError(f"{parameter}={given!r}: 应为正整数 / a whole number above 0 expected")
    return Resolved(parameter, given, (given,), (given,))


def _resolve_role(given: str) -> Resolved:
    for role, names in ROLES.items():
        if given.casefold() == role or given in names:
            return Resolved("role", given, (f"{names[0]} {role}",), (f"<{PK}{role}>",))
    known = "、".join(f"{role} ({'/'.join(names)})" for role, names in ROLES.items())
    raise ParameterError(f"role={given!r}: 没有这种角色 / no such role; 可用 / there are: {known}")


def _resolve_name(store: Store, parameter: str, given: str) -> Resolved:
    """Nodes whose name is the given one; failing that, those whose name contains it.

    Of an agency the bare function (商务) is a name too, which many share: only its full name is its own.
    """
    labels = _read_labels(store, CLASSES[parameter])
    wanted = normalise_name(given)
    if not wanted:
        raise ParameterError(f"{parameter}={given!r}: 名称为空 / a name is expected")
    own = _read_labels(store, CLASSES[parameter], ("prefLabel",)) if parameter == "agency" else labels
    nodes = {node for name, node in own if name == wanted} or {node for name, node in labels if wanted in name}
    if not nodes:
        raise QueryError(_say_unknown(store, parameter, given, labels))
    if len(nodes) > _MOST_NODES:
        message = f"名称太短，匹配 {len(nodes)} 项 / matches {len(nodes)} things: give more of the name"
        raise QueryError(f"{parameter}={given!r}: {message}")
    names = sorted({_find_label(store, node) for node in nodes})
    terms = sorted(_write_iri(node) for node in _widen(store, nodes, parameter))
    return Resolved(parameter, given, tuple(names), tuple(terms))


def _read_labels(
    store: Store, classes: Iterable[str], properties: tuple[str, ...] = ("prefLabel", "altLabel")
) -> list[tuple[str, NamedNode]]:
    """Normalised labels of all nodes of the classes, in a stable order."""
    found = set()
    for cls in classes:
        for quad in store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(PK + cls), None):
            for label in properties:
                for named in store.quads_for_pattern(quad.subject, NamedNode(SKOS + label), None, None):
                    if isinstance(named.object, Literal) and isinstance(quad.subject, NamedNode):
                        found.add((normalise_name(named.object.value), quad.subject.value))
    return [(label, NamedNode(iri)) for label, iri in sorted(found)]


def _find_label(store: Store, node: NamedNode) -> str:
    """The Chinese name of a node, or else its IRI."""
    quads = store.quads_for_pattern(node, NamedNode(SKOS + "prefLabel"), None, None)
    labels = [quad.object for quad in quads if isinstance(quad.object, Literal)]
    return min((label.value for label in labels if label.language == "zh"), default=node.value)


def _say_unknown(store: Store, parameter: str, given: str, labels: list[tuple[str, NamedNode]]) -> str:
    """Names that look most like the one that is not there."""
    by_name = defaultdict(list)
    for name, node in labels:
        by_name[name].append(node)
    near = difflib.get_close_matches(normalise_name(given), by_name, n=5, cutoff=0.25)
    names = list(dict.fromkeys(_find_label(store, node) for name in near for node in by_name[name][:1]))
    hint = f"; 相近的名称 / nearest: {'、'.join(names)}" if names else ""
    return f"{parameter}={given!r}: 图中没有此名称 / no such name in the graph{hint}"


def _widen(store: Store, nodes: set[NamedNode], parameter: str) -> set[NamedNode]:
    """The nodes with what is the same thing and, for a region, with its parts, its members and the zones in it."""
    steps = [("sameThing", True), ("sameThing", False)]
    if parameter == "region":
        steps += [("partOf", False), ("member", True), ("locatedIn", False)]
    reached, todo = set(nodes), list(nodes)
    while todo:
        node = todo.pop()
        for name, forward in steps:
            for other in _follow(store, node, NamedNode(PK + name), forward) - reached:
                if name != "locatedIn" or _is_zone(store, other):
                    reached.add(other)
                    todo.append(other)
    return reached


def _follow(store: Store, node: NamedNode, predicate: NamedNode, forward: bool) -> set[NamedNode]:
    if forward:
        ends = [quad.object for quad in store.quads_for_pattern(node, predicate, None, None)]
    else:
        ends = [quad.subject for quad in store.quads_for_pattern(None, predicate, node, None)]
    return {end for end in ends if isinstance(end, NamedNode)}


def _is_zone(store: Store, node: NamedNode) -> bool:
    pattern = (node, NamedNode(RDF + "type"), NamedNode(PK + "Zone"), None)
    return next(iter(store.quads_for_pattern(*pattern)), None) is not None


def _write_iri(node: NamedNode) -> str:
    """The IRI in SPARQL syntax; one that could close the brackets is refused."""
    if _NOT_IN_IRI.search(node.value):
        raise QueryError(f"图中的 IRI 不合规 / the graph holds an unusable IRI: {node.value!r}")
    return f"<{node.value}>"
