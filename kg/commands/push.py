"""A built graph into a store across the network."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import address_argument, graph_option, timeout_option
from kg.console import say, show_progress


@click.command(
    short_help="推送到图数据库 / the graph into a store",
    epilog="例 / example:  kg push http://127.0.0.1:7878/store --graph out",
)
@address_argument
@graph_option
@click.option("--dry-run", is_flag=True, help="只列出将替换和删除的图 / only list what would be replaced and deleted")
@timeout_option
def push(url: str, graph: Path, dry_run: bool, timeout: float) -> None:
    """把图谱推送到支持 SPARQL 1.1 Graph Store Protocol 的图数据库：每份文件一个命名图。

    Sends a graph to a store that speaks the SPARQL 1.1 Graph Store Protocol, a named graph a document: a document that
    changed is replaced, one that is gone is deleted, other graphs are left alone. Accounts: KG_STORE_USER and
    KG_STORE_PASSWORD, or KG_STORE_TOKEN, in the environment.
    """
    from kg.stores.graph_store import GraphStore
    from kg.stores.http import Client, parse_address
    from kg.stores.push import open_dataset, plan_push
    from kg.stores.push import push as push_graphs

    dataset = open_dataset(graph)
    with Client(parse_address(url), timeout) as client, show_progress() as report:
        if client.in_clear:
            say("警告：密码将以明文经网络传送，请用 https / warning: the password crosses the network in clear; use https")
        target = GraphStore(client)
        plan = plan_push(dataset, target)
        triples = 0 if dry_run else push_graphs(dataset, target, plan, report)
    if dry_run:
        for word, names in (("替换 replace", plan.replaced), ("删除 delete", plan.deleted)):
            for name in names:
                click.echo(f"{word}  {name}")
        say("未推送 / dry run: nothing was sent")
        return
    click.echo(
        f"已推送 / pushed: {len(plan.replaced)} 个图 graphs, {triples} 条三元组 triples; 已删除 / deleted: {len(plan.deleted)}"
    )
