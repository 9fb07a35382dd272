"""Things of two policies that answer to each other, found by one rule after the other; turned round, the same pairs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from kg.comparison.model import Policy
from kg.comparison.wording import measure

_ALIKE = 0.6


class Placed(Protocol):
    """A thing that stands in a clause."""

    @property
    def clause(self) -> int:
        """The position of the clause."""


Thing = TypeVar("Thing", bound=Placed)


class Matching(Generic[Thing]):
    """Pairs of two lists; ``found`` has their positions."""

    def __init__(self, old: Sequence[Thing], new: Sequence[Thing], pairs: Mapping[int, int]) -> None:
        """Takes the things in the order of their texts, and the pairs of clauses."""
        self._old, self._new, self._pairs = old, new, pairs
        self.found: dict[int, int] = {}

    def match_keys(
        self, key: Callable[[Thing], Hashable], same_clause: bool = False, within: Collection[int] | None = None
    ) -> None:
        """Pairs things of one key in their order; ``None`` is no key.

        Args:
            same_clause: only in clauses that answer to each other.
            within: clauses of the new policy that things must stand in; only with ``same_clause``.
        """
        ours: dict[Hashable, list[int]] = {}
        for i in self._open_old():
            thing = self._old[i]
            where = self._pairs.get(thing.clause) if same_clause else 0
            if (one := key(thing)) is not None and where is not None and (within is None or where in within):
                ours.setdefault((where, one), []).append(i)
        theirs: dict[Hashable, list[int]] = {}
        for j in self._open_new():
            thing = self._new[j]
            theirs.setdefault((thing.clause if same_clause else 0, key(thing)), []).append(j)
        for both, some in ours.items():
            self.found.update(zip(some, theirs.get(both, ()), strict=False))

    def match_likeness(self, text: Callable[[Thing], str], kind: Callable[[Thing], Hashable]) -> None:
        """Pairs things of one kind in clauses that answer to each other, most alike first."""
        places: dict[Hashable, list[int]] = {}
        for j in self._open_new():
            places.setdefault((self._new[j].clause, kind(self._new[j])), []).append(j)
        candidates = []
        for i in self._open_old():
            ours = self._old[i]
            for j in places.get((self._pairs.get(ours.clause), kind(ours)), ()):
                one, other = text(ours), text(self._new[j])
                inside = bool(one and other) and (one in other or other in one)
                candidates.append((1.0 if inside else measure(one, other), i, j))
        taken: set[int] = set()
        for likeness, i, j in sorted(candidates, key=lambda one: (-one[0], abs(one[1] - one[2]), one[1] + one[2])):
            if likeness >= _ALIKE and i not in self.found and j not in taken:
                self.found[i] = j
                taken.add(j)

    def list_pairs(self) -> list[tuple[Thing, Thing]]:
        """The pairs, in the order of the old text."""
        return [(self._old[i], self._new[j]) for i, j in sorted(self.found.items())]

    def list_left(self, old: Policy, new: Policy) -> tuple[list[Thing], list[Thing]]:
        """Things without an answer, in clauses that have one with other words: what a whole clause took along is not told."""
        reworded = {i: j for i, j in self._pairs.items() if old.clauses[i].wording != new.clauses[j].wording}
        into = set(reworded.values())
        ours = [self._old[i] for i in self._open_old() if self._old[i].clause in reworded]
        theirs = [self._new[j] for j in self._open_new() if self._new[j].clause in into]
        return ours, theirs

    def _open_old(self) -> list[int]:
        return [i for i in range(len(self._old)) if i not in self.found]

    def _open_new(self) -> list[int]:
        taken = set(self.found.values())
        return [j for j in range(len(self._new)) if j not in taken]
