"""`kg diff`: two files, two policies of a graph; what is printed, what bad input gets, which exit code."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg.commands.diff
from kg.build import build_files
from kg.cli import main
from kg.comparison import Sort
from kg.comparison.rendering import NO_TEXT, NOTHING_COMMON, SAME, SORT_NAMES
from kg.pipeline import build

PLANS = Path(__file__).resolve().parents[1] / "fixtures" / "plans"
OLD, NEW = PLANS / "方案2025.txt", PLANS / "方案2026.txt"


def run(*arguments):
    return CliRunner(env={"COLUMNS": "120"}).invoke(main, ["diff", *map(str, arguments)], prog_name="kg")


def read_rows(*arguments):
    result = run(*arguments, "--format", "csv")
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plans")
    build([PLANS], folder, jobs=1)
    return folder


@pytest.fixture(scope="module")
def rows():
    return read_rows(OLD, NEW)


def pick(rows, change):
    return [(row["name"], row["before"], row["after"]) for row in rows if row["change"] == change]


def test_two_years_of_a_plan(rows):
    assert pick(rows, "added") == [("发展低空物流", "", ""), ("保障措施", "", "")]
    assert pick(rows, "dropped") == [("整治过度包装", "", "")]
    assert pick(rows, "changed") == [("培训物流人才", "", "")]
    assert pick(rows, "moved") == [("建设冷链物流基地", "二/（一）", "四/（一）")]
    assert pick(rows, "renumbered") == [("推广无人配送", "二/（二）", "二/（一）"), ("培训物流人才", "二/（四）", "二/（三）")]
    assert pick(rows, "lead") == [("推广无人配送", "保定市商务部门", "保定市邮政管理部门")]
    assert pick(rows, "support") == [("推广无人配送", "保定市公安部门", "保定市商务部门")]
    assert [row["stayed"] for row in rows if row["change"] == "support"] == ["1"]
    assert ("支持平台建设", "2025-12", "2026-06") in pick(rows, "deadline")
    assert {row["name"]: (row["difference"], row["unit"], row["percent"]) for row in rows if row["what"] == "target" and row["change"] == "number"} == {
        "仓储自动化率": ("5", "%", ""), "智慧物流企业": ("20", "家", "33.3"), "社会物流总额": ("300", "亿元", "10.0")
    }  # fmt: skip
    assert [(row["before"], row["after"]) for row in rows if row["what"] == "incentive"] == [
        ("上限50万元", "上限80万元"), ("比例10%", "比例15%")
    ]  # fmt: skip


def test_each_change_has_the_words_of_both_sides(rows):
    texts = [" ".join(path.read_text(encoding="utf-8").split()) for path in (OLD, NEW)]
    for row in rows:
        assert bool(row["old_quote"]) == (row["change"] != "added") and bool(row["new_quote"]) == (row["change"] != "dropped")
        assert row["old_quote"] in texts[0] and row["new_quote"] in texts[1]
        assert bool(row["old_clause"]) == bool(row["old_quote"]) and bool(row["new_clause"]) == bool(row["new_quote"])


def test_the_other_way_round(rows):
    back = read_rows(NEW, OLD)
    turned = {"added": "dropped", "dropped": "added"}

    def key(row, sides):
        return (turned.get(row["change"], row["change"]) if sides else row["change"], row["what"],
                *(row[name] for name in (("after", "before", "new_clause", "old_clause", "new_quote", "old_quote") if sides else
                                         ("before", "after", "old_clause", "new_clause", "old_quote", "new_quote"))))  # fmt: skip

    assert sorted(key(row, True) for row in back) == sorted(key(row, False) for row in rows)


def test_a_graph_says_the_same_as_the_files(out, rows):
    for names in ((OLD.name, NEW.name), (OLD.stem, NEW.stem), ("2025", "2026")):
        assert read_rows(*names, "--graph", out) == rows
    assert read_rows("保定市智慧物流年度实施方案（2025年）", "保定市智慧物流年度实施方案(2026年)", "-g", out) == rows


def test_a_graph_without_texts_compares_what_it_quotes(out, tmp_path):
    shutil.copy(out / "graph.ttl", tmp_path)
    result = run("方案2025", "方案2026", "--graph", tmp_path / "graph.ttl")
    assert result.exit_code == 0 and NO_TEXT in result.stdout.replace("\n", "")
    found = read_rows("方案2025", "方案2026", "--graph", tmp_path / "graph.ttl")
    assert pick(found, "lead") == [("推广无人配送", "保定市商务部门", "保定市邮政管理部门")]
    assert ("智慧物流企业", "≥60家（2025）", "≥80家（2026）") in pick(found, "number")


def test_the_named_graphs_say_the_same_as_their_union(out, tmp_path, rows):
    shutil.copy(out / "graph.trig", tmp_path)
    shutil.copytree(out / "texts", tmp_path / "texts")
    assert read_rows("方案2025", "方案2026", "--graph", tmp_path / "graph.trig") == rows


def test_the_table_has_counts_then_each_sort():
    result = run(OLD, NEW)
    assert result.exit_code == 0
    lines = [line.rstrip() for line in result.stdout.split("\n")]
    assert lines[0] == "旧 / old: 保定市智慧物流年度实施方案（2025年）  (方案2025.txt)"
    counts = {line.split()[0]: line.split()[-1] for line in lines[4:13]}
    assert counts == {"新增": "2", "取消": "1", "改动": "1", "移动": "1", "条号变更": "2", "牵头变更": "1", "配合变更": "1", "数值变更": "5", "期限变更": "4"}
    heads = [line for line in lines[13:] if line.startswith(tuple(SORT_NAMES.values()))]
    assert [head.split()[0] for head in heads] == list(counts)
    assert "+5个百分" in result.stdout and "+33.3%" in result.stdout


def test_only_some_sorts_and_so_many_rows():
    some = run(OLD, NEW, "--kind", "number", "--kind", "lead", "--limit", 2)
    assert "牵头变更 lead moved: 1" in some.stdout and "数值变更 number moved: 5" in some.stdout
    assert "期限变更 deadline moved: 4" not in some.stdout and "显示 2 条" in some.stdout
    assert "显示" not in run(OLD, NEW, "--limit", 0).stdout
    assert [row["change"] for row in read_rows(OLD, NEW, "--kind", "dropped")] == ["dropped"]


def test_json(tmp_path):
    target = tmp_path / "diff.json"
    result = run(OLD, NEW, "--format", "json", "--output", target)
    assert result.exit_code == 0 and result.stdout == ""
    said = json.loads(target.read_text(encoding="utf-8"))
    assert (said["same"], said["old"]["file"], said["new"]["title"]) == (False, OLD.name, "保定市智慧物流年度实施方案（2026年）")
    assert sum(said["counts"].values()) == len(said["changes"]) == 18
    assert said["changes"][0]["change"] == "added" and said["changes"][0]["old_quote"] is None
    assert run(OLD, NEW, "--format", "json").stdout == target.read_text(encoding="utf-8")


def test_one_file_twice_is_the_same():
    result = run(OLD, OLD)
    assert result.exit_code == 0 and SAME in result.stdout
    assert json.loads(run(OLD, OLD, "--format", "json").stdout)["same"] is True
    assert len(read_rows(OLD, OLD)) == 0


def test_one_text_in_other_spaces_and_widths_is_the_same(tmp_path):
    other = tmp_path / "b.txt"
    text = OLD.read_text(encoding="utf-8").replace("\n二、", "\n　　二、").replace("（一）推", "（一） 推")
    other.write_bytes(text.encode("gb18030"))
    assert SAME in run(OLD, other).stdout


def test_two_texts_with_nothing_in_common_say_so(tmp_path):
    (tmp_path / "a.txt").write_text("关于整治占道经营行为\n依法取缔流动摊贩聚集点。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("春耕备种技术要点\n选用抗病良种并适期播撒。\n", encoding="utf-8")
    result = run(tmp_path / "a.txt", tmp_path / "b.txt")
    assert result.exit_code == 0 and NOTHING_COMMON in result.stdout.replace("\n", "")
    assert NOTHING_COMMON not in run(OLD, NEW).stdout.replace("\n", "")


@pytest.mark.parametrize("data, kind", [(b"", "empty"), (b"\x00\x01\x02\xff" * 50, "binary"), (b" \n\n", "blank")])
def test_what_cannot_be_read_is_named(data, kind, tmp_path):
    bad = tmp_path / f"{kind}.txt"
    bad.write_bytes(data)
    for pair in ((OLD, bad), (bad, NEW)):
        result = run(*pair)
        assert result.exit_code == 1 and bad.name in result.stderr and result.stdout == ""
        assert "Traceback" not in result.output


def test_what_is_not_there_is_wrong_usage(tmp_path):
    result = run(OLD, tmp_path / "没有.txt")
    assert result.exit_code == 2 and "没有.txt" in result.stderr and "--graph" in result.stderr
    assert run(OLD).exit_code == 2
    assert run(OLD, NEW, "--output", tmp_path / "x").exit_code == 2 and not (tmp_path / "x").exists()


def test_a_folder_of_several_documents_is_refused():
    result = run(PLANS, NEW)
    assert result.exit_code == 1 and "应为一份" in result.stderr


def test_names_that_no_policy_or_several_have(out, tmp_path):
    result = run("方案2052", "方案2026", "--graph", out)
    assert result.exit_code == 1 and "没有这份文件" in result.stderr and "方案2025.txt" in result.stderr
    several = run("智慧物流", "方案2026", "--graph", out)
    assert several.exit_code == 1 and "有 2 份文件符合" in several.stderr and "方案2026.txt" in several.stderr
    assert run("a", "b", "--graph", tmp_path).exit_code == 1
    assert run("", "方案2026", "--graph", out).exit_code == 1


def test_hostile_texts_cannot_steer_the_terminal(tmp_path):
    for name, words in (("a", "甲[bold]乙\u202e丙"), ("b", "甲[bold]丁\u202e丙")):
        (tmp_path / f"{name}.txt").write_text(f"某市方案\n一、目标\n推动{words}产业发展壮大。\n", encoding="utf-8")
    result = run(tmp_path / "a.txt", tmp_path / "b.txt")
    assert result.exit_code == 0
    assert "\u202e" not in result.stdout and "⟨U+202E⟩" in result.stdout and "[bold]" in result.stdout


def test_sorts_of_the_command_are_those_of_the_library():
    assert list(kg.commands.diff.SORTS) == [sort.value for sort in Sort]
    assert set(SORT_NAMES) == set(Sort)


def test_an_empty_graph_has_no_policy(tmp_path):
    build_files([], tmp_path)
    assert run("a", "b", "--graph", tmp_path).exit_code == 1
