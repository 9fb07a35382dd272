"""Over-generates spans that may name an industry, a platform, a zone or an organization.

A text is squeezed (white space and the breaks of wrapped lines dropped), cut into atoms (words of the segmenter, cut
once more where a known suffix, prefix or place ends) and every run of atoms inside a clause becomes a candidate.
What a candidate is worth is decided by `kg.mentions.features` and `kg.mentions.open_names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import rjieba
from numpy.typing import NDArray

from kg.vocabulary import read_vocabulary

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]

MAX_ATOMS = 12
MAX_CHARS = 30
_DRIVEN = re.compile(r"(?<=[推带拉]动)(?![力性型作])")
_BREAK = frozenset("，。；：！？、,;:!?…—｜|\n\r\t《》【】")
_OPEN = frozenset("（(“‘「〈[")
_CLOSE = frozenset("）)”’」〉]")
_NO_EDGE = frozenset("/-－+·.%％．~～—")
_WEAK_TAGS = frozenset({"uj", "ul", "uz", "ud", "ug", "uv", "y", "e", "o"})
_STRAIGHT = '"'
_LINE_END = re.compile(r"[。；：！？，、;:!?,）)】》”]$")
_NEW_ITEM = re.compile(r"[（(]?[0-9一二三四五六七八九十]+[、.．）)]|第[0-9零〇一二三四五六七八九十百]+[条章节]"
                       r"|[-—•●★◆■□]|专栏|附件")
_COUNT = re.compile(r"[0-9０-９零〇一二两三四五六七八九十百千万亿余多几]+|[0-9零〇一二三四五六七八九十两]+[年月日家个项条次批名]")
_WRAP_WIDTH = 18
_SPACE = re.compile(r"\s")
_BASE = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text without white space. ``origin[i]`` is where character ``i`` stood; its last entry is the text's length.

    A line break that ends a paragraph is kept as ``\\n``; one that only wraps a line is dropped.
    """

    text: str
    origin: Ints


@lru_cache(maxsize=2)
def squeeze(text: str) -> Squeezed:
    """Drop white space, but keep the breaks between paragraphs.

    Example:
        >>> squeeze("发展 智慧物流").text
        '发展智慧物流'
    """
    lines = text.split("\n")
    wrapped = [_is_wrapped(a, b) for a, b in zip(lines, lines[1:], strict=False)]
    chars: list[str] = []
    origin: list[int] = []
    at = 0
    for number, line in enumerate(lines):
        spaced = _SPACE.search(line) is not None
        if not spaced:
            chars.append(line)
            origin.extend(range(at, at + len(line)))
        for offset, char in enumerate(line) if spaced else ():
            if not char.isspace():
                chars.append(char)
                origin.append(at + offset)
            elif _latin_gap(line, offset):
                chars.append("\n")
                origin.append(at + offset)
        at += len(line) + 1
        if number < len(wrapped) and not wrapped[number]:
            chars.append("\n")
            origin.append(at - 1)
    return Squeezed("".join(chars), np.array([*origin, len(text)], dtype=np.int64))


def _latin_gap(line: str, at: int) -> bool:
    """Whether white space parts a sentence from the next (a full-width blank after a number or mark)."""
    return at > 0 and line[at - 1] in "条章节款。！？" and at < 16


def _is_wrapped(line: str, after: str) -> bool:
    line, after = line.strip(), after.strip()
    long = len(line) >= _WRAP_WIDTH and bool(after)
    return long and not _LINE_END.search(line) and not _NEW_ITEM.match(after) and len(after) > 1


@dataclass(frozen=True, slots=True)
class Atoms:
    """A squeezed text cut into atoms, in order and without gaps.

    Attributes:
        starts, ends: offsets in the squeezed text.
        words, tags: the surface, and the part of speech that the segmenter gave the word it belongs to.
        cut_left, cut_right: whether the atom's border lies inside a word of the segmenter.
        breaks: whether no name runs over the atom.
    """

    text: str
    starts: Ints
    ends: Ints
    words: tuple[str, ...]
    tags: tuple[str, ...]
    cut_left: NDArray[np.bool_]
    cut_right: NDArray[np.bool_]
    breaks: NDArray[np.bool_]


@cache
def _affixes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for the prefixes and suffixes after (before) which a word may be cut once more."""
    rows = read_vocabulary("open_name_affixes")
    by = {end: sorted((r["form"] for r in rows if r["end"] == end), key=lambda f: (-len(f), f))
          for end in ("left", "right")}
    return (re.compile("(?:" + "|".join(map(re.escape, by["left"])) + ")(?=.)"),
            re.compile("(?<=.)(?:" + "|".join(map(re.escape, by["right"])) + ")$"))


@lru_cache(maxsize=65536)
def _inner_borders(word: str) -> tuple[int, ...]:
    """Offsets inside a word at which it may be cut: after a prefix, before and after a suffix."""
    if len(word) < 3:
        return ()
    left, right = _affixes()
    found = set()
    if match := left.match(word):
        found.add(match.end())
    if match := right.search(word):
        found.add(match.start())
    return tuple(sorted(found))


def _tag(text: str) -> Iterator[tuple[str, str]]:
    """Words with tags; 推动, 带动, 拉动 end a word, which the segmenter may miss (推动物联网: 推 动物 联网)."""
    for part in _DRIVEN.split(text):
        yield from rjieba.tag(part, True)


def cut_atoms(text: str) -> Atoms:
    """Cut a squeezed text into atoms."""
    starts: list[int] = []
    words: list[str] = []
    tags: list[str] = []
    cut_left: list[bool] = []
    at = 0
    for word, tag in _tag(text):
        inner = (0, *_inner_borders(word), len(word))
        for a, b in zip(inner, inner[1:], strict=False):
            starts.append(at + a)
            words.append(word[a:b])
            tags.append(tag)
            cut_left.append(a > 0)
        at += len(word)
    begin = np.array(starts, dtype=np.int64)
    left = np.array(cut_left, dtype=np.bool_)
    breaks = np.array([w[0] in _BREAK or w == "的" for w in words], dtype=np.bool_)
    return Atoms(text, begin, np.append(begin[1:], at)[: len(begin)], tuple(words), tuple(tags), left,
                 np.append(left[1:], False)[: len(begin)], breaks)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Runs of atoms: ``first[k]`` to ``last[k]`` (both inside), with a hash of each run's surface."""

    first: Ints
    last: Ints
    hashes: Hashes


def generate_candidates(atoms: Atoms) -> Candidates:
    """Every run of atoms of one clause that could be a name: balanced brackets, no mark at its ends."""
    count = len(atoms.words)
    index = np.arange(count, dtype=np.int64)
    start_ok = np.array([_may_start(w, t) for w, t in zip(atoms.words, atoms.tags, strict=True)], dtype=np.bool_)
    end_ok = np.array([_may_end(w, t) for w, t in zip(atoms.words, atoms.tags, strict=True)], dtype=np.bool_)
    depth, fragment = _depths(atoms.words), np.cumsum(atoms.breaks)
    lowest = depth[1:].copy()
    firsts, lasts = [], []
    for extra in range(MAX_ATOMS):
        a = index[: max(count - extra, 0)]
        z = a + extra
        if extra:
            lowest = np.minimum(lowest[:-1], depth[1:][extra:]) if len(lowest) > 1 else lowest[:0]
        size = atoms.ends[z] - atoms.starts[a]
        good = start_ok[a] & end_ok[z] & (fragment[a] == fragment[z]) & (size >= 2) & (size <= MAX_CHARS)
        good &= (depth[a] == depth[z + 1]) & (lowest[: len(a)] >= depth[a])
        firsts.append(a[good])
        lasts.append(z[good])
    first, last = np.concatenate(firsts), np.concatenate(lasts)
    return Candidates(first, last, hash_spans(atoms.text, atoms.starts[first], atoms.ends[last]))


def _may_start(word: str, tag: str) -> bool:
    head = word[0]
    return not (tag == "q" or _COUNT.fullmatch(word) or head in _BREAK or head in _CLOSE or head in _NO_EDGE or tag in _WEAK_TAGS)


def _may_end(word: str, tag: str) -> bool:
    tail = word[-1]
    return not (tail in _BREAK or tail in _OPEN or tail in _NO_EDGE or tag in _WEAK_TAGS or word in ("和", "与", "及", "的"))


def _depths(words: tuple[str, ...]) -> Ints:
    """How many brackets and quotes are open before each atom, and after the last."""
    depths = np.zeros(len(words) + 1, dtype=np.int64)
    depth, straight = 0, False
    for at, word in enumerate(words):
        if word[0] == _STRAIGHT:
            straight = not straight
            depth += 1 if straight else -1
        elif word[0] in _OPEN:
            depth += 1
        elif word[0] in _CLOSE:
            depth -= 1
        elif word[0] == "\n":
            depth, straight = 0, False
        depths[at + 1] = depth
    return depths


def hash_spans(text: str, starts: Ints, ends: Ints) -> Hashes:
    """A 64-bit hash of the surface of each span; equal surfaces have equal hashes, wherever they stand."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    codes = (codes + np.uint64(1)) * np.uint64(0xBF58476D1CE4E5B9)
    codes ^= codes >> np.uint64(29)
    power, inverse = _powers(len(text) + 1)
    prefix = np.zeros(len(text) + 1, dtype=np.uint64)
    np.cumsum(codes * power[: len(codes)], out=prefix[1:])
    return np.asarray((prefix[ends] - prefix[starts]) * inverse[starts], dtype=np.uint64)


def _powers(count: int) -> tuple[Hashes, Hashes]:
    """The first powers of the base modulo 2**64, and of its inverse."""
    base = np.full(count, _BASE, dtype=np.uint64)
    inverse = np.full(count, pow(_BASE, -1, 1 << 64), dtype=np.uint64)
    base[:1] = inverse[:1] = 1
    return np.cumprod(base), np.cumprod(inverse)
