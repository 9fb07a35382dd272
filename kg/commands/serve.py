"""A built graph as a local web application."""

from __future__ import annotations

import os
import webbrowser
from pathlib import Path

import click

from kg.console import say

TOKEN = "KG_SERVE_TOKEN"


@click.command(short_help="本机网页 / look at a graph in the browser", epilog="例 / example:  kg serve out --open")
@click.argument("graph", type=click.Path(path_type=Path), default=Path("out"), metavar="[GRAPH]")
@click.option("--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="端口，0 为任一空闲端口 / 0 takes a free one")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
              help="监听地址；本机以外须有令牌 / beyond this machine a token is needed")
@click.option("--name", "names", multiple=True, metavar="HOST",
              help="其他机器所用的主机名，可多次 / a host name that others use, may be repeated")
@click.option("--token", metavar="TOKEN", help=f"访问令牌，也可设环境变量 / also by {TOKEN} in the environment")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=30, show_default=True, metavar="SECONDS",
              help="每个查询的秒数上限 / seconds that a query may take")
@click.option("--open", "opening", is_flag=True, help="在浏览器中打开 / open it in the browser")
def serve(
    graph: Path, port: int, host: str, names: tuple[str, ...], token: str | None, timeout: float, opening: bool
) -> None:
    """在本机以网页浏览图谱：搜索、机构与产业页、读原文、提问、SPARQL 端点；Ctrl-C 停止。

    Serves a built graph (the folder that kg build wrote, or one RDF file) on this machine: search, pages of agencies and
    industries, documents with their facts marked, the questions, and a SPARQL 1.1 endpoint at /sparql, all read only.
    Ctrl-C stops it.
    """
    from kg.serve.server import Settings
    from kg.serve.server import serve as run

    settings = Settings(host, port, token if token is not None else os.environ.get(TOKEN, ""), names, timeout)

    def announce(address: str) -> None:
        say(f"{address}\nSPARQL: {address}sparql\n按 Ctrl-C 停止 / Ctrl-C stops")
        if opening:
            webbrowser.open(f"{address}?token={settings.token}" if settings.token else address)

    run(graph, settings, announce)
    say("已停止 / stopped")
