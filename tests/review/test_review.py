"""kg review on builds: what it lists, in which order, as lines that go back into the build."""

import json
import random
import shutil

import pytest
from click.testing import CliRunner

from kg.build import build_files
from kg.cli import main
from kg.model import Extraction, Fact, Kind, Mention, Metadata, Relation, Role, Span
from kg.review import find_candidates, write_lines
from kg.review.candidates import Candidate

TEXTS = {
    "甲.txt": "朝阳区推进数字贸易。\n市商务局负责发展跨境贸易结算服务。海州公共数据平台由海州青禾粮油有限公司建设。\n",
    "乙.txt": "海州公用数据平台投用。\n海州青禾粮油集团在海州投产，加快建设物流枢纽平台。\n推进绿色算力平台联通，碳纤维布。\n",
}


def document(name: str) -> tuple[Extraction, str]:
    import hashlib

    text = TEXTS[name]

    def mention(kind: Kind, words: str, score: float | None = None, **more: str) -> Mention:
        return Mention(kind, Span(text.index(words), text.index(words) + len(words)), None, words, "r", confidence=score, **more)

    if name == "甲.txt":
        mentions = (mention(Kind.REGION, "朝阳区"), mention(Kind.AGENCY, "市商务局", function="商务", place="海州市"),
                    mention(Kind.INDUSTRY, "跨境贸易结算服务"), mention(Kind.PLATFORM, "海州公共数据平台", place="海州市"),
                    mention(Kind.ORGANIZATION, "海州青禾粮油有限公司"))
        facts = (Fact(Relation.RESPONSIBLE_FOR, 1, Span(text.index("市商务局"), text.index("。海州")), None, "subject-support",
                      object=2, role=Role.SUPPORT),
                 Fact(Relation.BUILDS, 4, Span(text.index("海州公共"), len(text) - 1), None, "builds-place", object=3),
                 Fact(Relation.RESPONSIBLE_FOR, 1, Span(0, 10), None, "bracket-labelled", object=3, role=Role.LEAD))
    else:
        mentions = (mention(Kind.PLATFORM, "海州公用数据平台", place="海州市"), mention(Kind.ORGANIZATION, "海州青禾粮油集团"),
                    mention(Kind.PLATFORM, "加快建设物流枢纽平台", place="海州市"), mention(Kind.INDUSTRY, "碳纤维布", 0.42))
        facts = ()
    return Extraction(name, hashlib.sha256(text.encode()).hexdigest(), Metadata(), mentions=mentions, facts=facts), text


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("review")
    build_files([document(name) for name in TEXTS], out)
    return out


def run(*arguments: object):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="kg")


def test_candidates_with_reasons_and_sentences_most_doubtful_first(folder):
    found, total = find_candidates(folder)
    assert total == len(found) == 7
    assert [(one.subject_name, one.object_name) for one in found] == [
        ("海州青禾粮油有限公司", "海州青禾粮油集团"),
        ("加快建设物流枢纽平台", ""),
        ("海州公共数据平台", "海州公用数据平台"),
        ("朝阳区", ""),
        ("碳纤维布", ""),
        ("海州青禾粮油有限公司 builds 海州公共数据平台", ""),
        ("海州市商务部门 responsibleFor 跨境贸易结算服务", ""),
    ]
    assert [one.doubt for one in found] == sorted((one.doubt for one in found), reverse=True)
    reasons = " ".join(one.reason for one in found)
    for word in ("one name but for its writing", "加快", "one character apart", "regions share the name", "0.42", "builds-place"):
        assert word in reasons
    assert found[0].sentence == "海州公共数据平台由海州青禾粮油有限公司建设 … 海州青禾粮油集团在海州投产，加快建设物流枢纽平台"
    assert found[6].sentence == "市商务局负责发展跨境贸易结算服务"
    assert found[3].sentence == "朝阳区推进数字贸易"


def test_the_same_whatever_the_order_of_documents_and_the_form_of_the_graph(folder, tmp_path):
    build_files([document(name) for name in reversed(TEXTS)], tmp_path / "b")
    expected = find_candidates(folder)
    assert find_candidates(tmp_path / "b") == expected
    shutil.copytree(folder, tmp_path / "c")
    (tmp_path / "c" / "graph.ttl").unlink()
    assert find_candidates(tmp_path / "c") == expected, "from graph.trig, read by way of a store"
    assert find_candidates(folder, 2) == (expected[0][:2], 7)


def test_a_graph_alone_has_candidates_without_sentences_of_texts(folder, tmp_path):
    shutil.copy(folder / "graph.ttl", tmp_path)
    found, total = find_candidates(tmp_path / "graph.ttl")
    assert total == 6, "the score lies in the extractions"
    assert found[0].sentence == "" and found[5].sentence == "市商务局负责发展跨境贸易结算服务"


def answer(lines: str, folder) -> str:
    """The lines with an action each, every action among them."""
    head, *rows = [line.split("\t") for line in lines.splitlines()]
    for row in rows:
        thing, other = row[1], row[3]
        if other:
            row[0] = "same-as" if "organization" in thing else "not-same"
        elif thing.startswith("platform/"):
            row[0], row[3] = "rename", "物流枢纽平台"
        else:
            row[0] = "reject" if thing.startswith("industry/") or "builds" in row[8] else "accept"
    assert {row[0] for row in rows} == {"same-as", "not-same", "accept", "reject", "rename"}
    return "".join("\t".join(row) + "\n" for row in (head, *rows))


def test_review_edit_build_and_there_is_nothing_left_to_review(folder, tmp_path):
    from kg.corrections import read_sheet

    lines = run("review", "--graph", folder, "--limit", 0)
    assert lines.exit_code == 0
    unanswered = read_sheet(lines.stdout, "c.tsv")
    assert unanswered.corrections == () and unanswered.problems == (), "lines without an action say nothing"
    sheet = read_sheet(answer(lines.stdout, folder), "c.tsv")
    summary = build_files([document(name) for name in TEXTS], tmp_path / "after", sheet=sheet)
    assert summary.problems == ()
    again = run("review", "--graph", tmp_path / "after", "--limit", 0)
    assert again.exit_code == 0 and again.stdout.splitlines() == lines.stdout.splitlines()[:1]
    rows = answer(lines.stdout, folder).splitlines()
    shuffled = [rows[0], *random.Random(3).sample(rows[1:], len(rows) - 1)]
    build_files([document(name) for name in reversed(TEXTS)], tmp_path / "b", sheet=read_sheet("\n".join(shuffled), "d.tsv"))
    assert (tmp_path / "b" / "graph.trig").read_bytes() == (tmp_path / "after" / "graph.trig").read_bytes()


def test_formats_and_a_file(folder, tmp_path):
    data = json.loads(run("review", "--graph", folder, "--format", "json").stdout)
    assert [row["subject_name"] for row in data][0] == "海州青禾粮油有限公司" and len(data) == 7
    table = run("review", "--graph", folder, "--format", "table", "--limit", 1)
    assert "7 candidates, 1 shown" in table.stdout
    assert run("review", "--graph", folder, "--output", tmp_path / "r.tsv").stdout == ""
    assert (tmp_path / "r.tsv").read_text(encoding="utf-8").startswith("action\tsubject\trelation\tobject\t")


def test_no_graph_is_said(tmp_path):
    result = run("review", "--graph", tmp_path)
    assert result.exit_code == 1 and "kg build" in result.stderr


def test_hostile_cells_stay_in_their_cell():
    text = write_lines([Candidate(0.5, "https://w3id.org/policykg/id/industry/x", "", "", "=HYPERLINK(1)", "\t\n\u202e甲", "-1", "a\rb")])
    head, row = text.splitlines()
    cells = row.split("\t")
    assert len(cells) == len(head.split("\t"))
    assert cells[1] == "industry/x" and cells[8] == "'=HYPERLINK(1)" and cells[9] == "   甲" and cells[10] == "'-1" and cells[11] == "a b"


def test_the_command_line_takes_corrections_and_tells_by_its_exit_code(documents, graph, tmp_path):
    names = [line for line in (graph / "graph.ttl").read_text(encoding="utf-8").splitlines() if line.startswith("industry:")]
    known = names[0].split(" ")[0]
    good, bad = tmp_path / "good.tsv", tmp_path / "bad.tsv"
    good.write_text(f"action\tsubject\tobject\nrename\t{known}\t改过的名\n", encoding="utf-8")
    bad.write_text("action\tsubject\nreject\tindustry/没有的\n", encoding="utf-8")
    done = run("build", documents, "--out", tmp_path / "a", "--corrections", good, "--jobs", 1)
    assert done.exit_code == 0, done.output
    assert '"改过的名"@zh' in (tmp_path / "a" / "graph.ttl").read_text(encoding="utf-8")
    assert "改过的名" in (tmp_path / "a" / "graph.html").read_text(encoding="utf-8")
    failed = run("build", documents, "--out", tmp_path / "b", "--corrections", bad, "--corrections", good, "--jobs", 1)
    assert failed.exit_code == 1 and "bad.tsv:2" in failed.stdout
    assert (tmp_path / "b" / "graph.ttl").read_bytes() == (tmp_path / "a" / "graph.ttl").read_bytes(), "the rest is applied"
    (tmp_path / "vocab").mkdir()
    shutil.copy(good, tmp_path / "vocab" / "corrections.tsv")
    own = run("build", documents, "--out", tmp_path / "c", "--vocab", tmp_path / "vocab", "--jobs", 1)
    assert own.exit_code == 0, own.output
    assert (tmp_path / "c" / "graph.ttl").read_bytes() == (tmp_path / "a" / "graph.ttl").read_bytes()
    assert run("build", documents, "--out", tmp_path / "d", "--corrections", tmp_path / "none.tsv").exit_code == 2
