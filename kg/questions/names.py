"""What the user typed -> RDF terms: names whole or in part, closed sets, dates, numbers.

Only terms made here reach a query, so a query never holds text of the user's or of a document's.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import ParameterError, QueryError
from kg.questions import AS_OF, CHOICES, ROLLUP
from kg.questions.validity import find_left_out, read_day
from kg.resolve.agencies import function_key
from kg.stores.source import Source, as_source

PK = "https://w3id.org/policykg/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

CLASSES = {
    "agency": ("Agency", "Organization"),
    "industry": ("Industry",),
    "platform": ("Platform",),
    "region": ("Region", "Zone"),
}
LEVELS = {"national": ("国家", "全国"), "provincial": ("省级", "省", "province"), "prefecture": ("市级", "市", "地级"),
          "county": ("县级", "县", "区"), "township": ("乡镇级", "乡镇", "乡", "镇")}
ROLES = {"lead": ("牵头", "统筹"), "joint": ("共同", "负责"), "support": ("配合", "参与", "协助")}
_DEADLINE = re.compile(r"\d{4}(-\d{2}){0,2}", re.ASCII)
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_DROPPED = re.compile(r"[\s“”‘’\"'《》]")
_MOST_NODES = 500
_MOST_VALUES = 200  # nodes in one query: Virtuoso cannot compile thousands
_LABELS = f"""PREFIX pk: <{PK}>
PREFIX skos: <{SKOS}>
SELECT DISTINCT ?node ?property ?label WHERE {{
  VALUES ?class {{ %s }}
  {{ VALUES ?property {{ skos:prefLabel skos:altLabel }} ?node a ?class ; ?property ?label }}
  UNION {{ ?node a ?class ; pk:formerName ?name . ?name pk:literalForm ?label . BIND(skos:altLabel AS ?property) }}
}}"""
_FUNCTIONS = f"""PREFIX pk: <{PK}>
PREFIX skos: <{SKOS}>
SELECT DISTINCT ?node ?function ?place WHERE {{
  ?node a pk:Agency ; pk:function ?function .
  OPTIONAL {{ ?node pk:jurisdiction ?region . ?region skos:prefLabel|skos:altLabel ?place . FILTER(LANG(?place) = "zh") }}
}}"""
_SAME = "{ ?node pk:sameThing ?other } UNION { ?other pk:sameThing ?node }"
_BELOW = """
  UNION { ?other pk:partOf ?node } UNION { ?node pk:member ?other } UNION { ?other pk:locatedIn ?node . ?other a pk:Zone }"""
_NARROWER = """
  UNION { ?other skos:broader ?node . ?other a pk:Industry }
  UNION { ?node skos:exactMatch|skos:closeMatch ?class . ?lower skos:broader+ ?class .
          ?other skos:exactMatch|skos:closeMatch|skos:broadMatch ?lower }
  UNION { ?node skos:exactMatch|skos:closeMatch ?class . ?other skos:broadMatch ?class }"""
_STEPS = {"region": _BELOW, "industry": _NARROWER}
_NEIGHBOURS = f"PREFIX pk: <{PK}>\nPREFIX skos: <{SKOS}>\nSELECT DISTINCT ?other WHERE {{\n  VALUES ?node {{ %s }}\n  %s\n}}"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A parameter as it was understood.

    Attributes:
        given: what the user typed.
        labels: names of the things it stands for.
        terms: their RDF terms in SPARQL syntax, with those of what was taken in.
        taken_in: names of what counts with them: what is the same thing, what lies below a region, narrower industries.
        named: the terms without those of what was taken in.
    """

    parameter: str
    given: str
    labels: tuple[str, ...]
    terms: tuple[str, ...]
    taken_in: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def normalise_name(name: str) -> str:
    """The form names are compared in: widths and case folded, white space and quotation marks dropped."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", name)).casefold()


@dataclass(frozen=True, slots=True, order=True)
class _Label:
    """A name of a node as it is compared, and as it is written; ``own`` is false of an alias."""

    name: str
    node: str
    written: str
    language: str
    own: bool


def list_names(graph: Store | Source) -> dict[str, tuple[str, ...]]:
    """Each name of the graph as it is compared, with the parameters that know it, in the order of `CLASSES`."""
    source = as_source(graph)
    found: dict[str, tuple[str, ...]] = {}
    for parameter, classes in CLASSES.items():
        for name in dict.fromkeys(label.name for label in _read_labels(source, classes)):
            found[name] = (*found.get(name, ()), parameter)
    return found


def list_functions(graph: Store | Source) -> frozenset[str]:
    """The functions of the graph's agencies (商务), by which short names mean them."""
    return frozenset(term.value for _, term, _ in as_source(graph).ask(_FUNCTIONS).rows if isinstance(term, Literal))


def resolve_parameter(graph: Store | Source, parameter: str, given: str, rollup: bool = True) -> Resolved:
    """What a parameter's value stands for in this graph.

    Args:
        rollup: take in what is under a name (`Resolved.taken_in`).

    Raises:
        ParameterError: no role, date or number, or no name at all.
        QueryError: an unknown name (with the nearest ones), or one that too many things have.
    """
    if parameter == AS_OF:
        return _resolve_day(as_source(graph), given)
    return _resolve_names(as_source(graph), parameter, given, rollup) if parameter in CLASSES else read_value(parameter, given)


def _resolve_day(source: Source, given: str) -> Resolved:
    """A day, with the documents that do not hold on it; the labels count them by reason."""
    day = read_day(given)
    left_out = find_left_out(source, day)
    counts = Counter(left_out.values())
    labels = (day, *(f"{reason}: {counts[reason]}" for reason in sorted(counts)))
    return Resolved(AS_OF, given, labels, tuple(map(_write_iri, left_out)))


def read_value(parameter: str, given: str) -> Resolved:
    """What the value of a parameter that takes no name stands for, in any graph.

    Raises:
        ParameterError: it is no role, date or number.
    """
    if parameter in ("role", "level"):
        return _resolve_member(parameter, given, ROLES if parameter == "role" else LEVELS)
    if parameter == AS_OF:
        return Resolved(parameter, given, (read_day(given),), ())
    if parameter == ROLLUP:
        return Resolved(parameter, given, (_read_choice(given),), ())
    if parameter == "deadline":
        if not _DEADLINE.fullmatch(given):
            raise ParameterError(f"deadline={given!r}: 应为 2026、2026-06 或 2026-06-30 / a year, month or day expected")
        return Resolved(parameter, given, (given,), (str(Literal(given)),))
    if not re.fullmatch(r"[1-9]\d{0,8}", given, re.ASCII):
        raise ParameterError(f"{parameter}={given!r}: 应为正整数 / a whole number above 0 expected")
    return Resolved(parameter, given, (given,), (given,))


def _read_choice(given: str) -> str:
    if given.casefold() not in CHOICES:
        raise ParameterError(f"{ROLLUP}={given!r}: 应为 yes 或 no（是、否）/ yes or no expected")
    return CHOICES[given.casefold()]


def _resolve_member(parameter: str, given: str, members: Mapping[str, tuple[str, ...]]) -> Resolved:
    """A member of a closed set, by its own name or one it goes by."""
    for member, names in members.items():
        if given.casefold() == member or given.casefold() in names:
            return Resolved(parameter, given, (f"{names[0]} {member}",), (f"<{PK}{member}>",))
    known = "、".join(f"{member} ({'/'.join(names)})" for member, names in members.items())
    what = "没有这种角色 / no such role" if parameter == "role" else "没有这一级 / no such level"
    raise ParameterError(f"{parameter}={given!r}: {what}; 可用 / there are: {known}")


def _resolve_names(source: Source, parameter: str, given: str, rollup: bool) -> Resolved:
    """A name, or regions parted by 、 (each a name); the first that is no name of the graph is refused."""
    parts = [part for part in re.split(r"[、,，;；]", given) if part.strip()] if parameter == "region" else []
    if len(parts) < 2:
        return _resolve_name(source, parameter, given, rollup)
    each = [_resolve_name(source, parameter, part.strip(), rollup) for part in parts]
    return Resolved(
        parameter, given,
        *(tuple(dict.fromkeys(value for one in each for value in getattr(one, name))) for name in ("labels", "terms", "taken_in", "named")),
    )


def _resolve_name(source: Source, parameter: str, given: str, rollup: bool) -> Resolved:
    """Nodes whose name is the given one; failing that, those whose name contains it.

    Of an agency the bare function (商务) is a name too, which many share: only its full name is its own.
    """
    wanted = normalise_name(given)
    if not wanted:
        raise ParameterError(f"{parameter}={given!r}: 名称为空 / a name is expected")
    labels = _read_labels(source, CLASSES[parameter])
    aliases = parameter != "agency"
    nodes = {label.node for label in labels if label.name == wanted and (label.own or aliases)}
    nodes = nodes or {label.node for label in labels if wanted in label.name}
    if not nodes and parameter == "agency":
        nodes = _find_by_function(source, wanted)
    if not nodes:
        raise QueryError(_say_unknown(parameter, given, labels))
    if len(nodes) > _MOST_NODES:
        message = f"名称太短，匹配 {len(nodes)} 项 / matches {len(nodes)} things: give more of the name"
        raise QueryError(f"{parameter}={given!r}: {message}")
    written = _choose_labels(labels)
    names = sorted({written.get(node, node) for node in nodes})
    reached = _widen(source, nodes, parameter) if rollup else nodes
    taken_in = sorted({written.get(node, node) for node in reached - nodes})
    terms, named = (tuple(sorted(map(_write_iri, found))) for found in (reached, nodes))
    return Resolved(parameter, given, tuple(names), terms, tuple(taken_in), named)


def _find_by_function(source: Source, wanted: str) -> set[str]:
    """Agencies that a short or former name means which no text of the graph uses (云州市外经贸局): its place, then its function.

    Without a place, those of the function everywhere.
    """
    anywhere, found = function_key(wanted), set()
    here: set[tuple[int, str]] = set()
    for node, function, place in source.ask(_FUNCTIONS).rows:
        if not isinstance(node, NamedNode) or not isinstance(function, Literal):
            continue
        if function.value == anywhere:
            found.add(node.value)
        name = normalise_name(place.value) if isinstance(place, Literal) else ""
        if name and wanted.startswith(name) and function.value == function_key(wanted[len(name) :]):
            here.add((len(name), node.value))
    longest = max((length for length, _ in here), default=0)
    return {node for length, node in here if length == longest} or found


def _read_labels(source: Source, classes: Iterable[str]) -> list[_Label]:
    """The labels of all nodes of the classes, in a stable order."""
    found = set()
    for node, kind, label in source.ask(_LABELS % " ".join(f"pk:{name}" for name in classes)).rows:
        if isinstance(node, NamedNode) and isinstance(kind, NamedNode) and isinstance(label, Literal):
            own = kind.value == SKOS + "prefLabel"
            found.add(_Label(normalise_name(label.value), node.value, label.value, label.language or "", own))
    return sorted(found)


def _choose_labels(labels: Iterable[_Label]) -> dict[str, str]:
    """The Chinese name of each node that has one."""
    chosen: dict[str, str] = {}
    for label in labels:
        if label.own and label.language == "zh":
            chosen[label.node] = min(label.written, chosen.get(label.node, label.written))
    return chosen


def _say_unknown(parameter: str, given: str, labels: Iterable[_Label]) -> str:
    """Names that look most like the one that is not there."""
    first: dict[str, str] = {}
    for label in labels:
        first.setdefault(label.name, label.node)
    written = _choose_labels(labels)
    near = difflib.get_close_matches(normalise_name(given), first, n=5, cutoff=0.25)
    names = list(dict.fromkeys(written.get(first[name], first[name]) for name in near))
    hint = f"; 相近的名称 / nearest: {'、'.join(names)}" if names else ""
    return f"{parameter}={given!r}: 图中没有此名称 / no such name in the graph{hint}"


def _widen(source: Source, nodes: set[str], parameter: str) -> set[str]:
    """The nodes with what is the same thing and, for a region, with its parts, its members and the zones in it."""
    steps = _SAME + _STEPS.get(parameter, "")
    reached, border = set(nodes), sorted(nodes)
    while border:
        found = {node for part in _cut(border) for node in _find_neighbours(source, part, steps)}
        border = sorted(found - reached)
        reached.update(border)
    return reached


def _cut(nodes: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(nodes), _MOST_VALUES):
        yield nodes[at : at + _MOST_VALUES]


def _find_neighbours(source: Source, nodes: Sequence[str], steps: str) -> Iterator[str]:
    for (other,) in source.ask(_NEIGHBOURS % (" ".join(map(_write_iri, nodes)), steps)).rows:
        if isinstance(other, NamedNode):
            yield other.value


def _write_iri(iri: str) -> str:
    """The IRI in SPARQL syntax; one that could close the brackets is refused."""
    if _NOT_IN_IRI.search(iri):
        raise QueryError(f"图中的 IRI 不合规 / the graph holds an unusable IRI: {iri!r}")
    return f"<{iri}>"
