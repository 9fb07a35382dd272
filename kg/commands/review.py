"""What a person should look at."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import graph_option, output_option
from kg.console import print_table, write_output


@click.command(
    short_help="待审的合并、名称和事实 / what a person should look at",
    epilog="例 / example:  kg review --limit 20 --output 待审.tsv",
)
@graph_option
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True, help="最多几项，0 为全部 / 0 gives all")
@click.option("--format", "form", type=click.Choice(["tsv", "table", "json"]), default="tsv", show_default=True)
@output_option
def review(graph: Path, limit: int, form: str, output: Path | None) -> None:
    """可能为同一对象的、名称可疑的、规则不可靠的，最可疑的在前；填上 action 即可用于 kg build --corrections。

    Lists what may be one thing, names that look broken, facts of weak rules and regions whose name several share, most
    doubtful first. Fill in the action of a line and give the file to kg build --corrections (docs/corrections.md).
    """
    import json

    from kg.review import find_candidates, pack_candidate, render_candidates, write_lines

    found, total = find_candidates(graph, limit)
    if form == "table":
        print_table(*render_candidates(found, total))
    elif form == "json":
        write_output(json.dumps([pack_candidate(one) for one in found], ensure_ascii=False, indent=1) + "\n", output)
    else:
        write_output(write_lines(found), output)
