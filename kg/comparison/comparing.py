"""Two policies -> all that differs between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.comparison.bodies import compare_bodies
from kg.comparison.model import BETWEEN, Change, Comparison, Passage, Policy, Site, Sort, What
from kg.comparison.moves import find_moved
from kg.comparison.numbers import compare_goals, compare_offers
from kg.comparison.pairing import pair_clauses
from kg.comparison.passages import cite_clause
from kg.comparison.wording import fold_wording, mask_numbers, strip_bodies, strip_notes

_ROLES = (Sort.LEAD, Sort.JOINT, Sort.SUPPORT)
_NUMBERS = (Sort.NUMBER, Sort.DEADLINE)
_COUNTED = ("par ", "row ", "box ", "duty ", "news ")
_ORDER = {sort: at for at, sort in enumerate(Sort)}


def compare_policies(old: Policy, new: Policy) -> Comparison:
    """What is new, gone, reworded or elsewhere in the second policy, who answers otherwise, which numbers moved.

    Comparing the two the other way round gives the same changes, each in its mirror.
    """
    pairs = pair_clauses(old.clauses, new.clauses)
    bodies = list(compare_bodies(old, new, pairs))
    goals, same_goals = compare_goals(old, new, pairs)
    offers, same_offers = compare_offers(old, new, pairs)
    sites, same_sites = _compare_sites(old, new, pairs)
    said = [*bodies, *goals, *offers]
    both = _Sides(old, new, pairs, frozenset(d.clause for d in old.duties), frozenset(d.clause for d in new.duties))
    changes = {*both.compare_presence(), *both.compare_wording(said), *both.compare_places()}
    ordered = tuple(sorted({*changes, *said, *sites}, key=_rank))
    return Comparison(old, new, ordered, len(pairs) + same_goals + same_offers + same_sites)


def _rank(change: Change) -> tuple[object, ...]:
    old, new = change.old, change.new
    first, second = (new or old), (old or new)
    assert first is not None and second is not None
    what = list(What).index(change.what)
    return (
        _ORDER[change.sort], first.place, second.place, what, first.name, second.name, change.before, change.after,
        first.quote, second.quote, change.stayed, change.unit, str(change.old_value), str(change.new_value),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sides:
    """Two policies with the clauses that answer to each other and, of each, those that somebody answers for."""

    old: Policy
    new: Policy
    pairs: Mapping[int, int]
    old_tasks: frozenset[int]
    new_tasks: frozenset[int]

    def compare_presence(self) -> Iterator[Change]:
        """Clauses that only one of the two has."""
        for at in range(len(self.old.clauses)):
            if at not in self.pairs:
                yield Change(Sort.DROPPED, _judge(at in self.old_tasks), cite_clause(self.old, at), None)
        answered = set(self.pairs.values())
        for at in range(len(self.new.clauses)):
            if at not in answered:
                yield Change(Sort.ADDED, _judge(at in self.new_tasks), None, cite_clause(self.new, at))

    def compare_wording(self, said: Iterable[Change]) -> Iterator[Change]:
        """Clauses whose words changed by more than what other changes already say of them."""
        known: dict[tuple[int, int], set[Sort]] = {}
        for change in said:
            if change.old and change.new:
                known.setdefault((change.old.place, change.new.place), set()).add(change.sort)
        names = _list_names(self.old), _list_names(self.new)
        for i, j in sorted(self.pairs.items()):
            ours, theirs = self.old.clauses[i].wording, self.new.clauses[j].wording
            sorts = known.get((i, j), set())
            if sorts.intersection(_ROLES):
                bodies = [*names[0].get(i, ()), *names[1].get(j, ())]
                ours, theirs = (strip_bodies(strip_notes(text), bodies) for text in (ours, theirs))
            if sorts.intersection(_NUMBERS):
                ours, theirs = mask_numbers(ours), mask_numbers(theirs)
            if ours != theirs:
                yield self._change(Sort.CHANGED, i, j)

    def compare_places(self) -> Iterator[Change]:
        """Clauses that stand elsewhere, or bear another number."""
        moved = find_moved(self.pairs, self.old.clauses, self.new.clauses)
        for i, j in sorted(self.pairs.items()):
            before, after = self.old.clauses[i].ref, self.new.clauses[j].ref
            if (i, j) in moved or _printed(before) != _printed(after):
                yield self._change(Sort.MOVED if (i, j) in moved else Sort.RENUMBERED, i, j, before, after)

    def _change(self, sort: Sort, i: int, j: int, before: str = "", after: str = "") -> Change:
        what = _judge(i in self.old_tasks or j in self.new_tasks)
        return Change(sort, what, cite_clause(self.old, i), cite_clause(self.new, j), before, after)


def _judge(answered: bool) -> What:
    """A task where somebody answers for it, else a clause."""
    return What.TASK if answered else What.CLAUSE


def _list_names(policy: Policy) -> dict[int, list[str]]:
    """All names of the bodies that answer in each clause."""
    found: dict[int, list[str]] = {}
    for duty in policy.duties:
        found.setdefault(duty.clause, []).extend(duty.names)
    return found


def _printed(ref: str) -> str:
    """The number that a clause itself bears, without those above it; empty where it is only counted (par 3, row 1)."""
    own = ref.rpartition("/")[2]
    return "" if own.startswith(_COUNTED) else own


def _compare_sites(old: Policy, new: Policy, pairs: Mapping[int, int]) -> tuple[list[Change], int]:
    """Platforms that only one of the two names, in clauses that answer to each other, and those that others build."""
    ours, theirs = ({site.iri: site for site in side.sites} for side in (old, new))
    both = sorted(ours.keys() & theirs.keys())
    changes = []
    for iri in both:
        one, other = ours[iri], theirs[iri]
        if one.builders != other.builders:
            passages = _cite_site(old, one), _cite_site(new, other)
            stayed = set(one.builders) & set(other.builders)
            gone, came = (BETWEEN.join(name for name in side.builders if name not in stayed) for side in (one, other))
            changes.append(Change(Sort.BUILDER, What.PLATFORM, *passages, gone, came, stayed=len(stayed)))
    answered = set(pairs.values())
    for iri in sorted(ours.keys() ^ theirs.keys()):
        if iri in ours and _is_news(ours[iri], pairs, new):
            changes.append(Change(Sort.DROPPED, What.PLATFORM, _cite_site(old, ours[iri]), None))
        elif iri in theirs and _is_news(theirs[iri], answered, old):
            changes.append(Change(Sort.ADDED, What.PLATFORM, None, _cite_site(new, theirs[iri])))
    return changes, len(both)


def _is_news(site: Site, paired: Iterable[int], other: Policy) -> bool:
    """Whether a platform is worth a line: not with a whole clause, and the other text has not its name all the same."""
    if not set(site.clauses) <= set(paired):
        return False
    return not any(fold_wording(site.name) in clause.wording for clause in other.clauses)


def _cite_site(policy: Policy, site: Site) -> Passage:
    return cite_clause(policy, site.clauses[0], site.quote, site.name)
