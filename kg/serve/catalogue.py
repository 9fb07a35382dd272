"""All names of a graph, to search them and to complete them; and how often each thing is spoken of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg.questions.names import normalise_name
from kg.rdf.namespaces import ALT_LABEL, DCTERMS, PREF_LABEL, RDF, RDF_TYPE, pk, term

KINDS = ("Agency", "Organization", "Industry", "Platform", "Zone", "Region", "Policy", "PolicyWork", "Target", "Incentive")
_NAMES = (PREF_LABEL, ALT_LABEL, term(DCTERMS, "title"), pk("sourceFile"), pk("documentNumber"), pk("fullName"), pk("shortName"),
          pk("indicator"), pk("activity"))  # fmt: skip
_OWN = (PREF_LABEL, term(DCTERMS, "title"))
_ENDS = (term(RDF, "subject"), term(RDF, "object"), pk("concerns"), pk("region"), pk("grantedBy"), pk("jurisdiction"))
_WHOLE = DefaultGraph()


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing by its own name.

    Attributes:
        weight: at how many statements' ends it stands.
    """

    iri: str
    kind: str
    label: str
    weight: int


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that a search found, by which of its names."""

    entry: Entry
    name: str


@dataclass(frozen=True)
class Catalogue:
    """The things of a graph and their names, as they are compared and as they are written."""

    entries: dict[str, Entry]
    names: tuple[tuple[str, str, str], ...]

    def search(self, text: str) -> list[Hit]:
        """The things of whose names one is or holds the text: whole names first, then their beginnings, then by weight."""
        wanted = normalise_name(text)
        best: dict[str, tuple[int, str]] = {}
        for name, written, iri in self.names if wanted else ():
            if wanted in name:
                rank = 0 if name == wanted else 1 if name.startswith(wanted) else 2
                own = written == self.entries[iri].label
                best[iri] = min(best.get(iri, (9, "")), (rank * 2 + (not own), written))
        hits = ((rank, self.entries[iri], name) for iri, (rank, name) in best.items())
        ordered = sorted(hits, key=lambda hit: (hit[0] // 2, -hit[1].weight, hit[0], len(hit[1].label), hit[1].iri))
        return [Hit(entry, name) for _, entry, name in ordered]

    def of_kind(self, kind: str) -> list[Entry]:
        """The things of a class, those most spoken of first."""
        found = (entry for entry in self.entries.values() if entry.kind == kind)
        return sorted(found, key=lambda entry: (-entry.weight, entry.label, entry.iri))

    def find(self, label: str, kinds: Iterable[str]) -> Entry | None:
        """The one thing of these classes that has exactly this name as its own."""
        found = [entry for entry in self._by_label.get(label, ()) if entry.kind in kinds]
        return found[0] if len(found) == 1 else None

    @cached_property
    def counts(self) -> Counter[str]:
        """How many things each class has."""
        return Counter(entry.kind for entry in self.entries.values())

    @cached_property
    def policies(self) -> dict[str, str]:
        """The documents' IRIs by file name, where one document has it."""
        files: dict[str, set[str]] = {}
        for _, written, iri in self.names:
            if self.entries[iri].kind == "Policy":
                files.setdefault(written, set()).add(iri)
        return {name: next(iter(iris)) for name, iris in files.items() if len(iris) == 1}

    @cached_property
    def _by_label(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries.values():
            found.setdefault(entry.label, []).append(entry)
        return found


def read_catalogue(store: Store) -> Catalogue:
    """The names of a graph's things."""
    weights = Counter(value for end in _ENDS for value in _objects(store, end))
    kinds = {node: kind for kind in reversed(KINDS) for node in _members(store, kind)}
    names: dict[str, set[str]] = {iri: set() for iri in kinds}
    labels: dict[str, tuple[int, str]] = {}
    for property_ in _NAMES:
        for quad in store.quads_for_pattern(None, property_, None, _WHOLE):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal) and quad.subject.value in kinds:
                iri, name = quad.subject.value, quad.object.value
                names[iri].add(name)
                rank = (0 if quad.object.language in ("zh", None) else 1) if property_ in _OWN else 2
                labels[iri] = min(labels.get(iri, (9, "")), (rank, name))
    entries = {
        iri: Entry(iri, kind, labels.get(iri, (9, iri))[1], weights[iri]) for iri, kind in sorted(kinds.items())
    }
    written = ((normalise_name(name), name, iri) for iri in entries for name in names[iri])
    return Catalogue(entries, tuple(sorted(written)))


def _members(store: Store, kind: str) -> Iterator[str]:
    for quad in store.quads_for_pattern(None, RDF_TYPE, pk(kind), _WHOLE):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value


def _objects(store: Store, predicate: NamedNode) -> Iterator[str]:
    for quad in store.quads_for_pattern(None, predicate, None, _WHOLE):
        if isinstance(quad.object, NamedNode):
            yield quad.object.value
