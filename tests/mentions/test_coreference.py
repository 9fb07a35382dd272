"""Short and long names of one thing in a document."""

from __future__ import annotations

import pytest

from kg.mentions.aliases import find_anaphora, find_defined
from kg.mentions.coreference import core_of, is_abbreviation, is_brand, unify_names
from kg.model import Kind, Level, Mention, Span


def unified(kind: Kind, *names: str) -> list[str]:
    return [m.name for m in unify_names([Mention(kind, Span(i, i + 1), None, name, "hand") for i, name in enumerate(names)])]


@pytest.mark.parametrize(
    ("kind", "names", "expected"),
    [
        (Kind.ORGANIZATION, ("宜昌三峡国际商贸城", "三峡国际"), ["宜昌三峡国际商贸城"] * 2),
        (Kind.ORGANIZATION, ("甲乙集团", "甲乙"), ["甲乙集团"] * 2),
        (Kind.ORGANIZATION, ("腾飞", "腾飞音乐"), ["腾飞", "腾飞音乐"]),
        (Kind.ORGANIZATION, ("中国银行", "中国建设银行"), ["中国银行", "中国建设银行"]),
        (Kind.ZONE, ("宜昌高新区", "宜昌高新技术产业开发区"), ["宜昌高新技术产业开发区"] * 2),
        (Kind.PLATFORM, ("宜昌市知识产权公共服务平台", "知识产权公共服务平台"), ["宜昌市知识产权公共服务平台"] * 2),
        (Kind.PLATFORM, ("国家一体化政务服务平台", "市一体化政务服务平台"), ["国家一体化政务服务平台", "市一体化政务服务平台"]),
        (Kind.PLATFORM, ("公共服务平台", "宜昌市公共服务平台"), ["公共服务平台", "宜昌市公共服务平台"]),
    ],
)
def test_names_of_one_thing(kind: Kind, names: tuple[str, ...], expected: list[str]) -> None:
    assert unified(kind, *names) == expected
    assert sorted(unified(kind, *reversed(names))) == sorted(expected)


def test_cores() -> None:
    assert core_of("中国（宜昌）跨境电子商务综合试验区", Kind.ZONE) == "跨境电子商务综合试验区"
    assert not is_abbreviation("北展", "南展北会")


def test_a_name_that_the_text_defines() -> None:
    text = "中国（宜昌）综合试验区管理办公室（以下简称市综试办）负责统筹。市综试办应当推动。宜昌综试办配合。"
    body = Mention(Kind.AGENCY, Span(0, 16), None, "综合试验区管理办公室", "hand", level=Level.PREFECTURE)
    spans = [m.span.of(text) for m in find_defined(text, [body])]
    assert spans == ["市综试办", "市综试办", "综试办"]


def test_a_word_that_points_back() -> None:
    text = "某区市容管理委员会部署工作。委员会统筹清运。"
    body = Mention(Kind.AGENCY, Span(0, 9), None, "某区市容管理委员会", "hand", level=Level.COUNTY)
    assert [m.span.of(text) for m in find_anaphora(text, [body], [Span(0, len(text))])] == ["委员会"]
    assert list(find_anaphora(text, [], [Span(0, len(text))])) == []


@pytest.mark.parametrize(("short", "core", "same"), [
    ("禾丰重科", "禾丰重工科技发展", True),
    ("海岳精模", "海岳精密模具", True),
    ("宏川电新", "宏川电力新能源", True),
    ("宏川电子", "宏川电力新能源", False),
    ("北京科发", "北京科技发展", False),  # what a place's companies begin with tells none of them
])
def test_two_characters_and_the_heads_of_two_words_name_a_company(short, core, same):
    assert is_brand(short, core, core + "股份有限公司") is same
    assert not is_brand(short, core, core + "协会")
