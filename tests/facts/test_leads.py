"""Who leads, and what a duty is about."""

import hashlib

import pytest

from kg.extract import extract
from kg.model import Document, Kind

HEAD = "青禾市低空经济促进条例\n"


def read(text):
    return extract(Document("a.txt", text, hashlib.sha256(text.encode()).hexdigest()))


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("市商务局是跨境电子商务的主管部门，应当制定规划。", "lead"),
        ("市商务局应当牵头制定规划。", "lead"),
        ("市商务局应当对主管人员给予处分。", "joint"),
        ("市商务局应当报行业主管部门备案。", "joint"),
    ],
)
def test_who_leads(sentence, role):
    found = read(f"{HEAD}第一条　{sentence}\n")
    assert {f.role.value for f in found.facts if found.mentions[f.subject].name.endswith("商务局") and f.role} == {role}


def test_those_who_are_governed_are_no_trade():
    found = read(f"{HEAD}第一条　市商务局应当检查物流服务单位。\n第二条　市商务局应当促进物流产业发展。\n")
    tied = [found.mentions[f.object] for f in found.facts if f.object is not None]
    assert tied and all(m.kind is Kind.INDUSTRY and m.provision == 1 for m in tied)
