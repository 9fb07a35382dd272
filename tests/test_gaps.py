"""What was missed: sentences with a cue that gave nothing, in classes, with their place; nothing that the graph knows."""

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import InputError
from kg.gaps import Cover, choose_gaps, count_gaps, find_gaps, read_folder
from kg.model import Extraction, Fact, Incentive, Kind, Mention, Metadata, Provision, Relation, Span, Target

TEXT = """某市办法
第一条 市商务局应当推动低空经济发展。市教育局负责培训。
第二条 企业应当依法经营；主要负责同志到会。
第三条 到2027年，建成起降场20个。
第四条 对企业给予最高50万元补贴。
第五条 违反规定的，处以5万元罚款。去年实现产值50亿元。
第六条 设立3个小组，略。
"""
EMPTY = Extraction("a.txt", "0" * 64, Metadata(title="某市办法"))


def span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def gaps(extraction=EMPTY, text=TEXT):
    return [(gap.kind, gap.cue, gap.sentence) for gap in find_gaps(extraction, text)]


ALL = [
    ("open-duty", "应当", "第一条 市商务局应当推动低空经济发展"),
    ("open-duty", "负责", "市教育局负责培训"),
    ("open-duty", "应当", "第二条 企业应当依法经营"),
    ("target", "20个", "第三条 到2027年，建成起降场20个"),
    ("offer", "50万元", "第四条 对企业给予最高50万元补贴"),
]


def test_without_any_fact_each_sentence_with_a_cue_is_a_gap():
    assert gaps() == ALL


def test_a_duty_that_names_an_agency_is_told_apart():
    agency = Mention(Kind.AGENCY, span("市商务局"), None, "某市商务局", "x")
    region = Mention(Kind.REGION, span("市教育局"), None, "某市", "x")
    assert [g[0] for g in gaps(replace(EMPTY, mentions=(agency, region)))][:2] == ["duty", "open-duty"]


def test_what_gave_a_fact_a_target_or_an_offer_is_no_gap():
    agency = Mention(Kind.AGENCY, span("市商务局"), None, "某市商务局", "x")
    fact = Fact(Relation.RESPONSIBLE_FOR, 0, span("市商务局应当"), None, "x", object=0)
    target = Target("起降场", 20, "个", None, span("起降场20个"), None, "x")
    offer = Incentive("", "", span("最高50万元"), None, "x")
    assert gaps(replace(EMPTY, mentions=(agency,), facts=(fact,), targets=(target,), incentives=(offer,))) == ALL[1:3]
    other = replace(fact, relation=Relation.LOCATED_IN)
    assert len(gaps(replace(EMPTY, mentions=(agency,), facts=(other,)))) == 5


@pytest.mark.parametrize(
    "sentence",
    ["主要负责人到会讲话。", "对违法所得处以50万元罚款并给予警告。", "截至去年累计建成20个起降场。", "设立两个工作小组达到要求。",
     "党的第二十届中央委员会提出的目标。", "本条例自2024年5月1日起施行的。", "全市面积为300平方公里土地。"],
)  # fmt: skip
def test_other_sentences_are_none(sentence):
    assert gaps(text=sentence) == []


def test_a_gap_lies_in_its_innermost_provision_and_spans_are_exact():
    inner = Provision("第一条第二款", "paragraph", span("市教育局负责培训"), 0)
    outer = Provision("第一条", "article", Span(TEXT.index("第一条"), TEXT.index("第二条")))
    found = find_gaps(replace(EMPTY, provisions=(outer, inner)), TEXT)
    assert [gap.provision for gap in found[:3]] == ["第一条", "第一条第二款", ""]
    assert all(gap.span.of(TEXT) == gap.sentence for gap in found)
    assert {(gap.document, gap.title) for gap in found} == {("a.txt", "某市办法")}


def test_a_cover_knows_what_it_overlaps():
    cover = Cover([Span(10, 20), Span(0, 3), Span(11, 12)])
    assert [cover.overlaps(Span(*pair)) for pair in ((3, 10), (2, 4), (19, 30), (20, 30), (5, 11))] == [
        False, True, True, False, True]  # fmt: skip
    assert not Cover([]).overlaps(Span(0, 9))


def test_counts_are_by_document_most_first():
    found = [*find_gaps(EMPTY, TEXT), *find_gaps(replace(EMPTY, name="b.txt"), TEXT * 2)]
    counts = count_gaps(found)
    assert list(counts) == ["b.txt", "a.txt"]
    assert counts["a.txt"] == {"duty": 0, "open-duty": 3, "target": 1, "offer": 1}
    assert [g.kind for g in choose_gaps(found, ("target",), "a")] == ["target"]


def test_time_grows_with_the_text():
    import time

    begin = time.perf_counter()
    find_gaps(EMPTY, "市商务局应当推动发展20个，" * 40_000)
    assert time.perf_counter() - begin < 20


# The command


def run(*arguments):
    return CliRunner().invoke(main, ["gaps", *map(str, arguments)], prog_name="kg")


def test_the_command_lists_and_counts(graph):
    table = run("--graph", graph)
    assert table.exit_code == 0 and ("合计" in table.stdout or "没有漏句" in table.stdout)
    plain = json.loads(run("--graph", graph, "--format", "json").stdout)
    every = [gap for extraction, text in read_folder(graph) for gap in find_gaps(extraction, text)]
    assert [(one["document"], one["sentence"]) for one in plain] == [(gap.document, gap.sentence) for gap in every]
    rows = list(csv.DictReader(io.StringIO(run("--graph", graph, "--format", "csv").stdout.removeprefix("\ufeff"))))
    assert [row["sentence"] for row in rows] == [gap.sentence for gap in every]


def test_without_records_it_says_what_to_do(tmp_path):
    with pytest.raises(InputError, match="kg build"):
        list(read_folder(tmp_path))
    assert run("--graph", tmp_path).exit_code == 1


def test_it_needs_no_spacy(graph):
    code = (
        "import sys; sys.modules['spacy'] = None; sys.modules['rjieba'] = None\n"
        "from kg.cli import main\n"
        f"main(['gaps', '--graph', {str(graph)!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def test_controls_of_a_document_do_not_reach_the_terminal(tmp_path):
    from kg.pipeline import build

    (tmp_path / "a.txt").write_text("某市办法\n第一条 企业应当\u202e依法经营。\n第二条 略。\n第三条 略。\n", encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "out", jobs=1)
    result = run("--graph", tmp_path / "out")
    assert result.exit_code == 0 and "\u202e" not in result.stdout and "企业应当" in result.stdout
