"""Numbers that somebody commits to reach, with indicator, comparator and the time they are due."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.facts.clauses import Clause, split_sentences
from kg.facts.cues import cue_at_end, cue_pattern
from kg.facts.indicators import read_indicator
from kg.facts.passage import Passage
from kg.facts.stances import PLANS, STRONG, Standing
from kg.mentions.dates import Deadline, Due, find_deadlines, find_main_year, find_speaking_years
from kg.mentions.quantities import Quantity, find_quantities
from kg.model import Comparator, Genre, Span, Target

LONGEST_EVIDENCE = 300
_CONDITION = re.compile(r"[^，,。；;]{0,16}?(?:的$|的(?=[，,、；;）)])|者$|时$|后$|之日|起$)|的(?!情况|目标|任务|军令状|蓝图|规模目标)|[^，,。；;]{0,2}?(?:以上|以下)的|及?以上[一-龥]")
_SHRINK = re.compile(r"压缩|缩短|缩减|控制在|降至|降到|减至|减少到|提速|不超过|限时")
_SHORT_NAME = re.compile(r"(?:国家|省部?|市|区|县|国|世界|部|[A-D])[级类]")
_SAME_GOAL = re.compile(r"[该此]目标|上述目标|这一目标|以上目标")


@dataclass(frozen=True, slots=True)
class _Scene:
    """What holds for a whole passage."""

    text: str
    passage: Passage
    period: tuple[int, int] | None
    speaking: int | None
    inherited: Deadline | None


def find_targets(
    text: str, passages: Sequence[Passage], period: tuple[int, int] | None, issued_year: int | None
) -> list[Target]:
    """The targets of a document in text order, without region and concerns.

    Args:
        text: the document.
        passages: the own texts of its provisions, in order.
        period: first and last year of the plan's stated period.
        issued_year: the year the document speaks from; without it dated lines and the years named most give it.

    Example:
        >>> found = find_targets("到2030年，示范企业达到60家以上。", [Passage(Span(0, 18))], None, 2026)
        >>> [(t.indicator, int(t.value), t.unit, t.comparator.value, t.deadline) for t in found]
        [('示范企业', 60, '家', 'atLeast', '2030')]
    """
    stamps = find_speaking_years(text)
    main = issued_year if issued_year is not None else _fall_back(text, stamps, period)
    found: list[Target] = []
    last: Deadline | None = None
    for passage in passages:
        speaking = _speaking_year(passage, stamps, main, issued_year)
        scene = _Scene(text, passage, period, speaking, _inherit(passage, speaking))
        for target, last in _read_passage(scene, last):
            if target is not None:
                found.append(target)
    return found


def _fall_back(text: str, stamps: Sequence[tuple[int, int]], period: tuple[int, int] | None) -> int | None:
    return None if stamps else period[0] if period else find_main_year(text)


def _speaking_year(
    passage: Passage, stamps: Sequence[tuple[int, int]], main: int | None, issued: int | None
) -> int | None:
    """The year 今年 stands for: in collections of news that of the dated line above, else the document's."""
    if stamps and (issued is None or passage.genre is Genre.NEWS_LIST):
        at = bisect_right(stamps, (passage.span.start, 0)) - 1
        return stamps[max(at, 0)][1]
    return main


def _inherit(passage: Passage, speaking: int | None) -> Deadline | None:
    """The time that the innermost heading with one names."""
    for heading in reversed(passage.headings):
        times = [d for d in find_deadlines(heading, speaking=speaking) if d.year and d.due is not Due.SINCE]
        if times and "《" not in heading:
            return times[-1]
    return None


def _read_passage(scene: _Scene, last: Deadline | None) -> Iterator[tuple[Target | None, Deadline | None]]:
    """The targets of a passage, each with the last deadline named so far; once more at the end without a target."""
    carried: Deadline | None = None
    previous = ""
    for clauses in split_sentences(scene.text, scene.passage.span):
        standing = Standing(scene.speaking, scene.period)
        sentence = scene.text[clauses[0].span.start : clauses[-1].span.end]
        if _SAME_GOAL.search(sentence) and (carried or last):
            standing.deadline, standing.strong = carried or last, True
        for target in _read_sentence(scene, clauses, standing, carried, previous):
            previous = target.indicator
            yield target, carried or last
        goal = standing.deadline
        if goal is not None and goal.year and not standing.past:
            last = goal
            carried = goal if goal.due is not Due.OVER or not goal.relative else carried
    yield None, last


def _read_sentence(
    scene: _Scene, clauses: Sequence[Clause], standing: Standing, carried: Deadline | None, previous: str
) -> Iterator[Target]:
    granting = {c.group for c in clauses if cue_pattern("grant").search(scene.text, c.span.start, c.span.end)}
    going = False
    for number, clause in enumerate(clauses):
        standing.enter(clause)
        quantities = _quantities_of(scene, clause, standing.speaking)
        at = clause.span.start
        for index, quantity in enumerate(quantities):
            standing.hear(scene.text, at, quantity.span.start)
            at = quantity.number.start if quantity.number.start > at else at
            if not _accepts(scene, clause, quantity, standing, granting, going, carried):
                continue
            indicator = read_indicator(scene.text, clause, quantities, index)
            if not indicator and not index:
                indicator = _borrow_indicator(scene.text, clauses, number)
            if _SHORT_NAME.fullmatch(indicator) and previous:
                indicator += previous
            if not indicator:
                continue
            going = True
            previous = indicator
            yield _make(scene, clauses, clause, quantity, indicator, standing, carried)
        standing.hear(scene.text, at, clause.span.end)


def _quantities_of(scene: _Scene, clause: Clause, speaking: int | None) -> list[Quantity]:
    """The quantities of a clause that are no part of a date."""
    times = [d.span for d in find_deadlines(scene.text, clause.span.start, clause.span.end, speaking)]
    found = find_quantities(scene.text, clause.span.start, clause.span.end)
    return [q for q in found if not any(t.overlaps(q.number) for t in times)]


def _accepts(
    scene: _Scene, clause: Clause, quantity: Quantity, standing: Standing, granting: set[int], going: bool,
    carried: Deadline | None,
) -> bool:
    """Whether somebody commits to this number."""
    text, genre = scene.text, scene.passage.genre
    before = text[clause.span.start : quantity.span.start]
    after = text[quantity.span.end : clause.span.end]
    strong = bool(STRONG.search(before))
    if after.startswith("级") or standing.past or _is_condition(quantity, after) or cue_at_end("describe").search(_trim(before)):
        return False
    if quantity.small and not (strong or standing.yearly) or quantity.comparator is Comparator.EQUAL_TO and _is_one(text, quantity):
        return False
    if quantity.kind == "time" and not (_SHRINK.search(before) and quantity.unit != "年"):
        return False
    if clause.group in granting and (quantity.kind != "count" or not (strong or standing.yearly)):
        return strong and not cue_pattern("grant").search(text, clause.span.start, clause.span.end)
    if cue_pattern("grant").search(text, clause.span.start, clause.span.end):
        return False
    if standing.forecast and not strong and not (standing.deadline and standing.deadline.relative):
        return False
    if genre is Genre.REGULATION:
        return bool(standing.strong and standing.deadline and standing.deadline.year and not standing.deadline.relative)
    if cue_pattern("norm").search(before):
        return strong or bool(standing.deadline and standing.deadline.due is Due.BY)
    if standing.strong or standing.mild:
        return _has_verb(before) or going or _is_goal_like(quantity, before, after)
    if genre not in PLANS:
        return going and (quantity.kind == "count" or quantity.comparator is not Comparator.EQUAL_TO)
    if going and quantity.kind != "time":
        return True
    planned = scene.period is not None or scene.inherited is not None or carried is not None
    return _plans(before, planned)


def _is_goal_like(quantity: Quantity, before: str, after: str) -> bool:
    """Whether a number without a verb closes its clause (示范园1个以上) or begins it (20家企业)."""
    return len(after) <= 12 or quantity.kind in ("money", "percent") or quantity.comparator is not Comparator.EQUAL_TO


def _has_verb(before: str) -> bool:
    return bool(cue_pattern("verb").search(before))


def _plans(before: str, planned: bool) -> bool:
    """Whether a clause of a plan sets a number without words of commitment: by a verb of making, or 达到 in a period."""
    tail = before[-24:]
    if planned:
        return _has_verb(tail) or len(closing.group()) > 1 if (closing := cue_at_end("predicate").search(tail)) else _has_verb(tail)
    return bool(_MAKING.search(tail))


_MAKING = re.compile(r"建设|打造|培育|新增|引进|引育|新建|建成|培养|认定|创建|建立|组建|设立|达到|提高[到至]|提升[到至]|增加[到至]")


def _trim(before: str) -> str:
    return re.sub(r"(?:约|达|为|超|共|不少于|[ 　])+$", "", before[-20:])


def _is_condition(quantity: Quantity, after: str) -> bool:
    """Whether the number only describes or limits something: 2000万元以上的企业, 满3年的，"""
    if quantity.kind == "count" and not after.startswith("的"):
        return bool(re.match(r"[^，,。；;]{0,20}的$", after))
    return bool(_CONDITION.match(after))


def _is_one(text: str, quantity: Quantity) -> bool:
    return quantity.value <= 1 and text[quantity.number.start] in "一" and quantity.value_max is None


def _borrow_indicator(text: str, clauses: Sequence[Clause], number: int) -> str:
    """The phrase before, where the number stands alone in its clause: 研发投入强度，2030年达到3%."""
    if number == 0:
        return ""
    span = clauses[number - 1].span
    phrase = span.of(text)
    if len(phrase) > 24 or any(c.isdecimal() for c in phrase) or list(find_deadlines(phrase)):
        return ""
    return phrase


def _make(
    scene: _Scene,
    clauses: Sequence[Clause],
    clause: Clause,
    quantity: Quantity,
    indicator: str,
    standing: Standing,
    carried: Deadline | None,
) -> Target:
    deadline, rule = _choose_deadline(scene, clauses, clause, quantity, standing, carried)
    yearly = standing.yearly is not None or (standing.average and deadline is None)
    since = (standing.yearly or deadline) if standing.deadline is deadline or yearly else None
    return Target(
        indicator=indicator,
        value=quantity.value,
        unit=quantity.unit,
        comparator=quantity.comparator,
        evidence=_quote(clause, quantity, since, clauses),
        provision=scene.passage.provision,
        rule="target-yearly" if yearly else rule,
        value_max=quantity.value_max,
        normal_value=quantity.normal_value,
        base_unit=quantity.base_unit,
        deadline="" if yearly or deadline is None else deadline.iso(),
        yearly=yearly,
    )


def _choose_deadline(
    scene: _Scene,
    clauses: Sequence[Clause],
    clause: Clause,
    quantity: Quantity,
    standing: Standing,
    carried: Deadline | None,
) -> tuple[Deadline | None, str]:
    """The time said before the number, right after it, in the heading, by the sentence before, or the plan's end."""
    if standing.deadline is not None and standing.deadline.year and not standing.past:
        return standing.deadline, "target-deadline"
    later = _later_deadline(scene, clauses, clause, quantity)
    if later is not None:
        return later, "target-deadline"
    if scene.inherited is not None:
        return scene.inherited, "target-heading"
    if carried is not None:
        return carried, "target-carried"
    if scene.period is not None:
        return Deadline(quantity.number, Due.BY, scene.period[1]), "target-period"
    return None, "target-open"


def _later_deadline(
    scene: _Scene, clauses: Sequence[Clause], clause: Clause, quantity: Quantity
) -> Deadline | None:
    """A time by which the number just read is due: 建设20个站点，2030年底前完成."""
    for other in clauses:
        if other.group != clause.group or other.span.end <= quantity.span.end:
            continue
        start = max(other.span.start, quantity.span.end)
        for time in find_deadlines(scene.text, start, other.span.end, scene.speaking):
            return time if time.due is Due.BY and time.year else None
        if _quantities_of(scene, other, scene.speaking) and other is not clause:
            return None
    return None


def _quote(clause: Clause, quantity: Quantity, time: Deadline | None, clauses: Sequence[Clause]) -> Span:
    """The clause of the number, from the clause of its time on where that is near."""
    start, end = clause.span.start, clause.span.end
    if time is not None and clauses[0].span.start <= time.span.start < start:
        first = max(c.span.start for c in clauses if c.span.start <= time.span.start)
        if end - first <= LONGEST_EVIDENCE:
            start = first
    if end - start > LONGEST_EVIDENCE:
        start = max(start, quantity.span.start - LONGEST_EVIDENCE // 2)
        end = min(end, start + LONGEST_EVIDENCE, max(quantity.span.end, start + LONGEST_EVIDENCE))
    return Span(start, end)


__all__ = ["find_targets", "replace"]
