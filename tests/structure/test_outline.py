"""Outline, articles, boxes, annexes, duty lists: refs, spans, pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Genre
from kg.structure import PieceRole, parse_structure
from kg.structure.marks import find_mark, parse_ordinal

REGULATION = """某市绿色港口条例

（2024年5月6日某市第八届人民代表大会常务委员会第二次会议通过）

第一章　总则

第一条　为了建设绿色港口，制定本条例。
第二条　市人民政府应当加强领导。
市交通运输部门负责日常工作。
第三条　港口经营者应当遵守下列规定：
（一）保持岸线整洁；
（二）使用清洁能源。
第四条　本条例自2024年7月1日起施行。
"""

PLAN = """某市算力行动方案
（2025～2027年）

为推动算力发展，制定本方案。
一、总体目标
到2027年，算力规模翻一番。
建成智算中心2个。
二、重点任务
（一）夯实底座
1.建设智算中心。支持企业参与。（责任单位：市数据局）
2.完善网络。（责任单位：市通信管理局）
专栏1 算力工程
——建设边缘节点。
——建设调度平台。
（二）繁荣应用
3.推动融合。
附件1
职责分工
市数据局，负责统筹协调。
市科技局，负责技术攻关。
"""


def refs(text: str) -> list[str]:
    return [provision.ref for provision in parse_structure(text).provisions]


def test_articles_paragraphs_and_items() -> None:
    found = refs(REGULATION)
    assert found[:3] == ["par 1", "第一章", "第一条"]
    assert "第二条第一款" in found and "第二条第二款" in found
    assert "第三条第一款第一项" in found or "第三条第一项" in found
    assert found[-1] == "第四条"
    assert parse_structure(REGULATION).genre is Genre.REGULATION


def test_outline_boxes_annexes_and_duties() -> None:
    found = refs(PLAN)
    for ref in ("一/par 1", "一/par 2", "二/（一）/1", "二/（一）/2", "专栏1", "专栏1/1", "专栏1/2", "二/（二）/3"):
        assert ref in found
    assert "附件1/市数据局" in found and "附件1/市科技局" in found


def test_headings_are_split_from_text() -> None:
    structure = parse_structure(PLAN)
    task = next(p for p in structure.provisions if p.ref == "二/（一）/1")
    assert task.heading == "建设智算中心"
    assert structure.title.of(PLAN).startswith("某市算力行动方案") and structure.title.of(PLAN).endswith("2027年）")


def test_children_lie_inside_their_parents() -> None:
    for text in (REGULATION, PLAN):
        provisions = parse_structure(text).provisions
        for provision in provisions:
            if provision.parent is not None:
                assert provisions[provision.parent].span.covers(provision.span), provision.ref


TABLE = "附件\n任务清单\n" + "".join(
    f"\t{cell}\n" for cell in ["序号", "重点任务", "责任单位"]
) + "\n\t1\n\t建设甲平台。\n\t市商务局\n市科技局\n\n\t2\n\t培育乙产业。\n\t市农业农村局\n"


def test_rows_of_a_table_whose_cells_stand_one_a_line() -> None:
    text = "某市工作方案\n一、任务\n做好工作。\n" + TABLE
    structure = parse_structure(text)
    rows = [p for p in structure.provisions if p.kind == "row"]
    assert len(rows) == 2
    who = [piece.span.of(text) for piece in structure.pieces if piece.role is PieceRole.RESPONSIBLE]
    assert who == ["市商务局\n市科技局", "市农业农村局"]


def test_rows_between_bars() -> None:
    text = "某市工作方案\n一、任务\n做好工作。\n| 任务 | 牵头单位 | 配合单位 |\n|---|---|---|\n| 建设甲平台 | 市商务局 | 市科技局 |\n"
    structure = parse_structure(text)
    assert [p.ref for p in structure.provisions if p.kind == "row"] == ["一/row 1"]
    assert [(x.column, x.span.of(text)) for x in structure.pieces if x.role is PieceRole.RESPONSIBLE] == [
        ("牵头单位", "市商务局"), ("配合单位", "市科技局")
    ]


@pytest.mark.parametrize(
    ("line", "ref"), [("附：重点方向", "附"), ("附件：任务分解", "附件"), ("附件2：任务分解", "附件2"), ("附表:目标", "附件")]
)
def test_an_annex_with_its_title_in_one_line(line: str, ref: str) -> None:
    found = refs(f"某市工作方案\n一、任务\n（一）做好工作。\n（二）再做好。\n{line}\n（一）甲园区发展乙产业。\n（二）丙园区发展丁产业。\n")
    assert found[-3:] == [ref, f"{ref}/（一）", f"{ref}/（二）"]


@pytest.mark.parametrize(
    "end",
    [
        "附件：工作方案\n某市人民政府\n2025年1月2日\n", "附件：1.工作方案\n2.任务表\n某市人民政府\n",
        "附件：甲县方案\n附件：乙县方案\n某市人民政府\n", "附件：工作方案\n某市人民政府\n工作方案\n一、总体要求\n",
        "附：以上事项由市商务局解释。\n一、其他\n",
    ],
)
def test_a_letter_that_lists_what_it_encloses_opens_no_annex(end: str) -> None:
    assert not [ref for ref in refs("某市人民政府关于印发工作的通知\n各区人民政府：\n现印发给你们。\n" + end) if ref.startswith("附")]


NEWS = "-\n甲园区开工\n近日,甲园区开工。 一、项目情况 投资很大。 二、下一步 继续建设。\n2024-03-01\n-\n乙平台上线\n乙平台上线了。\n2024-03-02\n"


def test_news_items_and_their_running_parts() -> None:
    structure = parse_structure(NEWS)
    assert structure.genre is Genre.NEWS_LIST
    assert [p.ref for p in structure.provisions] == [
        "article 1", "article 1/par 1", "article 1/一", "article 1/二", "article 2", "article 2/par 1"
    ]
    assert structure.provisions[0].heading == "甲园区开工"


def test_news_dated_below_the_title() -> None:
    text = "甲项目签约\n发布时间：2020-01-02\n甲项目今天签约。\n\n乙项目投产\n发布时间：2020-02-03\n乙项目昨天投产。\n"
    assert [p.heading for p in parse_structure(text).provisions if p.kind == "news"] == ["甲项目签约", "乙项目投产"]


def test_feature_with_headed_sections() -> None:
    text = "某城:跑出加速度\n开篇的话很长很长很长。\n强起来:\n工业挺起脊梁\n制造业增长。\n（记者 甲 乙 摄）记者\n优起来:\n服务业\n服务业向好。记者\n责任编辑:丙\n"
    structure = parse_structure(text)
    assert structure.genre is Genre.FEATURE
    assert "强起来/par 1" in [p.ref for p in structure.provisions]


_PROSE = "连日来，记者走进这里的厂房和田野，看产业怎样把资源优势一步步变成发展优势，又怎样让更多人在家门口找到了活计。"


@pytest.mark.parametrize("head", ["物流：从一条街到一座港", "老手艺牵手新设计", "海边渔村的新日子"])
def test_short_lines_between_prose_head_sections_of_a_feature(head: str) -> None:
    text = f"向海而兴\n{_PROSE}\n{head}\n{_PROSE}\n{_PROSE}\n（记者　甲乙）\n责任编辑：丙\n摄影报道　丁\n"
    name = head.split("：")[0]
    assert [ref for ref in refs(text) if ref.startswith(name)] == [name, f"{name}/par 1", f"{name}/par 2"] + (
        [f"{name}/par 3", f"{name}/par 4", f"{name}/par 5"]
    )


@pytest.mark.parametrize("line", ["本报记者　甲乙", "“我们要再干一番”", "来源：某日报", "他们说，"])
def test_other_short_lines_head_nothing(line: str) -> None:
    text = f"向海而兴\n{_PROSE}\n{line}\n{_PROSE}\n责任编辑：丙\n原标题：丁\n"
    assert not [p for p in parse_structure(text).provisions if p.kind == "heading"]


@pytest.mark.parametrize(
    ("line", "kind", "label"),
    [
        ("第十二条　市人民政府", "article", "第十二条"),
        ("第十二条规定的情形", None, None),
        ("（三）推动", "heading", "（三）"),
        ("(三)推动", "heading", "（三）"),
        ("3．推动", "item", "3"),
        ("3.5万元", None, None),
        ("附件2", "annex", "附件2"),
        ("附件:任务分工", None, None),
        ("专栏3 工程", "box", "专栏3"),
        ("①建设", "item", "①"),
    ],
)
def test_marks(line: str, kind: str | None, label: str | None) -> None:
    mark = find_mark(line)
    assert (mark.kind if mark else None, mark.label if mark else None) == (kind, label)


@pytest.mark.parametrize(("text", "number"), [("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("37", 37), ("甲", 0)])
def test_ordinals(text: str, number: int) -> None:
    assert parse_ordinal(text) == number


LINE = st.text(alphabet="一二三四五六七八九十、（）().第条章专栏附件1234567890 \t　——：:。；市局责任单位甲乙丙", max_size=30)


@given(st.lists(LINE, max_size=25))
def test_any_text_gives_exact_spans(lines: list[str]) -> None:
    text = "\n".join(lines)
    structure = parse_structure(text)
    assert len({p.ref for p in structure.provisions}) == len(structure.provisions)
    for provision in structure.provisions:
        assert 0 <= provision.span.start <= provision.span.end <= len(text)
    pieces = sorted(piece.span for piece in structure.pieces)
    for left, right in zip(pieces, pieces[1:], strict=False):
        assert left.end <= right.start
    for piece in structure.pieces:
        assert piece.span.of(text).strip()
