"""The forms under which two names, two functions of government or two wordings are held to be one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from kg.errors import InputError
from kg.resolve.agencies import function_key

FunctionKey = Callable[[str], str]
_QUIET = re.compile(r"[\s\"'“”‘’《》〈〉「」·・,，]")
_INDUSTRY_TAIL = re.compile(r"(产业链|产业集群|产业带|产业|行业|领域)$")
_JOINTS = re.compile("[和与及]")
_BODY = re.compile(r"(主管部门|管理部门|行政部门|部门|委员会办公室|委员会|管理局|总局|分局|局|厅|委|办|部|处)$")


def normal_name(name: str) -> str:
    """A name without white space and quotes, in one width and case.

    Example:
        >>> normal_name("“智慧 物流”Ａ平台")
        '智慧物流a平台'
    """
    return _QUIET.sub("", unicodedata.normalize("NFKC", name)).lower()


def normal_industry(name: str) -> str:
    """As `normal_name`, without a closing 产业, 行业, 产业链 and the like."""
    whole = normal_name(name)
    return _INDUSTRY_TAIL.sub("", whole) or whole


def split_halves(name: str) -> list[str]:
    """The parts of an industry's name that 和, 与 or 及 joins; none where nothing does."""
    whole = normal_industry(name)
    return [half for half in _JOINTS.split(whole) if len(half) > 1] if _JOINTS.search(name) else []


def similarity(one: str, other: str) -> float:
    """How alike two wordings are, from 0 to 1: 1 where one holds the other and is not four times as long.

    Else twice the pairs of neighbouring characters that both have, over all pairs (the coefficient of Dice).

    Example:
        >>> similarity("产业规模", "全产业规模"), round(similarity("企业数量", "企业数"), 1), similarity("甲", "")
        (1.0, 1.0, 0.0)
    """
    one, other = normal_name(one), normal_name(other)
    if not one or not other:
        return 0.0
    if (one in other or other in one) and 4 * min(len(one), len(other)) >= max(len(one), len(other)):
        return 1.0
    pairs = [_pairs(text) for text in (one, other)]
    return 2 * len(pairs[0] & pairs[1]) / (len(pairs[0]) + len(pairs[1]))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)} or {text}


def key_function(function: str) -> str:
    """The key of a function of government by the vocabulary of agencies."""
    return normal_name(function_key(function)) if function else ""


def read_functions(path: Path) -> FunctionKey:
    """Keys by a table of the user's own: a line a function, its forms between tabs, the first of them the key.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name}: 无法读取（须为 UTF-8）/ cannot be read (UTF-8 expected): {error}") from error
    table: dict[str, str] = {}
    for line in lines:
        names = [normal_name(name) for name in line.split("\t") if name]
        for name in names:
            table.setdefault(name, names[0])

    def find(function: str) -> str:
        name = normal_name(function)
        bare = _BODY.sub("", name)
        return table.get(name) or table.get(bare, bare or name)

    return find
