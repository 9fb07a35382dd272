"""The marks that open a numbered unit at the start of a line, and the rank each has among the others."""

from __future__ import annotations

import re
from dataclasses import dataclass

CN = "一二三四五六七八九十百千零〇两"
_NUMBER = rf"[{CN}\d]{{1,7}}"
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def parse_ordinal(text: str) -> int:
    """The value of a Chinese or Arabic ordinal below ten thousand; 0 where it is none.

    Example:
        >>> parse_ordinal("三十七"), parse_ordinal("12"), parse_ordinal("一百零五")
        (37, 12, 105)
    """
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for char in text:
        if char in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[char], 0
        elif char in _DIGITS:
            digit = _DIGITS[char]
        else:
            return 0
    return total + digit


@dataclass(frozen=True, slots=True)
class MarkKind:
    """A way of numbering: its name, its rank (outer units have lower ones) and how it looks at a line's start."""

    name: str
    rank: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark found: its kind, the label as it goes into a ref, its number and its length in code points."""

    kind: str
    rank: int
    label: str
    number: int
    length: int


_NOT_A_HEAD = r"(?![、，,和至及或第的之规所中\d])"
KINDS = (
    MarkKind("annex", 0, re.compile(rf"附\s*[件表录]\s*({_NUMBER})?\s*[：:]?\s*$")),
    MarkKind("part", 1, re.compile(rf"第\s*({_NUMBER})\s*编(?=\s|$)")),
    MarkKind("chapter", 2, re.compile(rf"第\s*({_NUMBER})\s*章(?=\s|$|[^的、，])")),
    MarkKind("section", 3, re.compile(rf"第\s*({_NUMBER})\s*节(?=\s|$|[^的、，])")),
    MarkKind("article", 4, re.compile(rf"第\s*({_NUMBER})\s*条(?:之[{CN}]{{1,3}})?{_NOT_A_HEAD}")),
    MarkKind("heading", 5, re.compile(rf"([{CN}]{{1,4}})\s*[、．.]\s*")),
    MarkKind("heading", 6, re.compile(rf"[（(]\s*([{CN}]{{1,4}})\s*[)）]\s*[、.．]?\s*")),
    MarkKind("box", 7, re.compile(rf"专\s*栏\s*({_NUMBER})?\s*[：:]?\s*")),
    MarkKind("item", 8, re.compile(r"(\d{1,3})\s*(?:[、．]|\.(?!\d))\s*")),
    MarkKind("item", 9, re.compile(r"[（(]?\s*(\d{1,3})\s*[)）]\s*[、.．]?\s*")),
    MarkKind("item", 10, re.compile(r"([①-⑳])\s*")),
    MarkKind("item", 11, re.compile(r"(?:——|—|--|－－)\s*(?=[^\s\d—-])")),
)
ARTICLE, OUTLINE, SUBOUTLINE, BOX, DASH = 4, 5, 6, 7, 11


_OPENING = re.compile(rf"[附第专{CN}\d（()）①-⑳—\-－\s]")  # what any of the patterns above may begin with


def find_mark(line: str) -> Mark | None:
    """The mark that a stripped line opens with, or None."""
    if not _OPENING.match(line):
        return None
    for kind in KINDS:
        match = kind.pattern.match(line)
        if match:
            number = match.group(1) if match.re.groups and match.group(1) else ""
            return Mark(kind.name, kind.rank, _label(kind, match, number), _value(number), match.end())
    return None


_TITLED_ANNEX = re.compile(rf"(附[件表录]?)\s*({_NUMBER})?\s*[：:]\s*(?![\d一二三四五六七八九十]{{1,2}}\s*[.．、])(?=[^。；;]{{2,50}}$)")


def find_titled_annex(line: str) -> Mark | None:
    """The mark of an annex whose title stands behind it (附：重点方向, 附件2：任务分工表), or None.

    A line of a letter that only lists what is enclosed looks the same: where it stands must tell.
    """
    match = _TITLED_ANNEX.match(line)
    if match is None:
        return None
    number = match.group(2) or ""
    return Mark("annex", 0, ("附" if match.group(1) == "附" else "附件") + number, _value(number), match.end())


def _value(number: str) -> int:
    if len(number) == 1 and "①" <= number <= "⑳":
        return ord(number) - ord("①") + 1
    return parse_ordinal(number) if number else 0


def _label(kind: MarkKind, match: re.Match[str], number: str) -> str:
    """How the mark stands in a ref: white space and closing punctuation dropped, brackets full-width."""
    if kind.rank == SUBOUTLINE:
        return f"（{number}）"
    if kind.name in ("heading", "item"):
        return number
    if kind.name in ("annex", "box"):
        return {"annex": "附件", "box": "专栏"}[kind.name] + number
    return re.sub(r"\s+", "", match.group())
