"""Where the name of a body begins: words of the sentence and verbs that take a body are no part of it."""

from __future__ import annotations

import pytest

from kg.mentions.agencies import find_agencies
from kg.mentions.context import Context
from kg.mentions.open_names import find_open_names
from kg.mentions.places import load_gazetteer
from kg.mentions.words import find_lead_words, skip_lead_words
from kg.model import Kind

PLACES = load_gazetteer().by_code
CITY, PROVINCE, NATION = Context(PLACES["130600"]), Context(PLACES["130000"]), Context(None, True)


def names(text: str, context: Context = CITY) -> list[str]:
    return [mention.name for mention in find_agencies(text, context)]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("争议不能解决的，可以提请供热主管部门处理。", "保定市供热主管部门"),
        ("材料自盐业主管部门收到之日起生效。", "保定市盐业主管部门"),
        ("擅自撤销或者变动供热主管部门确定的标志。", "保定市供热主管部门"),
        ("但盐业主管部门另有规定的除外。", "保定市盐业主管部门"),
        ("车辆凭省级矿山机械主管部门核发的证件通行。", "河北省矿山机械主管部门"),
        ("经营者取得省盐业主管部门许可后方可销售。", "河北省盐业主管部门"),
        ("申请人到供热主管部门办理变更手续。", "保定市供热主管部门"),
        ("草案送市湖泊保护联席会议审议。", "保定市湖泊保护联席会议"),
        ("有关意见提交市湖泊保护联席会议研究。", "保定市湖泊保护联席会议"),
        ("工作人员由选举委员会委托选区工作组主持会议。", "保定市选区工作组"),
    ],
)
def test_words_before_a_name_stay_outside(said: str, name: str) -> None:
    assert name in names(said)
    assert all(found in (name, "保定市选举委员会") for found in names(said))


def test_preposition_words_inside_a_name_stay() -> None:
    assert names("成立对外开放工作领导小组。") == ["保定市对外开放工作领导小组"]
    assert names("成立非物质文化遗产工作领导小组。") == ["保定市非物质文化遗产工作领导小组"]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("由港口和航道主管部门责令改正。", ["保定市港口和航道主管部门"]),
        ("由市容和环境卫生主管部门责令改正。", ["保定市市容和环境卫生主管部门"]),
        ("由教育和科技主管部门负责。", ["保定市教育部门", "保定市科技主管部门"]),
        ("建设单位和盐业主管部门应当配合。", ["保定市盐业主管部门"]),
    ],
)
def test_two_fields_that_one_department_has(said: str, found: list[str]) -> None:
    assert names(said) == found


def test_the_word_of_city_facilities_keeps_its_first_character() -> None:
    assert names("报市政设施主管部门同意。") == ["保定市市政设施主管部门"]
    assert names("由市政务服务部门办理。") == ["保定市政务服务部门"]


def test_levels_from_one_up_are_those_levels() -> None:
    assert names("由省级以上盐业主管部门批准。", PROVINCE) == ["河北省盐业主管部门"]
    assert names("由设区的市级以上盐业主管部门批准。", PROVINCE) == ["河北省盐业主管部门", "河北省各设区的市盐业主管部门"]
    assert len(names("由县以上盐业主管部门批准。", PROVINCE)) == 3
    assert len(names("由县级以上盐业主管部门批准。", PROVINCE)) == 3
    assert [m.level.value for m in find_agencies("由省级以上财政部门批准。", NATION)] == ["national", "provincial"]


def test_a_body_above_another_is_not_told() -> None:
    assert names("由共同的上一级水行政主管部门裁决。") == []
    assert names("在业务上接受上级盐业主管部门的指导。") == []


def test_who_has_charge_of_a_thing_is_a_department_behind_a_government_only() -> None:
    assert names("市人民政府管理盐业工作的部门负责。") == ["保定市管理盐业工作的部门"]
    assert names("区管理古树的部门核实。") == []


def test_a_list_of_levels_may_close_with_the_word_for_level() -> None:
    assert names("市、区（县）级湖长制工作机构负责。") == ["保定市湖长制工作机构", "保定市各县（市、区）湖长制工作机构"]


def test_unions_of_all_levels_of_the_country_are_one_body() -> None:
    found = find_agencies("各级工会应当维护职工权益。", NATION)
    assert [(m.name, m.level, m.collective) for m in found] == [("各级工会", None, True)]
    assert names("各级工会应当维护职工权益。") == ["保定市工会", "保定市各县（市、区）工会"]


def test_a_committee_is_no_working_committee() -> None:
    assert names("工会应当设女职工委员会。") == ["保定市工会"]


@pytest.mark.parametrize(("said", "name"), [
    ("信息接入到市智慧养老公共服务平台。", "市智慧养老公共服务平台"),
    ("接入到市智慧物流公共服务平台。", "市智慧物流公共服务平台"),
    ("应当纳入到市农产品质量追溯平台。", "市农产品质量追溯平台"),
])
def test_open_names_begin_behind_prepositions(said: str, name: str) -> None:
    assert [found.name for found in find_open_names(said) if found.kind is Kind.PLATFORM] == [name]


def test_lead_words() -> None:
    assert find_lead_words("可以提请电力主管部门处理", 0, 6) == [2, 4]
    assert skip_lead_words("指导心理咨询行业协会", 0, 10, brand=True) == 2
    assert skip_lead_words("以岭信用平台", 0, 6, brand=True) == 0
    assert skip_lead_words("到平台", 0, 3) == 0


def test_what_only_looks_like_a_department() -> None:
    assert names("统一规划并组织、协调有关部门做好工作。") == []
    assert names("报国务院有关主管部门批准。", PROVINCE) == []
    assert names("要求邮电机构的上一级主管部门处理。") == []


def test_a_place_that_opens_with_a_word_of_position_is_not_cut() -> None:
    assert names("设立中新青禾知识城建设指挥部。") == ["保定市中新青禾知识城建设指挥部"]


@pytest.mark.parametrize("said", ["县人民政府责成有关部门拆除。", "统一受理后移交有关主管部门处理。", "配套设施的规划、设计过程中，有关部门应当到场。"])
def test_a_verb_is_no_field(said: str) -> None:
    assert all(name.endswith("人民政府") for name in names(said))


def test_a_department_may_be_told_by_its_charge() -> None:
    assert names("区人民政府承担盐业监管职责的部门负责。") == ["保定市各县（市、区）承担盐业监管职责的部门"]
