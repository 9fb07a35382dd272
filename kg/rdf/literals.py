"""Typed literals, each value in one canonical writing."""

from __future__ import annotations

import re
from calendar import monthrange
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kg.errors import KgError
from kg.rdf.namespaces import XSD

_BOOLEAN, _DECIMAL, _INTEGER = (NamedNode(XSD + name) for name in ("boolean", "decimal", "integer"))
_DATE_TYPES = {4: NamedNode(XSD + "gYear"), 7: NamedNode(XSD + "gYearMonth"), 10: NamedNode(XSD + "date")}
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)


def chinese(text: str) -> Literal:
    """A text in Chinese."""
    return Literal(text, language="zh")


def plain(text: str) -> Literal:
    """A text without language: names of files, numbers of documents, quotes."""
    return Literal(text)


def integer(number: int) -> Literal:
    """A whole number."""
    return Literal(str(number), datatype=_INTEGER)


def true() -> Literal:
    """What is so."""
    return Literal("true", datatype=_BOOLEAN)


def decimal(number: Decimal) -> Literal:
    """A number without exponent and without needless zeros.

    Example:
        >>> decimal(Decimal("1E+8")).value, decimal(Decimal("0.50")).value
        ('100000000', '0.5')
    """
    if not number.is_finite():
        raise KgError(f"a finite number expected, found {number}")
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return Literal("0" if text in ("-0", "") else text, datatype=_DECIMAL)


def is_date(text: str) -> bool:
    """Whether a text is a year, a month or a day of the calendar.

    Example:
        >>> is_date("2024-02-29"), is_date("2026-02-29"), is_date("2026年")
        (True, False, False)
    """
    if not _DATE.fullmatch(text):
        return False
    year, month, day = (int(part) for part in (text.split("-") + ["1", "1"])[:3])
    return year > 0 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def date(text: str) -> Literal:
    """A year, a month or a day, by its length.

    Raises:
        KgError: the text is none of the three.

    Example:
        >>> str(date("2026-06"))
        '"2026-06"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    """
    if not is_date(text):
        raise KgError(f"YYYY, YYYY-MM or YYYY-MM-DD expected, found {text!r}")
    return Literal(text, datatype=_DATE_TYPES[len(text)])
