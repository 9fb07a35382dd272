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
    parts = _join_bodies(source, take_apart(clean_question(typed), read_names(source)))
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


def _join_bodies(source: Source, parts: Parts) -> Parts:
    """The parts with a body and the place before it as one name, where the graph knows that (朝阳市 商务局)."""
    joined: list[Named] = []
    for name in parts.names:
        before = joined[-1] if joined else None
        if before and before.end == name.start and "region" in before.parameters and name.parameters[0] == "agency":
            written = before.written + name.written
            if _resolves(source, "agency", written):
                joined[-1] = Named(before.start, name.end, written, ("agency",))
                continue
        joined.append(name)
    return replace(parts, names=tuple(joined))


def _fill(source: Source, reading: Reading, parts: Parts) -> Reading:
    """The reading with what no name covers as names in part, where the graph knows such.

    Raises:
        UnclearError: it looks like a name and is none, or nothing else is named.
    """
    unused = list(reading.unused)
    for left in parts.left:
        filled = next(_try_places(source, reading, left), None)
        if filled is not None:
            reading = filled
        elif guess_parameter(left.longer) or not any(name in CLASSES for name, _ in reading.params):
            raise _unclear(source, _say_unknown(source, reading, left), parts.names)
        else:
            unused.append(left.written)
    return replace(reading, unused=tuple(unused))


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
    return () if given.keys() & {"industry", "platform"} else tuple(name for name in ("industry", "platform") if name in free)


def _resolves(source: Source, parameter: str, written: str) -> bool:
    try:
        return bool(resolve_parameter(source, parameter, written, rollup=False).terms)
    except QueryError:
        return False


def _say_unknown(source: Source, reading: Reading, left: Left) -> str:
    """What the likeliest parameter says of the unknown stretch: that there is no such name, and the nearest."""
    parameter = next(iter(_places(reading, left)), "")
    if not parameter:
        return f"没有看懂 / not understood: {left.longer}"
    try:
        resolve_parameter(source, parameter, left.longer, rollup=False)
    except QueryError as error:
        return str(error)
    return f"没有看懂 / not understood: {left.longer}"
