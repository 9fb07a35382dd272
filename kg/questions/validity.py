"""Which documents a question leaves out as of a day: not yet issued or in force, past their end, repealed, replaced.

Computed from what the documents say of themselves and of each other; the same for a graph in memory and across the network.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from kg.errors import ParameterError
from kg.stores.source import Source

_PK = "https://w3id.org/policykg/ontology#"
_POLICIES = f"""PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX pk: <{_PK}>
SELECT DISTINCT ?policy ?property ?value WHERE {{
  VALUES ?property {{ dcterms:issued pk:effective pk:validUntil pk:status pk:versionOf dcterms:replaces }}
  ?policy a pk:Policy ; ?property ?value .
}}"""
NOT_YET, NOT_IN_FORCE, EXPIRED = "未发布 not yet issued", "未施行 not yet in force", "已过有效期 expired"
REPEALED, REPLACED, OLDER = "已废止 repealed", "已被替代 replaced", "已有新版本 an older version"
DRAFT = "草案已有正式文本 a draft of an issued text"


@dataclass(slots=True)
class _Policy:
    """What a document says of itself: dates as ``YYYY-MM-DD``, empty where unknown."""

    issued: str = ""
    effective: str = ""
    until: str = ""
    status: str = ""
    works: set[str] = field(default_factory=set)
    replaces: set[str] = field(default_factory=set)

    @property
    def start(self) -> str:
        """From when it holds: the day it says, else the day it was issued."""
        return self.effective or self.issued

    @property
    def draft(self) -> bool:
        return self.status == "draft"


def read_day(given: str) -> str:
    """A day as ``YYYY-MM-DD``.

    Raises:
        ParameterError: it is none.
    """
    try:
        return datetime.date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise ParameterError(f"as-of={given!r}: 应为日期 2026-06-30 / a day such as 2026-06-30 expected") from error


def find_left_out(source: Source, day: str) -> dict[str, str]:
    """The documents that do not hold on a day, by IRI, with the reason (Chinese and English)."""
    policies = _read_policies(source)
    ending, versions = _index(policies, day)
    found = {}
    for iri, policy in sorted(policies.items()):
        reason = _reason(iri, policy, day, ending, versions)
        if reason:
            found[iri] = reason
    return found


_Ends = Mapping[str, list[tuple[str, str]]]
_Versions = Mapping[tuple[str, bool], list[tuple[str, str]]]


def _read_policies(source: Source) -> dict[str, _Policy]:
    names = {"issued": "issued", "effective": "effective", "validUntil": "until", "status": "status"}
    policies: dict[str, _Policy] = defaultdict(_Policy)
    for node, name, term in source.ask(_POLICIES).rows:
        if not isinstance(node, NamedNode) or not isinstance(name, NamedNode) or not isinstance(term, (NamedNode, Literal)):
            continue
        policy, local = policies[node.value], name.value.rpartition("#")[2].rpartition("/")[2]
        if local == "versionOf":
            policy.works.add(term.value)
        elif local == "replaces":
            policy.replaces.add(term.value)
        else:
            setattr(policy, names[local], term.value.rpartition("#")[2])
    return policies


def _index(policies: Mapping[str, _Policy], day: str) -> tuple[_Ends, _Versions]:
    """By work, the texts that end it and its versions by that day, drafts apart: when each starts, and which it is."""
    ending: dict[str, list[tuple[str, str]]] = defaultdict(list)
    versions: dict[tuple[str, bool], list[tuple[str, str]]] = defaultdict(list)
    for iri, policy in policies.items():
        if not policy.start or policy.start > day:
            continue
        if not policy.draft:
            for work in policy.replaces:
                ending[work].append((policy.start, iri))
        for work in policy.works:
            versions[work, policy.draft].append((policy.start, iri))
    return ending, versions


def _reason(iri: str, policy: _Policy, day: str, ending: _Ends, versions: _Versions) -> str:
    if policy.issued > day:
        return NOT_YET
    if policy.effective > day:
        return NOT_IN_FORCE
    if policy.until and policy.until < day:
        return EXPIRED
    if policy.status == "repealed":
        return REPEALED
    if any(start >= policy.start and by != iri for work in policy.works for start, by in ending.get(work, ())):
        return REPLACED
    if policy.draft and any(versions.get((work, False)) for work in policy.works):
        return DRAFT
    versions_of = (version for work in policy.works for version in versions.get((work, policy.draft), ()))
    if policy.start and any(start > policy.start for start, by in versions_of if by != iri):
        return OLDER
    return ""
