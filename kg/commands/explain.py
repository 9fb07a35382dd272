"""Why a statement stands, and what may have been missed."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import graph_option, lac_option, model_option, vocab_option
from kg.console import print_table, restore_argument, say, write_output


@click.command(
    short_help="一条事实为何成立 / why a statement stands",
    epilog="例 / example:  kg explain 石家庄市商务局 智慧物流",
)
@click.argument("names", metavar="IRI | SUBJECT OBJECT", nargs=-1, required=True)
@graph_option
@vocab_option
@model_option
@lac_option
@click.option("--limit", type=click.IntRange(min=1), default=5, show_default=True, help="最多几条 / statements at most")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def explain(
    names: tuple[str, ...], graph: Path, vocab: Path | None, rules_only: bool, with_lac: bool, limit: int, form: str
) -> None:
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
    with using_tables(choose_tables(vocab, not rules_only, with_lac)):
        found, all_of_them = explain_names(graph, [restore_argument(name) for name in names], not rules_only, limit)
    if form == "json":
        write_output(json.dumps([pack_explanation(one) for one in found], ensure_ascii=False, indent=1) + "\n")
        return
    for one in found:
        print_table(*render_explanation(one))
    if all_of_them > len(found):
        say(f"共 {all_of_them} 条，显示 {len(found)} 条，见 --limit / {all_of_them} statements, {len(found)} shown: see --limit")


@click.command(
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
