"""Two policies beside each other: what is new, gone, reworded or elsewhere, who answers otherwise, which numbers moved."""

from kg.comparison.comparing import compare_policies
from kg.comparison.model import Change, Comparison, Policy, Sort, What
from kg.comparison.reading import find_policy, list_digests, read_policy
from kg.comparison.rendering import choose_changes, render_changes_csv, render_changes_json, render_comparison

__all__ = [
    "Change",
    "Comparison",
    "Policy",
    "Sort",
    "What",
    "choose_changes",
    "compare_policies",
    "find_policy",
    "list_digests",
    "read_policy",
    "render_changes_csv",
    "render_changes_json",
    "render_comparison",
]
