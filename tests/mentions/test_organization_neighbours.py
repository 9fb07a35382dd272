"""Organizations by what stands beside them, parks by their sentence, platforms that partners set up."""

import pytest

from kg.mentions.organizations import find_organizations
from kg.mentions.platforms import find_platforms
from kg.mentions.zones import find_zones
from kg.model import Span


def organizations(text: str, taken: tuple[Span, ...] = ()) -> list[str]:
    return [m.name for m in find_organizations(text, taken)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("引进的禾澄药业、昀枢械研主打康复器械。", ["禾澄药业", "昀枢械研"]),
        ("禾澄药业、栎帆智造入驻园区。", ["禾澄药业", "栎帆智造"]),
        ("与骐澜家纺签约，投资建厂。", ["骐澜家纺"]),
        ("支持澜栎储能二期扩能。", ["澜栎储能"]),
        ("由瀚澄气体与骐澜电缆联合建设。", ["瀚澄气体", "骐澜电缆"]),
        ("推动海信光电等龙头企业配套。", ["海信光电"]),
    ],
)
def test_made_up_names(text: str, expected: list[str]) -> None:
    assert organizations(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "支持企业二期扩产，推动钢铁、化工、建材等企业技改。",
        "全市的项目加快建设，企业的生产线全面升级，市场的新项目增多。",
        "由住建局与交通局联合建设，由政府与企业共同建设。",
        "与德国签署协议，与周边城市实现数据互通。",
        "推动创新药上市，支持优质农产品上市，支持数据中心二期建设。",
        "支持智能家电、绿色食品、冷链物流、特医食品。",
        "市中医药、教育等部门",
    ],
)
def test_words_of_the_language_are_none(text: str) -> None:
    assert organizations(text) == []


def test_name_begins_behind_an_agency_and_a_verb() -> None:
    text = "市科技局委托福建省机械工程学会评审。"
    assert organizations(text, (Span(0, 4),)) == ["福建省机械工程学会"]
    assert organizations("国家发改委能源研究所", (Span(0, 5),)) == ["国家发改委能源研究所"]


def zones(text: str) -> list[str]:
    return [m.name for m in find_zones(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("生物医药产业园重点发展抗体药。", ["生物医药产业园"]),
        ("百亿级显示器件产业园落户。", ["显示器件产业园"]),
        ("租用精密模具产业园标准厂房的，给予补贴。", ["精密模具产业园"]),
        ("苏州高新区东部智能制造产业园投产。", ["苏州高新区东部智能制造产业园"]),
        ("襄阳经济技术开发区内的企业", ["襄阳经济技术开发区"]),
    ],
)
def test_park_by_its_sentence(text: str, expected: list[str]) -> None:
    assert zones(text) == expected


@pytest.mark.parametrize(
    "text",
    ["建设智能装备产业园，打造绿色食品产业园。", "各县产业园聚焦主业。特色产业园重点发展农产品加工。", "推动产业园区开工建设。", "入驻产业园标准厂房"],
)
def test_kind_of_park_is_none(text: str) -> None:
    assert zones(text) == []


def platforms(text: str) -> list[str]:
    return [m.name for m in find_platforms(text) if m.rule == "platform-founded"]


@pytest.mark.parametrize("name", ["稀土材料研究院", "花木育种研发中心", "铝加工检测中心"])
def test_platform_of_partners(name: str) -> None:
    assert platforms(f"与高校共建{name}。") == [name]


@pytest.mark.parametrize("text", ["与高校共建联合实验室。", "共建一批技术创新中心。", "参观稀土材料研究院。"])
def test_kind_of_platform_is_none(text: str) -> None:
    assert platforms(text) == []
