"""Holds relations, and who answers for which provision, against gold; counts how well they are grounded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.model import Role
from kg.score.entities import NEUTRAL, UNKNOWN
from kg.score.gold import GoldDocument
from kg.score.graph import GraphRows, Statement
from kg.score.names import normal_name
from kg.score.tally import Shares, Tally, compare

RELATIONS = ("responsibleFor", "builds", "locatedIn", "cooperatesWith", "focusesOn")
Pair = tuple[str, str]
Place = tuple[int, str]
_LONGEST_QUOTE = 400
_ROLES = frozenset(role.value for role in Role)


@dataclass
class Wanted:
    """Gold pairs of each relation: those that must be found, those that may, and the roles they have."""

    core: dict[str, set[Pair]] = field(default_factory=lambda: {relation: set() for relation in RELATIONS})
    allowed: dict[str, set[Pair]] = field(default_factory=lambda: {relation: set() for relation in RELATIONS})
    roles: dict[tuple[str, str, str], str | None] = field(default_factory=dict)


@dataclass
class Found:
    """Pairs of each relation in the graph with their roles, and who answers for which provision."""

    pairs: dict[str, set[Pair]] = field(default_factory=lambda: {relation: set() for relation in RELATIONS})
    roles: dict[tuple[str, str, str], set[str]] = field(default_factory=dict)
    provisions: set[tuple[str, str]] = field(default_factory=set)


def read_wanted(gold: GoldDocument) -> Wanted:
    """The pairs of a gold document; one on optional things is optional too."""
    wanted = Wanted()
    for fact in gold.items("facts"):
        relation = fact["rel"]
        for subject in fact["subjects"]:
            for thing in fact["objects"]:
                weak = fact.get("optional") or subject in gold.optional or thing in gold.optional
                (wanted.allowed if weak else wanted.core)[relation].add((subject, thing))
                wanted.roles[relation, subject, thing] = fact.get("role")
                if relation == "cooperatesWith":
                    wanted.allowed[relation].add((thing, subject))
    return wanted


def read_found(
    gold: GoldDocument, graph: GraphRows, policy: str, ids: Mapping[str, str], wanted: Wanted, shares: Shares
) -> Found:
    """The pairs of a document in the graph, in gold's ids; counts the shares of grounded statements on the way."""
    provisions = graph.provisions(policy)
    found = Found()
    for statement in graph.statements(policy):
        _count_grounds(gold, graph, statement, provisions.get(statement.object), ids, shares)
        subject = ids.get(statement.subject, UNKNOWN + statement.subject.rsplit("/", 1)[-1])
        if statement.object in provisions:
            if statement.relation == "responsibleFor":
                found.provisions.add((statement.object, subject))
            continue
        pair = (subject, ids.get(statement.object, UNKNOWN + statement.object.rsplit("/", 1)[-1]))
        if statement.relation in RELATIONS and not any(part[0] == NEUTRAL for part in pair):
            _add_pair(found, statement, pair, wanted.core[statement.relation])
    return found


def _add_pair(found: Found, statement: Statement, pair: Pair, core: set[Pair]) -> None:
    relation = statement.relation
    if relation == "cooperatesWith" and pair not in core and pair[::-1] in core:
        pair = (pair[1], pair[0])
    found.pairs[relation].add(pair)
    found.roles.setdefault((relation, *pair), set()).add(statement.role)


def _count_grounds(
    gold: GoldDocument,
    graph: GraphRows,
    statement: Statement,
    provision: tuple[int, int] | None,
    ids: Mapping[str, str],
    shares: Shares,
) -> None:
    """Whether a quote is exact, shows its subject or object and is short, and whether the direct triple stands."""
    start, end, quote = statement.start, statement.end, statement.quote
    exact = start is not None and end is not None and quote is not None and gold.text[start:end] == quote
    shares["quote_exact"].count(exact)
    shares["direct"].count(statement.direct)
    if not exact or quote is None or start is None or end is None or len(quote) > _LONGEST_QUOTE:
        shares["grounded"].count(False)
        return
    inside = provision is not None and provision[0] <= start and end <= provision[1]
    names = {name for node in (statement.subject, statement.object) for name in _names_of(gold, graph, node, ids)}
    shares["grounded"].count(inside or any(name in normal_name(quote) for name in names))


def _names_of(gold: GoldDocument, graph: GraphRows, node: str, ids: Mapping[str, str]) -> Iterable[str]:
    yield from graph.labels.get(node, ())
    for form in gold.forms.get(ids.get(node, ""), ()):
        yield normal_name(form)


def tally_relations(gold: GoldDocument, wanted: Wanted, found: Found, shares: Shares) -> dict[str, Tally]:
    """The count of each relation; right responsibilities count for the share of right roles."""
    tallies = {
        "fact:" + relation: compare(
            gold.name, found.pairs[relation], wanted.core[relation], wanted.allowed[relation],
            lambda pair: " -> ".join(gold.labels.get(part, part) for part in pair),
        )
        for relation in RELATIONS
    }
    for pair in found.pairs["responsibleFor"] & wanted.core["responsibleFor"]:
        key = ("responsibleFor", *pair)
        if wanted.roles[key] in _ROLES:
            shares["role"].count(wanted.roles[key] in found.roles[key])
    return tallies


def tally_provisions(gold: GoldDocument, graph: GraphRows, policy: str, found: Found) -> Tally:
    """Who answers for which provision.

    A provision of the graph stands for the gold ones inside it that have the agency, else for the one it lies in.
    """
    core, weak = _read_places(gold)
    spans = graph.provisions(policy)
    pairs: set[Place] = set()
    for node, agency in found.provisions:
        start, end = spans[node]
        inside = {(at, agency) for at in gold.places if start <= at < end} & (core | weak)
        pairs |= inside or {(_home(start, end, gold.places), agency)}
    pairs = {pair for pair in pairs if pair[1] not in gold.optional}
    return compare(gold.name, pairs, core, weak, lambda pair: _show_place(gold, pair))


def _read_places(gold: GoldDocument) -> tuple[set[Place], set[Place]]:
    """Agencies that gold makes answer for a provision: those that must be found, and those that may."""
    core: set[Place] = set()
    weak: set[Place] = set()
    for at, provision in gold.places.items():
        for agency, *_ in provision.get("responsible", []):
            (weak if provision.get("optional") or agency in gold.optional else core).add((at, agency))
        weak |= {(at, ref if isinstance(ref, str) else ref[0]) for ref in provision.get("responsible_optional", [])}
    return core, weak


def _home(start: int, end: int, places: Iterable[int]) -> int:
    starts = list(places)
    inside = [at for at in starts if start <= at < end]
    before = [at for at in starts if at <= start]
    return min(inside) if inside else max(before) if before else -1


def _show_place(gold: GoldDocument, pair: Place) -> str:
    at, agency = pair
    place = gold.places[at]["ref"] if at in gold.places else at
    return f"{place}: {gold.labels.get(agency, agency)}"
