"""任务分解: a row for each passage that makes somebody responsible, as the office's own table of tasks has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pyoxigraph import Store

from kg.model import Span
from kg.questions.gathering import Cell
from kg.sheets.model import (
    CLAUSE,
    DOCUMENT,
    FILE,
    SENTENCE,
    Column,
    Labels,
    Sheet,
    ask,
    cite,
    fold,
    join_bodies,
    join_cells,
    order_of,
    read_labels,
)
from kg.statements import Statement

_COLUMNS = (
    Column("task", "任务", 30), CLAUSE, Column("lead", "牵头单位", 22), Column("support", "配合单位", 22),
    Column("joint", "责任单位", 22), Column("deadline", "完成时限", 12), Column("indicator", "指标", 28),
    SENTENCE, DOCUMENT, FILE,
)  # fmt: skip
_PROVISIONS = """SELECT ?sha ?ref ?start ?end WHERE {
  ?where a pk:Provision ; pk:ref ?ref ; pk:start ?start ; pk:end ?end ; pk:partOf+ ?policy . ?policy pk:sha256 ?sha
}"""
_MARK = re.compile(r"^(?:第[一二三四五六七八九十百\d]+[条款项章节]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])\s*")
_CLAUSE_END = re.compile(r"[，。；：！？,;!?\n\t]")
_NOTE = r"(?:[（〔(]?(?:责任|牵头|配合)(?:单位|部门)[：:]\s*)?"  # before the names in brackets or in a cell
_SHORTEST, _LONGEST = 6, 40


@dataclass(slots=True)
class _Task:
    """Statements of one provision whose passages overlap, and the passage that they make together."""

    first: Statement
    statements: list[Statement] = field(default_factory=list)
    targets: list[Statement] = field(default_factory=list)

    @property
    def span(self) -> Span:
        return self.first.span

    def add(self, statement: Statement) -> None:
        """Takes a statement in; the passage grows to its end."""
        self.statements.append(statement)
        beyond = statement.span.end - self.span.end
        if beyond > 0:
            quote = self.first.quote + statement.quote[len(statement.quote) - beyond :]
            self.first = replace(self.first, quote=quote, span=Span(self.span.start, statement.span.end))


def list_tasks(store: Store, statements: Sequence[Statement], texts: Mapping[str, str]) -> Sheet:
    """The table of tasks.

    The task is the heading of its provision, with the passage's first clause where the provision has several or no
    heading. Bodies stand in the order in which the passage names them; who has no role answers jointly.

    Args:
        statements: those of the store (`kg.statements.list_statements`).
        texts: the decoded texts of documents by SHA-256, where there are: where a passage has only the names of bodies, as
            the cell of a table, the task is named by the first clause of its provision.
    """
    duties = [s for s in statements if s.kind == "fact" and s.relation == "responsibleFor"]
    groups, passages = _group([s for s in statements if s.kind == "target"]), _read_passages(store, texts)
    labels = read_labels(store)
    rows: list[tuple[Statement, tuple[Cell, ...]]] = []
    for place, found in _group(duties).items():
        tasks = list(_merge(found))
        _assign(groups.get(place, []), tasks)
        rows += [(task.first, _describe(task, len(tasks) > 1, passages.get(place, ""), labels)) for task in tasks]
    return Sheet("tasks", "任务分解", _COLUMNS, tuple(row for _, row in sorted(rows, key=lambda row: order_of(row[0]))))


def _group(statements: Iterable[Statement]) -> dict[tuple[str, str], list[Statement]]:
    """Statements by document and provision, in the order of the text; each document under its first file name."""
    groups: dict[tuple[str, str], list[Statement]] = {}
    files: dict[str, str] = {}
    for statement in sorted(statements, key=order_of):
        if files.setdefault(statement.sha256, statement.file) == statement.file:
            groups.setdefault((statement.sha256, statement.provision), []).append(statement)
    return groups


def _merge(statements: Iterable[Statement]) -> Iterator[_Task]:
    task: _Task | None = None
    for statement in statements:
        if task is None or statement.span.start >= task.span.end:
            if task is not None:
                yield task
            task = _Task(statement)
        task.add(statement)
    if task is not None:
        yield task


def _assign(targets: Iterable[Statement], tasks: Sequence[_Task]) -> None:
    """Gives each target of a provision to the task whose passage it overlaps, else to the first."""
    for target in targets:
        near = next((task for task in tasks if task.span.overlaps(target.span)), tasks[0])
        near.targets.append(target)


def _read_passages(store: Store, texts: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """What documents say in their provisions, by document and reference."""
    found = {}
    for row in ask(store, _PROVISIONS) if texts else ():
        sha, ref, start, end = (str(getattr(term, "value", "")) for term in row)
        if sha in texts:
            found[sha, ref] = texts[sha][int(start) : int(end)]
    return found


def _describe(task: _Task, several: bool, passage: str, labels: Labels) -> tuple[Cell, ...]:
    sentence, clause, document, file = cite(task.first)
    bodies = sorted({label for statement in task.statements for label in labels.get(statement.subject_iri, ()) if label})
    things = join_cells(fold(s.object) for s in task.statements if s.object != s.provision)
    roles = (
        join_bodies((s for s in task.statements if (s.role or "joint") == role), task.first.quote, labels)
        for role in ("lead", "support", "joint")
    )
    return (
        name_task(task.first.heading, (task.first.quote, passage), several, bodies) or things or sentence, clause, *roles,
        join_cells(sorted({s.deadline for s in task.statements})),
        join_cells((fold(target.subject) for target in task.targets), "；"),
        sentence, document, file,
    )  # fmt: skip


def name_task(heading: str, passages: Sequence[str], several: bool = False, bodies: Sequence[str] = ()) -> str:
    """What a task is called: by the heading of its provision, else by the first clause of a passage.

    Args:
        passages: texts of the task, the first that says more than who answers is taken.
        several: the provision has other tasks too, so that the heading does not tell them apart.
        bodies: names of who answers, which are no name of a task.

    Example:
        >>> name_task("发展物流", ["建设分拨中心，推广无人配送。"]), name_task("", ["1.建设分拨中心，推广无人配送。"])
        ('发展物流', '建设分拨中心')
        >>> name_task("市教育局", ["市教育局：负责指导院校开设专业。"], bodies=["市教育局"])
        '负责指导院校开设专业'
    """
    heading = "" if fold(heading) in bodies else fold(heading)
    if heading and not several:
        return heading
    clause = next(filter(None, (_first_clause(passage, bodies) for passage in passages)), "")
    if not heading or not clause or clause.startswith(heading):
        return clause or heading
    return f"{heading}：{clause}"


def _first_clause(text: str, bodies: Sequence[str]) -> str:
    """Up to the first mark after a few characters, without the number and a list of bodies in front."""
    text = _MARK.sub("", text.strip())
    if bodies:
        one = f"(?:{'|'.join(re.escape(name) for name in sorted(bodies, key=len, reverse=True))})"
        text = re.sub(rf"^{_NOTE}{one}(?:[、，\s]+{one})*(?:[，：:\s）〕)]+|$)", "", text)
    ends = (found.start() for found in _CLAUSE_END.finditer(text) if found.start() >= _SHORTEST)
    clause = fold(text[: next(ends, len(text))])
    return clause if len(clause) <= _LONGEST else f"{clause[:_LONGEST]}…"
