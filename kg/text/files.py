"""Which files the paths on a command line stand for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.abc import Traversable
from pathlib import Path

from kg.errors import InputError
from kg.model import Problem
from kg.text.formats import READERS, find_reader

_ASIDE = (".", "~$", "__")  # hidden; locks of office programs; __MACOSX, __pycache__ and the like


class FolderError(InputError):
    """A folder gives no documents."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    Attributes:
        label: how problems name it: its path below the folder that was given, else its name.
        path: where it lies.
        asked: whether it was named itself and not found in a folder.
    """

    label: str
    path: Path | Traversable
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, each once and sorted by label, and a problem for each folder that gave none."""

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...] = ()


def find_files(paths: Iterable[Path]) -> Found:
    """All files that ``paths`` name or hold; hidden ones in folders are left aside.

    Raises:
        InputError: a path does not exist, or there is no document in any of them.
    """
    found: dict[Path, Source] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            sources = find_below(path) if path.is_dir() else find_single(path)
        except FolderError as error:
            problems.append(Problem(label_path(Path(path.name or str(path))), "no-documents", str(error), lost=True))
            continue
        for source in sources:
            found.setdefault(Path(str(source.path)).resolve(), source)
    if not found:
        raise InputError("\n".join(problem.message for problem in problems) or "没有输入 / nothing to read")
    return Found(tuple(sorted(found.values(), key=lambda source: (source.label, str(source.path)))), tuple(problems))


def find_single(path: Path) -> tuple[Source, ...]:
    """The file itself.

    Raises:
        InputError: there is none.
    """
    if not path.exists():
        raise InputError(f"找不到文件或文件夹：{path} / no such file or folder: {path}")
    return (Source(label_path(Path(path.name)), path),)


def find_below(folder: Path) -> tuple[Source, ...]:
    """The files of a folder and of those below it.

    Raises:
        FolderError: none of them is of a supported format, or the folder cannot be listed.
    """
    sources = tuple(
        Source(label_path(path.relative_to(folder)), path, asked=False) for path in sorted(walk_files(folder))
    )
    if not any(find_reader(source.label) for source in sources):
        known = " ".join(READERS)
        raise FolderError(
            f"文件夹中没有可读的文档：{folder}（支持的格式：{known}）"
            f" / no document in this folder: {folder} (supported formats: {known})"
        )
    return sources


def label_path(path: Path) -> str:
    """A relative path with ``/``, read as UTF-8 even where the locale made Python read its bytes otherwise."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def walk_files(folder: Path) -> Iterator[Path]:
    """Paths of the files below a folder; links to folders are not followed, so no loop catches it."""

    def refuse(error: OSError) -> None:
        raise FolderError(f"无法打开文件夹：{error.filename} / cannot open this folder: {error.filename}") from error

    for root, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith(_ASIDE))
        yield from (Path(root, name) for name in names if not name.startswith(_ASIDE))
