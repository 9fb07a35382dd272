"""The measure: a graph against all gold documents, by kind, in groups, as means over documents, with shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import Store

from kg.errors import InputError
from kg.query import open_graph
from kg.score.entities import count_codes, match_all, tally_entities
from kg.score.facts import RELATIONS, read_found, read_wanted, tally_provisions, tally_relations
from kg.score.gold import KINDS, GoldDocument, list_files, read_gold
from kg.score.graph import NOWHERE, GraphRows
from kg.score.names import FunctionKey, key_function, normal_name
from kg.score.quantities import tally_quantities
from kg.score.tally import DocumentScore, Figures, Share, Shares, Tally, pool

GROUPS: dict[str, tuple[str, ...]] = {
    "ENTITIES": tuple(KINDS),
    "FACTS": (*("fact:" + relation for relation in RELATIONS), "provision_agencies"),
    "QUANTITIES": ("targets", "incentives"),
}
SHARES = ("quote_exact", "grounded", "direct", "role", "level", "adcode", "metadata")
FEWEST = 5
_METADATA = ("title", "number", "date_issued", "date_effective")


@dataclass(frozen=True)
class Score:
    """What the documents score, each and together."""

    documents: tuple[DocumentScore, ...]

    @cached_property
    def tallies(self) -> dict[str, Tally]:
        """Counts by kind over all documents."""
        kinds = dict.fromkeys(kind for document in self.documents for kind in document.tallies)
        return {kind: pool(doc.tallies[kind] for doc in self.documents if kind in doc.tallies) for kind in kinds}

    @property
    def kinds(self) -> dict[str, Figures]:
        """Figures of each kind of which there is anything."""
        return {kind: tally.figures for kind, tally in self.tallies.items() if not tally.is_empty}

    @property
    def groups(self) -> dict[str, Figures]:
        """Figures of each group, its kinds pooled."""
        return {group: _pool(self.tallies, members).figures for group, members in GROUPS.items()}

    def of_document(self, document: DocumentScore) -> dict[str, float]:
        """F1 by group of one document, where gold has at least `FEWEST` items."""
        figures = {group: _pool(document.tallies, members).figures for group, members in GROUPS.items()}
        return {group: figure.f1 for group, figure in figures.items() if figure.gold >= FEWEST}

    @property
    def means(self) -> dict[str, float]:
        """By group: the mean of F1 over the documents that have enough of it, so that no long one decides alone."""
        rows = [self.of_document(document) for document in self.documents]
        return {group: _mean([row[group] for row in rows if group in row]) for group in GROUPS}

    @property
    def shares(self) -> dict[str, float]:
        """The shares over all documents."""
        sums = {name: [doc.shares[name] for doc in self.documents] for name in SHARES}
        counts = {name: (sum(s.right for s in parts), sum(s.all for s in parts)) for name, parts in sums.items()}
        return {name: round(right / every, 4) if every else 0.0 for name, (right, every) in counts.items()}


def _pool(tallies: dict[str, Tally], members: Iterable[str]) -> Tally:
    return pool(tallies[member] for member in members if member in tallies)


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0


def score_graph(
    graph: Path, gold: Path, texts: Path, only: str = "", key_of: FunctionKey = key_function
) -> Score:
    """Holds a graph against a folder of gold.

    Args:
        graph: a build's folder or an RDF file that follows the contract.
        gold: the folder of gold files.
        texts: the folder of the documents.
        only: what the names of the gold files that count begin with.
        key_of: how functions of government are compared.

    Raises:
        InputError: a file or folder is not as it must be, or no gold file has such a name.
    """
    files = [path for path in list_files(gold) if path.name.startswith(only)]
    if not files:
        raise InputError(f"{gold}: 没有名称以此开头的标注 / no gold file whose name begins so: {only}")
    documents = [read_gold(path, texts, key_of) for path in files]
    return score_store(open_graph(graph), documents)


def score_store(store: Store, documents: Iterable[GoldDocument]) -> Score:
    """Holds a store, whose default graph has all there is, against gold documents."""
    rows = GraphRows(store)
    return Score(tuple(score_document(gold, rows) for gold in documents))


def score_document(gold: GoldDocument, graph: GraphRows) -> DocumentScore:
    """What one document scores; one that the graph does not have misses all."""
    there = graph.find_policy(gold.name)
    policy = there or NOWHERE
    shares: Shares = {name: Share() for name in SHARES}
    tallies: dict[str, Tally] = {}
    ids: dict[str, str] = {}
    for kind, matches in match_all(gold, graph, policy):
        ids.update(matches.ids)
        tallies[kind] = tally_entities(gold, kind, matches, shares["level"])
    count_codes(gold, graph.codes, ids, shares["adcode"])
    wanted = read_wanted(gold)
    found = read_found(gold, graph, policy, ids, wanted, shares)
    tallies |= tally_relations(gold, wanted, found, shares)
    tallies["provision_agencies"] = tally_provisions(gold, graph, policy, found)
    tallies |= tally_quantities(gold, graph, policy)
    _count_metadata(gold, graph, policy, shares["metadata"])
    return DocumentScore(gold.name, tallies, shares, there is not None)


def _count_metadata(gold: GoldDocument, graph: GraphRows, policy: str, share: Share) -> None:
    wanted = gold.data.get("metadata", {})
    for name, value in zip(_METADATA, graph.metadata(policy), strict=True):
        if wanted.get(name) or value:
            share.count(normal_name(wanted.get(name) or "") == normal_name(value or ""))
