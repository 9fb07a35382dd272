"""What the command line shows of a build and of the shipped questions, as tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.table import Table
from rich.text import Text

from kg.build import Summary
from kg.model import Kind, Problem, Relation
from kg.questions import Question

_NAMES: Mapping[Kind | Relation, str] = {
    Kind.AGENCY: "部门",
    Kind.REGION: "地区",
    Kind.INDUSTRY: "产业",
    Kind.PLATFORM: "平台",
    Kind.ZONE: "园区",
    Kind.ORGANIZATION: "机构",
    Relation.RESPONSIBLE_FOR: "负责",
    Relation.BUILDS: "建设",
    Relation.LOCATED_IN: "位于",
    Relation.COOPERATES_WITH: "合作",
    Relation.FOCUSES_ON: "聚焦",
}


def render_summary(summary: Summary) -> tuple[Table | Text, ...]:
    """The numbers of a build, then its problems."""
    table = Table(show_header=False, show_edge=False, pad_edge=False, box=None)
    table.add_column(min_width=34)
    table.add_column(justify="right", min_width=6)
    add_counts(table, "文件 / documents", summary.documents)
    add_counts(table, "条款 / provisions", summary.provisions)
    add_counts(table, "实体 / entities", sum(summary.entities.values()), summary.entities.items())
    add_counts(table, "事实 / facts", sum(summary.facts.values()), summary.facts.items())
    add_counts(table, "目标 / targets", summary.targets)
    add_counts(table, "激励 / incentives", summary.incentives)
    add_counts(table, "三元组 / triples", summary.triples)
    return (table, render_problems(summary.problems)) if summary.problems else (table, Text("没有问题 / no problems"))


def add_counts(table: Table, name: str, total: int, parts: Iterable[tuple[Kind | Relation, int]] = ()) -> None:
    """A row with a total, and a row below it for each part."""
    table.add_row(Text(name, style="bold"), Text(str(total), style="bold"))
    for part, count in parts:
        table.add_row(Text(f"  {_NAMES[part]} {part.value}"), str(count))


def render_problems(problems: Sequence[Problem]) -> Table:
    """Where each problem is, whether an input was lost with it, what it is and what to do."""
    table = Table(title=Text(f"问题 / problems: {len(problems)}"), title_justify="left")
    table.add_column("文件 / where", overflow="fold")
    table.add_column("类别 / kind", no_wrap=True)
    table.add_column("说明 / what", overflow="fold")
    for problem in problems:
        state = Text("未入图 / lost", style="red") if problem.lost else Text("提示 / note")
        table.add_row(Text(problem.source), Text(f"{problem.kind}\n").append(state), Text(problem.message))
    return table


def render_questions(questions: Iterable[Question]) -> Table:
    """The shipped questions with their parameters."""
    table = Table(
        title=Text("kg query 问题 参数=值 / kg query NAME param=value"), title_justify="left", show_lines=True
    )
    table.add_column("问题 / question", no_wrap=True)
    table.add_column("参数 / parameters", overflow="fold")
    for question in questions:
        params = [f"{p.name}={p.default}  {p.help}" for p in question.params]
        table.add_row(Text(f"{question.name}\n{question.title_zh}\n{question.title_en}"), Text("\n".join(params)))
    return table
