"""What a name takes in: narrower industries, what lies below a region, what is the same thing; and targets that contradict."""

from __future__ import annotations

import hashlib

from pyoxigraph import Store

from kg.extract import extract
from kg.model import Document
from kg.query import run_question
from kg.rdf import build_dataset


def graph(*texts: tuple[str, str]) -> Store:
    items = [(extract(Document(name, text, hashlib.sha256(text.encode()).hexdigest())), text) for name, text in texts]
    return build_dataset(items)


def test_a_question_about_an_industry_takes_in_narrower_ones() -> None:
    text = "保定市某行动方案（2025—2027年）\n一、任务\n（一）发展人工智能产业。（市数据局牵头）\n（二）发展新一代信息技术产业。（市科技局牵头）\n"
    store = graph(("a.txt", text))
    wide = run_question(store, "responsible", {"industry": "新一代信息技术"})
    assert {row[2] for row in wide.rows} == {"人工智能", "新一代信息技术"}
    assert wide.resolved[0].taken_in == ("人工智能",)
    narrow = run_question(store, "responsible", {"industry": "新一代信息技术", "rollup": "no"})
    assert {row[2] for row in narrow.rows} == {"新一代信息技术"}
    assert narrow.resolved[0].taken_in == ()


def test_a_province_takes_in_its_cities_or_not() -> None:
    store = graph(("a.txt", "河北省某方案\n一、任务\n发展智慧物流。（省商务厅牵头）\n"), ("b.txt", "保定市某方案\n一、任务\n发展智慧物流。（市商务局牵头）\n"))
    assert len(run_question(store, "responsible", {"region": "河北省"}).rows) == 2
    assert len(run_question(store, "responsible", {"region": "河北省", "rollup": "no"}).rows) == 1


def test_targets_of_two_policies_that_contradict() -> None:
    first = "保定市某行动方案（2025—2027年）\n一、目标\n到2027年，智慧物流企业达到60家。\n"
    second = "保定市另一行动方案（2025—2027年）\n一、目标\n到2027年，智慧物流企业达到80家。\n"
    same = "保定市第三行动方案（2025—2027年）\n一、目标\n到2026年，智慧物流企业达到80家。\n"
    rows = run_question(graph(("a.txt", first), ("b.txt", second), ("c.txt", same)), "contradictions", {}).rows
    assert len(rows) == 1
    assert {str(rows[0][3]), str(rows[0][8])} == {"60", "80"}
