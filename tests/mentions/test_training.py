"""Training: labels, counts as the benchmark counts, equal gold gives equal bytes."""

import json
from pathlib import Path

import numpy as np
import pytest

from kg.mentions.examples import CORE, NEUTRAL, OPTIONAL, make_example, normal_name
from kg.mentions.trials import Count, count_names
from kg.model import Kind, Span

TEXT = "临江市应当推动智慧物流、新型显示等产业发展，建设智慧物流公共服务平台。"
GOLD = {
    "doc": "a.txt",
    "industries": [{"id": "i1", "name": "智慧物流", "aliases": ["智慧物流产业"]},
                   {"id": "i2", "name": "新型显示", "aliases": [], "optional": True}],
    "platforms": [{"id": "p1", "name": "智慧物流公共服务平台", "aliases": []}],
}


def test_names_are_one_without_their_tail():
    assert normal_name(Kind.INDUSTRY, "智慧物流产业") == normal_name(Kind.INDUSTRY, "“智慧 物流”") == "智慧物流"
    assert normal_name(Kind.PLATFORM, "智慧物流产业") == "智慧物流产业"


def test_a_name_inside_a_longer_one_is_neutral():
    example = make_example(TEXT, GOLD)
    labels = [int(n) for s, n in zip(example.surfaces, example.labels[Kind.INDUSTRY], strict=True) if s == "智慧物流"]
    assert labels == [CORE, NEUTRAL]
    other = [int(n) for s, n in zip(example.surfaces, example.labels[Kind.INDUSTRY], strict=True) if s == "新型显示"]
    assert other == [OPTIONAL]


def test_taken_spans_give_no_candidates():
    example = make_example(TEXT, GOLD, [Span(0, len(TEXT))])
    assert example.surfaces == ()


def test_names_count_as_in_the_benchmark():
    example = make_example(TEXT, GOLD)
    assert count_names(example, Kind.INDUSTRY, ["智慧物流", "新型显示", "公共服务"]) == Count(1, 1, 0)
    assert count_names(example, Kind.PLATFORM, []) == Count(0, 0, 1)


def test_measures_of_nothing_are_zero():
    assert Count().measures == (0.0, 0.0, 0.0)


def test_equal_gold_gives_equal_bytes(tmp_path: Path):
    pytest.importorskip("scipy")
    from kg.mentions.train import train

    for number, place in enumerate(("临江", "望海", "青山")):
        name = f"{number}.txt"
        text = TEXT.replace("临江", place) * 2
        (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / f"{number}.json").write_text(json.dumps({**GOLD, "doc": name}), encoding="utf-8")
    written = []
    for run in ("one", "two"):
        folder = tmp_path / run
        folder.mkdir()
        trials = train([tmp_path], [tmp_path], folder)
        assert trials[Kind.INDUSTRY].pooled.right == 3
        written.append([p.read_bytes() for p in sorted(folder.glob("*.tsv"))])
    assert len(written[0]) == 4
    assert written[0] == written[1]
    assert np.all([len(b) < 100_000 for b in written[0]])
