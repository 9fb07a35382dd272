"""The road of one document: spaCy components alone and together, spans, determinism, poor input."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import kg.mentions.pipeline as pipeline
from kg.extract import extract
from kg.mentions.context import Context
from kg.mentions.places import load_gazetteer
from kg.model import Document, Extraction

PLAN = (
    "宜昌市算力行动方案（2025—2027年）\n一、目标\n到2027年，建成智算中心3个以上。\n二、任务\n（一）夯实底座\n1.建设算力调度平台。推动人工智能、大数据等产业发展。"
    "（责任单位：市数据局、市发改委）\n"
)


def read(text: str, name: str = "a.txt") -> Extraction:
    return extract(Document(name, text, hashlib.sha256(text.encode()).hexdigest()))


@pytest.mark.parametrize("component", ["kg_agencies", "kg_regions", "kg_names"])
def test_each_component_is_usable_alone(component: str) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe(component)
    doc = nlp("湖北省商务厅负责。")
    assert len(doc.spans) == 1 and component.removeprefix("kg_") in doc.spans
    if component == "kg_agencies":
        assert [span.text for span in doc.spans["agencies"]] == ["湖北省商务厅"]


def test_one_span_may_name_several_bodies() -> None:
    nlp = pipeline.build_pipeline()
    doc = nlp.make_doc("市、县（市、区）人民政府应当支持。")
    doc.user_data["kg"] = pipeline.Scope(Context(load_gazetteer().by_code["420500"]))
    mentions = pipeline.read_mentions(nlp(doc), ("agencies",))
    assert len(doc.spans["agencies"]) == 1 and {m.name for m in mentions} == {"宜昌市人民政府", "宜昌市各县（市、区）人民政府"}


def test_a_plan_end_to_end() -> None:
    extraction = read(PLAN)
    names = {m.name for m in extraction.mentions}
    assert {"宜昌市数据局", "宜昌市发改委", "宜昌市"} <= names
    assert extraction.targets and extraction.targets[0].deadline == "2027"
    assert extraction.metadata.period == (2025, 2027)


@pytest.mark.parametrize("text", ["", "   \n\n", "。", "an English text without any structure", "（" * 3000, "一、" * 500, "市" * 2000])
def test_poor_texts_give_records(text: str) -> None:
    extraction = read(text)
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in extraction.mentions)


def test_a_text_without_structure_is_told() -> None:
    assert [p.kind for p in read("").problems] == ["no-structure"]


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="市省县区、，。；（）：第一二三条章政府人民部门局委应当推动负责平台产业园100亿元年以上\n 　", max_size=200))
def test_any_text_gives_exact_spans(text: str) -> None:
    extraction = read(text)
    for mention in extraction.mentions:
        assert 0 <= mention.span.start < mention.span.end <= len(text)
    for fact in extraction.facts:
        assert 0 <= fact.evidence.start < fact.evidence.end <= len(text)
        assert fact.subject < len(extraction.mentions)


def test_the_hash_seed_does_not_matter() -> None:
    code = (
        "import hashlib,sys; from kg.extract import extract; from kg.model import Document; from kg.records import write_records;"
        f"t={PLAN!r}; sys.stdout.buffer.write(write_records(extract(Document('a.txt', t, hashlib.sha256(t.encode()).hexdigest()))).encode())"
    )
    outputs = {
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1 and b"mention" in next(iter(outputs))


def test_a_region_name_that_several_have_is_a_problem_with_its_candidates():
    text = "关于湖泊的通知\n一、支持鼓楼区建设物流园。\n二、鼓楼区配合。\n"
    (problem,) = extract(Document("a.txt", text, "0" * 64)).problems
    assert (problem.source, problem.kind, problem.lost) == ("a.txt:2", "ambiguous-region", False)
    assert "320106" in problem.message and "410204" in problem.message
