"""`kg validate` says what breaks the contract, and `kg ontology` writes what states it."""

import csv
import io
import json
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.conformance.findings import COLUMNS


def run(*arguments):
    return CliRunner().invoke(main, ["validate", *map(str, arguments)], prog_name="kg")


@pytest.fixture
def broken(graph, tmp_path):
    """A build whose agencies' levels are called otherwise, with a label that steers the display."""
    shutil.copytree(graph, tmp_path / "g")
    file = tmp_path / "g" / "graph.ttl"
    text = file.read_text(encoding="utf-8")
    assert "pk:level pk:provincial" in text
    file.write_text(text.replace("pk:level pk:provincial", 'pk:level "省\\u202E级"'), encoding="utf-8")
    return tmp_path / "g"


def test_a_graph_that_conforms(graph):
    result = run("--graph", graph)
    assert result.exit_code == 0 and "符合约定 / the graph conforms" in result.stdout


def test_findings_as_table_json_and_csv(broken):
    table = run("--graph", broken, "--limit", 1)
    assert table.exit_code == 1 and "Agency-level" in table.stdout and "more: see --limit" in table.stdout
    assert "‮" not in table.stdout and "⟨U+202E⟩" in table.stdout
    plain = run("--graph", broken, "--format", "json")
    whole = json.loads(plain.stdout)
    assert plain.exit_code == 1 and whole["conforms"] is False and whole["quotes_checked"] is True
    rows = list(csv.reader(io.StringIO(run("--graph", broken, "--format", "csv").stdout)))
    assert tuple(rows[0]) == COLUMNS
    assert rows[1:] == [list(finding.values()) for finding in whole["findings"]]
    agencies = [finding for finding in whole["findings"] if finding["check"] == "Agency-level"]
    assert agencies and all(finding["document"] == "数字贸易 条例.txt" and finding["clause"] for finding in agencies)


def test_without_a_graph_it_says_what_to_do(tmp_path):
    result = run("--graph", tmp_path)
    assert result.exit_code == 1 and "kg build" in result.stderr


def test_help_and_queries_load_no_shacl():
    code = "import sys; import kg.cli, kg.query, kg.conformance; sys.exit('pyshacl' in sys.modules or 'rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.parametrize(("form", "words"), [("turtle", "a owl:Ontology"), ("shapes", "sh:NodeShape"), ("html", "<!DOCTYPE html>")])
def test_the_ontology_in_each_form(form, words, tmp_path):
    out = tmp_path / "o"
    result = CliRunner().invoke(main, ["ontology", "--format", form, "--output", str(out)], prog_name="kg")
    assert result.exit_code == 0 and words in out.read_text(encoding="utf-8")
