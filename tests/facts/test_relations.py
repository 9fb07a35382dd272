"""Building, place, cooperation, focus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.facts.location import find_locations
from kg.facts.relations import find_facts
from kg.facts.scene import Scene
from kg.model import Genre, Kind, Level, Relation, Span

Reader = Callable[..., Scene]


def found(read_scene: Reader, marked: str, relation: Relation, genre: Genre = Genre.FEATURE, place: str = "") -> set[tuple[str, str]]:
    scene = read_scene(marked, genre, place)
    return {
        (scene.mentions[f.subject].name, scene.mentions[f.object].name)
        for f in find_facts(scene)
        if f.relation is relation and f.object is not None
    }


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{agency:市甲局}应当建设{platform:数据平台}。", {("市甲局", "数据平台")}),
        ("{agency:市甲局}应当统筹推进{platform:数据平台}建设。", {("市甲局", "数据平台")}),
        ("{agency:市甲局}应当建立覆盖市、县、乡的{platform:数据平台}。", {("市甲局", "数据平台")}),
        ("{agency:市甲局}应当支持企业建设{platform:数据平台}。", set()),
        ("{agency:市甲局}应当使用{platform:数据平台}。", set()),
        ("{region:本市|宜昌市}建立{platform:数据平台}。", {("宜昌市", "数据平台")}),
        ("{zone:示范区}应当搭建{platform:数据平台}。", {("示范区", "数据平台")}),
        ("{agency:市甲局}应当建立{zone:丙产业园}协调机制。", set()),
        ("某办公室（以下简称{agency:甲办|市甲办公室}），负责{zone:丙试验区}的建设和管理。", {("市甲办公室", "丙试验区")}),
        ("{agency:市甲局}应当建设{platform:中试基地}。", {("市甲局", "中试基地")}),
        ("{agency:市甲局}应当建设{platform:蔬菜基地}。", set()),
        ("{agency:市甲局}应当建设{zone:丙产业园}。", {("市甲局", "丙产业园")}),
        ("{agency:市园区建设指挥部}应当加强对{zone:丙产业园}的协调。", set()),
        ("{organization:甲公司}投资建设的生产线在{zone:丙产业园}投产。", set()),
    ],
)
def test_builds(read_scene: Reader, marked: str, expected: set[tuple[str, str]]) -> None:
    assert found(read_scene, marked, Relation.BUILDS, Genre.REGULATION) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("协会会长认为，港口是{region:宜昌|宜昌市}建设{platform:物流中心}的命脉。", {("宜昌市", "物流中心")}),
        ("{organization:甲公司}拟在{region:宜昌|宜昌市}建设{platform:物流中心}。", {("甲公司", "物流中心")}),
        ("{organization:甲公司}为{organization:乙集团}、{organization:丁集团}供货，将建成{platform:物流中心}。", {("甲公司", "物流中心")}),
        ("丁公司与{organization:乙集团}共建{platform:物流中心}。", {("乙集团", "物流中心")}),
    ],
)
def test_builds_in_news(read_scene: Reader, marked: str, expected: set[tuple[str, str]]) -> None:
    assert found(read_scene, marked, Relation.BUILDS) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("位于{region:西陵区}的{organization:甲公司}今天开工。", {("甲公司", "西陵区")}),
        ("{organization:甲公司}、{organization:乙集团}等{region:宜昌|宜昌市}企业加大投入。", {("甲公司", "宜昌市"), ("乙集团", "宜昌市")}),
        ("{zone:丙产业园}在{region:荆州|荆州市}开工建设。", {("丙产业园", "荆州市")}),
        ("{organization:甲公司}、丁厂、{organization:乙集团}等{region:宜昌|宜昌市}企业增产。", {("甲公司", "宜昌市"), ("乙集团", "宜昌市")}),
        ("{organization:甲公司}、{organization:乙集团}、{organization:丁}化工等{region:宜昌|宜昌市}企业增产。", {("甲公司", "宜昌市"), ("乙集团", "宜昌市")}),
        ("{region:宜昌|宜昌市}带动{organization:甲公司}等本地企业增产。", {("甲公司", "宜昌市")}),
        ("{organization:甲公司}等{region:宜昌|宜昌市}的买家到场。", set()),
        ("{organization:甲公司}1998年在{region:荆州|荆州市}成立，主营纺织。", {("甲公司", "荆州市")}),
        ("{organization:甲公司}去年在{region:荆州|荆州市}设立研究院。", set()),
        ("{zone:丙试验区}覆盖{region:荆州|荆州市}行政区域。", {("丙试验区", "荆州市")}),
        ("{organization:甲公司}在{region:荆州|荆州市}开工兴建生产线。", set()),
        ("{organization:甲公司}赴{region:荆州|荆州市}考察。", set()),
    ],
)
def test_located_in(read_scene: Reader, marked: str, expected: set[tuple[str, str]]) -> None:
    assert found(read_scene, marked, Relation.LOCATED_IN) == expected


def test_a_thing_lies_where_the_name_of_its_zone_says(read_scene: Reader) -> None:
    scene = read_scene("{zone:丙产业园}位于{zone:荆州开发区}。", Genre.FEATURE)
    zone = scene.mentions[1]
    region = replace(zone, kind=Kind.REGION, span=Span(zone.span.start, zone.span.start + 2), name="荆州市", level=Level.PREFECTURE)
    nested = replace(scene, mentions=[scene.mentions[0], region, zone])
    located = {
        (nested.mentions[f.subject].name, nested.mentions[f.object].name) for f in find_locations(nested) if f.object is not None
    }
    assert {("丙产业园", "荆州开发区"), ("丙产业园", "荆州市")} <= located


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{region:宜昌市}与{region:荆州市}签署战略合作协议。", {("宜昌市", "荆州市")}),
        ("{organization:甲公司}携手{organization:乙集团}建厂。", {("甲公司", "乙集团")}),
        ("{region:宜昌市}与{region:荆州市}相距百里。", set()),
        ("{organization:甲公司}携手{region:荆州市}丁厂建设仓库。", set()),
        ("{organization:甲公司}与{organization:乙集团}旗下{organization:丁公司}签署合同。", {("甲公司", "丁公司")}),
        ("{organization:甲公司}与{organization:乙集团}共同建设仓库。", {("甲公司", "乙集团")}),
        ("{agency:市甲局}和{agency:市乙局}共同编制规划。", set()),
        ("{zone:丙试验区}应当与{zone:丁新区}、{zone:戊港区}等平台协同发展。", set()),
        ("{agency:市甲局}应当加强与{agency:市乙局}的协作。", {("市甲局", "市乙局")}),
        ("{agency:市政府}负责档案的部门应当加强与{agency:市乙局}的协作。", set()),
        ("{agency:市甲局}应当与{region:嵩县}、{agency:栾川县政府}建立协作机制。", {("市甲局", "栾川县政府")}),
        ("{agency:市甲局}应当将结果告知{agency:市乙局}。", set()),
    ],
)
def test_cooperates_with(read_scene: Reader, marked: str, expected: set[tuple[str, str]]) -> None:
    assert found(read_scene, marked, Relation.COOPERATES_WITH) == expected


@pytest.mark.parametrize(
    ("marked", "genre", "expected"),
    [
        ("{region:甲区}聚焦{industry:数字经济}、{industry:生物医药}。", Genre.FEATURE, {("甲区", "数字经济"), ("甲区", "生物医药")}),
        ("{region:甲区}和{region:乙区}主要面向{industry:制造业}。", Genre.FEATURE, {("甲区", "制造业"), ("乙区", "制造业")}),
        ("{region:甲区}将{industry:新能源产业}作为支柱产业。", Genre.NEWS_LIST, {("甲区", "新能源产业")}),
        ("{region:甲区}聚焦{industry:数字经济}。", Genre.REGULATION, set()),
        ("{industry:家具制造业}是{region:甲区}多年来的特色产业。", Genre.FEATURE, {("甲区", "家具制造业")}),
        ("{industry:家具制造业}在{region:甲区}起步。", Genre.FEATURE, set()),
        ("此举助推{region:甲区}{industry:家具制造业}转型。", Genre.FEATURE, {("甲区", "家具制造业")}),
        ("{region:甲区}通过建设{industry:家具制造}园区吸纳就业。", Genre.FEATURE, {("甲区", "家具制造")}),
        ("{region:甲区}出台办法，鼓励企业建设{industry:家具制造}园区。", Genre.FEATURE, set()),
        ("{region:甲区}加大{industry:教育}、{industry:医疗}等公共服务支持。", Genre.FEATURE, set()),
        ("{organization:甲乙家具制造有限公司}投产。当地{industry:家具制造}兴旺。", Genre.FEATURE, {("甲乙家具制造有限公司", "家具制造")}),
        ("{organization:甲乙家具制造商会}成立。当地{industry:家具制造}兴旺。", Genre.FEATURE, set()),
        ("{region:甲区}开展{industry:医用机器人}研发。", Genre.FEATURE, {("甲区", "医用机器人")}),
        ("{zone:丙园}将集{industry:家具制造}、{industry:木材加工}于一体。", Genre.NEWS_LIST, {("丙园", "家具制造"), ("丙园", "木材加工")}),
        ("{region:甲区}引进{industry:数字经济}项目三个。", Genre.FEATURE, set()),
    ],
)
def test_focuses_on(read_scene: Reader, marked: str, genre: Genre, expected: set[tuple[str, str]]) -> None:
    assert found(read_scene, marked, Relation.FOCUSES_ON, genre) == expected


def test_agencies_of_one_list_share_a_duty(read_scene: Reader) -> None:
    marked = "规划由{agency:市甲局}、{agency:市乙局}、{agency:市丙局}等部门共同制定。"
    assert found(read_scene, marked, Relation.COOPERATES_WITH, Genre.REGULATION) == set()


def test_a_zone_shows_its_focus_in_its_name(read_scene: Reader) -> None:
    marked = "{zone:燕山生物医药产业园}揭牌。当地{industry:生物医药}兴旺。"
    assert found(read_scene, marked, Relation.FOCUSES_ON) >= {("燕山生物医药产业园", "生物医药")}


def test_a_place_inside_a_name_is_no_subject(read_scene: Reader) -> None:
    scene_facts = found(read_scene, "{zone:宜昌高新区}聚焦{industry:数字经济}。", Relation.FOCUSES_ON)
    assert scene_facts == {("宜昌高新区", "数字经济")}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("推动{zone:临江科技园}、{zone:望山新城}等两大{industry:新材料}园区建设。", {("临江科技园", "新材料"), ("望山新城", "新材料")}),
        ("{zone:临江科技园}、{zone:望山新城}和{zone:东湖片}等3个{industry:装备制造}产业园开工。",
         {("临江科技园", "装备制造"), ("望山新城", "装备制造"), ("东湖片", "装备制造")}),
        ("走访{zone:临江科技园}、{zone:望山新城}，了解{industry:新材料}园区规划。", set()),
        ("{zone:临江科技园}、{zone:望山新城}等企业座谈，谋划{industry:新材料}。", set()),
    ],
)
def test_zones_that_a_list_closes_by_their_industry(read_scene: Reader, marked: str, expected: set[tuple[str, str]]) -> None:
    assert found(read_scene, marked, Relation.FOCUSES_ON) == expected
