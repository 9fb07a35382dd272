"""Who builds with another, and who builds where a clause leaves it unsaid."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.facts.scene import Scene
from kg.model import Genre, Relation
from tests.facts.conftest import list_pairs

Reader = Callable[..., Scene]


def built(read_scene: Reader, marked: str, genre: Genre = Genre.FEATURE) -> set[tuple[str, str]]:
    return list_pairs(read_scene(marked, genre), Relation.BUILDS)


@pytest.mark.parametrize(
    "marked",
    [
        "{organization:甲药业}联合{organization:乙大学}共建{platform:丙研究院}。",
        "{organization:甲药业}与{organization:乙大学}合作组建了{platform:丙研究院}。",
        "{organization:甲药业}携手{organization:乙大学}，今年将投资设立{platform:丁中心}。{organization:甲药业}和{organization:乙大学}合建一座{platform:丙研究院}。",
        "{organization:甲药业}与{organization:乙大学}签署协议，双方将共建{platform:丙研究院}。",
        "{region:戊市}举行签约会，{organization:甲药业}与{organization:乙大学}达成合作，将合建一座{platform:丙研究院}。",
    ],
)
def test_partners_build_together(read_scene: Reader, marked: str) -> None:
    assert {("甲药业", "丙研究院"), ("乙大学", "丙研究院")} <= built(read_scene, marked)
    assert ("戊市", "丙研究院") not in built(read_scene, marked)


def test_partner_of_a_body_builds_too(read_scene: Reader) -> None:
    marked = "{agency:甲局}会同{organization:乙大学}组建{platform:丙中试基地}。"
    assert ("乙大学", "丙中试基地") in built(read_scene, marked, Genre.ACTION_PLAN)


@pytest.mark.parametrize(
    "marked",
    [
        "{region:甲县}有良田百万亩，{agency:乙局}引导农户种药，县里建设的{platform:丙检验中心}去年挂牌。",
        "{region:甲县}人勤地肥。当地建起了{platform:丙检验中心}。",
        "{region:甲县}发展中药产业。今年，还将搭建{platform:丙检验中心}。",
        "{region:甲县}盛产药材。近日，上线{platform:丙检验中心}。",
    ],
)
def test_place_spoken_of_builds(read_scene: Reader, marked: str) -> None:
    assert built(read_scene, marked) == {("甲县", "丙检验中心")}


@pytest.mark.parametrize(
    "marked",
    [
        "{organization:甲药业}与{region:乙县}签约。企业还与{organization:丁大学}签署协议，合作共建{platform:丙研究院}。",
        "{organization:甲药业}三年研发投入过亿元。公司联合{organization:丁大学}建设了{platform:丙研究院}。",
        "{organization:甲药业}入驻园区。去年，企业与{organization:丁大学}共同成立{platform:丙研究院}。",
    ],
)
def test_company_spoken_of_builds(read_scene: Reader, marked: str) -> None:
    assert built(read_scene, marked) == {("甲药业", "丙研究院"), ("丁大学", "丙研究院")}


@pytest.mark.parametrize(
    "marked",
    [
        "{region:甲县}盛产药材。一批农户自发建起{platform:丙检验中心}。",
        "{region:甲县}盛产药材。当地支持企业建设{platform:丙检验中心}。",
        "{organization:丁大学}的专家说，应当尽快建设{platform:丙检验中心}。",
    ],
)
def test_others_that_build_are_not_the_one_spoken_of(read_scene: Reader, marked: str) -> None:
    assert built(read_scene, marked) == set()


def test_phase_behind_a_zone_ends_its_name(read_scene: Reader) -> None:
    assert built(read_scene, "{agency:甲管委会}负责建设{zone:乙产业园}二期。", Genre.ACTION_PLAN) == {("甲管委会", "乙产业园")}
