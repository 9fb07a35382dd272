"""A built graph as a page and in other formats."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from kg.commands.options import graph_option
from kg.console import say, write_output

FORMS = ("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml", "graphml", "gexf", "neo4j", "csv", "xlsx")
FOLDERS, BINARIES = ("neo4j",), ("xlsx",)


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
    from kg.exports.page import write_page

    page = write_page(graph, output)
    click.echo(page)
    if opening:
        webbrowser.open(page.resolve().as_uri())


@click.command(
    short_help="图谱 → 其他格式 / the graph in other formats",
    epilog="例 / example:  kg export --format xlsx --output 任务分解表.xlsx",
)
@graph_option
@click.option("--format", "form", type=click.Choice(FORMS), required=True)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="写入的文件（neo4j 为文件夹），文本格式默认标准输出 / the file, for neo4j the folder; texts by default to standard output",
)
def export(graph: Path, form: str, output: Path | None) -> None:
    """图谱 → 其他格式：RDF、网络图、数据库、表格。

    turtle trig ntriples nquads jsonld rdfxml 是 RDF；graphml gexf 供 Gephi 等；neo4j 是供导入的文件夹；xlsx
    是任务分解表（任务、目标、激励、平台）；csv 每条事实一行。

    The graph in another format: RDF; networks for Gephi and the like; a folder for neo4j-admin import; xlsx, the
    table of tasks with targets, incentives and platforms; csv, a line for each fact, with its evidence.
    """
    check_output(form, output)
    from kg.exports.forms import export_graph, write_export

    exported = export_graph(graph, form)
    if output is not None:
        write_export(exported, output)
    elif isinstance(exported.content, str):
        write_output(exported.content)
    for note in exported.notes:
        say(f"注意 / note: {note}")


def check_output(form: str, output: Path | None) -> None:
    """Refuses, as wrong usage, an output that the form cannot be written to."""
    if form in (*FOLDERS, *BINARIES) and output is None:
        what = "文件夹 / a folder" if form in FOLDERS else "二进制文件 / a binary file"
        raise click.UsageError(f"{form} 是{what}：请给出 --output / --output is needed")
    if output is not None and form in FOLDERS and output.exists() and not output.is_dir():
        raise click.UsageError(f"{form}: --output 应为文件夹 / a folder expected, this is a file: {output}")
    if output is not None and form not in FOLDERS and output.is_dir():
        raise click.UsageError(f"{form}: --output 应为文件 / a file expected, this is a folder: {output}")
