"""Readable features of candidate spans: what begins, ends, surrounds and fills them.

A feature is a short string: ``L1=推动`` (the word before), ``Z=产业`` (the last word), ``F/len=4``. Most belong to one
border of a candidate (its start or its end), so a text's features are counted once a border and a candidate's score is
the sum of its start's, its end's, its atoms' and its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from kg.mentions.candidates import Atoms, Candidates, Hashes, Ints, hash_spans
from kg.vocabulary import read_vocabulary

_LIST_MARKS = frozenset("、")
_JOINTS = frozenset({"和", "与", "及", "以及", "或", "或者", "暨"})
_CLAUSE_END = frozenset("，。；：！？,;:!?\n")
_PAD = "#"
_VOCABULARIES = (
    ("gbt", "industries_gbt4754_2digit"), ("dig", "digital_economy_2021"), ("sei", "strategic_emerging_2018"),
    ("zone", "functional_zones_nbs2023"), ("area", "functional_areas"),
)
_TERM_TABLES = ("industry_terms", "organization_terms", "place_suffixes")
_TERM_MAX = 10
_INDUSTRY_TAILS = ("产业", "行业", "业", "制造", "服务")


@dataclass(frozen=True, slots=True)
class Features:
    """The features of all candidates of one text.

    Attributes:
        start, end, inner: for each atom, the features that it adds as first, as last, and as any atom of a candidate.
        own_names: the features that belong to whole candidates.
        own: pairs of candidate and index in ``own_names``, sorted by candidate.
    """

    start: tuple[tuple[str, ...], ...]
    end: tuple[tuple[str, ...], ...]
    inner: tuple[tuple[str, ...], ...]
    own_names: tuple[str, ...]
    own_rows: Ints
    own_columns: Ints


def describe_candidates(atoms: Atoms, candidates: Candidates) -> Features:
    """All features of all candidates of a text."""
    context = Context.of(atoms)
    count = len(atoms.words)
    names, rows, columns = _own_features(atoms, candidates, context)
    return Features(
        tuple(tuple(_start_features(context, at)) for at in range(count)),
        tuple(tuple(_end_features(context, at)) for at in range(count)),
        tuple(tuple(_inner_features(context, at)) for at in range(count)),
        names, rows, columns,
    )


@dataclass(frozen=True, slots=True)
class Context:
    """Atoms padded at both ends, with what the list around each says.

    Attributes:
        heads: the word after the 等 that ends the list an atom stands in (``产业`` for A、B等产业), else empty.
        leads: the word before the first member of the list an atom stands in, else empty.
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

    @classmethod
    def of(cls, atoms: Atoms) -> Context:
        """Read the context of a text's atoms."""
        heads, leads = _read_lists(atoms)
        pad = (_PAD, _PAD)
        return cls((*pad, *atoms.words, *pad), (*pad, *atoms.tags, *pad), tuple(atoms.cut_left.tolist()),
                   tuple(atoms.cut_right.tolist()), heads, leads, _read_headings(atoms), _read_places(atoms),
                   *_read_terms(atoms))


@cache
def _terms() -> dict[str, str]:
    """Known terms with their class."""
    return {row["term"]: row["class"] for table in _TERM_TABLES for row in read_vocabulary(table)}


def _read_terms(atoms: Atoms) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The class of the longest term that starts at each atom, and the longest term (class, term) that ends with it."""
    terms = _terms()
    begins, closes = [], []
    for start, end in zip(atoms.starts.tolist(), atoms.ends.tolist(), strict=True):
        piece = atoms.text[start : start + _TERM_MAX]
        begins.append(next((terms[piece[:n]] for n in range(len(piece), 1, -1) if piece[:n] in terms), ""))
        piece = atoms.text[max(0, end - _TERM_MAX) : end]
        term = next((piece[n:] for n in range(len(piece)) if piece[n:] in terms), "")
        closes.append((terms[term], term) if term else ("", ""))
    return tuple(begins), tuple(closes)


@cache
def _place_names() -> frozenset[str]:
    names = {row["name"] for row in read_vocabulary("regions")}
    names |= {n[:-1] for n in names if len(n) > 2 and n[-1] in "省市县区"}
    areas = {n for row in read_vocabulary("functional_areas") for n in (row["name"], *row["short_names"].split("|"))}
    return frozenset(n for n in names | areas if len(n) > 1)


def _read_places(atoms: Atoms) -> tuple[bool, ...]:
    """Whether a place name starts at each atom."""
    names = _place_names()
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
    marks = [at for at in range(begin, end) if words[at][0] in _LIST_MARKS]
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


def _next_mark(words: tuple[str, ...], at: int, step: int) -> str:
    """The nearest list mark or clause end from ``at`` on: 、, 等 or a full point."""
    for place in range(at, at + 10 * step, step):
        if not 0 <= place < len(words) or words[place][0] in _CLAUSE_END or words[place] == _PAD:
            return "."
        if words[place][0] in _LIST_MARKS or words[place] == "等":
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


def _start_features(c: Context, at: int) -> Iterator[str]:
    """What speaks for or against a name that starts with atom ``at``."""
    i = at + 2
    word, tag = shape(c.words[i]), c.tags[i]
    left, left_tag, left2 = shape(c.words[i - 1]), c.tags[i - 1], shape(c.words[i - 2])
    after, after_tag = shape(c.words[i + 1]), c.tags[i + 1]
    yield "L1=" + left
    yield "L1t=" + left_tag
    yield "L2=" + left2 + "|" + left
    yield "L2t=" + c.tags[i - 2] + "|" + left_tag
    yield "L1c=" + left[-1]
    yield "A=" + word
    yield "At=" + tag
    yield "Ac=" + word[0]
    yield "Ab=" + word[:2]
    yield "A2t=" + tag + "|" + after_tag
    yield "A2=" + word + "|" + after
    yield "LAt=" + left_tag + "|" + tag
    yield "L1At=" + left + "|" + tag
    if c.cut_left[at]:
        yield "cutL"
    if c.headings[at]:
        yield "headL"
        if left[0] == "\\":
            yield "lineL"
    if c.heads[at]:
        yield "head=" + c.heads[at]
        yield "lead=" + c.leads[at]
        if left in _LIST_MARKS:
            yield "、head=" + c.heads[at]
            yield "、lead=" + c.leads[at]
    if c.begins[at]:
        yield "begin=" + c.begins[at]
        yield "L1begin=" + left + "|" + c.begins[at]
    if (left in _LIST_MARKS or left in _JOINTS) and at > 1:
        yield "Lconj=" + (c.closes[at - 2][0] or "-" + c.tags[i - 2])
        yield "Lconjc=" + left2[-1]
        yield "Lj=" + left + _next_mark(c.words, i - 2, -1) + _next_mark(c.words, i, 1)
    if c.places[at]:
        yield "place"
        yield "place|" + left_tag


def _end_features(c: Context, at: int) -> Iterator[str]:
    """What speaks for or against a name that ends with atom ``at``."""
    i = at + 2
    word, tag = shape(c.words[i]), c.tags[i]
    right, right_tag, right2 = shape(c.words[i + 1]), c.tags[i + 1], shape(c.words[i + 2])
    before, before_tag = shape(c.words[i - 1]), c.tags[i - 1]
    yield "R1=" + right
    yield "R1t=" + right_tag
    yield "R2=" + right + "|" + right2
    yield "R2t=" + right_tag + "|" + c.tags[i + 2]
    yield "R1c=" + right[0]
    yield "Z=" + word
    yield "Zt=" + tag
    yield "Zc=" + word[-1]
    yield "Zb=" + (word if len(word) > 1 else before + word)[-2:]
    yield "Z2t=" + before_tag + "|" + tag
    yield "Z2=" + before + "|" + word
    yield "ZRt=" + tag + "|" + right_tag
    yield "ZR1=" + word + "|" + right
    yield "Zc3=" + (before + word)[-3:]
    if c.cut_right[at]:
        yield "cutR"
    if c.headings[at] and right[0] == "\\":
        yield "lineR"
    if c.heads[at] and right in _LIST_MARKS:
        yield "head、=" + c.heads[at]
    kind, term = c.closes[at]
    if kind:
        yield "close=" + kind
        yield "close=" + kind + "|" + right_tag
        yield "term=" + term
    if (right in _LIST_MARKS or right in _JOINTS) and at + 2 < len(c.begins):
        yield "Rconj=" + (c.begins[at + 2] or "-" + c.tags[i + 2])
        yield "Rj=" + right + _next_mark(c.words, i, -1) + _next_mark(c.words, i + 2, 1)


def _inner_features(c: Context, at: int) -> Iterator[str]:
    """What an atom says of any candidate that it is part of."""
    i = at + 2
    word = shape(c.words[i])
    yield "W=" + word
    yield "Wt=" + c.tags[i]
    kind = _terms().get(word, "")
    if kind:
        yield "Wk=" + kind
    if len(word) > 1:
        for char in word:
            yield "C=" + char


Own = Callable[[int], Iterator[str]]


def _own_features(atoms: Atoms, candidates: Candidates, context: Context) -> tuple[tuple[str, ...], Ints, Ints]:
    """Features of whole candidates, as (names, candidate of each, column of each)."""
    first, last = candidates.first, candidates.last
    chars = np.minimum(atoms.ends[last] - atoms.starts[first], 20)
    parts = np.minimum(last - first + 1, 8)
    left, right = _edge_classes(context, -1)[first], _edge_classes(context, 1)[last]
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
    add("edge=", left * 16 + right, lambda v: f"{_EDGES[v // 16]}{_EDGES[v % 16]}")
    add("edge/len=", (left * 16 + right) * 8 + np.minimum(chars // 2, 6),
        lambda v: f"{_EDGES[v // 128]}{_EDGES[v // 8 % 16]}{v % 8}")
    add("often/len=", often * 8 + np.minimum(chars // 2, 6), lambda v: f"{v // 8}/{v % 8}")
    add("AtZt=", tag_ids[first] * 64 + tag_ids[last], lambda v: f"{_tag_name(v // 64)}|{_tag_name(v % 64)}")
    _add_joined(add, atoms, context, first, last, left * 16 + right)
    for name, hashes in _vocabulary_hashes():
        hit = np.flatnonzero(np.isin(candidates.hashes, hashes)).astype(np.int64)
        if len(hit):
            add(f"voc={name}", np.zeros(len(hit), dtype=np.int64), lambda v: "", hit)
            add(f"voc={name}<", left[hit], lambda v: _EDGES[v], hit)
            add(f"voc={name}>", right[hit], lambda v: _EDGES[v], hit)
    row, column = np.concatenate(rows), np.concatenate(columns)
    order = np.argsort(row, kind="stable")
    return tuple(names), row[order], column[order]


def _add_joined(add: Callable[..., None], atoms: Atoms, context: Context, first: Ints, last: Ints, edges: Ints) -> None:
    """Add what depends on both ends of a candidate: a joint inside it, a place at its start and the kind at its end."""
    joints = np.cumsum([0, *(w in _JOINTS for w in atoms.words)])
    joined = np.flatnonzero(joints[last + 1] > joints[first])
    add("join=", edges[joined], lambda v: f"{_EDGES[v // 16]}{_EDGES[v % 16]}", joined)
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
        lambda v: f"{_CLOSING[v // 256]}{_EDGES[v // 16 % 16]}{_EDGES[v % 16]}", closing)


_CLOSING = ("", "tech", "sector", "service", "known", "suffix", "platform", "zone")
_EDGES = ("^", "、", "j", "n", "v", "p", "的", "b", "q", "(", ")", "d", "x")
_TAG_CLASS = {"n": 3, "v": 4, "p": 5, "uj": 6, "b": 7, "a": 7, "d": 11}


def _edge_classes(c: Context, side: int) -> Ints:
    """The class of the word beside each atom: an index into ``_EDGES``."""
    found = np.zeros(len(c.words) - 4, dtype=np.int64)
    for at in range(len(found)):
        found[at] = _edge_class(c.words[at + 2 + side], c.tags[at + 2 + side])
    return found


@lru_cache(maxsize=65536)
def _edge_class(word: str, tag: str) -> int:
    mark = word[0]
    if mark in _CLAUSE_END or mark == _PAD:
        return 0
    if mark in _LIST_MARKS:
        return 1
    if word in _JOINTS:
        return 2
    if mark in "“”\"‘’":
        return 8
    if mark in "（(":
        return 9
    if mark in "）)":
        return 10
    return _TAG_CLASS.get(tag, _TAG_CLASS.get(tag[0], 12))


_TAGS = tuple(sorted((
    "n", "v", "vn", "b", "a", "an", "nz", "ns", "nt", "nr", "nrt", "l", "i", "j", "d", "p", "c", "uj", "u", "m", "q", "t",
    "f", "s", "x", "eng", "r", "k", "g", "vg", "ng", "zg", "ad", "ag", "z", "mq", _PAD,
)))


@cache
def _tag_index(tag: str) -> int:
    return _TAGS.index(tag) + 1 if tag in _TAGS else 0


@cache
def _tag_name(index: int) -> str:
    return _TAGS[index - 1] if index else "?"


def _tag_ids(c: Context) -> Ints:
    return np.array([_tag_index(t) for t in c.tags[2:-2]], dtype=np.int64)


@cache
def _vocabulary_hashes() -> tuple[tuple[str, Hashes], ...]:
    tables = [(short, _vocabulary_names(table)) for short, table in _VOCABULARIES]
    kinds = sorted(set(_terms().values()))
    return tuple((short, _hash_names(names)) for short, names in (*tables, *((k, _terms_of(k)) for k in kinds)))


def _terms_of(kind: str) -> tuple[str, ...]:
    terms = {t for t, k in _terms().items() if k == kind}
    if kind in ("tech", "sector", "service"):
        terms |= {t.removesuffix(tail) for t in terms for tail in _INDUSTRY_TAILS}
        terms |= {t + tail for t in terms for tail in ("产业", "行业")}
    return tuple(sorted(t for t in terms if len(t) > 1))


def _vocabulary_names(table: str) -> tuple[str, ...]:
    names = set()
    for row in read_vocabulary(table):
        for name in (row["name"], *row.get("short_names", "").split("|")):
            for part in (name, *name.split("、")):
                names.add(part)
                for tail in _INDUSTRY_TAILS:
                    names.add(part.removesuffix(tail))
    return tuple(sorted(n for n in names if len(n) > 1))


def _hash_names(names: tuple[str, ...]) -> Hashes:
    text = "".join(names)
    ends = np.cumsum([len(n) for n in names]).astype(np.int64)
    starts = np.append(0, ends[:-1]).astype(np.int64)
    return hash_spans(text, starts, ends)
