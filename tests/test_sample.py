"""The judged sample: drawn the same each time, a tenth planted false and in truth false, counted with Wilson intervals."""

import csv
import importlib.util
import io
import random
import sys
import tarfile
from pathlib import Path

import pytest

from kg.query import open_graph
from kg.statements import list_statements

BENCH = Path(__file__).resolve().parents[1] / "bench"


def load(name):
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, BENCH / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="module")
def sample():
    load("literals")
    return load("sample")


FUNCTIONS = ("商务", "教育", "公安", "民政", "财政", "交通运输", "水利", "农业农村", "文化和旅游", "卫生健康", "应急管理", "审计")
NAMES = ("集成电路", "生物医药", "智慧物流", "跨境电商", "人工智能", "新材料")


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A corpus of our own in three archives, and one gold document that lies in it too."""
    root = tmp_path_factory.mktemp("shared")
    (root / "corpus").mkdir()
    (root / "seeds").mkdir()
    gold = "某市标准条例\n第一条 市标准主管部门应当推动各种各样的标准化产业工作向前发展。\n第二条 略。\n第三条 略。\n"
    (root / "seeds" / "g.txt").write_text(gold, encoding="utf-8")
    for position, archive in enumerate(load_archives()):
        with tarfile.open(root / "corpus" / archive, "w:xz") as members:
            for number in range(3):
                lines = [f"第{'一二三四五六'[i]}条 市{FUNCTIONS[(position * 4 + number + i) % 12]}部门应当推动{NAMES[i]}产业发展。" for i in range(6)]
                text = gold if number == 2 else f"石家庄市第{position}{number}号条例\n" + "\n".join(lines) + "\n"
                member = tarfile.TarInfo(f"folder/{number}.txt")
                member.size = len(text.encode())
                members.addfile(member, io.BytesIO(text.encode()))
    return root


def load_archives():
    load("literals")
    return load("sample").ARCHIVES


def draw(sample, shared, folder, *options):
    paths = folder / "sheet.tsv", folder / "key.tsv"
    assert sample.main(["draw", *map(str, paths), "--shared", str(shared), *map(str, options)]) == 0
    return [list(csv.DictReader(path.open(encoding="utf-8"), delimiter="\t")) for path in paths]


@pytest.fixture(scope="module")
def drawn(sample, shared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("drawn")
    return folder, *draw(sample, shared, folder, "--documents", 6, "--facts", 40)


def test_a_tenth_is_planted_and_the_sheet_does_not_tell(drawn):
    _, sheet, key = drawn
    assert len(sheet) == len(key) == 40
    assert sum(row["planted"] == "1" for row in key) == 4
    assert set(sheet[0]) == {"no", "statement", "quote", "context", "document", "verdict", "note"}
    assert all(row["verdict"] == "" and row["quote"] for row in sheet)
    rules = {row["rule"] for row in key}
    assert not any(rule in "".join(row.values()) for row in sheet for rule in rules)


def test_planted_ones_say_what_the_passage_does_not(drawn):
    _, sheet, key = drawn
    for row, told in zip(sheet, key, strict=True):
        subject, _, thing = row["statement"].partition(" ")
        function = subject.removeprefix("石家庄市").removesuffix("部门")
        industry = thing.partition(" ")[2].removesuffix("产业")
        there = function in row["context"] and (industry in row["context"] or industry.startswith("条款"))
        assert there is (told["planted"] == "0"), row


def test_a_thing_that_the_passage_names_in_other_words_is_not_planted(sample, graph):
    (one,) = {s.iri: s for s in list_statements(open_graph(graph)) if s.rule.name == "subject-modal"
              and s.object == "跨境电子商务"}.values()
    other = {s.subject_iri: s for s in list_statements(open_graph(graph)) if s.subject_iri != one.subject_iri}
    forms = {iri: {"省商务主管部门"} for iri in [*other, *(s.object_iri for s in other.values())]}
    statements = [one, *other.values()]
    assert sample.plant(one, statements, "省商务主管部门负责跨境电子商务工作", forms, random.Random(0)) is None
    assert sample.plant(one, statements, "没有名称", forms, random.Random(0)) is not None


def test_copies_of_gold_documents_are_passed_over(sample, shared, drawn):
    chance = random.Random(1)
    assert len(sample.choose_documents(shared, 9, chance)) == 6  # two of three in each archive
    assert not any("标准" in row["context"] for row in drawn[1])


def test_the_same_seed_draws_the_same_and_another_does_not(sample, shared, drawn, tmp_path):
    folder, sheet, _ = drawn
    again, _ = draw(sample, shared, tmp_path, "--documents", 6, "--facts", 40)
    assert again == sheet and (tmp_path / "key.tsv").read_bytes() == (folder / "key.tsv").read_bytes()
    other, _ = draw(sample, shared, tmp_path, "--documents", 6, "--facts", 40, "--seed", 7)
    assert other != sheet


def test_statements_are_drawn_once_each_and_by_rule_if_wished(sample, graph):
    statements = list_statements(open_graph(graph))
    single = {statement.iri for statement in statements}
    every = sample.draw_statements([*statements, *statements], 1000, random.Random(0))
    assert len(every) == len(single) == len({statement.iri for statement in every})
    rules = {statement.rule.name for statement in statements}
    assert len(rules) > 3
    few = sample.draw_statements(statements, len(rules), random.Random(0), by_rule=True)
    assert {statement.rule.name for statement in few} == rules


def test_sheets_stay_out_of_the_repository(sample, shared, tmp_path, capsys):
    inside = BENCH / "sheet.tsv"
    assert sample.main(["draw", str(inside), str(tmp_path / "k.tsv"), "--shared", str(shared)]) == 1
    assert "outside the repository" in capsys.readouterr().err and not inside.exists()


# Judging


@pytest.mark.parametrize(
    "right, count, low, high", [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (50, 100, 0.4038, 0.5962), (0, 0, 0.0, 1.0)]
)
def test_intervals_are_those_of_wilson(sample, right, count, low, high):
    assert [round(bound, 4) for bound in sample.wilson(right, count)] == [low, high]


def write(path, head, *rows):
    path.write_text("\n".join("\t".join(map(str, row)) for row in (head, *rows)) + "\n", encoding="utf-8")
    return path


def judge(sample, tmp_path, verdicts, *options):
    """Four rows: two of rule x, one of y, one planted of x."""
    sheet = write(tmp_path / "s.tsv", ("no", "verdict"), *enumerate(verdicts, start=1))
    rows = [(1, 0, "k", "x", "i", "d"), (2, 0, "k", "x", "i", "d"), (3, 0, "k", "y", "i", "d"), (4, 1, "k", "x", "i", "d")]
    key = write(tmp_path / "k.tsv", sample.KEY, *rows)
    return sample.main(["judge", str(sheet), str(key), *map(str, options)])


def test_figures_by_rule_leave_planted_and_unsure_ones_out(sample, tmp_path, capsys):
    assert judge(sample, tmp_path, ("对", "错", "y", "错"), "--output", tmp_path / "f.tsv") == 0
    lines = {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines()}
    assert lines["x"][:3] == ["1", "2", "0.500"] and lines["y"][:3] == ["1", "1", "1.000"] and lines["all"][:3] == ["2", "3", "0.667"]
    assert lines["planted:"][:4] == ["1", "of", "1", "caught"]
    (first, _) = csv.DictReader((tmp_path / "f.tsv").open(encoding="utf-8"), delimiter="\t")
    assert (first["rule"], first["n"], first["share"]) == ("x", "2", "0.5000")
    assert judge(sample, tmp_path, ("对", "?", "", "对")) == 0
    lines = {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines()}
    assert "y" not in lines and lines["all"][:2] == ["1", "1"] and lines["planted:"][:3] == ["0", "of", "1"]


def test_bad_sheets_are_named(sample, tmp_path, capsys):
    assert judge(sample, tmp_path, ("对", "也许", "对", "对")) == 1
    assert "s.tsv line 3" in capsys.readouterr().err
    assert judge(sample, tmp_path, ("对", "对", "对")) == 1
    assert "one drawing" in capsys.readouterr().err
    assert sample.main(["judge", str(tmp_path / "none.tsv"), str(tmp_path / "k.tsv")]) == 1
    assert "none.tsv" in capsys.readouterr().err
