"""`pk:confidence`: the share judged right for a rule, and nothing where none was judged."""

import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kg.rdf import build_dataset
from kg.rdf.assertions import judged_shares
from kg.rdf.namespaces import VOCABULARY_PREFIXES
from kg.statements import describe_rule
from kg.vocabulary import read_shipped, using_tables

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))
from sample import wilson

HEAD = "".join(f"PREFIX {name}: <{iri}> " for name, iri in VOCABULARY_PREFIXES.items())
ROWS = read_shipped("confidence")[1]


def judged(**shares: str):
    """A table of our own with the rules of the small documents."""
    return using_tables((("confidence", tuple({"rule": rule, "share": share} for rule, share in shares.items())),))


def confidences(items):
    """By rule, the confidence of each assertion as written, '' where it has none."""
    query = "SELECT ?r ?c { ?a a pk:Assertion ; pk:rule ?r OPTIONAL { ?a pk:confidence ?c } }"
    found = build_dataset(items).query(HEAD + query, use_default_graph_as_union=True)
    return {(row["r"].value, "" if row["c"] is None else str(row["c"])) for row in found}


def decimal(value: str) -> str:
    return f'"{value}"^^<{VOCABULARY_PREFIXES["xsd"]}decimal>'


def with_facts(items, *facts):
    (extraction, text), *_ = items
    return [(replace(extraction, facts=facts), text)]


@pytest.mark.parametrize("row", ROWS, ids=[row["rule"] for row in ROWS])
def test_each_row_is_a_rule_with_its_share_and_interval(row):
    assert describe_rule(row["rule"]).en != describe_rule("no such rule").en
    right, count = int(row["right"]), int(row["judged"])
    assert count >= 10 and 0 <= right <= count
    assert [row[name] for name in ("low", "share", "high")] == [
        f"{value:.3f}" for value in (wilson(right, count)[0], right / count, wilson(right, count)[1])]


def test_rows_are_sorted_and_each_rule_stands_once():
    rules = [row["rule"] for row in ROWS]
    assert rules == sorted(set(rules)) and rules


def test_a_judged_rule_gives_its_share_and_another_none(items):
    with judged(lead="0.970", support="1.000"):
        found = confidences(items)
    assert {("lead", decimal("0.97")), ("support", decimal("1")), ("builds", ""), ("sole", ""), ("in", "")} <= found


def test_nothing_is_said_where_no_rule_was_judged(items):
    assert {confidence for _, confidence in confidences(items)} == {""}


def test_a_share_left_empty_counts_as_not_judged(items):
    with judged(lead=""):
        assert ("lead", "") in confidences(items)


@pytest.mark.parametrize("reverse", [False, True])
def test_a_fact_of_two_rules_has_one_confidence_the_better(items, reverse):
    fact = items[0][0].facts[0]
    twins = (fact, replace(fact, rule="other"), replace(fact, rule="third"))
    with judged(lead="0.6", other="0.9"):
        found = confidences(with_facts(items, *(twins[::-1] if reverse else twins)))
    assert {confidence for _, confidence in found} == {decimal("0.9")}


def test_quantities_have_none_for_it_belongs_to_assertions(items):
    with judged(t="0.9", i="0.9", lead="0.9"):
        store = build_dataset(items)
    query = "SELECT ?x { ?x pk:confidence ?c FILTER NOT EXISTS { ?x a pk:Assertion } }"
    assert not list(store.query(HEAD + query, use_default_graph_as_union=True))


def test_shares_follow_the_table_in_use():
    shipped = judged_shares()
    assert shipped == {row["rule"]: Decimal(row["share"]) for row in ROWS}
    with judged(partners="0.5"):
        assert judged_shares() == shipped | {"partners": Decimal("0.5")}
    assert judged_shares() == shipped
