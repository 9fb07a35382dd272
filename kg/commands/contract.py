"""The contract of graphs: a graph held against it, and the ontology and shapes that state it."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import DONE, FAILED, graph_option, output_option
from kg.console import print_table, write_output


@click.command(
    short_help="图谱是否符合约定 / a graph held against its contract",
    epilog="例 / example:  kg validate --graph out --format csv",
)
@graph_option
@click.option("--shapes", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="自己的 SHACL（Turtle），代替自带的 / SHACL of your own in Turtle, instead of the shipped shapes")
@click.option("--limit", type=click.IntRange(min=0), default=10, show_default=True,
              help="每项检查最多显示几处，0 为全部 / findings shown of each check, 0 shows all")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.pass_context
def validate(context: click.Context, graph: Path, shapes: Path | None, limit: int, form: str) -> None:
    """图谱是否符合约定：数据形状（SHACL）、名称、引文与原文。

    Holds a graph against the shapes, the ontology's terms and the texts it quotes. Exit code 1 where something breaks them.
    """
    import json

    from kg.conformance import check_graph, render_findings
    from kg.conformance.findings import COLUMNS, pack_finding

    report = check_graph(graph, shapes)
    rows = [pack_finding(finding) for finding in report.findings]
    if form == "table":
        print_table(*render_findings(report, limit))
    elif form == "json":
        whole = {"conforms": report.conforms, "triples": report.triples, "quotes_checked": report.quotes_checked}
        write_output(json.dumps({**whole, "findings": rows}, ensure_ascii=False, indent=1) + "\n")
    else:
        from kg.query import Result, render_csv

        write_output(render_csv(Result(COLUMNS, tuple(tuple(row.values()) for row in rows), "")))
    context.exit(DONE if report.conforms else FAILED)


@click.command(
    short_help="本体说明 / the ontology: classes, properties, shapes",
    epilog="例 / example:  kg ontology --output 本体.html",
)
@click.option("--format", "form", type=click.Choice(["html", "turtle", "shapes"]), default="html", show_default=True,
              help="说明网页、本体或数据形状 / the page, the ontology itself, or the shapes (SHACL)")
@output_option
def ontology(form: str, output: Path | None) -> None:
    """写出本体：每个类和属性的中英文名称与定义（网页），或 Turtle。

    Writes the ontology: names and definitions of each class and property as a page, or as Turtle.
    """
    from kg.resources import find_resource
    from kg.views.reference import render_reference

    if form == "html":
        write_output(render_reference(), output)
    else:
        name = {"turtle": "kg.ttl", "shapes": "shapes.ttl"}[form]
        write_output(find_resource("ontology", name).read_text(encoding="utf-8"), output)
