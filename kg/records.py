"""Extractions on disk: JSON lines, one a document, provision, mention, fact, target, incentive and problem.

The first line holds the document with its metadata. Each line is an object with a ``type`` and the fields of the value,
keys sorted, numbers with a fraction as strings, spans as ``[start, end]``; fields at their defaults are left out.
Writing what was read gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, fields, replace
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache, partial
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from kg.errors import InputError
from kg.model import Citation, Extraction, Fact, Incentive, Mention, Metadata, Problem, Provision, Span, Target

_LISTS: dict[str, tuple[str, type]] = {
    "provision": ("provisions", Provision),
    "mention": ("mentions", Mention),
    "fact": ("facts", Fact),
    "target": ("targets", Target),
    "incentive": ("incentives", Incentive),
    "problem": ("problems", Problem),
}
_Value = TypeVar("_Value")


def write_records(extraction: Extraction) -> str:
    """The lines of an extraction, each ended by a line feed.

    Example:
        >>> write_records(Extraction("a.txt", "00", Metadata()))
        '{"metadata":{},"name":"a.txt","sha256":"00","type":"document"}\\n'
    """
    head = {"type": "document", "name": extraction.name, "sha256": extraction.sha256,
            "metadata": _pack(extraction.metadata)}
    if extraction.aliases:
        head["aliases"] = list(extraction.aliases)
    lines = [_line(head)]
    for name, (attribute, _cls) in _LISTS.items():
        lines += [_line({"type": name, **_pack(value)}) for value in getattr(extraction, attribute)]
    return "".join(lines)


def read_records(text: str, source: str = "records") -> Extraction:
    """The extraction that lines hold.

    Args:
        text: what `write_records` wrote.
        source: the file's name, for errors.

    Raises:
        InputError: a line is no record, with its number.
    """
    found: dict[str, list[Any]] = {name: [] for name in _LISTS}
    head: Extraction | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if not line:
            continue
        record = _parse_line(line, f"{source} line {number}")
        kind = record.pop("type", None)
        if kind == "document" and head is None:
            head = _read(partial(_unpack_head, record), f"{source} line {number}")
        elif kind in _LISTS:
            found[kind].append(_read(partial(_unpack, _LISTS[kind][1], record), f"{source} line {number}"))
        else:
            raise InputError(f"{source} line {number}: a record type expected, found {kind!r}")
    if head is None:
        raise InputError(f"{source}: no line of type 'document'")
    lists: dict[str, Any] = {_LISTS[name][0]: tuple(values) for name, values in found.items()}
    return replace(head, **lists)


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def _parse_line(line: str, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise InputError(f"{where}: JSON expected: {error}") from error
    if not isinstance(record, dict):
        raise InputError(f"{where}: an object expected, found {type(record).__name__}")
    return record


def _read(build: Callable[[], _Value], where: str) -> _Value:
    """What ``build`` makes, with its complaints as ours."""
    try:
        return build()
    except (TypeError, ValueError, KeyError, InvalidOperation) as error:
        raise InputError(f"{where}: not as expected: {error}") from error


def _unpack_head(record: dict[str, Any]) -> Extraction:
    head: Extraction = _unpack(Extraction, record)
    return head


def _default(field: Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _pack(value: Any) -> dict[str, Any]:
    """A dataclass as plain data."""
    packed = {}
    for field in fields(value):
        item = getattr(value, field.name)
        if item != _default(field):
            packed[field.name] = _pack_item(item)
    return packed


def _pack_item(item: Any) -> Any:
    if isinstance(item, Span):
        return [item.start, item.end]
    if isinstance(item, Decimal):
        return str(item)
    if isinstance(item, Enum):
        return item.value
    if isinstance(item, Citation):
        return _pack(item)
    if isinstance(item, tuple):
        return [_pack_item(part) for part in item]
    return item


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _unpack(cls: type, record: dict[str, Any]) -> Any:
    hints = _hints(cls)
    unknown = sorted(record.keys() - hints.keys())
    if unknown:
        raise ValueError(f"unknown field {unknown[0]!r}")
    return cls(**{name: _unpack_item(hints[name], item) for name, item in record.items()})


def _unpack_item(hint: Any, item: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        inner = [part for part in get_args(hint) if part is not type(None)]
        return None if item is None else _unpack_item(inner[0], item)
    if hint is Span:
        return Span(*item)
    if hint is Decimal:
        return Decimal(item)
    if hint in (Citation, Metadata):
        return _unpack(hint, item)
    if origin is tuple:
        return _unpack_tuple(get_args(hint), item)
    return hint(item) if isinstance(hint, type) and issubclass(hint, Enum) else _plain(hint, item)


def _unpack_tuple(hints: tuple[Any, ...], items: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(_unpack_item(hints[0], item) for item in items)


def _plain(hint: Any, item: Any) -> Any:
    """A string, number or truth value, held to its type."""
    if hint is float and isinstance(item, int) and not isinstance(item, bool):
        return float(item)
    if type(item) is not hint:
        raise ValueError(f"{hint.__name__} expected, found {item!r}")
    return item
