"""Names that a text gives to things itself."""

import hashlib
from dataclasses import replace

import pytest

from kg.extract import extract
from kg.mentions.aliases import find_defined
from kg.model import Document, Kind, Mention, Span


def extract_text(text):
    return extract(Document("a.txt", text, hashlib.sha256(text.encode()).hexdigest()))


def agencies(text):
    return [m.span.of(text) for m in extract_text(text).mentions if m.kind is Kind.AGENCY]


def test_a_defined_short_name_is_found_although_an_industry_stands_inside_it():
    text = (
        "青禾市低空经济促进条例\n第一条　市低空经济发展管理办公室（以下简称低空经济管理办）负责本市低空经济的统筹。\n"
        "第二条　低空经济管理办应当每年公布目录。\n"
    )
    assert agencies(text)[-1] == "低空经济管理办"


def test_an_industry_in_the_title_of_a_cited_law_is_nobody_s_duty():
    text = "第一条　市商务局应当按照《青禾市集成电路产业促进条例》公布目录。\n第二条　市商务局应当促进集成电路产业发展。\n"
    extraction = extract_text(text)
    tied = [f.evidence.start > text.index("第二条") for f in extraction.facts if f.object is not None]
    assert sum(m.kind is Kind.INDUSTRY for m in extraction.mentions) == 2
    assert tied == [True]


def test_the_number_of_a_document_names_no_body():
    assert agencies("第一条　根据禾委人才办〔2025〕5号、青政办发〔2024〕12号文件制定。\n") == []


def test_a_department_that_only_supports_is_a_body():
    assert agencies("第一条　市教育部门牵头，市科技部门配合。\n") == ["市教育部门", "市科技部门"]
    assert agencies("第一条　健全部门配合机制。\n") == []


def test_a_word_of_driving_ends_before_a_name():
    text = "青禾市条例\n第一条　市人民政府应当推动物联网、人工智能产业发展。\n"
    names = {m.name for m in extract_text(text).mentions if m.kind is Kind.INDUSTRY}
    assert names == {"物联网", "人工智能产业"}


def test_a_definition_that_recurs_defines_once() -> None:
    sentence = "北京数据平台（以下简称云台）建好，云台开放。"
    text = sentence * 200
    thing = Mention(Kind.PLATFORM, Span(0, 6), 0, "北京数据平台", "hand")
    mentions = [replace(thing, span=Span(at, at + 6)) for at in range(0, len(text), len(sentence))]
    found = list(find_defined(text, mentions))
    assert len(found) == len({mention.span for mention in found}) == 400


def test_short_names_of_two_levels_with_one_core_keep_apart() -> None:
    text = (
        "上海市湖泊管理办法\n第一条　市商务委员会（以下称“市商务部门”）负责统筹。区商务主管部门（以下称“区商务部门”）负责服务。\n"
        "第二条　市商务部门应当编制规划。\n第三条　区商务部门应当公布目录。\n"
    )
    found = [(m.span.of(text), m.collective) for m in extract_text(text).mentions if m.rule == "defined-short-name"]
    assert found == [("市商务部门", False), ("区商务部门", True), ("市商务部门", False), ("区商务部门", True)]


def test_a_short_name_of_the_city_is_not_that_of_the_districts() -> None:
    text = "上海市湖泊管理办法\n第一条　市商务委员会（以下称“市商务部门”）负责统筹。\n第二条　区商务部门应当公布目录，商务部门给予指导。\n"
    found = [(m.span.of(text), m.level.value) for m in extract_text(text).mentions if m.span.start > text.index("第二条")]
    assert found == [("区商务部门", "county"), ("商务部门", "provincial")]


@pytest.mark.parametrize(("full", "short", "same"), [
    ("青禾国际合作开发银行", "青合行", True),
    ("云岭数据流通技术研究院", "云数院", True),
    ("望江绿色能源集团有限公司", "绿能集团", True),
    ("青禾国际合作开发银行", "出资方", False),
])
def test_a_short_name_in_brackets_of_characters_of_the_full_one_is_the_same(full, short, same):
    text = f"{short}与本市签约\n青禾市引入{full}（{short}）首笔投资。{short}将在青禾市设立办事处。\n"
    organizations = [m for m in extract_text(text).mentions if m.kind is Kind.ORGANIZATION]
    named = {m.name for m in organizations if m.span.of(text) == short}
    assert full in {m.name for m in organizations}
    assert (named == {full}) is same
