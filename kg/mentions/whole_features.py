"""Features of whole candidates: length, both edges, repetition, vocabularies, a joint inside, place and kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from kg.mentions.candidates import Atoms, Candidates, Ints
from kg.mentions.surroundings import EDGES, JOINTS, Surroundings, edge_classes
from kg.mentions.terms import vocabulary_hashes

_CLOSING = ("", "tech", "sector", "service", "known", "suffix", "platform", "zone")
_TAGS = tuple(sorted((
    "n", "v", "vn", "b", "a", "an", "nz", "ns", "nt", "nr", "nrt", "l", "i", "j", "d", "p", "c", "uj", "u", "m", "q", "t",
    "f", "s", "x", "eng", "r", "k", "g", "vg", "ng", "zg", "ad", "ag", "z", "mq", "#",
)))


def describe_whole(atoms: Atoms, candidates: Candidates, context: Surroundings) -> tuple[tuple[str, ...], Ints, Ints]:
    """Features of whole candidates, as (names, candidate of each, column of each)."""
    first, last = candidates.first, candidates.last
    chars = np.minimum(atoms.ends[last] - atoms.starts[first], 20)
    parts = np.minimum(last - first + 1, 8)
    left, right = edge_classes(context, -1)[first], edge_classes(context, 1)[last]
    _, inverse, counts = np.unique(candidates.hashes, return_inverse=True, return_counts=True)
    often = np.minimum(np.log2(counts[inverse].astype(np.float64)), 4).astype(np.int64)
    tag_ids = _tag_ids(context)
    names: list[str] = []
    rows: list[Ints] = []
    columns: list[Ints] = []
    everyone = np.arange(len(first), dtype=np.int64)

    def add(prefix: str, values: Ints, label: Callable[[int], str], where: Ints = everyone) -> None:
        distinct, positions = np.unique(values, return_inverse=True)
        rows.append(where)
        columns.append(positions.astype(np.int64) + len(names))
        names.extend(prefix + label(int(v)) for v in distinct)

    add("len=", chars, str)
    add("parts=", parts, str)
    add("often=", often, str)
    add("edge=", left * 16 + right, lambda v: f"{EDGES[v // 16]}{EDGES[v % 16]}")
    add("edge/len=", (left * 16 + right) * 8 + np.minimum(chars // 2, 6),
        lambda v: f"{EDGES[v // 128]}{EDGES[v // 8 % 16]}{v % 8}")
    add("often/len=", often * 8 + np.minimum(chars // 2, 6), lambda v: f"{v // 8}/{v % 8}")
    add("AtZt=", tag_ids[first] * 64 + tag_ids[last], lambda v: f"{_tag_name(v // 64)}|{_tag_name(v % 64)}")
    _add_joined(add, atoms, context, first, last, left * 16 + right)
    for name, hashes in vocabulary_hashes():
        hit = np.flatnonzero(np.isin(candidates.hashes, hashes)).astype(np.int64)
        if len(hit):
            add(f"voc={name}", np.zeros(len(hit), dtype=np.int64), lambda v: "", hit)
            add(f"voc={name}<", left[hit], lambda v: EDGES[v], hit)
            add(f"voc={name}>", right[hit], lambda v: EDGES[v], hit)
    row, column = np.concatenate(rows), np.concatenate(columns)
    order = np.argsort(row, kind="stable")
    return tuple(names), row[order], column[order]


def _add_joined(add: Callable[..., None], atoms: Atoms, context: Surroundings, first: Ints, last: Ints, edges: Ints) -> None:
    """Add what depends on both ends of a candidate: a joint inside it, a place at its start and the kind at its end."""
    joints = np.cumsum([0, *(w in JOINTS for w in atoms.words)])
    joined = np.flatnonzero(joints[last + 1] > joints[first])
    add("join=", edges[joined], lambda v: f"{EDGES[v // 16]}{EDGES[v % 16]}", joined)
    kinds = np.array([_CLOSING.index(kind) for kind, _ in context.closes], dtype=np.int64)[last]
    begins = np.array([_CLOSING.index(kind) for kind in context.begins], dtype=np.int64)[first]
    places = np.array(context.places, dtype=np.int64)[first]
    size = np.minimum(last - first, 5)
    closing = np.flatnonzero(kinds)
    add("place+close=", (places * 8 + kinds)[closing], lambda v: f"{v // 8}{_CLOSING[v % 8]}", closing)
    add("place+close+size=", ((places * 8 + kinds) * 8 + size)[closing],
        lambda v: f"{v // 64}{_CLOSING[v // 8 % 8]}{v % 8}", closing)
    both = np.flatnonzero(kinds * begins)
    add("begin+close=", (begins * 8 + kinds)[both], lambda v: f"{_CLOSING[v // 8]}|{_CLOSING[v % 8]}", both)
    add("close+edge=", (kinds * 256 + edges)[closing],
        lambda v: f"{_CLOSING[v // 256]}{EDGES[v // 16 % 16]}{EDGES[v % 16]}", closing)


@cache
def _tag_index(tag: str) -> int:
    return _TAGS.index(tag) + 1 if tag in _TAGS else 0


@cache
def _tag_name(index: int) -> str:
    return _TAGS[index - 1] if index else "?"


def _tag_ids(c: Surroundings) -> Ints:
    return np.array([_tag_index(t) for t in c.tags[2:-2]], dtype=np.int64)
