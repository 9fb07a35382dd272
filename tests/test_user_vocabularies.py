"""Vocabularies of the user's own: rows are added or replace shipped ones, bad ones are named, the folder leaves no trace."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import InputError, VocabularyError
from kg.model import Kind, Span
from kg.user_vocabularies import choose_tables, read_tables
from kg.vocabulary import (
    list_tables,
    merge_rows,
    read_shipped,
    read_vocabulary,
    tables_in_use,
    use_tables,
    using_tables,
)

TEXT = (
    "某省量子条例\n第一条 省商务主管部门负责跨境电子商务工作。\n第二条 省玄学办负责集成电路制造。\n"
    "第三条 建设量子云测试平台，推动量子云谷发展。\n第四条 略。\n"
)


@pytest.fixture(autouse=True)
def _no_tables_left():
    yield
    use_tables()


def write(folder, name, *lines, encoding="utf-8"):
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.tsv").write_bytes("\n".join(lines).encode(encoding))
    return folder


def extract(tmp_path, folder=None, *options):
    (tmp_path / "d.txt").write_text(TEXT, encoding="utf-8")
    given = ("--vocab", str(folder)) if folder else ()
    result = CliRunner().invoke(main, ["extract", str(tmp_path / "d.txt"), "--jobs", "1", *given, *options], prog_name="kg")
    assert result.exit_code == 0, result.output
    return result.stdout


# Merging


def test_a_known_key_replaces_only_the_cells_given():
    rows = ({"unit": "元", "kind": "money", "factor": "1"}, {"unit": "家", "kind": "count", "factor": "1"})
    own = ({"unit": "家", "factor": "2"}, {"unit": "枚", "factor": "3"})
    assert merge_rows("units", ("unit", "kind", "factor"), rows, own) == (
        {"unit": "元", "kind": "money", "factor": "1"},
        {"unit": "家", "kind": "count", "factor": "2"},
        {"unit": "枚", "kind": "", "factor": "3"},
    )


def test_where_the_first_column_is_a_class_rows_are_added():
    rows = ({"class": "tech", "term": "甲"}, {"class": "tech", "term": "乙"})
    merged = merge_rows("terms", ("class", "term"), rows, ({"class": "tech", "term": "丙"}, {"class": "tech", "term": "甲"}))
    assert [row["term"] for row in merged] == ["甲", "乙", "丙"]


def test_weights_are_replaced_whole():
    rows = ({"feature": "a", "weight": "1"}, {"feature": "b", "weight": "1"})
    assert merge_rows("weights_zone", ("feature", "weight"), rows, ({"feature": "a", "weight": "2"},)) == (
        {"feature": "a", "weight": "2"},
    )


def test_tables_hold_for_a_while_and_derived_values_follow():
    from kg.resolve.industries import resolve_industry

    assert not resolve_industry("占星服务").standards
    row = {"code": "Z99", "name": "占星服务", "parent": "Z", "level": "division"}
    with using_tables((("industries_gbt4754_2digit", (row,)),)):
        assert [s.code for s in resolve_industry("占星服务").standards] == ["Z99"]
        assert tables_in_use()[0][0] == "industries_gbt4754_2digit"
    assert not resolve_industry("占星服务").standards and tables_in_use() == ()


def test_no_module_reads_a_vocabulary_when_imported():
    code = (
        "import importlib, pkgutil, sys, kg, kg.vocabulary as v\n"
        "def refuse(name): raise SystemExit(f'{name} is read at import')\n"
        "v.read_vocabulary = v.read_shipped = refuse\n"
        "for m in pkgutil.walk_packages(kg.__path__, 'kg.'):\n"
        "    if not m.name.endswith('__main__'): importlib.import_module(m.name)\n"
        "print(len(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


# Extraction with them


def test_a_name_of_the_users_own_is_found_as_written(tmp_path):
    folder = write(tmp_path / "v", "names", "name\tkind", "量子云谷\tzone", "子云\tindustry")
    before, after = extract(tmp_path), extract(tmp_path, folder)
    assert '"name":"量子云谷"' not in before
    assert '"kind":"zone","name":"量子云谷"' in after and '"rule":"listed-name"' in after
    assert '"name":"子云"' in after  # inside a word, since the user said so
    assert extract(tmp_path) == before


def test_an_agency_of_the_users_own_answers(tmp_path):
    folder = write(tmp_path / "v", "agencies", "key\ttype\tprovincial", "玄学\tgov\t省玄学办")
    assert '"function":"玄学"' in extract(tmp_path, folder)
    assert '"function":"玄学"' not in extract(tmp_path)


def test_the_folder_leaves_no_trace(tmp_path):
    lines = ("name\tkind", "量子云谷\tzone")
    one, two = write(tmp_path / "a", "names", *lines), write(tmp_path / "b", "names", *lines)
    assert extract(tmp_path, one) == extract(tmp_path, two)


def test_processes_take_over_the_tables(tmp_path):
    folder = write(tmp_path / "v", "names", "name\tkind", "量子云谷\tzone")
    (tmp_path / "e.txt").write_text(TEXT + "第五条 略。\n", encoding="utf-8")
    paths = [str(tmp_path / "d.txt"), str(tmp_path / "e.txt")]
    alone = extract(tmp_path, folder)
    result = CliRunner().invoke(main, ["extract", *paths, "--jobs", "2", "--vocab", str(folder)], prog_name="kg")
    assert result.exit_code == 0 and result.stdout.startswith(alone)
    assert result.stdout.count('"name":"量子云谷"') == 2 * alone.count('"name":"量子云谷"') > 0


def test_without_the_model_lists_find_names(tmp_path):
    plain = extract(tmp_path, None, "--no-model")
    assert '"rule":"model"' in extract(tmp_path) and '"rule":"model"' not in plain
    assert '"kind":"industry","name":"集成电路制造"' in plain


def test_weights_of_the_users_own_are_used(tmp_path):
    shipped = read_shipped("weights_industry")[1]
    lines = [f"{r['feature']}\t{'1.01' if r['feature'] == '(threshold)' else r['weight']}" for r in shipped]
    folder = write(tmp_path / "v", "weights_industry", "feature\tweight", *lines)
    assert '"kind":"industry"' in extract(tmp_path) and '"kind":"industry"' not in extract(tmp_path, folder)


# Listed names


def test_listed_names_prefer_the_longest_and_leave_what_is_taken():
    from kg.mentions.listed_names import find_listed_names

    text = "推动集成电路 制造和软件开发"
    assert [n.span.of(text) for n in find_listed_names(text)] == ["集成电路 制造", "软件开发"]
    assert [n.name for n in find_listed_names(text, [Span(0, 6)])] == ["软件开发"]
    assert [n.name for n in find_listed_names(text, [Span(7, 9)])] == ["集成电路制造", "软件开发"]  # inside the name


def test_listed_names_do_not_cut_words():
    from kg.mentions.listed_names import find_listed_names

    assert [n.name for n in find_listed_names("推动农业发展")] == ["农业"]
    assert find_listed_names("办理工农业务") == []


def test_a_name_of_the_users_own_beats_what_it_overlaps():
    from kg.mentions.listed_names import DocumentNames

    text = "某市推动集成电路制造发展。"
    with using_tables((("names", ({"name": "电路制造发展", "kind": "industry"},)), *choose_tables(None, False))):
        assert [n.name for n in DocumentNames(text).find(0, len(text))] == ["电路制造发展"]
    with using_tables((("names", ({"name": "电路", "kind": "industry"},)), *choose_tables(None, False))):
        assert [(n.name, n.kind) for n in DocumentNames(text).find(0, len(text))] == [("集成电路制造", Kind.INDUSTRY)]


# Bad input


@pytest.mark.parametrize(
    "name, lines, words",
    [
        ("units", ("unit\tfactor", "枚\t1", "盏\tmany"), ("units.tsv line 3", "factor", "many")),
        ("units", ("unit\tfactor", "枚"), ("units.tsv line 2", "2 columns expected, found 1")),
        ("units", ("unit\tcolour", "枚\tred"), ("units.tsv line 1", "colour")),
        ("units", ("factor\tunit", "1\t枚"), ("units.tsv line 1", "unit first")),
        ("units", ("unit\tkind", "枚\tdragons"), ("units.tsv line 2", "dragons", "money")),
        ("units", ("unit\tkind", "\tcount"), ("units.tsv line 2", "empty")),
        ("units", ("unit\tkind", "枚 \tcount"), ("units.tsv line 2", "blanks")),
        ("units", ("unit\tkind", "枚\tcount", "# 说明", "枚\tcount"), ("units.tsv line 4", "repeats line 2")),
        ("regions", ("adcode\tname", "12345\t某市"), ("regions.tsv line 2", "adcode", "12345")),
        ("names", ("name\tkind", "某司\tagency"), ("names.tsv line 2", "organization", "agency")),
        ("weights_zone", ("feature\tweight", "a\tnan"), ("weights_zone.tsv line 2", "nan")),
        ("unit", ("unit\tkind", "枚\tcount"), ("unit.tsv", "there are:", "units")),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(tmp_path, name, lines, words):
    folder = write(tmp_path / "v", name, *lines)
    with pytest.raises(VocabularyError) as error:
        read_tables(folder)
    assert all(word in str(error.value) for word in words), error.value
    assert str(tmp_path) not in str(error.value)


def test_a_bad_folder_ends_the_run_before_any_work(tmp_path):
    write(tmp_path / "v", "names", "name\tkind", "某司\tagency")
    result = CliRunner().invoke(main, ["build", "--out", str(tmp_path / "out"), "--vocab", str(tmp_path / "v")], prog_name="kg")
    assert result.exit_code == 1 and "names.tsv line 2" in result.output and not (tmp_path / "out").exists()


def test_other_encodings_and_empty_folders_are_said(tmp_path):
    write(tmp_path / "v", "names", "name\tkind", "某谷\tzone", encoding="gb18030")
    with pytest.raises(VocabularyError, match=r"names\.tsv.*UTF-8"):
        read_tables(tmp_path / "v")
    (tmp_path / "w").mkdir()
    with pytest.raises(InputError, match="no .tsv"):
        read_tables(tmp_path / "w")
    with pytest.raises(InputError, match="no such folder"):
        read_tables(tmp_path / "x")


def test_bom_line_ends_and_comments_are_as_in_shipped_tables(tmp_path):
    folder = write(tmp_path / "v", "names", "\ufeffname\tkind\r", "# 说明\r", "某谷\tzone\r", "")
    assert read_tables(folder) == (("names", ({"name": "某谷", "kind": "zone"},)),)


def test_shipped_tables_are_as_the_users_must_be(tmp_path):
    from kg.resources import find_resource

    for name in list_tables():
        text = find_resource("seeds", "vocabularies", f"{name}.tsv").read_text(encoding="utf-8")
        if read_vocabulary(name):
            (tmp_path / f"{name}.tsv").write_text(text, encoding="utf-8")
    tables = dict(read_tables(tmp_path))
    use_tables(tuple(tables.items()))
    assert all(read_vocabulary(name) == read_shipped(name)[1] for name in tables)
