"""Money and rates that a policy offers: who gets what share of which cost, up to how much."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import takewhile

from kg.facts.clauses import Clause, split_sentences
from kg.facts.cues import cue_pattern
from kg.facts.offers import Offer, Part, read_offers
from kg.facts.passage import Passage
from kg.facts.recipients import GIVEN, LONGEST_EVIDENCE, find_activity, find_beneficiary, pick_tier, read_grade
from kg.mentions.dates import find_deadlines
from kg.mentions.quantities import find_quantities
from kg.model import Genre, Incentive, Span

_HALF = re.compile(r"减半(?:征收|收取|缴纳)?[^，,。；;]{0,16}")
_FULL = re.compile(r"全额(?:给予)?(?:补助|补贴|资助|贴息|奖励|返还|补偿|减免)")
_PROMOTING = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）]?[、.．]?\s*|第[一二三四五六七八九十百]{1,5}条\s*)?"
    r"(?:支持|鼓励|加大|加强|推动|促进|实施|落实|大力|引导)*"
)
_LOAN = re.compile(
    r"贷款(?!利息|贴息|[^，。；]{0,6}[额息]的[0-9]|[^，。；]{0,24}(?:贴息|补[助贴偿]|贴费|利息))"
    r"|授信|融资额度|担保额(?!的|[0-9])"
)
_PAID = re.compile(r"(?:累计|已|共|总共)[^，,。；;]{0,8}(?:发放|兑现|拨付|下达|支付|奖励|补贴|补助)|发放了")
_GRANTING = re.compile(
    r"给予|给与|予以|奖|补贴|补助|资助|贴息|补偿|享受|发放|返还|减免|减按|减征|优惠|税率|提取|扣除|抵扣|摊销|支持|扶持|配套|经费"
)
_STANDARD = re.compile(r"(?:奖励|补贴|补助|资助|奖补|扶持)(?:标准|金额|额度|比例)?(?:为|如下)?$")
_GRADE = re.compile(
    r"(?:对|属于?)?(?:认定为|获得?|评为)?(?:国家|省|市|县|区|[一二三四五]|[A-D])[级类等档星]"
    r"|[^，。；0-9]{0,10}[0-9][^，。；]{0,14}以上的?(?=最高|不超过)"
)
_FOR_ONE = re.compile(r"(?:其中)?对(?!外|口|接|标|照|象|应|比|同一|单[个一家户]|每)[^，,。；;]{2,}")
_ALL_OF_IT = re.compile(r"累计|合计|总额|同一|单[个家户]|每[个家户]|年度")
_PUNISHED = re.compile(r"罚款|没收|违法所得|处罚|滞纳金|骗取")


@dataclass(slots=True)
class _Draft:
    """An incentive being put together from the numbers of a grant."""

    sentence: tuple[Clause, ...]
    topic: str
    clauses: list[Clause]
    rate: Offer | None = None
    cap: Offer | None = None
    amount: Offer | None = None
    full: bool = False
    offers: list[Offer] = field(default_factory=list)
    place: int = 0
    row: list[_Draft] = field(default_factory=list)
    earlier: list[_Draft] = field(default_factory=list)


def find_incentives(text: str, passages: Sequence[Passage]) -> list[Incentive]:
    """The incentives of a document in text order, without grantors and concerns.

    Only offers with a number are found: a rate, a cap or an amount.

    Example:
        >>> sentence = "对示范园区按实际投资的20%给予补助，最高不超过100万元。"
        >>> [(i.rate, i.cap, i.beneficiary) for i in find_incentives(sentence, [Passage(Span(0, len(sentence)))])]
        [(Decimal('0.2'), Decimal('1000000'), '示范园区')]
    """
    return [item for passage in passages for item in _read_passage(text, passage)]


def _read_passage(text: str, passage: Passage) -> Iterator[Incentive]:
    topic = ""
    drafts: list[_Draft] = []
    for number, clauses in enumerate(split_sentences(text, passage.span)):
        sentence = text[clauses[0].span.start : clauses[-1].span.end]
        if number == 0 or _is_topic(sentence):
            topic = _PROMOTING.sub("", sentence) if _is_topic(sentence) else ""
        if _PUNISHED.search(sentence):
            continue
        granted = cue_pattern("award").search(sentence)
        counted = _draft_sentence(text, clauses, topic) if granted else ()
        for draft in [*counted, *_draft_fixed(text, passage, clauses, topic)]:
            if drafts and _continues(text, drafts[-1], draft):
                _share_cap(drafts, draft)
            elif draft.full and drafts and drafts[-1].sentence is clauses and drafts[-1].rate is None:
                drafts[-1].full = True
            else:
                drafts.append(draft)
    for draft in drafts:
        yield _make(text, passage, draft)


def _is_topic(sentence: str) -> bool:
    bare = _PROMOTING.sub("", sentence)
    return len(sentence) <= 26 and not re.search(r"[0-9]|给予|百分之", bare)


def _draft_sentence(text: str, clauses: tuple[Clause, ...], topic: str) -> Iterator[_Draft]:
    draft: _Draft | None = None
    earlier: list[_Draft] = []
    group, announced = -1, False
    granting = {c.group for c in clauses if _GRANTING.search(text, c.span.start, c.span.end)}
    for clause in clauses:
        part = clause.span.of(text)
        announced = announced or bool(_STANDARD.search(part)) and clause.mark in ("：", ":")
        if _LOAN.search(part) or _PAID.search(part) or cue_pattern("penalty").search(part) and not GIVEN.search(part):
            continue
        paid = draft is not None and draft.amount is not None and draft.amount.clause.group == clause.group
        for offer in _offers_of(text, clause, announced, paid):
            if offer.part is Part.RATE and not announced and clause.group not in granting:
                continue
            other = _has_receiver(text, clauses, clause, draft)
            parts_here = clause.group != group and (offer.part is not Part.CAP or other) or other and clause.group == group
            tier = draft is not None and _is_tier(text, draft, offer)
            if draft is None or parts_here or tier or not _take(text, draft, offer):
                rate = draft.rate if tier and draft is not None else None
                if draft is not None:
                    earlier.append(draft)
                    yield draft
                row = draft.row if draft is not None and offer.listed else []
                draft = _Draft(clauses, topic, [clause], rate, place=len(row), row=row, earlier=earlier)
                row.append(draft)
                _take(text, draft, offer)
            if clause not in draft.clauses:
                draft.clauses.append(clause)
            group = clause.group
    if draft is not None:
        yield draft


def _has_receiver(text: str, clauses: tuple[Clause, ...], clause: Clause, draft: _Draft | None) -> bool:
    """Whether a clause, or one between it and the offer before, names who gets its own number: …的，最高…; 对…给予…"""
    if draft is None or clause in draft.clauses:
        return False
    since = draft.clauses[-1].span.end
    between = [c for c in clauses if since <= c.span.start <= clause.span.start]
    named = [c for c in between if _FOR_ONE.match(text, c.span.start, c.span.end) or c is not clause and text[c.span.end - 1] == "的"]
    return bool(named) and not _ALL_OF_IT.search(text, named[-1].span.start, clause.span.end)


def _offers_of(text: str, clause: Clause, announced: bool, after_sum: bool) -> list[Offer]:
    times = [d.span for d in find_deadlines(text, clause.span.start, clause.span.end)]
    found = find_quantities(text, clause.span.start, clause.span.end)
    return read_offers(text, clause, [q for q in found if not any(t.overlaps(q.number) for t in times)], announced, after_sum)


def _draft_fixed(text: str, passage: Passage, clauses: tuple[Clause, ...], topic: str) -> Iterator[_Draft]:
    """Rates said without a number: 减半征收; 全额补贴 outside statutes, where it restates other law."""
    for clause in clauses:
        if _HALF.search(text, clause.span.start, clause.span.end):
            yield _Draft(clauses, "half", [clause])
        if passage.genre is not Genre.REGULATION and _FULL.search(text, clause.span.start, clause.span.end):
            yield _Draft(clauses, topic, [clause], full=True)


def _is_tier(text: str, draft: _Draft, offer: Offer) -> bool:
    """Whether a further cap is for another grade: 国家级最高200万元，省级最高50万元."""
    if draft.cap is None or offer.part is not Part.CAP or offer.clause is draft.cap.clause:
        return False
    return bool(_GRADE.match(text, offer.clause.span.start) and _GRADE.match(text, draft.cap.clause.span.start))


def _take(text: str, draft: _Draft, offer: Offer) -> bool:
    """Add a number to a draft; False where it opens an offer of its own."""
    if offer.listed and offer.part is Part.CAP and draft.cap is not None and (draft.rate or draft.amount) and len(draft.row) > 1:
        return _spread(draft.row, offer)
    if offer.listed and draft.offers:
        return False
    if offer.part is Part.RATE:
        if draft.rate is not None or draft.amount is not None:
            return False
        draft.rate = offer
    elif offer.part is Part.AMOUNT:
        if draft.amount is not None or draft.rate is not None or draft.cap is not None:
            return False
        draft.amount = offer
    elif not _take_cap(text, draft, offer):
        return False
    draft.offers.append(offer)
    return True


def _take_cap(text: str, draft: _Draft, offer: Offer) -> bool:
    """Of several caps the total is kept, not those per unit or per year; a cap after a list is for all of it."""
    old = draft.cap
    if old is not None:
        better = (old.per and not offer.per) or (offer.total and not old.total) or (old.yearly and not offer.yearly)
        if not better:
            lesser = (offer.per and not old.per) or (offer.yearly and not old.yearly)
            return bool(lesser) or not GIVEN.search(offer.clause.span.of(text))
    if old is None and draft.offers and len(draft.row) > 1:
        for other in draft.row:
            other.cap = other.cap or offer
    _cover(draft, offer)
    draft.cap = offer
    return True


def _cover(draft: _Draft, offer: Offer) -> None:
    """Let a cap hold for the rates before it too: those of one clause, and where it is a total those of its group.

    A total in a group of its own (；每家累计不超过100万元) is for all groups of the sentence.
    """
    own = bool(draft.offers) and offer.clause.group != draft.offers[0].clause.group
    for other in draft.earlier:
        near = other.offers[-1].clause.group == offer.clause.group
        beside = other.rate is not None and draft.rate is not None and other.rate.clause is draft.rate.clause
        if other.cap is None and _are_alike(other, draft) and (beside or offer.total and (own or near)):
            other.cap = offer
            other.clauses.append(offer.clause)


def _are_alike(one: _Draft, other: _Draft) -> bool:
    """Whether two offers could have one ceiling: both rates, or both sums for each unit."""
    if one.rate or other.rate:
        return bool(one.rate and other.rate)
    return bool(one.amount and one.amount.per and other.amount and other.amount.per)


def _spread(row: list[_Draft], offer: Offer) -> bool:
    """A listed cap belongs to the item at its place: 3%、2%, 最高100万元、200万元."""
    given = list(dict.fromkeys(id(other.cap) for other in row if other.cap is not None))
    for other in row[len(given) :]:
        other.cap = offer
    return True


def _continues(text: str, last: _Draft, draft: _Draft) -> bool:
    """Whether a sentence only caps what the sentence before offered."""
    if draft.cap is None or draft.rate or draft.amount or last.cap is not None or last.sentence is draft.sentence:
        return False
    lead = text[draft.clauses[0].span.start : draft.cap.quantity.span.start]
    near = draft.clauses[-1].span.end - last.clauses[0].span.start <= LONGEST_EVIDENCE
    return near and "给予" not in lead and not re.search(r"(?<!针)对[^，。；]{2,30}(?:，|按|给)", lead)


def _share_cap(drafts: Sequence[_Draft], draft: _Draft) -> None:
    """A cap in a sentence of its own is for the offer before it, a total (单个企业年度总额) for all of that sentence."""
    last = drafts[-1]
    covered = last.row if len(last.row) > 1 else [last]
    if draft.cap is not None and draft.cap.total:
        same = takewhile(lambda d: d.sentence is last.sentence, reversed(drafts))
        covered = [d for d in same if d is last or _are_alike(d, last)]
    for other in covered:
        other.cap = other.cap or draft.cap
        if other is last or draft.clauses[-1].span.end - other.clauses[0].span.start <= LONGEST_EVIDENCE:
            other.clauses.append(draft.clauses[-1])


def _make(text: str, passage: Passage, draft: _Draft) -> Incentive:
    if not draft.offers:
        return _make_fixed(text, passage, draft)
    first = draft.offers[0]
    last = draft.row[-1].offers[0] if draft.row and draft.row[-1].offers else first
    beneficiary, since = find_beneficiary(text, draft.sentence, first)
    rate, cap, amount = draft.rate, draft.cap, draft.amount
    activity = find_activity(text, draft.sentence, last, draft.topic)
    grade = read_grade(text, draft.sentence, first, draft.place, len(draft.row))
    return Incentive(
        activity=f"{activity}（{grade}）" if grade else activity,
        beneficiary=pick_tier(beneficiary, draft.place, len(draft.row)),
        evidence=_quote(draft, since),
        provision=passage.provision,
        rule="incentive-rate" if rate else "incentive-amount" if amount else "incentive-cap",
        rate=rate.value if rate else Decimal(1) if draft.full else None,
        rate_max=rate.value_max if rate else None,
        cap=cap.value if cap else None,
        amount=amount.value if amount else None,
        per=amount.per if amount else cap.per if cap else "",
    )


def _make_fixed(text: str, passage: Passage, draft: _Draft) -> Incentive:
    clause = draft.clauses[0].span
    first = draft.sentence[0].span
    start = first.start if clause.end - first.start <= LONGEST_EVIDENCE else max(clause.start, clause.end - 300)
    half = _HALF.search(text, clause.start, clause.end)
    full = _FULL.search(text, clause.start, clause.end)
    match = full if draft.full and full else half
    activity = match.group() if match else ""
    rate, rule = (Decimal(1), "incentive-full") if draft.full else (Decimal("0.5"), "incentive-half")
    who = first.of(text)[:40] if first.end < clause.start else ""
    return Incentive(activity, who, Span(start, clause.end), passage.provision, rule, rate)


def _quote(draft: _Draft, since: int) -> Span:
    start = min(since, draft.clauses[0].span.start)
    end = max(c.span.end for c in draft.clauses)
    if end - start > LONGEST_EVIDENCE:
        start = draft.clauses[0].span.start
    if end - start > LONGEST_EVIDENCE:
        start = max(start, draft.offers[0].quantity.span.start - LONGEST_EVIDENCE // 2)
        end = min(end, start + LONGEST_EVIDENCE)
    return Span(start, end)
