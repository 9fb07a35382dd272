"""Dates and numbers of rows in a question."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True))
_TENS = {"十": 10, "二十": 20, "三十": 30, "五十": 50, "一百": 100, "百": 100, "两": 2}
_NUMBERS = dict(zip("one two three four five six seven eight nine ten twenty".split(), (*range(1, 11), 20), strict=True))
_MONTHS = tuple("january february march april may june july august september october november december".split())
_YEAR = r"(?<!\d)(?P<year>(?:19|20)\d{2})(?!\d)"
_DATES = tuple(map(re.compile, (
    _YEAR + r" ?年(?:度)?(?: ?(?P<month>1[0-2]|0?[1-9]) ?月(?:份)?(?: ?(?P<day>3[01]|[12]\d|0?[1-9]) ?[日号])?)?",
    _YEAR + r"[-/.](?P<month>1[0-2]|0?[1-9])(?:[-/.](?P<day>3[01]|[12]\d|0?[1-9]))?(?!\d)",
    rf"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)? (?P<name>{'|'.join(_MONTHS)}) {_YEAR}",
    rf"(?P<name>{'|'.join(_MONTHS)})(?: (?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?)? {_YEAR}",
    r"(?P<han>[一二][〇零一二三四五六七八九]{3}) ?年",
    _YEAR,
)))  # fmt: skip
_LIMIT = re.compile(
    r"前 ?(?P<a>\d{1,4}|[一两二三四五六七八九十百]{1,2}) ?(?:个|名|位|家|项|条)?|\b(?:top|first) (?P<b>\d{1,4}|[a-z]+)\b"
    r"|(?<=的)(?P<e>\d{1,4}) ?(?:个|项|家|条)|(?<!\d)(?P<c>\d{1,4}) ?个(?=(?:关联|联系|关系|连接|出现|提到)?最)"
    r"|\b(?P<d>\d{1,4}|[a-z]+) (?=most )"
)


@dataclass(frozen=True, slots=True)
class Value:
    """A date (``2026``, ``2026-06``, ``2026-06-30``) or, as ``limit``, a number of rows, where it stands in the plain text."""

    start: int
    end: int
    kind: str
    value: str


def find_values(text: str) -> tuple[Value, ...]:
    """Dates and limits of a plain question, in their order; none overlaps another.

    Example:
        >>> [value.value for value in find_values("到二〇二七年,前5个,as of 30 June 2026")]
        ['2027', '5', '2026-06-30']
    """
    found: list[Value] = []
    for value in (*_find_dates(text), *_find_limits(text)):
        if not any(one.start < value.end and value.start < one.end for one in found):
            found.append(value)
    return tuple(sorted(found, key=lambda value: value.start))


def _find_dates(text: str) -> Iterator[Value]:
    for pattern in _DATES:
        for match in pattern.finditer(text):
            yield Value(*match.span(), "date", _write_date(match.groupdict()))


def _write_date(parts: dict[str, str | None]) -> str:
    han, name = parts.get("han"), parts.get("name")
    year = "".join(_DIGITS[digit] for digit in han) if han else parts["year"] or ""
    month = str(_MONTHS.index(name) + 1) if name else parts.get("month")
    day = parts.get("day")
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def _find_limits(text: str) -> Iterator[Value]:
    for match in _LIMIT.finditer(text):
        written = next(group for group in match.groups() if group)
        number = int(written) if written.isdecimal() else _NUMBERS.get(written) or _TENS.get(written) or _read_digit(written)
        if number:
            yield Value(*match.span(), "limit", str(number))


def _read_digit(written: str) -> int:
    return int(_DIGITS.get(written, "0"))


def end_of_period(date: str) -> str:
    """The last day of a year or month; a day is its own.

    Example:
        >>> end_of_period("2028-02"), end_of_period("2026")
        ('2028-02-29', '2026-12-31')
    """
    year, *rest = map(int, date.split("-"))
    if len(rest) == 2:
        return date
    month = rest[0] if rest else 12
    return f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}"
