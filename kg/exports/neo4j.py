"""A graph as CSV files for ``neo4j-admin database import``: one of nodes, one of relationships, and the command.

Things, documents and provisions are nodes; closed sets (roles, levels, genres) are texts. A fact is a relationship with
its role, deadline, rule and passage; what is said without a passage (partOf, mentionedIn) is a plain relationship.
Texts stand exactly as in the graph, but for the sign that parts the names of a list: these files are for a database, not
for a spreadsheet.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from pyoxigraph import Literal, NamedNode, Store

from kg.exports.characters import replace_lone_surrogates
from kg.exports.nodes import Value, read_nodes
from kg.rdf.namespaces import DCTERMS, PK, RDF_TYPE, SKOS, XSD

ARRAY_DELIMITER, _INSTEAD = "|", "｜"  # between the names of a list, and what a name has in its place
_COMMAND = f"""neo4j-admin database import full neo4j --nodes=nodes.csv --relationships=relationships.csv \\
    --multiline-fields=true --array-delimiter='{ARRAY_DELIMITER}'
"""
_PASSAGES = {f"{PK}Assertion", f"{PK}Evidence"}
_NAMES = {f"{SKOS}prefLabel": "name", f"{SKOS}altLabel": "altNames", f"{DCTERMS}title": "title", f"{DCTERMS}issued": "issued"}
_LISTS = {"altNames", "sourceFile"}
_TYPES = {"integer": "int", "decimal": "double", "boolean": "boolean", "date": "date"}
_NAMED = {"level", "role", "genre", "status", "comparator", "recurrence", "conformsTo"}  # IRIs that stand as texts
_FACT_COLUMNS = ("role", "deadline", "rule", "confidence:double", "start:int", "end:int", "quote", "provision", "fact")
_WORD_BORDER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ASSERTED = ("role", "deadline", "rule", "confidence")

Said = Mapping[str, Sequence[Value]]


@dataclass(slots=True)
class _Graph:
    """What is said of each node, by short names; assertions and evidences apart."""

    nodes: dict[str, dict[str, list[Value]]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    facts: dict[str, dict[str, list[Value]]] = field(default_factory=dict)


def render_neo4j(store: Store) -> dict[str, str]:
    """The files of the folder by name.

    Raises:
        KgError: there is a blank node.
    """
    graph = _read_graph(store)
    edges = sorted(set(_list_edges(graph)))
    ends = {end for edge in edges for end in (edge[0], edge[1])} - graph.nodes.keys()
    nodes = graph.nodes | {end: {} for end in ends}
    return {
        "nodes.csv": _render_csv(*_tabulate_nodes(nodes, graph.labels)),
        "relationships.csv": _render_csv((":START_ID", ":END_ID", ":TYPE", *_FACT_COLUMNS), edges),
        "import.txt": _COMMAND,
    }


def _read_graph(store: Store) -> _Graph:
    graph = _Graph()
    for iri, pairs in read_nodes(store):
        types = [str(value.value) for predicate, value in pairs if predicate == RDF_TYPE.value]
        said: dict[str, list[Value]] = {}
        for predicate, value in pairs:
            said.setdefault(_shorten(predicate), []).append(value)
        if _PASSAGES.intersection(types):
            graph.facts[iri] = said
        else:
            graph.nodes[iri] = said
            graph.labels[iri] = _choose_label(types)
    return graph


def _choose_label(types: Iterable[str]) -> str:
    """One label a node: the class of ours, else the last part of another."""
    ours = [name for name in types if name.startswith(PK)] or list(types) or ["#Resource"]
    return re.split(r"[/#]", ours[0])[-1]


def _shorten(predicate: str) -> str:
    return _NAMES.get(predicate) or re.split(r"[/#]", predicate)[-1]


def _show(value: Value) -> str:
    """A literal, or the bare name of a member of a closed set."""
    return value.value.removeprefix(PK)


def _is_text(name: str, value: Value) -> bool:
    return isinstance(value, Literal) or name in _NAMED


def _tabulate_nodes(
    nodes: Mapping[str, Said], labels: Mapping[str, str]
) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    """The head and the rows of the nodes: a typed column for each name that has texts."""
    kinds: dict[str, set[str]] = {}
    for said in nodes.values():
        for name, values in said.items():
            texts = [value for value in values if _is_text(name, value)]
            if texts:
                kinds.setdefault(name, set()).update(map(_type_of, texts))
    names = sorted(kinds)
    head = ("iri:ID", ":LABEL", *(_head(name, kinds[name]) for name in names))
    rows = (
        (iri, labels.get(iri, "Resource"), *(_join(name, nodes[iri].get(name, ())) for name in names))
        for iri in sorted(nodes)
    )
    return head, rows


def _head(name: str, kinds: set[str]) -> str:
    """A column with its type, where its texts have one."""
    if name in _LISTS:
        return f"{name}:string[]"
    (only,) = kinds if len(kinds) == 1 else ("",)
    return f"{name}:{only}" if only else name


def _type_of(value: Value) -> str:
    return _TYPES.get(value.datatype.value.removeprefix(XSD), "") if isinstance(value, Literal) else ""


def _join(name: str, values: Sequence[Value]) -> str:
    """The texts of a cell: a list, or the Chinese one, else the first."""
    texts = [value for value in values if _is_text(name, value)]
    if name in _LISTS:
        return ARRAY_DELIMITER.join(_show(value).replace(ARRAY_DELIMITER, _INSTEAD) for value in texts)
    chinese = [value for value in texts if isinstance(value, Literal) and value.language == "zh"]
    return _show((chinese or texts)[0]) if texts else ""


def _list_edges(graph: _Graph) -> Iterator[tuple[str, ...]]:
    """Rows of relationships: facts with a row for each passage, then what is said without one."""
    asserted: set[tuple[str, ...]] = set()
    for iri, fact in graph.facts.items():
        ends = (fact.get(name, ()) for name in ("subject", "predicate", "object"))
        for subject, predicate, thing in product(*ends):
            asserted.add((subject.value, predicate.value, thing.value))
            for passage in fact.get("evidence", ()) or (None,):
                said = graph.facts.get(passage.value, {}) if passage else {}
                yield subject.value, thing.value, _name_type(predicate.value), *_describe_fact(fact, said), iri
    for node, about in graph.nodes.items():
        for name, values in about.items():
            for value in values:
                if isinstance(value, NamedNode) and name not in {*_NAMED, "type"}:
                    yield from _link(graph, asserted, node, name, value.value)


def _link(graph: _Graph, asserted: set[tuple[str, ...]], subject: str, name: str, thing: str) -> Iterator[tuple[str, ...]]:
    """A relationship without a passage; that to an evidence carries what the evidence says, to its provision."""
    if (subject, PK + name, thing) in asserted:
        return
    blank = ("",) * len(_FACT_COLUMNS)
    if name != "evidence":
        yield subject, thing, _name_type(name), *blank
        return
    passage = graph.facts.get(thing, {})
    for provision in passage.get("provision", ()):
        yield subject, provision.value, "EVIDENCE", *_describe_fact({}, passage), ""


def _describe_fact(fact: Said, passage: Said) -> tuple[str, ...]:
    first = (_join(name, fact.get(name, ())) for name in _ASSERTED)
    where = passage.get("provision", ())
    return *first, *(_join(name, passage.get(name, ())) for name in ("start", "end", "quote")), where[0].value if where else ""


def _name_type(relation: str) -> str:
    """A relation as Neo4j writes types.

    Example:
        >>> _name_type("https://w3id.org/policykg/ontology#responsibleFor")
        'RESPONSIBLE_FOR'
    """
    return _WORD_BORDER.sub("_", _shorten(relation)).upper()


def _render_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")  # so that either of the two in a cell is quoted
    writer.writerow(head)
    writer.writerows([replace_lone_surrogates(cell) for cell in row] for row in rows)
    return out.getvalue()
