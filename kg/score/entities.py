"""Holds the entities of a document in the graph against those of gold.

An entity is one of gold where one of its labels is one of the gold names. One gold entity takes one of the graph: a
second one is an error of resolution and counts as wrong, but for a near variant of an industry's or a platform's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.score.gold import KINDS, GoldDocument
from kg.score.graph import GraphRows, Labels
from kg.score.names import normal_industry, normal_name
from kg.score.tally import Miss, Share, Tally, compare

NEUTRAL, UNKNOWN = "~", "?"
_LOOSE = ("industries", "platforms")


@dataclass
class Matches:
    """What the entities of one kind are in gold.

    Attributes:
        ids: by entity: a gold id, ``~name`` for what is neutral, ``?name`` for what gold does not have.
        doubles: entities for which gold had already another one.
        wrong_level: gold agencies that were only found at another level.
    """

    ids: dict[str, str] = field(default_factory=dict)
    doubles: list[str] = field(default_factory=list)
    wrong_level: set[str] = field(default_factory=set)


def match_entities(gold: GoldDocument, graph: GraphRows, policy: str, kind: str) -> Matches:
    """Each entity of a kind that the document names, with what it is in gold."""
    found = {node: _keep_seen(labels, gold) for node, labels in graph.entities(policy, KINDS[kind]).items()}
    matches = Matches()
    taken: dict[str, list[str]] = {}
    clean = normal_industry if kind == "industries" else normal_name
    for node in sorted(found):
        labels = found[node]
        match = _match_agency(gold, labels, matches) if kind == "agencies" else _match_name(gold, kind, labels)
        matches.ids[node] = match or UNKNOWN + min(labels.all, key=lambda label: (len(label), label))
        if match and match[0] != NEUTRAL:
            variants = taken.setdefault(match, [])
            variants.append(clean(labels.preferred))
            spare = 2 if kind in _LOOSE and len(set(variants)) == len(variants) else 1
            if len(variants) > spare and match not in gold.optional:
                matches.doubles.append(f"{match} twice: {labels.preferred}")
    return matches


def _keep_seen(labels: Labels, gold: GoldDocument) -> Labels:
    """Without alternative labels that the text does not have, or that are a small part of the preferred one."""
    whole = normal_name(labels.preferred)
    kept = set()
    for label in labels.all:
        name = normal_name(label)
        part = label != labels.preferred and name in whole and 2 * len(name) < len(whole)
        if label == labels.preferred or (not part and name in gold.flat):
            kept.add(label)
    return Labels(labels.preferred, frozenset(kept), labels.functions, labels.levels)


def _match_agency(gold: GoldDocument, labels: Labels, matches: Matches) -> str | None:
    others = sorted(labels.all - {labels.preferred}, key=lambda label: (-len(label), label))
    names = [labels.preferred, *others]
    for level in sorted(labels.levels) or [""]:
        for function in sorted(labels.functions) or [""]:
            if match := gold.find_agency(names, function, level):
                return match
    match = gold.find_agency_at_any_level(names)
    if match:
        matches.wrong_level.add(match)
    return match


def _match_name(gold: GoldDocument, kind: str, labels: Labels) -> str | None:
    clean = normal_industry if kind == "industries" else normal_name
    for label in (labels.preferred, *sorted(labels.all)):
        if match := gold.names[kind].get(clean(label)):
            return match
    return NEUTRAL + labels.preferred if clean(labels.preferred) in gold.halves else None


def tally_entities(gold: GoldDocument, kind: str, matches: Matches, level: Share) -> Tally:
    """The count of one kind; agencies also count for the share of right levels."""
    ids = {item["id"] for item in gold.items(kind)}
    found = {match for match in matches.ids.values() if match[0] != NEUTRAL}
    if kind == "agencies":
        for match in found & ids:
            level.count(match not in matches.wrong_level)
    doubles = tuple(Miss(gold.name, "+", double) for double in matches.doubles)
    tally = compare(gold.name, found, ids - gold.optional, ids, lambda match: gold.labels.get(match, match))
    return tally + Tally(wrong=doubles)


def count_codes(gold: GoldDocument, codes: Mapping[str, str], ids: Mapping[str, str], share: Share) -> None:
    """Regions whose gold has a code: whether the graph has the same."""
    wanted = {item["id"]: item.get("adcode") for item in gold.items("regions")}
    for node, match in ids.items():
        if wanted.get(match):
            share.count(codes.get(node) == wanted[match])


def match_all(gold: GoldDocument, graph: GraphRows, policy: str) -> Iterator[tuple[str, Matches]]:
    """The matches of each kind."""
    for kind in KINDS:
        yield kind, match_entities(gold, graph, policy, kind)
