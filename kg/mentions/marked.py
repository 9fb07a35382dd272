"""Texts with names marked where they stand: ``{i:新材料}``, ``{z:某某产业园}``; an optional one is ``{i?:物流}``.

A plain way to annotate by hand: the text without the marks is the document, the marks are its gold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import InputError

_MARK = re.compile(r"\{([ipzo])(\??):([^{}\n]+)\}")
_KINDS = {"i": "industries", "p": "platforms", "z": "zones", "o": "organizations"}


def read_marked(text: str, name: str) -> tuple[str, dict[str, Any]]:
    """The document behind a marked text, and its gold in the form of a gold file.

    Raises:
        InputError: a brace that belongs to no mark; the message names the line.

    Example:
        >>> plain, gold = read_marked("发展{i:新材料}和{i?:物流}。", "a.txt")
        >>> plain, [item["name"] for item in gold["industries"]]
        ('发展新材料和物流。', ['新材料', '物流'])
    """
    plain = _MARK.sub(lambda match: match.group(3), text)
    if "{" in plain or "}" in plain:
        line = plain[: max(plain.find("{"), plain.find("}"))].count("\n") + 1
        raise InputError(f"{name} line {line}: 花括号不成标记 / a brace that is no mark: {{i:名称}} expected")
    names: dict[tuple[str, str], bool] = {}
    for letter, optional, surface in _MARK.findall(text):
        key = (_KINDS[letter], surface)
        names[key] = names.get(key, True) and bool(optional)
    gold: dict[str, Any] = {"doc": name, **{kind: [] for kind in _KINDS.values()}}
    for number, ((kind, surface), optional) in enumerate(names.items(), start=1):
        gold[kind].append({"id": f"{kind[0]}{number}", "name": surface, "aliases": [], "optional": optional})
    return plain, gold


def read_marked_folder(folder: Path) -> list[tuple[str, Mapping[str, Any]]]:
    """The marked texts of a folder, sorted by name."""
    found: list[tuple[str, Mapping[str, Any]]] = []
    for path in sorted(folder.glob("*.txt")):
        found.append(read_marked(path.read_text(encoding="utf-8-sig").replace("\r\n", "\n"), path.name))
    return found
