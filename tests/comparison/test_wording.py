"""Texts as they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.comparison.wording import fold_wording, mask_numbers, measure, measure_all, strip_bodies, strip_notes

TEXTS = st.text("市商务局发展物流。（）0123", max_size=12)


@pytest.mark.parametrize(
    "text, folded",
    [
        ("（一） 发展 物流。", "发展物流。"),
        ("第十三条　发展物流。", "发展物流。"),
        ("12.发展物流", "发展物流"),
        ("１２．发展物流", "发展物流"),
        ("第二章 总 则\u200b", "总则"),
        ("2.5亿元的基金", "2.5亿元的基金"),
        ("第三条目录", "第三条目录"),
        ("", ""),
    ],
)
def test_numbers_in_front_widths_and_spaces_do_not_count(text, folded):
    assert fold_wording(text) == folded


@pytest.mark.parametrize(
    "note",
    ["(责任单位:市商务局、市教育局)", "(市商务局牵头,市教育局配合)", "〔牵头单位:市商务局;配合单位:市教育局〕", "(市商务局负责)"],
)
def test_notes_of_who_answers_are_left_out(note):
    assert strip_notes(f"发展物流。{note}") == "发展物流。"


def test_other_brackets_stay():
    assert strip_notes("公共服务(含物流)由企业负责提供(试点)。") == "公共服务(含物流)由企业负责提供(试点)。"


def test_bodies_leave_with_what_joins_them_the_longest_name_first():
    assert strip_bodies("市商务局、市商务局物流处负责推广", ["市商务局", "市商务局物流处"]) == "推广"


def test_masked_numbers_are_one_sign():
    assert mask_numbers("到2025年60家") == mask_numbers("到2026年80家") != mask_numbers("到2026年80户")


@given(TEXTS, TEXTS)
def test_likeness_has_no_direction(one, other):
    assert measure(one, other) == measure(other, one)
    assert measure(one, one) == 1


@given(st.lists(TEXTS, max_size=4), st.lists(TEXTS, max_size=4))
def test_all_pairs_are_those_of_one_by_one(ones, others):
    found = {(i, j): round(score, 4) for i, j, score in measure_all(ones, others, 0.5)}
    wanted = {(i, j): round(measure(a, b), 4) for i, a in enumerate(ones) for j, b in enumerate(others) if measure(a, b) >= 0.5}
    assert found == wanted
