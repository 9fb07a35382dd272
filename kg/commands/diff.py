"""Two policies beside each other."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.options import lac_option, model_option, output_option, vocab_option
from kg.console import print_table, restore_argument, say, show_progress, write_output
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.comparison import Policy
    from kg.console import Report
    from kg.vocabulary import UserTables

SORTS = ("added", "dropped", "changed", "moved", "renumbered", "lead", "joint", "support", "number", "deadline", "builder")


def read_file(given: str, report: Report, tables: UserTables | None) -> Policy:
    """A document as it is compared; its graph is built in memory.

    Raises:
        InputError: it cannot be read or extracted.
    """
    from kg.comparison import find_policy, read_policy
    from kg.pipeline import extract_paths
    from kg.rdf import build_dataset

    extracted = extract_paths([Path(given)], 1, report, tables)
    for problem in extracted.problems:
        say(f"{problem.source}: {problem.message}")
    if len(extracted.items) != 1:
        raise InputError(f"{given}: 有 {len(extracted.items)} 份文件，应为一份 / one document expected")
    ((extraction, text),) = extracted.items
    store = build_dataset(extracted.items)
    return read_policy(store, find_policy(store, extraction.sha256[:12]), {extraction.sha256: text})


def read_from_graph(graph: Path, names: tuple[str, str]) -> tuple[Policy, Policy]:
    """Two policies of a built graph, with their texts where the build's folder has them.

    Raises:
        InputError: there is no graph.
        QueryError: no policy, or several, have a name.
    """
    from kg.comparison import find_policy, list_digests, read_policy
    from kg.exports.forms import read_texts
    from kg.query import open_graph

    store = open_graph(graph)
    found = [find_policy(store, name) for name in names]
    texts = read_texts(graph, (digest for policy in found for digest in list_digests(store, policy)))
    old, new = (read_policy(store, policy, texts) for policy in found)
    return old, new


@click.command(
    short_help="比较两份文件 / two policies beside each other",
    epilog="例 / example:  kg diff 方案2025.txt 方案2026.txt  ·  kg diff 方案2025 方案2026 --graph out",
)
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.option(
    "--graph", "-g",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A、B 是此图谱中文件的标题、文号、文件名或 IRI / A and B are titles, numbers, file names or IRIs of this graph",
)  # fmt: skip
@vocab_option
@model_option
@lac_option
@click.option("--kind", "sorts", multiple=True, type=click.Choice(SORTS), help="只列此类变化，可多次 / this kind only, may be repeated")
@click.option("--limit", type=click.IntRange(min=0), default=30, show_default=True, help="每类最多几条，0 为全部 / rows of a kind, 0: all")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@output_option
def diff(
    old: str, new: str, graph: Path | None, vocab: Path | None, rules_only: bool, with_lac: bool,
    sorts: tuple[str, ...], limit: int, form: str, output: Path | None,
) -> None:  # fmt: skip
    """比较 A（旧）和 B（新）：任务增减和改动、牵头和配合变更、数值和期限变更，附两边原文。

    Compares A (old) with B (new), two files or, with --graph, two policies of a built graph: tasks added, dropped, changed
    and moved; who leads or supports; numbers and deadlines, each with both quotes. Exit code 0 whether or not they differ,
    1 where a document cannot be read.
    """
    from kg.comparison import (
        choose_changes,
        compare_policies,
        render_changes_csv,
        render_changes_json,
        render_comparison,
    )

    if output is not None and form == "table":
        raise click.UsageError("--output 需与 --format csv 或 json 同用 / --output goes with --format csv or json")
    names = restore_argument(old), restore_argument(new)
    if graph is not None:
        comparison = compare_policies(*read_from_graph(graph, names))
    else:
        check_files(old, new)
        from kg.user_vocabularies import choose_tables

        tables = choose_tables(vocab, not rules_only, with_lac)
        with show_progress() as report:
            comparison = compare_policies(*(read_file(name, report, tables) for name in (old, new)))
    changes = choose_changes(comparison, sorts)
    if form == "table":
        print_table(*render_comparison(comparison, changes, limit))
    else:
        write_output(render_changes_csv(changes) if form == "csv" else render_changes_json(comparison, changes), output)


def check_files(*paths: str) -> None:
    """Refuses, as wrong usage, what is no file."""
    for path in paths:
        if not os.path.exists(path):
            shown = restore_argument(path)
            raise click.UsageError(f"找不到文件；图谱中的文件请加 --graph / no such file; of a built graph give --graph: {shown}")
