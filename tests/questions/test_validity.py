"""Which documents do not hold on a day, and why."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, Store

from kg.errors import ParameterError
from kg.query import run_question
from kg.questions.validity import (
    DRAFT,
    EXPIRED,
    NOT_IN_FORCE,
    NOT_YET,
    OLDER,
    REPEALED,
    REPLACED,
    find_left_out,
    read_day,
)
from kg.stores.source import as_source

_HEAD = """@prefix pk: <https://w3id.org/policykg/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_DAY = '"%s"^^xsd:date'


def graph(*lines: str) -> Store:
    store = Store()
    store.load((_HEAD + "\n".join(lines)).encode(), format=RdfFormat.TURTLE)
    return store


def policy(name: str, **says: str) -> str:
    terms = {"issued": "dcterms:issued", "effective": "pk:effective", "until": "pk:validUntil"}
    parts = [f"<urn:{name}> a pk:Policy ; pk:sourceFile \"{name}.txt\""]
    parts += [f"{terms[key]} {_DAY % value}" for key, value in says.items() if key in terms]
    parts += [f"pk:status pk:{says['status']}"] if "status" in says else []
    parts += [f"pk:versionOf <urn:work:{says['work']}>"] if "work" in says else []
    parts += [f"dcterms:replaces <urn:work:{says['ends']}>"] if "ends" in says else []
    return " ; ".join(parts) + " ."


OLD = policy("old", issued="2020-01-01", work="rule", status="inForce")


@pytest.mark.parametrize(
    ("lines", "day", "expected"),
    [
        ([OLD], "2019-12-31", {"urn:old": NOT_YET}),
        ([OLD], "2020-01-01", {}),
        ([policy("a", issued="2020-01-01", effective="2020-03-01")], "2020-02-01", {"urn:a": NOT_IN_FORCE}),
        ([policy("a", issued="2020-01-01", until="2022-12-31")], "2023-01-01", {"urn:a": EXPIRED}),
        ([policy("a", issued="2020-01-01", until="2022-12-31")], "2022-12-31", {}),
        ([policy("a", status="repealed")], "2020-01-01", {"urn:a": REPEALED}),
        ([policy("a")], "1990-01-01", {}),
        ([OLD, policy("new", issued="2023-01-01", effective="2023-06-01", ends="rule")], "2023-05-31", {"urn:new": NOT_IN_FORCE}),
        ([OLD, policy("new", issued="2023-01-01", effective="2023-06-01", ends="rule")], "2023-06-01", {"urn:old": REPLACED}),
        ([OLD, policy("new", issued="2023-01-01", work="rule")], "2023-02-01", {"urn:old": OLDER}),
        ([OLD, policy("new", issued="2023-01-01", work="rule")], "2022-02-01", {"urn:new": NOT_YET}),
        ([OLD, policy("draft", issued="2023-01-01", work="rule", status="draft")], "2023-02-01", {"urn:draft": DRAFT}),
        ([OLD, policy("draft", issued="2019-01-01", work="rule", status="draft")], "2023-02-01", {"urn:draft": DRAFT}),
        ([OLD, policy("draft", issued="2019-01-01", work="rule", status="draft")], "2019-06-01", {"urn:old": NOT_YET}),
        ([OLD, policy("draft", work="rule", status="draft")], "2020-06-01", {"urn:draft": DRAFT}),
        ([policy(day, issued=f"2023-0{day}-01", work="rule", status="draft") for day in "12"], "2023-02-01", {"urn:1": OLDER}),
        ([OLD, policy("undated", work="rule")], "2023-02-01", {}),
        ([policy("undated", work="rule"), policy("new", issued="2023-01-01", ends="rule")], "2023-02-01", {"urn:undated": REPLACED}),
        ([OLD, policy("draft", issued="2023-01-01", status="draft", ends="rule")], "2023-02-01", {}),
        ([policy("self", issued="2023-01-01", work="rule", ends="rule")], "2023-02-01", {}),
    ],
)
def test_what_does_not_hold(lines: list[str], day: str, expected: dict[str, str]) -> None:
    assert find_left_out(as_source(graph(*lines)), day) == expected


def test_the_answer_says_what_it_left_out() -> None:
    result = run_question(graph(OLD, policy("new", issued="2023-01-01", work="rule")), "policies", {"as-of": "2023-02-01"})
    assert [row[-1] for row in result.rows] == ["new.txt"]
    assert result.resolved[0].labels == ("2023-02-01", f"{OLDER}: 1")


def test_more_documents_than_one_list_holds() -> None:
    store = graph(*(policy(f"p{n}", issued="2023-01-01") for n in range(450)), policy("kept", issued="2020-01-01"))
    result = run_question(store, "policies", {"as-of": "2021-01-01"})
    assert [row[-1] for row in result.rows] == ["kept.txt"]
    assert result.sparql.count("NOT IN") == 3


@pytest.mark.parametrize("given", ["2026", "2026-13-01", "昨天", "2026-02-30", "2026-01-01> }"])
def test_what_is_no_day(given: str) -> None:
    with pytest.raises(ParameterError):
        read_day(given)
