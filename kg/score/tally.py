"""Counts of right, wrong and missing items, and the figures they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field
from typing import TypeVar

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, order=True)
class Miss:
    """An item that is missing from the graph (``-``) or wrong in it (``+``)."""

    document: str
    sign: str
    what: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and F1, rounded to four places, with how many items gold has and how many were found."""

    precision: float
    recall: float
    f1: float
    gold: int
    found: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The count of one kind, in one document or in several."""

    right: int = 0
    wrong: tuple[Miss, ...] = ()
    missing: tuple[Miss, ...] = ()

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missing + other.missing)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was wanted and nothing found."""
        return not (self.right or self.wrong or self.missing)

    @property
    def figures(self) -> Figures:
        """Precision, recall and F1."""
        found, gold = self.right + len(self.wrong), self.right + len(self.missing)
        p, r = (self.right / found if found else 0.0), (self.right / gold if gold else 0.0)
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return Figures(round(p, 4), round(r, 4), round(f1, 4), gold, found)


@dataclass(slots=True)
class Share:
    """How many of some things are right."""

    right: int = 0
    all: int = 0

    def count(self, right: bool) -> None:
        """Count one more."""
        self.right += right
        self.all += 1


Shares = dict[str, Share]


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """What one document scores: tallies by kind, shares by name, and whether the graph has it at all."""

    name: str
    tallies: dict[str, Tally] = field(default_factory=dict)
    shares: Shares = field(default_factory=dict)
    is_there: bool = True


def compare(
    document: str, found: Set[_Item], core: Set[_Item], allowed: Set[_Item], show: Callable[[_Item], str]
) -> Tally:
    """Found items against those wanted (``core``) and those that neither help nor hurt (``allowed``)."""
    missing = tuple(Miss(document, "-", show(item)) for item in sorted(core - found, key=str))
    wrong = tuple(Miss(document, "+", show(item)) for item in sorted(found - core - allowed, key=str))
    return Tally(len(found & core), wrong, missing)


def pool(tallies: Iterable[Tally]) -> Tally:
    """All together."""
    return sum(tallies, Tally())
