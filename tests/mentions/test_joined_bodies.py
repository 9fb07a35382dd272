"""Bodies that join several functions are one; departments that share a word are several."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.model import Document, Kind


def agencies(text: str) -> list[str]:
    found = extract(Document("a.txt", text, "0" * 64)).mentions
    return [mention.name for mention in found if mention.kind is Kind.AGENCY]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("由市文化旅游广电局牵头。", ["保定市文化旅游广电局"]),
        ("市农业农村和水利局负责。", ["保定市农业农村和水利局"]),
        ("涿州市商务和粮食局配合。", ["涿州市商务和粮食局"]),
        ("市自然资源和城乡建设局会同市财政局办理。", ["保定市自然资源和城乡建设局", "保定市财政局"]),
        ("市教育和科技部门负责。", ["保定市教育部门", "保定市科技部门"]),
        ("市公安局和交通运输局负责。", ["保定市公安局", "保定市交通运输局"]),
    ],
)
def test_joined_functions(said: str, names: list[str]) -> None:
    assert agencies("保定市某项工作方案\n" + said) == names


def test_a_county_named_like_a_verb_is_one_in_its_province() -> None:
    assert not any("会同县" in name for name in agencies("涿州市某项工作方案\n市商务局会同县市场监管局检查。"))
    assert "会同县商务局" in agencies("怀化市某项工作方案\n会同县商务局负责。")
