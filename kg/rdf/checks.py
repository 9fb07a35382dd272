"""Holds an extraction against its text before anything is said about it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from decimal import Decimal

from kg.errors import KgError
from kg.model import Extraction, Fact, Kind, Span
from kg.rdf.literals import is_date


def check_extraction(extraction: Extraction, text: str) -> None:
    """Checks that spans lie in the text and that indices point at something.

    Raises:
        KgError: the first thing that is wrong, with the document and the item.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if extraction.sha256 != digest:
        raise KgError(f"{extraction.name}: 原文与抽取结果不符 / the text is not the one that was extracted "
                      f"(sha256 {extraction.sha256[:12]!r} expected, found {digest[:12]})")
    problem = next(_find_problems(extraction, len(text)), None)
    if problem:
        raise KgError(f"{extraction.name}: 抽取结果有误，请重新抽取 / a faulty extraction, extract again: {problem}")


def _find_problems(extraction: Extraction, length: int) -> Iterator[str]:
    for name, spans in _spans(extraction):
        yield from (f"{name} {index} spans {span.start}:{span.end}, the text has {length} code points"
                    for index, span in enumerate(spans) if span.end > length)
    for index, provision in enumerate(extraction.provisions):
        if provision.parent is not None and not 0 <= provision.parent < index:
            yield f"provision {index} has the parent {provision.parent}, an earlier one expected"
    yield from _find_bad_indices(extraction)
    for index, fact in enumerate(extraction.facts):
        if sum(x is not None for x in (fact.object, fact.object_provision, fact.object_target)) != 1:
            yield f"fact {index} has not exactly one object"
    yield from (f"mention {index} has no name" for index, m in enumerate(extraction.mentions) if not m.name.strip())
    yield from _find_bad_values(extraction)
    for where in extraction.metadata.issuers:
        if extraction.mentions[where].kind is not Kind.AGENCY:
            yield f"issuer {where} is a mention of kind {extraction.mentions[where].kind.value}, an agency expected"


def _find_bad_values(extraction: Extraction) -> Iterator[str]:
    """Dates and numbers that no literal can hold."""
    meta = extraction.metadata
    dates = [("the date of issue", meta.issued), ("the date of effect", meta.effective)]
    dates += [(f"the {n}. year of the period", f"{year:04}") for n, year in enumerate(meta.period or (), start=1)]
    dates += [(f"the deadline of fact {index}", fact.deadline) for index, fact in enumerate(extraction.facts)]
    dates += [(f"the deadline of target {index}", target.deadline) for index, target in enumerate(extraction.targets)]
    yield from (f"{name} is {text!r}, YYYY, YYYY-MM or YYYY-MM-DD expected"
                for name, text in dates if text and not is_date(text))
    for name, number in _numbers(extraction):
        if number is not None and not number.is_finite():
            yield f"{name} is {number}, a finite number expected"


def _numbers(extraction: Extraction) -> Iterator[tuple[str, Decimal | None]]:
    for index, target in enumerate(extraction.targets):
        for name in ("value", "value_max", "normal_value"):
            yield f"{name} of target {index}", getattr(target, name)
    for index, incentive in enumerate(extraction.incentives):
        for name in ("rate", "rate_max", "cap", "amount"):
            yield f"{name} of incentive {index}", getattr(incentive, name)


def _spans(extraction: Extraction) -> Iterator[tuple[str, Iterable[Span]]]:
    yield "provision", [provision.span for provision in extraction.provisions]
    yield "mention", [mention.span for mention in extraction.mentions]
    yield "citation", [citation.span for citation in extraction.metadata.cites]
    yield "fact", [fact.evidence for fact in extraction.facts]
    yield "target", [target.evidence for target in extraction.targets]
    yield "incentive", [incentive.evidence for incentive in extraction.incentives]


def _find_bad_indices(extraction: Extraction) -> Iterator[str]:
    mentions, provisions, targets = (len(x) for x in (extraction.mentions, extraction.provisions, extraction.targets))
    for name, where, pointers, size in _pointers(extraction, mentions, provisions, targets):
        for pointer in pointers:
            if pointer is not None and not 0 <= pointer < size:
                yield f"{name} points at {where} {pointer}, there are {size}"


_Pointers = Iterator[tuple[str, str, Iterable[int | None], int]]


def _pointers(extraction: Extraction, mentions: int, provisions: int, targets: int) -> _Pointers:
    yield "metadata", "mention", extraction.metadata.issuers, mentions
    for index, mention in enumerate(extraction.mentions):
        yield f"mention {index}", "provision", (mention.provision,), provisions
    for index, fact in enumerate(extraction.facts):
        yield from _fact_pointers(index, fact, mentions, provisions, targets)
    for index, target in enumerate(extraction.targets):
        yield f"target {index}", "mention", (target.region, *target.concerns), mentions
        yield f"target {index}", "provision", (target.provision,), provisions
    for index, incentive in enumerate(extraction.incentives):
        yield f"incentive {index}", "mention", (*incentive.granted_by, *incentive.concerns), mentions
        yield f"incentive {index}", "provision", (incentive.provision,), provisions


def _fact_pointers(index: int, fact: Fact, mentions: int, provisions: int, targets: int) -> _Pointers:
    yield f"fact {index}", "mention", (fact.subject, fact.object), mentions
    yield f"fact {index}", "provision", (fact.provision, fact.object_provision), provisions
    yield f"fact {index}", "target", (fact.object_target,), targets
