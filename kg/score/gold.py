"""Reads gold: one JSON file a document, of what a correct graph of it holds (the format: docs/scoring.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Level, Relation
from kg.score.names import FunctionKey, key_function, normal_industry, normal_name, similarity, split_halves
from kg.text.files import Source
from kg.text.reading import read_sources

KINDS = {
    "agencies": "Agency",
    "regions": "Region",
    "industries": "Industry",
    "platforms": "Platform",
    "zones": "Zone",
    "organizations": "Organization",
}
Item = dict[str, Any]
Range = tuple[int, int]
_LEVELS = frozenset(level.value for level in Level)
_RELATIONS = frozenset(relation.value for relation in Relation)
_ALIKE = 0.3


@dataclass(frozen=True)
class GoldDocument:
    """A gold file with its text, and what is looked up in it."""

    data: Item
    text: str
    key_of: FunctionKey = key_function

    @property
    def name(self) -> str:
        """The name of the document's file."""
        return str(self.data["doc"])

    def items(self, key: str) -> list[Item]:
        """The items of a list; none where the file has no such list."""
        found: list[Item] = self.data.get(key, [])
        return found

    @cached_property
    def optional(self) -> frozenset[str]:
        """Ids of entities that two careful readers could disagree about."""
        return frozenset(item["id"] for kind in KINDS for item in self.items(kind) if item.get("optional"))

    @cached_property
    def labels(self) -> dict[str, str]:
        """Names by id."""
        return {item["id"]: item["name"] for kind in KINDS for item in self.items(kind)}

    @cached_property
    def forms(self) -> dict[str, tuple[str, ...]]:
        """Names and aliases by id."""
        return {item["id"]: (item["name"], *item.get("aliases", ())) for kind in KINDS for item in self.items(kind)}

    @cached_property
    def flat(self) -> str:
        """The text as names are compared."""
        return normal_name(self.text)

    @cached_property
    def halves(self) -> frozenset[str]:
        """Parts of industries' names that a joining word links; beside the whole they are neutral."""
        return frozenset(half for item in self.items("industries") for half in split_halves(item["name"]))

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """By kind: ids by normal name; a name of its own beats another's alias."""
        return {kind: self._names_of(kind) for kind in KINDS if kind != "agencies"}

    def _names_of(self, kind: str) -> dict[str, str]:
        clean = normal_industry if kind == "industries" else normal_name
        found: dict[str, str] = {}
        for take in (0, 1):
            for item in self.items(kind):
                for name in [item["name"]] if take == 0 else item.get("aliases", []):
                    found.setdefault(clean(name), item["id"])
        return found

    @cached_property
    def _agencies(self) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for take in (0, 1):
            for item in self.items("agencies"):
                for name in [item["name"]] if take == 0 else item.get("aliases", []):
                    found.setdefault((normal_name(name), item["level"]), item["id"])
        return found

    @cached_property
    def _by_function(self) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        for item in self.items("agencies"):
            found.setdefault((self.key_of(item["function"]), item["level"]), set()).add(item["id"])
        return found

    def find_agency(self, labels: list[str], function: str, level: str) -> str | None:
        """The id of the agency of a level with one of these labels, else of the only one with that function."""
        for label in labels:
            if (normal_name(label), level) in self._agencies:
                return self._agencies[normal_name(label), level]
        same = self._by_function.get((self.key_of(function), level), set())
        if len(same) != 1:
            return None
        match = next(iter(same))
        near = any(similarity(label, name) >= _ALIKE for label in labels for name in self.forms[match])
        return match if near else None

    def find_agency_at_any_level(self, labels: list[str]) -> str | None:
        """The id of the one agency, whatever its level, with one of these labels."""
        wanted = {normal_name(label) for label in labels}
        same = {found for (name, _), found in self._agencies.items() if name in wanted}
        return next(iter(same)) if len(same) == 1 else None

    @cached_property
    def places(self) -> dict[int, Item]:
        """The provisions by where they start: each is searched on from the one before it."""
        at, found = -1, dict[int, Item]()
        for provision in self.items("provisions"):
            later = self.text.find(provision["starts"], at + 1)
            at = provision.get("at", later if later >= 0 else self.text.find(provision["starts"]))
            found[at] = provision
        return found

    def find_quote(self, quote: str) -> list[Range]:
        """Everywhere the text has a passage."""
        return [(m.start(), m.start() + len(quote)) for m in re.finditer(re.escape(quote), self.text)]


def list_files(folder: Path) -> list[Path]:
    """The gold files of a folder, sorted by name.

    Raises:
        InputError: there are none.
    """
    files = sorted(folder.glob("*.json"), key=lambda path: path.name) if folder.is_dir() else []
    if not files:
        raise InputError(f"{folder}: 没有标注文件（.json）/ no gold files (.json) there")
    return files


def check_folders(gold: Path, texts: Path) -> int:
    """How many gold files there are; each is read and checked.

    Raises:
        InputError: a folder or a file is not as it must be.
    """
    return len([read_gold(path, texts) for path in list_files(gold)])


def read_gold(path: Path, texts: Path, key_of: FunctionKey = key_function) -> GoldDocument:
    """A gold file with the text it annotates.

    Args:
        path: the gold file.
        texts: the folder of the documents.
        key_of: how functions of government are compared.

    Raises:
        InputError: it is no gold, or its text cannot be read.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path.name}: 无法读取 / cannot be read: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get("doc"), str):
        raise InputError(f"{path.name}: 应为含 \"doc\" 的对象 / an object with \"doc\" expected")
    try:
        fault = next(find_faults(data), None)
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path.name}: 格式不对 / not of the form expected: {type(error).__name__}: {error}") from error
    if fault:
        raise InputError(f"{path.name}: {fault}")
    return GoldDocument(data, read_text(texts / data["doc"], path.name), key_of)


def read_text(path: Path, gold: str) -> str:
    """The decoded text of a document, read as a build reads it.

    Raises:
        InputError: there is none.
    """
    reading = read_sources([Source(path.name, path)])
    if not reading.documents:
        reason = "; ".join(problem.message for problem in reading.problems)
        raise InputError(f"{gold}: 无法读取原文 / its text cannot be read: {path.name}: {reason}")
    return reading.documents[0].text


def find_faults(data: Item) -> Iterator[str]:
    """What is wrong with a gold file by itself, in words."""
    ids: set[str] = set()
    for kind in KINDS:
        for item in data.get(kind, []):
            if item["id"] in ids:
                yield f"编号重复 / id given twice: {item['id']}"
            ids.add(item["id"])
            if not isinstance(item["name"], str):
                yield f"{item['id']}: name"
            if kind == "agencies" and (item["level"] not in _LEVELS or not item["function"]):
                yield f"{item['id']}: 层级或职能不对 / level or function: {item['level']!r} {item['function']!r}"
    for fact in data.get("facts", []):
        if fact["rel"] not in _RELATIONS:
            yield f"没有这种关系 / no relation of that name: {fact['rel']}"
        yield from _unknown(ids, [*fact["subjects"], *fact["objects"]], fact["rel"])
    for provision in data.get("provisions", []):
        refs = [part[0] for part in provision.get("responsible", [])]
        yield from _unknown(ids, [*refs, *provision.get("industries", []), *provision.get("platforms", [])], provision["ref"])
        provision["starts"].strip()
    for target in data.get("targets", []):
        float(target["value"]), target["quote"].strip(), target["indicator"].strip(), target["comparator"].strip()
    for incentive in data.get("incentives", []):
        incentive["quote"].strip()


def _unknown(ids: set[str], refs: list[str], where: str) -> Iterator[str]:
    for ref in refs:
        if ref not in ids:
            yield f"{where}: 没有这个编号 / no such id: {ref}"
