"""Holds a built graph against documents that somebody annotated: what is right, wrong and missing (docs/scoring.md)."""

from kg.score.gold import GoldDocument, read_gold
from kg.score.measure import Score, score_graph, score_store
from kg.score.names import read_functions
from kg.score.report import find_errors, pack_score, render_score

__all__ = [
    "GoldDocument",
    "Score",
    "find_errors",
    "pack_score",
    "read_functions",
    "read_gold",
    "render_score",
    "score_graph",
    "score_store",
]
