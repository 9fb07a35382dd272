"""Fits the models of open names from gold documents and writes their weights as tables.

Optional names count with less weight than core ones. Deterministic: the same gold gives the same bytes. Needs scipy
(it comes with scikit-learn).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.mentions.examples import (
    CORE,
    NEUTRAL,
    OPTIONAL,
    Example,
    FindTaken,
    normal_name,
    read_examples,
    read_marked_examples,
)
from kg.mentions.open_names import FLOOR, OPEN_KINDS, Floats, Model, choose_spans, is_generic, score_candidates
from kg.mentions.trials import Trial, try_thresholds
from kg.model import Kind

INVERSE_PENALTY = 0.3
OPTIONAL_WEIGHT = {Kind.INDUSTRY: 0.15, Kind.PLATFORM: 0.15, Kind.ZONE: 0.3, Kind.ORGANIZATION: 0.15}
# What a marked text counts beside a gold document, as measured on gold documents left out of the fit.
MARKED_WEIGHT = {Kind.INDUSTRY: 0.7, Kind.PLATFORM: 0.0, Kind.ZONE: 0.0, Kind.ORGANIZATION: 1.0}
MIN_DOCUMENTS = 2
FAR_SHARE = 4
MAX_STEPS = 80
MAX_WEIGHTS = {Kind.INDUSTRY: 5000, Kind.PLATFORM: 3000, Kind.ZONE: 2200, Kind.ORGANIZATION: 2000}


class Table:
    """The features of some examples as sparse matrices, and which of them each example has.

    Attributes:
        columns: the place of each feature.
        rows: for each example, the candidates that are fitted from.
        matrices: for each example, the features of these.
        presence: whether an example (row) has a feature (column) on any candidate.
    """

    def __init__(self, examples: Sequence[Example]) -> None:
        """Index the features of ``examples`` in the order in which they come."""
        self.columns: dict[str, int] = {}
        encoded = [self._encode(e) for e in examples]
        whole = [self._matrix(e, *parts) for e, parts in zip(examples, encoded, strict=True)]
        self.presence = np.array([np.asarray((m > 0).sum(axis=0)).ravel() > 0 for m in whole])
        self.rows = [np.flatnonzero(_draw(e)) for e in examples]
        self.matrices = [m[rows] for m, rows in zip(whole, self.rows, strict=True)]

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


def fit_kind(kind: Kind, matrix: Any, labels: NDArray[np.int8], weights: Floats,
             names: Sequence[str]) -> dict[str, float]:
    """Weights by feature of one kind, rounded, the smallest dropped; the intercept is ``(intercept)``."""
    used = weights > 0
    values, intercept = _fit_logistic(matrix[used], (labels[used] > 0).astype(np.float64), weights[used])
    order = np.lexsort((np.arange(len(values)), -np.abs(values)))[: MAX_WEIGHTS[kind]]
    fitted = {names[i]: round(float(values[i]), 2) for i in order if abs(values[i]) >= 0.01}
    return {"(intercept)": round(intercept, 2), **dict(sorted(fitted.items()))}


def _fit_logistic(matrix: Any, target: Floats, weights: Floats) -> tuple[Floats, float]:
    """Weights and intercept of a logistic model with a quadratic penalty, by L-BFGS from zero, stopped early."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    transposed, sign = matrix.T.tocsr(), 1 - 2 * target

    def loss(values: Floats) -> tuple[float, Floats]:
        scores = matrix @ values[:-1] + values[-1]
        residual = weights * (1 / (1 + np.exp(-np.clip(scores, -500, 500))) - target)
        gradient = np.append(INVERSE_PENALTY * (transposed @ residual) + values[:-1], INVERSE_PENALTY * residual.sum())
        fit = INVERSE_PENALTY * float(weights @ np.logaddexp(0, sign * scores))
        return fit + 0.5 * float(values[:-1] @ values[:-1]), gradient

    found = minimize(loss, np.zeros(matrix.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": MAX_STEPS})
    return found.x[:-1], float(found.x[-1])


def _example_weights(example: Example, kind: Kind) -> Floats:
    """One over the root of how often the surface occurs; less for optional names, none for neutral ones.

    Of candidates that share no atom with any gold name only one in `FAR_SHARE` counts, as many times as much.
    """
    often = Counter(example.surfaces)
    weights = np.array([often[s] ** -0.5 for s in example.surfaces])
    weights *= _draw(example)
    weights[example.labels[kind] == OPTIONAL] *= OPTIONAL_WEIGHT[kind]
    weights[example.labels[kind] == NEUTRAL] = 0
    weights *= MARKED_WEIGHT[kind] if example.marked else 1.0
    return weights


def _draw(example: Example) -> Floats:
    """How many candidates each stands for: 1 near a gold name, else `FAR_SHARE` or none."""
    drawn = (example.candidates.hashes >> np.uint64(20)) % np.uint64(FAR_SHARE) == 0
    return np.asarray(np.where(_near_names(example), 1.0, np.where(drawn, float(FAR_SHARE), 0.0)))


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
    from scipy import sparse

    every = list(table.columns)
    fitted = {}
    for kind, limit in zip(OPEN_KINDS, thresholds, strict=True):
        used = [r for r in rows if not examples[r].marked or MARKED_WEIGHT[kind]]
        kept = np.flatnonzero(table.presence[used].sum(axis=0) >= MIN_DOCUMENTS)
        names = [every[i] for i in kept]
        matrix = sparse.vstack([table.matrices[r] for r in used]).tocsr()[:, kept]
        labels = np.concatenate([examples[r].labels[kind][table.rows[r]] for r in used])
        weights = np.concatenate([_example_weights(examples[r], kind)[table.rows[r]] for r in used])
        fitted[kind] = {"(threshold)": limit, **fit_kind(kind, matrix, labels, weights, names)}
    return fitted


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


def leave_out(examples: Sequence[Example], table: Table, measured: int, folds: int) -> dict[Kind, Trial]:
    """How each kind fares on each of the first ``measured`` documents with a model fitted from others.

    Args:
        examples: the documents to measure first, then those that are only fitted from.
        table: their features.
        measured: how many are measured.
        folds: how many fits: as many as documents leaves one out at a time, fewer leaves several out together.
    """
    scores: list[dict[Kind, dict[str, float]]] = [{} for _ in range(measured)]
    for fold in range(min(folds, measured)):
        out = range(fold, measured, folds)
        model = make_model(fit_model(examples, table, [r for r in range(len(examples)) if r not in out]))
        for position in out:
            scores[position] = {kind: name_scores(examples[position], model, kind) for kind in OPEN_KINDS}
    kept = examples[:measured]
    return {kind: try_thresholds([score[kind] for score in scores], kept, kind) for kind in OPEN_KINDS}


def write_weights(fitted: Mapping[Kind, Mapping[str, float]], folder: Path) -> list[Path]:
    """Write one table a kind: ``weights_industry.tsv`` and so on."""
    paths = []
    for kind in OPEN_KINDS:
        path = Path(folder) / f"weights_{kind.value}.tsv"
        lines = ["feature\tweight", *(f"{feature}\t{value:g}" for feature, value in fitted[kind].items())]
        beside = path.with_suffix(".part")
        beside.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        beside.replace(path)
        paths.append(path)
    return paths


def train(gold_dirs: Sequence[Path], text_dirs: Sequence[Path], folder: Path, find_taken: FindTaken | None = None,
          marked_dirs: Sequence[Path] = (), folds: int = 1000) -> dict[Kind, Trial]:
    """Fit the models from all gold documents of ``gold_dirs`` and write their tables to ``folder``.

    Args:
        gold_dirs: folders of gold files.
        text_dirs: for each of them, the folder with its documents.
        folder: where the tables go (``seeds/vocabularies`` in a checkout).
        find_taken: see `read_examples`.
        marked_dirs: folders of texts with names marked where they stand; they are fitted from, never measured.
        folds: see `leave_out`; one document at a time where there are not more.

    Returns:
        How each kind fares on documents left out; its threshold goes into the tables.
    """
    gold = read_examples(gold_dirs, text_dirs, find_taken)
    examples = [*gold, *read_marked_examples(marked_dirs, find_taken)]
    table = Table(examples)
    trials = leave_out(examples, table, len(gold), folds)
    fitted = fit_model(examples, table, range(len(examples)), [trials[kind].threshold for kind in OPEN_KINDS])
    write_weights(fitted, folder)
    return trials
