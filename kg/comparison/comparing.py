"""Two policies -> all that differs between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.comparison.bodies import compare_bodies, list_names
from kg.comparison.model import BETWEEN, Change, Comparison, Passage, Policy, Site, Sort, What
from kg.comparison.moves import find_moved
from kg.comparison.numbers import compare_goals, compare_offers
from kg.comparison.pairing import pair_clauses
from kg.comparison.passages import cite_clause, judge_clause
from kg.comparison.wording import fold_wording, mask_numbers, strip_bodies, strip_notes

_ROLES = (Sort.LEAD, Sort.JOINT, Sort.SUPPORT)
_NUMBERS = (Sort.NUMBER, Sort.DEADLINE)
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
    changes = [*_compare_presence(old, new, pairs), *_compare_wording(old, new, pairs, said), *_compare_places(old, new, pairs)]
    ordered = tuple(sorted({*changes, *said, *sites}, key=_rank))
    return Comparison(old, new, ordered, len(pairs) + same_goals + same_offers + same_sites)


def _rank(change: Change) -> tuple[object, ...]:
    old, new = change.old, change.new
    first, second = (new or old), (old or new)
    assert first is not None and second is not None
    what = list(What).index(change.what)
    return (
        _ORDER[change.sort], first.place, second.place, what, first.name, second.name, change.before, change.after,
        first.quote, second.quote, change.unit, str(change.old_value), str(change.new_value),
    )  # fmt: skip


def _compare_presence(old: Policy, new: Policy, pairs: Mapping[int, int]) -> Iterator[Change]:
    """Clauses that only one of the two has."""
    for at in range(len(old.clauses)):
        if at not in pairs:
            yield Change(Sort.DROPPED, judge_clause(old, at), cite_clause(old, at), None)
    answered = set(pairs.values())
    for at in range(len(new.clauses)):
        if at not in answered:
            yield Change(Sort.ADDED, judge_clause(new, at), None, cite_clause(new, at))


def _judge_pair(old: Policy, new: Policy, i: int, j: int) -> What:
    return What.TASK if What.TASK in (judge_clause(old, i), judge_clause(new, j)) else What.CLAUSE


def _compare_wording(
    old: Policy, new: Policy, pairs: Mapping[int, int], said: Iterable[Change]
) -> Iterator[Change]:
    """Clauses whose words changed by more than what other changes already say of them."""
    known: dict[tuple[int, int], set[Sort]] = {}
    for change in said:
        if change.old and change.new:
            known.setdefault((change.old.place, change.new.place), set()).add(change.sort)
    for i, j in sorted(pairs.items()):
        ours, theirs = old.clauses[i].wording, new.clauses[j].wording
        sorts = known.get((i, j), set())
        if sorts.intersection(_ROLES):
            names = [*list_names(old, i), *list_names(new, j)]
            ours, theirs = (strip_bodies(strip_notes(text), names) for text in (ours, theirs))
        if sorts.intersection(_NUMBERS):
            ours, theirs = mask_numbers(ours), mask_numbers(theirs)
        if ours != theirs:
            yield Change(Sort.CHANGED, _judge_pair(old, new, i, j), cite_clause(old, i), cite_clause(new, j))


def _compare_places(old: Policy, new: Policy, pairs: Mapping[int, int]) -> Iterator[Change]:
    """Clauses that stand elsewhere, or under another number."""
    moved = find_moved(pairs, old.clauses, new.clauses)
    for i, j in sorted(pairs.items()):
        before, after = old.clauses[i].ref, new.clauses[j].ref
        if (i, j) in moved or before != after:
            sort = Sort.MOVED if (i, j) in moved else Sort.RENUMBERED
            yield Change(sort, _judge_pair(old, new, i, j), cite_clause(old, i), cite_clause(new, j), before, after)


def _compare_sites(old: Policy, new: Policy, pairs: Mapping[int, int]) -> tuple[list[Change], int]:
    """Platforms that only one of the two names, in clauses that answer to each other, and those that others build."""
    ours, theirs = ({site.iri: site for site in side.sites} for side in (old, new))
    both = sorted(ours.keys() & theirs.keys())
    changes = []
    for iri in both:
        one, other = ours[iri], theirs[iri]
        if one.builders != other.builders:
            passages = _cite_site(old, one), _cite_site(new, other)
            names = (BETWEEN.join(one.builders), BETWEEN.join(other.builders))
            changes.append(Change(Sort.BUILDER, What.PLATFORM, *passages, *names))
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
