"""Targets and incentives: numbers that somebody commits to or offers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pyoxigraph import NamedNode

from kg.model import Comparator, Incentive, Target
from kg.rdf.context import Context, Triple
from kg.rdf.evidence import describe_evidence
from kg.rdf.literals import chinese, date, decimal, plain
from kg.rdf.namespaces import PREF_LABEL, RDF_TYPE, pk
from kg.resolve.names import close_spaces

_SIGNS = {Comparator.AT_LEAST: "≥", Comparator.AT_MOST: "≤", Comparator.MORE_THAN: ">", Comparator.LESS_THAN: "<",
          Comparator.EQUAL_TO: "", Comparator.ABOUT: "约"}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else decimal(value).value


def target_node(context: Context, target: Target) -> NamedNode:
    """The node of a target: a hash of all it says and of where."""
    return context.iris.hashed(
        "target", context.place(target.provision).value, target.evidence.start, target.evidence.end, target.indicator,
        _number(target.value), _number(target.value_max), target.unit, target.comparator.value, target.deadline,
        target.yearly, None if target.region is None else context.nodes[target.region].value,
    )


def render_target(target: Target) -> str:
    """A target in a few words.

    Example:
        >>> from kg.model import Span
        >>> ends = {"evidence": Span(0, 1), "provision": None, "rule": "", "deadline": "2026"}
        >>> render_target(Target("企业", Decimal(60), "家", Comparator.AT_LEAST, **ends))
        '企业 ≥60家（2026）'
    """
    number = decimal(target.value).value + (f"—{_number(target.value_max)}" if target.value_max is not None else "")
    when = "每年" if target.yearly else target.deadline
    amount = f"{_SIGNS[target.comparator]}{number}{close_spaces(target.unit)}"
    return f"{close_spaces(target.indicator)} {amount}" + (f"（{when}）" if when else "")


def describe_targets(context: Context) -> Iterator[Triple]:
    """All targets of a document."""
    for target in context.extraction.targets:
        yield from _describe_target(context, target_node(context, target), target)


def _describe_target(context: Context, node: NamedNode, target: Target) -> Iterator[Triple]:
    yield node, RDF_TYPE, pk("Target")
    yield node, PREF_LABEL, chinese(render_target(target))
    yield node, pk("mentionedIn"), context.place(target.provision)
    yield node, pk("indicator"), chinese(close_spaces(target.indicator))
    yield node, pk("value"), decimal(target.value)
    yield node, pk("unit"), plain(target.unit)
    yield node, pk("comparator"), pk(target.comparator.value)
    yield node, pk("rule"), plain(target.rule)
    if target.value_max is not None:
        yield node, pk("valueMax"), decimal(target.value_max)
    if target.normal_value is not None:
        yield node, pk("normalValue"), decimal(target.normal_value)
    if target.base_unit:
        yield node, pk("baseUnit"), plain(target.base_unit)
    if target.deadline:
        yield node, pk("deadline"), date(target.deadline)
    if target.yearly:
        yield node, pk("recurrence"), pk("yearly")
    if target.region is not None:
        yield node, pk("region"), context.nodes[target.region]
    for index in target.concerns:
        yield node, pk("concerns"), context.nodes[index]
    yield from describe_evidence(context, node, target.evidence, target.provision)


def _incentive_node(context: Context, incentive: Incentive) -> NamedNode:
    return context.iris.hashed(
        "incentive", context.place(incentive.provision).value, incentive.evidence.start, incentive.evidence.end,
        incentive.activity, incentive.beneficiary, _number(incentive.rate), _number(incentive.rate_max),
        _number(incentive.cap), _number(incentive.amount), incentive.per,
    )


def render_incentive(incentive: Incentive) -> str:
    """An incentive in a few words: who, for what, how much."""
    what = [close_spaces(part) for part in (incentive.beneficiary, incentive.activity) if part]
    if incentive.rate is not None:
        top = f"—{_number(incentive.rate_max * 100)}" if incentive.rate_max is not None else ""
        what.append(f"{_number(incentive.rate * 100)}{top}%")
    per = f"/{incentive.per}" if incentive.per else ""
    if incentive.amount is not None:
        what.append(f"{_number(incentive.amount)}元{per}")
    if incentive.cap is not None:
        what.append(f"最高{_number(incentive.cap)}元{per}")
    return " ".join(what) or "激励"


def describe_incentives(context: Context) -> Iterator[Triple]:
    """All incentives of a document."""
    for incentive in context.extraction.incentives:
        yield from _describe_incentive(context, _incentive_node(context, incentive), incentive)


def _describe_incentive(context: Context, node: NamedNode, incentive: Incentive) -> Iterator[Triple]:
    yield node, RDF_TYPE, pk("Incentive")
    yield node, PREF_LABEL, chinese(render_incentive(incentive))
    yield node, pk("mentionedIn"), context.place(incentive.provision)
    yield node, pk("rule"), plain(incentive.rule)
    for name, words in (("activity", incentive.activity), ("beneficiary", incentive.beneficiary)):
        if words:
            yield node, pk(name), chinese(close_spaces(words))
    for name, number in (("rate", incentive.rate), ("rateMax", incentive.rate_max), ("cap", incentive.cap),
                         ("amount", incentive.amount)):
        if number is not None:
            yield node, pk(name), decimal(number)
    if incentive.per:
        yield node, pk("per"), plain(incentive.per)
    for index in incentive.granted_by:
        yield node, pk("grantedBy"), context.nodes[index]
    for index in incentive.concerns:
        yield node, pk("concerns"), context.nodes[index]
    yield from describe_evidence(context, node, incentive.evidence, incentive.provision)
