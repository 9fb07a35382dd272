"""A built graph as a page and in other formats."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from kg.commands.options import graph_option, output_option
from kg.console import write_output


@click.command(short_help="写出网页 / write the interactive page", epilog="例 / example:  kg view --graph out --open")
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


@click.command(
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
