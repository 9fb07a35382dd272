"""Gold documents made ready for fitting: candidates, their features, and a label a candidate.

Gold lists names at document level: every place of a name or alias is an example, those inside a longer name are not.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.mentions.candidates import Atoms, Candidates, cut_atoms, generate_candidates, squeeze
from kg.mentions.features import Features, describe_candidates
from kg.mentions.marked import read_marked_folder
from kg.mentions.open_names import OPEN_KINDS, drop_taken
from kg.model import Kind, Span
from kg.text.view import normalise_text

_GOLD_KEYS = {Kind.INDUSTRY: "industries", Kind.PLATFORM: "platforms", Kind.ZONE: "zones",
              Kind.ORGANIZATION: "organizations"}
_INDUSTRY_TAIL = re.compile(r"(产业链|产业集群|产业带|产业|行业|领域)$")
_QUIET = re.compile(r"[\s\"'“”‘’《》〈〉「」·・,，]")
NEGATIVE, CORE, OPTIONAL, NEUTRAL = 0, 1, 2, 3


def normal_name(kind: Kind, name: str) -> str:
    """The form under which two names of a kind are one: no blanks, no quotes, industries without 产业, 行业, 领域."""
    bare = _QUIET.sub("", unicodedata.normalize("NFKC", name)).lower()
    return _INDUSTRY_TAIL.sub("", bare) or bare if kind is Kind.INDUSTRY else bare


@dataclass(frozen=True, slots=True)
class Example:
    """A gold document made ready: its candidates, their features, and for each kind a label a candidate.

    ``marked`` says that it is no gold but a text with names marked where they stand.
    """

    name: str
    atoms: Atoms
    candidates: Candidates
    features: Features
    surfaces: tuple[str, ...]
    gold: Mapping[Kind, Mapping[str, tuple[str, bool]]]
    labels: Mapping[Kind, NDArray[np.int8]]
    core: Mapping[Kind, frozenset[str]]
    halves: frozenset[str]
    marked: bool = False


FindTaken = Callable[[str], Sequence[Span]]


def read_examples(
    gold_dirs: Sequence[Path], text_dirs: Sequence[Path], find_taken: FindTaken | None = None
) -> list[Example]:
    """The gold documents of some folders (``gold_dirs[i]`` annotates the texts of ``text_dirs[i]``), sorted by name.

    Args:
        gold_dirs: folders of gold files.
        text_dirs: for each of them, the folder with its documents.
        find_taken: gives the spans of a text in which no open name lies (agencies, regions, lists of those who answer).
    """
    found = []
    for gold_dir, text_dir in zip(gold_dirs, text_dirs, strict=True):
        for path in sorted(Path(gold_dir).glob("*.json")):
            data = json.loads(path.read_text(encoding="utf-8"))
            text = (Path(text_dir) / data["doc"]).read_text(encoding="utf-8-sig").replace("\r\n", "\n")
            found.append(_read_view(text, data, find_taken))
    return sorted(found, key=lambda e: e.name)


def read_marked_examples(folders: Sequence[Path], find_taken: FindTaken | None = None) -> list[Example]:
    """The texts of some folders in which names are marked where they stand, sorted by name."""
    marked = [item for folder in folders for item in read_marked_folder(folder)]
    found = (replace(_read_view(text, gold, find_taken), marked=True) for text, gold in marked)
    return sorted(found, key=lambda e: e.name)


def _read_view(text: str, data: Mapping[str, Any], find_taken: FindTaken | None) -> Example:
    """A gold document as extraction reads it: in its normalised view."""
    view = normalise_text(text).text
    return make_example(view, data, find_taken(view) if find_taken else ())


def make_example(text: str, data: Mapping[str, Any], taken: Sequence[Span] = ()) -> Example:
    """One gold document made ready."""
    squeezed = squeeze(text)
    atoms = cut_atoms(squeezed.text)
    candidates = drop_taken(squeezed, atoms, generate_candidates(atoms), taken)
    spans = zip(atoms.starts[candidates.first].tolist(), atoms.ends[candidates.last].tolist(), strict=True)
    surfaces = tuple(atoms.text[a:z] for a, z in spans)
    gold = {kind: _read_names(kind, data) for kind in OPEN_KINDS}
    halves = _halves(item["name"] for item in data.get(_GOLD_KEYS[Kind.INDUSTRY], []))
    labels = _label(candidates, surfaces, gold, halves)
    return Example(data["doc"], atoms, candidates, describe_candidates(atoms, candidates), surfaces, gold, labels,
                   {kind: _core(kind, data) for kind in OPEN_KINDS}, halves)


def _read_names(kind: Kind, data: Mapping[str, Any]) -> dict[str, tuple[str, bool]]:
    """Normal forms of a kind's gold names, each with the item's id and whether it is optional."""
    items = data.get(_GOLD_KEYS[kind], [])
    names: dict[str, tuple[str, bool]] = {}
    for forms in ([[i["name"]] for i in items], [i.get("aliases", []) for i in items]):
        for item, group in zip(items, forms, strict=True):
            for form in group:
                names.setdefault(normal_name(kind, form), (item["id"], bool(item.get("optional"))))
    return names


def _core(kind: Kind, data: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(i["id"] for i in data.get(_GOLD_KEYS[kind], []) if not i.get("optional"))


def _label(candidates: Candidates, surfaces: Sequence[str],
           gold: Mapping[Kind, Mapping[str, tuple[str, bool]]], halves: frozenset[str]) -> dict[Kind, NDArray[np.int8]]:
    """Labels of all candidates by kind; what lies inside a longer gold name of any kind is neutral."""
    hits = {kind: [gold[kind].get(normal_name(kind, s)) for s in surfaces] for kind in OPEN_KINDS}
    matched = np.array([any(hits[k][n] for k in OPEN_KINDS) for n in range(len(surfaces))], dtype=np.bool_)
    inside = _inside_longer(candidates, np.flatnonzero(matched))
    labels = {}
    for kind in OPEN_KINDS:
        label = np.zeros(len(surfaces), dtype=np.int8)
        for row, hit in enumerate(hits[kind]):
            if hit:
                label[row] = NEUTRAL if inside[row] else OPTIONAL if hit[1] else CORE
            elif kind is Kind.INDUSTRY and normal_name(kind, surfaces[row]) in halves:
                label[row] = NEUTRAL
        labels[kind] = label
    return labels


def _inside_longer(candidates: Candidates, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    inside = np.zeros(len(candidates.first), dtype=np.bool_)
    for first, last in sorted({(int(candidates.first[r]), int(candidates.last[r])) for r in rows}):
        inner = (candidates.first >= first) & (candidates.last <= last)
        inside |= inner & ((candidates.first != first) | (candidates.last != last))
    return inside


def _halves(names: Iterable[str]) -> frozenset[str]:
    bare = (normal_name(Kind.INDUSTRY, n) for n in names)
    return frozenset(h for n in bare if re.search("[和与及]", n) for h in re.split("[和与及]", n) if len(h) > 1)
