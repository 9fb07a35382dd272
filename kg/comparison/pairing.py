"""Which clause of one policy answers to which of the other: by likeness of text, heading, number and what they stand under.

All is symmetric: the pairs of B and A are those of A and B turned round. Candidates are taken best first; ties go to those
that stand at like places, which leaves no two candidates that both tie and exclude each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product

import numpy

from kg.comparison.model import Clause
from kg.comparison.wording import measure, measure_all, strip_notes

Pairs = dict[int, int]

_ALIKE, _KNOWN = 0.55, 0.4  # the least likeness; that of clauses with one number or heading
_ALIKE_SHORT, _SHORT = 0.75, 16  # what few characters must have in common, as headings do
_HEADING, _REF, _PARENT = 0.15, 0.05, 0.1
_SHORTEST_HEADING = 3
_MOST = 1_000_000  # pairs of clauses that are held against each other
_MOST_OF_KEY = 10_000  # those with one text, number or heading; beyond, the first of one answers to the first of the other
_Candidate = tuple[int, int, float]


def pair_clauses(old: Sequence[Clause], new: Sequence[Clause]) -> Pairs:
    """The pairs, by position in the old policy and in the new one."""
    candidates = _find_candidates(old, new)
    first = _choose(candidates, len(old), len(new))
    under = [(i, j, score + _PARENT * _answers(first, old[i].parent, new[j].parent)) for i, j, score in candidates]
    pairs = _choose(under, len(old), len(new))
    return _pair_containers(pairs, old, new)


def _answers(pairs: Mapping[int, int], old: int | None, new: int | None) -> bool:
    return (old is None and new is None) or (old is not None and new is not None and pairs.get(old) == new)


def _find_candidates(old: Sequence[Clause], new: Sequence[Clause]) -> list[_Candidate]:
    """Pairs that may be taken, with their weight."""
    ours, theirs = ([strip_notes(clause.wording) or clause.wording for clause in side] for side in (old, new))
    few = len(old) * len(new) <= _MOST
    alike = measure_all(ours, theirs, _KNOWN) if few else _measure_known(old, new, ours, theirs)
    return [
        (i, j, weight)
        for i, j, likeness in alike
        if (weight := _weigh(old[i], new[j], likeness, ours[i] == theirs[j])) is not None
    ]


def _measure_known(
    old: Sequence[Clause], new: Sequence[Clause], ours: Sequence[str], theirs: Sequence[str]
) -> list[_Candidate]:
    """As `measure_all`, of very long policies: clauses of one text, number or heading are held against each other.

    So are all whose text the other policy has not, unless these are too many as well.
    """
    index: dict[tuple[str, str], tuple[list[int], list[int]]] = {}
    for at, (side, wordings) in enumerate(((old, ours), (new, theirs))):
        for place, clause in enumerate(side):
            for key in _keys(clause, wordings[place]):
                index.setdefault(key, ([], []))[at].append(place)
    found: set[tuple[int, int]] = set()
    for left, right in index.values():
        few = len(left) * len(right) <= _MOST_OF_KEY
        found.update(product(left, right) if few else zip(left, right, strict=False))
    rest = [[at for at, text in enumerate(side) if text not in others] for side, others in ((ours, set(theirs)), (theirs, set(ours)))]
    if len(rest[0]) * len(rest[1]) <= _MOST:
        alike = measure_all([ours[i] for i in rest[0]], [theirs[j] for j in rest[1]], _KNOWN)
        found.update((rest[0][i], rest[1][j]) for i, j, _ in alike)
    return [(i, j, score) for i, j in sorted(found) if (score := measure(ours[i], theirs[j])) >= _KNOWN]


def _keys(clause: Clause, wording: str) -> tuple[tuple[str, str], ...]:
    return ("text", wording), ("ref", clause.ref), ("heading", clause.heading or wording)


def _weigh(old: Clause, new: Clause, likeness: float, equal: bool) -> float | None:
    """What speaks for a pair; None where too little does. What stands outside any provision answers to the like only."""
    if bool(old.ref) != bool(new.ref):
        return None
    same_ref = old.ref == new.ref
    same_heading = len(old.heading) >= _SHORTEST_HEADING and old.heading == new.heading
    short = min(len(old.wording), len(new.wording)) < _SHORT
    least = _KNOWN if same_heading else _ALIKE_SHORT if short else _KNOWN if same_ref else _ALIKE
    if likeness < least:
        return None
    return likeness + _HEADING * same_heading + _REF * same_ref + (1.0 if equal else 0.0)


def _choose(candidates: Sequence[_Candidate], ours: int, theirs: int) -> Pairs:
    """Candidates best first, each clause once."""
    if not candidates:
        return {}
    table = numpy.array(candidates)
    old, new = table[:, 0], table[:, 1]
    order = numpy.lexsort((old * theirs + new * ours, abs(old * theirs - new * ours), -table[:, 2].round(6)))
    pairs: Pairs = {}
    taken: set[int] = set()
    for at in order.tolist():
        i, j, _ = candidates[at]
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _pair_containers(pairs: Pairs, old: Sequence[Clause], new: Sequence[Clause]) -> Pairs:
    """The pairs with those clauses that were reworded, but under which most stands that stood there before."""
    found = dict(pairs)
    while True:
        votes: Counter[tuple[int, int]] = Counter()
        taken = set(found.values())
        for i, j in found.items():
            above, below = old[i].parent, new[j].parent
            if above is not None and below is not None and above not in found and below not in taken:
                votes[above, below] += 1
        more = _choose([(i, j, float(count)) for (i, j), count in votes.items()], len(old), len(new))
        if not more:
            return found
        found |= more
