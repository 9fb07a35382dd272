"""What the measure asks of a graph; any graph that follows the contract can be asked, not only our own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import QuerySolutions, Store

from kg.rdf.literals import plain
from kg.rdf.namespaces import DCTERMS, PK, RDF, SKOS
from kg.score.names import normal_name

NOWHERE = "urn:none"
_PREFIXES = "".join(
    f"PREFIX {name}: <{iri}>\n" for name, iri in (("pk", PK), ("skos", SKOS), ("rdf", RDF), ("dcterms", DCTERMS))
)
Row = tuple[str | None, ...]
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Labels:
    """How an entity is called, and of an agency also what it does and where it stands."""

    preferred: str
    all: frozenset[str]
    functions: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Statement:
    """An assertion with one of its evidences.

    Attributes:
        start, end: where its quote is said to stand, or None.
        direct: whether the graph also has the triple itself.
    """

    subject: str
    relation: str
    object: str
    start: int | None
    end: int | None
    quote: str | None
    role: str
    direct: bool


@dataclass(frozen=True, slots=True)
class Quantity:
    """A target or an incentive: its fields, and the passages of at most 300 characters that it rests on."""

    fields: Mapping[str, str | None]
    spans: list[Range] = field(default_factory=list)


@dataclass(frozen=True)
class GraphRows:
    """A store, asked in the words of the measure."""

    store: Store

    def rows(self, query: str) -> Iterator[Row]:
        """The solutions of a query, as text."""
        found = self.store.query(_PREFIXES + query)
        assert isinstance(found, QuerySolutions)
        for solution in found:
            yield tuple(None if term is None else str(getattr(term, "value", term)) for term in solution)

    def find_policy(self, document: str) -> str | None:
        """The node of a document, by its file's name."""
        query = f"SELECT ?p WHERE {{ ?p pk:sourceFile ?f FILTER(STR(?f) = {plain(document)}) }}"
        return next((row[0] for row in self.rows(query)), None)

    def entities(self, policy: str, kind: str) -> dict[str, Labels]:
        """The entities of a class that a document names, each with its labels."""
        found: dict[str, tuple[str, set[str], set[str], set[str]]] = {}
        for node, label, preferred, function, level in self.rows(
            f"""SELECT DISTINCT ?e ?l ?pref ?fn ?lv WHERE {{
                ?e a pk:{kind} ; pk:mentionedIn ?where . ?where pk:partOf* <{policy}> .
                ?e skos:prefLabel ?pref ; skos:prefLabel|skos:altLabel ?l .
                OPTIONAL {{ ?e pk:function ?fn }} OPTIONAL {{ ?e pk:level ?lv }}
                FILTER(lang(?pref) IN ("", "zh") && lang(?l) IN ("", "zh")) }}"""
        ):
            parts = found.setdefault(str(node), (str(preferred), set(), set(), set()))
            parts[1].add(str(label))
            parts[2].add(function or "")
            parts[3].add(local_name(level))
        return {node: Labels(p, frozenset(all_), frozenset(fn), frozenset(lv)) for node, (p, all_, fn, lv) in found.items()}

    def statements(self, policy: str) -> Iterator[Statement]:
        """The assertions of a document, once for each evidence."""
        for s, p, o, start, end, quote, role, direct in self.rows(
            f"""SELECT DISTINCT ?s ?p ?o ?start ?end ?quote ?role ?direct WHERE {{
                ?a a pk:Assertion ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; pk:evidence ?ev .
                ?ev pk:provision ?where . ?where pk:partOf* <{policy}> . BIND(EXISTS {{ ?s ?p ?o }} AS ?direct)
                OPTIONAL {{ ?a pk:role ?role }}
                OPTIONAL {{ ?ev pk:start ?start ; pk:end ?end }} OPTIONAL {{ ?ev pk:quote ?quote }} }}"""
        ):
            first, last = to_number(start), to_number(end)
            yield Statement(
                str(s), local_name(p), str(o), None if first is None else int(first), None if last is None else int(last),
                quote, local_name(role), direct == "true",
            )

    def provisions(self, policy: str) -> dict[str, tuple[int, int]]:
        """The provisions directly below a policy or a provision of it, with where they stand."""
        query = f"SELECT ?p ?s ?e WHERE {{ ?p a pk:Provision ; pk:partOf* <{policy}> ; pk:start ?s ; pk:end ?e }}"
        return {str(node): (int(str(start)), int(str(end))) for node, start, end in self.rows(query)}

    def quantities(self, policy: str, kind: str, names: tuple[str, ...]) -> list[Quantity]:
        """The targets or incentives of a document with these fields."""
        optional = " ".join(f"OPTIONAL {{ ?t pk:{name} ?{name} }}" for name in names)
        found: dict[str, Quantity] = {}
        for row in self.rows(
            f"""SELECT DISTINCT ?t ?start ?end {' '.join('?' + name for name in names)} WHERE {{
                ?t a pk:{kind} ; pk:evidence ?ev . ?ev pk:provision ?where . ?where pk:partOf* <{policy}> .
                ?ev pk:start ?start ; pk:end ?end . {optional} }}"""
        ):
            item = found.setdefault(str(row[0]), Quantity(dict(zip(names, row[3:], strict=True))))
            start, end = to_number(row[1]), to_number(row[2])
            if start is not None and end is not None and end - start <= 300:
                item.spans.append((start, end))
        return list(found.values())

    def metadata(self, policy: str) -> Row:
        """Title, number and the days of issue and of effect."""
        fields = (("title", "dcterms:title"), ("number", "pk:documentNumber"), ("issued", "dcterms:issued"),
                  ("effective", "pk:effective"))  # fmt: skip
        optional = " ".join(f"OPTIONAL {{ <{policy}> {path} ?{name} }}" for name, path in fields)
        query = f"SELECT ?title ?number ?issued ?effective WHERE {{ <{policy}> pk:sourceFile ?f {optional} }}"
        return next(self.rows(query), (None,) * 4)

    @cached_property
    def labels(self) -> dict[str, set[str]]:
        """The normal form of every label of every thing."""
        found: dict[str, set[str]] = {}
        for node, label in self.rows("SELECT ?e ?l WHERE { ?e skos:prefLabel|skos:altLabel ?l }"):
            found.setdefault(str(node), set()).add(normal_name(str(label)))
        return found

    @cached_property
    def codes(self) -> dict[str, str]:
        """The codes of regions."""
        return {str(node): str(code) for node, code in self.rows("SELECT ?r ?c WHERE { ?r pk:adcode ?c }")}


def local_name(iri: str | None) -> str:
    """The name of an individual of our namespace, or a plain string as it is."""
    return (iri or "").replace(PK, "")


def to_number(text: object) -> float | None:
    """A number, or None where there is none."""
    try:
        return None if text is None else float(str(text))
    except ValueError:
        return None
