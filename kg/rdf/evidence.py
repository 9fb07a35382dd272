"""The passages that statements rest on."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kg.model import Span
from kg.rdf.context import Context, Triple
from kg.rdf.literals import integer, plain
from kg.rdf.namespaces import RDF_TYPE, pk


def describe_evidence(context: Context, node: NamedNode, span: Span, provision: int | None) -> Iterator[Triple]:
    """The passage that a statement rests on; statements of one passage share it."""
    place = context.place(provision)
    evidence = context.iris.hashed("evidence", place.value, span.start, span.end)
    yield node, pk("evidence"), evidence
    yield evidence, RDF_TYPE, pk("Evidence")
    yield evidence, pk("provision"), place
    yield evidence, pk("start"), integer(span.start)
    yield evidence, pk("end"), integer(span.end)
    yield evidence, pk("quote"), plain(context.quote(span))
