"""Known terms and vocabularies, ready to be looked up: by surface, or by the hash of a candidate."""

from __future__ import annotations

from functools import cache

import numpy as np

from kg.mentions.candidates import Hashes, hash_spans
from kg.vocabulary import read_vocabulary

_VOCABULARIES = (
    ("gbt", "industries_gbt4754_2digit"), ("dig", "digital_economy_2021"), ("sei", "strategic_emerging_2018"),
    ("zone", "functional_zones_nbs2023"), ("area", "functional_areas"),
)
_TERM_TABLES = ("industry_terms", "organization_terms", "place_suffixes")
_INDUSTRY_TAILS = ("产业", "行业", "业", "制造", "服务")


@cache
def read_terms() -> dict[str, str]:
    """Known terms with their class."""
    return {row["term"]: row["class"] for table in _TERM_TABLES for row in read_vocabulary(table)}


@cache
def place_names() -> frozenset[str]:
    """Names of regions and areas, with and without 省, 市, 县, 区."""
    names = {row["name"] for row in read_vocabulary("regions")}
    names |= {n[:-1] for n in names if len(n) > 2 and n[-1] in "省市县区"}
    areas = {n for row in read_vocabulary("functional_areas") for n in (row["name"], *row["short_names"].split("|"))}
    return frozenset(n for n in names | areas if len(n) > 1)


@cache
def vocabulary_hashes() -> tuple[tuple[str, Hashes], ...]:
    """The hashes of each vocabulary's names, and of each class of terms."""
    tables = [(short, _vocabulary_names(table)) for short, table in _VOCABULARIES]
    kinds = sorted(set(read_terms().values()))
    return tuple((short, hash_names(names)) for short, names in (*tables, *((k, terms_of(k)) for k in kinds)))


def terms_of(kind: str) -> tuple[str, ...]:
    """The known terms of a class (``known``: organizations), sorted; industries with and without 产业."""
    terms = {t for t, k in read_terms().items() if k == kind}
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


def hash_names(names: tuple[str, ...]) -> Hashes:
    """The hashes of names, comparable with those of candidates."""
    text = "".join(names)
    ends = np.cumsum([len(n) for n in names]).astype(np.int64)
    starts = np.append(0, ends[:-1]).astype(np.int64)
    return hash_spans(text, starts, ends)
