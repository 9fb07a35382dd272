"""Numbers that somebody commits to reach, with indicator, comparator and the time they are due."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.facts.clauses import Clause, split_sentences
from kg.facts.commitments import accepts, find_conditions, is_grant
from kg.facts.cues import cue_pattern
from kg.facts.indicators import PER, read_indicator, read_verb
from kg.facts.passage import Passage
from kg.facts.stances import PLANS, REPORTED, STRONG, Standing
from kg.facts.terms import Announced, Programme, Setting, choose_deadline, find_speaking_year, inherit
from kg.mentions.dates import Deadline, Due, find_deadlines, find_main_year, find_speaking_years, find_stated_period
from kg.mentions.quantities import Quantity
from kg.model import Genre, Span, Target

LONGEST_EVIDENCE = 300
_TITLE = 200  # code points from the start in which a plan's title and period stand
_SHORT_NAME = re.compile(r"(?:国家|省部?|市|区|县|国|世界|部|[A-D])[级类]")
_SAME_GOAL = re.compile(r"[该此]目标|上述目标|这一目标|以上目标")
_DOUBLED = re.compile(r"(?:实现)?(?:翻[一两]?番|倍增)$")
_MADE = re.compile(r"(?:组建|建设|培育|打造|引进|创建|设立|建立|发展)(?P<what>[一-龥“”]{3,16})$")
_SPOKEN = re.compile(r"(?:说|表示|介绍|指出|认为|透露|强调|获悉|坦言)$|[”“]")
# 15个省 are there already; 3项以上指标, 符合2项 is a test that somebody passes
_UNCOUNTED = re.compile(r"(?:省|自治区|兵团)$|^(?:上述|下列|以下|其他)?(?:指标|情形|条件|要求|症状|情况|符合|满足|具备)$")


@dataclass(slots=True)
class _Memory:
    """The last deadline that any passage named, for 该目标; those of the last sentence's targets, for 其中."""

    last: Deadline | None = None
    told: list[Deadline | None] = field(default_factory=list)


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
    if any(REPORTED.search(line.strip()) for line in text[: 2 * _TITLE].split("\n")[:12] if len(line) <= _TITLE // 2):
        passages = [replace(p, genre=Genre.OTHER) if p.genre in PLANS else p for p in passages]
    if period is None and passages and passages[0].genre in PLANS:
        period = find_stated_period(text[:_TITLE])
    main = issued_year if issued_year is not None else _fall_back(text, stamps, period)
    found: list[Target] = []
    memory = _Memory()
    announced, programme, label = Announced(), Programme(), ""
    for passage in passages:
        speaking = find_speaking_year(passage, stamps, main, issued_year)
        inherited = inherit(passage, speaking) or announced.of(passage)
        announced.read(text, passage, speaking)
        programme.enter(passage, inherited, speaking)
        found += _read_passage(Setting(text, passage, period, speaking, inherited), memory, label, programme)
        line = text[passage.span.start : min(passage.span.end, passage.span.start + 40)].strip()
        label = line if passage.span.end - passage.span.start <= 30 and _is_label(line) else ""
    return found


def _fall_back(text: str, stamps: Sequence[tuple[int, int]], period: tuple[int, int] | None) -> int | None:
    return None if stamps else period[0] if period else find_main_year(text)


def _read_passage(setting: Setting, memory: _Memory, label: str, programme: Programme) -> Iterator[Target]:
    """The targets of a passage; a time that a sentence names holds for the sentences after it."""
    carried: Deadline | None = None
    previous, scene = "", False
    for clauses in split_sentences(setting.text, setting.passage.span):
        standing = Standing(setting.speaking, setting.period, setting.passage.genre in PLANS)
        sentence = setting.text[clauses[0].span.start : clauses[-1].span.end]
        if _SAME_GOAL.search(sentence) and (carried or memory.last):
            standing.deadline, standing.strong = carried or memory.last, True
        if memory.told and sentence.startswith("其中"):
            standing.deadline, standing.strong = memory.told[-1], True
        told, memory.told = setting, []
        scene = scene or bool(programme.year and not programme.covers(sentence) and programme.planning)
        planning = programme.planning and not scene or programme.returns(sentence, setting.speaking)
        if planning and setting.passage.genre not in (*PLANS, Genre.REGULATION):
            programme.planning = True
            told = replace(setting, planning=True, inherited=setting.inherited or programme.deadline(setting.passage))
        for target in _read_sentence(told, clauses, standing, carried, previous, label):
            previous = target.indicator
            memory.told.append(standing.deadline)
            yield target
        programme.follow(sentence, standing)
        label = sentence if _is_label(sentence) else ""
        goal = standing.deadline
        if goal is not None and goal.year and not standing.past:
            memory.last = goal
            dated = goal.day is not None and goal.due is Due.IN  # the day of a letter, not of a goal
            carried = goal if not dated and (goal.due is not Due.OVER or not goal.relative) else carried


def _read_sentence(
    setting: Setting, clauses: Sequence[Clause], standing: Standing, carried: Deadline | None, previous: str, label: str
) -> Iterator[Target]:
    text = setting.text
    granting = _find_grants(text, clauses, setting.passage.genre)
    conditional = find_conditions(text, clauses)
    going, seen = False, ""
    for number, clause in enumerate(clauses):
        standing.enter(clause)
        quantities = setting.quantities_of(clause)
        at = clause.span.start
        for index, quantity in enumerate(quantities):
            standing.hear(text, at, quantity.span.start)
            at = max(at, quantity.number.start)
            named = read_indicator(text, clause, quantities, index)
            indicator = named or _borrow_indicator(text, clauses, number, index) or ("" if number else label) or seen
            seen = indicator
            if clause.span.end <= conditional.get(clause.group, -1) and not standing.deadline:
                continue
            bare = bool(label) and not named and not number
            granted = number >= granting.get(clause.group, len(clauses))
            if not accepts(setting, clause, quantity, standing, granted, going or bare, carried is not None):
                continue
            indicator = indicator or read_verb(text, clause, quantity)
            if _SHORT_NAME.fullmatch(indicator) and previous:
                indicator += previous
            if not indicator or quantity.kind == "count" and _UNCOUNTED.search(indicator):
                continue
            going, previous = True, indicator
            yield _make(setting, clauses, clause, quantity, indicator, standing, carried)
        standing.hear(text, at, clause.span.end)


def _find_grants(text: str, clauses: Sequence[Clause], genre: Genre) -> dict[int, int]:
    """For each group that grants money, the first clause of the grant: in a plan that of 对…, else the group's first."""
    grants: dict[int, int] = {}
    for group in {c.group for c in clauses if is_grant(text, c)}:
        own = [i for i, c in enumerate(clauses) if c.group == group]
        receivers = [i for i in own if text.startswith(("对", "按"), clauses[i].span.start)]
        grants[group] = receivers[0] if receivers and genre is Genre.ACTION_PLAN else own[0]
    return grants


def _is_label(sentence: str) -> bool:
    """Whether a line only names something, as the cell before a number does."""
    return len(sentence) <= 24 and not re.search(r"[0-9，,：:；;（(×÷=＝]", sentence)


def _borrow_indicator(text: str, clauses: Sequence[Clause], number: int, index: int) -> str:
    """The phrase before, where the number stands alone in its clause: 研发投入强度，2030年达到3%."""
    if number == 0 or index:
        return ""
    span = clauses[number - 1].span
    phrase = span.of(text)
    if STRONG.search(phrase) or _SPOKEN.search(phrase):
        return ""
    if cue_pattern("verb", "work").match(phrase):
        made = _MADE.search(phrase)
        return made["what"] if made else ""
    phrase = _DOUBLED.sub("", phrase)
    if len(phrase) > 24 or any(c.isdecimal() for c in phrase) or list(find_deadlines(phrase)):
        return ""
    return phrase


def _make(
    setting: Setting,
    clauses: Sequence[Clause],
    clause: Clause,
    quantity: Quantity,
    indicator: str,
    standing: Standing,
    carried: Deadline | None,
) -> Target:
    deadline, rule = choose_deadline(setting, clauses, clause, quantity, standing, carried)
    per = PER.match(setting.text, quantity.number.end, clause.span.end)
    rate = per.group() if per else ""
    yearly = standing.yearly is not None or (standing.average and deadline is None)
    since = (standing.yearly or deadline) if standing.deadline is deadline or yearly else None
    return Target(
        indicator=indicator,
        value=quantity.value,
        unit=quantity.unit + rate,
        comparator=quantity.comparator,
        evidence=_quote(clause, quantity, since, clauses),
        provision=setting.passage.provision,
        rule="target-yearly" if yearly else rule,
        value_max=quantity.value_max,
        normal_value=quantity.normal_value,
        base_unit=quantity.base_unit + rate,
        deadline="" if yearly or deadline is None else deadline.iso(),
        yearly=yearly,
    )


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

