"""The questions that ship: one SPARQL 1.1 query a file, whose first comment lines are its help and its parameters.

A file ``NAME.rq`` is a query that any store runs as it is (without its parameters). Its comments mean:

- ``# title: 谁负责 / who is responsible``
- ``# param industry: 产业名称 / industry name`` and ``# param limit = 20: ...`` (with a default)
- ``# join concerns``: rows that differ in this column only become one, the values sorted and joined by 、
- ``# spread aspect what: lead support``: one row for each thing of the first column; what is said of it stands in the column of
  its aspect, ``# count support`` gives its number instead (`kg.questions.gathering`)
- ``#policy ?document``: here ``as-of=DATE``, a parameter of every question with such a line, leaves out the documents that do
  not hold on that day (`kg.questions.validity`)
- ``#if industry|platform: VALUES ?object { $industry $platform }``: this line counts only where one of the parameters
  is given; ``$industry`` stands for the RDF terms it was resolved to, never for what the user typed, and ``$industry_named``
  for those it names without what was taken in. ``#if region&!level:`` counts with the first and without the second; ``rollup``
  counts as given where it is turned off.

Rows are ordered by ``STR(?x)``, since Virtuoso follows no order of literals with a language, and by
``COALESCE(STR(?x), "")`` where ``?x`` may be unbound, since rdflib cannot compare an error.
``BOUND`` asks for things, never for literals: Virtuoso may take an unbound literal of an OPTIONAL for a bound one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.errors import QueryError
from kg.resources import find_resource

AS_OF, ROLLUP = "as-of", "rollup"
CHOICES = {"yes": "yes", "是": "yes", "no": "no", "否": "no"}
_ROLLED_UP = frozenset({"agency", "industry", "platform", "region"})
_TITLE = re.compile(r"# title: ([^/\n]+) / ([^\n]+)")
_PARAM = re.compile(r"# param (\w+)(?: = (\w+))?: ([^\n]+)")
_POLICY = re.compile(r"( *)#policy (\?\w+)")
_JOIN = re.compile(r"# join (\w+)")
_SPREAD = re.compile(r"# spread aspect what: ([\w ]+)")
_COUNT = re.compile(r"# count (\w+)")
_IF = re.compile(r"( *)#if ([\w|&!-]+): ([^\n]+)")
_MOST_IN_LIST = 200  # what one list of a query may hold: Virtuoso cannot compile thousands
_SLOT = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question may be narrowed by; ``help`` is Chinese / English."""

    name: str
    help: str
    default: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A shipped query.

    Attributes:
        joined: columns whose values are gathered into one cell.
        spread: aspects that become columns, where the rows of one thing become one.
        counted: those of them that give a number.
        template: the text of the file.
    """

    name: str
    title_zh: str
    title_en: str
    params: tuple[Parameter, ...]
    joined: tuple[str, ...]
    template: str
    spread: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()

    def compose(self, terms: Mapping[str, str]) -> str:
        """The SPARQL for parameters given as RDF terms in SPARQL syntax (``<iri> <iri>``, ``"2026"``, ``20``)."""
        lines = (composed for line in self.template.splitlines() for composed in _compose_line(line, terms))
        return "\n".join(lines) + "\n"


def _compose_line(line: str, terms: Mapping[str, str]) -> Iterator[str]:
    """The line as it is run, or the lines it stands for; none for help and for conditions that do not hold."""
    policy = _POLICY.fullmatch(line)
    if policy is not None:
        yield from _leave_out(policy[1], policy[2], terms.get(AS_OF, "").split())
        return
    condition = _IF.fullmatch(line)
    if condition is None:
        if not line.startswith("#"):
            yield line
        return
    indent, names, pattern = condition.groups()
    if _holds(names, terms):
        yield indent + _SLOT.sub(lambda slot: terms.get(slot[1], ""), pattern)


def _leave_out(indent: str, variable: str, left_out: Sequence[str]) -> Iterator[str]:
    """A group of its own that the variable's documents pass but those: Virtuoso loses a bare filter before BIND and OPTIONAL."""
    if not left_out:
        return
    parts = (left_out[at : at + _MOST_IN_LIST] for at in range(0, len(left_out), _MOST_IN_LIST))
    filters = " ".join(f"FILTER({variable} NOT IN ({', '.join(part)}))" for part in parts)
    yield f"{indent}{{ {variable} pk:sourceFile {variable}_passed . {filters} }}"


def _holds(condition: str, terms: Mapping[str, str]) -> bool:
    """Whether one of the alternatives (``a|b``) holds, each of parameters that are given (``a``) or not (``!a``)."""
    return any(
        all((part.removeprefix("!") in terms) != part.startswith("!") for part in alternative.split("&"))
        for alternative in condition.split("|")
    )


def parse_question(name: str, template: str) -> Question:
    """A question from the text of its file.

    Raises:
        QueryError: the file has no title, or a condition names a parameter that is not declared.
    """
    title = _TITLE.search(template)
    if title is None:
        raise QueryError(f"questions/{name}.rq: 没有标题 / no line '# title: 中文 / English'")
    params = tuple(Parameter(m[1], m[3], m[2] or "") for m in _PARAM.finditer(template))
    if any(_POLICY.fullmatch(line) for line in template.splitlines()):
        params = (*params, Parameter(AS_OF, "日期，不计当日未施行或已失效的文件 / a day: without documents not in force then"))
    if any(param.name in _ROLLED_UP for param in params):
        params = (*params, Parameter(ROLLUP, "no 不含下级、下位产业、同一对象 / no: the name alone, not what is under it"))
    used = {part.removeprefix("!") for m in _IF.finditer(template) for part in re.split(r"[|&]", m[2])}
    unknown = sorted(used - {param.name for param in params})
    if unknown:
        raise QueryError(f"questions/{name}.rq: 未声明的参数 / parameters not declared: {', '.join(unknown)}")
    joined = tuple(m[1] for m in _JOIN.finditer(template))
    spread = _SPREAD.search(template)
    counted = tuple(m[1] for m in _COUNT.finditer(template))
    aspects = tuple(spread[1].split()) if spread else ()
    return Question(name, title[1].strip(), title[2].strip(), params, joined, template, aspects, counted)


@lru_cache(maxsize=1)
def list_questions() -> tuple[Question, ...]:
    """The shipped questions, by name.

    Example:
        >>> "responsible" in [question.name for question in list_questions()]
        True
    """
    files = sorted((f for f in find_resource("questions").iterdir() if f.name.endswith(".rq")), key=lambda f: f.name)
    return tuple(parse_question(f.name.removesuffix(".rq"), f.read_text(encoding="utf-8")) for f in files)


def find_question(name: str) -> Question:
    """The question of that name.

    Raises:
        QueryError: there is none; the message lists what there is.
    """
    for question in list_questions():
        if question.name == name:
            return question
    known = "\n".join(f"  {q.name:12} {q.title_zh} / {q.title_en}" for q in list_questions())
    raise QueryError(f"没有问题 {name!r} / no question {name!r}; 可用的问题 / there are:\n{known}")
