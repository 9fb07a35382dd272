"""How long texts are in force, and which texts they end."""

from __future__ import annotations

import pytest

from kg.facts.validity import find_repealed, read_valid_until
from kg.model import Genre


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("第九条 本办法自2024年5月1日起施行，有效期3年。", "2027-04-30"),
        ("第九条 本办法自印发之日起施行，有效期五年。", "2029-04-30"),
        ("本通知有效期1年。", "2025-04-30"),
        ("本细则自2024年6月1日起施行，有效期至2026年12月31日。", "2026-12-31"),
        ("本措施有效期为2024年5月1日至2025年3月31日。", "2025-03-31"),
        ("采砂许可证有效期不超过一年。", ""),
        ("评估结果有效期3年，期满重新评估。", ""),
        ("项目建设期至2026年12月31日。", ""),
        ("本办法自2024年5月1日起施行。", ""),
    ],
)
def test_the_last_day_in_force(text: str, until: str) -> None:
    assert read_valid_until(text, "2024-05-01", Genre.NOTICE) == until


def test_a_year_from_the_last_of_february_and_news() -> None:
    assert read_valid_until("本通知有效期1年。", "2024-02-29", Genre.NOTICE) == "2025-02-28"
    assert read_valid_until("本通知有效期1年。", "", Genre.NOTICE) == ""
    assert read_valid_until("本通知有效期1年。", "2024-02-29", Genre.NEWS_LIST) == ""


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("本办法自公布之日起施行。《甲市旧办法》同时废止。", ["甲市旧办法"]),
        ("1999年1月1日甲市人大常委会通过的《甲市旧条例》和《甲市老规定》（甲府〔1999〕3号）同时废止。", ["甲市旧条例", "甲市老规定"]),
        ("根据《关于修改〈甲市旧条例〉的决定》修正的《甲市旧条例》同时废止。", ["甲市旧条例"]),
        ("《采矿许可证》自行废止。", []),
        ("与《甲市旧办法》不一致的，以本办法为准。", []),
        ("根据《甲市管理条例》制定本办法。", []),
    ],
)
def test_texts_that_are_ended(text: str, titles: list[str]) -> None:
    found = find_repealed(text, "甲市新办法", Genre.NOTICE)
    assert [c.title for c in found] == titles
    assert all(c.span.of(text).startswith("《") for c in found)


def test_a_decision_to_repeal_names_what_it_ends() -> None:
    text = "经研究，决定对《甲市旧办法》《甲市老规定》予以废止。"
    assert [c.title for c in find_repealed(text, "甲市人民政府关于废止部分文件的决定", Genre.NOTICE)] == ["甲市旧办法", "甲市老规定"]
