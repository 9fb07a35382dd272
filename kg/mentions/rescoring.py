"""The second look at candidates: members of one list are mostly of one kind, so their scores draw near each other.

In ``A、B、C等`` each member is the likeliest span of its place (the middle ones are whole between two marks); its score
moves a share of the way towards the mean of the others.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kg.mentions.candidates import MAX_ATOMS, Atoms, Candidates, Ints

Floats = NDArray[np.float64]

# How far a member moves, for each kind: places listed before one zone (宜昌、荆州高新区) are no zones themselves.
SHARES = np.array([0.5, 0.3, 0.3, 0.3])
_LIMIT = 7.0
_LIST_MARK = "、"
_LIST_END = frozenset("，。；：！？,;:!?\n（）()《》“”")


def smooth_lists(atoms: Atoms, candidates: Candidates, logits: Floats) -> Floats:
    """Scores (before the logistic function, one column a kind) in which members of a list lean on each other."""
    grid = np.full((len(atoms.words), MAX_ATOMS), -1, dtype=np.int64)
    grid[candidates.first, candidates.last - candidates.first] = np.arange(len(candidates.first))
    clipped = np.clip(logits, -_LIMIT, _LIMIT)
    smooth: Floats = clipped.copy()
    columns = np.arange(logits.shape[1])
    for segments in _read_lists(atoms.words):
        choices = [rows for number, (first, last) in enumerate(segments)
                   if len(rows := _choices(grid, first, last, number == 0, number == len(segments) - 1))]
        if len(choices) < 2:
            continue
        chosen = np.array([rows[clipped[rows].argmax(axis=0)] for rows in choices])
        scores = clipped[chosen, columns]
        others = (scores.sum(axis=0) - scores) / (len(choices) - 1)
        smooth[chosen, columns] = scores + SHARES[columns] * (others - scores)
    return smooth


def _choices(grid: Ints, first: int, last: int, opens: bool, closes: bool) -> Ints:
    """Rows of the candidates that may be the member in a place: one border is open at either end of the list."""
    if opens:
        sizes = np.arange(min(MAX_ATOMS, last - first + 1))
        rows = grid[last - sizes, sizes]
    elif closes:
        rows = grid[first, : last - first + 1]
    else:
        rows = grid[first, last - first : last - first + 1]
    return rows[rows >= 0]


def _read_lists(words: tuple[str, ...]) -> Iterator[list[tuple[int, int]]]:
    """The members of each list, as first and last atom; the first and the last run on to the clause's ends."""
    begin, places = 0, list[tuple[int, int]]()
    for at in range(len(words) + 1):
        ends = at == len(words) or words[at] == "等" or words[at][0] in _LIST_END
        if not ends and words[at][0] != _LIST_MARK:
            continue
        if at > begin:
            places.append((begin, at - 1))
        if ends:
            if len(places) > 1:
                yield places
            places = []
        begin = at + 1
