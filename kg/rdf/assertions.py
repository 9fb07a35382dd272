"""Facts: a direct triple each, and an assertion that says where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from pyoxigraph import NamedNode

from kg.model import Fact
from kg.rdf.context import Context, Triple
from kg.rdf.evidence import describe_evidence
from kg.rdf.literals import date, decimal, plain
from kg.rdf.namespaces import RDF, RDF_TYPE, pk, term
from kg.rdf.quantities import target_node
from kg.vocabulary import read_vocabulary


def describe_facts(context: Context) -> Iterator[Triple]:
    """All facts of a document.

    A fact that several rules found is one assertion: it has the confidence of the best of them.
    """
    shares: dict[NamedNode, Decimal] = {}
    for fact in context.extraction.facts:
        node = assertion_node(context, fact)
        yield from _describe_fact(context, fact, node)
        share = judged_shares().get(fact.rule)
        if share is not None:
            shares[node] = max(share, shares.get(node, share))
    for node, share in shares.items():
        yield node, pk("confidence"), decimal(share)


@cache
def judged_shares() -> dict[str, Decimal]:
    """The share of a rule's statements that readers judged right, of the rules judged (``vocabularies/confidence.tsv``)."""
    return {row["rule"]: Decimal(row["share"]) for row in read_vocabulary("confidence") if row["share"]}


def assertion_node(context: Context, fact: Fact) -> NamedNode:
    """The assertion of a fact: one for each subject, relation, object, role and provision."""
    subject, thing, place = context.nodes[fact.subject], object_of(context, fact), context.place(fact.provision)
    role = fact.role.value if fact.role else None
    return context.iris.hashed("fact", subject.value, fact.relation.value, thing.value, role, place.value)


def object_of(context: Context, fact: Fact) -> NamedNode:
    """The node a fact is about: of a mention, a provision or a target."""
    if fact.object is not None:
        return context.nodes[fact.object]
    if fact.object_provision is not None:
        return context.provisions[fact.object_provision]
    assert fact.object_target is not None  # check_extraction holds it
    return target_node(context, context.extraction.targets[fact.object_target])


def _describe_fact(context: Context, fact: Fact, node: NamedNode) -> Iterator[Triple]:
    subject, predicate, thing = context.nodes[fact.subject], pk(fact.relation.value), object_of(context, fact)
    yield subject, predicate, thing
    yield node, RDF_TYPE, pk("Assertion")
    yield node, term(RDF, "subject"), subject
    yield node, term(RDF, "predicate"), predicate
    yield node, term(RDF, "object"), thing
    yield node, pk("rule"), plain(fact.rule)
    if fact.role:
        yield node, pk("role"), pk(fact.role.value)
    if fact.deadline:
        yield node, pk("deadline"), date(fact.deadline)
    yield from describe_evidence(context, node, fact.evidence, fact.provision)
