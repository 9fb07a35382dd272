"""平台: a row for each platform and document, with who builds it and where it lies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Store

from kg.model import Span
from kg.sheets.model import (
    CLAUSE,
    DOCUMENT,
    FILE,
    SENTENCE,
    Column,
    Sheet,
    ask,
    cite,
    fold,
    join_bodies,
    join_cells,
    order_of,
    read_labels,
)
from kg.statements import Rule, Statement

_COLUMNS = (
    Column("platform", "平台", 30), Column("builders", "建设单位", 24), Column("place", "所在地", 20),
    SENTENCE, CLAUSE, DOCUMENT, FILE,
)  # fmt: skip
_MENTIONS = """SELECT ?platform ?name ?start ?ref ?sha ?file ?title WHERE {
  ?platform a pk:Platform ; skos:prefLabel ?name ; pk:mentionedIn ?where .
  FILTER(LANG(?name) IN ("zh", ""))
  ?where pk:partOf* ?policy . ?policy a pk:Policy ; pk:sha256 ?sha ; pk:sourceFile ?file .
  OPTIONAL { ?where pk:start ?start } OPTIONAL { ?where pk:ref ?ref } OPTIONAL { ?policy dcterms:title ?title }
} ORDER BY ?file ?start ?ref ?platform ?name"""


@dataclass(slots=True)
class _Platform:
    """A platform in a document: where it is first named, and what is said of who builds it and where it lies."""

    name: str
    mention: Statement
    built: list[Statement] = field(default_factory=list)
    located: list[Statement] = field(default_factory=list)

    @property
    def first(self) -> Statement:
        """The first passage about it, else where it is named."""
        return min((*self.built, *self.located), key=order_of, default=self.mention)


def list_platforms(store: Store, statements: Sequence[Statement]) -> Sheet:
    """The table of platforms; one that a document only names has no sentence.

    Args:
        statements: those of the store (`kg.statements.list_statements`).
    """
    found: dict[tuple[str, str], _Platform] = {}
    for iri, mention in _list_mentions(store):
        found.setdefault((mention.sha256, iri), _Platform(mention.subject, mention))
    for statement in sorted(statements, key=order_of):
        built = found.get((statement.sha256, statement.object_iri))
        if built and statement.relation == "builds":
            built.built.append(statement)
        located = found.get((statement.sha256, statement.subject_iri))
        if located and statement.relation == "locatedIn":
            located.located.append(statement)
    platforms = sorted(found.values(), key=lambda platform: (order_of(platform.first), platform.name))
    labels = read_labels(store)
    rows = tuple(
        (fold(p.name), join_bodies(p.built, "".join(s.quote for s in p.built), labels), join_cells(fold(s.object) for s in p.located),
         join_cells((fold(s.quote) for s in sorted((*p.built, *p.located), key=order_of)), "\n"), *cite(p.first)[1:])
        for p in platforms
    )  # fmt: skip
    return Sheet("platforms", "平台", _COLUMNS, rows)


def _list_mentions(store: Store) -> Iterator[tuple[str, Statement]]:
    """Where each document names a platform, as a statement without a passage; under its first file name."""
    files: dict[str, str] = {}
    for row in ask(store, _MENTIONS):
        iri, name, start, ref, sha, file, title = (str(getattr(term, "value", "")) for term in row)
        if files.setdefault(sha, file) == file:
            at = int(start or 0)
            nothing = Rule("", "", "")
            yield iri, Statement(iri, "mention", name, "", "", nothing, "", "", "", "", Span(at, at), ref, "", title, file, sha)
