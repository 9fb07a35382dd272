"""The tables of an office: whose task, by when, with which target; each in the order of the text."""

from decimal import Decimal
from pathlib import Path

import pytest

from kg.build import build_files
from kg.extract import extract
from kg.query import open_graph
from kg.sheets import list_sheets
from kg.sheets.tasks import name_task
from kg.text import read_document

PLAN = """石家庄市智慧物流行动计划
一、总体目标
到2026年，全市建成智慧物流园区5个，产业规模达到300亿元。
二、重点任务
（一）发展智慧物流。推广无人配送，到2027年智慧物流企业达到60家以上。（市商务局牵头，市发展改革委、市邮政管理局配合）
（二）支持企业上云。对符合条件的企业按投资额的10%给予补助，最高50万元。（责任单位：市财政局、市工业和信息化局）
（三）市科技局建设智慧物流公共服务平台。
"""


def build(folder: Path, *texts: tuple[str, str]) -> Path:
    items = []
    for name, text in texts:
        document = read_document(name, text.encode())
        items.append((extract(document), document.text))
    build_files(items, folder)
    return folder


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    out = build(tmp_path_factory.mktemp("out"), ("b.txt", PLAN), ("a.txt", PLAN.replace("石家庄", "保定")))
    return {sheet.name: sheet for sheet in list_sheets(open_graph(out))}


def rows_of(sheet, file="b.txt"):
    names = [column.name for column in sheet.columns]
    rows = [dict(zip(names, row, strict=True)) for row in sheet.rows]
    return [row for row in rows if row["file"] == file]


def test_a_task_has_who_leads_and_who_supports_in_the_order_of_the_text(sheets):
    row = next(row for row in rows_of(sheets["tasks"]) if row["clause"] == "二/（一）")
    assert row["task"] == "发展智慧物流"
    assert row["lead"] == "石家庄市商务部门"
    assert row["support"] == "石家庄市发展改革部门、石家庄市邮政管理部门"
    assert row["joint"] is None
    assert row["indicator"] == "智慧物流企业 ≥60家（2027）"
    assert row["sentence"] in PLAN and "市商务局牵头" in row["sentence"]
    assert row["document"] == "石家庄市智慧物流行动计划"


def test_who_is_only_listed_answers_jointly(sheets):
    row = next(row for row in rows_of(sheets["tasks"]) if row["clause"] == "二/（二）")
    assert (row["lead"], row["support"], row["joint"]) == (None, None, "石家庄市财政部门、石家庄市工业和信息化部门")


@pytest.mark.parametrize("name", ["tasks", "targets", "incentives", "platforms"])
def test_rows_stand_by_document_and_place(sheets, name):
    sheet = sheets[name]
    files = [row[-1] for row in sheet.rows]
    assert files == sorted(files) and set(files) == {"a.txt", "b.txt"}
    clauses = [row["clause"] for row in rows_of(sheet)]
    order = [next(at for at, start in enumerate(("一", "二/（一）", "二/（二）", "二/（三）")) if clause.startswith(start)) for clause in clauses]
    assert order == sorted(order)


def test_targets_and_incentives_have_their_numbers(sheets):
    targets = {row["indicator"]: row for row in rows_of(sheets["targets"])}
    assert (targets["产业规模"]["value"], targets["产业规模"]["unit"], targets["产业规模"]["deadline"]) == (Decimal(300), "亿元", "2026")
    assert targets["智慧物流企业"]["comparator"] == "≥" and targets["智慧物流企业"]["region"] == "石家庄市"
    (incentive,) = rows_of(sheets["incentives"])
    assert (incentive["rate"], incentive["cap"], incentive["clause"]) == (Decimal("0.1"), Decimal(500000), "二/（二）")


def test_platforms_have_builders(sheets):
    (platform,) = rows_of(sheets["platforms"])
    assert (platform["platform"], platform["builders"]) == ("智慧物流公共服务平台", "石家庄市科学技术部门")
    assert platform["sentence"] in PLAN


def test_a_platform_that_is_only_named_has_a_row_without_a_sentence():
    fixture = Path(__file__).parents[1] / "fixtures" / "small.ttl"
    rows = {row[0]: row for row in list_sheets(open_graph(fixture))[3].rows}
    assert rows["海图服务站"][1:] == (None, None, None, "1", "news.txt", "news.txt")
    assert rows["船舶数据中心"][1:4] == (None, "临江市", "船舶数据中心落户临江市")
    assert rows["渔获交易平台"][1:3] == ("云州市商务部门", "白石渔港园区")


def test_one_text_under_two_names_is_one_document(tmp_path):
    out = build(tmp_path, ("b.txt", PLAN), ("a.txt", PLAN))
    twice = list_sheets(open_graph(out))
    once = list_sheets(open_graph(build(tmp_path / "one", ("a.txt", PLAN))))
    assert twice == once and all(row[-1] == "a.txt" for sheet in twice for row in sheet.rows)


def test_the_texts_name_tasks_of_cells_that_hold_only_bodies():
    named = name_task("", ("市商务局 市科技局", "2.推动企业上云\t建设平台\t市商务局 市科技局"), bodies=["市商务局", "市科技局"])
    assert named == "推动企业上云"


@pytest.mark.parametrize(
    ("heading", "quote", "several", "expected"),
    [
        ("做强产业", "壮大产业，延伸链条。", False, "做强产业"),
        ("做强产业", "壮大智慧产业，延伸链条。", True, "做强产业：壮大智慧产业"),
        ("做强产业", "做强产业。壮大", True, "做强产业。壮大"),
        ("", "第五条 市商务局负责管理跨境电商，并", False, "市商务局负责管理跨境电商"),
        ("", "市商务局、市科技局等部门应当支持创新。", False, "市商务局、市科技局等部门应当支持创新"),
        ("", "（责任单位：市商务局、市科技局）", False, ""),
        ("市商务局", "市商务局：负责组织国际展会，提供服务", False, "负责组织国际展会"),
        ("", "建" * 60, False, "建" * 40 + "…"),
    ],
)
def test_names_of_tasks(heading, quote, several, expected):
    assert name_task(heading, [quote], several, ["市商务局", "市科技局"]) == expected
