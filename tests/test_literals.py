"""The list of strings that only gold documents have: what is a string, what excuses it, what fails the run."""

import functools
import importlib.util
import io
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[1] / "bench"
CODE = '''"""甲乙丙丁 in a docstring."""
import re
def find():
    """戊己庚辛 too."""
    return re.compile(r"(?:子丑寅卯|辰巳)午未申酉"), "红", f"青紫蓝{1}"
'''


@pytest.fixture(scope="module")
def literals():
    spec = importlib.util.spec_from_file_location("literals", BENCH / "literals.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["literals"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def place(tmp_path):
    """A small project with a gold document and a corpus; what each has can be changed by writing again."""

    def make(code=CODE, rows=(), source="", gold="", corpus=()):
        root, shared = tmp_path / "main", tmp_path / "shared"
        for folder in (root / "kg", root / "seeds" / "vocabularies", shared / "seeds", shared / "corpus"):
            folder.mkdir(parents=True, exist_ok=True)
        (root / "kg" / "a.py").write_text(code, encoding="utf-8")
        (root / "seeds" / "vocabularies" / "terms.tsv").write_text("\n".join(["term\tuse", *rows]), encoding="utf-8")
        (root / "seeds" / "vocabularies" / "regions.tsv").write_text(f"name\n{source}\n", encoding="utf-8")
        (shared / "seeds" / "g.txt").write_text(gold, encoding="utf-8")
        with tarfile.open(shared / "corpus" / "c.tar.xz", "w:xz") as archive:
            for number, text in enumerate(corpus):
                member = tarfile.TarInfo(f"{number}.txt")
                member.size = len(text.encode())
                archive.addfile(member, io.BytesIO(text.encode()))
        return shared, root

    return make


def suspects(literals, given):
    return {found.text: found.places for found in literals.find_suspects(*given)}


def test_strings_of_code_are_literals_without_docstrings(literals, place):
    _, root = place()
    assert set(literals.collect_strings(root)) == {"子丑寅卯", "午未申酉", "青紫蓝"}


def test_strings_of_tables_are_cells_without_head_and_comments(literals, place):
    _, root = place(code="", rows=("一二三\t四五六", "# 七八九", "十十\t-"), source="不是字词")
    assert literals.collect_strings(root).keys() == {"一二三", "四五六"}
    assert literals.collect_strings(root)["一二三"].places == ["seeds/vocabularies/terms.tsv:2"]


def test_only_what_gold_has_is_listed_and_blanks_hide_nothing(literals, place):
    assert suspects(literals, place(gold="文中有子丑\n寅卯。")) == {"子丑寅卯": ["kg/a.py:5"]}
    assert suspects(literals, place(gold="文中没有。")) == {}


def test_the_corpus_and_sources_excuse(literals, place):
    gold = "子丑寅卯与午未申酉与青紫蓝"
    assert set(suspects(literals, place(gold=gold))) == {"子丑寅卯", "午未申酉", "青紫蓝"}
    assert set(suspects(literals, place(gold=gold, corpus=("别的。", "有子丑寅 卯。")))) == {"午未申酉", "青紫蓝"}
    assert set(suspects(literals, place(gold=gold, source="大午未申酉区"))) == {"子丑寅卯", "青紫蓝"}


def test_a_copy_of_a_gold_document_in_the_corpus_excuses_nothing(literals, place):
    gold = "本条例所称的各种各样的事项包括子丑寅卯。任何单位和个人都有权利依法进行举报。"
    other = "另一部条例另有规定的事项也写到了子丑寅卯。"
    assert set(suspects(literals, place(gold=gold, corpus=(gold + "附则。",)))) == {"子丑寅卯"}
    assert set(suspects(literals, place(gold=gold, corpus=(gold, other)))) == set()


def test_a_string_must_be_justified_and_a_justification_needed(literals, place, tmp_path, monkeypatch, capsys):
    shared, root = place(gold="子丑寅卯")
    monkeypatch.setattr(literals, "find_suspects", lambda shared, find=literals.find_suspects: find(shared, root))
    table = tmp_path / "justified.tsv"
    monkeypatch.setattr(literals, "read_justified", lambda read=literals.read_justified: read(table))
    table.write_text("string\treason\n", encoding="utf-8")
    assert literals.main(["--shared", str(shared)]) == 1
    assert "kg/a.py:5\t子丑寅卯\tseeds/g.txt" in capsys.readouterr().out
    table.write_text("string\treason\n子丑寅卯\t地支\n", encoding="utf-8")
    assert literals.main(["--shared", str(shared)]) == 0
    table.write_text("string\treason\n子丑寅卯\t \n", encoding="utf-8")
    assert literals.main(["--shared", str(shared)]) == 1
    table.write_text("string\treason\n子丑寅卯\t地支\n没有了\t旧\n", encoding="utf-8")
    assert literals.main(["--shared", str(shared)]) == 1


def test_the_script_fails_on_a_finding_and_passes_without_documents(place, tmp_path):
    shared, root = place(gold="子丑寅卯")
    (root / "bench").mkdir()
    script = shutil.copy(BENCH / "literals.py", root / "bench")
    (root / "bench" / "literals_justified.tsv").write_text("string\treason\n", encoding="utf-8")
    run = functools.partial(subprocess.run, capture_output=True, encoding="utf-8", env={"PYTHONUTF8": "1"})
    failed = run([sys.executable, script])
    assert failed.returncode == 1 and "kg/a.py:5\t子丑寅卯\tseeds/g.txt" in failed.stdout
    shutil.rmtree(shared)
    passed = run([sys.executable, script])
    assert passed.returncode == 0 and "no real documents" in passed.stdout


def test_what_only_fitted_weights_have_is_counted_apart(literals, place, capsys):
    shared, root = place(code="", gold="子丑寅卯")
    (root / "seeds" / "vocabularies" / "weights_zone.tsv").write_text("feature\tweight\nW=子丑寅卯\t1\n", encoding="utf-8")
    (found,) = literals.find_suspects(shared, root)
    assert literals.is_fitted(found)
    found.places.append("kg/a.py:5")
    assert not literals.is_fitted(found)


def test_without_documents_nothing_is_listed(literals, tmp_path, capsys):
    assert literals.main(["--shared", str(tmp_path)]) == 0
    assert "nothing listed" in capsys.readouterr().out


def test_every_justification_has_its_reason():
    lines = (BENCH / "literals_justified.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "string\treason"
    assert all(len(line.split("\t")) == 2 and all(part.strip() for part in line.split("\t")) for line in lines[1:])
