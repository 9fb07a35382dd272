"""The passages that a change shows: a clause with its words, or a sentence of it."""

from __future__ import annotations

from kg.comparison.model import Clause, Passage, Policy
from kg.comparison.wording import strip_mark
from kg.sheets.tasks import name_task


def cite_clause(policy: Policy, at: int, quote: str = "", name: str = "") -> Passage:
    """A passage of a clause: a sentence where one is given, else all its words."""
    clause = policy.clauses[at]
    return Passage(clause.ref, name or name_clause(clause), quote or clause.text, at)


def name_clause(clause: Clause) -> str:
    """What a clause is called: its heading, else its first words."""
    return name_task(clause.heading, [strip_mark(clause.text)]) or clause.ref
