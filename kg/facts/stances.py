"""Whether a clause commits to its numbers, reports them, or sets a condition; and the time its sentence gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.facts.clauses import Clause
from kg.facts.cues import cue_pattern
from kg.mentions.dates import Deadline, Due, find_deadlines
from kg.model import Genre, Span

STRONG = re.compile(
    r"力争(?!取)|承诺(?=[引完实建新到投])|力求|争取(?!政策|支持)|确保|军令状|剑指|冲刺|(?<!超)预期|努力(?:实现|达到|打造|建设)"
    r"|目标(?!任务|的|责任|考核|群|导向|管理|客户|市场|对象)"
    r"|(?<!行动)(?<!专项)(?<!招生)(?<!总)(?<!工作)计划(?!单列|的|》|”|\"|项目|表|书|生育|经济|完成率|执行|[，。；、]|$)"
    r"|规划(?=建设|新增|到|在|布局)|(?<![模虚比草])拟(?!投资|[定制订人态合稿])"
)
_COMPARED = ("同比", "环比", "较上年", "比上年")  # after 力争 in one clause they say what shall grow, not what has grown
_PRESENT = ("现有", "当前", "目前")  # what is to be used is no report: 发挥现有平台作用
_USING = re.compile(r"(?:发挥|依托|利用|整合|盘活|针对|围绕|结合|优化|提升|完善)[^，。；0-9]{0,6}$")
_NOUNS = ("目标", "计划", "预期")
_INTENT = re.compile(r"将(?!近|其)|提出|明确|预计|要(?=[建打培新引实完达推形])|全年|年内|年底|年末")
_SETTING_OUT = re.compile(
    r"提出|明确|要求|部署|将(?!近|其)|拟(?=[新建安投引开培])|安排(?=[^，。；]{0,16}(?:项目|投资|任务|工程|[0-9]))"
)
_FORECAST = re.compile(r"预计|预测|有望|预估|估计|(?:建成|投产|达产|竣工|投用|落地)后")
_PAST_ASPECT = re.compile(
    r"(?:[建形达实完突新引获推打培认举开][成到现破增进得出造育定办展]|增长|增加|提高|下降"
    r"|签约|开工|投入|覆盖|吸引|带动|惠及|服务)了"
)
_BUILT = re.compile(r"[建竣投认批成设]{1,2}[成立用定产工]的")  # 2000年底前建成的小区
_OLD_TIME = re.compile(
    r"年(?:以来|来)|以来|前(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})个月"
    r"|(?<![0-9])[0-9]{1,2}月?[至到—－~～-][0-9]{1,2}月份?"
)
_ANEW = re.compile(r"再(?=[新建培引增打改])|还将|下一步")
REPORTED = re.compile(r"(?:情况|结果)的?(?:通报|报告|公告)|的?通报$|名单的?公[示告]|统计公报")
PLANS = (Genre.ACTION_PLAN, Genre.NOTICE, Genre.MEASURES)


@dataclass(slots=True)
class Standing:
    """What a sentence has said so far; it is changed clause by clause.

    Attributes:
        speaking, period: the year the text speaks from, and the plan's years.
        plan: whether the text is a plan; in news 新开工 and its like report.
        deadline: the last time named that can be a deadline.
        yearly: the 每年 in force, or None.
        strong: whether a commitment has been voiced.
        mild: whether it speaks of what the current year shall bring.
        intended: whether somebody puts forward, asks or lays down (提出, 要求, 安排) what follows.
        past: whether the sentence reports what has happened.
        told: whether words say so (已, 同比), and not only a year gone by.
        forecast: whether it only expects its numbers (预计).
        voiced: whether this clause itself commits.
    """

    speaking: int | None
    period: tuple[int, int] | None
    plan: bool = True
    deadline: Deadline | None = None
    yearly: Deadline | None = None
    average: bool = False
    strong: bool = False
    mild: bool = False
    intended: bool = False
    past: bool = False
    told: bool = False
    forecast: bool = False
    voiced: bool = False
    group: int = 0

    def enter(self, clause: Clause) -> None:
        """Begin a clause: a new group forgets the past, the forecast and 每年, not the deadline."""
        self.voiced = False
        if clause.group != self.group:
            self.group, self.yearly, self.mild = clause.group, None, False
            self.past = self.told = self.average = self.forecast = False

    def hear(self, text: str, start: int, end: int) -> None:
        """Take in a piece of text in its order: what comes later in it prevails."""
        part = text[start:end]
        events: list[tuple[int, str, Deadline | None]] = []
        times = [d for d in find_deadlines(text, start, end, self.speaking) if not _is_aside(text, start, end, d)]
        events += [(d.span.start - start, "time", d) for d in times]
        ahead = min(len(text), end + 8)  # what follows a word decides on it, also past the end of this piece
        voiced = [m for m in STRONG.finditer(text, start, ahead) if m.end() <= end]
        events += [(m.start() - start, "noun" if m.group() in _NOUNS else "strong", None) for m in voiced]
        events += [
            (m.start(), "compared" if m.group() in _COMPARED else "past", None)
            for m in cue_pattern("past").finditer(part)
            if not (m.group() in _PRESENT and _USING.search(part, max(0, m.start() - 10), m.start()))
        ]
        if not self.plan:
            found = cue_pattern("happened").finditer(part)
            events += [(m.start(), "begun" if m.group() == "新开工" else "event", None) for m in found]
        events += [(m.start(), "past", None) for m in _PAST_ASPECT.finditer(part)]
        events += [(m.start() - start, "past", None) for m in _OLD_TIME.finditer(text, max(0, start - 1), end)]
        events += [(m.start(), "forecast", None) for m in _FORECAST.finditer(part)]
        events += [(m.start(), "anew", None) for m in _ANEW.finditer(part)]
        events += [(m.start(), "intent", None) for m in _SETTING_OUT.finditer(part)]
        for _, kind, time in sorted(events, key=lambda event: event[0]):
            if kind == "strong" or kind == "noun" and not self.told:
                self.strong, self.past, self.told, self.voiced = True, False, False, True
            elif kind == "anew":
                self.past = self.told = False
            elif kind == "intent":
                self.intended = True
                time = self.deadline
                current = time is not None and time.due is Due.IN and time.month is None and time.year == self.speaking
                self.mild = self.mild or (current and not self.past)
            elif kind == "begun" and self.mild or kind in ("event", "begun") and self.voiced or kind == "compared" and self.voiced:
                continue
            elif kind in ("past", "event", "begun", "compared"):
                self.past, self.told = True, self.told or kind in ("past", "compared")
            elif kind == "forecast":
                self.forecast = True
            elif time is not None:
                self._meet(time, part)

    def _meet(self, time: Deadline, part: str) -> None:
        if time.due is Due.YEARLY:
            self.yearly, self.strong = time, True
        elif time.due is Due.AVERAGE:
            self.average = True
        elif time.due is Due.SINCE:
            self.past = self.past or not self._is_ahead(time)
        elif time.year is not None or time.relative:
            self.deadline, self.yearly = time, None
            ahead = self._is_ahead(time)
            self.past, self.mild = not ahead, False
            if time.day is not None and time.due is Due.IN:
                self.past = True
            elif ahead and time.year == self.speaking and time.due is Due.IN:
                voiced = self.intended or bool((_INTENT if time.relative else _SETTING_OUT).search(part))
                self.mild = time.month is None and voiced
                self.strong = self.strong or (not time.relative and self._in_period(time))
            else:
                self.strong = self.strong or (ahead and self._commits(time))

    def _is_ahead(self, time: Deadline) -> bool:
        """Whether a time is not over where the text speaks from."""
        if time.year is None:
            return True
        if self.period and self.period[0] <= time.year:
            return True
        if self.speaking is None:
            return time.due is not Due.IN
        return time.year >= self.speaking

    def _commits(self, time: Deadline) -> bool:
        """Whether naming this time is itself a promise: 到2030年, 2030年 ahead, 今年, but not the bare current year."""
        if time.day is not None:  # a day is a term of procedure
            return False
        if time.due in (Due.BY, Due.OVER):
            return True
        if time.relative:
            return True
        later = self.speaking is not None and time.year is not None and time.year > self.speaking
        return later or self._in_period(time)

    def _in_period(self, time: Deadline) -> bool:
        return bool(self.period and time.year and self.period[0] <= time.year <= self.period[1])


def _is_aside(text: str, start: int, end: int, time: Deadline) -> bool:
    """Whether a time is no due one: inside 《…》, the name of another text, or what is compared with (较2020年)."""
    if text[max(start, time.span.start - 1) : time.span.start] in ("较", "比") or text.startswith("基础", time.span.end):
        return True
    if time.due is Due.BY and _BUILT.match(text, time.span.end):
        return True
    return is_in_title(text, start, end, time.span)


def is_in_title(text: str, start: int, end: int, span: Span) -> bool:
    """Whether a span lies inside 《…》 within ``text[start:end]``."""
    opened = text.rfind("《", start, span.start)
    return opened >= 0 and text.find("》", opened, span.start) < 0 and text.find("》", span.end, end) >= 0
