"""One policy, one work: drafts, revisions, the notice that issues a text, and those who cite it."""

from __future__ import annotations

import pytest

from kg.resolve.works import work_name


@pytest.mark.parametrize(
    "title",
    [
        "《西宁市养老服务办法》",
        "西宁市养老服务办法（征求意见稿）",
        "西宁市养老服务办法（2021年修订）",
        "西宁市人民政府办公室关于印发西宁市养老服务办法的通知",
        "西宁市人民政府办公室关于印发《西宁市养老服务办法》的通知",
        "关于重新印发〈西宁市养老服务办法〉的通知",
    ],
)
def test_these_are_one_work(title: str) -> None:
    assert work_name(title) == "西宁市养老服务办法"


def test_these_are_works_of_their_own() -> None:
    titles = [
        "甲局关于印发养老服务办法的通知",
        "乙局关于印发养老服务办法的通知",
        "西宁市养老服务办法（试行）",
        "西宁市养老服务办法",
        "西宁市民政局关于印发西宁市养老服务办法实施细则的通知",
        "西宁市民政局关于做好养老服务工作的通知",
    ]
    assert len({work_name(title) for title in titles}) == len(titles)


def test_a_text_without_a_title_goes_by_its_number() -> None:
    assert work_name("", "宁政办〔2021〕5号") == "宁政办〔2021〕5号"
