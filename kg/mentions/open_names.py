"""Finds names of open classes: industries, platforms, zones and organizations.

Candidate spans (`kg.mentions.candidates`) are scored by one small logistic model a kind over readable features
(`kg.mentions.features`). The weights are plain tables (``seeds/vocabularies/weights_*.tsv``) that `kg.mentions.train`
writes; no name of a training document is among them, only words, tags and borders.

Example:
    >>> [c.name for c in find_open_names("推动人工智能、生物医药等产业发展。") if c.kind is Kind.INDUSTRY]
    ['人工智能', '生物医药']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from kg.mentions.candidates import Atoms, Candidates, Squeezed, cut_atoms, generate_candidates, squeeze
from kg.mentions.features import Features, describe_candidates
from kg.mentions.lac import SUGGESTED, could_name, is_asked, suggest_spans
from kg.mentions.priors import add_priors
from kg.mentions.rescoring import smooth_lists
from kg.mentions.shared_heads import restore_heads
from kg.mentions.words import skip_lead_words
from kg.model import Kind, Span
from kg.vocabulary import read_vocabulary

Floats = NDArray[np.float64]

OPEN_KINDS = (Kind.INDUSTRY, Kind.PLATFORM, Kind.ZONE, Kind.ORGANIZATION)
FLOOR = 0.05
LIKELY = 0.1  # how likely the model must find what LAC suggests: alone LAC is right once in eight times
# what is arranged between bodies and not run by one
_ARRANGEMENTS = ("体系", "指标", "机制", "制度")
_ENDING_CLASS = {Kind.PLATFORM: "platform", Kind.ZONE: "zone", Kind.ORGANIZATION: "suffix"}


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """A span that names something of an open class.

    Attributes:
        span: where, in the text as given.
        name: what it covers without white space.
        score: the model's probability, from 0 to 1.
        rule: what found it: ``model``, ``shared-head`` (宜昌、荆州高新区 names 宜昌高新区), or ``organization-lac``.
    """

    kind: Kind
    span: Span
    name: str
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature (one number a kind, in the order of `OPEN_KINDS`), intercepts and thresholds."""

    weights: Mapping[str, Floats]
    intercepts: Floats
    thresholds: Floats


@cache
def read_model() -> Model:
    """The shipped model."""
    weights: dict[str, Floats] = {}
    intercepts, thresholds = np.zeros(len(OPEN_KINDS)), np.full(len(OPEN_KINDS), 0.5)
    for column, kind in enumerate(OPEN_KINDS):
        for row in read_vocabulary(f"weights_{kind.value}"):
            value = float(row["weight"])
            if row["feature"] == "(intercept)":
                intercepts[column] = value
            elif row["feature"] == "(threshold)":
                thresholds[column] = value
            else:
                weights.setdefault(row["feature"], np.zeros(len(OPEN_KINDS)))[column] = value
    return Model(weights, intercepts, thresholds)


def find_open_names(text: str, taken: Sequence[Span] = ()) -> list[NameCandidate]:
    """The open names of a document or a passage.

    Args:
        text: decoded text.
        taken: spans of agencies and regions: a name may hold one, but not cut it, lie in it or be it.

    Returns:
        Names in text order; those of one kind do not overlap, but for those with a restored head and those that LAC suggests.
    """
    return OpenNames(text, taken=taken).find(0, len(text))


class OpenNames:
    """The open names of one document, scored together so that one passage helps another."""

    def __init__(self, text: str, taken: Sequence[Span] = (), model: Model | None = None) -> None:
        """Score all candidates of ``text``.

        Args:
            text: the document's decoded text.
            taken: spans of agencies and regions, in ``text``.
            model: weights; the shipped ones where None.
        """
        self._names = tuple(_find_all(text, taken, model or read_model()))

    def find(self, start: int, end: int, taken: Sequence[Span] = ()) -> list[NameCandidate]:
        """The names inside ``text[start:end]``, with absolute spans, without those that touch ``taken`` amiss."""
        passage = Span(start, end)
        return [n for n in self._names if passage.covers(n.span) and not any(_clashes(n.span, t) for t in taken)]


def _clashes(name: Span, taken: Span) -> bool:
    return name.overlaps(taken) and not (name.covers(taken) and name != taken)


def _find_all(text: str, taken: Sequence[Span], model: Model) -> list[NameCandidate]:
    squeezed = squeeze(text)
    if not squeezed.text:
        return []
    atoms = cut_atoms(squeezed.text)
    candidates = drop_taken(squeezed, atoms, generate_candidates(atoms), taken)
    if not len(candidates.first):
        return []
    scores = score_candidates(atoms, candidates, describe_candidates(atoms, candidates), model)
    found: list[NameCandidate] = []
    for column, kind in enumerate(OPEN_KINDS):
        for row in np.flatnonzero(scores[:, column] >= FLOOR).tolist():
            if is_generic(kind, _surface(atoms, candidates, row)):
                scores[row, column] = 0.0
        chosen = choose_spans(atoms, candidates, scores[:, column], FLOOR)
        for row in accept_names(candidates, scores[:, column], chosen, float(model.thresholds[column])):
            name = _name(squeezed, atoms, candidates, row, kind, float(scores[row, column]))
            found.append(name)
            if kind is not Kind.INDUSTRY:
                found += _siblings(squeezed, atoms, candidates, row, name)
        if kind is Kind.ORGANIZATION and is_asked():
            for row in _suggested(atoms, candidates, scores[:, column]):
                found.append(replace(_name(squeezed, atoms, candidates, row, kind, float(scores[row, column])), rule=SUGGESTED))
    return sorted(found, key=lambda n: (n.span, n.kind.value))


def _surface(atoms: Atoms, candidates: Candidates, row: int) -> str:
    return atoms.text[int(atoms.starts[candidates.first[row]]) : int(atoms.ends[candidates.last[row]])]


def _name(
    squeezed: Squeezed, atoms: Atoms, candidates: Candidates, row: int, kind: Kind, score: float
) -> NameCandidate:
    start, end = int(atoms.starts[candidates.first[row]]), int(atoms.ends[candidates.last[row]])
    if kind is not Kind.ZONE:
        start = skip_lead_words(squeezed.text, start, end, brand=kind is Kind.ORGANIZATION)
    span = Span(int(squeezed.origin[start]), int(squeezed.origin[end - 1]) + 1)
    return NameCandidate(kind, span, squeezed.text[start:end], round(score, 4), "model")


def _suggested(atoms: Atoms, candidates: Candidates, scores: Floats) -> list[int]:
    """The candidates that LAC takes for an organization and the model finds likely."""
    rows = [row for row in np.flatnonzero(scores >= LIKELY).tolist() if could_name(_surface(atoms, candidates, row))]
    starts = atoms.starts[candidates.first[rows]].tolist()
    seen = {(span.start, span.end) for span in suggest_spans(atoms.text, sorted(starts))}
    return [row for row in rows if (atoms.starts[candidates.first[row]], atoms.ends[candidates.last[row]]) in seen]


def _siblings(
    squeezed: Squeezed, atoms: Atoms, candidates: Candidates, row: int, name: NameCandidate
) -> list[NameCandidate]:
    """The names that other places listed before a name share its head with; their spans run to its end."""
    start, end = int(atoms.starts[candidates.first[row]]), int(atoms.ends[candidates.last[row]])
    return [replace(name, span=Span(int(squeezed.origin[at]), name.span.end), name=restored, rule="shared-head")
            for at, restored in restore_heads(squeezed.text, start, end)]


def drop_taken(squeezed: Squeezed, atoms: Atoms, candidates: Candidates, taken: Sequence[Span]) -> Candidates:
    """The candidates that neither cut a taken span nor lie in one."""
    if not taken:
        return candidates
    size = len(squeezed.text) + 1
    inner, whole = np.zeros(size, dtype=np.bool_), []
    borders = np.array([(span.start, span.end) for span in taken], dtype=np.int64)
    for start, end in np.searchsorted(squeezed.origin, borders).tolist():
        inner[start + 1 : end] = True
        whole.append(start * size + end)
    starts, ends = atoms.starts[candidates.first], atoms.ends[candidates.last]
    keep = ~inner[starts] & ~inner[ends] & ~np.isin(starts * size + ends, whole)
    return Candidates(candidates.first[keep], candidates.last[keep], candidates.hashes[keep])


def score_candidates(atoms: Atoms, candidates: Candidates, features: Features, model: Model) -> Floats:
    """The probability of each kind (columns) for each candidate (rows)."""
    first, last = candidates.first, candidates.last
    inner = np.zeros((len(atoms.words) + 1, len(OPEN_KINDS)))
    np.cumsum(_sum_weights(features.inner, model), axis=0, out=inner[1:])
    total = model.intercepts + _sum_weights(features.start, model)[first] + _sum_weights(features.end, model)[last]
    total += inner[last + 1] - inner[first]
    own = _sum_weights(tuple((n,) for n in features.own_names), model)
    for column in range(len(OPEN_KINDS)):
        total[:, column] += np.bincount(features.own_rows, own[features.own_columns, column], minlength=len(first))
    gained = add_priors(atoms, candidates, features, total, OPEN_KINDS)
    return np.asarray(1.0 / (1.0 + np.exp(-smooth_lists(atoms, candidates, gained))))


def _sum_weights(rows: Iterable[tuple[str, ...]], model: Model) -> Floats:
    """For each group of features, the sum of their weights by kind."""
    known = model.weights
    where: list[int] = []
    values: list[Floats] = []
    groups: dict[tuple[str, ...], int] = {}  # what an atom says of a name it is part of depends on its word alone: most recur
    places: list[int] = []
    for row in rows:
        seen = groups.get(row)
        if seen is not None:
            places.append(seen)
            continue
        group = groups[row] = len(groups)
        places.append(group)
        for feature in row:
            weight = known.get(feature)
            if weight is not None:
                where.append(group)
                values.append(weight)
    total = np.zeros((len(groups), len(OPEN_KINDS)))
    if values:
        stacked = np.array(values)
        for column in range(len(OPEN_KINDS)):
            total[:, column] = np.bincount(where, stacked[:, column], minlength=len(groups))
    return np.asarray(total[places])


def choose_spans(atoms: Atoms, candidates: Candidates, scores: Floats, floor: float) -> list[int]:
    """The best candidates that do not overlap: the likeliest first, then the longest, then the first."""
    rows = np.flatnonzero(scores >= floor)
    size = atoms.ends[candidates.last[rows]] - atoms.starts[candidates.first[rows]]
    used = np.zeros(len(atoms.words), dtype=np.bool_)
    chosen = []
    for row in rows[np.lexsort((rows, -size, -scores[rows]))].tolist():
        first, last = candidates.first[row], candidates.last[row] + 1
        if not used[first:last].any():
            used[first:last] = True
            chosen.append(row)
    return chosen


@cache
def _stops() -> tuple[frozenset[str], re.Pattern[str], dict[Kind, re.Pattern[str]]]:
    """Words that name nothing by themselves, modifiers that add nothing to a kind, and the words for the kinds."""
    rows = read_vocabulary("open_name_stops")
    generic = frozenset(r["form"] for r in rows if r["use"] == "generic")
    modifiers = _either(r["form"] for r in rows if r["use"] == "modifier")
    endings = {kind: _either(r["term"] for t in ("place_suffixes", "organization_terms") for r in read_vocabulary(t)
                             if r["class"] == use) for kind, use in _ENDING_CLASS.items()}
    return generic, re.compile(f"(?:{modifiers})*"), {k: re.compile(f"(?:{e})?$") for k, e in endings.items()}


@cache
def _no_industry() -> re.Pattern[str]:
    """What never is a trade: a name that ends in a measure, a person or a rule, or a modifier and 领域 or 行业 alone."""
    rows = read_vocabulary("open_name_stops")
    heads, modifiers = (_either(r["form"] for r in rows if r["use"] == use) for use in ("head", "modifier"))
    return re.compile(f"(?:{heads})$|^(?:{modifiers})+(?:领域|行业)$")


def _either(forms: Iterable[str]) -> str:
    return "|".join(re.escape(f) for f in sorted(set(forms), key=lambda f: (-len(f), f)))


@lru_cache(maxsize=65536)
def is_generic(kind: Kind, surface: str) -> bool:
    """Whether a surface is only a word for a kind of thing (各类园区, 新型平台, 产品).

    Example:
        >>> is_generic(Kind.ZONE, "重点园区"), is_generic(Kind.ZONE, "临江园区")
        (True, False)
    """
    generic, modifiers, endings = _stops()
    if kind is Kind.PLATFORM and surface.endswith(_ARRANGEMENTS):
        return True
    if kind is Kind.INDUSTRY:
        return surface in generic or bool(_no_industry().search(surface))
    start = modifiers.match(surface)
    return bool(start and endings[kind].match(surface, start.end()))


def accept_names(candidates: Candidates, scores: Floats, chosen: Sequence[int], threshold: float) -> list[int]:
    """The chosen candidates whose name reaches the threshold anywhere in the document."""
    sure = {int(candidates.hashes[row]) for row in chosen if scores[row] >= threshold}
    return [row for row in chosen if int(candidates.hashes[row]) in sure]
