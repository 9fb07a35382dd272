"""Partners: verbs of company, what agencies share, who is meant where nobody is named, what is only talked about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.facts.scene import Scene
from kg.model import Genre, Relation
from tests.facts.conftest import list_pairs

Reader = Callable[..., Scene]


def partners(read_scene: Reader, marked: str, genre: Genre = Genre.FEATURE, place: str = "") -> set[tuple[str, str]]:
    return list_pairs(read_scene(marked, genre, place), Relation.COOPERATES_WITH)


@pytest.mark.parametrize(
    "marked",
    [
        "{organization:甲大学}与{organization:乙船厂}今年签约，研制新船。",
        "{organization:甲大学}和{organization:乙船厂}共办学院。",
        "{organization:甲大学}与{organization:乙船厂}达成意向后签下合同。",
        "{organization:甲大学}联合{organization:乙船厂}研制新船。",
        "{organization:甲大学}3月9日与{organization:乙船厂}签署协议。",
        "{organization:甲大学}在京与{organization:乙船厂}结成对子。",
        "{organization:甲大学}成立十年。当天，学校还参展；公司与{organization:乙船厂}合作建设码头。",
    ],
)
def test_verbs_of_company(read_scene: Reader, marked: str) -> None:
    assert partners(read_scene, marked) == {("甲大学", "乙船厂")}


@pytest.mark.parametrize(
    "marked",
    [
        "{organization:甲大学}与{organization:乙船厂}正在商谈合作。",
        "{organization:甲大学}有望与{organization:乙船厂}见面。",
        "{organization:甲大学}与{organization:乙船厂}拟签署协议。",
        "{organization:甲大学}与{organization:乙船厂}隔江相望。",
        "{organization:甲大学}和{organization:乙船厂}的产品获奖。",
        "{organization:甲大学}与{organization:乙船厂}比较，规模更大。",
        "{organization:甲大学}考察{organization:乙船厂}。双方签署会议纪要。",
        "{region:宜昌市}面食品牌与{region:荆州市}某餐饮签约。",
        "{organization:甲大学}向{organization:乙船厂}采购设备。",
    ],
)
def test_no_company(read_scene: Reader, marked: str) -> None:
    assert partners(read_scene, marked) == set()


@pytest.mark.parametrize(
    ("marked", "genre", "expected"),
    [
        ("{agency:市甲局}正会同{agency:市乙局}起草方案。", Genre.FEATURE, {("市甲局", "市乙局")}),
        ("{agency:市甲局}会同{agency:市乙局}起草方案。", Genre.REGULATION, set()),
        ("办法由{agency:市甲局}会同{agency:市乙局}制定。", Genre.FEATURE, set()),
        ("{agency:市甲局}应当会同{agency:市乙局}起草方案。", Genre.FEATURE, set()),
        ("{agency:市甲局}联合{organization:乙铁路公司}开行班列。", Genre.NEWS_LIST, {("市甲局", "乙铁路公司")}),
        ("{agency:市甲局}联合{organization:乙铁路公司}开行班列。", Genre.ACTION_PLAN, set()),
        ("{agency:市甲局}与{agency:市乙局}共同推进的项目开工。", Genre.NEWS_LIST, {("市甲局", "市乙局")}),
        ("{agency:市甲局}与{agency:市乙局}共同制定目录。", Genre.NOTICE, set()),
        ("支持{organization:甲大学}联合{organization:乙船厂}建设码头。", Genre.ACTION_PLAN, {("甲大学", "乙船厂")}),
        ("{region:宜昌市}与{region:湖北省}{region:荆州市}签署备忘录。", Genre.FEATURE, {("宜昌市", "荆州市")}),
    ],
)
def test_what_agencies_share_is_company_in_news_only(
    read_scene: Reader, marked: str, genre: Genre, expected: set[tuple[str, str]]
) -> None:
    assert partners(read_scene, marked, genre) == expected


@pytest.mark.parametrize(
    ("marked", "others"),
    [
        ("加强与{region:荆州市}、{region:襄阳市}合作。", {"荆州市", "襄阳市"}),
        ("（三）与{region:荆州市}互派干部。", {"荆州市"}),
        ("1．主动对接{region:荆州市}、{region:襄阳市}，共建联盟。", {"荆州市", "襄阳市"}),
        ("拓展销路，与{organization:甲研究院}共建基地。", {"甲研究院"}),
        ("深化种质研究。与{organization:甲研究院}合作选育新品种。", {"甲研究院"}),
        ("学习{region:荆州市}的做法。", set()),
        ("对接{region:荆州市}市场。", set()),
        ("丁产业园生产光伏玻璃，与{organization:甲研究院}共建中心。", set()),
        ("加强与{region:荆州市}企业的联系。", set()),
        ("加强与{region:荆州市}的比较。", set()),
        ("推动{organization:乙集团}壮大。", set()),
    ],
)
def test_in_plans_the_place_of_the_text_is_meant(read_scene: Reader, marked: str, others: set[str]) -> None:
    marked = "{region:宜昌市}计划。\n" + marked
    assert partners(read_scene, marked, Genre.ACTION_PLAN, "宜昌市") == {("宜昌市", other) for other in others}


def test_those_named_behind_the_partner_of_another_are_no_partners_of_each_other(read_scene: Reader) -> None:
    marked = "{region:宜昌市}计划。\n与{region:荆州市}、{region:襄阳市}互设窗口。"
    assert ("荆州市", "襄阳市") not in partners(read_scene, marked, Genre.ACTION_PLAN, "宜昌市")
