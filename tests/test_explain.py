"""Why a statement stands: its sentence, rule, words and what was left out; what cannot be shown is said."""

import json
import shutil

import pytest
from click.testing import CliRunner

import kg.explain
from kg.cli import main
from kg.errors import QueryError
from kg.explain import explain, find_sentence
from kg.mentions.open_names import find_open_names
from kg.mentions.rejections import find_rejections
from kg.model import Kind, Span
from kg.statements import describe_rule

LEAD = "省商务主管部门负责跨境电子商务工作，省科技主管部门配合"


def run(*arguments):
    return CliRunner().invoke(main, ["explain", *map(str, arguments)], prog_name="kg")


def test_a_fact_between_two_names_is_explained(graph):
    found, count = explain(graph, ["商务", "跨境电子商务"])
    (one,) = found
    assert count == 1 and one.statement.relation == "responsibleFor" and one.statement.kind == "fact"
    assert (one.statement.provision, one.statement.file) == ("第二条", "数字贸易 条例.txt")
    assert one.statement.quote in one.sentence and LEAD in one.sentence
    assert one.statement.rule == describe_rule("subject-modal") and one.statement.rule.zh
    words = {(word.surface, word.mention.kind) for word in one.words}
    assert ("跨境电子商务", Kind.INDUSTRY) in words and ("省商务主管部门", Kind.AGENCY) in words
    assert all(word.rule.zh for word in one.words)
    text = (graph / "texts" / f"{one.statement.sha256}.txt").read_text(encoding="utf-8")
    assert one.statement.span.of(text) == one.statement.quote
    assert all(word.mention.span.of(text) == word.surface for word in one.words)


def test_candidates_that_were_not_taken_are_shown_with_the_reason():
    text = "某市条例\n第一条 市发展改革部门应当加强智慧物流体系建设。\n第二条 推动集成电路设计服务发展。\n"
    within = Span(text.index("第一条"), text.index("第二条"))
    taken = [Span(text.index("市发展"), text.index("应当"))]
    found = find_rejections(text, taken, within)
    names = {(name.kind, name.span) for name in find_open_names(text, taken)}
    assert found and not {(r.kind, r.span) for r in found} & names
    assert all(within.covers(r.span) and r.span.of(text) == r.name for r in found)
    assert any(r.reason == "overlap" and "智慧物流" in r.name for r in found)
    assert all(r.score < r.threshold for r in found if r.reason == "threshold")
    assert {r.reason for r in found} <= {"threshold", "overlap", "generic"}
    assert find_rejections(text, taken, Span(0, 3)) == [] == find_rejections("", [], Span(0, 0))


def test_rejections_stand_where_the_document_has_them(tmp_path):
    """Rules read a view without stray spaces; what is shown lies in the sentence all the same."""
    from kg.pipeline import build

    text = "某市数字经济条例\n第一条 略。\n第二条 市发展改革部门应当加强智慧 物流体系建设。\n第三条 略。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "out", jobs=1)
    (found, _) = explain(tmp_path / "out", ["发展改革", "智慧物流"])
    assert found[0].rejections and "智慧 物流" in found[0].sentence
    assert all(r.name[:2] in found[0].sentence for r in found[0].rejections)


def test_a_statement_is_found_by_its_iri_targets_and_incentives_too(graph):
    ((one,), _) = explain(graph, ["商务", "跨境电子商务"], with_model=False)
    ((same,), _) = explain(graph, [one.statement.iri], with_model=False)
    assert same == one and one.rejections == ()
    kinds = {}
    for line in (graph / "graph.ttl").read_text(encoding="utf-8").splitlines():
        for kind in ("target", "incentive"):
            if line.startswith(f"{kind}:") and kind not in kinds:
                kinds[kind] = f"https://w3id.org/policykg/id/{line.split()[0].replace(':', '/')}"
    for kind, iri in kinds.items():
        ((found,), _) = explain(graph, [iri], with_model=False)
        assert found.statement.kind == kind and found.statement.rule.name.startswith(kind) and found.sentence
    assert len(kinds) == 2


def test_without_records_the_statement_stands_alone(graph, tmp_path):
    shutil.copy(graph / "graph.ttl", tmp_path / "graph.ttl")
    ((one,), _) = explain(tmp_path / "graph.ttl", ["商务", "跨境电子商务"])
    assert one.statement.quote and one.words == () and "kg build" in one.note


def test_without_spacy_the_words_are_shown_and_the_lack_is_said(graph, monkeypatch):
    monkeypatch.setattr(kg.explain, "find_spec", lambda name: None)
    ((one,), _) = explain(graph, ["商务", "跨境电子商务"])
    assert one.words and one.rejections == () and "spaCy" in one.note


def test_names_that_nothing_joins_and_unknown_ones_are_said(graph):
    with pytest.raises(QueryError, match="no statement joins"):
        explain(graph, ["商务", "集成电路"])
    with pytest.raises(QueryError, match="占星"):
        explain(graph, ["商务", "占星"])
    with pytest.raises(QueryError, match="no such statement"):
        explain(graph, ["https://w3id.org/policykg/id/fact/0"])
    with pytest.raises(QueryError, match="IRI"):
        explain(graph, ["> } DROP ALL #"])


def test_a_passage_is_widened_to_whole_sentences():
    text = "前句。中间甲乙丙，还有丁；后句。"
    assert find_sentence(text, Span(5, 7)).of(text) == "中间甲乙丙，还有丁"
    long = "甲" * 1000
    assert find_sentence(long, Span(500, 510)) == Span(100, 910)


def test_what_builds_follows_from_is_put_together():
    assert describe_rule("builds-duty-list").zh == describe_rule("builds").zh + describe_rule("duty-list").zh
    assert describe_rule("no-such-rule").en == "(not described)"


def test_the_command_prints_tables_and_json(graph):
    table = run("商务", "跨境电子商务", "--graph", graph)
    assert table.exit_code == 0, table.output
    assert all(word in table.stdout for word in ("subject-modal", "第二条", "跨境电子商务", "规则说明"))
    plain = run("商务", "跨境电子商务", "--graph", graph, "--format", "json", "--no-model")
    (one,) = json.loads(plain.stdout)
    assert one["statement"]["rule"]["name"] == "subject-modal" and one["words"] and one["rejections"] == []
    limited = run("政府", "石家庄", "--graph", graph)
    assert limited.exit_code == 1
    assert run("a", "b", "c", "--graph", graph).exit_code == 2
    assert run("--graph", graph).exit_code == 2
