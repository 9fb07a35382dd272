"""The floors: a figure below one fails the run; the real documents reach them."""

import importlib.util
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[1] / "bench"


@pytest.fixture(scope="module")
def scores():
    spec = importlib.util.spec_from_file_location("scores", BENCH / "scores.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["scores"] = module
    spec.loader.exec_module(module)
    return module


def test_figures_are_f1_and_shares(scores):
    result = {"agencies": {"P": 1, "R": 0.5, "F1": 0.66}, "ENTITIES": {"F1": 0.7}, "role": 0.9, "documents": {"a": {}}}
    assert scores.read_figures(result) == {"ENTITIES": 0.7, "agencies": 0.66, "role": 0.9}


def test_a_figure_below_its_floor_does_not_hold(scores):
    lines = scores.compare("seeds", {"ENTITIES": 0.79, "FACTS": 0.7}, {("seeds", "ENTITIES"): 0.8, ("seeds", "FACTS"): 0.7})
    assert [(line.row, line.holds) for line in lines] == [("ENTITIES", False), ("FACTS", True)]
    assert "BELOW" in scores.render(lines).splitlines()[1]


def test_a_floor_without_a_figure_does_not_hold(scores):
    (line,) = scores.compare("seeds", {}, {("seeds", "FACTS"): 0.7, ("train", "FACTS"): 0.1})
    assert (line.row, line.value, line.holds) == ("FACTS", 0.0, False)


def test_floors_are_those_of_known_sets(scores):
    floors = scores.read_floors()
    assert {name for name, _ in floors} <= {s.name for s in scores.SETS}
    assert floors["seeds", "ENTITIES"] >= 0.8 and floors["seeds", "quote_exact"] == 1.0


def test_without_real_documents_the_invented_ones_are_scored(scores, tmp_path, capsys):
    assert scores.main(["--shared", str(tmp_path), "--set", "gold2"]) == 0
    out = capsys.readouterr().out
    assert "only the invented documents" in out and "gold2" in out and "every floor is reached" in out


@pytest.mark.shared
def test_the_real_seeds_reach_their_floors(scores, capsys):
    code = scores.main(["--set", "seeds"])
    assert code == 0, capsys.readouterr().out
