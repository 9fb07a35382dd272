"""What a duty is about, who answers in lists and penal sentences, and which roles are support."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.model import Document, Relation

_FRAME = "海州市物流业促进条例\n第一条 海州市为了促进物流业发展，制定本条例。\n第二条 {}\n第三条 本条例自公布之日起施行。"


def _read(body: str, frame: str = _FRAME) -> list[tuple[str, str, str]]:
    """Subject, role and object (the ref, for a provision) of all facts of responsibility."""
    found = extract(Document("a.txt", frame.format(body), "0" * 64))
    rows = []
    for fact in found.facts:
        if fact.relation is Relation.RESPONSIBLE_FOR:
            thing = found.mentions[fact.object].name if fact.object is not None else found.provisions[fact.object_provision or 0].ref
            rows.append((found.mentions[fact.subject].function, fact.role.value if fact.role else "", thing))
    return rows


def _things(body: str) -> set[str]:
    return {thing for _, _, thing in _read(body) if not thing.startswith("第")}


def test_what_a_clause_goes_by_is_not_its_object_where_another_is() -> None:
    assert _things("市商务部门应当根据冷链物流产业发展需要，推动智能网联汽车产业发展。") == {"智能网联汽车产业"}
    assert _things("市商务部门应当根据冷链物流产业发展需要，制定年度工作安排。") == {"冷链物流产业"}


def test_a_penal_sentence_ties_its_body_to_the_provision_alone() -> None:
    found = _read("违反本条例规定，扰乱市场的，由市商务部门责令改正，处冷链物流产业经营者一万元罚款。")
    assert found == [("商务", "joint", "第二条")]


def test_the_offender_answers_for_nothing() -> None:
    assert _read("市商务部门及其工作人员违反本条例规定，在冷链物流产业监管中滥用职权的，依法给予处分。") == []


def test_a_lead_hands_its_items_to_its_body() -> None:
    found = _read("市商务部门的主要职责：\n（一）推动冷链物流产业发展；\n（二）推动人工智能产业发展。")
    assert {("商务", "joint", "冷链物流产业"), ("商务", "joint", "人工智能产业")} <= set(found)


def test_cases_are_no_duties() -> None:
    found = _read("有下列情形之一的，由市商务部门责令改正：\n（一）擅自停止冷链物流产业服务的；\n（二）未备案的。")
    assert [thing for _, _, thing in found] == ["第二条"]


def test_what_stands_before_by_whom_is_the_object() -> None:
    assert ("商务", "joint", "冷链物流产业") in _read("冷链物流产业发展规划由市商务部门编制。")


@pytest.mark.parametrize(
    ("said", "role"),
    [("配合做好冷链物流产业监管", "support"), ("互相配合，推动冷链物流产业发展", "joint"), ("参与起草冷链物流产业规划", "joint")],
)
def test_support_is_help_for_others(said: str, role: str) -> None:
    assert {given for _, given, _ in _read(f"市商务部门应当{said}。")} == {role}


def test_items_under_a_line_that_names_a_body_are_its_duties() -> None:
    plan = "海州市智慧物流任务分工方案\n一、总体要求\n加快发展。\n二、职责分工\n{}"
    found = _read("市商务局负责：\n1.推动跨境电商产业发展；\n2.完善服务。\n市财政局负责：\n1.推动生物医药产业发展；\n2.保障资金。", plan)
    assert {("商务", "joint", "跨境电商产业"), ("财政", "joint", "生物医药产业")} <= set(found)
    assert ("商务", "joint", "生物医药产业") not in found


def test_the_foot_of_a_page_names_no_one_who_answers() -> None:
    assert _read("市商务部门应当服务企业。\n主办单位：海州市人民政府办公室") == [("商务", "joint", "第二条第一款")]


def test_a_body_of_the_same_level_stands_where_the_one_before_does() -> None:
    text = "国家出行服务管理办法\n第一条 为了规范出行服务，制定本办法。\n第二条 省级交通运输主管部门应当会同同级公安机关加强监管。\n第三条 略。"
    found = extract(Document("a.txt", text, "0" * 64))
    levels = {mention.level.value for mention in found.mentions if mention.function == "公安" and mention.level}
    assert levels == {"provincial"}
