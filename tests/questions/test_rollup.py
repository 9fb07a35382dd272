"""What a name takes in: narrower industries, what lies below a region, what is the same thing; and targets that contradict."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store

from kg.cli import main
from kg.errors import QueryError
from kg.extract import extract
from kg.model import Document
from kg.query import open_graph, run_question
from kg.questions.names import PK
from kg.rdf import build_dataset
from kg.resolve.industries import resolve_industry
from kg.vocabulary import read_vocabulary

FIXTURE = Path(__file__).parent.parent / "fixtures" / "small.ttl"


def graph(*texts: tuple[str, str]) -> Store:
    items = [(extract(Document(name, text, hashlib.sha256(text.encode()).hexdigest())), text) for name, text in texts]
    return build_dataset(items)


def test_a_question_about_an_industry_takes_in_narrower_ones() -> None:
    text = "保定市某行动方案（2025—2027年）\n一、任务\n（一）发展人工智能产业。（市数据局牵头）\n（二）发展新一代信息技术产业。（市科技局牵头）\n"
    store = graph(("a.txt", text))
    wide = run_question(store, "responsible", {"industry": "新一代信息技术"})
    assert {row[2] for row in wide.rows} == {"人工智能", "新一代信息技术"}
    assert wide.resolved[0].taken_in == ("人工智能",)
    narrow = run_question(store, "responsible", {"industry": "新一代信息技术", "rollup": "no"})
    assert {row[2] for row in narrow.rows} == {"新一代信息技术"}
    assert narrow.resolved[0].taken_in == ()


def test_a_province_takes_in_its_cities_or_not() -> None:
    store = graph(("a.txt", "河北省某方案\n一、任务\n发展智慧物流。（省商务厅牵头）\n"), ("b.txt", "保定市某方案\n一、任务\n发展智慧物流。（市商务局牵头）\n"))
    assert len(run_question(store, "responsible", {"region": "河北省"}).rows) == 2
    assert len(run_question(store, "responsible", {"region": "河北省", "rollup": "no"}).rows) == 1


CHIPS = "保定市某行动方案（2025—2027年）\n一、任务\n（一）发展集成电路产业。（市科技局牵头，市商务局配合）\n（二）发展新能源产业。（市科技局牵头）\n"


def test_what_a_standard_knows_by_its_making_alone_is_under_its_class_too() -> None:
    store = graph(("a.txt", CHIPS), ("b.txt", "保定市另一方案\n一、任务\n（一）发展新一代信息技术产业。（市数据局牵头）\n"))
    wide = run_question(store, "responsible", {"industry": "新一代信息技术"})
    assert sorted((str(row[0]), str(row[1]), str(row[2])) for row in wide.rows) == [
        ("保定市商务部门", "support", "集成电路"),
        ("保定市数据管理部门", "lead", "新一代信息技术"),
        ("保定市科学技术部门", "lead", "集成电路"),
    ]
    assert wide.resolved[0].taken_in == ("集成电路",)
    assert run_question(store, "responsible", {"industry": "集成电路"}).resolved[0].taken_in == (), "what is above is not taken in"


def test_a_broader_industry_of_our_own_takes_in_the_narrower() -> None:
    store = open_graph(FIXTURE)
    fish, smart = (NamedNode(f"https://w3id.org/policykg/id/industry/{name}") for name in ("渔业", "智慧渔业"))
    store.add(Quad(smart, NamedNode("http://www.w3.org/2004/02/skos/core#broader"), fish))
    wide = run_question(store, "responsible", {"industry": "渔业"})
    assert [(row[0], row[1], row[2]) for row in wide.rows] == [("云州市发展改革部门", "lead", "智慧渔业")]
    assert wide.resolved[0].taken_in == ("智慧渔业",)
    assert run_question(store, "responsible", {"industry": "渔业", "rollup": "否"}).rows == ()


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("云州市外经贸局", ("云州市商务部门",)),  # a former name that no text uses
        ("云州发改委", ("云州市发展改革部门",)),
        ("卫计委", None),
        ("市发展计划委员会", ("云州市发展改革部门",)),
        ("临江市商务局", None),  # another city's is no answer
    ],
)
def test_an_agency_is_found_by_names_that_no_text_uses(given: str, names: tuple[str, ...] | None) -> None:
    store = open_graph(FIXTURE)
    if names is None:
        with pytest.raises(QueryError, match="no such name"):
            run_question(store, "duties", {"agency": given})
        return
    assert run_question(store, "duties", {"agency": given}).resolved[0].labels == names


def test_an_agency_takes_in_what_is_the_same_thing() -> None:
    store = open_graph(FIXTURE)
    trade, plan = (NamedNode(f"https://w3id.org/policykg/id/agency/云州市/prefecture/{name}") for name in ("商务", "发展改革"))
    store.add(Quad(plan, NamedNode("https://w3id.org/policykg/ontology#sameThing"), trade))
    result = run_question(store, "matrix", {"agency": "云州市商务部门"})
    assert [row[0] for row in result.rows] == ["云州市发展改革部门", "云州市发展改革部门", "云州市商务部门"]
    assert result.resolved[0].taken_in == ("云州市发展改革部门",)
    assert [row[0] for row in run_question(store, "matrix", {"agency": "云州市商务部门", "rollup": "no"}).rows] == ["云州市商务部门"]


def test_every_row_of_industry_classes_rests_on_a_class_that_names_it() -> None:
    rows = read_vocabulary("industry_classes")
    assert len(rows) > 30
    for row in rows:
        classes = {one["code"]: one for one in read_vocabulary(row["table"])}
        above = [one for one in classes.values() if one["name"] == row["source"]]
        assert above and row["industry"] in row["source"], row
        while above[-1]["parent"]:
            above.append(classes[above[-1]["parent"]])
        assert row["class"] in [one["name"] for one in above[1:]] or row["class"] == row["source"], row
        assert [s.match for s in resolve_industry(row["industry"]).standards if s.scheme == row["table"].replace("_", "-")] == ["broadMatch"], row


def ask(store: Store, tmp_path: Path, *words: str) -> Result:
    path = tmp_path / "graph.ttl"
    path.write_bytes(store.dump(format=RdfFormat.TURTLE, from_graph=DefaultGraph()))
    return CliRunner().invoke(main, ["query", *words, "--graph", str(path)], prog_name="kg")


def test_the_answer_says_above_the_table_what_it_took_in(tmp_path: Path) -> None:
    store = open_graph(FIXTURE)
    result = ask(store, tmp_path, "responsible", "region=青河省", "as-of=2026-03-01")
    first, second, *_ = result.stdout.splitlines()
    assert first.startswith("region=青河省: 另含 4 项 / takes in 4 more (rollup=no 不含 / without): 临江市、云州市、白石区、白石渔港园区")
    assert second.strip() == "截至 / as of 2026-03-01: 未计文件 / documents left out: 0"
    assert "另含" not in ask(store, tmp_path, "responsible", "region=青河省", "rollup=no").output


def test_json_says_what_was_taken_in_and_left_out(tmp_path: Path) -> None:
    store = open_graph(FIXTURE)
    resolved = json.loads(ask(store, tmp_path, "targets", "region=青河省", "as-of=2025-12-31", "--format", "json").stdout)["resolved"]
    assert resolved == {
        "region": {"given": "青河省", "names": ["青河省"], "taken_in": ["临江市", "云州市", "白石区", "白石渔港园区"], "taken_in_count": 4},
        "as-of": {"given": "2025-12-31", "names": ["2025-12-31"], "left_out": 1, "reasons": ["未发布 not yet issued: 1"]},
    }


def test_csv_stays_a_table_and_the_messages_say_the_rest(tmp_path: Path) -> None:
    result = ask(open_graph(FIXTURE), tmp_path, "matrix", "region=青河省", "--format", "csv")
    assert result.stdout.splitlines()[0] == "agency,industry,count"
    assert "另含 4 项" in result.stderr


@pytest.mark.parametrize("wrong", ["rollup=perhaps", "as-of=2026", "level=洲"])
def test_wrong_values_are_wrong_usage(tmp_path: Path, wrong: str) -> None:
    result = ask(open_graph(FIXTURE), tmp_path, "compare", wrong)
    assert result.exit_code == 2 and wrong.partition("=")[2] in result.output


def test_compare_from_the_command_line(tmp_path: Path) -> None:
    shown = ask(open_graph(FIXTURE), tmp_path, "compare", "level=市").stdout
    assert all(head in shown for head in ("牵头部门", "配合数", "目标", "智慧渔业企业≥60家"))
    result = ask(open_graph(FIXTURE), tmp_path, "compare", "industry=智慧渔业", "level=市", "--format", "csv")
    assert result.stdout.splitlines() == [
        "region,lead,joint,support,target,platform,zone,document",
        "云州市,云州市发展改革部门,,0,智慧渔业企业≥60家（2027）,,,云州市智慧渔业行动方案",
    ]


LAND = """@prefix : <https://w3id.org/policykg/id/x/> .
@prefix pk: <https://w3id.org/policykg/ontology#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:p a pk:Policy ; pk:sourceFile "p.txt" ; dcterms:title "甲市规划" ; pk:jurisdiction :a .
:q a pk:Provision ; pk:partOf :p ; pk:ref "一" ; pk:concerns :i .
:i a pk:Industry ; skos:prefLabel "茶业"@zh .
:a a pk:Region ; skos:prefLabel "甲市"@zh ; pk:level pk:prefecture . :b a pk:Region ; skos:prefLabel "乙区"@zh ; pk:level pk:county ; pk:partOf :a .
:z a pk:Zone ; skos:prefLabel "茶园区"@zh ; pk:locatedIn :b ; pk:mentionedIn :q .
:k a pk:Zone ; skos:prefLabel "茶港区"@zh ; pk:locatedIn :a .
:f a pk:Platform ; skos:prefLabel "茶叶平台"@zh ; pk:locatedIn :b ; pk:mentionedIn :q .
:g a pk:Platform ; skos:prefLabel "茶叶中心"@zh ; pk:mentionedIn :q . :a pk:builds :g .
:e a pk:Evidence ; pk:provision :q ; pk:quote "茶港区聚焦茶业" .
:s a pk:Assertion ; rdf:predicate pk:focusesOn ; rdf:subject :k ; rdf:object :i ; pk:evidence :e .
:t a pk:Target ; pk:indicator "茶园" ; pk:value 2.50 ; pk:valueMax 3.0 ; pk:unit "万亩" ; pk:comparator pk:equalTo ; pk:concerns :i ; pk:region :b ; pk:evidence :e .
"""


def test_compare_gathers_platforms_zones_and_targets_of_what_lies_below() -> None:
    store = Store()
    store.load(LAND.encode(), format=RdfFormat.TURTLE)
    near = ("茶园=2.5–3万亩", "茶叶平台", "茶园区", "甲市规划")
    wide = ("茶园=2.5–3万亩", "茶叶中心、茶叶平台", "茶园区、茶港区", "甲市规划")
    own = (None, "茶叶中心", "茶港区", "甲市规划")
    assert run_question(store, "compare", {"industry": "茶业"}).rows == (("乙区", None, None, 0, *near), ("甲市", None, None, 0, *wide))
    assert run_question(store, "compare", {"rollup": "no"}).rows == (("乙区", None, None, 0, *near), ("甲市", None, None, 0, *own))


FIRST = "保定市某行动方案（2025—2027年）\n一、目标\n到2027年，智慧物流企业达到60家。\n"
SECOND = "保定市另一行动方案（2025—2027年）\n一、目标\n到2027年，智慧物流企业达到80家。\n"
LATER = "保定市第三行动方案（2025—2027年）\n一、目标\n到2026年，智慧物流企业达到80家。\n"
ELSEWHERE = "石家庄市某行动方案（2025—2027年）\n一、目标\n到2027年，智慧物流企业达到90家。\n"


def test_targets_of_two_policies_that_contradict() -> None:
    store = graph(("a.txt", FIRST), ("b.txt", SECOND), ("c.txt", LATER), ("d.txt", ELSEWHERE))
    sides = {
        ("60", "家", "保定市某行动方案（2025—2027年）", "一/par 1", "到2027年，智慧物流企业达到60家"),
        ("80", "家", "保定市另一行动方案（2025—2027年）", "一/par 1", "到2027年，智慧物流企业达到80家"),
    }
    (row,) = run_question(store, "contradictions", {}).rows
    assert row[:3] == ("智慧物流企业", "保定市", "2027")
    assert {tuple(map(str, row[3:8])), tuple(map(str, row[8:]))} == sides
    assert len(run_question(store, "contradictions", {"region": "河北省"}).rows) == 1
    assert run_question(store, "contradictions", {"region": "石家庄市"}).rows == ()
    assert run_question(store, "contradictions", {"deadline": "2026"}).rows == ()


def test_a_target_of_a_policy_that_does_not_hold_contradicts_nothing() -> None:
    store = graph(("a.txt", FIRST), ("b.txt", SECOND))
    second = next(store.quads_for_pattern(None, NamedNode(PK + "sourceFile"), Literal("b.txt"), None))
    day = Literal("2026-05-01", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    store.add(Quad(second.subject, NamedNode("http://purl.org/dc/terms/issued"), day, second.graph_name))
    assert run_question(store, "contradictions", {"as-of": "2026-04-30"}).rows == ()
    assert len(run_question(store, "contradictions", {"as-of": "2026-05-01"}).rows) == 1
