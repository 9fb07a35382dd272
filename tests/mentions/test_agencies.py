"""Agencies: shared heads, levels, named bodies, governments, task forces; renamed places give renamed bodies."""

from __future__ import annotations

import pytest

from kg.mentions.agencies import find_agencies
from kg.mentions.context import Context
from kg.mentions.places import load_gazetteer
from kg.model import Level, Span

PLACES = load_gazetteer().by_code
CITY = Context(PLACES["420500"])  # 宜昌市
PROVINCE = Context(PLACES["430000"])  # 湖南省
MUNICIPALITY = Context(PLACES["500000"])  # 重庆市
DISTRICT = Context(PLACES["310115"])  # 浦东新区
NATION = Context(None, True)


def found(text: str, context: Context) -> list[tuple[str, str]]:
    return [(m.name, m.level.value if m.level else "") for m in find_agencies(text, context)]


def names(text: str, context: Context) -> list[str]:
    return [name for name, _ in found(text, context)]


def test_departments_under_a_shared_head() -> None:
    assert names("市发展改革、工业和信息化、网信等部门应当推进。", CITY) == [
        "宜昌市发展改革部门", "宜昌市工业和信息化部门", "宜昌市网信部门"
    ]


def test_levels_multiply_departments() -> None:
    assert found("市、县（市、区）人民政府商务、科学技术等部门应当支持。", CITY) == [
        ("宜昌市各县（市、区）商务部门", "county"), ("宜昌市商务部门", "prefecture"),
        ("宜昌市各县（市、区）科学技术部门", "county"), ("宜昌市科学技术部门", "prefecture"),
    ] or set(found("市、县（市、区）人民政府商务、科学技术等部门应当支持。", CITY)) == {
        ("宜昌市各县（市、区）商务部门", "county"), ("宜昌市商务部门", "prefecture"),
        ("宜昌市各县（市、区）科学技术部门", "county"), ("宜昌市科学技术部门", "prefecture"),
    }


def test_levels_of_a_province() -> None:
    levels = {level for _, level in found("县级以上人民政府应当加强领导。", PROVINCE)}
    assert levels == {"provincial", "prefecture", "county"}


def test_bodies_of_a_municipality_are_provincial() -> None:
    assert found("市商务部门和区人民政府应当协同。", MUNICIPALITY) == [("重庆市商务部门", "provincial"), ("重庆市各县（市、区）人民政府", "county")]


def test_a_department_without_a_level_stands_at_the_documents_own() -> None:
    assert found("商务部门应当加强指导。", PROVINCE) == [("湖南省商务部门", "provincial")]


def test_a_department_behind_one_of_several_levels_inherits_them() -> None:
    text = "市、县（市、区）民政部门应当会同卫生健康等部门建设平台。"
    assert ("宜昌市各县（市、区）卫生健康部门", "county") in found(text, CITY)


@pytest.mark.parametrize("text", ["有关部门应当配合。", "各有关部门要落实。", "相关单位按职责分工。", "市有关部门应当支持。", "市人民政府有关部门应当支持。"])
def test_nameless_bodies_are_none(text: str) -> None:
    assert all("人民政府" in name for name in names(text, CITY))


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("市发改委负责。", "宜昌市发改委", "prefecture"),
        ("市市场监管局负责。", "宜昌市市场监管局", "prefecture"),
        ("市委组织部负责。", "宜昌市委组织部", "prefecture"),
        ("省商务厅负责。", "湖北省商务厅", "provincial"),
        ("商务部负责。", "商务部", "national"),
        ("国家发展改革委负责。", "发展改革委", "national"),
        ("宜昌海关负责。", "宜昌市海关", "prefecture"),
        ("人民银行宜昌市分行负责。", "人民银行宜昌市分行", "prefecture"),
        ("宜昌金融监管分局负责。", "宜昌市金融监管分局", "prefecture"),
        ("市贸促会负责。", "宜昌市贸促会", "prefecture"),
        ("市人民政府应当统筹。", "宜昌市人民政府", "prefecture"),
        ("各县（市、区）人民政府应当落实。", "宜昌市各县（市、区）人民政府", "county"),
        ("宜昌市第七届人民代表大会常务委员会通过。", "宜昌市人民代表大会常务委员会", "prefecture"),
        ("国务院办公厅负责。", "国务院办公厅", "national"),
        ("市低空经济工作专班负责。", "宜昌市低空经济工作专班", "prefecture"),
        ("高新区管委会负责。", "高新区管委会", "zone"),
    ],
)
def test_bodies_with_names(text: str, name: str, level: str) -> None:
    assert (name, level) in found(text, CITY)


def test_renaming_the_place_renames_the_bodies() -> None:
    text = "市商务局、市科技局和各区县人民政府应当推动。"
    here, there = find_agencies(text, CITY), find_agencies(text, Context(PLACES["620100"]))
    assert [m.name.replace("宜昌市", "兰州市") for m in here] == [m.name for m in there]
    assert [m.span for m in here] == [m.span for m in there]


def test_order_does_not_matter() -> None:
    one = set(names("市教育、财政、体育等部门应当支持。", CITY))
    assert one == set(names("市体育、教育、财政等部门应当支持。", CITY))


def test_governments_that_share_a_head() -> None:
    assert names("宜昌、荆州市人民政府应当协作。", Context(PLACES["420000"])) == ["宜昌市人民政府", "荆州市人民政府"]


def test_words_are_not_cut() -> None:
    assert not names("电子商务主管部门", Context(PLACES["420500"])) or "宜昌市商务主管部门" not in names("跨境电子商务主管部门负责。", CITY)
    assert names("超市场地的管理。", CITY) == []


def test_lists_of_those_who_answer_name_bodies_no_rule_knows() -> None:
    text = "市城投集团、市文明办、西陵区"
    mentions = find_agencies(text, CITY, [Span(0, len(text))])
    assert {m.name for m in mentions} == {"宜昌市文明办", "西陵区人民政府"}
    assert all(m.level in (Level.PREFECTURE, Level.COUNTY) for m in mentions)


def test_a_national_paper_knows_no_local_departments() -> None:
    assert names("体育部门的审批材料", NATION) == []


def test_a_list_of_thousands_comes_to_an_end() -> None:
    text = "市、县（市、区）人民政府" + "商务、" * 3000 + "教育等部门"
    assert len(find_agencies(text, CITY)) >= 2
