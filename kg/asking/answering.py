"""A plain question -> the answer of the shipped question it means, with what was understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from pyoxigraph import Store

from kg.asking.cleaning import MOST_CHARACTERS, clean_question
from kg.asking.examples import describe_examples
from kg.asking.names import Named, read_names
from kg.asking.parts import Left, Parts, take_apart
from kg.asking.reading import Reading, fill_place, find_readings, guess_parameter, keep_near, relax, vary_names
from kg.errors import QueryError
from kg.query import run_question
from kg.questions import find_question
from kg.questions.names import CLASSES, resolve_parameter
from kg.questions.result import Result, reveal_controls
from kg.stores.source import Source, as_source

_MOST_OTHERS = 3
_COUNTING = ("targets", "incentives", "policies")


class UnclearError(QueryError):
    """A plain question is not understood; the message says why and what can be asked."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with the question as it was read.

    Attributes:
        others: other readings, not run.
        unused: what stands in the question and did not count.
    """

    reading: Reading
    result: Result
    others: tuple[Reading, ...] = ()
    unused: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        """How it was read and the rows, for notebooks."""
        lines = (self.reading.command, *(f"也可读作 / or: {one.command}" for one in self.others), *self._say_unused())
        said = "".join(f"<p>{escape(reveal_controls(line))}</p>" for line in lines)
        return said + self.result._repr_html_()

    def _say_unused(self) -> tuple[str, ...]:
        return (f"未用到 / not used: {'、'.join(self.unused)}",) if self.unused else ()


def ask(graph: Store | Source, typed: str) -> Reply:
    """The answer to a question in plain Chinese or English, by the shipped question it means.

    Args:
        graph: one that was opened, or an endpoint.

    Raises:
        UnclearError: it is not understood; the message has examples.
        QueryError: a name or a date in it that is none.

    Example:
        >>> ask(store, "谁负责智慧物流？").reading.command            # doctest: +SKIP
        'kg query responsible industry=智慧物流'
    """
    source = as_source(graph)
    if len(typed) > MOST_CHARACTERS:
        raise _unclear(source, f"问题太长 / too long: {len(typed)} 字符 characters, 最多 / at most {MOST_CHARACTERS}")
    parts = _join_names(source, take_apart(clean_question(typed), read_names(source)))
    if refused := parts.written("refuse"):
        raise _unclear(source, f"不能回答含有这些词的问法 / not answered with: {'、'.join(refused)}", parts.names)
    readings = find_readings(parts)
    if not readings:
        why = "没有看懂问题 / the question is not understood" if parts.text else "没有问题 / no question"
        raise _unclear(source, why, parts.names)
    near = keep_near(readings)
    taken = _fill(source, near[0], parts)
    result = run_question(source, taken.question, dict(taken.params))
    return Reply(taken, result, tuple(_find_others(taken, near[1:], parts, not result.rows)), taken.unused)


def _find_others(taken: Reading, near: Sequence[Reading], parts: Parts, empty: bool) -> list[Reading]:
    """Other readings, each once: without what narrows an empty answer, with another name, of another question."""
    known = tuple(param.name for param in find_question(taken.question).params)
    ways = (*(relax(taken) if empty else ()), *vary_names(taken, parts.names, known), *near)
    by_command = {one.command: one for one in ways if one.command != taken.command}
    return list(by_command.values())[:_MOST_OTHERS]


def _unclear(source: Source, why: str, names: Sequence[Named] = ()) -> UnclearError:
    known = {name.parameters[0]: name.written for name in names}
    return UnclearError(f"{reveal_controls(why)}\n{describe_examples(source, known)}")


def _join_names(source: Source, parts: Parts) -> Parts:
    """The parts with names that stand together as one, where the graph knows that: 朝阳市 商务局, 跨境电商 公共服务平台, 大数据 平台."""
    joined: list[Named] = []
    for name in parts.names:
        before = joined[-1] if joined else None
        if before and before.end == name.start and (one := _join(source, before, name)):
            joined[-1] = one
        else:
            joined.append(name)
    longer = tuple(_lengthen(source, parts, name) for name in joined)
    left = tuple(one for one in parts.left if not any(name.start <= one.start < name.end for name in longer))
    return replace(parts, names=longer, left=left)


def _lengthen(source: Source, parts: Parts, name: Named) -> Named:
    """The name with what stands right before it, or makes it a platform right behind it, where the graph knows that."""
    ends = [word.end for word in parts.words if word.start == name.end and "platform" in word.values_of("noun")]
    ends += [left.start + len(left.longer) for left in parts.left if left.start == name.end]
    ways = [(left.start, name.end, name.parameters[0]) for left in parts.left if left.end == name.start]
    if "region" not in name.parameters:
        ways += [(name.start, end, "platform") for end in ends if guess_parameter(parts.text[name.start : end]) == "platform"]
    for start, end, parameter in ways:
        if _resolves(source, parameter, parts.text[start:end]):
            return Named(start, end, parts.text[start:end], (parameter,))
    return name


def _join(source: Source, before: Named, name: Named) -> Named | None:
    """A body with the place before it, or a platform with what is before it."""
    parameter = name.parameters[0]
    fits = parameter == "platform" or (parameter == "agency" and "region" in before.parameters)
    written = before.written + name.written
    return Named(before.start, name.end, written, (parameter,)) if fits and _resolves(source, parameter, written) else None


def _fill(source: Source, reading: Reading, parts: Parts) -> Reading:
    """The reading with what no name covers as names in part, where the graph knows such.

    Raises:
        UnclearError: it looks like a name and is none, or nothing else is named.
    """
    unused = list(reading.unused)
    for left in parts.left:
        if longer := _find_longer(reading, parts, left):
            raise _unclear(source, _say_no_name(source, *longer), parts.names)
        filled = next(_try_places(source, reading, left), None)
        if filled is not None:
            reading = filled
        elif guess_parameter(left.longer) or not any(name in CLASSES for name, _ in reading.params):
            raise _unclear(source, _say_unknown(source, reading, left), parts.names)
        else:
            unused.append(left.written)
    return replace(reading, unused=tuple(unused))


def _find_longer(reading: Reading, parts: Parts, left: Left) -> tuple[str, str] | None:
    """The parameter and the longer name that an unknown stretch makes of one beside it: 智能 渔业, 渔业 保险.

    Behind a name it may be what a target counts or an incentive pays for.
    """
    for name in parts.names:
        if name.start == left.end:
            return name.parameters[0], left.written + name.written
        if name.end == left.start and "region" not in name.parameters and reading.question not in _COUNTING:
            return name.parameters[0], name.written + left.written
    return None


def _try_places(source: Source, reading: Reading, left: Left) -> Iterator[Reading]:
    for written in dict.fromkeys((left.longer, left.written)):
        for parameter in _places(reading, left):
            if _resolves(source, parameter, written):
                yield fill_place(reading, parameter, written)


def _places(reading: Reading, left: Left) -> tuple[str, ...]:
    """The parameters that an unknown stretch may be for: by its end, else one thing; several regions have room."""
    given = dict(reading.params)
    known = tuple(one.name for one in find_question(reading.question).params)
    free = tuple(name for name in known if name in CLASSES and (name not in given or name == "region"))
    guessed = guess_parameter(left.longer)
    if guessed:
        return (guessed,) if guessed in free else ()
    if reading.question == "duties":
        return tuple(name for name in free if name == "agency")
    if given.keys() & {"industry", "platform"} or (reading.question == "targets" and "region" in given):
        return ()  # of a target it says what is counted
    return tuple(name for name in ("industry", "platform") if name in free)


def _resolves(source: Source, parameter: str, written: str) -> bool:
    try:
        return bool(resolve_parameter(source, parameter, written, rollup=False).terms)
    except QueryError:
        return False


def _say_unknown(source: Source, reading: Reading, left: Left) -> str:
    """What the likeliest parameter says of the unknown stretch: that there is no such name, and the nearest."""
    parameter = next(iter(_places(reading, left)), "")
    return _say_no_name(source, parameter, left.longer) if parameter else f"没有看懂 / not understood: {left.longer}"


def _say_no_name(source: Source, parameter: str, written: str) -> str:
    try:
        resolve_parameter(source, parameter, written, rollup=False)
    except QueryError as error:
        return str(error)
    return f"没有看懂 / not understood: {written}"
