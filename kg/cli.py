"""The command line: the group of commands, which stand in `kg.commands`, with its streams, messages and exit codes.

Each command is a few lines over a library function, whose imports wait until it runs.
"""

from __future__ import annotations

import sys
from typing import Any, NoReturn

import click

from kg import __version__
from kg.commands.build import build, extract
from kg.commands.contract import ontology, validate
from kg.commands.diff import diff
from kg.commands.explain import explain, gaps
from kg.commands.export import export, view
from kg.commands.options import DONE, FAILED, USAGE
from kg.commands.push import push
from kg.commands.query import ask, query
from kg.commands.review import review
from kg.commands.score import score, train
from kg.commands.serve import serve
from kg.console import abandon_output, describe_failure, prepare_streams, say, show_warnings
from kg.errors import GraphWarning, KgError, ParameterError


class Commands(click.Group):
    """The group of commands, with this package's streams, messages and exit codes."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Runs a command line and ends the process with its exit code."""
        prepare_streams()
        kwargs["standalone_mode"] = False
        try:
            with show_warnings(GraphWarning):
                code = super().main(*args, **kwargs)
            sys.stdout.flush()
        except click.UsageError as error:
            more = f"\n用法见 / see: {error.ctx.command_path} --help" if error.ctx else ""
            say(f"用法错误 / usage: {error.format_message()}{more}")
            code = USAGE
        except (KeyboardInterrupt, click.Abort):
            say("已中止 / interrupted")
            code = FAILED
        except click.ClickException as error:
            say(f"错误 / error: {error.format_message()}")
            code = FAILED
        except ParameterError as error:
            say(f"用法错误 / usage: {error}\n用法见 / see: kg query --list")
            code = USAGE
        except KgError as error:
            say(f"错误 / error: {error}")
            code = FAILED
        except OSError as error:
            abandon_output()
            if not isinstance(error, BrokenPipeError):  # whoever read the output has enough of it
                say(f"错误 / error: {describe_failure(error)}")
            code = FAILED
        sys.exit(code if isinstance(code, int) else DONE)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="例 / example:  kg build  &&  kg query responsible industry=跨境电商",
)
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """政策文件 → 知识图谱：谁负责什么、目标、激励，每条附原文。

    Chinese policy documents into a knowledge graph: who answers for what, each fact with its sentence.
    """


for _command in (
    build, extract, query, ask, diff, view, serve, export, push, score, train, explain, gaps, review, validate, ontology,
):  # fmt: skip
    main.add_command(_command)
