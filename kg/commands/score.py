"""Annotated documents: a graph held against them, models fitted to them."""

from __future__ import annotations

from pathlib import Path

import click

from kg.console import print_table, restore_argument, say, write_output


@click.command(
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


@click.command(
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
