"""How models fare on documents that they have not seen, counted as the benchmark counts names of a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.mentions.examples import Example
from kg.model import Kind

_SLACK = 0.01
GRID = tuple(n / 100 for n in (*range(5, 30, 3), *range(30, 93, 4)))


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
    halves = example.halves if kind is Kind.INDUSTRY else frozenset[str]()
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
    best = _best(totals)
    if kind is Kind.INDUSTRY:
        best = _balance(totals, best)
    counted = [c.measures[2] for c in kept if c.right + c.missed >= 3]
    return Trial(GRID[best], sum(kept, Count()), sum(counted) / len(counted) if counted else 0.0)


def _balance(counts: Sequence[Count], best: int) -> int:
    """The lowest threshold that costs little F1 and finds no more wrong names than it misses.

    Texts that nobody fitted to hold more that is new. Other kinds have grammar beside the model that finds what it misses.
    """
    good = counts[best].measures[2] - _SLACK
    return min((g for g, c in enumerate(counts[:best]) if c.measures[2] >= good and c.wrong <= c.missed), default=best)


def _best(counts: Sequence[Count]) -> int:
    """The place of the best F1, smoothed over its neighbours."""
    values = [c.measures[2] for c in counts]
    padded = [values[0], *values, values[-1]]
    smooth = [padded[g] + 2 * padded[g + 1] + padded[g + 2] for g in range(len(values))]
    return max(range(len(values)), key=lambda g: (smooth[g], -g))
