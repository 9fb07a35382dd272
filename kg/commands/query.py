"""Questions asked of a built graph."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from kg.commands.options import endpoint_option, graph_option, timeout_option
from kg.console import print_table, restore_argument, say, write_output
from kg.errors import InputError, QueryError

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.stores.source import Source


def parse_parameters(pairs: Sequence[str]) -> dict[str, str]:
    """``name=value`` arguments as a dictionary."""
    params: dict[str, str] = {}
    for pair in map(restore_argument, pairs):
        name, equals, value = pair.partition("=")
        if not equals or not name or name in params:
            raise click.UsageError(f"应为 参数=值，且每个参数一次 / param=value expected, each once: {pair}")
        params[name.strip()] = value
    return params


def read_sparql(given: str) -> str:
    """The query itself: the text as given, or that of the file of this name."""
    if not os.path.isfile(given):
        if given.endswith((".rq", ".sparql")):
            raise click.UsageError(f"找不到文件 / no such file: {given}")
        return restore_argument(given)
    try:
        return Path(given).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"无法读取 / cannot be read: {given}: {error}") from error


def check_question(name: str, params: Mapping[str, str]) -> None:
    """Refuses, as wrong usage, a question, a parameter or a value (of those that are no names) that does not exist."""
    from kg.questions import find_question
    from kg.questions.names import CLASSES, read_value

    try:
        question = find_question(name)
    except QueryError as error:
        raise click.UsageError(str(error)) from error
    known = [param.name for param in question.params]
    wrong = ", ".join(param for param in params if param not in known)
    if wrong:
        there_are = "\n".join(f"  {param.name:10} {param.help}" for param in question.params)
        raise click.UsageError(f"{name}: 没有参数 / no parameter {wrong}; 可用的 / there are:\n{there_are or '  -'}")
    for param, value in params.items():
        if param not in CLASSES and value.strip():
            read_value(param, value.strip())


@contextmanager
def open_source(graph: Path, endpoint: str | None, timeout: float) -> Iterator[Store | Source]:
    """The built graph, or the endpoint where one is given."""
    from kg.query import open_graph

    if endpoint is None:
        yield open_graph(graph)
        return
    context = click.get_current_context()
    if context.get_parameter_source("graph") is ParameterSource.COMMANDLINE:
        raise click.UsageError("--graph 与 --endpoint 只能给出其一 / one of --graph and --endpoint expected")
    from kg.stores.endpoint import Endpoint
    from kg.stores.http import Client, parse_address

    with Client(parse_address(endpoint), timeout) as client:
        if client.in_clear:
            say("警告：密码将以明文经网络传送，请用 https / warning: the password crosses the network in clear; use https")
        yield Endpoint(client)


@click.command(
    short_help="用平常的话提问 / ask in plain words", epilog="例 / example:  kg ask 哪些部门负责集成电路产业？"
)
@click.argument("words", metavar="QUESTION...", nargs=-1, required=True)
@graph_option
@endpoint_option
@timeout_option
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def ask(words: tuple[str, ...], graph: Path, endpoint: str | None, timeout: float, form: str) -> None:
    """用中文或英文的平常话提问，按语法对应到自带的问题。

    Ask in plain Chinese or English: grammar finds the shipped question that is meant; no model, no network. The answer comes
    with its quotes, the reading that was taken, other readings, and the SPARQL that was run. Names as the documents write them.
    """
    from rich.text import Text

    from kg.asking.answering import ask as answer
    from kg.asking.rendering import describe_reply, render_reply
    from kg.query import fold_quotes, render_csv, render_table

    with open_source(graph, endpoint, timeout) as source:
        reply = answer(source, " ".join(map(restore_argument, words)))
    lines = describe_reply(reply)
    if form == "table":
        print_table(*map(Text, lines), render_table(fold_quotes(reply.result)))
        write_output(f"SPARQL:\n{reply.result.sparql}")
        return
    for line in lines if form == "csv" else ():
        say(line)
    write_output(render_csv(fold_quotes(reply.result)) if form == "csv" else render_reply(reply))


@click.command(
    short_help="提问 / ask a built graph", epilog="例 / example:  kg query responsible industry=集成电路 --format csv"
)
@click.argument("name", required=False)
@click.argument("params", metavar="[PARAM=VALUE]...", nargs=-1)
@click.option("--sparql", metavar="TEXT|FILE", help="自己的 SPARQL 或其文件 / your own SPARQL, or a file that holds it")
@graph_option
@endpoint_option
@timeout_option
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--list", "listing", is_flag=True, help="列出自带的问题和参数 / the questions with their parameters")
@click.option("--show-sparql", is_flag=True, help="在标准错误显示所运行的 SPARQL / show the SPARQL on standard error")
def query(
    name: str | None,
    params: tuple[str, ...],
    sparql: str | None,
    graph: Path,
    endpoint: str | None,
    timeout: float,
    form: str,
    listing: bool,
    show_sparql: bool,
) -> None:
    """提问：自带的问题（--list）或自己的 SPARQL。

    Ask a shipped question (see --list), or your own SPARQL, of a built graph or of an endpoint. Accounts of an endpoint:
    KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN, in the environment.
    """
    if sum((name is not None, sparql is not None, listing)) != 1:
        raise click.UsageError("请给出一个问题名、--sparql 或 --list / one of NAME, --sparql, --list expected")
    if listing:
        from kg.questions import list_questions
        from kg.tables import render_questions

        print_table(render_questions(list_questions()))
        return
    given = parse_parameters(params)
    if name is not None:
        check_question(name, given)
    from rich.text import Text

    from kg.query import describe_scope, fold_quotes, render_csv, render_json, render_table, run_question, run_sparql

    text = read_sparql(sparql) if sparql is not None else ""
    with open_source(graph, endpoint, timeout) as source:
        result = run_question(source, name, given) if name is not None else run_sparql(source, text)
    if show_sparql:
        say(result.sparql)
    scope = describe_scope(result)
    if form == "table":
        print_table(*map(Text, scope), render_table(fold_quotes(result)))
        return
    for line in scope if form == "csv" else ():
        say(line)
    write_output(render_csv(fold_quotes(result)) if form == "csv" else render_json(result))
