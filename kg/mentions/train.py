"""Fits the models of open names from gold documents and writes their weights as tables.

Gold lists names at document level: every place of a name or alias counts as an example, those inside a longer name not.
Optional names count with less weight. Deterministic: the same gold gives the same bytes. Needs scikit-learn.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.mentions.candidates import Atoms, Candidates, cut_atoms, generate_candidates, squeeze
from kg.mentions.features import Features, describe_candidates
from kg.mentions.open_names import FLOOR, OPEN_KINDS, Floats, Model, choose_spans, score_candidates
from kg.model import Kind

_GOLD_KEYS = {Kind.INDUSTRY: "industries", Kind.PLATFORM: "platforms", Kind.ZONE: "zones",
              Kind.ORGANIZATION: "organizations"}
_INDUSTRY_TAIL = re.compile(r"(产业链|产业集群|产业带|产业|行业|领域)$")
_QUIET = re.compile(r"[\s\"'“”‘’《》〈〉「」·・,，]")

INVERSE_PENALTY = 1.0
OPTIONAL_WEIGHT = 0.6
MIN_DOCUMENTS = 2
MAX_WEIGHTS = {Kind.INDUSTRY: 5000, Kind.PLATFORM: 3000, Kind.ZONE: 2500, Kind.ORGANIZATION: 2500}
NEGATIVE, CORE, OPTIONAL, NEUTRAL = 0, 1, 2, 3


def normal_name(kind: Kind, name: str) -> str:
    """The form under which two names of a kind are one: no blanks, no quotes, industries without 产业, 行业, 领域."""
    bare = _QUIET.sub("", unicodedata.normalize("NFKC", name)).lower()
    return _INDUSTRY_TAIL.sub("", bare) or bare if kind is Kind.INDUSTRY else bare


@dataclass(frozen=True, slots=True)
class Example:
    """A gold document made ready: its candidates, their features, and for each kind a label a candidate."""

    name: str
    atoms: Atoms
    candidates: Candidates
    features: Features
    surfaces: tuple[str, ...]
    gold: Mapping[Kind, Mapping[str, tuple[str, bool]]]
    labels: Mapping[Kind, NDArray[np.int8]]


def read_examples(gold_dirs: Sequence[Path], text_dirs: Sequence[Path]) -> list[Example]:
    """The gold documents of some folders (``gold_dirs[i]`` annotates the texts of ``text_dirs[i]``), sorted by name."""
    found = []
    for gold_dir, text_dir in zip(gold_dirs, text_dirs, strict=True):
        for path in sorted(Path(gold_dir).glob("*.json")):
            data = json.loads(path.read_text(encoding="utf-8"))
            text = (Path(text_dir) / data["doc"]).read_text(encoding="utf-8-sig").replace("\r\n", "\n")
            found.append(make_example(text, data))
    return sorted(found, key=lambda e: e.name)


def make_example(text: str, data: Mapping[str, Any]) -> Example:
    """One gold document made ready."""
    atoms = cut_atoms(squeeze(text).text)
    candidates = generate_candidates(atoms)
    spans = zip(atoms.starts[candidates.first].tolist(), atoms.ends[candidates.last].tolist(), strict=True)
    surfaces = tuple(atoms.text[a:z] for a, z in spans)
    gold = {kind: _read_names(kind, data) for kind in OPEN_KINDS}
    labels = _label(candidates, surfaces, gold)
    return Example(data["doc"], atoms, candidates, describe_candidates(atoms, candidates), surfaces, gold, labels)


def _read_names(kind: Kind, data: Mapping[str, Any]) -> dict[str, tuple[str, bool]]:
    """Normal forms of a kind's gold names, each with the item's id and whether it is optional."""
    items = data.get(_GOLD_KEYS[kind], [])
    names: dict[str, tuple[str, bool]] = {}
    for forms in ([[i["name"]] for i in items], [i.get("aliases", []) for i in items]):
        for item, group in zip(items, forms, strict=True):
            for form in group:
                names.setdefault(normal_name(kind, form), (item["id"], bool(item.get("optional"))))
    return names


def _label(candidates: Candidates, surfaces: Sequence[str],
           gold: Mapping[Kind, Mapping[str, tuple[str, bool]]]) -> dict[Kind, NDArray[np.int8]]:
    """Labels of all candidates by kind; what lies inside a longer gold name of any kind is neutral."""
    hits = {kind: [gold[kind].get(normal_name(kind, s)) for s in surfaces] for kind in OPEN_KINDS}
    matched = np.array([any(hits[k][n] for k in OPEN_KINDS) for n in range(len(surfaces))], dtype=np.bool_)
    inside = _inside_longer(candidates, np.flatnonzero(matched))
    labels = {}
    for kind in OPEN_KINDS:
        label = np.zeros(len(surfaces), dtype=np.int8)
        halves = _halves(gold[kind]) if kind is Kind.INDUSTRY else frozenset[str]()
        for row, hit in enumerate(hits[kind]):
            if hit:
                label[row] = NEUTRAL if inside[row] else OPTIONAL if hit[1] else CORE
            elif halves and normal_name(kind, surfaces[row]) in halves:
                label[row] = NEUTRAL
        labels[kind] = label
    return labels


def _inside_longer(candidates: Candidates, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    inside = np.zeros(len(candidates.first), dtype=np.bool_)
    for first, last in sorted({(int(candidates.first[r]), int(candidates.last[r])) for r in rows}):
        inner = (candidates.first >= first) & (candidates.last <= last)
        inside |= inner & ((candidates.first != first) | (candidates.last != last))
    return inside


def _halves(names: Iterable[str]) -> frozenset[str]:
    return frozenset(h for n in names if re.search("[和与及]", n) for h in re.split("[和与及]", n) if len(h) > 1)


class Table:
    """The features of some examples as one sparse matrix, with the number of examples that have each."""

    def __init__(self, examples: Sequence[Example]) -> None:
        """Index the features of ``examples`` in the order in which they come."""
        self.columns: dict[str, int] = {}
        encoded = [self._encode(e) for e in examples]
        self.matrices = [self._matrix(e, *parts) for e, parts in zip(examples, encoded, strict=True)]
        self.presence = np.array([np.asarray((m > 0).sum(axis=0)).ravel() > 0 for m in self.matrices])

    def _encode(self, example: Example) -> tuple[list[list[int]], ...]:
        f = example.features
        groups = (f.start, f.end, f.inner, tuple((n,) for n in f.own_names))
        return tuple([[self.columns.setdefault(x, len(self.columns)) for x in row] for row in g] for g in groups)

    def _matrix(self, example: Example, start: list[list[int]], end: list[list[int]], inner: list[list[int]],
                own: list[list[int]]) -> Any:
        from scipy import sparse  # type: ignore[import-untyped]

        width, first, last = len(self.columns), example.candidates.first, example.candidates.last
        spread = np.concatenate([np.arange(a, z + 1) for a, z in zip(first, last, strict=True)])
        edges = np.append(0, np.cumsum(last - first + 1))
        cover = sparse.csr_matrix((np.ones(len(spread)), spread, edges), shape=(len(first), len(inner)))
        columns = np.array([c for row in own for c in row])[example.features.own_columns]
        owned = sparse.csr_matrix((np.ones(len(columns)), (example.features.own_rows, columns)), (len(first), width))
        return (_rows(start, width)[first] + _rows(end, width)[last] + cover @ _rows(inner, width) + owned).tocsr()


def _rows(groups: list[list[int]], width: int) -> Any:
    from scipy import sparse

    edges = np.append(0, np.cumsum([len(g) for g in groups]))
    columns = np.array([c for g in groups for c in g], dtype=np.int64)
    return sparse.csr_matrix((np.ones(len(columns)), columns, edges), shape=(len(groups), width))


def fit_kind(kind: Kind, examples: Sequence[Example], matrices: Sequence[Any], kept: NDArray[np.int64],
             names: Sequence[str]) -> dict[str, float]:
    """Weights by feature of one kind, rounded, the smallest dropped; the intercept is ``(intercept)``."""
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression

    weights = np.concatenate([_example_weights(e, kind) for e in examples])
    target = np.concatenate([e.labels[kind] for e in examples]) > 0
    used = weights > 0
    model = LogisticRegression(C=INVERSE_PENALTY, solver="lbfgs", max_iter=150, tol=1e-6, random_state=0)
    matrix = sparse.vstack([m[:, kept] for m in matrices]).tocsr()[used]
    model.fit(matrix, target[used], sample_weight=weights[used])
    values = model.coef_[0]
    order = np.lexsort((np.arange(len(values)), -np.abs(values)))[: MAX_WEIGHTS[kind]]
    fitted = {names[i]: round(float(values[i]), 2) for i in order if abs(values[i]) >= 0.01}
    return {"(intercept)": round(float(model.intercept_[0]), 2), **dict(sorted(fitted.items()))}


def _example_weights(example: Example, kind: Kind) -> Floats:
    """One over the root of how often the candidate's surface occurs; less for optional names, none for neutral ones."""
    often = Counter(example.surfaces)
    weights = np.array([often[s] ** -0.5 for s in example.surfaces])
    weights[example.labels[kind] == OPTIONAL] *= OPTIONAL_WEIGHT
    weights[example.labels[kind] == NEUTRAL] = 0
    return weights


def fit_model(examples: Sequence[Example], table: Table, rows: Sequence[int],
              thresholds: Sequence[float] = (0.35, 0.35, 0.3, 0.3)) -> dict[Kind, dict[str, float]]:
    """Weights by kind, fitted from the examples at ``rows``."""
    kept = np.flatnonzero(table.presence[list(rows)].sum(axis=0) >= MIN_DOCUMENTS)
    every = list(table.columns)
    names = [every[i] for i in kept]
    chosen, matrices = [examples[r] for r in rows], [table.matrices[r] for r in rows]
    return {kind: {"(threshold)": limit, **fit_kind(kind, chosen, matrices, kept, names)}
            for kind, limit in zip(OPEN_KINDS, thresholds, strict=True)}


def make_model(fitted: Mapping[Kind, Mapping[str, float]]) -> Model:
    """The model that weights by kind make."""
    weights: dict[str, Floats] = {}
    for column, kind in enumerate(OPEN_KINDS):
        for feature, value in fitted[kind].items():
            if feature[0] != "(":
                weights.setdefault(feature, np.zeros(len(OPEN_KINDS)))[column] = value
    return Model(weights, np.array([fitted[k]["(intercept)"] for k in OPEN_KINDS]),
                 np.array([fitted[k]["(threshold)"] for k in OPEN_KINDS]))


def name_scores(example: Example, model: Model, kind: Kind) -> dict[str, float]:
    """The best score of each normal name among an example's chosen spans."""
    column = OPEN_KINDS.index(kind)
    scores = score_candidates(example.atoms, example.candidates, example.features, model)[:, column]
    best: dict[str, float] = {}
    for row in choose_spans(example.atoms, example.candidates, scores, FLOOR):
        key = normal_name(kind, example.surfaces[row])
        best[key] = max(best.get(key, 0.0), float(scores[row]))
    return best


def write_weights(fitted: Mapping[Kind, Mapping[str, float]], folder: Path) -> list[Path]:
    """Write one table a kind: ``weights_industry.tsv`` and so on."""
    paths = []
    for kind in OPEN_KINDS:
        path = Path(folder) / f"weights_{kind.value}.tsv"
        lines = ["feature\tweight", *(f"{feature}\t{value:g}" for feature, value in fitted[kind].items())]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


def train(gold_dirs: Sequence[Path], text_dirs: Sequence[Path], folder: Path) -> list[Path]:
    """Fit the models from all gold documents of ``gold_dirs`` and write their tables to ``folder``.

    Args:
        gold_dirs: folders of gold files.
        text_dirs: for each of them, the folder with its documents.
        folder: where the tables go (``seeds/vocabularies`` in a checkout).
    """
    examples = read_examples(gold_dirs, text_dirs)
    table = Table(examples)
    return write_weights(fit_model(examples, table, range(len(examples))), folder)
