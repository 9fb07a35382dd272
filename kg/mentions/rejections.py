"""What the model weighed and did not take: candidates of a passage with their score and what spoke against them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.mentions.candidates import cut_atoms, generate_candidates, squeeze
from kg.mentions.features import describe_candidates
from kg.mentions.open_names import (
    FLOOR,
    OPEN_KINDS,
    choose_spans,
    drop_taken,
    find_open_names,
    is_generic,
    read_model,
    score_candidates,
)
from kg.model import Kind, Span

THRESHOLD, OVERLAP, GENERIC = "threshold", "overlap", "generic"


@dataclass(frozen=True, slots=True)
class Rejection:
    """A candidate that is no mention.

    Attributes:
        score: the model's probability.
        threshold: what it would have had to reach.
        reason: ``threshold``, ``overlap`` (a likelier one of its kind lies over it) or ``generic`` (a bare class word).
    """

    kind: Kind
    span: Span
    name: str
    score: float
    threshold: float
    reason: str


def find_rejections(text: str, taken: Sequence[Span], within: Span, most: int = 5) -> list[Rejection]:
    """The likeliest candidates of each kind in a passage that were not taken, in text order.

    Args:
        text: the whole document as rules read it: what one passage says counts for others.
        taken: spans of its agencies and regions.
        within: the passage.
        most: how many of each kind and reason.
    """
    squeezed = squeeze(text)
    atoms = cut_atoms(squeezed.text)
    candidates = drop_taken(squeezed, atoms, generate_candidates(atoms), taken)
    if not len(candidates.first):
        return []
    model = read_model()
    scores = score_candidates(atoms, candidates, describe_candidates(atoms, candidates), model)
    found_names = {(name.kind, name.span) for name in find_open_names(text, taken)}
    starts, ends = atoms.starts[candidates.first], atoms.ends[candidates.last]
    origin = squeezed.origin
    inside = ((origin[starts] >= within.start) & (origin[ends - 1] < within.end)).nonzero()[0].tolist()
    found: list[Rejection] = []
    for column, kind in enumerate(OPEN_KINDS):
        chosen = set(choose_spans(atoms, candidates, scores[:, column], FLOOR))
        rows = [row for row in inside if scores[row, column] >= FLOOR]
        rejected = []
        for row in sorted(rows, key=lambda row: (-scores[row, column], row)):
            start, end = int(starts[row]), int(ends[row])
            span = Span(int(origin[start]), int(origin[end - 1]) + 1)
            if (kind, span) not in found_names:
                name = squeezed.text[start:end]
                reason = GENERIC if is_generic(kind, name) else THRESHOLD if row in chosen else OVERLAP
                score = round(float(scores[row, column]), 3)
                rejected.append(Rejection(kind, span, name, score, float(model.thresholds[column]), reason))
        found += _likeliest(rejected, most)
    return sorted(found, key=lambda r: (r.span, r.kind.value))


def _likeliest(rejected: Sequence[Rejection], most: int) -> Iterator[Rejection]:
    for reason in (THRESHOLD, OVERLAP, GENERIC):
        yield from [one for one in rejected if one.reason == reason][:most]
