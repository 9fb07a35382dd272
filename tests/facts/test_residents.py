"""Who settles where: lists that move in, hosts that gather, places and things left unsaid."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.facts.scene import Scene
from kg.model import Genre, Relation
from tests.facts.conftest import list_pairs

Reader = Callable[..., Scene]


def located(read_scene: Reader, marked: str, genre: Genre = Genre.FEATURE) -> set[tuple[str, str]]:
    return list_pairs(read_scene(marked, genre), Relation.LOCATED_IN)


@pytest.mark.parametrize(
    "marked",
    [
        "{organization:甲药业}、{organization:乙医械}等20余家企业先后落户{zone:丙健康城}。",
        "{organization:甲药业}、{organization:乙医械}等企业已签约入驻{zone:丙健康城}。",
        "{zone:丙健康城}二期竣工，{organization:甲药业}、{organization:乙医械}等6家企业陆续入驻。",
        "{zone:丙健康城}去年建成。{organization:甲药业}、丁诊断、{organization:乙医械}等一批企业聚集于此。",
        "落户{zone:丙健康城}的{organization:甲药业}、{organization:乙医械}同日投产。",
        "{zone:丙健康城}开门迎客，首批入驻企业{organization:甲药业}、{organization:乙医械}完成搬迁。",
        "{zone:丙健康城}汇聚了{organization:甲药业}、{organization:乙医械}等龙头企业。",
        "{zone:丙健康城}目前已有{organization:甲药业}、{organization:乙医械}等企业48家。",
        "{zone:丙健康城}先后吸引{organization:甲药业}、{organization:乙医械}等企业入驻。",
        "{zone:丙健康城}一片忙碌。园区内已集聚{organization:甲药业}和{organization:乙医械}。",
    ],
)
def test_lists_that_settle(read_scene: Reader, marked: str) -> None:
    assert located(read_scene, marked) == {("甲药业", "丙健康城"), ("乙医械", "丙健康城")}


@pytest.mark.parametrize(
    "marked",
    [
        "{organization:甲药业}、{organization:乙医械}等企业考察了{zone:丙健康城}。",
        "{organization:甲药业}、{organization:乙医械}等企业的产品进入{zone:丙健康城}。",
        "{organization:甲药业}、{organization:乙医械}等企业计划投资。",
        "{zone:丙健康城}汇聚了{organization:甲药业}、{organization:乙医械}等企业的专家。",
        "{zone:丙健康城}吸引{organization:甲药业}、{organization:乙医械}等企业参展。",
        "{zone:丙健康城}吸引{organization:甲药业}、{organization:乙医械}采购原料。",
        "{zone:丙健康城}为入驻的企业减租。{organization:甲药业}、{organization:乙医械}表示欢迎。",
        "对落户{zone:丙健康城}的企业，{organization:甲银行}提供贷款。",
        "{zone:丙健康城}拥有{organization:甲药业}的多项专利。",
        "{organization:甲药业}与{organization:乙医械}签约。{zone:丙健康城}正在招商。",
    ],
)
def test_lists_that_do_not_settle(read_scene: Reader, marked: str) -> None:
    assert located(read_scene, marked) == set()


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("由{agency:市甲局}组建{platform:丁检测平台}，选址{zone:丙新区}。", {("丁检测平台", "丙新区")}),
        ("{organization:甲集团}建成{platform:丁算力中心}，设在{region:荆州市}。", {("丁算力中心", "荆州市")}),
        ("{zone:丙物流园}20日开工，落户{region:荆州市}。", {("丙物流园", "荆州市")}),
        ("{platform:丁农产品交易中心}开业，交易中心位于{region:荆州市}城南。", {("丁农产品交易中心", "荆州市")}),
        ("{zone:丙新区}里，{platform:丁检测平台}揭牌。平台就设在园区一号楼。", {("丁检测平台", "丙新区")}),
        ("{organization:甲集团}考察{platform:丁检测平台}，落户{region:荆州市}。", set()),
        ("{platform:丁检测平台}为企业服务，{organization:甲集团}、{organization:乙集团}到场，选址{region:荆州市}。", set()),
        ("{agency:市甲局}支持{platform:丁检测平台}，位于{region:荆州市}的企业享受优惠。", set()),
        ("会议结束，地点设在{region:荆州市}。", set()),
        ("平台设在{region:荆州市}。", set()),
    ],
)
def test_a_thing_or_a_place_left_unsaid(read_scene: Reader, marked: str, expected: set[tuple[str, str]]) -> None:
    assert located(read_scene, marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{region:荆州市}的{zone:丙工业园}连片开工。", {("丙工业园", "荆州市")}),
        ("来自{region:荆州市}的{organization:甲公司}带来样机。", {("甲公司", "荆州市")}),
        ("{zone:丙工业园}内的{organization:甲公司}复产。", {("甲公司", "丙工业园")}),
        ("{region:荆州市}民营企业{organization:甲公司}获奖。", {("甲公司", "荆州市")}),
        ("位于{region:荆州市}城南镇的{platform:丁交易中心}揭牌。", {("丁交易中心", "荆州市")}),
        ("在{region:荆州市}规划建设{platform:丁交易中心}。", {("丁交易中心", "荆州市")}),
        ("走进{zone:丙工业园}，{organization:甲公司}的装配车间灯火通明。", {("甲公司", "丙工业园")}),
        ("走进{zone:丙工业园}，{organization:甲公司}董事长正在调研。", set()),
        ("在{region:荆州市}举行的会议上，{platform:丁交易中心}揭牌。", set()),
        ("在{region:荆州市}，{organization:甲公司}与{organization:乙公司}见面。", set()),
        ("{region:荆州市}向{organization:甲公司}发放补贴。", set()),
        ("{region:荆州市}的产品进入{platform:丁交易中心}。", set()),
        ("{organization:甲公司}在{region:荆州市}设立{organization:乙公司}的代表处。", set()),
    ],
)
def test_a_thing_behind_its_place(read_scene: Reader, marked: str, expected: set[tuple[str, str]]) -> None:
    assert located(read_scene, marked) == expected


def test_outside_news_the_place_of_a_body_is_whom_it_serves(read_scene: Reader) -> None:
    assert located(read_scene, "{region:荆州市}的{organization:甲商会}应当加强自律。", Genre.REGULATION) == set()
