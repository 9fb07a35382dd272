"""The stages together: what is lost is said, what is left is built, and the bytes depend on the texts alone."""

import os
import subprocess
import sys
import types
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from kg import pipeline
from kg.errors import InputError, OutputError
from kg.model import Extraction, Metadata, Problem, Relation, Span
from kg.text import Reading, read_document


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def plain_extract(document):
    return Extraction(document.name, document.sha256, Metadata(), document.aliases)


@pytest.fixture
def extractor(monkeypatch):
    """Puts a function in the place of the extractor."""

    def install(function):
        module = types.ModuleType("kg.extract")
        module.extract = function
        monkeypatch.setitem(sys.modules, "kg.extract", module)

    install(plain_extract)
    return install


def write(folder, **texts):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_build_writes_what_it_promises(graph, documents):
    names = files_of(graph)
    hashes = sorted(read_document(p.name, p.read_bytes()).sha256 for p in documents.iterdir())
    assert sorted(names) == sorted(
        ["graph.html", "graph.trig", "graph.ttl"]
        + [f"extractions/{h}.jsonl" for h in hashes]
        + [f"texts/{h}.txt" for h in hashes]
    )
    store = Store()
    store.bulk_load(path=str(graph / "graph.ttl"), format=RdfFormat.TURTLE)
    found = store.query(
        "SELECT ?f { ?p <https://w3id.org/policykg/ontology#sourceFile> ?f } ORDER BY ?f",
    )
    assert [row["f"].value for row in found] == ["plan.txt", "数字贸易 条例.txt"]


def test_the_summary_counts(documents, tmp_path):
    summary = pipeline.build([documents], tmp_path / "out", jobs=1)
    assert summary.documents == 2
    assert summary.facts[Relation.RESPONSIBLE_FOR] >= 3
    assert summary.targets >= 1 and summary.incentives >= 1
    assert summary.problems == ()


def test_processes_and_order_change_no_byte(documents, graph, tmp_path):
    paths = sorted(documents.iterdir(), reverse=True)
    pipeline.build(paths, tmp_path / "two", jobs=2)
    assert files_of(tmp_path / "two") == files_of(graph)


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_the_hash_seed_changes_no_byte(documents, graph, tmp_path, seed):
    out = tmp_path / "out"
    command = [sys.executable, "-m", "kg", "build", str(documents), "--out", str(out), "--jobs", "1"]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert files_of(out) == files_of(graph)


def test_building_again_changes_no_byte_and_leaves_no_stale_text(documents, graph, tmp_path):
    out = tmp_path / "out"
    other = write(tmp_path / "other", a="第一条 省商务部门负责数字贸易。")
    pipeline.build([other], out, jobs=1)
    pipeline.build([documents], out, jobs=1)
    assert files_of(out) == files_of(graph)


def test_the_samples_build(tmp_path):
    summary = pipeline.build([], tmp_path / "out", jobs=1)
    assert summary.documents == 5
    assert all(count > 0 for count in summary.entities.values())
    assert not any(problem.lost for problem in summary.problems)


def test_a_document_that_fails_is_a_problem_and_the_rest_goes_on(extractor, tmp_path):
    def fail(document):
        if document.name == "b.txt":
            raise RecursionError("too deep")
        return plain_extract(document)

    extractor(fail)
    summary = pipeline.build([write(tmp_path / "in", a="甲", b="乙", c="丙")], tmp_path / "out", jobs=1)
    assert summary.documents == 2
    (problem,) = summary.problems
    assert (problem.source, problem.kind, problem.lost) == ("b.txt", "failed", True)
    assert "RecursionError: too deep" in problem.message and str(tmp_path) not in problem.message


def test_an_extraction_that_does_not_fit_its_text_is_a_problem(extractor, tmp_path):
    from kg.model import Provision

    extractor(lambda d: replace(plain_extract(d), provisions=(Provision("一", "heading", Span(0, 99)),) * (d.name == "b.txt")))
    summary = pipeline.build([write(tmp_path / "in", a="甲", b="乙")], tmp_path / "out", jobs=1)
    assert [(p.source, p.kind) for p in summary.problems] == [("b.txt", "failed")]


def test_when_all_fail_the_last_build_stays(extractor, tmp_path):
    out, folder = tmp_path / "out", write(tmp_path / "in", a="甲")
    pipeline.build([folder], out, jobs=1)
    before = files_of(out)

    def fail(document):
        raise ValueError("no")

    extractor(fail)
    with pytest.raises(InputError, match="a.txt"):
        pipeline.build([folder], out, jobs=1)
    assert files_of(out) == before


def test_when_nothing_can_be_read_no_folder_is_made(tmp_path):
    folder = write(tmp_path / "in", a="", b=" ")
    with pytest.raises(InputError, match=r"(?s)a\.txt.*b\.txt"):
        pipeline.build([folder], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_output_that_cannot_be_written_is_found_before_the_work(extractor, tmp_path):
    extractor(lambda document: pytest.fail("extracted first"))
    blocked = tmp_path / "file"
    blocked.write_text("x")
    for out in (blocked, blocked / "below"):
        with pytest.raises(OutputError, match="cannot write"):
            pipeline.build([write(tmp_path / "in", a="甲")], out, jobs=1)
    assert blocked.read_text() == "x"


def test_a_stop_in_the_middle_leaves_the_last_graph(extractor, tmp_path):
    out = tmp_path / "out"
    pipeline.build([write(tmp_path / "one", a="甲")], out, jobs=1)
    before = files_of(out)

    def stop(document):
        raise KeyboardInterrupt

    extractor(stop)
    with pytest.raises(KeyboardInterrupt):
        pipeline.build([write(tmp_path / "two", b="乙")], out, jobs=1)
    assert files_of(out) == before


def test_problems_of_reading_and_of_extraction_come_together_sorted(extractor, tmp_path):
    note = Problem("c.txt", "no-structure", "-")
    extractor(lambda d: replace(plain_extract(d), problems=(note,) if d.name == "c.txt" else ()))
    extracted = pipeline.extract_paths([write(tmp_path / "in", a="甲", b="", c="丙", d="甲")], jobs=1)
    assert [(p.source, p.kind) for p in extracted.problems] == [
        ("b.txt", "empty"),
        ("c.txt", "no-structure"),
        ("d.txt", "duplicate"),
    ]
    assert [(e.name, e.aliases, t) for e, t in extracted.items] == [("a.txt", ("d.txt",), "甲"), ("c.txt", (), "丙")]


def test_progress_is_told(extractor):
    told = []
    reading = Reading(tuple(read_document(f"{n}.txt", n.encode()) for n in "甲乙"))
    pipeline.extract_documents(reading, 1, lambda stage, done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(("characters", "jobs"), [(0, 1), (150_000, 1), (10**9, min(os.cpu_count() or 1, 8))])
def test_short_texts_take_one_process(characters, jobs):
    assert pipeline.choose_jobs(characters) == jobs


def test_samples_are_found_without_a_checkout_path():
    assert [Path(source.label).suffix for source in pipeline.list_samples()] == [".txt"] * 5
