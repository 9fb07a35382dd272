"""The statements of a graph: facts, targets and incentives, each with the passage it rests on and the rule that found it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pyoxigraph import QuerySolutions, Store

from kg.errors import QueryError
from kg.model import Span
from kg.questions.names import resolve_parameter
from kg.rdf.namespaces import DCTERMS, PK, RDF, SKOS
from kg.vocabulary import read_vocabulary

_BUILDS = "builds-"
_SUBJECTS, _OBJECTS = ("agency", "region"), ("industry", "platform", "region", "agency")
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|^`\\]+", re.IGNORECASE)
_PREFIXES = "".join(
    f"PREFIX {name}: <{iri}>\n" for name, iri in (("pk", PK), ("skos", SKOS), ("rdf", RDF), ("dcterms", DCTERMS))
)
_SELECT = """SELECT DISTINCT ?a ?class ?s ?sl ?p ?o ?ol ?rule ?role ?deadline ?confidence ?start ?end ?quote ?ref ?heading
    ?sha ?file ?title WHERE {
  %s
  ?a a ?class ; pk:evidence ?ev . OPTIONAL { ?a pk:rule ?rule } FILTER(?class IN (pk:Assertion, pk:Target, pk:Incentive))
  ?ev pk:start ?start ; pk:end ?end ; pk:quote ?quote ; pk:provision ?where . ?where pk:partOf* ?policy .
  ?policy a pk:Policy ; pk:sha256 ?sha ; pk:sourceFile ?file .
  OPTIONAL { ?a rdf:subject ?s . OPTIONAL { ?s skos:prefLabel ?sl FILTER(LANG(?sl) IN ("", "zh")) } }
  OPTIONAL { ?a rdf:predicate ?p } OPTIONAL { ?a rdf:object ?o . OPTIONAL { ?o skos:prefLabel|pk:ref ?ol FILTER(LANG(?ol) IN ("", "zh")) } }
  OPTIONAL { ?a pk:role ?role } OPTIONAL { ?a pk:deadline ?deadline } OPTIONAL { ?a pk:confidence ?confidence }
  OPTIONAL { ?a skos:prefLabel ?sl } OPTIONAL { ?where pk:ref ?ref } OPTIONAL { ?where pk:heading ?heading }
  OPTIONAL { ?policy dcterms:title ?title }
} ORDER BY ?file ?start ?end ?a"""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its name, with what it means in Chinese and in English."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact, a target or an incentive of a graph, with one passage it rests on.

    Attributes:
        kind: ``fact``, ``target`` or ``incentive``.
        subject, object: names; of a target or incentive the subject is what it says, and the object is empty.
        span: where the quote stands in the document's text.
    """

    iri: str
    kind: str
    subject: str
    relation: str
    object: str
    rule: Rule
    role: str
    deadline: str
    confidence: str
    quote: str
    span: Span
    provision: str
    heading: str
    title: str
    file: str
    sha256: str
    subject_iri: str = ""
    object_iri: str = ""


def list_statements(store: Store) -> tuple[Statement, ...]:
    """All statements of a graph, by document and place; one for each passage."""
    return _select(store, "")


def find_statements(store: Store, names: Sequence[str]) -> tuple[Statement, ...]:
    """The statements of an IRI, or between two names.

    Raises:
        QueryError: there are none.
    """
    if len(names) == 1:
        if not _IRI.fullmatch(names[0]):
            raise QueryError(f"应为事实的 IRI，或两个名称 / the IRI of a fact, or two names expected: {names[0]}")
        found = _select(store, f"VALUES ?a {{ <{names[0]}> }}")
        if not found:
            raise QueryError(f"图中没有这条事实 / no such statement in the graph: {names[0]}")
        return found
    subject, thing = resolve_names(store, _SUBJECTS, names[0]), resolve_names(store, _OBJECTS, names[1])
    found = _select(store, f"VALUES ?s {{ {subject} }} VALUES ?o {{ {thing} }} ?a rdf:subject ?s ; rdf:object ?o .")
    if not found:
        raise QueryError(
            f"图中没有把二者连起来的事实 / no statement joins the two: {names[0]} {names[1]}; "
            f"试 / try:  kg query duties agency={names[0]}  ,  kg gaps"
        )
    return found


def resolve_names(store: Store, parameters: Sequence[str], given: str) -> str:
    """The nodes that a name stands for, as SPARQL terms.

    Raises:
        QueryError: nothing has that name; the message lists the nearest.
    """
    terms: list[str] = []
    faults: list[QueryError] = []
    for parameter in parameters:
        try:
            terms += resolve_parameter(store, parameter, given).terms
        except QueryError as error:
            faults.append(error)
    if not terms:
        raise faults[0]
    return " ".join(dict.fromkeys(terms))


def _select(store: Store, pattern: str) -> tuple[Statement, ...]:
    found = store.query(_PREFIXES + _SELECT.replace("%s", pattern, 1))
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    rows = [{name: "" if row[name] is None else str(getattr(row[name], "value", "")) for name in names} for row in found]
    return tuple(dict.fromkeys(_read_statement(row) for row in rows))


def _read_statement(row: dict[str, str]) -> Statement:
    kind = row["class"].removeprefix(PK).lower().replace("assertion", "fact")
    return Statement(
        row["a"], kind, row["sl"] or row["s"], row["p"].removeprefix(PK), row["ol"] or row["o"], describe_rule(row["rule"]),
        row["role"].removeprefix(PK), row["deadline"], row["confidence"], row["quote"],
        Span(int(row["start"]), int(row["end"])), row["ref"], row["heading"], row["title"], row["file"], row["sha"],
        subject_iri=row["s"], object_iri=row["o"],
    )  # fmt: skip


@cache
def _rules() -> dict[str, Rule]:
    return {row["rule"]: Rule(row["rule"], row["zh"], row["en"]) for row in read_vocabulary("rules")}


def describe_rule(name: str) -> Rule:
    """What a rule means; one that builds follows from is put together.

    Example:
        >>> describe_rule("duty-list").en
        'a duty list: a body, then what it does'
    """
    rules = _rules()
    if name in rules:
        return rules[name]
    base = rules.get(name.removeprefix(_BUILDS))
    if name.startswith(_BUILDS) and base is not None:
        builds = rules["builds"]
        return Rule(name, builds.zh + base.zh, f"{builds.en} {base.en}")
    return Rule(name, "（没有说明）", "(not described)")
