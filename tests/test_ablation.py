"""The ablation: each configuration leaves out what it says, and nothing stays left out."""

import csv
import importlib.util
import json
import sys
from pathlib import Path

import pytest

from kg.vocabulary import list_tables, read_vocabulary, tables_in_use

BENCH = Path(__file__).resolve().parents[1] / "bench"
TEXT = "某市办法\n第一条 市商务局应当推动集成电路制造发展。\n第二条 市科技局应当推动智慧物流、合成生物等产业发展。\n第三条 市商务局负责建设石家庄市跨境电子商务公共服务平台。\n"


@pytest.fixture(scope="module")
def ablation():
    spec = importlib.util.spec_from_file_location("ablation", BENCH / "ablation.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["ablation"] = module
    spec.loader.exec_module(module)
    return module


def test_lists_are_empty_for_a_while(ablation):
    assert set(ablation.LISTS) <= set(list_tables())
    before = {name: read_vocabulary(name) for name in list_tables()}
    with ablation.without_lists():
        assert all(read_vocabulary(name) == () for name in ablation.LISTS)
        left = read_vocabulary("organization_terms")
        assert {row["class"] for row in left} == {row["class"] for row in before["organization_terms"]} - {"known"}
        assert read_vocabulary("agencies") == before["agencies"] and read_vocabulary("regions") == before["regions"]
    assert {name: read_vocabulary(name) for name in list_tables()} == before


def test_each_step_finds_more(ablation, tmp_path, capsys):
    (tmp_path / "gold" / "seeds").mkdir(parents=True)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(TEXT, encoding="utf-8")
    industries = [{"id": f"i{n}", "name": name} for n, name in enumerate(("集成电路制造", "智慧物流", "合成生物"))]
    gold = {"doc": "a.txt", "industries": industries, "platforms": [{"id": "p1", "name": "石家庄市跨境电子商务公共服务平台"}]}
    (tmp_path / "gold" / "seeds" / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    table = tmp_path / "out.tsv"
    assert ablation.main(["--shared", str(tmp_path), "--output", str(table)]) == 0
    rows = list(csv.DictReader(table.open(encoding="utf-8"), delimiter="\t"))
    found = {row["configuration"]: float(row["f1"]) for row in rows if row["kind"] == "industries"}
    platforms = {row["configuration"]: float(row["f1"]) for row in rows if row["kind"] == "platforms"}
    assert list(found) == ["rules", "+ lists", "+ model"] and {row["set"] for row in rows} == {"seeds"}
    assert found["rules"] == 0.0 < found["+ lists"]
    assert platforms == {"rules": 0.0, "+ lists": 0.0, "+ model": 1.0}
    assert "industries" in capsys.readouterr().out and tables_in_use() == ()


def test_without_documents_nothing_is_measured(ablation, tmp_path, capsys):
    assert ablation.main(["--shared", str(tmp_path)]) == 0
    assert "nothing measured" in capsys.readouterr().out
