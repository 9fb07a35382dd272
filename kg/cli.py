"""The command line: each command is a few lines over a library function, whose imports wait until it runs.

Exit codes: 0 done; 1 failed, an input was lost, or (with ``--strict``) there was any problem; 2 wrong usage.
"""

from __future__ import annotations

import os
import sys
import webbrowser
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from kg import __version__
from kg.console import (
    abandon_output,
    describe_failure,
    prepare_streams,
    print_table,
    restore_argument,
    say,
    show_progress,
    write_output,
)
from kg.errors import InputError, KgError, ParameterError, QueryError
from kg.model import Problem

DONE, FAILED, USAGE = 0, 1, 2


class Commands(click.Group):
    """The group of commands, with this package's streams, messages and exit codes."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Runs a command line and ends the process with its exit code."""
        prepare_streams()
        kwargs["standalone_mode"] = False
        try:
            code = super().main(*args, **kwargs)
            sys.stdout.flush()
        except click.UsageError as error:
            more = f"\n用法见 / see: {error.ctx.command_path} --help" if error.ctx else ""
            say(f"用法错误 / usage: {error.format_message()}{more}")
            code = USAGE
        except (KeyboardInterrupt, click.Abort):
            say("已中止 / interrupted")
            code = FAILED
        except click.ClickException as error:
            say(f"错误 / error: {error.format_message()}")
            code = FAILED
        except ParameterError as error:
            say(f"用法错误 / usage: {error}\n用法见 / see: kg query --list")
            code = USAGE
        except KgError as error:
            say(f"错误 / error: {error}")
            code = FAILED
        except OSError as error:
            abandon_output()
            if not isinstance(error, BrokenPipeError):  # whoever read the output has enough of it
                say(f"错误 / error: {describe_failure(error)}")
            code = FAILED
        sys.exit(code if isinstance(code, int) else DONE)


def check_paths(context: click.Context, parameter: click.Parameter, paths: Sequence[Path]) -> tuple[Path, ...]:
    """The paths, where all exist."""
    for path in paths:
        if not os.path.exists(path):
            raise click.BadParameter(f"找不到文件或文件夹 / no such file or folder: {path}", context, parameter)
    return tuple(paths)


def judge(problems: Iterable[Problem], strict: bool) -> int:
    """The exit code for problems: 1 where an input was lost, or for any of them if ``strict``."""
    return FAILED if any(strict or problem.lost for problem in problems) else DONE


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


inputs = click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path), callback=check_paths)
needed_inputs = click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path), callback=check_paths
)
graph_option = click.option(
    "--graph",
    type=click.Path(path_type=Path),
    default=Path("out"),
    show_default=True,
    metavar="DIR",
    help="kg build 写出的文件夹，或一个 RDF 文件 / the folder that kg build wrote, or one RDF file",
)
output_option = click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="写入文件，默认标准输出 / a file instead of standard output",
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="并行进程数，0 为自动，不影响结果 / processes, 0 chooses; never changes the result",
)
vocab_option = click.option(
    "--vocab",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="自己的词表文件夹，补充或替换自带行 / a folder of tables that add to the shipped vocabularies or replace rows",
)
model_option = click.option(
    "--no-model",
    "rules_only",
    is_flag=True,
    help="不用统计模型，只用规则和词表 / rules and vocabularies alone, without the trained model",
)
strict_option = click.option("--strict", is_flag=True, help="有任何问题即退出码 1 / exit 1 on any problem")


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="例 / example:  kg build  &&  kg query responsible industry=跨境电商",
)
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """政策文件 → 知识图谱：谁负责什么、目标、激励，每条附原文。

    Chinese policy documents into a knowledge graph: who answers for what, each fact with its sentence.
    """


@main.command(
    short_help="文件 → 图谱和网页 / documents into a graph and a page",
    epilog="例 / example:  kg build 政策文件/ 通知.txt --out out",
)
@inputs
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("out"),
    show_default=True,
    metavar="DIR",
    help="输出文件夹 / the folder to write to",
)
@vocab_option
@model_option
@jobs_option
@strict_option
@click.pass_context
def build(
    context: click.Context,
    paths: tuple[Path, ...],
    out: Path,
    vocab: Path | None,
    rules_only: bool,
    jobs: int,
    strict: bool,
) -> None:
    """文件、文件夹 → 图谱和网页；不写 PATH 用自带样例。

    Files and folders into a graph and a page in DIR; without PATH, the samples that ship.
    """
    from kg.pipeline import build as build_graph
    from kg.tables import render_summary
    from kg.user_vocabularies import choose_tables

    tables = choose_tables(vocab, not rules_only)
    with show_progress() as report:
        summary = build_graph(paths, out, jobs, report, tables)
    print_table(*render_summary(summary))
    say(f"已写入 / written to: {out}")
    context.exit(judge(summary.problems, strict))


@main.command(
    short_help="文件 → 抽取结果 / documents into extractions (JSONL)",
    epilog="例 / example:  kg extract 通知.txt --output 通知.jsonl",
)
@needed_inputs
@output_option
@vocab_option
@model_option
@jobs_option
@strict_option
@click.pass_context
def extract(
    context: click.Context,
    paths: tuple[Path, ...],
    output: Path | None,
    vocab: Path | None,
    rules_only: bool,
    jobs: int,
    strict: bool,
) -> None:
    """文件、文件夹 → 抽取结果（JSONL）。

    Files and folders into extractions, as JSONL.
    """
    from kg.pipeline import extract_paths
    from kg.records import write_records
    from kg.user_vocabularies import choose_tables

    tables = choose_tables(vocab, not rules_only)
    with show_progress() as report:
        extracted = extract_paths(paths, jobs, report, tables)
    write_output("".join(write_records(extraction) for extraction, _ in extracted.items), output)
    for problem in extracted.problems:
        say(f"{problem.source}: {problem.message}")
    context.exit(judge(extracted.problems, strict))


@main.command(
    short_help="提问 / ask a built graph", epilog="例 / example:  kg query responsible industry=集成电路 --format csv"
)
@click.argument("name", required=False)
@click.argument("params", metavar="[PARAM=VALUE]...", nargs=-1)
@click.option("--sparql", metavar="TEXT|FILE", help="自己的 SPARQL 或其文件 / your own SPARQL, or a file that holds it")
@graph_option
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--list", "listing", is_flag=True, help="列出自带的问题和参数 / the questions with their parameters")
@click.option("--show-sparql", is_flag=True, help="在标准错误显示所运行的 SPARQL / show the SPARQL on standard error")
def query(
    name: str | None,
    params: tuple[str, ...],
    sparql: str | None,
    graph: Path,
    form: str,
    listing: bool,
    show_sparql: bool,
) -> None:
    """提问：自带的问题（--list）或自己的 SPARQL。

    Ask a shipped question (see --list), or your own SPARQL, of a built graph.
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
    from kg.query import fold_quotes, open_graph, render_csv, render_json, render_table, run_question, run_sparql

    text = read_sparql(sparql) if sparql is not None else ""
    store = open_graph(graph)
    result = run_question(store, name, given) if name is not None else run_sparql(store, text)
    if show_sparql:
        say(result.sparql)
    if form == "table":
        print_table(render_table(fold_quotes(result)))
    else:
        write_output(render_csv(fold_quotes(result)) if form == "csv" else render_json(result))


@main.command(short_help="写出网页 / write the interactive page", epilog="例 / example:  kg view --graph out --open")
@graph_option
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="默认写在图谱旁 / by default graph.html beside the graph",
)
@click.option("--open", "opening", is_flag=True, help="在浏览器中打开 / open it in the browser")
def view(graph: Path, output: Path | None, opening: bool) -> None:
    """写出可交互的网页（可离线打开），并显示其路径。

    Writes the interactive page, which needs no network, and prints its path.
    """
    from kg.export import write_page

    page = write_page(graph, output)
    click.echo(page)
    if opening:
        webbrowser.open(page.resolve().as_uri())


@main.command(
    short_help="图谱 → 其他格式 / the graph in other formats",
    epilog="例 / example:  kg export --format csv --output 事实.csv",
)
@graph_option
@click.option("--format", "form", type=click.Choice(["turtle", "trig", "ntriples", "csv"]), required=True)
@output_option
def export(graph: Path, form: str, output: Path | None) -> None:
    """图谱 → 其他格式；csv 为每条事实一行。

    The graph in another format; csv has a line for each fact, with its evidence.
    """
    from kg.export import export_graph

    write_output(export_graph(graph, form), output)


@main.command(
    short_help="图谱对照标注打分 / a graph against annotated documents",
    epilog="例 / example:  kg score out 标注/ 政策文件/ --errors industries",
)
@click.argument("graph", metavar="GRAPH", type=click.Path(path_type=Path))
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.argument("texts", metavar="TEXTS", type=click.Path(path_type=Path))
@click.option(
    "--errors", multiple=True, metavar="KIND", help="列出某类（或 all）的错漏 / list wrong and missing items of a kind, or all"
)
@click.option("--doc", "only", default="", metavar="PREFIX", help="只算名称以此开头的标注 / gold files that begin so only")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="同时写成 JSON / write JSON as well")
@click.option("--functions", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="职能对照表，默认用部门词表 / forms of functions, by default the vocabulary of agencies")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def score(
    graph: Path,
    gold: Path,
    texts: Path,
    errors: tuple[str, ...],
    only: str,
    json_file: Path | None,
    functions: Path | None,
    form: str,
) -> None:
    """图谱与标注文件对照：准确率、召回率、F1 和错漏。

    Holds GRAPH (a build's folder or an RDF file) against the annotations in GOLD of the documents in TEXTS.
    """
    import json

    from kg.score import find_errors, pack_score, read_functions, render_score, score_graph

    known = {} if functions is None else {"key_of": read_functions(functions)}
    found = score_graph(graph, gold, texts, restore_argument(only), **known)
    listed = find_errors(found, [kind for given in errors for kind in restore_argument(given).split(",")])
    packed = json.dumps(pack_score(found), ensure_ascii=False, indent=1) + "\n"
    if json_file is not None:
        write_output(packed, json_file)
    if form == "json":
        write_output(packed)
    else:
        print_table(*render_score(found, listed))


@main.command(
    short_help="用自己的标注训练 / fit the model from annotated documents",
    epilog="例 / example:  kg train 标注/ 政策文件/ --out 词表  &&  kg build 政策文件/ --vocab 词表",
)
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.argument("texts", metavar="TEXTS", type=click.Path(path_type=Path))
@click.option("--also", nargs=2, multiple=True, type=click.Path(path_type=Path), metavar="GOLD TEXTS",
              help="更多标注和原文 / more gold with its texts")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR",
              help="权重表写入的文件夹，可用于 --vocab / the folder for the weights, to be used with --vocab")
def train(gold: Path, texts: Path, also: tuple[tuple[Path, Path], ...], out: Path) -> None:
    """用标注文件重新训练产业、平台、园区、机构名称的识别模型。

    Fits the model of names from the annotations in GOLD of the documents in TEXTS (needs policykg[train]).
    """
    from kg.training import render_trials, train_folders

    trials = train_folders([(gold, texts), *also], out)
    print_table(*render_trials(trials))
    say(f"已写入 / written to: {out}")


@main.command(
    short_help="一条事实为何成立 / why a statement stands",
    epilog="例 / example:  kg explain 石家庄市商务局 智慧物流",
)
@click.argument("names", metavar="IRI | SUBJECT OBJECT", nargs=-1, required=True)
@graph_option
@vocab_option
@model_option
@click.option("--limit", type=click.IntRange(min=1), default=5, show_default=True, help="最多几条 / statements at most")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def explain(names: tuple[str, ...], graph: Path, vocab: Path | None, rules_only: bool, limit: int, form: str) -> None:
    """一条事实的原文、规则、词语和未采用的候选。

    Shows the sentence of a fact (by its IRI, or by the names of its two ends), the rule that found it, what each word
    was taken for, and the candidates that were weighed and left out.
    """
    import json

    from kg.explain import explain as explain_names
    from kg.explain import pack_explanation, render_explanation
    from kg.user_vocabularies import choose_tables
    from kg.vocabulary import using_tables

    if len(names) > 2:
        raise click.UsageError("应为一个 IRI 或两个名称 / one IRI or two names expected")
    with using_tables(choose_tables(vocab, not rules_only)):
        found, all_of_them = explain_names(graph, [restore_argument(name) for name in names], not rules_only, limit)
    if form == "json":
        write_output(json.dumps([pack_explanation(one) for one in found], ensure_ascii=False, indent=1) + "\n")
        return
    for one in found:
        print_table(*render_explanation(one))
    if all_of_them > len(found):
        say(f"共 {all_of_them} 条，显示 {len(found)} 条，见 --limit / {all_of_them} statements, {len(found)} shown: see --limit")


@main.command(
    short_help="可能漏掉的句子 / sentences that gave nothing",
    epilog="例 / example:  kg gaps --graph out --class duty",
)
@graph_option
@click.option("--class", "kinds", multiple=True, type=click.Choice(["duty", "open-duty", "target", "offer"]),
              help="只列此类，可多次 / this class only, may be repeated")
@click.option("--doc", "document", default="", metavar="PREFIX", help="只列名称以此开头的文件 / documents whose names begin so")
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True, help="最多显示几句，0 为全部 / 0 shows all")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def gaps(graph: Path, kinds: tuple[str, ...], document: str, limit: int, form: str) -> None:
    """写有责任、数字承诺或资金支持而图谱中没有事实的句子。

    Lists sentences that assign a duty, commit to a number or offer money, and gave the graph nothing.
    """
    import json

    from kg.gaps import COLUMNS, choose_gaps, find_gaps, pack_gap, read_folder, render_gaps

    every = (gap for extraction, text in read_folder(graph) for gap in find_gaps(extraction, text))
    found = choose_gaps(every, kinds, restore_argument(document))
    if form == "table":
        print_table(*render_gaps(found, limit))
    elif form == "json":
        write_output(json.dumps([pack_gap(gap) for gap in found], ensure_ascii=False, indent=1) + "\n")
    else:
        from kg.query import Result, render_csv

        write_output(render_csv(Result(COLUMNS, tuple(tuple(pack_gap(gap).values()) for gap in found), "")))
