"""Which clauses moved: to another place above, or past their neighbours; the rest may only have another number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy

from kg.comparison.model import Clause

_MOST = 3000  # clauses under one, whose order is looked at


def find_moved(pairs: Mapping[int, int], old: Sequence[Clause], new: Sequence[Clause]) -> set[tuple[int, int]]:
    """The pairs that moved.

    Those under clauses that do not answer to each other, and of those that stand together the ones that crossed most
    others, until none crosses. Two that changed places both moved.
    """
    moved: set[tuple[int, int]] = set()
    groups: dict[int | None, list[tuple[int, int]]] = {}
    for i, j in sorted(pairs.items()):
        above, below = old[i].parent, new[j].parent
        if (None if above is None else pairs.get(above, -1)) == below:
            groups.setdefault(above, []).append((i, j))
        elif old[i].ref or new[j].ref:
            moved.add((i, j))
    for group in groups.values():
        moved.update(_find_crossing(group))
    return moved


def _find_crossing(group: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs, sorted by their old places, that must go so that no two cross."""
    places = numpy.array([j for _, j in group])
    if len(group) > _MOST or (numpy.diff(places) > 0).all():
        return []
    order = numpy.arange(len(group))
    crosses = (order[:, None] < order[None, :]) != (places[:, None] < places[None, :])
    numpy.fill_diagonal(crosses, False)
    counts = crosses.sum(axis=1)
    gone: list[tuple[int, int]] = []
    while counts.max() > 0:
        for at in numpy.flatnonzero(counts == counts.max()).tolist():
            gone.append(group[at])
            counts -= crosses[at]
            counts[at] = 0
            crosses[at, :] = crosses[:, at] = False
    return gone
