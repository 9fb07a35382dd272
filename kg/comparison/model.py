"""What is compared and what comes of it: a policy as clauses, duties, numbers, offers and platforms; changes with both sides.

Things of one policy point at its clauses by their position (an index from 0) in `Policy.clauses`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

BETWEEN = "；"  # between bodies of a change: names may hold 、


class Sort(str, Enum):
    """How something changed, in the order in which changes are shown."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    LEAD = "lead"
    JOINT = "joint"
    SUPPORT = "support"
    NUMBER = "number"
    DEADLINE = "deadline"
    BUILDER = "builder"


class What(str, Enum):
    """What changed; a task is a clause that somebody answers for."""

    TASK = "task"
    CLAUSE = "clause"
    TARGET = "target"
    INCENTIVE = "incentive"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision with words of its own.

    Attributes:
        ref: its path in the document; empty for what stands outside any provision.
        text: its own words, white space folded, without those of the provisions below it.
        wording: the text as texts are compared: one width, no white space, no number in front.
        parent: index of the clause above, or None.
    """

    ref: str
    heading: str
    text: str
    wording: str
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """A body that answers for a thing in a clause.

    Attributes:
        body: what tells the body from others in both documents.
        names: its names, the shown one first.
        thing: IRI of what it answers for, empty for the clause itself or a number in it.
        role: lead, joint or support.
        deadlines: when it must be done, as written in the graph.
    """

    clause: int
    body: str
    names: tuple[str, ...]
    role: str
    thing: str = ""
    thing_name: str = ""
    deadlines: tuple[str, ...] = ()
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """A number to be reached; see `kg.model.Target`. ``region`` is empty where it is the document's own."""

    clause: int
    indicator: str
    value: Decimal
    unit: str
    comparator: str = ""
    value_max: Decimal | None = None
    normal: Decimal | None = None
    base: str = ""
    deadline: str = ""
    yearly: bool = False
    region: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Money or a rate that is offered; ``amounts`` by the name of the measure: rate, rateMax, cap, amount."""

    clause: int
    activity: str
    beneficiary: str
    amounts: Mapping[str, Decimal]
    per: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """A platform with the clauses that name it and who builds it."""

    iri: str
    name: str
    clauses: tuple[int, ...]
    builders: tuple[str, ...] = ()
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """One side of a comparison. ``whole`` is false where there was no text, so that only quoted passages are compared."""

    title: str
    file: str
    number: str = ""
    issued: str = ""
    effective: str = ""
    clauses: tuple[Clause, ...] = ()
    duties: tuple[Duty, ...] = ()
    goals: tuple[Goal, ...] = ()
    offers: tuple[Offer, ...] = ()
    sites: tuple[Site, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Passage:
    """What one side says, and where.

    Attributes:
        name: what the task or the clause is called, the indicator, what is supported, the platform.
        place: the clause's position in its document.
    """

    ref: str
    name: str
    quote: str
    place: int


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        old, new: the passages; None on the side that has none.
        before, after: what differs: bodies that are gone and that came, parted by ``；``; a number with its sign and unit; a
            deadline; the clause's number.
        stayed: how many bodies have the role in both.
        old_value, new_value: the numbers themselves, in ``unit``.
    """

    sort: Sort
    what: What
    old: Passage | None
    new: Passage | None
    before: str = ""
    after: str = ""
    old_value: Decimal | None = None
    new_value: Decimal | None = None
    unit: str = ""
    stayed: int = 0

    @property
    def name(self) -> str:
        """What changed, as the new document calls it, else the old one."""
        side = self.new or self.old
        return side.name if side else ""

    @property
    def difference(self) -> Decimal | None:
        """By how much a number moved."""
        return None if self.old_value is None or self.new_value is None else self.new_value - self.old_value

    @property
    def percent(self) -> Decimal | None:
        """By how many percent of the old number it moved, to one place; None of shares, and of nought."""
        if self.difference is None or not self.old_value or self.unit == "%":
            return None
        return (self.difference / abs(self.old_value) * 100).quantize(Decimal("0.1"))

    def mirror(self) -> Change:
        """The same change, seen from the other side."""
        sort = {Sort.ADDED: Sort.DROPPED, Sort.DROPPED: Sort.ADDED}.get(self.sort, self.sort)
        return replace(
            self, sort=sort, old=self.new, new=self.old, before=self.after, after=self.before,
            old_value=self.new_value, new_value=self.old_value,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two policies and all that differs between them.

    Attributes:
        changes: by sort, then by the place in the new document (in the old one, of what was dropped).
        common: how many clauses, numbers, offers and platforms of one answer to those of the other.
    """

    old: Policy
    new: Policy
    changes: tuple[Change, ...]
    common: int
