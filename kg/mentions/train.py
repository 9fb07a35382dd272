"""Fits the models of open names from gold documents and writes their weights as tables.

Gold lists names at document level: every place of a name or alias counts as an example, those inside a longer name not.
Optional names count with less weight. Deterministic: the same gold gives the same bytes. Needs scikit-learn.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.mentions.candidates import Atoms, Candidates, cut_atoms, generate_candidates, squeeze
from kg.mentions.features import Features, describe_candidates
from kg.mentions.open_names import (
    FLOOR,
    OPEN_KINDS,
    Floats,
    Model,
    choose_spans,
    drop_taken,
    is_generic,
    score_candidates,
)
from kg.model import Kind, Span

_GOLD_KEYS = {Kind.INDUSTRY: "industries", Kind.PLATFORM: "platforms", Kind.ZONE: "zones",
              Kind.ORGANIZATION: "organizations"}
_INDUSTRY_TAIL = re.compile(r"(产业链|产业集群|产业带|产业|行业|领域)$")
_QUIET = re.compile(r"[\s\"'“”‘’《》〈〉「」·・,，]")

INVERSE_PENALTY = 0.3
OPTIONAL_WEIGHT = 0.6
MIN_DOCUMENTS = 2
FAR_SHARE = 4
MAX_STEPS = 80
GRID = tuple(n / 100 for n in (*range(5, 30, 3), *range(30, 93, 4)))
MAX_WEIGHTS = {Kind.INDUSTRY: 5000, Kind.PLATFORM: 3000, Kind.ZONE: 2200, Kind.ORGANIZATION: 2000}
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
    core: Mapping[Kind, frozenset[str]]


FindTaken = Callable[[str], Sequence[Span]]


def read_examples(
    gold_dirs: Sequence[Path], text_dirs: Sequence[Path], find_taken: FindTaken | None = None
) -> list[Example]:
    """The gold documents of some folders (``gold_dirs[i]`` annotates the texts of ``text_dirs[i]``), sorted by name.

    Args:
        gold_dirs: folders of gold files.
        text_dirs: for each of them, the folder with its documents.
        find_taken: gives the spans of a text in which no open name lies (agencies, regions, lists of those who answer).
    """
    found = []
    for gold_dir, text_dir in zip(gold_dirs, text_dirs, strict=True):
        for path in sorted(Path(gold_dir).glob("*.json")):
            data = json.loads(path.read_text(encoding="utf-8"))
            text = (Path(text_dir) / data["doc"]).read_text(encoding="utf-8-sig").replace("\r\n", "\n")
            found.append(make_example(text, data, find_taken(text) if find_taken else ()))
    return sorted(found, key=lambda e: e.name)


def make_example(text: str, data: Mapping[str, Any], taken: Sequence[Span] = ()) -> Example:
    """One gold document made ready."""
    squeezed = squeeze(text)
    atoms = cut_atoms(squeezed.text)
    candidates = drop_taken(squeezed, atoms, generate_candidates(atoms), taken)
    spans = zip(atoms.starts[candidates.first].tolist(), atoms.ends[candidates.last].tolist(), strict=True)
    surfaces = tuple(atoms.text[a:z] for a, z in spans)
    gold = {kind: _read_names(kind, data) for kind in OPEN_KINDS}
    labels = _label(candidates, surfaces, gold)
    return Example(data["doc"], atoms, candidates, describe_candidates(atoms, candidates), surfaces, gold, labels,
                   {kind: _core(kind, data) for kind in OPEN_KINDS})


def _read_names(kind: Kind, data: Mapping[str, Any]) -> dict[str, tuple[str, bool]]:
    """Normal forms of a kind's gold names, each with the item's id and whether it is optional."""
    items = data.get(_GOLD_KEYS[kind], [])
    names: dict[str, tuple[str, bool]] = {}
    for forms in ([[i["name"]] for i in items], [i.get("aliases", []) for i in items]):
        for item, group in zip(items, forms, strict=True):
            for form in group:
                names.setdefault(normal_name(kind, form), (item["id"], bool(item.get("optional"))))
    return names


def _core(kind: Kind, data: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(i["id"] for i in data.get(_GOLD_KEYS[kind], []) if not i.get("optional"))


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
    model = LogisticRegression(C=INVERSE_PENALTY, solver="lbfgs", max_iter=MAX_STEPS, tol=1e-7, random_state=0)
    matrix = sparse.vstack([m[:, kept] for m in matrices]).tocsr()[used]
    model.fit(matrix, target[used], sample_weight=weights[used])
    values = model.coef_[0]
    order = np.lexsort((np.arange(len(values)), -np.abs(values)))[: MAX_WEIGHTS[kind]]
    fitted = {names[i]: round(float(values[i]), 2) for i in order if abs(values[i]) >= 0.01}
    return {"(intercept)": round(float(model.intercept_[0]), 2), **dict(sorted(fitted.items()))}


def _example_weights(example: Example, kind: Kind) -> Floats:
    """One over the root of how often the surface occurs; less for optional names, none for neutral ones.

    Of candidates that share no atom with any gold name only one in `FAR_SHARE` counts, as many times as much.
    """
    often = Counter(example.surfaces)
    weights = np.array([often[s] ** -0.5 for s in example.surfaces])
    drawn = (example.candidates.hashes >> np.uint64(20)) % np.uint64(FAR_SHARE) == 0
    weights *= np.where(_near_names(example), 1.0, np.where(drawn, float(FAR_SHARE), 0.0))
    weights[example.labels[kind] == OPTIONAL] *= OPTIONAL_WEIGHT
    weights[example.labels[kind] == NEUTRAL] = 0
    return weights


def _near_names(example: Example) -> NDArray[np.bool_]:
    """Whether each candidate shares an atom with a gold name."""
    hot = np.zeros(len(example.atoms.words) + 1, dtype=np.int64)
    first, last = example.candidates.first, example.candidates.last
    for kind in OPEN_KINDS:
        for row in np.flatnonzero((example.labels[kind] == CORE) | (example.labels[kind] == OPTIONAL)):
            hot[first[row] : last[row] + 1] = 1
    total = np.append(0, np.cumsum(hot))
    return np.asarray(total[last + 1] > total[first])


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
    surfaces = example.surfaces
    usable = np.array([s < FLOOR or not is_generic(kind, n) for s, n in zip(scores, surfaces, strict=True)])
    for row in choose_spans(example.atoms, example.candidates, np.where(usable, scores, 0.0), FLOOR):
        key = normal_name(kind, example.surfaces[row])
        best[key] = max(best.get(key, 0.0), float(scores[row]))
    return best


@dataclass(frozen=True, slots=True)
class Count:
    """Right, wrong and missed names of a kind in a document, counted as the benchmark counts them."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    def __sub__(self, other: Count) -> Count:
        return Count(self.right - other.right, self.wrong - other.wrong, self.missed - other.missed)

    @property
    def measures(self) -> tuple[float, float, float]:
        """Precision, recall and F1."""
        found, wanted = self.right + self.wrong, self.right + self.missed
        return (self.right / found if found else 0.0, self.right / wanted if wanted else 0.0,
                2 * self.right / (found + wanted) if found + wanted else 0.0)


def count_names(example: Example, kind: Kind, names: Iterable[str]) -> Count:
    """Hold normal names against an example's gold: optional names and halves are neutral, one near variant is free."""
    known, core = example.gold[kind], example.core[kind]
    halves = _halves(known) if kind is Kind.INDUSTRY else frozenset[str]()
    hits: Counter[str] = Counter()
    wrong = 0
    for name in names:
        if name in known:
            hits[known[name][0]] += 1
        elif name not in halves:
            wrong += 1
    spare = 2 if kind in (Kind.INDUSTRY, Kind.PLATFORM) else 1
    wrong += sum(max(0, hits[i] - spare) for i in core)
    right = sum(1 for i in core if hits[i])
    return Count(right, wrong, len(core) - right)


@dataclass(frozen=True, slots=True)
class Trial:
    """How a kind fares on documents that its model has not seen.

    Attributes:
        threshold: the best one over all documents.
        pooled: counts with, for each document, the threshold that is best on the others.
        macro: mean F1 over the documents with at least three core names.
    """

    threshold: float
    pooled: Count
    macro: float


def try_thresholds(scores: Sequence[Mapping[str, float]], examples: Sequence[Example], kind: Kind) -> Trial:
    """Choose a kind's threshold from the scores of names in documents left out."""
    table = [[count_names(e, kind, [n for n, v in s.items() if v >= limit]) for limit in GRID]
             for s, e in zip(scores, examples, strict=True)]
    totals = [sum((row[g] for row in table), Count()) for g in range(len(GRID))]
    kept = [row[_best([t - c for t, c in zip(totals, row, strict=True)])] for row in table]
    counted = [c.measures[2] for c in kept if c.right + c.missed >= 3]
    return Trial(GRID[_best(totals)], sum(kept, Count()), sum(counted) / len(counted) if counted else 0.0)


def _best(counts: Sequence[Count]) -> int:
    """The place of the best F1, smoothed over its neighbours."""
    values = [c.measures[2] for c in counts]
    padded = [values[0], *values, values[-1]]
    smooth = [padded[g] + 2 * padded[g + 1] + padded[g + 2] for g in range(len(values))]
    return max(range(len(values)), key=lambda g: (smooth[g], -g))


def leave_one_out(examples: Sequence[Example], table: Table) -> dict[Kind, Trial]:
    """How each kind fares on each document with a model fitted from the others."""
    scores: dict[Kind, list[dict[str, float]]] = {kind: [] for kind in OPEN_KINDS}
    for out, example in enumerate(examples):
        model = make_model(fit_model(examples, table, [r for r in range(len(examples)) if r != out]))
        for kind in OPEN_KINDS:
            scores[kind].append(name_scores(example, model, kind))
    return {kind: try_thresholds(scores[kind], examples, kind) for kind in OPEN_KINDS}


def write_weights(fitted: Mapping[Kind, Mapping[str, float]], folder: Path) -> list[Path]:
    """Write one table a kind: ``weights_industry.tsv`` and so on."""
    paths = []
    for kind in OPEN_KINDS:
        path = Path(folder) / f"weights_{kind.value}.tsv"
        lines = ["feature\tweight", *(f"{feature}\t{value:g}" for feature, value in fitted[kind].items())]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


def train(gold_dirs: Sequence[Path], text_dirs: Sequence[Path], folder: Path,
          find_taken: FindTaken | None = None) -> dict[Kind, Trial]:
    """Fit the models from all gold documents of ``gold_dirs`` and write their tables to ``folder``.

    Args:
        gold_dirs: folders of gold files.
        text_dirs: for each of them, the folder with its documents.
        folder: where the tables go (``seeds/vocabularies`` in a checkout).
        find_taken: see `read_examples`.

    Returns:
        How each kind fares on documents left out; its threshold goes into the tables.
    """
    examples = read_examples(gold_dirs, text_dirs, find_taken)
    table = Table(examples)
    trials = leave_one_out(examples, table)
    fitted = fit_model(examples, table, range(len(examples)), [trials[kind].threshold for kind in OPEN_KINDS])
    write_weights(fitted, folder)
    return trials
