"""What is said of a document, its works and its provisions."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Kind, Relation
from kg.rdf.context import Context, Triple
from kg.rdf.literals import chinese, date, integer, plain
from kg.rdf.namespaces import DCTERMS, PREF_LABEL, RDF_TYPE, pk, term
from kg.resolve.mentions import resolve_place
from kg.resolve.names import close_spaces, normalise_name
from kg.resolve.works import work_name


def describe_policy(context: Context) -> Iterator[Triple]:
    """The policy's metadata, its version and what it cites."""
    extraction, policy = context.extraction, context.policy
    meta = extraction.metadata
    yield policy, RDF_TYPE, pk("Policy")
    for name in sorted({extraction.name, *extraction.aliases}):
        yield policy, pk("sourceFile"), plain(name)
    yield policy, pk("sha256"), plain(extraction.sha256)
    yield policy, pk("genre"), pk(meta.genre.value)
    if meta.title:
        yield policy, term(DCTERMS, "title"), chinese(close_spaces(meta.title))
    if meta.number:
        yield policy, pk("documentNumber"), plain(meta.number)
    if meta.issued:
        yield policy, term(DCTERMS, "issued"), date(meta.issued)
    if meta.effective:
        yield policy, pk("effective"), date(meta.effective)
    if meta.valid_until:
        yield policy, pk("validUntil"), date(meta.valid_until)
    if meta.status:
        yield policy, pk("status"), pk(meta.status.value)
    if meta.period:
        yield policy, pk("periodStart"), date(f"{meta.period[0]:04}")
        yield policy, pk("periodEnd"), date(f"{meta.period[1]:04}")
    for issuer in meta.issuers:
        yield policy, pk("issuedBy"), context.nodes[issuer]
    if place := resolve_place(meta.jurisdiction, meta.adcode):
        yield policy, pk("jurisdiction"), context.iris.thing(place)
    yield from _describe_works(context)


def _describe_works(context: Context) -> Iterator[Triple]:
    meta = context.extraction.metadata
    if own := work_name(meta.title, meta.number):
        yield context.policy, pk("versionOf"), context.iris.work(own)
        yield from _describe_work(context, own, meta.number)
    for citation in meta.cites:
        if (name := work_name(citation.title, citation.number)) and name != own:
            yield context.policy, pk("cites"), context.iris.work(name)
            yield from _describe_work(context, name, citation.number)
    for citation in meta.repeals:
        if (name := work_name(citation.title, citation.number)) and name != own:
            yield context.policy, term(DCTERMS, "replaces"), context.iris.work(name)
            yield from _describe_work(context, name, citation.number)


def _describe_work(context: Context, name: str, number: str) -> Iterator[Triple]:
    work = context.iris.work(name)
    yield work, RDF_TYPE, pk("PolicyWork")
    yield work, PREF_LABEL, chinese(name)
    if number:
        yield work, pk("documentNumber"), plain(number)


def describe_promotion(context: Context) -> Iterator[Triple]:
    """The industries a policy is mainly about: those somebody is responsible for, and those its title names."""
    extraction = context.extraction
    title = normalise_name(extraction.metadata.title)
    for fact in extraction.facts:
        if fact.relation is Relation.RESPONSIBLE_FOR and fact.object is not None \
                and extraction.mentions[fact.object].kind is Kind.INDUSTRY:
            yield context.policy, pk("promotes"), context.nodes[fact.object]
    for index, thing in enumerate(context.things):
        if thing.kind is Kind.INDUSTRY and thing.key[0] in title:
            yield context.policy, pk("promotes"), context.nodes[index]


def describe_provisions(context: Context) -> Iterator[Triple]:
    """The tree of provisions, and the industries and platforms each is concerned with."""
    for provision, node in zip(context.extraction.provisions, context.provisions, strict=True):
        yield node, RDF_TYPE, pk("Provision")
        yield node, pk("partOf"), context.place(provision.parent)
        yield node, pk("ref"), plain(provision.ref)
        yield node, pk("provisionKind"), plain(provision.kind)
        yield node, pk("start"), integer(provision.span.start)
        yield node, pk("end"), integer(provision.span.end)
        if provision.heading:
            yield node, pk("heading"), chinese(close_spaces(provision.heading))
    for index, mention in enumerate(context.extraction.mentions):
        if mention.provision is not None and mention.kind in (Kind.INDUSTRY, Kind.PLATFORM):
            yield context.provisions[mention.provision], pk("concerns"), context.nodes[index]
