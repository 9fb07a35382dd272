"""The command `kg export`: every form, where it goes, what it says; the same bytes whatever the seed or the order."""

import csv
import io
import os
import random
import subprocess
import sys

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, parse, serialize

from kg.cli import main
from kg.commands.export import BINARIES, FOLDERS
from kg.commands.export import FORMS as NAMES
from kg.errors import OutputError
from kg.exports.characters import guard_cell
from kg.exports.forms import FORMS, Exported, Shape, export_graph, write_export

HASH = """
import hashlib, pathlib, sys
from kg.exports.forms import FORMS, export_graph
for form in FORMS:
    content = export_graph(pathlib.Path(sys.argv[1]), form).content
    print(form, hashlib.sha256(content if isinstance(content, bytes) else repr(content).encode()).hexdigest())
"""


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="kg")


def hash_forms(path, seed):
    done = subprocess.run([sys.executable, "-c", HASH, str(path)], capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": str(seed)})
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_command_and_the_library_know_the_same_forms():
    assert tuple(FORMS) == NAMES
    shapes = {shape: tuple(name for name, form in FORMS.items() if form.shape is shape) for shape in Shape}
    assert (shapes[Shape.FOLDER], shapes[Shape.BINARY]) == (FOLDERS, BINARIES)


def test_bytes_do_not_depend_on_seeds_or_on_the_order_of_quads(hostile, tmp_path):
    quads = list(parse(path=str(hostile), format=RdfFormat.N_QUADS))
    random.Random(3).shuffle(quads)
    (tmp_path / "graph.nq").write_bytes(serialize(quads, format=RdfFormat.N_QUADS))
    assert (tmp_path / "graph.nq").read_bytes() != hostile.read_bytes()
    first = hash_forms(hostile, 1)
    assert len(first) == 11 and first == hash_forms(tmp_path / "graph.nq", 2)


@pytest.mark.parametrize("form", NAMES)
def test_every_form_is_written_where_it_is_told(graph, tmp_path, form):
    output = tmp_path / "新 文件"
    result = run("export", "--graph", graph, "--format", form, "--output", output)
    assert result.exit_code == 0 and result.output == ""
    content = export_graph(graph, form).content
    if form in FOLDERS:
        assert {path.name: path.read_bytes().decode() for path in output.iterdir()} == content
    else:
        assert output.read_bytes() == (content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize("form", [name for name in NAMES if name not in (*FOLDERS, *BINARIES)])
def test_texts_go_to_standard_output(graph, form):
    result = run("export", "--graph", graph, "--format", form)
    assert result.exit_code == 0 and result.stdout_bytes == export_graph(graph, form).content.encode()


@pytest.mark.parametrize("form", [*FOLDERS, *BINARIES])
def test_folders_and_binaries_need_an_output(graph, form):
    result = run("export", "--graph", graph, "--format", form)
    assert result.exit_code == 2 and "--output" in result.stderr and result.stdout == ""


@pytest.mark.parametrize(("form", "kind"), [("xlsx", "a file expected"), ("csv", "a file expected"), ("neo4j", "a folder expected")])
def test_an_output_of_the_wrong_kind_is_wrong_usage(graph, tmp_path, form, kind):
    (tmp_path / "file").write_text("mine")
    result = run("export", "--graph", graph, "--format", form, "--output", tmp_path if "file" in kind else tmp_path / "file")
    assert result.exit_code == 2 and kind in result.stderr
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_keeps_what_else_is_there(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    write_export(Exported({"nodes.csv": "a"}), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.txt", "nodes.csv"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot write this folder"):
        write_export(Exported({"nodes.csv": "a"}), tmp_path / "file" / "below")


def test_what_was_changed_is_said_on_standard_error(hostile, tmp_path):
    result = run("export", "--graph", hostile, "--format", "xlsx", "--output", tmp_path / "a.xlsx")
    assert result.exit_code == 0 and result.stdout == ""
    assert result.stderr.count("注意 / note:") == 2 and "cut" in result.stderr


@pytest.mark.parametrize("form", NAMES)
def test_a_graph_of_nothing_has_every_form(tmp_path, form):
    path = tmp_path / "empty.nq"
    path.write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    assert run("export", "--graph", path, "--format", form, "--output", tmp_path / "out").exit_code == 0


def test_no_cell_of_csv_begins_as_a_formula(hostile, hostile_texts):
    rows = list(csv.DictReader(io.StringIO(export_graph(hostile, "csv").content, newline="")))
    cells = [cell for row in rows for cell in row.values()]
    assert len(rows) > len(hostile_texts)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    shown = {row["quote"] for row in rows}
    for text in hostile_texts.values():
        assert guard_cell(text) in shown, text[:20]
    assert "'=HYPERLINK" in "".join(cells)


def test_halves_of_characters_are_written_out_in_csv():
    assert guard_cell("=\ud800") == "'=⟨U+D800⟩"
    assert guard_cell(-5) == -5 and guard_cell(None) is None
