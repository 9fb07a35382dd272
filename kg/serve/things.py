"""What the page of a thing shows: its properties, what is said of it, where it is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode
from pyoxigraph import Quad as _Quad

from kg.rdf.namespaces import ALT_LABEL, DCTERMS, PK, PREF_LABEL, RDF, RDF_TYPE, SKOS, pk, term
from kg.serve.catalogue import Entry
from kg.serve.charts import Bar
from kg.serve.lookup import Lookup
from kg.serve.site import Site, thing_url
from kg.serve.words import Words
from kg.statements import Statement

MOST_STATEMENTS = 400
MOST_VALUES = 60
_RELATIONS = ("responsibleFor", "builds", "cooperatesWith", "focusesOn")
_HIDDEN = {
    RDF_TYPE.value, PREF_LABEL.value, ALT_LABEL.value, PK + "mentionedIn", PK + "evidence", PK + "start", PK + "end", PK + "sha256",
    PK + "promotes", SKOS + "inScheme", DCTERMS + "title", *(PK + name for name in _RELATIONS),
}  # fmt: skip
_ROLES = ("lead", "joint", "support", "")
_BELOW = (pk("partOf"), pk("locatedIn"), term(SKOS, "broader"))


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property: what it is called, and where it leads, empty for nowhere."""

    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Property:
    """A property with its values; ``left`` says how many more there are."""

    name: str
    values: tuple[Value, ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Statements of one sort.

    Attributes:
        total: how many there are, where not all are listed.
    """

    name: str
    statements: tuple[Statement, ...]
    total: int
    inverse: bool = False


def read_properties(site: Site, node: NamedNode, words: Words) -> list[Property]:
    """What the graph says of a node beside its statements, by the name of the property."""
    found: dict[str, list[Value]] = {}
    quads = site.lookup.store.quads_for_pattern(node, None, None, DefaultGraph())
    for quad in sorted(quads, key=_order):
        if quad.predicate.value in _HIDDEN:
            continue
        name = quad.predicate.value.removeprefix(PK)
        found.setdefault(words.term(name), []).append(_read_value(site, quad.object, words))
    return [Property(name, tuple(values[:MOST_VALUES]), max(0, len(values) - MOST_VALUES)) for name, values in found.items()]


def _order(quad: _Quad) -> tuple[str, str]:
    return quad.predicate.value, str(quad.object)


def _read_value(site: Site, value: object, words: Words) -> Value:
    if not isinstance(value, NamedNode):
        return Value(value.value if isinstance(value, Literal) else str(value))
    if value.value.startswith((PK, RDF, SKOS)):
        return Value(words.term(value.value))
    known = next(iter(site.lookup.store.quads_for_pattern(value, None, None, DefaultGraph())), None)
    return Value(site.describe(value.value), thing_url(value.value) if known else "")


def read_tables(site: Site, node: NamedNode, words: Words) -> list[Table]:
    """The statements that a thing stands in: what it does, what is said of it, targets and incentives."""
    nodes = site.lookup.statement_nodes(node)
    found = site.lookup.read_statements(nodes[:MOST_STATEMENTS])
    every = list(dict.fromkeys(statement for statement in found if statement.iri != node.value or statement.kind != "fact"))
    groups = (
        (words("as_subject"), [s for s in every if s.kind == "fact" and s.subject_iri == node.value], False),
        (words("as_object"), [s for s in every if s.kind == "fact" and s.subject_iri != node.value], True),
        (words("its_targets"), [s for s in every if s.kind == "target"], False),
        (words("its_incentives"), [s for s in every if s.kind == "incentive"], False),
    )
    left = len(nodes) - min(len(nodes), MOST_STATEMENTS)
    return [Table(name, tuple(group), len(group) + left, inverse) for name, group, inverse in groups if group]


def list_bodies(site: Site, node: NamedNode) -> list[Entry]:
    """The bodies of a place."""
    return _entries(site, site.lookup.subjects(pk("jurisdiction"), node), ("Agency", "Organization"))


def list_below(site: Site, node: NamedNode) -> list[Entry]:
    """What is part of a thing, lies in it or is narrower."""
    found = [one for link in _BELOW for one in site.lookup.subjects(link, node)]
    kinds = ("Region", "Zone", "Platform", "Organization", "Industry")
    return _entries(site, found, kinds)


def _entries(site: Site, nodes: Iterable[NamedNode], kinds: Sequence[str]) -> list[Entry]:
    entries = site.catalogue.entries
    found = {entries[node.value] for node in nodes if node.value in entries and entries[node.value].kind in kinds}
    return sorted(found, key=lambda entry: (-entry.weight, entry.label, entry.iri))


def count_mentions(lookup: Lookup, node: NamedNode) -> list[tuple[str, str, int]]:
    """The documents that name a thing: IRI, title, in how many places."""
    counts = Counter(policy for place in lookup.nodes(node, pk("mentionedIn")) if (policy := lookup.policy_of(place)))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0].value))
    return [(policy.value, lookup.label(policy), count) for policy, count in ranked]


def count_duties(statements: Iterable[Statement], most: int = 12) -> list[Bar]:
    """How many duties each body has, by role; each statement counts once."""
    duties = {one.iri: one for one in statements if one.relation == "responsibleFor"}
    counts: dict[tuple[str, str], Counter[str]] = {}
    for one in duties.values():
        counts.setdefault((one.subject_iri, one.subject), Counter())[one.role] += 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))[:most]
    return [Bar(name, {role or "one": count[role] for role in _ROLES if count[role]}, thing_url(iri))
            for (iri, name), count in ranked]


def count_years(deadlines: Iterable[str], link: str = "") -> list[Bar]:
    """How many dates fall into each year, years without any between them too (up to forty)."""
    counts = Counter(int(text[:4]) for text in deadlines if text[:4].isascii() and text[:4].isdecimal() and len(text) >= 4)
    if not counts:
        return []
    first, last = min(counts), max(counts)
    years = range(first, last + 1) if last - first < 40 else sorted(counts)
    return [Bar(str(year), {"one": counts[year]}, f"{link}{year}" if link and counts[year] else "") for year in years]
