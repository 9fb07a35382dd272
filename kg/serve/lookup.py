"""What the graph says of one node, by look-ups that take as long as their answer, however large the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from kg.model import Span
from kg.rdf.namespaces import DCTERMS, PK, PREF_LABEL, RDF, RDF_TYPE, pk, term
from kg.statements import Statement, describe_rule

STATEMENTS = ("Assertion", "Target", "Incentive")
_DEEPEST = 64
_SUBJECT, _PREDICATE, _OBJECT = (term(RDF, name) for name in ("subject", "predicate", "object"))
_TITLE = term(DCTERMS, "title")
_ENDS = (_SUBJECT, _OBJECT, pk("concerns"), pk("region"), pk("grantedBy"))
_WHOLE = DefaultGraph()


@dataclass(frozen=True, slots=True)
class Lookup:
    """A store read by look-ups; all lists are sorted."""

    store: Store

    def nodes(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        """The nodes that a subject is joined to."""
        quads = self.store.quads_for_pattern(subject, predicate, None, _WHOLE)
        return sorted((q.object for q in quads if isinstance(q.object, NamedNode)), key=str)

    def subjects(self, predicate: NamedNode, thing: NamedNode) -> list[NamedNode]:
        """The nodes that are joined to a thing."""
        quads = self.store.quads_for_pattern(None, predicate, thing, _WHOLE)
        return sorted((q.subject for q in quads if isinstance(q.subject, NamedNode)), key=str)

    def texts(self, subject: NamedNode, predicate: NamedNode, *languages: str) -> list[str]:
        """The literals of a subject, in these languages where some are named."""
        quads = self.store.quads_for_pattern(subject, predicate, None, _WHOLE)
        found = (q.object for q in quads if isinstance(q.object, Literal))
        return sorted(one.value for one in found if not languages or (one.language or "") in languages)

    def text(self, subject: NamedNode, name: str) -> str:
        """The first literal of one of our properties, or empty."""
        return next(iter(self.texts(subject, pk(name))), "")

    def number(self, subject: NamedNode, name: str) -> int:
        """The whole number of one of our properties; 0 where there is none."""
        text = self.text(subject, name)
        return int(text) if text.isdecimal() else 0

    def term(self, subject: NamedNode, name: str) -> str:
        """The first of our terms that one of our properties gives, without the namespace."""
        return next((node.value.removeprefix(PK) for node in self.nodes(subject, pk(name))), "")

    def classes(self, subject: NamedNode) -> list[str]:
        """Our classes of a node, without the namespace."""
        return [node.value.removeprefix(PK) for node in self.nodes(subject, RDF_TYPE) if node.value.startswith(PK)]

    def label(self, subject: NamedNode) -> str:
        """The Chinese name of a node, or a document's title or file, or a provision's reference; empty for none."""
        names = self.texts(subject, PREF_LABEL, "zh", "") or self.texts(subject, PREF_LABEL) or self.texts(subject, _TITLE)
        return next(iter(names or self.texts(subject, pk("sourceFile")) or self.texts(subject, pk("ref"))), "")

    def count(self, pattern: str) -> int:
        """How many solutions a pattern of ours has."""
        found = self.store.query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
        assert isinstance(found, QuerySolutions)
        return next(int(row["n"].value) for row in found)

    def policy_of(self, place: NamedNode) -> NamedNode | None:
        """The document that a provision belongs to; the document itself for one."""
        seen = {place}
        while "Policy" not in self.classes(place):
            above = [node for node in self.nodes(place, pk("partOf")) if node not in seen]
            if not above or len(seen) > _DEEPEST:
                return None
            place = above[0]
            seen.add(place)
        return place

    def provisions_of(self, policy: NamedNode) -> list[NamedNode]:
        """The provisions of a document, of all depths."""
        found, border = dict[NamedNode, None](), [policy]
        while border:
            below = [node for one in border for node in self.subjects(pk("partOf"), one)]
            border = [node for node in dict.fromkeys(below) if node not in found and "Provision" in self.classes(node)]
            found.update(dict.fromkeys(border))
        return sorted(found, key=lambda node: (self.number(node, "start"), -self.number(node, "end"), node.value))

    def statement_nodes(self, thing: NamedNode) -> list[NamedNode]:
        """The statements that have a thing at one of their ends, and the thing itself where it is one."""
        ends = (node for end in _ENDS for node in self.subjects(end, thing))
        return [node for node in dict.fromkeys([thing, *ends]) if not set(self.classes(node)).isdisjoint(STATEMENTS)]

    def read_statements(self, nodes: Iterable[NamedNode]) -> list[Statement]:
        """Statements, one for each passage, by document and place."""
        return sorted((statement for node in nodes for statement in self.statements(node)), key=order_of)

    def statements_in(self, policy: NamedNode) -> list[Statement]:
        """The statements of a document, by place."""
        places = [policy, *self.provisions_of(policy)]
        evidence = (node for place in places for node in self.subjects(pk("provision"), place))
        found = dict.fromkeys(node for one in evidence for node in self.subjects(pk("evidence"), one))
        sha256 = self.text(policy, "sha256")
        return [statement for statement in self.read_statements(found) if statement.sha256 == sha256]

    def statements(self, node: NamedNode) -> Iterator[Statement]:
        """A statement, once for each passage; none where the node is no statement."""
        kind = next((name for name in self.classes(node) if name in STATEMENTS), "")
        for evidence in self.nodes(node, pk("evidence")) if kind else ():
            place = next(iter(self.nodes(evidence, pk("provision"))), None)
            policy = self.policy_of(place) if place else None
            if place and policy:
                yield self._read(node, kind, evidence, place, policy)

    def _read(self, node: NamedNode, kind: str, evidence: NamedNode, place: NamedNode, policy: NamedNode) -> Statement:
        subject, thing = (next(iter(self.nodes(node, end)), None) for end in (_SUBJECT, _OBJECT))
        relation = next((one.value.removeprefix(PK) for one in self.nodes(node, _PREDICATE)), "")
        start = self.number(evidence, "start")
        return Statement(
            node.value,
            kind.lower().replace("assertion", "fact"),
            (self.label(subject) or subject.value) if subject else self.label(node),
            relation,
            (self.label(thing) or thing.value) if thing else "",
            describe_rule(self.text(node, "rule")),
            self.term(node, "role"),
            self.text(node, "deadline"),
            self.text(node, "confidence"),
            self.text(evidence, "quote"),
            Span(start, max(start, self.number(evidence, "end"))),
            self.text(place, "ref"),
            next(iter(self.texts(place, pk("heading"))), ""),
            next(iter(self.texts(policy, _TITLE)), ""),
            self.text(policy, "sourceFile"),
            self.text(policy, "sha256"),
            subject_iri=subject.value if subject else "",
            object_iri=thing.value if thing else "",
        )


def order_of(statement: Statement) -> tuple[str, str, int, int, str]:
    """By document, then place."""
    return statement.file, statement.sha256, statement.span.start, statement.span.end, statement.iri


def read_node(iri: str) -> NamedNode | None:
    """The node of an IRI that a stranger wrote; None where it is no IRI."""
    try:
        return NamedNode(iri)
    except ValueError:
        return None
