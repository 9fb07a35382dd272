"""Parts of a question -> the shipped questions it may mean, the likeliest first.

Each question is weighed: by its words, by what is asked for, by the names it can take and those it cannot.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kg.asking.names import Named
from kg.asking.parts import Parts
from kg.asking.values import end_of_period
from kg.questions import AS_OF, ROLLUP, Question, list_questions

_ANSWERS: Mapping[str, Mapping[str, int]] = {
    "responsible": {"agency": 2},
    "duties": {"industry": 2, "thing": 1, "platform": 1},
    "matrix": {"number": 2},
    "targets": {"target": 3, "number": 2, "time": 2, "thing": 1},
    "incentives": {"incentive": 3, "number": 1, "thing": 1},
    "platforms": {"platform": 3, "place": 2, "agency": 2},
    "regions": {"region": 2, "industry": 2, "agency": 1, "thing": 1},
    "policies": {"policy": 3, "time": 2, "agency": 1, "thing": 1},
    "compare": {"region": 1},
    "contradictions": {"target": 2, "thing": 1},
    "central": {"thing": 2, "agency": 1, "industry": 1, "region": 1, "platform": 1},
}
_FIRST: Mapping[str, tuple[str, ...]] = {  # which parameter takes a name that several know
    "responsible": ("industry", "platform", "region", "agency"),
    "matrix": ("industry", "agency", "region"),
    "platforms": ("platform", "region", "agency"),
    "regions": ("region", "industry"),
    "policies": ("industry", "region", "agency"),
}
_ORDER = ("agency", "industry", "platform", "region")
_ENDS = (
    ("agency", re.compile(r"(?:部门|委员会|[局委厅署办]|单位|公司|集团|大学|银行|协会)$")),
    ("region", re.compile(r"(?:[省市县州旗镇乡盟区]|新区|园区)$")),
    ("platform", re.compile(r"(?:平台|系统|中心|基地|数据库|服务站)$")),
)
_PLAIN = re.compile(r"[\w=.、，·（）-]+")  # what no shell takes for its own
_LEAST = 2
_NEAR = 2  # how far another reading may lie behind and still be named
_UNUSED = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """A shipped question with its parameters, as the question may mean it.

    Attributes:
        unused: what stands there and this question has no use for.
        certain: whether a word speaks for it; else it stands on what is asked for alone.
    """

    question: str
    params: tuple[tuple[str, str], ...]
    score: int
    unused: tuple[str, ...] = ()
    certain: bool = True

    @property
    def command(self) -> str:
        """The same as a command line."""
        given = (f"{name}={value}" for name, value in self.params)
        return " ".join(("kg query", self.question, *(one if _PLAIN.fullmatch(one) else shlex.quote(one) for one in given)))


def guess_parameter(written: str) -> str:
    """Which parameter an unknown name is for by its end; empty where that does not say.

    Example:
        >>> guess_parameter("数据局"), guess_parameter("北海市"), guess_parameter("量子通信")
        ('agency', 'region', '')
    """
    return next((parameter for parameter, pattern in _ENDS if pattern.search(written)), "")


def find_readings(parts: Parts) -> tuple[Reading, ...]:
    """The questions that the parts may mean, the likeliest first, of equal ones by name."""
    readings = (_read_as(question, parts) for question in list_questions())
    found = sorted((one for one in readings if one.score >= _LEAST), key=lambda one: (-one.score, one.question))
    certain = [one for one in found if one.certain]
    return tuple(certain or found)


def keep_near(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The first reading and those not far behind it."""
    return tuple(one for one in readings if one.score >= readings[0].score - _NEAR)


def _read_as(question: Question, parts: Parts) -> Reading:
    """The parts as this question; its score is 0 where nothing speaks for it."""
    known = tuple(param.name for param in question.params)
    named, unused = _place_names(question.name, known, parts.names)
    values, unused_values = _place_values(known, parts)
    relation = _weigh_words(question.name, parts)
    certain = relation > 0
    params = tuple((name, value) for name, value in {**named, **values}.items())
    left_over = (*unused, *unused_values)
    if not certain and not (named and not parts.left and _stands_on_focus(question.name, parts.focus, params)):
        return Reading(question.name, params, 0, left_over, certain)
    focus = max((_ANSWERS[question.name].get(kind, 0) for kind in parts.focus), default=0)
    guessed = _guess(parts)
    fit = len(named) + len(guessed & set(known)) - _UNUSED * (len(unused) + len(guessed - set(known)))
    fit += _judge_shape(question.name, named.keys() | guessed, values)
    return Reading(question.name, params, relation + focus + fit, left_over, certain)


def _stands_on_focus(question: str, focus: tuple[str, ...], params: tuple[tuple[str, str], ...]) -> bool:
    """Whether what is asked for is enough where no word says how things are related (某局是做什么的, 到2027年有多少家)."""
    given = dict(params).keys()
    if question == "duties":
        return "agency" in given and "thing" in focus
    if question == "targets":
        return "deadline" in given and bool({"number", "time"} & set(focus))
    return question == "responsible" and "agency" in focus


def _guess(parts: Parts) -> set[str]:
    """What unknown names are for; with nobody asked for and nothing named, an unknown one is who answers (某某负责什么)."""
    guessed = {guess_parameter(one.longer) for one in parts.left} - {""}
    named = {name.parameters[0] for name in parts.names} - {"region"}
    subject = parts.left and parts.focus and "agency" not in parts.focus and not named and not guessed
    return {"agency"} if subject and parts.values_of("relation").count("duties") else guessed


def _weigh_words(question: str, parts: Parts) -> int:
    """The strongest word for a question, and one more where several speak for it."""
    weights = [
        sense.weight
        for word in parts.words
        for sense in word.senses
        if sense.means == "relation" and sense.value == question
    ]
    return max(weights, default=0) + (len(weights) > 1)


def _judge_shape(question: str, named: set[str], values: Mapping[str, str]) -> int:
    """What a question wants to know before it is asked: duties those of an agency, responsible that for a thing."""
    things = bool(named & {"industry", "platform"})
    if question == "duties":
        return 0 if "agency" in named else -2
    if question == "responsible":
        return -2 if "agency" in named and not things else 0
    if question == "compare":
        return 1 if "level" in values else 0
    return 1 if values.keys() & {"deadline", "limit"} else 0


def choose_parameter(question: str, known: tuple[str, ...], parameters: tuple[str, ...]) -> str:
    """The parameter of a question that takes a name which ``parameters`` know; empty where none does."""
    order = _FIRST.get(question, _ORDER)
    return next((one for one in order if one in known and one in parameters), "")


def _place_names(question: str, known: tuple[str, ...], names: tuple[Named, ...]) -> tuple[dict[str, str], list[str]]:
    """Parameters with their names; several regions are one list. What finds no place is given back."""
    placed: dict[str, str] = {}
    unused: list[str] = []
    for name in names:
        parameter = choose_parameter(question, known, name.parameters)
        if parameter == "region" and parameter in placed and name.written not in placed[parameter].split("、"):
            placed[parameter] += f"、{name.written}"
        elif parameter and placed.setdefault(parameter, name.written) == name.written:
            continue
        elif parameter != "region":
            unused.append(name.written)
    return placed, unused


def _place_values(known: tuple[str, ...], parts: Parts) -> tuple[dict[str, str], list[str]]:
    placed: dict[str, str] = {}
    unused: list[str] = []
    for value in parts.values:
        parameter, written = _place_value(known, value.kind, value.value, bool(parts.values_of("asof")))
        if parameter and parameter not in placed:
            placed[parameter] = written
        else:
            unused.append(parts.text[value.start : value.end])
    for parameter in ("role", "level"):
        members = set(parts.values_of(parameter))
        if parameter in known and len(members) == 1:
            placed[parameter] = members.pop()
    if ROLLUP in known and parts.values_of("rollup"):
        placed[ROLLUP] = "no"
    return placed, [*unused, *parts.written("unused")]


def _place_value(known: tuple[str, ...], kind: str, value: str, as_of: bool) -> tuple[str, str]:
    """A date is the deadline, or the day as of which one asks: where words say so, or where there are no deadlines."""
    if kind == "limit":
        return ("limit" if "limit" in known else "", value)
    whole = value.count("-") == 2
    if "deadline" in known and not (as_of and whole):
        return ("deadline", value)
    return (AS_OF if AS_OF in known and (as_of or whole) else "", end_of_period(value))


def vary_names(reading: Reading, names: tuple[Named, ...], known: tuple[str, ...]) -> Iterator[Reading]:
    """The same question with another name in a place, or a name in another place, where it has those."""
    given = dict(reading.params)
    for name in names:
        for parameter in name.parameters:
            holder = next((key for key, value in given.items() if value == name.written), "")
            if parameter not in known or parameter == holder or (parameter == "region" and parameter in given):
                continue
            rest = {key: value for key, value in given.items() if key != holder}
            if holder and parameter in rest:
                continue
            params = tuple((rest | {parameter: name.written}).items())
            yield Reading(reading.question, params, reading.score)


def relax(reading: Reading) -> Iterator[Reading]:
    """The same without what only narrows it, one at a time; for answers without a row."""
    for name in ("role", "deadline", AS_OF):
        if name in dict(reading.params):
            yield replace(reading, params=tuple(pair for pair in reading.params if pair[0] != name))


def fill_place(reading: Reading, parameter: str, written: str) -> Reading:
    """The reading with an unknown stretch as a parameter."""
    params = dict(reading.params)
    if parameter == "region" and parameter in params:
        written = f"{params[parameter]}、{written}"
    return replace(reading, params=tuple((params | {parameter: written}).items()))
