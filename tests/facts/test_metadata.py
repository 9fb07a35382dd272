"""What a text says about itself."""

from __future__ import annotations

import hashlib

import pytest

from kg.extract import extract
from kg.facts.metadata import read_period
from kg.model import Document, Genre, Metadata, Status


def read(text: str) -> Metadata:
    return extract(Document("a.txt", text, hashlib.sha256(text.encode()).hexdigest())).metadata


def test_a_statute() -> None:
    meta = read(
        "宜昌市绿色港口条例\n（2023年4月5日宜昌市第七届人民代表大会常务委员会第九次会议通过　2023年6月1日湖北省第十四届人民代表大会常务委员会第三次会议批准）\n"
        "第一条　为了发展，根据《中华人民共和国港口法》，制定本条例。\n第二条　略。\n第三条　本条例自2023年9月1日起施行。\n"
    )
    assert (meta.title, meta.issued, meta.effective) == ("宜昌市绿色港口条例", "2023-04-05", "2023-09-01")
    assert meta.genre is Genre.REGULATION and meta.status is Status.IN_FORCE
    assert [c.title for c in meta.cites] == ["中华人民共和国港口法"]
    assert (meta.jurisdiction, meta.adcode) == ("宜昌市", "420500")


def test_the_date_of_publication_comes_before_that_of_passing() -> None:
    meta = read(
        "宜昌市绿色港口条例\n2016年1月2日 宜昌市第五届人民代表大会常务委员会第一次会议通过\n2016年3月4日 宜昌市第五届人民代表大会常务委员会公告第8号公布\n"
        "第一条 略。\n第二条 略。\n第三条 略。\n"
    )
    assert meta.issued == "2016-03-04"
    assert meta.number == "宜昌市第五届人民代表大会常务委员会公告第8号"


def test_a_notice_with_number_and_signature() -> None:
    text = "宜昌市人民政府办公室\n关于印发宜昌市某某工作方案的通知\n宜府办发〔2024〕12号\n各县市区人民政府：\n现印发给你们，请认真执行。\n宜昌市人民政府办公室\n2024年5月6日\n一、总体要求\n做好工作。\n"
    extraction = extract(Document("a.txt", text, "0" * 64))
    meta = extraction.metadata
    assert (meta.title, meta.number, meta.issued) == ("关于印发宜昌市某某工作方案的通知", "宜府办发〔2024〕12号", "2024-05-06")
    assert meta.genre is Genre.NOTICE
    assert [extraction.mentions[i].span.of(text) for i in meta.issuers] == ["宜昌市人民政府办公室"]


def test_bodies_that_issue_together() -> None:
    text = "【汇编】宜昌市商务局、宜昌市财政局关于做好某项工作的通知\n各县市区：\n请认真执行。\n"
    extraction = extract(Document("a.txt", text, "0" * 64))
    assert extraction.metadata.title == "宜昌市商务局、宜昌市财政局关于做好某项工作的通知"
    assert [extraction.mentions[i].span.of(text) for i in extraction.metadata.issuers] == ["宜昌市商务局", "宜昌市财政局"]
    signed = "关于做好某项工作的通知\n各县市区：\n请认真执行。\n宜昌市商务局 宜昌市财政局\n2024年5月6日\n"
    extraction = extract(Document("a.txt", signed, "0" * 64))
    assert [extraction.mentions[i].span.of(signed) for i in extraction.metadata.issuers] == ["宜昌市商务局", "宜昌市财政局"]


def test_a_draft() -> None:
    assert read("宜昌市某某行动方案\n（征求意见稿）\n一、目标\n做好工作。\n二、任务\n略。\n三、保障\n略。\n").status is Status.DRAFT


@pytest.mark.parametrize(
    ("title", "period"),
    [("某方案（2026~2028年）", (2026, 2028)), ("某方案(20222025年)", (2022, 2025)), ("某规划（2021—2035年）", (2021, 2035)), ("某条例", None)],
)
def test_periods(title: str, period: tuple[int, int] | None) -> None:
    assert read_period(title) == period
