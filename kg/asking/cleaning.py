"""A question as it was typed -> one line of plain characters, and the same as names are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from kg.questions.names import normalise_name

MOST_CHARACTERS = 300
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text as names are compared (`normalise_name`).

    Attributes:
        at: for each of its characters where it stands in the plain text.
    """

    text: str
    at: tuple[int, ...]


def clean_question(typed: str) -> str:
    """The question in usual widths and lower case, without characters that only steer the display; may be empty.

    Example:
        >>> clean_question("谁 负责\\u202e智慧物流？ Who LEADS")
        '谁负责智慧物流? who leads'
    """
    kept = (_plain(character) for character in unicodedata.normalize("NFKC", typed))
    return _BETWEEN_HAN.sub("", _SPACES.sub(" ", "".join(kept)).strip())


def _plain(character: str) -> str:
    """The character in lower case; nothing of those without a shape, a space of controls."""
    category = unicodedata.category(character)
    if category.startswith("C"):
        return " " if category == "Cc" else ""
    return character.lower() if len(character.lower()) == 1 else character


def squeeze(text: str) -> Squeezed:
    """A plain text as names are compared, with the way back.

    Example:
        >>> squeeze("smart fishery")
        Squeezed(text='smartfishery', at=(0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12))
    """
    pairs = [(kept, at) for at, character in enumerate(text) for kept in normalise_name(character)]
    return Squeezed("".join(kept for kept, _ in pairs), tuple(at for _, at in pairs))


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a span of the plain text cuts no Latin word or number."""
    return not (
        (start > 0 and _joins(text[start - 1], text[start])) or (end < len(text) and _joins(text[end - 1], text[end]))
    )


def _joins(before: str, after: str) -> bool:
    return all(character.isascii() and character.isalnum() for character in (before, after))
