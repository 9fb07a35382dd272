"""By when who must have done a thing."""

import hashlib

import pytest

from kg.extract import extract
from kg.model import Document

HEAD = "青禾市低空经济发展行动计划\n一、重点任务\n（一）设施\n"


def deadlines(text):
    found = extract(Document("a.txt", text, hashlib.sha256(text.encode()).hexdigest()))
    return {fact.deadline for fact in found.facts if fact.relation.value == "responsibleFor"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("到2027年底前，市商务局牵头发展跨境电子商务。", {"2027"}),
        ("2028年6月底前，由市工业和信息化局负责发展集成电路产业。", {"2028-06"}),
        ("市商务局牵头发展跨境电子商务。", {""}),
        ("2019年，市商务局牵头发展跨境电子商务。", {""}),
        ("落实《青禾市2030年前碳达峰方案》，市商务局牵头发展跨境电子商务。", {""}),
        ("发展集成电路产业。（责任单位：市工业和信息化局；完成时限：2026年12月）", {"2026-12"}),
        ("到2020年底前建成的目录由别人管理。市商务局牵头发展跨境电子商务。", {""}),
    ],
)
def test_the_time_of_a_sentence(sentence, expected):
    assert deadlines(HEAD + sentence + "\n") == expected


def test_the_cell_of_a_row():
    table = "附件\n任务分工表\n序号\n重点任务\n责任单位\n完成时限\n1\n发展集成电路产业\n市工业和信息化局\n2026年12月\n2\n发展跨境电子商务\n市商务局\n2027年6月\n3\n发展智慧物流\n市交通运输局\n2027年\n"
    assert deadlines(HEAD + "发展产业。\n" + table) == {"2026-12", "2027-06", "2027"}


def test_a_row_may_lack_its_time():
    rows = "序号\n任务\n牵头单位\n时间进度\n1\n发展集成电路产业\n市工业和信息化局\n2\n发展跨境电子商务\n市商务局\n2027年6月\n"
    assert deadlines(HEAD + "发展产业。\n附件\n" + rows) == {"", "2027-06"}
