"""Numbers that somebody commits to reach, with indicator, comparator and the time they are due."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.facts.clauses import Clause, split_sentences
from kg.facts.cues import cue_at_end, cue_at_start, cue_pattern
from kg.facts.indicators import read_indicator, read_verb
from kg.facts.passage import Passage
from kg.facts.stances import PLANS, STRONG, Standing, is_in_title
from kg.mentions.dates import Deadline, Due, find_deadlines, find_main_year, find_speaking_years, find_stated_period
from kg.mentions.quantities import Quantity, find_quantities
from kg.model import Comparator, Genre, Span, Target

LONGEST_EVIDENCE = 300
_TITLE = 200  # code points from the start in which a plan's title and period stand
_REACH = 12  # passages that a line ending in a colon announces at most
_CONDITION = re.compile(r"[^，,。；;]{0,16}?(?:的$|的(?=[，,、；;）)])|者$|时$|后$|之日|起$)|的(?!情况|目标|任务|军令状|蓝图|规模目标)|[^，,。；;]{0,2}?(?:以上|以下)的|及?以上[一-龥]")
_SHRINK = re.compile(r"压缩|缩短|缩减|控制在|降至|降到|减至|减少到|提速|不超过|限时")
_SHORT_NAME = re.compile(r"(?:国家|省部?|市|区|县|国|世界|部|[A-D])[级类]")
_CRITERIA = re.compile(r"(?:申报|申请|认定|评定|入选|基本|准入)?(?:条件|资格|标准|范围)$")
_CONSEQUENCE = re.compile(r"可|应|给予|予以|按|由|享受|不得|纳入|优先|经|视为|方|须")
_PLACE = re.compile(r"(?:省|自治区|兵团)$")
_SAME_GOAL = re.compile(r"[该此]目标|上述目标|这一目标|以上目标")


@dataclass(frozen=True, slots=True)
class _Scene:
    """What holds for a whole passage."""

    text: str
    passage: Passage
    period: tuple[int, int] | None
    speaking: int | None
    inherited: Deadline | None


@dataclass(slots=True)
class _Announced:
    """The time that a line of its own gives to the next ones: 到2030年，主要目标如下："""

    time: Deadline | None = None
    headings: tuple[str, ...] = ()
    left: int = 0

    def of(self, passage: Passage) -> Deadline | None:
        """The time announced for this passage, as long as it is close below the line that named it."""
        self.left -= 1
        below = passage.headings[: len(self.headings)] == self.headings
        return self.time if self.left >= 0 and below else None

    def read(self, text: str, passage: Passage, speaking: int | None) -> None:
        """Remember the time of a passage that ends in a colon."""
        line = passage.span.of(text).rstrip()[-60:]
        if line.endswith(("：", ":")):
            times = [d for d in find_deadlines(line, speaking=speaking) if d.due is Due.BY and d.year]
            if times:
                self.time, self.headings, self.left = times[-1], passage.headings, _REACH


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
    if period is None and passages and passages[0].genre in PLANS:
        period = find_stated_period(text[:_TITLE])
    main = issued_year if issued_year is not None else _fall_back(text, stamps, period)
    found: list[Target] = []
    last: Deadline | None = None
    announced, label = _Announced(), ""
    for passage in passages:
        speaking = _speaking_year(passage, stamps, main, issued_year)
        inherited = _inherit(passage, speaking) or announced.of(passage)
        scene = _Scene(text, passage, period, speaking, inherited)
        announced.read(text, passage, speaking)
        for target, last in _read_passage(scene, last, label):
            if target is not None:
                found.append(target)
        line = text[passage.span.start : min(passage.span.end, passage.span.start + 40)].strip()
        label = line if passage.span.end - passage.span.start <= 30 and _is_label(line) else ""
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


def _read_passage(scene: _Scene, last: Deadline | None, label: str) -> Iterator[tuple[Target | None, Deadline | None]]:
    """The targets of a passage, each with the last deadline named so far; once more at the end without a target."""
    carried: Deadline | None = None
    previous = ""
    for clauses in split_sentences(scene.text, scene.passage.span):
        standing = Standing(scene.speaking, scene.period, scene.passage.genre in PLANS)
        sentence = scene.text[clauses[0].span.start : clauses[-1].span.end]
        if _SAME_GOAL.search(sentence) and (carried or last):
            standing.deadline, standing.strong = carried or last, True
        for target in _read_sentence(scene, clauses, standing, carried, previous, label):
            previous = target.indicator
            yield target, carried or last
        label = sentence if _is_label(sentence) else ""
        goal = standing.deadline
        if goal is not None and goal.year and not standing.past:
            last = goal
            carried = goal if goal.due is not Due.OVER or not goal.relative else carried
    yield None, last


def _read_sentence(
    scene: _Scene, clauses: Sequence[Clause], standing: Standing, carried: Deadline | None, previous: str, label: str
) -> Iterator[Target]:
    text = scene.text
    granting = {c.group for c in clauses if cue_pattern("grant").search(text, c.span.start, c.span.end)}
    conditional = _find_conditions(text, clauses)
    going, seen = False, ""
    for number, clause in enumerate(clauses):
        standing.enter(clause)
        quantities = _quantities_of(scene, clause, standing.speaking)
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
            if not _accepts(scene, clause, quantity, standing, granting, going or bare, carried):
                continue
            indicator = indicator or read_verb(text, clause, quantity)
            if _SHORT_NAME.fullmatch(indicator) and previous:
                indicator += previous
            if not indicator or quantity.kind == "count" and _PLACE.search(indicator):
                continue
            going, previous = True, indicator
            yield _make(scene, clauses, clause, quantity, indicator, standing, carried)
        standing.hear(text, at, clause.span.end)


def _find_conditions(text: str, clauses: Sequence[Clause]) -> dict[int, int]:
    """For each group that grants or requires on conditions (…的，可…), where the last condition ends."""
    return {
        clause.group: clause.span.end
        for clause, after in zip(clauses, clauses[1:], strict=False)
        if clause.group == after.group
        and text[clause.span.end - 1] == "的"
        and _CONSEQUENCE.match(text, after.span.start)
    }


def _is_label(sentence: str) -> bool:
    """Whether a line only names something, as the cell before a number does."""
    return len(sentence) <= 24 and not re.search(r"[0-9，,：:；;（(]", sentence)


def _quantities_of(scene: _Scene, clause: Clause, speaking: int | None) -> list[Quantity]:
    """The quantities of a clause that are no part of a date."""
    times = [d.span for d in find_deadlines(scene.text, clause.span.start, clause.span.end, speaking)]
    found = find_quantities(scene.text, clause.span.start, clause.span.end)
    return [
        q
        for q in found
        if not any(t.overlaps(q.number) for t in times)
        and not scene.text.startswith("级", q.span.end)
        and not is_in_title(scene.text, clause.span.start, clause.span.end, q.number)
    ]


def _accepts(
    scene: _Scene, clause: Clause, quantity: Quantity, standing: Standing, granting: set[int], going: bool,
    carried: Deadline | None,
) -> bool:
    """Whether somebody commits to this number."""
    text, genre = scene.text, scene.passage.genre
    before = text[clause.span.start : quantity.span.start]
    after = text[quantity.span.end : clause.span.end]
    strong = bool(STRONG.search(before))
    exact = quantity.kind == "count" and quantity.comparator is Comparator.EQUAL_TO
    if exact and before.endswith(("等", "的")):  # things that are there: 甲、乙等3家
        return False
    if any(_CRITERIA.search(heading) for heading in scene.passage.headings):
        return False
    if standing.past or _is_condition(quantity, after) or cue_at_end("describe").search(_trim(before)):
        return False
    if quantity.small and not strong or quantity.comparator is Comparator.EQUAL_TO and _is_one(text, quantity):
        return False
    if quantity.kind == "count" and quantity.comparator is Comparator.AT_MOST and not strong:
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
    return _plans(text[clause.span.start : quantity.number.start], planned)


def _is_goal_like(quantity: Quantity, before: str, after: str) -> bool:
    """Whether a number without a verb closes its clause (示范园1个以上) or begins it (20家企业)."""
    return len(after) <= 12 or quantity.kind in ("money", "percent") or quantity.comparator is not Comparator.EQUAL_TO


def _has_verb(before: str) -> bool:
    return bool(cue_pattern("verb", "work").search(before))


def _plans(before: str, planned: bool) -> bool:
    """Whether a clause of a plan sets a number without words of commitment: by a verb of making, or 达到 in a period."""
    tail = before[-24:]
    if not planned:
        return bool(_MAKING.search(tail))
    closing = cue_at_end("predicate").search(tail)
    return _has_verb(tail) or closing is not None and (len(closing.group()) > 1 or closing.group() == "翻")


_MAKING = re.compile(r"建设|打造|培育|新增|引进|引育|新建|建成|培养|认定|创建|建立|组建|设立|达到|提高[到至]|提升[到至]|增加[到至]")


def _trim(before: str) -> str:
    return re.sub(r"(?:约|达|为|超|共|不少于|[ 　])+$", "", before[-20:])


def _is_condition(quantity: Quantity, after: str) -> bool:
    """Whether the number only describes or limits something: 2000万元以上的企业, 满3年的，"""
    if quantity.kind == "count" and not after.startswith("的"):
        return bool(re.match(r"[^，,。；;]{0,20}的$", after))
    return bool(_CONDITION.match(after))


def _is_one(text: str, quantity: Quantity) -> bool:
    return quantity.kind != "ratio" and quantity.value <= 1 and text[quantity.number.start] in "一" and quantity.value_max is None


def _borrow_indicator(text: str, clauses: Sequence[Clause], number: int, index: int) -> str:
    """The phrase before, where the number stands alone in its clause: 研发投入强度，2030年达到3%."""
    if number == 0 or index:
        return ""
    span = clauses[number - 1].span
    phrase = span.of(text)
    if STRONG.search(phrase) or cue_at_start("verb", "work").match(phrase):
        return ""
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

