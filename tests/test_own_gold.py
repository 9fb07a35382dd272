"""The invented documents of bench/gold and bench/gold2: what their gold names, quotes and refers to is there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).resolve().parents[1] / "bench"
SETS = {"gold": 14, "gold2": 12}  # how many documents each has
KINDS = ("agencies", "regions", "industries", "platforms", "zones", "organizations")
EXPANDED = ("agencies", "regions")  # their names may be fuller than the text's
LEVELS = {"national", "provincial", "prefecture", "county", "township", "zone", "group"}
RELATIONS = {"responsibleFor", "builds", "locatedIn", "cooperatesWith", "focusesOn"}
ROLES = {"lead", "joint", "support"}
COMPARATORS = {">=", "<=", ">", "<", "=", "~"}
GENRES = {"regulation", "action_plan", "notice", "measures", "news_list", "feature", "other"}
ENDS = {  # the kinds that a relation may lead from and to
    "responsibleFor": ({"agencies", "organizations"}, {"industries", "platforms", "zones", "organizations"}),
    "builds": ({"agencies", "regions", "zones", "organizations"}, {"platforms", "zones", "organizations", "agencies"}),
    "locatedIn": ({"platforms", "zones", "organizations"}, {"regions", "zones"}),
    "focusesOn": ({"regions", "zones", "organizations", "platforms"}, {"industries"}),
}
FILES = [path for name in SETS for path in sorted((BENCH / name / "gold").glob("*.json"))]


def read(path: Path) -> tuple[dict[str, Any], str]:
    gold = json.loads(path.read_text(encoding="utf-8"))
    return gold, (path.parents[1] / "texts" / gold["doc"]).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SETS)
def test_each_text_has_its_gold(name: str) -> None:
    texts = {path.stem for path in (BENCH / name / "texts").glob("*.txt")}
    assert len(texts) == SETS[name]
    assert texts == {path.stem for path in FILES if path.parents[1].name == name}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parents[1].name}-{path.stem}")
def test_names_and_quotes_stand_in_the_text(path: Path) -> None:
    gold, text = read(path)
    for kind in KINDS:
        for item in gold[kind]:
            assert item["aliases"], item
            assert all(alias in text for alias in item["aliases"]), item
            assert kind in EXPANDED or any(alias in item["name"] or item["name"] in alias for alias in item["aliases"]), item
    quotes = [item["quote"] for key in ("facts", "targets", "incentives") for item in gold[key]]
    assert [quote for quote in quotes if not quote or quote not in text or len(quote) > 300] == []
    at = -1
    for provision in gold["provisions"]:
        at = text.find(provision["starts"], at + 1)
        assert at >= 0, provision


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parents[1].name}-{path.stem}")
def test_facts_join_what_the_document_has(path: Path) -> None:
    gold, _ = read(path)
    kinds = {item["id"]: kind for kind in KINDS for item in gold[kind]}
    assert len(kinds) == sum(len(gold[kind]) for kind in KINDS)
    for fact in gold["facts"]:
        assert fact["rel"] in RELATIONS
        assert set(fact["subjects"] + fact["objects"]) <= set(kinds), fact
        if fact["rel"] in ENDS and not fact.get("optional"):
            subjects, objects = ENDS[fact["rel"]]
            assert {kinds[x] for x in fact["subjects"]} <= subjects, fact
            assert {kinds[x] for x in fact["objects"]} <= objects, fact
        assert (fact.get("role") in ROLES) == (fact["rel"] == "responsibleFor"), fact
    for provision in gold["provisions"]:
        for ref, role in provision["responsible"] + provision.get("responsible_optional", []):
            assert kinds[ref] == "agencies", provision
            assert role in ROLES, provision


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parents[1].name}-{path.stem}")
def test_values_are_of_their_closed_sets(path: Path) -> None:
    gold, text = read(path)
    assert gold["genre"] in GENRES
    title = gold["metadata"]["title"]
    assert title is None or re.sub(r"\s", "", title) in re.sub(r"\s", "", text)
    assert all(item["level"] in LEVELS for kind in EXPANDED for item in gold[kind])
    assert all(item["adcode"] is None or re.fullmatch(r"\d{6}", item["adcode"]) for item in gold["regions"])
    for target in gold["targets"]:
        assert target["comparator"] in COMPARATORS, target
        assert isinstance(target["value"], (int, float)), target
        assert target["deadline"] is None or re.fullmatch(r"yearly|20\d\d(-\d\d)?", target["deadline"]), target
    for incentive in gold["incentives"]:
        sums = [incentive[key] for key in ("rate", "cap", "amount")]
        assert incentive.get("optional") or any(value is not None for value in sums), incentive
