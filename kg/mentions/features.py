"""Readable features of candidate spans: what begins, ends, surrounds and fills them.

A feature is a short string: ``L1=推动`` (the word before), ``Z=产业`` (the last word), ``len=4``. Most belong to one
border of a candidate (its start or its end), so a text's features are counted once a border and a candidate's score is
the sum of its start's, its end's, its atoms' and its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kg.mentions.candidates import Atoms, Candidates, Ints
from kg.mentions.surroundings import JOINTS, LIST_MARKS, Surroundings, next_mark, shape
from kg.mentions.terms import read_terms
from kg.mentions.whole_features import describe_whole


@dataclass(frozen=True, slots=True)
class Features:
    """The features of all candidates of one text.

    Attributes:
        start, end, inner: for each atom, the features that it adds as first, as last, and as any atom of a candidate.
        places: for each atom, whether a place name starts there.
        closings: for each atom, the class of the known term that ends there, or empty.
        ruled: for each atom, the class of the verb that a name starting there would be the object of, or empty.
        own_names: the features that belong to whole candidates.
        own: pairs of candidate and index in ``own_names``, sorted by candidate.
    """

    start: tuple[tuple[str, ...], ...]
    end: tuple[tuple[str, ...], ...]
    inner: tuple[tuple[str, ...], ...]
    own_names: tuple[str, ...]
    own_rows: Ints
    own_columns: Ints
    places: NDArray[np.bool_]
    closings: tuple[str, ...]
    ruled: tuple[str, ...]


def describe_candidates(atoms: Atoms, candidates: Candidates) -> Features:
    """All features of all candidates of a text."""
    context = Surroundings.of(atoms)
    count = len(atoms.words)
    names, rows, columns = describe_whole(atoms, candidates, context)
    return Features(
        tuple(tuple(_start_features(context, at)) for at in range(count)),
        tuple(tuple(_end_features(context, at)) for at in range(count)),
        tuple(_inner_features(word, tag) for word, tag in zip(atoms.words, atoms.tags, strict=True)),
        names, rows, columns,
        np.array(context.places, dtype=np.bool_), tuple(kind for kind, _ in context.closes),
        tuple(_ruling_verb(context, at) for at in range(count)),
    )


def _ruling_verb(c: Surroundings, at: int) -> str:
    """The class of the verb right before an atom, or before the list of which it opens a member."""
    left = c.words[at + 1]
    return c.verbs[at] or (c.ruled[at][:-1] if left in LIST_MARKS or left in JOINTS else "")


def _start_features(c: Surroundings, at: int) -> Iterator[str]:
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
        if left in LIST_MARKS:
            yield "、head=" + c.heads[at]
            yield "、lead=" + c.leads[at]
    if c.begins[at]:
        yield "begin=" + c.begins[at]
        yield "L1begin=" + left + "|" + c.begins[at]
    if c.verbs[at]:
        yield "verb=" + c.verbs[at]
        yield "verbAt=" + c.verbs[at] + "|" + tag
    elif left in LIST_MARKS or left in JOINTS:
        yield "ruled=" + c.ruled[at]
        yield "ruledAt=" + c.ruled[at] + "|" + tag
    if (left in LIST_MARKS or left in JOINTS) and at > 1:
        yield "Lconj=" + (c.closes[at - 2][0] or "-" + c.tags[i - 2])
        yield "Lconjc=" + left2[-1]
        yield "Lj=" + left + next_mark(c.words, i - 2, -1) + next_mark(c.words, i, 1)
    if c.places[at]:
        yield "place"
        yield "place|" + left_tag


def _end_features(c: Surroundings, at: int) -> Iterator[str]:
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
    if c.heads[at] and right in LIST_MARKS:
        yield "head、=" + c.heads[at]
    kind, term = c.closes[at]
    if kind:
        yield "close=" + kind
        yield "close=" + kind + "|" + right_tag
        yield "term=" + term
    if (right in LIST_MARKS or right in JOINTS) and at + 2 < len(c.begins):
        yield "Rconj=" + (c.begins[at + 2] or "-" + c.tags[i + 2])
        yield "Rj=" + right + next_mark(c.words, i, -1) + next_mark(c.words, i + 2, 1)


@lru_cache(maxsize=65536)
def _inner_features(surface: str, tag: str) -> tuple[str, ...]:
    """What an atom says of any candidate that it is part of."""
    word = shape(surface)
    kind = read_terms().get(word, "")
    own = ("W=" + word, "Wt=" + tag, *(("Wk=" + kind,) if kind else ()))
    return own if len(word) < 2 else (*own, *("C=" + char for char in word))
