"""Task tables without ruling: columns in any order, cells of several lines or none, headings and heads between rows."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.model import Document, Kind, Relation, Role
from kg.structure import parse_structure
from kg.structure.columns import align_cells, is_responsible_column

_BEFORE = "海州市工作方案\n一、任务\n做好工作。\n附件1\n任务清单\n"
_HEADS = ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"]
_FIRST = ["1", "建设甲平台。", "市商务局", "市科技局、市财政局", "2026年6月"]
_SECOND = ["2", "培育乙产业。", "市农业农村局", "市林业局", "持续推进"]
_THIRD = ["3", "召开产业大会。", "市体育局", "2026年底"]


def _rows(table: str, before: str = _BEFORE) -> list[str]:
    """Ref and cells of each row: ``ref: head=words; …``."""
    text = before + table
    structure = parse_structure(text)
    found = []
    for index, provision in enumerate(structure.provisions):
        if provision.kind == "row":
            cells = [f"{x.column}={x.span.of(text)}" for x in structure.pieces if x.provision == index]
            found.append(f"{provision.ref}: " + "; ".join(cells).replace("\n", "+"))
    return found


def _stack(*rows: list[str]) -> str:
    return "\n".join("\n".join(row) for row in rows) + "\n"


_ROW_1 = "row 1: 序号=1; 工作任务=建设甲平台。; 牵头单位=市商务局; 配合单位=市科技局、市财政局; 完成时限=2026年6月"
_ROW_2 = "row 2: 序号=2; 工作任务=培育乙产业。; 牵头单位=市农业农村局; 配合单位=市林业局; 完成时限=持续推进"
_ROW_3 = "row 3: 序号=3; 工作任务=召开产业大会。; 牵头单位=市体育局; 完成时限=2026年底"


def test_cells_one_a_line_and_an_empty_one() -> None:
    found = _rows(_stack(_HEADS, _FIRST, _SECOND, _THIRD) + "市政府办公室\n2026年1月1日\n")
    assert found == ["附件1/" + row for row in (_ROW_1, _ROW_2, _ROW_3)]


def test_headings_between_rows_are_blocks() -> None:
    found = _rows(_stack(_HEADS, ["一、强链"], _FIRST, ["（一）补链"], _SECOND, ["二、延链"], _THIRD, ["三、保障", "加强领导。", "市政府"]))
    assert [row.partition(":")[0] for row in found] == ["附件1/一/row 1", "附件1/一/（一）/row 1", "附件1/二/row 1"]


def test_a_heading_without_a_mark_is_one_where_the_next_number_follows() -> None:
    found = _rows(_stack(_HEADS, ["强链补链"], _FIRST, ["要素保障"], _SECOND))
    assert [row.partition(":")[0] for row in found] == ["附件1/强链补链/row 1", "附件1/要素保障/row 1"]
    assert found[1].endswith("完成时限=持续推进")


def test_heads_said_again_on_a_new_page_are_no_row() -> None:
    assert _rows(_stack(_HEADS, _FIRST, _HEADS, _SECOND)) == ["附件1/" + _ROW_1, "附件1/" + _ROW_2]


def test_rows_without_numbers() -> None:
    found = _rows(_stack(_HEADS[1:], _FIRST[1:], _SECOND[1:], _THIRD[1:]))
    assert found == ["附件1/" + row.replace(f"序号={n}; ", "") for n, row in ((1, _ROW_1), (2, _ROW_2), (3, _ROW_3))]


def test_one_row_without_its_number() -> None:
    found = _rows(_stack(_HEADS, _FIRST, _SECOND[1:], _THIRD))
    assert found == ["附件1/" + _ROW_1, "附件1/" + _ROW_2.replace("序号=2; ", ""), "附件1/" + _ROW_3]


@pytest.mark.parametrize(
    ("heads", "row", "expected"),
    [
        (["序号", "责任单位", "主要内容", "完成时间"], ["1", "市水利局", "修建丙水库", "6月底前"],
         "序号=1; 责任单位=市水利局; 主要内容=修建丙水库; 完成时间=6月底前"),
        (["重点事项", "责任部门", "备注"], ["修建丙水库", "市水利局", "按月上报"], "重点事项=修建丙水库; 责任部门=市水利局; 备注=按月上报"),
        (["编号", "主要任务", "时间节点", "主办单位"], ["1", "修建丙水库", "四季度", "市水利局", "市林业局"],
         "编号=1; 主要任务=修建丙水库; 时间节点=四季度; 主办单位=市水利局+市林业局"),
        (["序号", "任务", "牵头部门", "协助部门"], ["1", "修建水库，", "加固堤坝。", "市水利局", "市林业局、", "市气象局"],
         "序号=1; 任务=修建水库，+加固堤坝。; 牵头部门=市水利局; 协助部门=市林业局、+市气象局"),
        (["工作内容", "落实单位"], ["修建丙水库", "市水利局"], "工作内容=修建丙水库; 落实单位=市水利局"),
    ],
)
def test_columns_in_any_order_and_words(heads: list[str], row: list[str], expected: str) -> None:
    assert _rows(_stack(heads, row)) == ["附件1/row 1: " + expected]


@pytest.mark.parametrize("gap", ["\t", " | ", "  ", "　"])
def test_rows_of_one_line(gap: str) -> None:
    table = _stack(*[[gap.join(row)] for row in (_HEADS, _FIRST, _SECOND, _THIRD)])
    assert _rows(table) == ["附件1/" + row for row in (_ROW_1, _ROW_2, _ROW_3)]


def test_blocks_and_more_bodies_below_rows_of_one_line() -> None:
    found = _rows("任务\t时限\t责任单位\n一、强链\n建设甲平台\t2026年\t市商务局\n市科技局\n二、补链\n培育乙产业\t2027年\t市教育局\n")
    assert found == [
        "附件1/一/row 1: 任务=建设甲平台; 时限=2026年; 责任单位=市商务局+市科技局",
        "附件1/二/row 1: 任务=培育乙产业; 时限=2027年; 责任单位=市教育局",
    ]


def test_prose_behind_a_table_is_none_of_its_rows() -> None:
    found = _rows(_stack(["工作任务", "责任单位"], ["建设甲平台。", "市商务局"], ["注：按月调度。", "各地要高度重视。", "要加强宣传。", "市人民政府"]))
    assert found[0].startswith("附件1/row 1: 工作任务=建设甲平台") and len(found) == 1


def test_what_fits_no_column_is_still_a_cell() -> None:
    assert align_cells([], ["任务", "责任单位"]) == []
    assert len(align_cells(["甲", "乙", "丙", "丁"], ["任务", "责任单位"])) == 4


@pytest.mark.parametrize(
    ("head", "holds"),
    [("责任单位", True), ("协助部门", True), ("实施主体", True), ("主责部门", True), ("协作单位", True), ("统筹部门", True),
     ("责任人", False), ("落实情况", False), ("完成时限", False), ("责任领导", False)],
)
def test_heads_of_those_who_answer(head: str, holds: bool) -> None:
    assert is_responsible_column(head) is holds


def test_rows_say_who_leads_and_who_helps() -> None:
    text = _BEFORE + _stack(["序号", "任务", "牵头单位", "配合单位"], ["1", "发展跨境电商产业。", "市商务局", "某师范学院、市科技局"])
    found = extract(Document("a.txt", text, "0" * 64))
    said = {
        (found.mentions[f.subject].name, f.role) for f in found.facts
        if f.relation is Relation.RESPONSIBLE_FOR and f.object_provision is not None
    }
    assert {(name[-3:], role) for name, role in said} >= {("商务局", Role.LEAD), ("科技局", Role.SUPPORT)}
    assert any(m.kind is Kind.ORGANIZATION and m.name == "某师范学院" for m in found.mentions)
