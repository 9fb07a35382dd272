"""When a number is due: what its sentence says, else the line or heading above, the sentence before, the plan's period."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kg.facts.clauses import Clause
from kg.facts.passage import Passage
from kg.facts.stances import Standing, is_in_title
from kg.mentions.dates import Deadline, Due, find_deadlines
from kg.mentions.quantities import Quantity, find_quantities
from kg.model import Genre

_REACH = 12  # passages that a line ending in a colon announces at most


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole passage.

    Attributes:
        period: first and last year of the plan.
        speaking: the year 今年 stands for.
        inherited: the time that the row, a heading or a line above gives.
        planning: whether the passage goes on with what a programme of the year has set out (`Programme`).
    """

    text: str
    passage: Passage
    period: tuple[int, int] | None
    speaking: int | None
    inherited: Deadline | None
    planning: bool = False

    def quantities_of(self, clause: Clause) -> list[Quantity]:
        """The quantities of a clause that are no part of a date, a title or a grade (百亿级)."""
        start, end = clause.span.start, clause.span.end
        times = [d.span for d in find_deadlines(self.text, start, end, self.speaking)]
        return [
            quantity
            for quantity in find_quantities(self.text, start, end)
            if not any(time.overlaps(quantity.number) for time in times)
            and not self.text.startswith("级", quantity.span.end)
            and not is_in_title(self.text, start, end, quantity.number)
        ]


_PROGRAMME = re.compile(
    r"工作报告|(?:工作|经济|发展|项目|投资|建设)(?:会议|大会|推进会)|全会|两会|工作部署|重点工作|(?:目标|工作)任务|预期目标"
    r"|工作要点|(?:项目|投资|年度|工作)计划|(?:发展|专项|总体)规划|(?:行动|实施|工作)方案"
)


_SEASON = re.compile(r"(?:新春|春|夏|秋|冬|元旦|国庆|五一|[一二三四]季度|上半年|[前1-9])")
_SCENE = re.compile(
    r"(?:走进|来到|步入|在)[^，。；]{1,20}(?:公司|企业|车间|厂|村|合作社|现场|基地|生产线|园区|镇|社区|内|里)[，,]"
    r"|[^。；]{0,40}?(?:记者[走来看]|村民|老[一-龥](?:说|的)|董事长|总经理|负责人告诉)"
)


@dataclass(slots=True)
class Programme:
    """What a text that is no plan tells of a plan: the year it is for, and whether it now speaks of that or of the past.

    A report of a work report says 2024年 or 今年 once; the sentences that follow (新增企业500家) mean that year.
    """

    year: int | None = None
    item: int | None = None
    planning: bool = False

    def enter(self, passage: Passage, inherited: Deadline | None, speaking: int | None) -> None:
        """Begin a passage: a new news item has told nothing yet, a heading with a year tells which one is meant."""
        if passage.item != self.item:
            self.year, self.item, self.planning = None, passage.item, False
        if inherited is not None and inherited.year and speaking is not None:
            self.planning = inherited.year >= speaking
            self.year = inherited.year if self.planning else self.year

    def returns(self, sentence: str, speaking: int | None) -> bool:
        """Whether a sentence comes back to the year of the programme: 今年，实施项目260个."""
        first = next((d for d in find_deadlines(sentence[:20], speaking=speaking) if d.year), None)
        if first is None or first.year != self.year or first.month or first.due is not Due.IN:
            return False
        return first.span.start <= 2 and not _SEASON.match(sentence, first.span.end)

    def follow(self, sentence: str, standing: Standing) -> None:
        """Take in a whole sentence with the stand it has taken in the end."""
        speaking = standing.speaking
        if _PROGRAMME.search(sentence) and speaking is not None:
            times = [d for d in find_deadlines(sentence, speaking=speaking) if d.year and not d.day and d.due is Due.IN]
            ahead = [d.year for d in times if d.year and speaking <= d.year <= speaking + 1 and not d.month]
            if ahead:
                self.year, self.planning = ahead[0], True
        if standing.past and not standing.strong:
            self.planning = False
        elif self.year is not None and (standing.strong or standing.mild or standing.intended):
            self.planning = True

    def covers(self, sentence: str) -> bool:
        """Whether a sentence without a time of its own goes on with the programme: no scene, no company's news."""
        return self.planning and not _SCENE.match(sentence)

    def deadline(self, passage: Passage) -> Deadline | None:
        """The year of the programme, where the passage goes on with it."""
        return Deadline(passage.span, Due.IN, self.year) if self.year and self.planning else None


@dataclass(slots=True)
class Announced:
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


def find_speaking_year(
    passage: Passage, stamps: Sequence[tuple[int, int]], main: int | None, issued: int | None
) -> int | None:
    """The year 今年 stands for: in collections of news that of the dated line above, else the document's."""
    if stamps and (issued is None or passage.genre is Genre.NEWS_LIST):
        at = bisect_right(stamps, (passage.span.start, 0)) - 1
        return stamps[max(at, 0)][1]
    return main


def inherit(passage: Passage, speaking: int | None) -> Deadline | None:
    """The time that the row's deadline cell names, else the innermost heading with one."""
    times = [d for d in find_deadlines(passage.due, speaking=speaking) if d.year]
    if times:
        return times[-1]
    for heading in reversed(passage.headings):
        times = [d for d in find_deadlines(heading, speaking=speaking) if d.year and d.due is not Due.SINCE]
        if times and "《" not in heading:
            return times[-1]
    return None


def choose_deadline(
    setting: Setting,
    clauses: Sequence[Clause],
    clause: Clause,
    quantity: Quantity,
    standing: Standing,
    carried: Deadline | None,
) -> tuple[Deadline | None, str]:
    """The time said before the number, right after it, in the heading, by the sentence before, or the plan's end."""
    if standing.deadline is not None and standing.deadline.year and not standing.past:
        return standing.deadline, "target-deadline"
    later = _later_deadline(setting, clauses, clause, quantity)
    if later is not None:
        return later, "target-deadline"
    if setting.inherited is not None:
        return setting.inherited, "target-heading"
    if carried is not None:
        return carried, "target-carried"
    if setting.period is not None:
        return Deadline(quantity.number, Due.BY, setting.period[1]), "target-period"
    return None, "target-open"


def _later_deadline(
    setting: Setting, clauses: Sequence[Clause], clause: Clause, quantity: Quantity
) -> Deadline | None:
    """A time by which the number just read is due: 建设20个站点，2030年底前完成."""
    for other in clauses:
        if other.group != clause.group or other.span.end <= quantity.span.end:
            continue
        start = max(other.span.start, quantity.span.end)
        for time in find_deadlines(setting.text, start, other.span.end, setting.speaking):
            return time if time.due is Due.BY and time.year else None
        if setting.quantities_of(other) and other is not clause:
            return None
    return None
