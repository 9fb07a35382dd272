"""Who answers: bodies that lead, answer or support a task in one policy and not in the other, and by when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.comparison.model import BETWEEN, Change, Duty, Passage, Policy, Sort, What
from kg.comparison.passages import cite_clause

_ROLES = {"lead": Sort.LEAD, "joint": Sort.JOINT, "support": Sort.SUPPORT}


@dataclass(frozen=True, slots=True)
class _Side:
    """A clause of one policy with the duties in it."""

    policy: Policy
    clause: int
    duties: Sequence[Duty]

    def cite(self, bodies: Collection[str] = ()) -> Passage:
        """The passage that says most of some bodies, where there is one, else of all."""
        some = [duty for duty in self.duties if duty.body in bodies] or self.duties
        return cite_clause(self.policy, self.clause, max((duty.quote for duty in some), key=lambda text: (len(text), text), default=""))


def compare_bodies(old: Policy, new: Policy, pairs: Mapping[int, int]) -> Iterator[Change]:
    """Changes of roles and deadlines in clauses that answer to each other, then of things that left their clauses."""
    ours, theirs = _by_clause(old.duties), _by_clause(new.duties)
    for i, j in sorted(pairs.items()):
        yield from _compare_clause(_Side(old, i, ours.get(i, ())), _Side(new, j, theirs.get(j, ())))
    left = _by_lone_thing(old.duties, set(pairs))
    came = _by_lone_thing(new.duties, set(pairs.values()))
    for thing in sorted(left.keys() & came.keys()):
        i, j = left[thing][0].clause, came[thing][0].clause
        sides = _Side(old, i, left[thing]), _Side(new, j, came[thing])
        yield from _compare_roles(*sides, left[thing], came[thing])


def _by_clause(duties: Iterable[Duty]) -> dict[int, list[Duty]]:
    found: dict[int, list[Duty]] = {}
    for duty in duties:
        found.setdefault(duty.clause, []).append(duty)
    return found


def _by_lone_thing(duties: Iterable[Duty], paired: set[int]) -> dict[str, list[Duty]]:
    """Duties for things that a policy speaks of in one clause only, which answers to none of the other."""
    found: dict[str, list[Duty]] = {}
    for duty in duties:
        if duty.thing:
            found.setdefault(duty.thing, []).append(duty)
    return {
        thing: some
        for thing, some in found.items()
        if len({duty.clause for duty in some}) == 1 and some[0].clause not in paired
    }


def _compare_clause(one: _Side, other: _Side) -> Iterator[Change]:
    """Changes of what both clauses speak of; where there is none, of all who answer in them together."""
    things = sorted({duty.thing for duty in one.duties} & {duty.thing for duty in other.duties})
    found: dict[Change, None] = {}
    for thing in things:
        parts = [[duty for duty in side.duties if duty.thing == thing] for side in (one, other)]
        found.update(dict.fromkeys(_compare_roles(one, other, *parts)))
    if not any(change.sort in _ROLES.values() for change in found):
        found.update(dict.fromkeys(_compare_roles(one, other, one.duties, other.duties)))
    yield from found


def _compare_roles(one: _Side, other: _Side, ours: Sequence[Duty], theirs: Sequence[Duty]) -> Iterator[Change]:
    for role, sort in _ROLES.items():
        before, after = _name_bodies(ours, role), _name_bodies(theirs, role)
        gone, came = before.keys() - after.keys(), after.keys() - before.keys()
        if gone or came:
            names = _join(before[body] for body in gone), _join(after[body] for body in came)
            passages = one.cite(gone | came), other.cite(gone | came)
            yield Change(sort, What.TASK, *passages, *names, stayed=len(before.keys() & after.keys()))
    before_days, after_days = ({day for duty in side for day in duty.deadlines} for side in (ours, theirs))
    if before_days != after_days:
        yield Change(Sort.DEADLINE, What.TASK, one.cite(), other.cite(), _join(before_days), _join(after_days))


def _name_bodies(duties: Iterable[Duty], role: str) -> dict[str, str]:
    return {duty.body: duty.names[0] for duty in duties if duty.role == role}


def _join(names: Iterable[str]) -> str:
    return BETWEEN.join(sorted(set(names)))
