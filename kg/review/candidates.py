"""What is worth a look in a graph: pairs, broken names, facts of weak rules, regions whose name several share."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from kg.model import Kind
from kg.rdf.assertions import judged_shares
from kg.resolve.names import normalise_name
from kg.review.pairs import find_pairs
from kg.review.reading import Doubt, Node, Sight, read_sight
from kg.review.sentences import Passages, Wanted
from kg.vocabulary import read_vocabulary

Scores = Mapping[tuple[str, str, str], float]

WEAK = 0.8
_UNSURE = 0.6
_LONGEST = {Kind.INDUSTRY: 14, Kind.PLATFORM: 26, Kind.ZONE: 24, Kind.ORGANIZATION: 30, Kind.AGENCY: 34}
_OPEN = (Kind.INDUSTRY, Kind.PLATFORM, Kind.ZONE, Kind.ORGANIZATION)
_BREAKS = re.compile(r"[，。；：！？,;!?]|、$|^、")
_WAYS = {
    "equal": "除标点、虚词等写法外同名 / one name but for its writing",
    "contained": "一名含于另一名 / one name holds the other",
    "edit": "名称只差一字 / one character apart",
    "abbreviation": "可能是简称 / may be its short form",
    "function": "同地同级而职能词重合 / of one place and level, with functions that share words",
    "place": "同名平台，其一地点不明 / platforms of one name, one without a place",
    "kind": "同名而类别不同 / one name taken for two kinds",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a person may decide on.

    Attributes:
        doubt: how much it deserves a look, from 0 to 1.
        subject, object: IRIs; the object is empty where there is one thing only.
        reason: Chinese / English.
        sentence: a sentence of a document that speaks of it, where the build's texts are there.
    """

    doubt: float
    subject: str
    relation: str
    object: str
    subject_name: str
    object_name: str
    reason: str
    sentence: str = ""


def find_candidates(graph: Path, limit: int = 0) -> tuple[tuple[Candidate, ...], int]:
    """The candidates of a graph, most doubtful first, and how many there are in all.

    What a correction has settled is none: merged or told apart, accepted, rejected, renamed.

    Args:
        graph: a build's folder, or an RDF file (then without sentences and scores).
        limit: how many at most; 0 gives all.

    Raises:
        InputError: there is no graph.
    """
    sight = read_sight(graph, [rule for rule, share in judged_shares().items() if share < WEAK])
    ranked = sorted(_find_all(sight, read_scores(graph)), key=lambda pair: pair[0])
    chosen = ranked[:limit] if limit else ranked
    passages = Passages(graph, [wanted for _, _, wanted in chosen])
    found = [replace(candidate, sentence=passages.find(wanted)) for _, candidate, wanted in chosen]
    return tuple(found), len(ranked)


Ranked = tuple[tuple[float, int, str, str, str], Candidate, Wanted]


def _rank(candidate: Candidate, weight: int, wanted: Wanted) -> Ranked:
    order = (-candidate.doubt, -weight, candidate.subject, candidate.relation, candidate.object)
    return order, candidate, wanted


def _find_all(sight: Sight, scores: Scores) -> Iterator[Ranked]:
    for a, b, way, doubt in find_pairs(sight):
        yield _rank_pair(sight.nodes[a], sight.nodes[b], way, doubt)
    for node in sight.nodes.values():
        if not node.reviewed and (doubted := _doubt_name(node, scores) or _doubt_region(node)):
            doubt, reason = doubted
            wanted = ((node.places[0], (node.name, *node.others)),)
            yield _rank(Candidate(round(doubt, 2), node.iri, "", "", node.name, "", reason), len(node.places), wanted)
    for fact in sight.facts:
        if candidate := _doubt_fact(fact, sight):
            yield _rank(candidate, 1, ((fact.evidence, ()),))


def _rank_pair(one: Node, two: Node, way: str, doubt: float) -> Ranked:
    """A pair with the thing that more is said of first: its id would stay."""
    a, b = sorted((one, two), key=lambda node: (-len(node.places), -len(node.name), node.iri))
    candidate = Candidate(round(doubt, 2), a.iri, "", b.iri, a.name, b.name, _WAYS[way])
    wanted = tuple((node.places[0], (node.name, *node.others)) for node in (a, b))
    return _rank(candidate, len(a.places) + len(b.places), wanted)


@cache
def _verbs() -> re.Pattern[str]:
    words = sorted((row["verb"] for row in read_vocabulary("review_verbs")), key=lambda word: (-len(word), word))
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})(?=.)")


def _doubt_name(node: Node, scores: Scores) -> tuple[float, str] | None:
    """How doubtful a thing's name is, and why; None where nothing speaks against it."""
    if node.kind is Kind.REGION:
        return None
    if found := _BREAKS.search(node.name):
        return 0.9, f"名称含标点“{found.group()}” / punctuation inside the name"
    if node.name.count("（") != node.name.count("）"):
        return 0.9, "名称括号不成对 / a bracket without its partner"
    if node.kind in _OPEN and (verb := _verbs().search(node.name)):
        return 0.85 if verb.start() == 0 else 0.6, f"名称含动词“{verb.group()}” / a verb inside the name"
    if len(node.name) > _LONGEST[node.kind]:
        return 0.75, f"名称过长：{len(node.name)} 字 / a long name: {len(node.name)} characters"
    score = _score(node, scores)
    if len(node.places) == 1 and score is not None and score < _UNSURE:
        return 0.8 - score / 2, f"只出现一次，模型得分 {score:.2f} / named once, with a score of {score:.2f}"
    return None


def _score(node: Node, scores: Scores) -> float | None:
    document = node.places[0].partition("/policy/")[2][:12]
    names = {normalise_name(name) for name in (node.name, *node.others)}
    found = [scores[document, node.kind.value, name] for name in names if (document, node.kind.value, name) in scores]
    return max(found, default=None)


def read_scores(graph: Path) -> dict[tuple[str, str, str], float]:
    """The best score the models gave a name in a document: by head of its digest, kind and name."""
    scores: dict[tuple[str, str, str], float] = {}
    folder = graph / "extractions"
    for file in sorted(folder.glob("*.jsonl")) if folder.is_dir() else ():
        for record in _read_mentions(file):
            key = (file.stem[:12], str(record["kind"]), normalise_name(str(record["name"])))
            scores[key] = max(scores.get(key, 0.0), float(record["confidence"]))
    return scores


def _read_mentions(file: Path) -> Iterator[dict[str, Any]]:
    with open(file, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if line.startswith('{"confidence":'):  # keys are sorted: only a mention with a score begins so
                try:
                    record = json.loads(line)
                except ValueError:
                    continue
                if record.get("type") == "mention":
                    yield record


@cache
def _shared_names() -> dict[str, tuple[str, ...]]:
    """Full names with codes of the regions that share a name, where several do."""
    rows: dict[str, list[str]] = {}
    for row in read_vocabulary("regions"):
        if row["name_ambiguous"] == "1":
            rows.setdefault(row["name"], []).append(f"{row['full_name']} {row['adcode']}")
    return {name: tuple(sorted(found)) for name, found in rows.items()}


def _doubt_region(node: Node) -> tuple[float, str] | None:
    shared = _shared_names().get(node.name, ()) if node.kind is Kind.REGION else ()
    if not shared:
        return None
    which = "、".join(shared)
    if not node.adcode:
        return 0.8, f"同名地区有 {len(shared)} 个，未能确定：{which} / {len(shared)} regions share the name"
    return 0.3, f"同名地区有 {len(shared)} 个，取 {node.adcode}：{which} / {len(shared)} regions share the name"


def _ref(iri: str) -> str:
    """What a provision is called, by its path; of a target its id."""
    return unquote(iri.partition("/policy/")[2].partition("/")[2] or iri.rpartition("/id/")[2])


def _doubt_fact(fact: Doubt, sight: Sight) -> Candidate | None:
    """A fact all of whose judged rules are weak."""
    judged = judged_shares()
    found = [float(judged[rule]) for rule in fact.rules if rule in judged]
    if not found or max(found) >= WEAK:
        return None
    share = max(found)
    reason = f"规则 {' '.join(fact.rules)} 的正确率为 {share:.3f} / the share of this rule's facts judged right"
    subject, thing = (sight.nodes[end].name if end in sight.nodes else _ref(end) for end in (fact.subject, fact.object))
    said = f"{subject} {fact.relation} {thing}"
    return Candidate(round(1 - share, 2), fact.iri, "", "", said, "", reason)

