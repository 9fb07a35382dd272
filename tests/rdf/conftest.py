"""Two small documents of our own, with extractions made by hand."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal

import pytest

from kg.model import (
    Citation,
    Comparator,
    Extraction,
    Fact,
    Genre,
    Incentive,
    Kind,
    Level,
    Mention,
    Metadata,
    Provision,
    Relation,
    Role,
    Span,
    Status,
    Target,
)

CITY = """石家庄市低空经济促进条例
第一条 市发展改革委牵头推进低空经济产业，市商务局配合。依据《某省航空条例》制定。
第二条 市发展和改革委员会应当建设低空飞行服务平台，到2027年，起降点达到50个以上。
第三条 各县（市、区）人民政府对购置无人机的企业给予20%的补助，最高30万元。高新区管委会负责低空物流。
"""
NEWS = """低空要闻
一、石家庄市与京津冀各地合作，聚焦低空经济。
二、石家庄市人民政府发展改革部门推进低空经济产业链。上海市发展改革部门亦然。
"""


def find(text: str, surface: str, nth: int = 0) -> Span:
    """The span of the nth occurrence of a surface form."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(surface, at + 1)
    return Span(at, at + len(surface))


def lines(text: str, refs: list[str], kind: str) -> tuple[Provision, ...]:
    """A provision a line, after the title."""
    found, at = [], text.index("\n") + 1
    for ref, line in zip(refs, text.splitlines()[1:], strict=True):
        found.append(Provision(ref, kind, Span(at, at + len(line))))
        at += len(line) + 1
    return tuple(found)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def city() -> tuple[Extraction, str]:
    text = CITY
    here = {"level": Level.PREFECTURE, "place": "石家庄市", "adcode": "130100"}

    def agency(surface: str, name: str, function: str, provision: int, **more: object) -> Mention:
        return Mention(Kind.AGENCY, find(text, surface), provision, name, "r", function, **{**here, **more})

    mentions = (
        agency("市发展改革委", "石家庄市发展改革委", "发展改革", 0),
        agency("市商务局", "石家庄市商务局", "商务", 0),
        Mention(Kind.INDUSTRY, find(text, "低空经济产业"), 0, "低空经济产业", "r"),
        agency("市发展和改革委员会", "石家庄市发展和改革委员会", "发展和改革", 1),
        Mention(Kind.PLATFORM, find(text, "低空飞行服务平台"), 1, "低空飞行服务平台", "r", place="石家庄市", adcode="130100"),
        agency("各县（市、区）人民政府", "石家庄市各县（市、区）人民政府", "政府", 2, level=Level.COUNTY, collective=True),
        agency("高新区管委会", "石家庄高新区管委会", "管委会", 2, level=Level.ZONE, place="石家庄高新区", adcode=""),
        Mention(Kind.INDUSTRY, find(text, "低空物流"), 2, "低空物流", "r"),
        Mention(Kind.REGION, find(text, "石家庄市"), None, "石家庄市", "r", level=Level.PREFECTURE, place="石家庄市", adcode="130100"),
    )
    duty = find(text, "市发展改革委牵头推进低空经济产业")
    facts = (
        Fact(Relation.RESPONSIBLE_FOR, 0, duty, 0, "lead", object=2, role=Role.LEAD, deadline="2026-06"),
        Fact(Relation.RESPONSIBLE_FOR, 0, find(text, "推进低空经济产业"), 0, "lead", object=2, role=Role.LEAD),
        Fact(Relation.RESPONSIBLE_FOR, 1, duty, 0, "support", object_provision=0, role=Role.SUPPORT),
        Fact(Relation.BUILDS, 3, find(text, "建设低空飞行服务平台"), 1, "builds", object=4),
        Fact(Relation.RESPONSIBLE_FOR, 3, find(text, "起降点达到50个以上"), 1, "target", object_target=0, role=Role.JOINT),
        Fact(Relation.RESPONSIBLE_FOR, 6, find(text, "高新区管委会负责低空物流"), 2, "sole", object=7, role=Role.JOINT),
    )
    targets = (
        Target("起降点", Decimal(50), "个", Comparator.AT_LEAST, find(text, "到2027年，起降点达到50个以上"), 1, "t",
               normal_value=Decimal("5E+1"), base_unit="个", deadline="2027", region=8, concerns=(4,)),
    )
    incentives = (
        Incentive("购置无人机", "企业", find(text, "给予20%的补助，最高30万元"), 2, "i", rate=Decimal("0.20"),
                  cap=Decimal("3E+5"), granted_by=(5,), concerns=(7,)),
    )
    meta = Metadata("石家庄市低空经济促进条例", "石政〔2026〕1号", "2026-01-02", "2026-03-01", Genre.REGULATION, Status.IN_FORCE,
                    (0,), "石家庄市", "130100", (2026, 2028), (Citation("某省航空条例", find(text, "《某省航空条例》")),))
    return Extraction("条例.txt", digest(text), meta, ("副本.txt",), lines(text, ["第一条", "第二条", "第三条"], "article"),
                      mentions, facts, targets, incentives), text


def news() -> tuple[Extraction, str]:
    text = NEWS
    body = Mention(Kind.AGENCY, find(text, "石家庄市人民政府发展改革部门"), 1, "石家庄市人民政府发展改革部门", "r", "发改",
                   Level.PREFECTURE, "石家庄市", "130100")
    mentions = (
        Mention(Kind.REGION, find(text, "石家庄市"), 0, "石家庄市", "r", level=Level.PREFECTURE, adcode="130100"),
        Mention(Kind.REGION, find(text, "京津冀"), 0, "京津冀", "r", level=Level.GROUP, members=("北京市", "天津市", "河北省")),
        Mention(Kind.INDUSTRY, find(text, "低空经济", 0), 0, "低空经济", "r"),
        body,
        Mention(Kind.INDUSTRY, find(text, "低空经济产业链"), 1, "低空经济产业链", "r"),
        replace(body, span=find(text, "上海市发展改革部门"), name="上海市发展改革部门", level=Level.PROVINCIAL, place="上海市", adcode="310000"),
        Mention(Kind.ORGANIZATION, find(text, "低空要闻"), None, "低空要闻", "r"),
        Mention(Kind.ZONE, find(text, "各地"), 0, "石家庄高新技术产业开发区", "r"),
    )
    facts = (
        Fact(Relation.COOPERATES_WITH, 0, find(text, "石家庄市与京津冀各地合作"), 0, "with", object=1),
        Fact(Relation.FOCUSES_ON, 0, find(text, "聚焦低空经济"), 0, "focus", object=2),
        Fact(Relation.LOCATED_IN, 7, find(text, "石家庄市与京津冀各地合作"), 0, "in", object=0),
    )
    meta = Metadata("低空要闻", genre=Genre.NEWS_LIST)
    return Extraction("要闻.txt", digest(text), meta, (), lines(text, ["一", "二"], "news"), mentions, facts), text


@pytest.fixture(scope="session")
def items() -> tuple[tuple[Extraction, str], ...]:
    """Two documents that share a city, a body and an industry under several names."""
    return city(), news()
