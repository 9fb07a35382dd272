"""What the language says of a name before any document is read: gains that a candidate's score gets.

A place with a park's or a platform's word at its end, a company's ending, a widely known company, a listed trade before
产业 or behind 负责, what a verb of aim rules (主攻) and 智慧… are likelier names than few training documents show. The gains
stand in ``open_name_priors.tsv``; they were chosen on documents left out of the fit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kg.mentions.candidates import Atoms, Candidates, Hashes, Ints
from kg.mentions.features import Features
from kg.mentions.terms import hash_names, terms_of
from kg.model import Kind
from kg.vocabulary import read_vocabulary

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@cache
def _rows(kind: Kind, test: str) -> tuple[tuple[str, float], ...]:
    rows = read_vocabulary("open_name_priors")
    return tuple((r["form"], float(r["gain"])) for r in rows if r["kind"] == kind.value and r["test"] == test)


def add_priors(
    atoms: Atoms, candidates: Candidates, features: Features, logits: Floats, kinds: Sequence[Kind]
) -> Floats:
    """Scores (before the logistic function, one column a kind) with the gains added."""
    gained: Floats = logits.copy()
    closing = np.array(features.closings, dtype=np.str_)[candidates.last]
    places = features.places[candidates.first]
    ruled = np.array(features.ruled, dtype=np.str_)[candidates.first]
    for column, kind in enumerate(kinds):
        for form, gain in _rows(kind, "place-close"):
            _raise_best(candidates, gained[:, column], places & (closing == form), gain)
        for form, gain in _rows(kind, "verb"):
            _raise_best(candidates, gained[:, column], ruled == form, gain, candidates.first)
        for form, gain in _rows(kind, "prefix"):
            gained[_starts_with(atoms, candidates, form), column] += gain
        if suffixes := _rows(kind, "suffix"):
            ends = _ends_with(atoms, candidates, tuple(form for form, _ in suffixes))
            _raise_best(candidates, gained[:, column], ends, suffixes[0][1])
        if known := _rows(kind, "known"):
            gained[np.isin(candidates.hashes, _known_hashes(kind)), column] += known[0][1]
        for form, gain in _rows(kind, "verb-known"):
            gained[np.isin(candidates.hashes, hash_names(_known_terms(kind))) & (ruled == form), column] += gain
    return gained


def _raise_best(candidates: Candidates, scores: Floats, fit: Flags, gain: float, shared: Ints | None = None) -> None:
    """Raise, in place, the likeliest of the fitting candidates that end together, or share what is given.

    The other border stays the model's.
    """
    shared = candidates.last if shared is None else shared
    rows = np.flatnonzero(fit)
    if not len(rows):
        return
    rows = rows[np.lexsort((rows, -scores[rows], shared[rows]))]
    leads = np.append(True, shared[rows][1:] != shared[rows][:-1])
    scores[rows[leads]] += gain


def _starts_with(atoms: Atoms, candidates: Candidates, form: str) -> Flags:
    """Which candidates start with a form and hold at least two characters more."""
    starts = np.isin(atoms.starts, [match.start() for match in re.finditer(f"(?={re.escape(form)})", atoms.text)])
    size = atoms.ends[candidates.last] - atoms.starts[candidates.first]
    return np.asarray(starts[candidates.first] & (size >= len(form) + 2))


def _ends_with(atoms: Atoms, candidates: Candidates, forms: tuple[str, ...]) -> Flags:
    """Which candidates of at least four characters end with one of the forms and are more than that."""
    longest = [max((len(f) for f in forms if atoms.text.endswith(f, 0, end)), default=0) for end in atoms.ends.tolist()]
    sizes = np.array(longest, dtype=np.int64)[candidates.last]
    size = atoms.ends[candidates.last] - atoms.starts[candidates.first]
    return np.asarray((sizes > 0) & (size > sizes) & (size >= 4))


@cache
def _known_terms(kind: Kind) -> tuple[str, ...]:
    ambiguous = {form for form, _ in _rows(kind, "ambiguous")}
    classes = ("tech", "sector", "service") if kind is Kind.INDUSTRY else ("known",)
    return tuple(name for of in classes for name in terms_of(of) if name not in ambiguous)


@cache
def _known_hashes(kind: Kind) -> Hashes:
    """Hashes of the known names that are no common word, with an ending (bare, 集团, 科技; 产业)."""
    closings = tuple(form for form, _ in _rows(kind, "known") if form)
    names = list(_known_terms(kind))
    if kind is Kind.INDUSTRY:
        names = [name for name in names if not name.endswith(closings)]
    return hash_names(tuple(name + ending for name in names for ending, _ in _rows(kind, "known")))
