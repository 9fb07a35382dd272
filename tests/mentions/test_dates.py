"""Dates, deadlines, and the year a text speaks from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.mentions.dates import (
    Due,
    find_dates,
    find_deadlines,
    find_main_year,
    find_speaking_years,
    find_stated_period,
    parse_year,
)


@pytest.mark.parametrize(
    ("text", "iso", "due"),
    [
        ("到2031年底", "2031", Due.BY),
        ("2029年前", "2029", Due.BY),
        ("二〇三〇年底前", "2030", Due.BY),
        ("2027年6月底前", "2027-06", Due.BY),
        ("2027年", "2027", Due.IN),
        ("“十五五”末", "2030", Due.BY),
        ("“十五五”期间", "2030", Due.OVER),
        ("2026～2028年", "2028", Due.OVER),
        ("2018年起4年内", "2021", Due.OVER),
        ("今年", "2026", Due.IN),
        ("明年5月", "2027-05", Due.IN),
        ("全年", "2026", Due.IN),
        ("力争三年内", "2029", Due.OVER),
        ("2020年以来", "2020", Due.SINCE),
        ("每年", "", Due.YEARLY),
        ("年均", "", Due.AVERAGE),
        ("未来五年", "2031", Due.OVER),
        ("用2至3年时间", "2029", Due.OVER),
        ("后年", "2028", Due.IN),
    ],
)
def test_deadlines(text: str, iso: str, due: Due) -> None:
    (found,) = find_deadlines(text, speaking=2026)
    assert (found.iso(), found.due, found.span.of(text)) == (iso, due, text)


@pytest.mark.parametrize("text", ["第十五条", "公告2026年第3号", "毕业2年内", "工作3年以上", "2026年版目录", "达产后年产值", "PM2.5年均浓度"])
def test_what_is_no_deadline(text: str) -> None:
    assert not [d for d in find_deadlines(text, speaking=2026) if d.year]


def test_relative_words_need_a_year_to_speak_from() -> None:
    (found,) = find_deadlines("明年")
    assert found.relative and found.iso() == ""


@given(st.dates())
def test_dates_round_trip(day) -> None:  # type: ignore[no-untyped-def]
    if not 1900 <= day.year <= 2150:
        return
    written = f"于{day.year}年{day.month}月{day.day}日公布"
    assert [iso for _, iso in find_dates(written)] == [day.isoformat()]


@given(st.text(alphabet="0123456789年月日到至底前“十五”今明每均内—-起", max_size=50))
def test_any_text_is_read(text: str) -> None:
    for found in find_deadlines(text, speaking=2026):
        assert found.span.end <= len(text)


def test_years_of_both_scripts() -> None:
    assert parse_year("二〇二六") == parse_year("２０２６") == 2026


def test_dated_lines_give_the_year() -> None:
    text = "甲地开工\n发布时间：2021-03-04\n今年建成。\n乙地开工\n2023年5月6日\n明年建成。"
    assert [year for _, year in find_speaking_years(text)] == [2021, 2023]


def test_main_year_is_the_one_named_most() -> None:
    assert find_main_year("2024年增长。2025年安排。2025年推进。到2030年完成。") == 2025


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("行动方案（2026—2028年）", (2026, 2028)),
        ("2027年度重点工作任务清单", (2027, 2027)),
        ("关于印发条例的通知", None),
    ],
)
def test_stated_period(title: str, period: tuple[int, int] | None) -> None:
    assert find_stated_period(title) == period
