"""Restores heads that several places share: 宜昌、荆州高新区 names 宜昌高新区 and 荆州高新区."""

from __future__ import annotations

from kg.mentions.terms import place_names

_MARK = "、"
_LONGEST = 8
_CLASSES = frozenset("省市县区")


def restore_heads(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """The places listed directly before a name that begins with a place, each with the name it makes.

    Args:
        text: squeezed text.
        start, end: the name found, in ``text``.

    Returns:
        Start of each place and restored name, in text order.

    Example:
        >>> restore_heads("支持宜昌、荆州高新区建设", 5, 10)
        [(2, '宜昌高新区')]
        >>> restore_heads("宜昌市、荆州高新区", 4, 9)
        []
    """
    own = _place_at(text, start, end)
    head = text[start + own : end]
    if not own or len(head) < 2:
        return []
    found: list[tuple[int, str]] = []
    at = start
    full = text[start + own - 1] in _CLASSES
    while at > 2 and text[at - 1] == _MARK and (size := _place_before(text, at - 1)):
        if (text[at - 2] in _CLASSES) is not full:
            break  # 甲区、乙市、丙高新区: places of their own, not written alike
        at -= size + 1
        found.append((at, text[at : at + size] + head))
    return found[::-1]


def _place_at(text: str, start: int, end: int) -> int:
    """The length of the longest place name at ``start``, or 0."""
    names = place_names()
    return next((n for n in range(min(_LONGEST, end - start - 1), 1, -1) if text[start : start + n] in names), 0)


def _place_before(text: str, end: int) -> int:
    """The length of the longest place name that ends at ``end``, or 0."""
    names = place_names()
    return next((n for n in range(min(_LONGEST, end), 1, -1) if text[end - n : end] in names), 0)
