"""What is said of agencies, regions, industries and the like: by their keys, and by documents that name them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from kg.model import Kind, Level, Mention, Span
from kg.rdf.context import Context, Triple
from kg.rdf.former_names import describe_former_names
from kg.rdf.iris import Iris
from kg.rdf.literals import chinese, plain, true
from kg.rdf.namespaces import ALT_LABEL, PREF_LABEL, RDF_TYPE, RDFS, SKOS, pk, term
from kg.resolve import Standard, Thing
from kg.resolve.former_names import find_successor
from kg.resolve.mentions import resolve_place
from kg.resolve.names import close_spaces
from kg.resolve.regions import resolve_region

_CLASSES = {Kind.AGENCY: "Agency", Kind.REGION: "Region", Kind.INDUSTRY: "Industry", Kind.PLATFORM: "Platform",
            Kind.ZONE: "Zone", Kind.ORGANIZATION: "Organization"}
_LONGEST_LABEL = 80
_SHORT_NAME = re.compile(r"\s{0,4}[（(]\s{0,4}以下简?称为?\s{0,4}[“\"'‘]([^”\"'’（）()\n，。、]{2,24})[”\"'’]\s{0,4}[)）]")
# words that say where a body stands by another one: what they stand before is no name of a body (本级人民政府)
_RELATIVE = re.compile(r"^(?:其|原)?(?:所在地|驻地|当地|本级|同级|上一?级|下一?级)")
_EACH = re.compile(r"^各(?:设区的市|县（市、区）|省、自治区、直辖市|乡镇（街道）|级)?")
_SCHEMES = {"gbt4754-2017": "国民经济行业分类（GB/T 4754—2017）",
            "digital-economy-2021": "数字经济及其核心产业统计分类（2021）",
            "strategic-emerging-2018": "战略性新兴产业分类（2018）"}


def describe_thing(thing: Thing, iris: Iris) -> Iterator[Triple]:
    """What follows from a thing's key alone, with the places it rests on."""
    node = iris.thing(thing)
    yield node, RDF_TYPE, pk(_CLASSES[thing.kind])
    yield node, PREF_LABEL, chinese(thing.label)
    if thing.level and thing.level is not Level.GROUP:
        yield node, pk("level"), pk(thing.level.value)
    if thing.kind is Kind.AGENCY:
        yield from _describe_agency(thing, iris)
    elif thing.kind is Kind.REGION:
        yield from _describe_region(thing, iris)
    elif thing.kind is Kind.INDUSTRY:
        yield from _describe_industry(thing, iris)
    yield from describe_former_names(thing, iris)
    successor = find_successor(thing)
    for other in (*((thing.place,) if thing.place else ()), *((successor,) if successor else ()), *thing.members):
        yield from describe_thing(other, iris)


def _describe_agency(thing: Thing, iris: Iris) -> Iterator[Triple]:
    node = iris.thing(thing)
    yield node, pk("function"), plain(thing.function)
    if thing.place:
        yield node, pk("jurisdiction"), iris.thing(thing.place)
    if thing.collective:
        yield node, pk("collective"), true()


def _describe_region(thing: Thing, iris: Iris) -> Iterator[Triple]:
    node = iris.thing(thing)
    if thing.adcode:
        yield node, pk("adcode"), plain(thing.adcode)
    if thing.full_name:
        yield node, pk("fullName"), chinese(thing.full_name)
    if thing.place:
        yield node, pk("partOf"), iris.thing(thing.place)
    for member in thing.members:
        yield node, pk("member"), iris.thing(member)


def _describe_industry(thing: Thing, iris: Iris) -> Iterator[Triple]:
    node, scheme = iris.thing(thing), iris.industry_scheme()
    yield node, RDF_TYPE, term(SKOS, "Concept")
    yield node, term(SKOS, "inScheme"), scheme
    yield scheme, RDF_TYPE, term(SKOS, "ConceptScheme")
    yield scheme, PREF_LABEL, chinese("政策文本中的产业")
    for standard in thing.standards:
        yield node, term(SKOS, standard.match), iris.standard_class(standard)
        yield from _describe_standard(standard, iris)


def _describe_standard(standard: Standard, iris: Iris) -> Iterator[Triple]:
    node = iris.standard_class(standard)
    yield node, RDF_TYPE, term(SKOS, "Concept")
    yield node, PREF_LABEL, chinese(standard.name)
    yield node, term(SKOS, "notation"), plain(standard.code)
    scheme = iris.mint("standard", standard.scheme)
    yield node, term(SKOS, "inScheme"), scheme
    yield scheme, RDF_TYPE, term(SKOS, "ConceptScheme")
    yield scheme, term(RDFS, "label"), chinese(_SCHEMES[standard.scheme])
    if standard.broader and standard.broader.code != standard.code:
        yield node, term(SKOS, "broader"), iris.standard_class(standard.broader)
        yield from _describe_standard(standard.broader, iris)


def things_of(context: Context) -> Iterator[Thing]:
    """All things a document rests on, each once."""
    found = dict.fromkeys(context.things)
    meta = context.extraction.metadata
    if place := resolve_place(meta.jurisdiction, meta.adcode):
        found.setdefault(place)
    for mention in context.extraction.mentions:
        found.update(dict.fromkeys(_members(mention.members)))
    return iter(found)


def _members(names: tuple[str, ...]) -> list[Thing]:
    return [resolve_region(name, name if name.isdigit() else "") for name in names]


def _find_shared(context: Context) -> frozenset[Span]:
    """The passages that name several bodies at once (各级人民政府, 市、县（市、区）财政部门)."""
    bodies: dict[Span, set[Thing]] = {}
    for mention, thing in zip(context.extraction.mentions, context.things, strict=True):
        if mention.kind is Kind.AGENCY:
            bodies.setdefault(mention.span, set()).add(thing)
    return frozenset(span for span, named in bodies.items() if len(named) > 1)


def _forms(context: Context, mention: Mention, thing: Thing, shared: Container[Span]) -> Iterator[str]:
    """The names a mention gives to its thing: as it stands there, but where it says which body only by another.

    Where it says several bodies its words of level go: what is left (财政部门) names each of them.
    """
    quote = context.quote(mention.span)
    if mention.kind is not Kind.AGENCY:
        yield from (quote, mention.name)
        return
    if mention.span in shared:
        quote = _bare_form(close_spaces(quote), mention)
        quote = "" if thing.label.endswith(quote) else quote
    if not _RELATIVE.match(quote):
        yield quote
    if not _RELATIVE.match(mention.name.removeprefix(mention.place)):
        yield mention.name


def _bare_form(quote: str, mention: Mention) -> str:
    """The end of a form with which the body's own words begin (综合治理 of 市、县综合治理, the body being 某市综合治理部门)."""
    title = _EACH.sub("", mention.name.removeprefix(mention.place), count=1)
    return next((title[:size] for size in range(len(title), 1, -1) if quote.endswith(title[:size])), "")


def describe_mentions(context: Context) -> Iterator[Triple]:
    """The forms under which a document names things, and where it does."""
    shared = _find_shared(context)
    for mention, thing, node in zip(context.extraction.mentions, context.things, context.nodes, strict=True):
        yield node, pk("mentionedIn"), context.place(mention.provision)
        for form in _forms(context, mention, thing, shared):
            label = close_spaces(form)
            if label and label != thing.label and len(label) <= _LONGEST_LABEL:
                yield node, ALT_LABEL, chinese(label)
        if mention.kind is Kind.ORGANIZATION and (match := _SHORT_NAME.match(context.text, mention.span.end)):
            yield node, pk("shortName"), chinese(close_spaces(match.group(1)))
        if mention.kind is Kind.REGION and not thing.adcode and not thing.members:
            for member in _members(mention.members):
                if member != thing:
                    yield node, pk("member"), context.iris.thing(member)
