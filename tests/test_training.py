"""Training on one's own gold: what comes out is used by builds, the same gold gives the same bytes, lacks are said."""

import json

import pytest
from click.testing import CliRunner

import kg.training
from kg.cli import main

NAMES = ("低空经济", "合成生物", "智能传感", "量子通信", "脑机接口", "商业航天", "氢能装备", "深海装备")


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="kg")


@pytest.fixture
def gold(tmp_path):
    """Four small documents with their industries, and their gold."""
    for number in range(4):
        names = [*NAMES[number * 2 : number * 2 + 2], NAMES[(number * 2 + 3) % 8]]
        text = f"某市办法\n第一条 大力发展{names[0]}、{names[1]}等产业。\n第二条 市商务局推动{names[2]}产业发展。\n第三条 略。\n"
        (tmp_path / "texts").mkdir(exist_ok=True)
        (tmp_path / "gold").mkdir(exist_ok=True)
        (tmp_path / "texts" / f"{number}.txt").write_text(text, encoding="utf-8")
        industries = [{"id": f"i{i}", "name": name, "aliases": [name + "产业"]} for i, name in enumerate(names)]
        places = {"platforms": [], "zones": [], "organizations": []}
        kinds = {kind: [{"id": kind[0] + "1", "name": text[6:9]}] for kind in places}  # some name, so that each kind can be fitted
        (tmp_path / "gold" / f"{number}.json").write_text(
            json.dumps({"doc": f"{number}.txt", "industries": industries, **kinds}, ensure_ascii=False), encoding="utf-8"
        )
    return tmp_path / "gold", tmp_path / "texts"


def test_weights_are_the_same_each_time_and_a_build_uses_them(gold, tmp_path):
    pytest.importorskip("scipy")
    first = run("train", *gold, "--out", tmp_path / "one")
    assert first.exit_code == 0, first.output
    assert "产业 industry" in first.stdout
    assert run("train", *gold, "--out", tmp_path / "two").exit_code == 0
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == [f"weights_{kind}.tsv" for kind in ("industry", "organization", "platform", "zone")]
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in files)
    extracted = run("extract", gold[1] / "0.txt", "--vocab", tmp_path / "one", "--jobs", 1)
    assert extracted.exit_code == 0 and '"rule":"model"' in extracted.stdout, extracted.output


def test_a_missing_library_is_named_with_what_to_do(gold, tmp_path, monkeypatch):
    monkeypatch.setattr(kg.training, "find_spec", lambda name: None)
    result = run("train", *gold, "--out", tmp_path / "out")
    assert result.exit_code == 1 and "policykg[train]" in result.output and not (tmp_path / "out").exists()


def test_too_little_gold_is_said(gold, tmp_path, monkeypatch):
    monkeypatch.setattr(kg.training, "find_spec", lambda name: name)
    for name in ("2.json", "3.json"):
        (gold[0] / name).unlink()
    result = run("train", *gold, "--out", tmp_path / "out")
    assert result.exit_code == 1 and "too few" in result.output
    assert run("train", gold[0], "--out", tmp_path / "out").exit_code == 2


def test_bad_gold_is_named_before_the_fit(gold, tmp_path, monkeypatch):
    monkeypatch.setattr(kg.training, "find_spec", lambda name: name)
    (gold[0] / "1.json").write_text('{"doc": "1.txt", "industries": [{"id": "i"}]}', encoding="utf-8")
    result = run("train", *gold, "--out", tmp_path / "out")
    assert result.exit_code == 1 and "1.json" in result.output and not (tmp_path / "out").exists()
