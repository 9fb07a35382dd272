"""The terminal: UTF-8 whatever the locale, progress after a second, results as bytes."""

from __future__ import annotations

import io
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click
from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TaskID, TextColumn, TimeElapsedColumn

Report = Callable[[str, int, int], None]
_PATIENCE = 1.0
_PLAIN_WIDTH = 120


def prepare_streams() -> None:
    """Makes standard output and error UTF-8: a locale or a code page must neither stop a run nor damage a name."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def abandon_output() -> None:
    """Lets standard output go after a write to it failed, so that nothing is tried again when the process ends."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), descriptor)


def describe_failure(error: OSError) -> str:
    """What the system refused, and what to look at."""
    place = f"{error.filename}: " if error.filename else ""
    reason = error.strerror or str(error) or type(error).__name__
    return f"读写失败，请检查磁盘空间和权限 / reading or writing failed; check disk space and permissions: {place}{reason}"


def restore_argument(value: str) -> str:
    """An argument as it was typed, in UTF-8, where the locale made Python read its bytes otherwise."""
    return os.fsencode(value).decode("utf-8", "backslashreplace")


def open_console(stderr: bool = False) -> Console:
    """A console on the stream as it is now; wide enough for a table where it is not a terminal."""
    stream: TextIO = sys.stderr if stderr else sys.stdout
    plain = not stream.isatty() and "COLUMNS" not in os.environ
    return Console(file=stream, highlight=False, width=_PLAIN_WIDTH if plain else None)


def print_table(*tables: RenderableType) -> None:
    """Prints tables for people on standard output."""
    console = open_console()
    for table in tables:
        console.print(table)


def write_output(text: str, output: Path | None = None) -> None:
    """Writes a result to a file or to standard output, as it is: UTF-8, line ends untouched.

    Raises:
        OutputError: the file cannot be written.
    """
    if output is not None:
        from kg.build import write_file

        write_file(output, text)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def say(message: str) -> None:
    """A line for people, on standard error: standard output holds results only."""
    click.echo(message, err=True)


@contextmanager
def show_warnings(category: type[Warning]) -> Iterator[None]:
    """Says each warning of a category once as a line of its own; others go where they went."""
    with warnings.catch_warnings():
        warnings.simplefilter("always", category)
        others, said = warnings.showwarning, set[str]()

        def show(message: Warning | str, kind: type[Warning], *place: Any) -> None:
            if not issubclass(kind, category):
                others(message, kind, *place)
            elif str(message) not in said:
                said.add(str(message))
                say(f"注意 / note: {message}")

        warnings.showwarning = show  # type: ignore[assignment]
        yield


@contextmanager
def show_progress() -> Iterator[Report]:
    """A progress bar on standard error, from the moment that the wait passes a second, where that is a terminal.

    What it gives is called with what is being done, how much is done and how much there is.
    """
    columns: tuple[ProgressColumn, ...] = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    progress = Progress(*columns, console=open_console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    tasks: dict[str, TaskID] = {}

    def report(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = progress.add_task(stage, total=total)
        progress.update(tasks[stage], completed=done, total=total)

    timer = threading.Timer(_PATIENCE, progress.start)
    timer.daemon = True
    timer.start()
    try:
        yield report
    finally:
        timer.cancel()
        timer.join()
        progress.stop()
