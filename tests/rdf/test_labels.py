"""Which forms are names of a thing: none that says several bodies, none that says which body only by another."""

from __future__ import annotations

import hashlib

import pytest
from pyoxigraph import Literal, NamedNode, Store

from kg.extract import extract
from kg.model import Document
from kg.rdf import build_dataset
from kg.rdf.namespaces import ALT_LABEL, PREF_LABEL, pk


def build(text: str) -> Store:
    document = Document("a.txt", text, hashlib.sha256(text.encode()).hexdigest())
    return build_dataset([(extract(document), text)])


def forms(store: Store, label: str) -> set[str]:
    nodes = {quad.subject for quad in store.quads_for_pattern(None, PREF_LABEL, Literal(label, language="zh"), None)}
    return {quad.object.value for node in nodes for quad in store.quads_for_pattern(node, ALT_LABEL, None, None)}


@pytest.mark.parametrize("said", ["各级人民政府", "县级以上人民政府", "市、县（市、区）人民政府"])
def test_a_form_of_several_levels_is_no_name_of_one(said: str) -> None:
    store = build(f"石家庄市湖泊条例\n第一条 {said}应当保护湖泊。\n第二条 石家庄市政府负责统筹。\n第三条 略。\n")
    assert forms(store, "石家庄市人民政府") >= {"石家庄市政府"}
    assert said not in forms(store, "石家庄市人民政府") | forms(store, "石家庄市各县（市、区）人民政府")


@pytest.mark.parametrize("said", ["本级人民政府", "所在地人民政府", "同级人民政府"])
def test_a_form_that_leans_on_another_body_is_no_name(said: str) -> None:
    store = build(f"石家庄市湖泊条例\n第一条 市商务局应当报{said}批准。\n第二条 石家庄市政府负责统筹。\n第三条 略。\n")
    assert said not in forms(store, "石家庄市人民政府")


def test_former_names_stand_with_their_dates() -> None:
    store = build("关于湖泊的通知\n一、自然资源部、市场监管总局负责。\n二、泰州市姜堰区配合。\n")
    found = {}
    for quad in store.quads_for_pattern(None, pk("literalForm"), None, None):
        ends = [end.object.value for end in store.quads_for_pattern(quad.subject, pk("usedUntil"), None, None)]
        found[quad.object.value] = ends
        assert list(store.quads_for_pattern(None, pk("formerName"), quad.subject, None))
        assert isinstance(quad.subject, NamedNode) and "/name/" in quad.subject.value
    assert found["国土资源部"] == ["2018-03"] and found["姜堰市"] == ["2012"]
    assert "国家工商行政管理总局" in found
