"""Documents into extractions and into a graph."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import (
    inputs,
    jobs_option,
    judge,
    lac_option,
    model_option,
    needed_inputs,
    output_option,
    strict_option,
    vocab_option,
)
from kg.console import print_table, say, show_progress, write_output


@click.command(
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
@lac_option
@click.option(
    "--corrections",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="人工审定的更正，可多次 / reviewed corrections (docs/corrections.md), may be repeated",
)
@jobs_option
@strict_option
@click.pass_context
def build(
    context: click.Context,
    paths: tuple[Path, ...],
    out: Path,
    vocab: Path | None,
    rules_only: bool,
    with_lac: bool,
    corrections: tuple[Path, ...],
    jobs: int,
    strict: bool,
) -> None:
    """文件、文件夹 → 图谱和网页；不写 PATH 用自带样例。

    Files and folders into a graph and a page in DIR; without PATH, the samples that ship.
    """
    from kg.corrections import read_sheets
    from kg.pipeline import build as build_graph
    from kg.tables import render_summary
    from kg.user_vocabularies import choose_tables, list_corrections

    tables = choose_tables(vocab, not rules_only, with_lac)
    sheet = read_sheets({file.resolve(): file for file in (*list_corrections(vocab), *corrections)}.values())
    with show_progress() as report:
        summary = build_graph(paths, out, jobs, report, tables, sheet)
    print_table(*render_summary(summary))
    say(f"已写入 / written to: {out}")
    context.exit(judge(summary.problems, strict))


@click.command(
    short_help="文件 → 抽取结果 / documents into extractions (JSONL)",
    epilog="例 / example:  kg extract 通知.txt --output 通知.jsonl",
)
@needed_inputs
@output_option
@vocab_option
@model_option
@lac_option
@jobs_option
@strict_option
@click.pass_context
def extract(
    context: click.Context,
    paths: tuple[Path, ...],
    output: Path | None,
    vocab: Path | None,
    rules_only: bool,
    with_lac: bool,
    jobs: int,
    strict: bool,
) -> None:
    """文件、文件夹 → 抽取结果（JSONL）。

    Files and folders into extractions, as JSONL.
    """
    from kg.pipeline import extract_paths
    from kg.records import write_records
    from kg.user_vocabularies import choose_tables

    tables = choose_tables(vocab, not rules_only, with_lac)
    with show_progress() as report:
        extracted = extract_paths(paths, jobs, report, tables)
    write_output("".join(write_records(extraction) for extraction, _ in extracted.items), output)
    for problem in extracted.problems:
        say(f"{problem.source}: {problem.message}")
    context.exit(judge(extracted.problems, strict))
