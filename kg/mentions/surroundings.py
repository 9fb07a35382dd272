"""What surrounds and fills the atoms of a text: lists with their leads and heads, headings, places, known terms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from kg.mentions.candidates import Atoms, Ints
from kg.mentions.terms import place_names, read_terms
from kg.vocabulary import read_vocabulary

LIST_MARKS = frozenset("、")
JOINTS = frozenset({"和", "与", "及", "以及", "或", "或者", "暨"})
_CLAUSE_END = frozenset("，。；：！？,;:!?\n")
_PAD = "#"
_TERM_MAX = 10


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Atoms padded at both ends, with what the list around each says.

    Attributes:
        heads: the word after the 等 that ends the list an atom stands in (``产业`` for A、B等产业), else empty.
        leads: the word before the first member of the list an atom stands in, else empty.
        verbs: the class of the verb right before an atom (``aim`` for 主攻), else empty.
        ruled: the class of the last verb before an atom in its clause, and how many joints and marks since, at most 3.
        position: h in a heading line, l at the start of a line, else t.
    """

    words: tuple[str, ...]
    tags: tuple[str, ...]
    cut_left: tuple[bool, ...]
    cut_right: tuple[bool, ...]
    heads: tuple[str, ...]
    leads: tuple[str, ...]
    headings: tuple[bool, ...]
    places: tuple[bool, ...]
    begins: tuple[str, ...]
    closes: tuple[tuple[str, str], ...]
    verbs: tuple[str, ...]
    ruled: tuple[str, ...]

    @classmethod
    def of(cls, atoms: Atoms) -> Surroundings:
        """Read the context of a text's atoms."""
        heads, leads = _read_lists(atoms)
        pad = (_PAD, _PAD)
        return cls((*pad, *atoms.words, *pad), (*pad, *atoms.tags, *pad), tuple(atoms.cut_left.tolist()),
                   tuple(atoms.cut_right.tolist()), heads, leads, _read_headings(atoms), _read_places(atoms),
                   *_read_terms(atoms), *_read_verbs(atoms))


def _read_terms(atoms: Atoms) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The class of the longest term that starts at each atom, and the longest term (class, term) that ends with it."""
    terms, (heads, tails) = read_terms(), _term_sizes()
    begins, closes = [], []
    for start, end in zip(atoms.starts.tolist(), atoms.ends.tolist(), strict=True):
        piece = atoms.text[start : start + _TERM_MAX]
        begins.append(next((terms[piece[:n]] for n in heads.get(piece[:2], ()) if piece[:n] in terms), ""))
        piece = atoms.text[max(0, end - _TERM_MAX) : end]
        term = next((piece[-n:] for n in tails.get(piece[-1:], ()) if piece[-n:] in terms), "")
        closes.append((terms[term], term) if term else ("", ""))
    return tuple(begins), tuple(closes)


@cache
def _verb_classes() -> dict[str, str]:
    return {row["form"]: row["class"] for row in read_vocabulary("name_leads")}


def _read_verbs(atoms: Atoms) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The class of the verb that ends right before each atom, and that of the last verb before it in its clause."""
    classes = _verb_classes()
    beside, ruled = [], []
    last, since = "", 0
    for start, word in zip(atoms.starts.tolist(), atoms.words, strict=True):
        piece = atoms.text[max(0, start - 5) : start]
        kind = next((classes[piece[i:]] for i in range(len(piece)) if piece[i:] in classes), "")
        if kind:
            last, since = kind, 0
        beside.append(kind)
        ruled.append(last and f"{last}{min(since, 3)}")
        if word[0] in _CLAUSE_END:
            last = ""
        elif word[0] in LIST_MARKS or word in JOINTS:
            since += 1
    return tuple(beside), tuple(ruled)


@cache
def _term_sizes() -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]:
    """The sizes, longest first, of the terms with the same first two characters, and of those with the same last one."""
    heads: dict[str, set[int]] = {}
    tails: dict[str, set[int]] = {}
    for term in read_terms():
        if len(term) <= _TERM_MAX:
            tails.setdefault(term[-1:], set()).add(len(term))
            if len(term) > 1:
                heads.setdefault(term[:2], set()).add(len(term))
    longest_first = [{key: tuple(sorted(sizes, reverse=True)) for key, sizes in by.items()} for by in (heads, tails)]
    return longest_first[0], longest_first[1]


def _read_places(atoms: Atoms) -> tuple[bool, ...]:
    """Whether a place name starts at each atom."""
    names = place_names()
    return tuple(
        tag == "ns" or any(atoms.text[start : start + n] in names for n in range(2, 8))
        for start, tag in zip(atoms.starts.tolist(), atoms.tags, strict=True)
    )


def _read_headings(atoms: Atoms) -> tuple[bool, ...]:
    """Whether each atom stands in a line without a full stop."""
    flags: list[bool] = []
    line: list[str] = []
    for word in (*atoms.words, "\n"):
        line.append(word)
        if word[0] == "\n":
            flags += [not any(w[-1] in "。；，" for w in line)] * len(line)
            line = []
    return tuple(flags[: len(atoms.words)])


def _read_lists(atoms: Atoms) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The head and the lead of the enumeration that each atom stands in, or empty strings."""
    count = len(atoms.words)
    heads, leads = [""] * count, [""] * count
    begin = 0
    for at in range(count + 1):
        if at < count and atoms.words[at][0] not in _CLAUSE_END:
            continue
        _read_clause_list(atoms, begin, at, heads, leads)
        begin = at + 1
    return tuple(heads), tuple(leads)


def _read_clause_list(atoms: Atoms, begin: int, end: int, heads: list[str], leads: list[str]) -> None:
    words = atoms.words
    marks = [at for at in range(begin, end) if words[at][0] in LIST_MARKS]
    if not marks:
        return
    ends = [at for at in range(marks[0], end) if words[at] == "等"]
    close = ends[0] if ends else end
    head = _read_head(atoms, close + 1, end)
    lead = next((words[at] for at in range(marks[0] - 1, begin - 1, -1) if atoms.tags[at] in ("v", "p", "uj")), "^")
    for at in range(begin, close):
        heads[at] = head if ends else "-"
        leads[at] = lead


def _read_head(atoms: Atoms, at: int, end: int) -> str:
    """The last noun of the phrase that starts at ``at``: what the members of a list before 等 are."""
    head = "."
    for place in range(at, min(end, at + 6)):
        tag = atoms.tags[place]
        if tag[0] in "nlj" or tag == "vn":
            head = atoms.words[place]
        elif tag[0] not in "abmqf" and tag != "uj":
            return head if head != "." else atoms.words[place]
    return head


def next_mark(words: tuple[str, ...], at: int, step: int) -> str:
    """The nearest list mark or clause end from ``at`` on: 、, 等 or a full point."""
    for place in range(at, at + 10 * step, step):
        if not 0 <= place < len(words) or words[place][0] in _CLAUSE_END or words[place] == _PAD:
            return "."
        if words[place][0] in LIST_MARKS or words[place] == "等":
            return words[place]
    return "-"


@lru_cache(maxsize=65536)
def shape(word: str) -> str:
    """A word's class where its surface says too little: number, Latin, line break."""
    if word[0] == "\n":
        return "\\n"
    if word[0] == "\t":
        return "\\t"
    if word.isascii() and word[0].isalpha():
        return "a"
    if word[0].isdigit():
        return "9"
    return word


EDGES = ("^", "、", "j", "n", "v", "p", "的", "b", "q", "(", ")", "d", "x")
_TAG_CLASS = {"n": 3, "v": 4, "p": 5, "uj": 6, "b": 7, "a": 7, "d": 11}


def edge_classes(c: Surroundings, side: int) -> Ints:
    """The class of the word beside each atom: an index into ``EDGES``."""
    found = np.zeros(len(c.words) - 4, dtype=np.int64)
    for at in range(len(found)):
        found[at] = _edge_class(c.words[at + 2 + side], c.tags[at + 2 + side])
    return found


@lru_cache(maxsize=65536)
def _edge_class(word: str, tag: str) -> int:
    mark = word[0]
    if mark in _CLAUSE_END or mark == _PAD:
        return 0
    if mark in LIST_MARKS:
        return 1
    if word in JOINTS:
        return 2
    if mark in "“”\"‘’":
        return 8
    if mark in "（(":
        return 9
    if mark in "）)":
        return 10
    return _TAG_CLASS.get(tag, _TAG_CLASS.get(tag[0], 12))
