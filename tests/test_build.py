"""The files of a build: the same bytes each time, whole, and nothing left over."""

import hashlib
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kg.build import build_files, write_file
from kg.errors import KgError, OutputError
from kg.model import Extraction, Fact, Kind, Level, Mention, Metadata, Problem, Relation, Role, Span
from kg.records import read_records

TEXTS = ("海州市商务局、市教育局推进跨境电商。", "海州市商务局推进智慧物流、跨境电商。")


def extraction(text: str, name: str) -> Extraction:
    body = Mention(Kind.AGENCY, Span(0, 6), None, "海州市商务局", "r", "商务", Level.PREFECTURE, "海州市")
    industries = tuple(
        Mention(Kind.INDUSTRY, Span(text.index(word), text.index(word) + 4), None, word, "r")
        for word in ("跨境电商", "智慧物流") if word in text
    )
    facts = tuple(
        Fact(Relation.RESPONSIBLE_FOR, 0, Span(0, len(text)), None, "r", object=i, role=Role.JOINT)
        for i in range(1, len(industries) + 1)
    )
    problem = Problem(name, "no-structure", "没有条款")
    return Extraction(name, hashlib.sha256(text.encode()).hexdigest(), Metadata("题"), (), (), (body, *industries), facts,
                      problems=(problem,))


ITEMS = tuple((extraction(text, f"{n}.txt"), text) for n, text in enumerate(TEXTS))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_files_and_summary(tmp_path):
    summary = build_files(iter(ITEMS), tmp_path / "new" / "out")
    assert summary.documents == 2
    assert (summary.entities[Kind.AGENCY], summary.entities[Kind.INDUSTRY], summary.entities[Kind.ZONE]) == (1, 2, 0)
    assert summary.facts[Relation.RESPONSIBLE_FOR] == 2, "the second document repeats a fact"
    assert summary.problems == tuple(sorted(p for e, _ in ITEMS for p in e.problems))
    files = contents(tmp_path / "new" / "out")
    assert set(files) == {"graph.ttl", "graph.trig",
                          *(f"extractions/{e.sha256}.jsonl" for e, _ in ITEMS), *(f"texts/{e.sha256}.txt" for e, _ in ITEMS)}
    for one, text in ITEMS:
        assert files[f"texts/{one.sha256}.txt"] == text.encode()
        assert read_records(files[f"extractions/{one.sha256}.jsonl"].decode()) == one


def test_same_bytes_again_and_in_another_order(tmp_path):
    build_files(ITEMS, tmp_path / "a")
    build_files(reversed(ITEMS), tmp_path / "b")
    before = contents(tmp_path / "a")
    build_files(ITEMS, tmp_path / "a")
    assert contents(tmp_path / "a") == before == contents(tmp_path / "b")


SCRIPT = """
import sys
from pathlib import Path
from kg.build import build_files
from kg.records import read_records
source = Path(sys.argv[1])
items = [(read_records(p.read_text(encoding="utf-8")), (source / "texts" / (p.stem + ".txt")).read_text(encoding="utf-8"))
         for p in (source / "extractions").iterdir()]
build_files(items, Path(sys.argv[2]))
assert "spacy" not in sys.modules
"""


def test_same_bytes_under_any_hash_seed_and_locale(tmp_path):
    build_files(ITEMS, tmp_path / "a")
    for seed, locale in (("1", "C"), ("4242", "C.UTF-8")):
        out = tmp_path / seed
        env = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONUTF8": "0"}
        subprocess.run([sys.executable, "-c", SCRIPT, str(tmp_path / "a"), str(out)], check=True, env=env)
        assert contents(out) == contents(tmp_path / "a")


def test_what_is_no_longer_there_is_removed_and_foreign_files_stay(tmp_path):
    build_files(ITEMS, tmp_path)
    (tmp_path / "texts" / "notes.txt").write_text("mine")
    (tmp_path / "graph.html").write_text("another's")
    build_files(ITEMS[:1], tmp_path)
    gone = ITEMS[1][0].sha256
    files = contents(tmp_path)
    assert not [name for name in files if gone in name]
    assert {"texts/notes.txt", "graph.html"} <= set(files)


def test_a_build_that_fails_leaves_the_last_graph_whole(tmp_path):
    build_files(ITEMS, tmp_path)
    before = contents(tmp_path)
    broken = replace(ITEMS[1][0], sha256="0" * 64)
    with pytest.raises(KgError, match="1.txt"):
        build_files([ITEMS[0], (broken, ITEMS[1][1])], tmp_path)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("digest", ["../../escape", "", "A" * 64])
def test_a_digest_that_is_none_never_becomes_a_path(tmp_path, digest):
    with pytest.raises(KgError, match="hexadecimal"):
        build_files([(replace(ITEMS[0][0], sha256=digest), TEXTS[0])], tmp_path / "out")
    assert not (tmp_path / "escape").exists()


def test_an_unwritable_folder_is_said_so(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OutputError, match="file"):
        build_files(ITEMS, tmp_path / "file" / "out")
    (tmp_path / "graph.ttl").mkdir()
    (tmp_path / "graph.ttl" / "inside").write_text("x")
    with pytest.raises(OutputError, match=r"graph\.ttl"):
        build_files(ITEMS, tmp_path)
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_a_file_is_replaced_whole_with_usual_rights(tmp_path):
    path = tmp_path / "a.txt"
    write_file(path, "旧\n")

    def pieces():
        yield "新"
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        write_file(path, pieces())
    assert path.read_bytes() == "旧\n".encode()
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert stat.S_IMODE(path.stat().st_mode) & 0o600 == 0o600


def test_a_document_given_twice_counts_once(tmp_path):
    assert build_files([ITEMS[0], ITEMS[0]], tmp_path).documents == 1
