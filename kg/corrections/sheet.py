"""The reviewed file: tab-separated lines of what a person decided, each held to its form and kept with its place.

A line that cannot be read becomes a `Problem`; the others count. docs/corrections.md describes the columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from kg.errors import InputError
from kg.model import Problem, Relation
from kg.resolve.names import close_spaces

COLUMNS = ("action", "subject", "relation", "object", "note", "who", "when")
FOR_READERS = ("doubt", "subject_name", "object_name", "reason", "sentence")
SAME_THING = "sameThing"
_NEEDED = ("action", "subject")
_RELATIONS = frozenset({"", SAME_THING, *(relation.value for relation in Relation)})
_LONGEST_NAME = 80
_LARGEST = 50_000_000
_BLANKS = re.compile(r"\s+")


class Action(str, Enum):
    """What a line does."""

    SAME_AS = "same-as"
    NOT_SAME = "not-same"
    ACCEPT = "accept"
    REJECT = "reject"
    RENAME = "rename"


@dataclass(frozen=True, slots=True)
class Correction:
    """A line of the file.

    Attributes:
        subject, object: ids as written; of a rename the object is the new name.
        relation: the relation between the two, where the line speaks of a fact or a link; else empty.
        source, line: where it stands: name of the file and number of the line.
    """

    action: Action
    subject: str
    relation: str = ""
    object: str = ""
    source: str = "corrections.tsv"
    line: int = 0

    @property
    def where(self) -> str:
        """File and line, for people."""
        return f"{self.source}:{self.line}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of one or more files that can be used, and the problems of those that cannot."""

    corrections: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()


NO_SHEET = Sheet()


class _LineError(Exception):
    """Why a line cannot be used."""


def read_sheets(files: Iterable[Path]) -> Sheet:
    """The lines of several files; their order says nothing.

    Raises:
        InputError: a file cannot be read, or is no UTF-8.
    """
    sheets = [read_sheet(_read_text(file), file.name) for file in files]
    return Sheet(
        tuple(correction for sheet in sheets for correction in sheet.corrections),
        tuple(problem for sheet in sheets for problem in sheet.problems),
    )


def _read_text(file: Path) -> str:
    try:
        if file.stat().st_size > _LARGEST:
            raise InputError(f"{file.name}: 文件过大 / the file is too large: {file.stat().st_size} bytes")
        return file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file.name}: 无法读取（须为 UTF-8）/ cannot be read (UTF-8 expected): {error}") from error


def read_sheet(text: str, source: str) -> Sheet:
    """The lines of a file's text.

    Args:
        source: the file's name, which problems give with the number of the line.

    Example:
        >>> sheet = read_sheet("action\\tsubject\\tobject\\nsame-as\\tindustry/甲\\tindustry/乙\\n", "c.tsv")
        >>> sheet.corrections[0].action.value, sheet.corrections[0].where
        ('same-as', 'c.tsv:2')
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip() and not line.startswith("#")), None)
    if first is None:
        return NO_SHEET
    head = [name.strip() for name in lines[first].split("\t")]
    try:
        _check_head(head)
    except _LineError as fault:
        return Sheet((), (_problem(source, first + 1, str(fault)),))
    found: list[Correction] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines[first + 1 :], start=first + 2):
        try:
            found += _read_line(line, head, source, number)
        except _LineError as fault:
            problems.append(_problem(source, number, str(fault)))
    return Sheet(tuple(found), tuple(problems))


def _problem(source: str, line: int, message: str) -> Problem:
    return Problem(f"{source}:{line}", "correction-malformed", message, lost=True)


def _check_head(head: Sequence[str]) -> None:
    known = (*COLUMNS, *FOR_READERS)
    wrong = [name for name in head if name not in known]
    missing = [name for name in _NEEDED if name not in head]
    if wrong or missing or len(set(head)) != len(head):
        raise _LineError(
            f"首行应为列名 / column names expected in the first line, of: {' '.join(known)}; 实为 / found: {_show(' '.join(head))}"
        )


def _read_line(line: str, head: Sequence[str], source: str, number: int) -> Iterator[Correction]:
    """The correction of a line; none where it is blank, a comment, or has no action yet."""
    if not line.strip() or line.startswith("#"):
        return
    cells = line.split("\t")
    if len(cells) > len(head) and not any(cell.strip() for cell in cells[len(head) :]):
        cells = cells[: len(head)]
    if len(cells) > len(head):
        raise _LineError(f"应为 {len(head)} 列 / {len(head)} columns expected, found {len(cells)}")
    row = dict.fromkeys(COLUMNS, "") | dict(zip(head, (cell.strip() for cell in cells), strict=False))
    if not row["action"]:
        return
    action, subject, relation, thing = _read_action(row["action"]), row["subject"], row["relation"], row["object"]
    if not subject:
        raise _LineError("缺少 subject / no subject")
    if relation not in _RELATIONS:
        raise _LineError(f"没有这种关系 / no such relation: {_show(relation)}; 可用 / there are: {' '.join(sorted(_RELATIONS - {''}))}")
    if action is Action.RENAME:
        thing = _read_name(thing)
    _check_ends(action, relation, thing)
    if (action, relation) == (Action.REJECT, SAME_THING):
        action, relation = Action.NOT_SAME, ""
    yield Correction(action, subject, relation, thing, source, number)


def _read_action(cell: str) -> Action:
    try:
        return Action(cell)
    except ValueError:
        names = " ".join(action.value for action in Action)
        raise _LineError(f"没有这种操作 / no such action: {_show(cell)}; 可用 / there are: {names}") from None


def _read_name(cell: str) -> str:
    name = close_spaces(unicodedata.normalize("NFC", cell))
    hidden = any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for char in name)
    if not name or hidden or len(name) > _LONGEST_NAME:
        raise _LineError(f"名称应为 1 至 {_LONGEST_NAME} 个可见字符 / a name of 1 to {_LONGEST_NAME} visible characters expected in object")
    return name


def _check_ends(action: Action, relation: str, thing: str) -> None:
    """Refuses a line with too many or too few cells for its action."""
    pair = action in (Action.SAME_AS, Action.NOT_SAME)
    if pair and not thing:
        raise _LineError(f"{action.value}: 缺少 object / no object")
    if (pair and relation not in ("", SAME_THING)) or (action is Action.RENAME and relation):
        raise _LineError(f"{action.value}: relation 应为空 / relation is to be empty")
    if action is Action.REJECT and thing and not relation:
        raise _LineError("reject: 有 object 时应写明 relation / a relation is needed beside an object")
    if action in (Action.ACCEPT, Action.REJECT) and relation and not thing:
        raise _LineError(f"{action.value}: 有 relation 时应写明 object / an object is needed beside a relation")


def _show(text: str) -> str:
    """A cell as a message may show it: one line, visible, not long."""
    shown = "".join(char if char.isprintable() else "\ufffd" for char in _BLANKS.sub(" ", text))
    return shown if len(shown) <= 60 else shown[:60] + "…"
