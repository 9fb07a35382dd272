"""Opening graphs, resolving names, the user's own SPARQL, and the three ways a result is shown."""

import csv
import io
import json
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat
from rich.console import Console

from kg.errors import InputError, QueryError
from kg.model import Comparator, Genre, Role, Status
from kg.query import Result, list_questions, open_graph, render_csv, render_json, render_table, run_question, run_sparql
from kg.questions import parse_question
from kg.questions.gathering import COMPARATOR_SIGNS
from kg.questions.names import PK, RDF, normalise_name, resolve_parameter
from kg.questions.result import TERM_NAMES

FIXTURE = Path(__file__).parent / "fixtures" / "small.ttl"


@pytest.fixture(scope="module")
def store():
    return open_graph(FIXTURE)


def test_folder_prefers_turtle(tmp_path, store):
    (tmp_path / "graph.ttl").write_bytes(FIXTURE.read_bytes())
    (tmp_path / "graph.trig").write_text("not RDF")
    assert len(open_graph(tmp_path)) == len(store)


def test_named_graphs_are_one_graph_without_doubles(tmp_path, store):
    quads = [Quad(q.subject, q.predicate, q.object, NamedNode(f"urn:g{n}")) for n in (1, 2) for q in store]
    path = tmp_path / "graph.trig"
    from pyoxigraph import serialize

    serialize(quads, str(path), format=RdfFormat.TRIG)
    both = open_graph(tmp_path)
    assert run_question(both, "matrix", {}).rows == run_question(store, "matrix", {}).rows
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    assert run_sparql(both, count).rows == run_sparql(store, count).rows
    assert run_sparql(both, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g").rows == (("urn:g1",), ("urn:g2",))


@pytest.mark.parametrize(("name", "text"), [("graph.ttl", "<a> <b> ."), ("graph.doc", ""), (None, None)])
def test_unreadable_graph_says_why(tmp_path, name, text):
    path = tmp_path
    if name:
        path = tmp_path / name
        path.write_text(text)
    with pytest.raises(InputError):
        open_graph(path)


def test_unknown_question_lists_questions(store):
    with pytest.raises(QueryError, match="responsible.*谁负责"):
        run_question(store, "responsable", {})


def test_unknown_parameter_lists_parameters(store):
    with pytest.raises(QueryError, match=r"industri(.|\n)*industry "):
        run_question(store, "responsible", {"industri": "x"})


def test_unknown_name_gives_nearest(store):
    with pytest.raises(QueryError, match="nearest: 智慧渔业"):
        run_question(store, "responsible", {"industry": "智能渔业业"})


@pytest.mark.parametrize(("name", "value"), [("role", "boss"), ("deadline", "soon"), ("deadline", "２０２６"), ("limit", "0"), ("limit", "3 #"), ("region", "“”")])
def test_bad_values_are_refused(store, name, value):
    with pytest.raises(QueryError):
        resolve_parameter(store, name, value)


def test_exact_name_wins_over_part(store):
    assert resolve_parameter(store, "industry", "渔业").labels == ("渔业",)
    assert resolve_parameter(store, "industry", "渔").labels == ("智慧渔业", "渔业")


def test_names_match_by_alias_width_and_language(store):
    assert resolve_parameter(store, "agency", " 市 发改委 ").labels == ("云州市发展改革部门",)
    assert resolve_parameter(store, "region", "ＹＵＮＺＨＯＵ").labels == ("云州市",)
    assert normalise_name("“ＡＢ　c”") == "abc"


def test_region_takes_what_lies_in_it(store):
    terms = resolve_parameter(store, "region", "云州市").terms
    ids = [term.rpartition("/id/")[2].rstrip(">") for term in terms]
    assert ids == ["region/云州市", "region/白石区", "zone/白石渔港园区"]


def test_same_thing_is_followed_both_ways():
    store = open_graph(FIXTURE)
    base = "https://w3id.org/policykg/id/industry/"
    store.add(Quad(NamedNode(base + "渔业"), NamedNode(PK + "sameThing"), NamedNode(base + "智慧渔业")))
    for name in ("渔业", "智慧渔业"):
        assert len(run_question(store, "responsible", {"industry": name}).rows) == 1


def test_hostile_name_never_reaches_sparql(store):
    attack = '智慧渔业> } UNION { ?s ?p ?o } #"'
    with pytest.raises(QueryError):
        run_question(store, "responsible", {"industry": attack})
    assert "智慧渔业产业" not in run_question(store, "responsible", {"industry": "智慧渔业产业"}).sparql


def test_unset_parameter_is_not_a_condition(store):
    assert run_question(store, "responsible", {"industry": " "}).rows == run_question(store, "responsible", {}).rows


def test_question_files_are_checked():
    with pytest.raises(QueryError, match="title"):
        parse_question("x", "SELECT * {}")
    with pytest.raises(QueryError, match="nothere"):
        parse_question("x", "# title: 甲 / a\n#if nothere: LIMIT $nothere\n")


def test_questions_have_help_in_both_languages():
    assert len(list_questions()) == 11
    for question in list_questions():
        assert question.title_zh and question.title_en
        assert all(" / " in param.help or param.help.isascii() for param in question.params)


def test_own_sparql_of_each_form(store):
    assert run_sparql(store, "ASK { ?s ?p ?o }").rows == ((True,),)
    triples = run_sparql(store, f"CONSTRUCT {{ ?s a <{PK}Zone> }} WHERE {{ ?s a <{PK}Zone> }}")
    assert triples.rows == (("https://w3id.org/policykg/id/zone/白石渔港园区", RDF + "type", PK + "Zone"),)
    assert run_sparql(store, "SELECT ?x ?y { BIND(1.50 AS ?x) }").columns == ("x", "y")


@pytest.mark.parametrize("text", ["SELECT", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SELECT * { service silent ?x { ?s ?p ?o } }"])
def test_bad_sparql_is_refused(store, text):
    with pytest.raises(QueryError):
        run_sparql(store, text)


def test_the_word_service_in_text_is_no_service(store):
    assert run_sparql(store, 'SELECT ?service { BIND("SERVICE <x>" AS ?service) } # SERVICE').rows == (("SERVICE <x>",),)


HOSTILE = Result(("name", "n"), (('=cmd|"x",\n[red]甲\u202e乙', 1), (None, None), ("  ", 2)), "SELECT")


def test_csv_keeps_cells_exactly():
    text = render_csv(HOSTILE)
    assert text.startswith("name,n\r\n") and text.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows == [["name", "n"], ['=cmd|"x",\n[red]甲\u202e乙', "1"], ["", ""], ["  ", "2"]]


def test_json_has_nulls_numbers_and_names(store):
    value = json.loads(render_json(run_question(store, "incentives", {"industry": "冷链物流"})))
    row = value["rows"][0]
    assert (row["rate"], row["cap"], row["amount"]) == (0.5, 100000, None)
    assert value["resolved"] == {"industry": {"given": "冷链物流", "names": ["冷链物流"], "taken_in": [], "taken_in_count": 0}}
    assert "VALUES ?sector" in value["sparql"]


def test_table_shows_markup_and_controls_as_text():
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(render_table(HOSTILE))
    shown = console.export_text()
    assert "[red]甲" in shown and "⟨U+202E⟩" in shown and "\u202e" not in shown


def test_closed_sets_have_names():
    assert set(COMPARATOR_SIGNS) == {term.value for term in Comparator}
    for terms in (Role, Genre, Status):
        assert {term.value for term in terms} <= set(TERM_NAMES)


def test_table_says_terms_in_chinese(store):
    console = Console(width=140, record=True, file=io.StringIO())
    console.print(render_table(run_question(store, "responsible", {"role": "lead"})))
    shown = console.export_text()
    assert "牵头 lead" in shown and "部门" in shown and "agency" in shown and "2 行 / rows" in shown
    assert "platform" not in shown, "a column without values is left out"
