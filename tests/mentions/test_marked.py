"""Texts with names marked where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.mentions.marked import read_marked, read_marked_folder

ANNOTATED = Path(__file__).parents[2] / "seeds" / "annotated"


def test_marks_become_gold() -> None:
    plain, gold = read_marked("发展{i:新材料}、{i?:物流}，建设{p:数据平台}。{i:物流}兴旺。", "a.txt")
    assert plain == "发展新材料、物流，建设数据平台。物流兴旺。"
    assert [(item["name"], item["optional"]) for item in gold["industries"]] == [("新材料", False), ("物流", False)]
    assert [item["name"] for item in gold["platforms"]] == ["数据平台"]


@pytest.mark.parametrize("text", ["第一行\n发展{x:新材料}", "第一行\n发展{i:新材料", "第一行\n发展}"])
def test_a_brace_that_is_no_mark_is_named_by_its_line(text: str) -> None:
    with pytest.raises(InputError, match="a.txt line 2"):
        read_marked(text, "a.txt")


def test_the_shipped_texts_are_marked_well() -> None:
    texts = read_marked_folder(ANNOTATED)
    assert len(texts) == 82
    for plain, gold in texts:
        assert 600 < len(plain) < 4000
        assert sum(len(gold[kind]) for kind in ("industries", "platforms", "zones", "organizations")) >= 15, gold["doc"]
        assert all(item["name"] in plain for kind in ("industries", "zones") for item in gold[kind])
