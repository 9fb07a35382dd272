"""Cue words of quantities, from vocabularies/quantity_cues.tsv, as regular expressions."""

from __future__ import annotations

import re
from functools import cache

from kg.vocabulary import read_vocabulary


def list_cues(*kinds: str) -> tuple[str, ...]:
    """The cue words of these kinds, longest first."""
    words = {row["cue"] for row in read_vocabulary("quantity_cues") if row["kind"] in kinds}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def cue_pattern(*kinds: str) -> re.Pattern[str]:
    """A pattern for a cue of these kinds, to search or to match with."""
    return re.compile("|".join(map(re.escape, list_cues(*kinds))))


@cache
def cue_at_end(*kinds: str) -> re.Pattern[str]:
    """A pattern that finds a cue of these kinds where the searched part ends."""
    return re.compile("(?:" + "|".join(map(re.escape, list_cues(*kinds))) + ")$")
