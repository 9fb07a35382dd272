"""Numbers that moved: targets by indicator, unit, region and deadline; what is offered by what for and to whom."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from decimal import Decimal

from kg.comparison.matching import Matching
from kg.comparison.model import Change, Goal, Offer, Policy, Sort, What
from kg.comparison.passages import cite_clause
from kg.comparison.wording import fold_wording
from kg.questions.gathering import COMPARATOR_SIGNS

MEASURES = {"rate": "比例", "rateMax": "比例上限", "cap": "上限", "amount": "金额"}
_SHARES = ("rate", "rateMax")
_HUNDRED = Decimal(100)


def compare_goals(old: Policy, new: Policy, pairs: Mapping[int, int]) -> tuple[list[Change], int]:
    """Changes of targets, and how many answer to each other.

    Those of one indicator, base unit, region and deadline answer to each other, first in clauses that do; then those of one
    indicator in a clause that kept its number; then, of indicators none of which was found so far, in the order of
    deadlines; then those of a clause with like indicators.
    """
    ours, theirs = (tuple(sorted(side.goals, key=lambda goal: goal.deadline)) for side in (old, new))
    match = Matching(ours, theirs, pairs)
    match.match_keys(lambda goal: (_identify(goal), goal.deadline), same_clause=True)
    match.match_keys(lambda goal: (_identify(goal), goal.deadline))
    stayed = {j for i, j in pairs.items() if old.clauses[i].ref == new.clauses[j].ref}
    match.match_keys(_identify, same_clause=True, within=stayed)
    kept = {_identify(one) for one, _ in match.list_pairs()}
    for same_clause in (True, False):
        match.match_keys(lambda goal: None if _identify(goal) in kept else _identify(goal), same_clause)
    match.match_likeness(lambda goal: goal.indicator, lambda goal: (goal.base or goal.unit, goal.yearly, goal.deadline))
    changes = [change for one, other in match.list_pairs() for change in _compare_goal(old, new, one, other)]
    left, came = match.list_left(old, new)
    for policy, goals, sort in ((old, left, Sort.DROPPED), (new, came, Sort.ADDED)):
        changes += [_come_or_go(policy, goal, sort, _write_goal(goal)) for goal in goals]
    return changes, len(match.found)


def compare_offers(old: Policy, new: Policy, pairs: Mapping[int, int]) -> tuple[list[Change], int]:
    """Changes of what is offered, and how many offers answer to each other: by what for and to whom, or by clause."""
    match = Matching(old.offers, new.offers, pairs)
    for same_clause in (True, False):
        match.match_keys(_identify_offer, same_clause)
    for kind in (lambda offer: tuple(sorted(offer.amounts)), lambda offer: ()):
        match.match_likeness(lambda offer: offer.activity + offer.beneficiary, kind)
    changes = [change for one, other in match.list_pairs() for change in _compare_offer(old, new, one, other)]
    left, came = match.list_left(old, new)
    for policy, offers, sort in ((old, left, Sort.DROPPED), (new, came, Sort.ADDED)):
        changes += [_come_or_go(policy, offer, sort, _write_offer(offer)) for offer in offers]
    return changes, len(match.found)


def _identify(goal: Goal) -> tuple[Hashable, ...]:
    """What a target is of: the indicator, as the question `contradictions` has it, with its unit and its region."""
    return fold_wording(goal.indicator), goal.base or goal.unit, goal.region, goal.yearly


def _identify_offer(offer: Offer) -> Hashable:
    return fold_wording(offer.activity), fold_wording(offer.beneficiary), tuple(sorted(offer.amounts))


def _come_or_go(policy: Policy, thing: Goal | Offer, sort: Sort, value: str) -> Change:
    target = isinstance(thing, Goal)
    name = thing.indicator if isinstance(thing, Goal) else _name_offer(thing)
    passage = cite_clause(policy, thing.clause, thing.quote, name)
    what = What.TARGET if target else What.INCENTIVE
    if sort is Sort.ADDED:
        return Change(sort, what, None, passage, after=value)
    return Change(sort, what, passage, None, before=value)


def _compare_goal(old: Policy, new: Policy, one: Goal, other: Goal) -> Iterator[Change]:
    passages = (cite_clause(old, one.clause, one.quote, one.indicator), cite_clause(new, other.clause, other.quote, other.indicator))
    if _size(one) != _size(other):
        unit, *values = _share_unit(one, other)
        signs = (_write_goal(one), _write_goal(other))
        yield Change(Sort.NUMBER, What.TARGET, *passages, *signs, values[0], values[1], unit)
    if one.deadline != other.deadline:
        yield Change(Sort.DEADLINE, What.TARGET, *passages, one.deadline, other.deadline)


def _size(goal: Goal) -> tuple[object, ...]:
    return goal.comparator, goal.value if goal.normal is None else goal.normal, goal.value_max, goal.base or goal.unit


def _share_unit(one: Goal, other: Goal) -> tuple[str, Decimal, Decimal]:
    """Two numbers in one unit: as written where both write the same one, else in the base unit."""
    if one.unit != other.unit and one.normal is not None and other.normal is not None:
        return one.base, one.normal, other.normal
    return one.unit, one.value, other.value


def _write_number(goal: Goal) -> str:
    """A target's number with its sign and unit."""
    upper = "" if goal.value_max is None else f"–{format_number(goal.value_max)}"
    again = "每年" if goal.yearly else ""
    return f"{again}{COMPARATOR_SIGNS.get(goal.comparator, '')}{format_number(goal.value)}{upper}{goal.unit}"


def _write_goal(goal: Goal) -> str:
    return _write_number(goal) + (f"（{goal.deadline}）" if goal.deadline else "")


def _name_offer(offer: Offer) -> str:
    inside = offer.beneficiary in offer.activity
    return offer.activity if inside else "：".join(part for part in (offer.beneficiary, offer.activity) if part)


def _compare_offer(old: Policy, new: Policy, one: Offer, other: Offer) -> Iterator[Change]:
    passages = (cite_clause(old, one.clause, one.quote, _name_offer(one)), cite_clause(new, other.clause, other.quote, _name_offer(other)))
    for measure in MEASURES:
        before, after = one.amounts.get(measure), other.amounts.get(measure)
        if before == after and (before is None or one.per == other.per):
            continue
        factor, unit = (_HUNDRED, "%") if measure in _SHARES else (Decimal(1), "元")
        yield Change(
            Sort.NUMBER, What.INCENTIVE, *passages, _write_amount(one, measure), _write_amount(other, measure),
            None if before is None else before * factor, None if after is None else after * factor, unit,
        )  # fmt: skip


def _write_amount(offer: Offer, measure: str) -> str:
    """What is offered by one measure: 比例50%, 上限5万元/户."""
    value = offer.amounts.get(measure)
    if value is None:
        return ""
    if measure in _SHARES:
        return f"{MEASURES[measure]}{format_number(value * _HUNDRED)}%"
    return f"{MEASURES[measure]}{write_money(value)}" + (f"/{offer.per}" if offer.per else "")


def _write_offer(offer: Offer) -> str:
    return "、".join(filter(None, (_write_amount(offer, measure) for measure in MEASURES)))


def write_money(yuan: Decimal) -> str:
    """An amount as offices write it.

    Example:
        >>> write_money(Decimal(500)), write_money(Decimal(1200000)), write_money(Decimal("-450000000"))
        ('500元', '120万元', '-4.5亿元')
    """
    for size, unit in ((Decimal(10**8), "亿元"), (Decimal(10**4), "万元")):
        if abs(yuan) >= size:
            return f"{format_number(yuan / size)}{unit}"
    return f"{format_number(yuan)}元"


def format_number(value: Decimal) -> str:
    """A number without an exponent or idle zeros.

    Example:
        >>> format_number(Decimal("60.0")), format_number(Decimal("1E+3"))
        ('60', '1000')
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
