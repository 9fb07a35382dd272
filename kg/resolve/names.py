"""Names made comparable: what two writings of one name have in common."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = re.compile("[\"'“”‘’「」『』《》〈〉＂＇]")
_SPACE = re.compile(r"\s+")
_SHORT_LATIN = re.compile(r"(?<![A-Za-z])[a-z]{2,4}(?![A-Za-z])|(?<=[0-9])g(?![A-Za-z])")
_CLOSED = {"(": "（", ")": "）", ",": "，", ":": "：", ";": "；"}


def close_spaces(name: str) -> str:
    """A surface form without white space, but for one space between Latin words or numbers.

    Example:
        >>> close_spaces("数字 经济\\n产业"), close_spaces("Open  AI 公司")
        ('数字经济产业', 'Open AI公司')
    """
    parts = _SPACE.split(name.strip())
    closed = parts[0]
    for part in parts[1:]:
        latin = closed[-1:].isascii() and part[:1].isascii() and closed[-1:].isalnum() and part[:1].isalnum()
        closed += (" " if latin else "") + part
    return closed


def normalise_name(name: str) -> str:
    """A name as its key has it: NFKC, no white space, no quotes, Chinese brackets, short Latin words in capitals.

    Example:
        >>> normalise_name("“５ｇ 创新(中心)”")
        '5G创新（中心）'
    """
    flat = _QUOTES.sub("", unicodedata.normalize("NFKC", name))
    flat = unicodedata.normalize("NFC", "".join(_CLOSED.get(char, char) for char in close_spaces(flat)))
    bare = _SHORT_LATIN.sub(lambda match: match.group().upper(), flat)
    return bare or close_spaces(name)
