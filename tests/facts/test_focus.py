"""Which place or company turns to which industry: goals, parallel places, headings, what only looks like a verb."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.facts.scene import Scene
from kg.model import Genre, Relation
from tests.facts.conftest import list_pairs

Reader = Callable[..., Scene]


def focused(read_scene: Reader, marked: str) -> set[tuple[str, str]]:
    return list_pairs(read_scene(marked, Genre.FEATURE), Relation.FOCUSES_ON)


@pytest.mark.parametrize(
    "marked",
    [
        "{region:甲市}主打{industry:茶饮}。",
        "{region:甲市}抓住{industry:茶饮}发展机遇。",
        "{region:甲市}把{industry:茶饮}作为头号工程。",
        "{region:甲市}在{industry:茶饮}上做文章。",
        "{region:甲市}提出，到2028年{industry:茶饮}产值突破百亿元。",
        "{region:甲市}的{industry:茶饮}规模已超百亿元。",
        "{zone:乙园区}在城南；{region:甲市}深耕{industry:茶饮}。",
    ],
)
def test_place_turns_to_an_industry(read_scene: Reader, marked: str) -> None:
    assert focused(read_scene, marked) == {("甲市", "茶饮")}


def test_zone_of_a_place_is_spoken_of_and_not_the_place(read_scene: Reader) -> None:
    assert focused(read_scene, "{region:甲市}的{zone:乙园区}深耕{industry:茶饮}。") == {("乙园区", "茶饮")}


@pytest.mark.parametrize(
    "marked",
    [
        "{region:甲区}主攻{industry:陶瓷}，{region:丙区}突出{industry:竹木}，梅溪深耕{industry:茶饮}。",
        "{region:甲区}明确，梅溪着力发展{industry:茶饮}，{zone:乙园区}主攻{industry:陶瓷}。",
        "{region:甲区}主攻{industry:陶瓷}，{zone:乙园区}聚焦{industry:竹木}，河口镇则主打{industry:茶饮}。",
    ],
)
def test_place_nobody_found_keeps_its_own_industry(read_scene: Reader, marked: str) -> None:
    assert "茶饮" not in {industry for _place, industry in focused(read_scene, marked)}


@pytest.mark.parametrize(
    "marked",
    [
        "{region:甲市}发挥山水优势，做强做大{industry:茶饮}。",
        "{region:甲市}主攻{industry:陶瓷}，{region:丙市}依托茶山，加速布局{industry:茶饮}。",
        "{region:甲市}立足茶园，梯次布局{industry:茶饮}。",
    ],
)
def test_adverb_before_the_verb_is_no_place(read_scene: Reader, marked: str) -> None:
    assert "茶饮" in {industry for _place, industry in focused(read_scene, marked)}


@pytest.mark.parametrize(
    "marked",
    [
        "{region:甲市}企业数居全国首位，{industry:茶饮}企业也不少。",
        "{region:甲市}百家{industry:茶饮}企业发力新品。",
        "{region:甲市}汇总了全国的{industry:茶饮}研发力量。",
        "{region:甲市}举行大赛。这项成果可用在{industry:茶饮}等领域。",
        "{organization:丁大学}与{zone:乙园区}签约。{platform:戊研究院}聚焦{industry:茶饮}。",
        "{zone:乙园区}开园，{platform:戊研究院}瞄准{industry:茶饮}、{industry:竹木}。",
        "{region:甲市}围绕用工、{industry:物流}等关键环节帮助企业。",
    ],
)
def test_no_focus(read_scene: Reader, marked: str) -> None:
    assert focused(read_scene, marked) == set()
