"""The command line: what goes where, which exit code, which words."""

import csv
import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, Store, parse

import kg.build
from kg.cli import main

COMMANDS = ("build", "extract", "query", "diff", "view", "export", "push", "score", "train", "explain", "gaps")
TEXT = "某省条例\n第一条 省商务主管部门负责跨境电子商务工作。\n第二条 本条例自2024年5月1日起施行。\n第三条 略。\n"


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="kg")


def run_process(*arguments, **variables):
    """A run in a process of its own, with its streams as bytes."""
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env={**os.environ, **variables})


def write(path, content=TEXT):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def sources_in(graph):
    store = Store()
    store.bulk_load(path=str(graph / "graph.ttl"), format=RdfFormat.TURTLE)
    return sorted(q.object.value for q in store if q.predicate.value.endswith("#sourceFile"))


def assert_clear(result, code, *words):
    """The exit code, the words on standard error, and no traceback."""
    assert result.exit_code == code, result.output
    assert all(word in result.output for word in words), result.output
    assert "Traceback" not in result.output
    assert isinstance(result.exception, (SystemExit, type(None)))


# Help


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example_in_both_languages(command):
    result = run(command, "--help")
    assert_clear(result, 0, "例 / example:", f"kg {command}")
    assert any("\u4e00" <= c <= "\u9fff" for c in result.stdout.split("\n")[2])


def test_the_group_lists_its_commands():
    assert_clear(run("--help"), 0, "kg build", *COMMANDS)
    assert run("--version").stdout == "kg, version 0.1.0\n"


@pytest.mark.parametrize("arguments", [("nonsense",), ("build", "--nonsense"), ("export", "--format", "docx"), ("extract",)])
def test_wrong_usage_is_2_and_names_the_help(arguments):
    assert_clear(run(*arguments), 2, "用法错误 / usage:", "--help")


def test_help_loads_nothing_heavy():
    code = (
        "import sys; from kg.cli import main\n"
        "try: main(['build', '--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('spacy', 'pyoxigraph', 'networkx', 'numpy', 'rdflib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_queries_and_pages_never_load_spacy(graph, tmp_path):
    code = (
        "import sys; from kg.cli import main\n"
        f"for line in (['query', 'policies', '--graph', {str(graph)!r}], ['export', '--format', 'csv', '--graph', {str(graph)!r}],\n"
        f"             ['view', '--graph', {str(graph)!r}, '--output', {str(tmp_path / 'p.html')!r}]):\n"
        "    try: main(line)\n"
        "    except SystemExit as e: assert e.code == 0\n"
        "sys.exit('spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


# Build


def test_build_without_paths_takes_the_samples(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("build")
    assert_clear(result, 0, "文件 / documents", "负责 responsibleFor", "目标 / targets")
    assert result.stderr == "已写入 / written to: out\n"  # no progress where nobody watches
    assert len(sources_in(tmp_path / "out")) == 5


BAD = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b"\xef\xbb\xbf \r\n", "empty"),
    ("binary.txt", b"\0\1\2\3", "binary"),
    ("really.txt", b"%PDF-1.7", "binary"),
    ("utf16.txt", TEXT.encode("utf-16"), "encoding"),
    ("cut.txt", TEXT.encode("utf-8")[:-2], "encoding"),
    ("latin.txt", "à la carte".encode("latin-1"), "encoding"),
]


@pytest.mark.parametrize(("name", "data", "kind"), BAD)
def test_a_bad_file_is_named_and_the_rest_is_built(tmp_path, name, data, kind):
    write(tmp_path / "in" / name, data)
    write(tmp_path / "in" / "fine.txt")
    result = run("build", tmp_path / "in", "--out", tmp_path / "out")
    assert_clear(result, 1, name, kind, "未入图 / lost")
    assert sources_in(tmp_path / "out") == ["fine.txt"]


@pytest.mark.parametrize(("name", "data", "kind"), BAD)
def test_a_bad_file_alone_is_an_error_and_writes_nothing(tmp_path, name, data, kind):
    result = run("build", write(tmp_path / name, data), "--out", tmp_path / "out")
    assert_clear(result, 1, "错误 / error:", name)
    assert not (tmp_path / "out").exists()


def test_a_folder_without_documents(tmp_path):
    write(tmp_path / "in" / "a.docx")
    assert_clear(run("build", tmp_path / "in", "--out", tmp_path / "out"), 1, "no document in this folder", ".txt")
    assert not (tmp_path / "out").exists()


def test_other_formats_in_a_folder_are_a_note(tmp_path):
    write(tmp_path / "in" / "a.txt")
    write(tmp_path / "in" / "b.docx")
    assert_clear(run("build", tmp_path / "in", "--out", tmp_path / "out"), 0, "b.docx", "unsupported", "提示 / note")
    assert_clear(run("build", tmp_path / "in", "--out", tmp_path / "out", "--strict"), 1, "b.docx")


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path):
    assert_clear(run("build", tmp_path / "nowhere", "--out", tmp_path / "out"), 2, "no such file or folder", "nowhere")


def test_a_document_without_structure_is_built_with_a_note(tmp_path):
    path = write(tmp_path / "a.txt", "市商务局负责跨境电商")
    assert_clear(run("build", path, "--out", tmp_path / "out"), 0, "a.txt", "no-structure", "提示 / note")
    assert sources_in(tmp_path / "out") == ["a.txt"]
    assert_clear(run("build", path, "--out", tmp_path / "out", "--strict"), 1)


def test_two_files_with_the_same_text_are_one_policy_with_both_names(tmp_path):
    one, two = write(tmp_path / "甲.txt"), write(tmp_path / "乙.txt", TEXT.encode("gb18030"))
    result = run("build", one, two, "--out", tmp_path / "out")
    assert_clear(result, 0, "duplicate", "甲.txt", "乙.txt")
    assert sources_in(tmp_path / "out") == ["乙.txt", "甲.txt"]
    assert len(list((tmp_path / "out" / "texts").iterdir())) == 1
    assert run("build", one, two, "--out", tmp_path / "out", "--strict").exit_code == 1


def test_names_with_spaces_and_chinese(tmp_path):
    path = write(tmp_path / "政策 文件" / "数字 经济（2024年）#1%.txt")
    out = tmp_path / "输 出"
    assert_clear(run("build", path.parent, "--out", out), 0)
    assert sources_in(out) == ["数字 经济（2024年）#1%.txt"]
    assert_clear(run("query", "policies", "--graph", out), 0)


@pytest.mark.parametrize("below", ["", "below"])
def test_an_output_folder_that_cannot_be_written(tmp_path, below):
    blocked = write(tmp_path / "file", "x")
    result = run("build", write(tmp_path / "a.txt"), "--out", blocked / below)
    assert_clear(result, 1, "错误 / error:", "cannot write", "file")
    assert blocked.read_text() == "x"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_permissions(tmp_path):
    secret = write(tmp_path / "in" / "secret.txt")
    write(tmp_path / "in" / "fine.txt")
    secret.chmod(0)
    assert_clear(run("build", tmp_path / "in", "--out", tmp_path / "out"), 1, "secret.txt", "unreadable")
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    assert_clear(run("build", tmp_path / "in" / "fine.txt", "--out", locked), 1, "cannot write")


def test_ctrl_c_is_clean(monkeypatch, tmp_path):
    def stop(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.pipeline.build", stop)
    assert_clear(run("build", "--out", tmp_path), 1, "interrupted")


# Extract


def test_extract_writes_json_lines_and_nothing_else(tmp_path):
    path = write(tmp_path / "a.txt")
    result = run("extract", path, write(tmp_path / "b.txt"), "--jobs", "1")
    assert_clear(result, 0)
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert records[0]["type"] == "document" and records[0]["name"] == "a.txt"
    assert "b.txt" in result.stderr and "b.txt: " not in result.stdout
    output = tmp_path / "出.jsonl"
    assert run("extract", path, "--output", output).stdout == ""
    assert output.read_text(encoding="utf-8").startswith('{"')


# Query


def test_csv_is_one_head_line_and_rows(graph):
    done = run_process("query", "responsible", "industry=跨境电子商务", "--graph", graph, "--format", "csv", "--show-sparql")
    assert done.returncode == 0, done.stderr.decode()
    rows = list(csv.reader(io.StringIO(done.stdout.decode("utf-8"), newline="")))
    assert rows[0][:2] == ["agency", "role"]
    assert len(rows) > 1 and all(len(row) == len(rows[0]) for row in rows)
    assert any("商务" in row[0] and "跨境电子商务" in row[rows[0].index("quote")] for row in rows[1:])
    assert "SELECT" in done.stderr.decode() and b"SELECT" not in done.stdout
    assert done.stdout.count(b"\r\n") == len(rows) and b"\r\r" not in done.stdout


def test_json_and_table(graph):
    result = run("query", "targets", "--graph", graph, "--format", "json")
    assert json.loads(result.stdout)["columns"]
    assert_clear(run("query", "targets", "--graph", graph), 0, "指标")


def test_sparql_as_text_and_as_a_file(graph, tmp_path):
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/policykg/ontology#Policy> }"
    assert run("query", "--sparql", text, "--graph", graph, "--format", "csv").stdout.split() == ["n", "2"]
    path = write(tmp_path / "问 题.rq", text)
    assert run("query", "--sparql", path, "--graph", graph, "--format", "csv").stdout.split() == ["n", "2"]


def test_the_questions_are_listed_with_their_parameters():
    result = run("query", "--list")
    assert_clear(result, 0, "responsible", "industry=", "谁负责")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("whoknows",), 2, ("no question", "responsible")),
        (("responsible", "colour=red"), 2, ("no parameter colour", "industry")),
        (("responsible", "跨境电商"), 2, ("param=value",)),
        (("responsible", "role=lead", "role=joint"), 2, ("each once",)),
        ((), 2, ("--sparql",)),
        (("responsible", "--list"), 2, ("--list",)),
        (("responsible", "--sparql", "ASK {}"), 2, ("--sparql",)),
        (("--sparql", "nowhere.rq"), 2, ("nowhere.rq",)),
        (("responsible", "industry=无此产业名"), 1, ("无此产业名",)),
        (("responsible", "role=boss"), 2, ("lead", "no such role")),
        (("targets", "deadline=soon"), 2, ("2026-06", "expected")),
        (("central", "limit=many"), 2, ("whole number",)),
        (("central", "limit=0"), 2, ("whole number",)),
        (("responsible", "industry=“”"), 2, ("a name is expected",)),
        (("--sparql", "SELEKT"), 1, ("SPARQL",)),
    ],
)
def test_what_cannot_be_asked(graph, arguments, code, words):
    assert_clear(run("query", *arguments, "--graph", graph), code, *words)


def test_a_value_that_no_graph_knows_is_wrong_usage_before_any_graph_is_read(tmp_path):
    assert_clear(run("query", "responsible", "role=boss", "--graph", tmp_path), 2, "用法错误 / usage:", "牵头")


def test_quotes_stay_on_one_line_of_a_table_and_of_csv(tmp_path):
    plan = "石家庄市智慧物流行动计划\n一、重点任务\n1.发展智慧物流。推动　　建设\t冷链\u3000\u3000物流。\n（责任单位：市商务局）\n"
    assert_clear(run("build", write(tmp_path / "a.txt", plan), "--out", tmp_path / "out"), 0)
    ask = ("query", "responsible", "--graph", tmp_path / "out", "--format")
    exact = [row["quote"] for row in json.loads(run(*ask, "json").stdout)["rows"]]
    rows = list(csv.DictReader(io.StringIO(run(*ask, "csv").stdout, newline="")))
    assert any("\u3000\u3000" in quote and "\n" in quote for quote in exact)
    assert all(quote in plan for quote in exact)
    assert [row["quote"] for row in rows] == [" ".join(quote.split()) for quote in exact]
    assert "\u3000\u3000" not in run(*ask, "table").stdout
    exported = list(csv.DictReader(io.StringIO(run("export", "--format", "csv", "--graph", tmp_path / "out").stdout, newline="")))
    assert any("\n" in row["quote"] for row in exported)


def test_a_web_page_is_told_and_the_rest_is_built(tmp_path):
    write(tmp_path / "in" / "网页.txt", "<!DOCTYPE html>\n<html><body><p>第一条 略。</p></body></html>")
    write(tmp_path / "in" / "a.txt")
    assert_clear(run("build", tmp_path / "in", "--out", tmp_path / "out"), 1, "网页.txt", "HTML")
    assert sources_in(tmp_path / "out") == ["a.txt"]


def test_no_graph_says_what_to_do(tmp_path):
    for command in (("query", "policies"), ("view",), ("export", "--format", "csv")):
        assert_clear(run(*command, "--graph", tmp_path), 1, "错误 / error:", "kg build")


# View and export


def test_view_prints_the_path_of_the_page(graph, tmp_path):
    page = tmp_path / "网 页.html"
    result = run("view", "--graph", graph, "--output", page)
    assert_clear(result, 0)
    assert result.stdout == f"{page}\n"
    assert page.read_bytes() == (graph / "graph.html").read_bytes()


@pytest.mark.parametrize(("form", "rdf"), [("turtle", RdfFormat.TURTLE), ("trig", RdfFormat.TRIG), ("ntriples", RdfFormat.N_TRIPLES)])
def test_exports_hold_the_same_triples(graph, tmp_path, form, rdf):
    output = tmp_path / "图.rdf"
    assert_clear(run("export", "--graph", graph, "--format", form, "--output", output), 0)
    triples = {q.triple for q in parse(path=str(output), format=rdf)}
    assert triples == {q.triple for q in parse(path=str(graph / "graph.ttl"), format=RdfFormat.TURTLE)}


@pytest.mark.parametrize("form", ["turtle", "trig", "ntriples"])
def test_one_rdf_file_is_a_graph_too(graph, form):
    assert_clear(run("export", "--graph", graph / "graph.trig", "--format", form), 0, "policykg")
    refused = run("export", "--graph", graph / "graph.ttl", "--format", "trig")
    assert_clear(refused, 1, "no named graphs")


def test_csv_export_has_a_line_a_fact_and_passage(graph):
    rows = list(csv.DictReader(io.StringIO(run("export", "--graph", graph, "--format", "csv").stdout, newline="")))
    assert {"subject", "relation", "object", "role", "file", "quote"} <= rows[0].keys()
    texts = {p.name: p for p in (graph / "texts").iterdir()}
    whole = "".join(p.read_text(encoding="utf-8") for p in texts.values())
    assert all(row["subject"] and row["object"] and row["quote"] in whole for row in rows)
    assert {row["file"] for row in rows} == {"plan.txt", "数字贸易 条例.txt"}


def test_an_output_file_that_cannot_be_written(graph, tmp_path):
    output = tmp_path / "none" / "a.csv"
    assert_clear(run("export", "--graph", graph, "--format", "csv", "--output", output), 1, "cannot write")


FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.is_char_device(), reason="the system has no device that is always full")


@needs_full
@pytest.mark.parametrize(
    "command", [("export", "--format", "csv"), ("query", "policies"), ("query", "policies", "--format", "json"), ("query", "--list"), ("--help",)]
)
def test_a_full_disk_behind_standard_output_is_told(graph, command):
    where = ("--graph", graph) if {"export", "policies"} & set(command) else ()
    with open(FULL, "wb") as full:
        done = subprocess.run([sys.executable, "-m", "kg", *map(str, (*command, *where))], stdout=full, stderr=subprocess.PIPE)
    said = done.stderr.decode()
    assert done.returncode == 1 and "Traceback" not in said and "Exception" not in said
    assert "检查磁盘空间" in said and "check disk space" in said and "No space left" in said


@needs_full
def test_a_device_is_written_to_and_not_replaced(graph):
    assert_clear(run("export", "--graph", graph, "--format", "csv", "--output", FULL), 1, "cannot write", "No space left")
    assert FULL.is_char_device()


def test_a_disk_that_fills_up_leaves_the_last_build_whole(tmp_path, monkeypatch):
    write(tmp_path / "in" / "a.txt")
    assert_clear(run("build", tmp_path / "in", "--out", tmp_path / "out"), 0)
    before = {path: path.read_bytes() for path in (tmp_path / "out").glob("graph.*")}
    write(tmp_path / "in" / "b.txt", TEXT.replace("商务", "科技"))
    written = kg.build.write_trig
    monkeypatch.setattr(kg.build, "write_trig", lambda *given: fill_up(written(*given)))
    assert_clear(run("build", tmp_path / "in", "--out", tmp_path / "out"), 1, "无法写入", "cannot write", "No space left", "graph.trig")
    assert before == {path: path.read_bytes() for path in (tmp_path / "out").glob("graph.*")}
    assert not list((tmp_path / "out").rglob("*.part"))


def fill_up(pieces):
    """A text whose writing ends with a full disk."""
    yield from list(pieces)[:1]
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_whoever_reads_only_the_beginning_of_a_result_is_told_nothing(graph):
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "wb") as broken:
        command = [sys.executable, "-m", "kg", "export", "--format", "csv", "--graph", str(graph)]
        done = subprocess.run(command, stdout=broken, stderr=subprocess.PIPE)
    assert done.returncode == 1 and done.stderr == b""


def test_a_link_is_followed(graph, tmp_path):
    target, link = write(tmp_path / "a" / "wanted.csv", "old"), tmp_path / "link.csv"
    link.symlink_to(target)
    assert_clear(run("export", "--graph", graph, "--format", "csv", "--output", link), 0)
    assert link.is_symlink() and target.read_text(encoding="utf-8").startswith("subject")


# Locales

ASCII = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_utf8_is_written_whatever_the_locale(tmp_path):
    write(tmp_path / "in" / "数字 贸易.txt")
    write(tmp_path / "in" / "坏.txt", b"")
    done = run_process("build", tmp_path / "in", "--out", tmp_path / "输出", "--jobs", "1", **ASCII)
    assert done.returncode == 1, done.stderr.decode()
    assert "坏.txt" in done.stdout.decode("utf-8") and "实体 / entities" in done.stdout.decode("utf-8")
    out = tmp_path / "输出"
    assert sources_in(out) == ["数字 贸易.txt"]
    asked = run_process("query", "responsible", "industry=跨境电子商务", "--graph", out, "--format", "csv", **ASCII)
    assert asked.returncode == 0, asked.stderr.decode()
    assert "跨境电子商务" in asked.stdout.decode("utf-8")
    unknown = run_process("query", "responsible", "industry=无此产业", "--graph", out, **ASCII)
    assert unknown.returncode == 1 and "无此产业" in unknown.stderr.decode("utf-8")


def test_a_closed_pipe_is_no_traceback(graph):
    command = f"{sys.executable} -m kg export --graph '{graph}' --format ntriples | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True) if Path("/bin/bash").exists() else None
    if done is None:
        pytest.skip("no bash")
    assert b"Traceback" not in done.stderr and done.stdout.count(b"\n") == 1
