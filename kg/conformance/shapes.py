"""SHACL: pyshacl checks the shapes; their queries are asked of the store, once for all nodes.

A SHACL engine asks a query of a shape for each node. Where the shape chooses its nodes by class or by property, and the query
is one plain SELECT, the same answer comes from one query over all of them, in a hundredth of the time; any other stays with pyshacl.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from kg.conformance.findings import VIOLATION, WARNING, Breach, Term, render_term, shorten
from kg.errors import InputError
from kg.rdf.namespaces import XSD
from kg.resources import find_resource

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

SH = "http://www.w3.org/ns/shacl#"
_WHERE = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)
_NOT_PLAIN = re.compile(r"\bGROUP\s+BY\b|\$PATH\b|\$shapesGraph\b|\$currentShape\b", re.IGNORECASE)
_TARGETS = {
    "targetClass": "$this a <{}>",
    "targetSubjectsOf": "$this <{}> ?_end",
    "targetObjectsOf": "?_end <{}> $this",
}
_VARIABLE = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True, slots=True)
class Query:
    """A query of a shape, over all its nodes at once."""

    check: str
    message: str
    select: str
    severity: str


def read_shapes(file: Path | None = None) -> Graph:
    """The shapes that ship, or those of a Turtle file.

    Raises:
        InputError: the file cannot be read.
    """
    from rdflib import Graph

    try:
        text = (file or find_resource("ontology", "shapes.ttl")).read_text(encoding="utf-8-sig")
        return Graph(bind_namespaces="none").parse(data=text, format="turtle")
    except (OSError, UnicodeDecodeError, SyntaxError, ValueError) as error:
        name = file.name if file else "shapes.ttl"
        raise InputError(f"{name}: 无法读取数据形状 / the shapes cannot be read: {error}") from error


def check_shapes(store: Store, shapes: Graph) -> set[Breach]:
    """What nodes of a store (its default graph) break of the shapes; the shapes' plain queries are taken out of them.

    Raises:
        InputError: the shapes themselves are faulty.
    """
    queries = list(_take_queries(shapes))
    return _ask(store, queries) | _run_engine(store, shapes)


def _take_queries(shapes: Graph) -> Iterator[Query]:
    from rdflib import URIRef

    sparql, select = URIRef(SH + "sparql"), URIRef(SH + "select")
    for shape, _, constraint in sorted(shapes.triples((None, sparql, None))):
        text = str(shapes.value(constraint, select) or "")
        targets = list(_targets(shapes, shape))
        plain = len(re.findall(r"\bSELECT\b", text, re.IGNORECASE)) == 1 and not _NOT_PLAIN.search(text)
        if not plain or not targets or (shape, URIRef(SH + "path"), None) in shapes:
            continue
        head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in _prefixes(shapes, constraint))
        chosen = f"{targets[0]} ." if len(targets) == 1 else " UNION ".join(f"{{ {target} }}" for target in targets)
        whole = head + _WHERE.sub(lambda match, t=chosen: f"{match.group()} {t}", text, count=1)  # type: ignore[misc]
        severity = shapes.value(shape, URIRef(SH + "severity"))
        yield Query(_name(constraint), _message(shapes, constraint), whole, _severity(severity))
        shapes.remove((shape, sparql, constraint))


def _targets(shapes: Graph, shape: Node) -> Iterator[str]:
    """The patterns that choose a shape's nodes; none where one of them is of another sort."""
    from rdflib import RDF, RDFS, URIRef

    named = {name: sorted(map(str, shapes.objects(shape, URIRef(SH + name)))) for name in _TARGETS}
    others = [*shapes.objects(shape, URIRef(SH + "targetNode")), *shapes.objects(shape, URIRef(SH + "target"))]
    if not others and (shape, RDF.type, RDFS.Class) not in shapes:
        yield from (_TARGETS[name].format(value) for name, values in named.items() for value in values)


def _prefixes(shapes: Graph, constraint: Node) -> list[tuple[str, str]]:
    from rdflib import URIRef

    declared = [
        (str(shapes.value(one, URIRef(SH + "prefix"))), str(shapes.value(one, URIRef(SH + "namespace"))))
        for owner in shapes.objects(constraint, URIRef(SH + "prefixes"))
        for one in shapes.objects(owner, URIRef(SH + "declare"))
    ]
    return sorted(declared)


def _message(shapes: Graph, shape: Node) -> str:
    from rdflib import URIRef

    return _join(shapes.objects(shape, URIRef(SH + "message")))


def _join(messages: Iterable[Node]) -> str:
    """Messages as one, Chinese first."""
    known = sorted(messages, key=lambda m: (getattr(m, "language", None) != "zh", str(m)))
    return " / ".join(str(message) for message in known)


def _name(node: Node | None) -> str:
    return re.split(r"[#/]", str(node))[-1] if node is not None else ""


def _severity(severity: Node | None) -> str:
    return VIOLATION if severity is None or _name(severity) == "Violation" else WARNING


def _ask(store: Store, queries: Iterable[Query]) -> set[Breach]:
    found = set()
    for query in queries:
        try:
            solutions = store.query(query.select)
        except (SyntaxError, ValueError, RuntimeError) as error:
            raise InputError(f"{query.check}: 数据形状中的查询有误 / a faulty query in the shapes: {error}") from error
        assert isinstance(solutions, QuerySolutions)
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            bound: dict[str, Term] = {name: solution[name] for name in names if solution[name] is not None}
            message = _VARIABLE.sub(lambda m, b=bound: render_term(b.get(m.group(1))), query.message)  # type: ignore[misc]
            path, value = render_term(bound.get("path")), render_term(bound.get("value"))
            found.add(Breach(query.check, _written(bound["this"]), path, value, message, "Sparql", query.severity))
    return found


def _written(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _spread_targets(shapes: Graph) -> None:
    """Gives the nodes of a shape to its property shapes, which the engine then checks all at once instead of node by node."""
    from rdflib import URIRef

    nested, path, off = (URIRef(SH + name) for name in ("property", "path", "deactivated"))
    targets = [URIRef(SH + name) for name in (*_TARGETS, "targetNode")]
    for shape, _, part in sorted(shapes.triples((None, nested, None))):
        chosen = [(name, value) for name in targets for value in shapes.objects(shape, name)]
        if chosen and (shape, path, None) not in shapes and (shape, off, None) not in shapes:
            for name, value in chosen:
                shapes.add((part, name, value))
            shapes.remove((shape, nested, part))


def _run_engine(store: Store, shapes: Graph) -> set[Breach]:
    import pyshacl

    _spread_targets(shapes)
    data = copy_graph(store)
    try:
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True, do_owl_imports=False)
    except Exception as error:  # pyshacl raises several kinds of its own and of rdflib's
        raise InputError(f"数据形状有误 / faulty shapes: {error}") from error
    return set(_read_report(report))


def _read_report(report: Graph) -> Iterator[Breach]:
    from rdflib import RDF, URIRef

    def value(node: Node, name: str) -> Node | None:
        return report.value(node, URIRef(SH + name))

    for result in report.subjects(RDF.type, URIRef(SH + "ValidationResult")):
        shape, component = value(result, "sourceShape"), _name(value(result, "sourceConstraintComponent"))
        path = value(result, "resultPath")
        yield Breach(
            _name(value(result, "sourceConstraint") if component.startswith("SPARQL") else shape),
            _name_node(value(result, "focusNode")),
            shorten(str(path)) if isinstance(path, URIRef) else "",
            _show(value(result, "value")),
            _join(report.objects(result, URIRef(SH + "resultMessage"))),
            component.removesuffix("ConstraintComponent").replace("SPARQL", "Sparql"),
            _severity(value(result, "resultSeverity")),
        )


def _name_node(node: Node | None) -> str:
    from rdflib import BNode

    return f"_:{node}" if isinstance(node, BNode) else str(node)


def _show(value: Node | None) -> str:
    from rdflib import Literal as RdfLiteral

    if value is None:
        return ""
    if isinstance(value, RdfLiteral):
        if value.language:
            return render_term(Literal(str(value), language=value.language))
        return render_term(Literal(str(value), datatype=NamedNode(str(value.datatype))) if value.datatype else Literal(str(value)))
    return shorten(_name_node(value))


def copy_graph(store: Store) -> Graph:
    """The default graph of a store as an rdflib graph in memory; each IRI is one object."""
    from rdflib import BNode, Graph, URIRef
    from rdflib import Literal as RdfLiteral

    iris: dict[str, URIRef] = {}

    def iri(value: str) -> URIRef:
        found = iris.get(value)
        if found is None:
            found = iris[value] = URIRef(value)
        return found

    def convert(term: object) -> Node:
        if isinstance(term, NamedNode):
            return iri(term.value)
        if isinstance(term, BlankNode):
            return BNode(term.value)
        assert isinstance(term, Literal)
        if term.language:
            return RdfLiteral(term.value, lang=term.language)
        kind = term.datatype.value  # rdflib takes a plain text and one of xsd:string for two values
        return RdfLiteral(term.value, datatype=None if kind == XSD + "string" else iri(kind), normalize=False)

    graph = Graph(bind_namespaces="none")
    for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
        graph.store.add((convert(quad.subject), convert(quad.predicate), convert(quad.object)), graph)
    return graph
