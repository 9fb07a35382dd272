"""The ablation: each configuration leaves out what it says, and nothing stays left out."""

import csv
import importlib.util
import json
import sys
from pathlib import Path

import pytest

from kg.vocabulary import tables_in_use

BENCH = Path(__file__).resolve().parents[1] / "bench"
TEXT = "某市办法\n第一条 市商务、科技等部门应当推动集成电路制造发展。\n第二条 应当推动智慧物流、合成生物等产业发展。\n第三条 市商务部门负责建设石家庄市跨境电子商务公共服务平台。\n"


@pytest.fixture(scope="module")
def ablation():
    spec = importlib.util.spec_from_file_location("ablation", BENCH / "ablation.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["ablation"] = module
    spec.loader.exec_module(module)
    return module


def write_set(folder):
    (folder / "gold" / "seeds").mkdir(parents=True)
    (folder / "seeds").mkdir()
    (folder / "seeds" / "a.txt").write_text(TEXT, encoding="utf-8")
    industries = [{"id": f"i{n}", "name": name} for n, name in enumerate(("集成电路制造", "智慧物流", "合成生物"))]
    agencies = [
        {"id": "a1", "name": "市商务部门", "function": "商务", "level": "prefecture"},
        {"id": "a2", "name": "市科技部门", "function": "科技", "level": "prefecture"},
    ]
    platforms = [{"id": "p1", "name": "石家庄市跨境电子商务公共服务平台"}]
    gold = {"doc": "a.txt", "agencies": agencies, "industries": industries, "platforms": platforms}
    (folder / "gold" / "seeds" / "a.json").write_text(json.dumps(gold), encoding="utf-8")


def test_each_step_finds_more_and_nothing_stays_left_out(ablation, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(ablation, "find_spec", lambda name: None)
    write_set(tmp_path)
    table = tmp_path / "out.tsv"
    assert ablation.main(["--shared", str(tmp_path), "--output", str(table)]) == 0
    found = {}
    for row in csv.DictReader(table.open(encoding="utf-8"), delimiter="\t"):
        assert row["set"] == "seeds"
        found.setdefault(row["kind"], {})[row["configuration"]] = float(row["f1"])
    assert list(found) == list(ablation.ROWS)
    assert all(list(row) == ["vocabularies", "+ grammar", "+ model"] for row in found.values())
    assert found["agencies"]["vocabularies"] == 0.0 < found["agencies"]["+ grammar"]
    assert min(found["industries"].values()) > 0.0  # which of them wins on one short text changes with every fit
    assert (found["platforms"]["vocabularies"], found["platforms"]["+ model"]) == (0.0, 1.0)
    assert ablation.measure(tmp_path, "seeds", "+ model")["agencies"] == found["agencies"]["+ model"]
    assert tables_in_use() == ()
    printed = capsys.readouterr().out
    assert ablation.ABSENT in printed and "times as long" not in printed
    assert "| platforms | 0.000 |" in printed and printed.count("| - |") == len(ablation.ROWS)


def test_with_lac_there_is_a_fourth_column_and_its_cost(ablation, tmp_path, capsys, monkeypatch):
    write_set(tmp_path)
    monkeypatch.setattr(ablation, "find_spec", lambda name: object())
    monkeypatch.setattr(ablation, "measure", lambda shared, name, way: dict.fromkeys(ablation.ROWS, 0.5))
    monkeypatch.setattr(ablation, "compare_speed", lambda texts: 1.25)
    assert ablation.main(["--shared", str(tmp_path), "--set", "seeds"]) == 0
    printed = capsys.readouterr().out
    assert "| FACTS | 0.500 | 0.500 | 0.500 | 0.500 |" in printed and "1.25 times as long" in printed


def test_without_documents_nothing_is_measured(ablation, tmp_path, capsys):
    assert ablation.main(["--shared", str(tmp_path)]) == 0
    assert "nothing measured" in capsys.readouterr().out
