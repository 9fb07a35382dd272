"""How texts are compared: folded, without their numbers in front, alike by what share of their characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from rapidfuzz.fuzz import ratio

_WHITE = re.compile(r"\s+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")  # characters without width
_MARK = re.compile(
    r"^(?:第[一二三四五六七八九十百千零〇\d]+[编章节条款项](?!目)|[（(][一二三四五六七八九十百\d]{1,4}[）)]"
    r"|[一二三四五六七八九十百]{1,4}、|\d{1,3}(?:[、.．](?!\d)|[）)])|[①-⑳])[\s、.．]*"
)
_ROLE = r"(?:责任|牵头|配合|负责|主办|协办|参与|参加|协助|实施|落实|主管|承办)"
_NOTE = re.compile(
    rf"[（(〔【\[][^（()）〔〕【】\[\]]{{0,200}}?(?:{_ROLE}(?:单位|部门|机构|主体)|{_ROLE}(?=[，,；;、）)〕】\]]))"
    rf"[^（()）〔〕【】\[\]]{{0,400}}[）)〕】\]]"
)
_LINE_NOTE = re.compile(rf"(?:{_ROLE}(?:单位|部门|机构|主体))[：:][^。；;]{{0,300}}")
_BODY_MARKS = re.compile(rf"[、，,；;：:（()）〔〕等及和与会同按职责分工别]|{_ROLE}(?:单位|部门)?")
_NUMBER = re.compile(r"[\d.]+|[一二三四五六七八九十百千万亿零〇两]+")
_COMPARED = 2000  # characters that are enough to know a clause again


def fold_wording(text: str) -> str:
    """A text as texts are compared.

    Example:
        >>> fold_wording("（一） 发展 物流。"), fold_wording("第三条　发展物流。")
        ('发展物流。', '发展物流。')
    """
    flat = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).strip()
    return _WHITE.sub("", _MARK.sub("", flat))


def strip_mark(text: str) -> str:
    """A text without the number in front of it."""
    return _MARK.sub("", text)


def strip_notes(wording: str) -> str:
    """A wording without the notes that say who answers."""
    return _LINE_NOTE.sub("", _NOTE.sub("", wording))


def strip_bodies(wording: str, names: Iterable[str]) -> str:
    """A wording without some bodies and what joins them.

    Example:
        >>> strip_bodies("市商务局、市科技局负责推广", ["市科技局", "市商务局"])
        '推广'
    """
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        wording = wording.replace(fold_wording(name), "") if len(name) > 1 else wording
    return _BODY_MARKS.sub("", wording)


def mask_numbers(wording: str) -> str:
    """A wording with each number as the same sign."""
    return _NUMBER.sub("#", wording)


def measure(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1: twice the longest common subsequence in their lengths together; symmetric."""
    return ratio(one[:_COMPARED], other[:_COMPARED]) / 100


def measure_all(ones: Sequence[str], others: Sequence[str], least: float) -> list[tuple[int, int, float]]:
    """The pairs of texts that are at least so alike, by their positions."""
    from rapidfuzz.process import cdist

    if not ones or not others:
        return []
    left, right = [one[:_COMPARED] for one in ones], [other[:_COMPARED] for other in others]
    matrix = cdist(left, right, scorer=ratio, score_cutoff=least * 100)
    rows, columns = matrix.nonzero()
    scores = (matrix[rows, columns] / 100).tolist()
    return list(zip(rows.tolist(), columns.tolist(), scores, strict=True))
