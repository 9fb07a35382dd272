"""Notes that say who answers: groups and roles."""

from __future__ import annotations

import pytest

from kg.model import Role
from kg.structure.brackets import find_notes


def groups(text: str) -> list[tuple[str, str | None]]:
    return [(g.span.of(text), g.role.value if g.role else None) for note in find_notes(text) for g in note.groups]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("做好工作。（责任单位：市甲局、市乙局）", [("市甲局、市乙局", None)]),
        ("做好工作。〔牵头单位：市甲局；配合单位：市乙局、市丙局〕", [("市甲局", "lead"), ("市乙局、市丙局", "support")]),
        ("做好工作。（市甲局牵头，市乙局、市丙局按职责分工负责）", [("市甲局", "lead"), ("市乙局、市丙局", None)]),
        ("做好工作。（市甲局牵头，市乙局配合）", [("市甲局", "lead"), ("市乙局", "support")]),
        ("做好工作。（甲部会同乙部负责）", [("甲部", "lead"), ("乙部", "joint")]),
        ("做好工作。（甲部、乙部负责，排在第一位的部门为牵头部门，下同）", [("甲部、乙部", None)]),
        ("做好工作。（责任单位：市甲局。以下均需各区人民政府，不再列出）", [("市甲局", None)]),
        ("做好工作。（以下简称甲）", []),
        ("责任单位：市甲局、市乙局\n下一行", [("市甲局、市乙局", None)]),
    ],
)
def test_groups(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert groups(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建成示范线10条。——市工信局、青禾县人民政府", [("市工信局、青禾县人民政府", None)]),
        ("完善服务。 —— 市商务局，各县（市、区）政府。\n下一条", [("市商务局，各县（市、区）政府", None)]),
        ("扩大出口。——市商务局牵头，市财政局、市税务局配合\n下一条", [("市商务局", "lead"), ("市财政局、市税务局", "support")]),
        ("推行联查；——市交通局、云岭海关按职责分工落实", [("市交通局、云岭海关", None)]),
        ("奋勇前进。——记一位劳动模范", []),
        ("建成三大中心。——研发中心、检测中心和人才高地", []),
        ("全长12公里。——据市交通局介绍，明年通车", []),
    ],
)
def test_bodies_behind_a_dash_close_a_task(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert groups(text) == expected


def test_role_enum_is_what_groups_carry() -> None:
    text = "（市甲局牵头）"
    assert find_notes(text)[0].groups[0].role is Role.LEAD


def test_brackets_that_never_close_end_nothing() -> None:
    text = "（" * 5000 + "责任单位：市甲局"
    assert find_notes(text) == () or all(note.span.end <= len(text) for note in find_notes(text))


@pytest.mark.parametrize("word", ["责任", "牵头配合", "主要", "责任和"])
def test_long_runs_of_label_words_take_no_time(word: str) -> None:
    assert find_notes(word * 20_000) == ()
    assert find_notes("甲。" + word * 20_000 + "\n责任单位：市商务局")[-1].labelled


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完善服务。〔市甲局、市乙局〕", [("市甲局、市乙局", None)]),
        ("完善服务。（县乙办）\n", [("县乙办", None)]),
        ("完善服务〔丙新区管委会〕；", [("丙新区管委会", None)]),
        ("给予奖励。[省丁厅等部门]", [("省丁厅等部门", None)]),
        ("开通航线。【市甲局会同丙新区管委会】", [("市甲局", "lead"), ("丙新区管委会", "joint")]),
        ("拓宽渠道（市甲局、各县（市、区）人民政府）。", [("市甲局、各县（市、区）人民政府", None)]),
        ("先做好一件。（市甲局）再做好一件。（市乙局）", [("市甲局", None), ("市乙局", None)]),
        ("向主管部门（市甲局、市乙局）。", []),
        ("由市甲局（市乙局）负责。", []),
        ("领取证照（市政务中心）后办理。", []),
        ("提升水平。（干部）", []),
        ("完善服务。（本办）", []),
        ("建成基地。（旅游集散中心）", [("旅游集散中心", None)]),
        ("发展乡村旅游。（乡镇人民政府）", [("乡镇人民政府", None)]),
    ],
)
def test_brackets_of_names_alone(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert groups(text) == expected


def test_brackets_of_names_are_no_notes_in_news() -> None:
    assert find_notes("项目开工。（市甲局）", 0, None, False) == ()
