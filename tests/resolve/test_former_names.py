"""Former names by key alone, with the years the tables know."""

from __future__ import annotations

from kg.model import Level
from kg.resolve.agencies import resolve_agency
from kg.resolve.former_names import find_successor, former_names
from kg.resolve.regions import nation, region_by_code
from kg.vocabulary import read_vocabulary


def test_a_region_was_called_otherwise_until_the_year_it_changed() -> None:
    assert [(name.text, name.since, name.until) for name in former_names(region_by_code("321204"))] == [("姜堰市", "", "2012")]


def test_two_names_one_after_the_other_both_stand() -> None:
    assert [name.text for name in former_names(region_by_code("420607"))] == ["襄阳区", "襄阳县"]


def test_a_region_of_yesterday_has_a_successor_and_one_of_today_none() -> None:
    old = region_by_code("110224")
    successor = find_successor(old)
    assert successor is not None and successor.label == "大兴区"
    assert find_successor(successor) is None and former_names(old) == ()


def test_national_bodies_have_the_names_from_before_the_reforms() -> None:
    body = resolve_agency("自然资源", Level.NATIONAL, nation(), False, "")
    assert [(name.text, name.since, name.until) for name in former_names(body)] == [("国土资源部", "1998-03", "2018-03")]
    local = resolve_agency("自然资源", Level.PREFECTURE, region_by_code("130100"), False, "")
    assert former_names(local) == ()


def test_the_table_of_former_names_fits_that_of_agencies() -> None:
    keys = {row["key"]: row for row in read_vocabulary("agencies")}
    for row in read_vocabulary("former_agencies"):
        assert row["name"] not in keys[row["key"]]["national"].split("|")
        assert row["from"] < row["until"]
