"""Towns, and the bodies that no table knows."""

import pytest

from kg.mentions.agencies import find_agencies
from kg.mentions.context import Context
from kg.mentions.places import load_gazetteer
from kg.mentions.regions import find_regions
from kg.model import Level

PREFECTURE = Context(load_gazetteer().by_code["130100"])
COUNTY = Context(load_gazetteer().by_code["340121"])


def towns(text: str, context: Context = PREFECTURE) -> list[tuple[str, str]]:
    return [(m.name, m.place) for m in find_regions(text, context) if m.level is Level.TOWNSHIP]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("基地设在长丰县下塘镇。", [("下塘镇", "长丰县下塘镇")]),
        ("支持巫山县庙宇镇发展烤烟。", [("庙宇镇", "巫山县庙宇镇")]),
        ("在瓦埠镇、炎刘镇划定苗圃。", [("瓦埠镇", "瓦埠镇"), ("炎刘镇", "炎刘镇")]),
    ],
)
def test_town_by_its_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert towns(text) == expected


def test_town_lies_in_the_county_that_speaks() -> None:
    assert towns("在瓦埠镇划定苗圃。", COUNTY) == [("瓦埠镇", "长丰县瓦埠镇")]


@pytest.mark.parametrize(
    "text",
    ["建设特色小镇和中心镇。", "创建文明村镇、特色村镇。", "各乡镇、各街道要落实。", "天河区内各街道均可办理。", "在城镇建成区范围内行驶。",
     "城市街道、广场禁止堆放。", "打造名茶之乡、药乡。", "特色小城镇和绿色城镇"],
)  # fmt: skip
def test_kind_of_town_is_none(text: str) -> None:
    assert towns(text) == []


def names(text: str, context: Context = PREFECTURE) -> list[str]:
    return [m.name for m in find_agencies(text, context)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（市产业促进中心、市商务局）", ["石家庄市产业促进中心", "石家庄市商务局"]),
        ("市粮油保障中心：牵头拟定规划。", ["石家庄市粮油保障中心"]),
        ("市农业农村局会同市奶业发展中心按月调度。", ["石家庄市农业农村局", "石家庄市奶业发展中心"]),
    ],
)
def test_centre_that_answers(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize("text", ["建设市大数据服务中心。", "打造区域物流发展中心，服务周边。", "完善县级养老服务中心建设"])
def test_centre_that_is_built_is_no_body(text: str) -> None:
    assert not any("中心" in name for name in names(text))


def test_governments_counted_together() -> None:
    text = "唐山、保定、邯郸三市人民政府签订协议。"
    assert sorted(names(text)) == sorted(["唐山市人民政府", "保定市人民政府", "邯郸市人民政府"])
    assert "唐山市人民政府" not in names("唐山做强港口，市人民政府加强统筹。")


def test_bureau_beside_departments_of_all_counties() -> None:
    found = find_agencies("各县（市、区）农业主管部门、财政局要落实。", PREFECTURE)
    assert [(m.function, m.level, m.collective) for m in found][-1] == ("财政", Level.COUNTY, True)
    alone = find_agencies("各县（市、区）人民政府。市农业主管部门、财政局要落实。", PREFECTURE)
    assert not alone[-1].collective


def test_offices_of_streets() -> None:
    assert "石家庄市各街道办事处" in names("乡镇人民政府、街道办事处协助开展工作。")
    assert names("走访街道办事处。") == []
