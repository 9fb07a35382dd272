"""The whole check of a graph: its shapes, its terms and its quotes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.conformance.findings import VIOLATION, Breach, Finding, advise
from kg.conformance.places import Places
from kg.conformance.shapes import check_shapes, read_shapes
from kg.conformance.terms import check_terms
from kg.conformance.texts import check_texts
from kg.query import open_graph


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found.

    Attributes:
        findings: sorted by check, document and clause.
        triples: how many the graph has.
        quotes_checked: whether there were texts to hold quotes against.
    """

    findings: tuple[Finding, ...]
    triples: int
    quotes_checked: bool

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings do not count."""
        return not any(finding.severity == VIOLATION for finding in self.findings)


def check_graph(path: Path, shapes: Path | None = None) -> Report:
    """Holds a graph against the contract.

    Args:
        path: the folder of a build (its texts are held against the quotes), or one RDF file.
        shapes: a Turtle file with other shapes.

    Raises:
        InputError: the graph, a text or the shapes cannot be read.
    """
    rules = read_shapes(shapes)
    store = open_graph(path)
    places = Places(store)
    found = check_shapes(store, rules) | check_terms(store)
    texts = path / "texts"
    if texts.is_dir():
        found |= check_texts(store, places, texts)
    return Report(tuple(sorted(_locate(breach, places) for breach in found)), len(store), texts.is_dir())


def _locate(breach: Breach, places: Places) -> Finding:
    document, clause, label = places.describe(breach.node)
    return Finding(breach.check, document, clause, label, breach.path, breach.value, breach.message,
                   advise(breach.component), breach.node, breach.severity)  # fmt: skip
