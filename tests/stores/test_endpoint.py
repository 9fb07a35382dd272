"""Questions asked of an endpoint and of a dataset in memory give what the loaded graph gives; what is none says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store

from kg.cli import main
from kg.errors import QueryError, StoreError
from kg.query import list_questions, open_graph, run_question, run_sparql
from kg.questions.names import resolve_parameter
from kg.stores.endpoint import Endpoint
from kg.stores.http import Client, parse_address

FIXTURE = Path(__file__).parents[1] / "fixtures" / "small.ttl"
PARAMETERS = {
    "as-of": "2026-06-30",
    "rollup": "no", "level": "市", "industry": "渔", "platform": "平台", "agency": "商务", "region": "青河省", "role": "lead", "deadline": "2027", "limit": "3"}
CASES = [(q.name, params) for q in list_questions() for params in ({}, *({p.name: PARAMETERS[p.name]} for p in q.params))]
JSON = "application/sparql-results+json"


@pytest.fixture(scope="module")
def local():
    return open_graph(FIXTURE)


@pytest.fixture
def endpoint(fake):
    fake.store.bulk_load(path=str(FIXTURE), format=RdfFormat.TURTLE, to_graph=NamedNode("urn:g"))
    with Client(parse_address(fake.root + "/query"), 10, {}) as client:
        yield Endpoint(client)


def split_graph(store):
    """The same triples in two named graphs, some of them in both."""
    quads = list(store.quads_for_pattern(None, None, None, DefaultGraph()))
    parts = (("urn:g1", quads[: len(quads) * 2 // 3]), ("urn:g2", quads[len(quads) // 3 :]))
    dataset = Store()
    for name, part in parts:
        dataset.extend(Quad(q.subject, q.predicate, q.object, NamedNode(name)) for q in part)
    return dataset


def test_an_endpoint_answers_as_the_graph(endpoint, local):
    for name, params in CASES:
        there, here = run_question(endpoint, name, params), run_question(local, name, params)
        assert (there.columns, there.rows, there.resolved) == (here.columns, here.rows, here.resolved)


def test_named_graphs_in_memory_answer_as_the_loaded_graph(local):
    dataset = split_graph(local)
    before = len(dataset)
    for name, params in CASES:
        assert run_question(dataset, name, params).rows == run_question(local, name, params).rows
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert run_sparql(dataset, count).rows == run_sparql(local, count).rows == ((len(local),),)
    assert len(dataset) == before


def test_a_dataset_is_asked_without_writing_it(documents, graph):
    from kg.extract import extract
    from kg.rdf import build_dataset
    from kg.text import read_document

    read = [read_document(path.name, path.read_bytes()) for path in sorted(documents.iterdir())]
    dataset = build_dataset((extract(document), document.text) for document in read)
    for question in list_questions():
        if question.name != "policies":  # these rows hold the names of files
            assert run_question(dataset, question.name, {}).rows == run_question(open_graph(graph), question.name, {}).rows
    assert run_question(dataset, "responsible", {}).rows


def test_names_are_resolved_there(endpoint, local):
    for parameter, given in (("region", "云州市"), ("agency", "市发改委"), ("industry", "渔")):
        assert resolve_parameter(endpoint, parameter, given) == resolve_parameter(local, parameter, given)
    with pytest.raises(QueryError, match="nearest: 智慧渔业"):
        run_question(endpoint, "responsible", {"industry": "智能渔业业"})


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { ?s ?p ?o }",
        "SELECT ?x ?y { BIND(1.50 AS ?x) }",
        "SELECT ?subject ?predicate ?object { VALUES (?subject ?predicate ?object) { (2 true 'b') (1 false 'a') } }",
        "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }",
    ],
)
def test_own_sparql_of_each_form(endpoint, local, sparql):
    there, here = run_sparql(endpoint, sparql), run_sparql(local, sparql)
    assert (there.columns, there.rows) == (here.columns, here.rows)


@pytest.mark.parametrize(
    "sparql",
    ["SELECT", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "DROP ALL", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"],
)
def test_updates_services_and_faults_are_not_sent(endpoint, fake, sparql):
    with pytest.raises(QueryError):
        run_sparql(endpoint, sparql)
    assert fake.requests == []


@pytest.mark.parametrize(
    ("status", "headers", "body", "kind", "words"),
    [
        (400, {}, "line 1: no such\nprefix", QueryError, r"refuses the query \(400\): line 1: no such prefix"),
        (404, {}, "", StoreError, r"no SPARQL endpoint there \(404\)"),
        (500, {}, "out of memory", StoreError, r"failed \(500\): out of memory"),
        (403, {}, "", StoreError, "KG_STORE_TOKEN"),
        (200, {"Content_Type": "text/html"}, "<h1>hello</h1>", StoreError, r"no answer of a SPARQL endpoint \(text/html.*hello"),
        (200, {}, "", StoreError, "no answer of a SPARQL endpoint"),
        (200, {"Content_Type": JSON}, "{}", StoreError, "no answer of a SPARQL endpoint"),
        (200, {"Content_Type": JSON}, '{"head":{"vars":["x"]},"results":{"bindings":[{"x":', StoreError, "no answer of a SPARQL"),
        (200, {"Content_Type": JSON, "X_SPARQL_MaxRows": "10"}, "{}", StoreError, "only a part of the answer: 10"),
    ],
)
def test_what_is_no_answer_is_told(endpoint, fake, status, headers, body, kind, words):
    fake.failures = [(status, headers, body)]
    with pytest.raises(kind, match=words):
        run_sparql(endpoint, "SELECT ?x { ?x ?y ?z }")
    assert len(fake.requests) == 1


def test_ill_formed_numbers_are_text(endpoint, fake):
    value = '{"type":"literal","value":"many","datatype":"http://www.w3.org/2001/XMLSchema#"}'
    binding = f'{{"a":{value.replace("#", "#integer")},"b":{value.replace("#", "#decimal")}}}'
    body = f'{{"head":{{"vars":["a","b"]}},"results":{{"bindings":[{binding}]}}}}'
    fake.failures = [(200, {"Content_Type": JSON}, body)]
    assert run_sparql(endpoint, "SELECT ?a ?b { ?a ?b ?c }").rows == (("many", "many"),)


def run(*arguments, **environ):
    return CliRunner(env=environ).invoke(main, ["query", *arguments], prog_name="kg")


def test_the_command_asks_the_endpoint(fake, endpoint):
    address = fake.root + "/query"
    result = run("matrix", "industry=冷链物流", "--endpoint", address, "--format", "csv")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[1:] == ["云州市发展改革部门,冷链物流,1", "云州市商务部门,冷链物流,1", "白石区人民政府,冷链物流,1"]
    assert '"answer": true' in run("--sparql", "ASK {}", "--endpoint", address, "--format", "json").stdout


def test_the_command_sends_the_account(fake, endpoint):
    fake.scheme = "bearer"
    ask = ("--sparql", "ASK {}", "--endpoint", fake.root + "/query")
    assert run(*ask).exit_code == 1
    assert run(*ask, KG_STORE_TOKEN="OnlyForThisTest").exit_code == 0


def test_a_slow_answer_is_not_waited_for(fake):
    fake.delay = 0.5
    result = run("--sparql", "ASK {}", "--endpoint", fake.root + "/query", "--timeout", "0.1")
    assert result.exit_code == 1
    assert "no answer within 0.1 s" in result.stderr


def test_one_of_graph_and_endpoint(fake, tmp_path):
    result = run("central", "--endpoint", fake.root + "/query", "--graph", str(tmp_path))
    assert result.exit_code == 2
    assert "--graph" in result.stderr
    assert run("central", "--endpoint", "http://a:b@127.0.0.1/").exit_code == 2
