"""Holds targets and incentives against gold: the same numbers, said of the same thing, in the same passage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from kg.model import Comparator
from kg.score.gold import GoldDocument, Item
from kg.score.graph import GraphRows, Quantity, Range, local_name, to_number
from kg.score.names import normal_name, similarity
from kg.score.tally import Miss, Tally

TARGET_FIELDS = ("indicator", "value", "unit", "comparator", "deadline", "recurrence")
INCENTIVE_FIELDS = ("activity", "beneficiary", "rate", "cap", "amount")
_NUMBERS = ("value", "rate", "cap", "amount")
_SIGNS: Mapping[str, str] = {
    Comparator.AT_LEAST.value: ">=",
    Comparator.AT_MOST.value: "<=",
    Comparator.MORE_THAN.value: ">",
    Comparator.LESS_THAN.value: "<",
    Comparator.EQUAL_TO.value: "=",
    Comparator.ABOUT.value: "~",
}
_CLOSE_SIGNS = ({">=", ">"}, {"<=", "<"})
_SCALES = {"万亿": 1e12, "千万": 1e7, "百万": 1e6, "亿": 1e8, "万": 1e4, "千": 1e3}
_SAME_UNITS = {"％": "%", "个百分点": "百分点"}
_LEAST_INDICATOR, _LEAST_OFFER = 0.5, 0.2
Same = Callable[[Item, Quantity, Sequence[Range]], bool]


def scale_number(value: float, unit: str) -> tuple[float, str]:
    """A number in its base unit.

    Example:
        >>> scale_number(1.5, "亿元"), scale_number(3, "万"), scale_number(2, "个百分点")
        ((150000000.0, '元'), (30000.0, '元'), (2, '百分点'))
    """
    unit = normal_name(unit or "").replace("人民币", "")
    for word, scale in _SCALES.items():
        if unit.startswith(word):
            return round(value * scale, 6), unit[len(word) :] or "元"
    return round(value, 6), _SAME_UNITS.get(unit, unit)


def _overlap(one: Iterable[Range], other: Sequence[Range]) -> bool:
    return any(a[0] < b[1] and b[0] < a[1] for a in one for b in other)


def _same_due(gold: Item, item: Quantity) -> bool:
    due = "yearly" if local_name(item.fields["recurrence"]) == "yearly" else item.fields["deadline"] or ""
    wanted = str(gold.get("deadline") or "")
    return wanted[:4] == due[:4] and not (len(wanted) > 6 and len(due) > 6 and wanted[:7] != due[:7])


def _same_sign(gold: Item, item: Quantity) -> bool:
    name = local_name(item.fields["comparator"])
    sign = _SIGNS.get(name, item.fields["comparator"])
    return sign == gold["comparator"] or any({sign, gold["comparator"]} <= close for close in _CLOSE_SIGNS)


def same_target(gold: Item, item: Quantity, places: Sequence[Range]) -> bool:
    """Whether a target has gold's number, unit, comparator, deadline and passage, and an indicator at least half alike."""
    value = to_number(item.fields["value"])
    if value is None or not _overlap(places, item.spans):
        return False
    if scale_number(value, item.fields["unit"] or "") != scale_number(float(gold["value"]), gold["unit"]):
        return False
    alike = similarity(gold["indicator"], item.fields["indicator"] or "") >= _LEAST_INDICATOR
    return _same_due(gold, item) and _same_sign(gold, item) and alike


def same_incentive(gold: Item, item: Quantity, places: Sequence[Range]) -> bool:
    """Whether an incentive has gold's rate, cap and amount, its passage, and speaks of a like thing."""
    wanted, found = (" ".join(str(of.get(key) or "") for key in INCENTIVE_FIELDS[:2]) for of in (gold, item.fields))
    return (
        _overlap(places, item.spans)
        and similarity(wanted, found) >= _LEAST_OFFER
        and all(to_number(gold.get(key)) == to_number(item.fields[key]) for key in INCENTIVE_FIELDS[2:])
    )


def _is_near(gold: Item, item: Quantity, places: Sequence[Range]) -> bool:
    """Whether an item states a number of an optional gold item in its passage, whatever else it says."""
    wanted, found = ({to_number(of.get(key)) for key in _NUMBERS} - {None} for of in (gold, item.fields))
    return bool(gold.get("optional")) and _overlap(places, item.spans) and bool(wanted & found)


def _pair_up(
    gold: GoldDocument, wanted: Sequence[Item], items: Sequence[Quantity], same: Same, show: Callable[[Mapping[str, Any]], str]
) -> Tally:
    """Gives each gold item the first of the graph that is the same; what is left over is wrong unless it is neutral."""
    places = [gold.find_quote(item["quote"]) for item in wanted]
    left, right, missing = list(items), 0, list[Miss]()
    for item, where in zip(wanted, places, strict=True):
        hit = next((found for found in left if same(item, found, where)), None)
        if hit is not None:
            left.remove(hit)
            right += not item.get("optional")
        elif not item.get("optional"):
            missing.append(Miss(gold.name, "-", show(item)))
    pairs = list(zip(wanted, places, strict=True))
    over = [found for found in left if not any(_is_near(item, found, where) for item, where in pairs)]
    return Tally(right, tuple(Miss(gold.name, "+", show(found.fields)) for found in over), tuple(missing))


def _show_target(item: Mapping[str, Any]) -> str:
    return " ".join(str(item.get(key)) for key in ("indicator", "comparator", "value", "unit", "deadline"))


def _show_incentive(item: Mapping[str, Any]) -> str:
    return f"{item.get('activity')} rate {item.get('rate')} cap {item.get('cap')} amount {item.get('amount')}"


def tally_quantities(gold: GoldDocument, graph: GraphRows, policy: str) -> dict[str, Tally]:
    """The counts of targets and incentives."""
    targets = graph.quantities(policy, "Target", TARGET_FIELDS)
    incentives = graph.quantities(policy, "Incentive", INCENTIVE_FIELDS)
    return {
        "targets": _pair_up(gold, gold.items("targets"), targets, same_target, _show_target),
        "incentives": _pair_up(gold, gold.items("incentives"), incentives, same_incentive, _show_incentive),
    }
