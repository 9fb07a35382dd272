"""What several commands share: arguments, options and the exit codes.

Exit codes: 0 done; 1 failed, an input was lost, or (with ``--strict``) there was any problem; 2 wrong usage.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from kg.errors import StoreError
from kg.model import Problem

DONE, FAILED, USAGE = 0, 1, 2


def check_paths(context: click.Context, parameter: click.Parameter, paths: Sequence[Path]) -> tuple[Path, ...]:
    """The paths, where all exist."""
    for path in paths:
        if not os.path.exists(path):
            raise click.BadParameter(f"找不到文件或文件夹 / no such file or folder: {path}", context, parameter)
    return tuple(paths)


def judge(problems: Iterable[Problem], strict: bool) -> int:
    """The exit code for problems: 1 where an input was lost, or for any of them if ``strict``."""
    return FAILED if any(strict or problem.lost for problem in problems) else DONE


def check_address(context: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    """The address of a store, where it is one and holds no password."""
    from kg.stores.http import parse_address

    if given is not None:
        try:
            parse_address(given)
        except StoreError as error:
            raise click.BadParameter(str(error), context, parameter) from error
    return given


inputs = click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path), callback=check_paths)
needed_inputs = click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path), callback=check_paths
)
graph_option = click.option(
    "--graph",
    type=click.Path(path_type=Path),
    default=Path("out"),
    show_default=True,
    metavar="DIR",
    help="kg build 写出的文件夹，或一个 RDF 文件 / the folder that kg build wrote, or one RDF file",
)
output_option = click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="写入文件，默认标准输出 / a file instead of standard output",
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="并行进程数，0 为自动，不影响结果 / processes, 0 chooses; never changes the result",
)
vocab_option = click.option(
    "--vocab",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="自己的词表文件夹，补充或替换自带行 / a folder of tables that add to the shipped vocabularies or replace rows",
)
model_option = click.option(
    "--no-model",
    "rules_only",
    is_flag=True,
    help="不用统计模型，只用规则和词表 / rules and vocabularies alone, without the trained model",
)
lac_option = click.option(
    "--lac",
    "with_lac",
    is_flag=True,
    help="另用 LAC 提示机构名（须装 policykg[lac]）/ let LAC suggest organizations too (needs policykg[lac])",
)
strict_option = click.option("--strict", is_flag=True, help="有任何问题即退出码 1 / exit 1 on any problem")
address_argument = click.argument("url", metavar="URL", callback=check_address)
endpoint_option = click.option(
    "--endpoint",
    metavar="URL",
    callback=check_address,
    help="改问远程 SPARQL 1.1 端点 / ask a SPARQL 1.1 endpoint instead of --graph",
)
timeout_option = click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="每次请求的秒数上限 / seconds that a request may take",
)
