"""``kg serve`` as a command: what it refuses, how it stops, and foreign clients of its endpoint."""

import os
import signal
import socket

import httpx
import pytest
from click.testing import CliRunner
from rdflib import URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from kg.cli import main
from kg.query import list_questions, open_graph, run_question
from kg.stores.endpoint import Endpoint
from kg.stores.http import Client, parse_address

TOKEN = "a-long-token-for-tests"
PARAMETERS = {"as-of": "2026-06-30", "rollup": "no", "level": "市", "industry": "渔", "platform": "平台", "agency": "商务", "region": "青河省",
              "role": "lead", "deadline": "2027", "limit": "3"}  # fmt: skip


def run(*arguments, **environ):
    result = CliRunner(env=environ).invoke(main, ["serve", *map(str, arguments)], prog_name="kg")
    return result.exit_code, result.output


@pytest.fixture(scope="module")
def address(serving, fixtures):
    with serving(fixtures / "small.ttl") as (address, _):
        yield address


def test_no_graph_is_said(tmp_path):
    code, output = run(tmp_path, "--port", "0")
    assert code == 1 and "graph.ttl" in output and "kg build" in output
    assert run(tmp_path / "nothing", "--port", "0")[0] == 1


@pytest.mark.parametrize("text", ["<a> <b>", "", "\x00", "@prefix"])
def test_a_broken_graph_is_said(tmp_path, text):
    path = tmp_path / "graph.ttl"
    path.write_text(text or "nonsense", encoding="utf-8")
    code, output = run(tmp_path, "--port", "0")
    assert code == 1 and "graph.ttl: 无法读取 / cannot be read" in output


def test_a_port_in_use_is_said(fixtures):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, output = run(fixtures / "small.ttl", "--port", port)
    assert code == 1 and f"port {port} is in use" in output


@pytest.mark.parametrize(("arguments", "environ", "words"), [
    (["--host", "0.0.0.0"], {}, "KG_SERVE_TOKEN"), (["--host", "0.0.0.0", "--token", "short"], {}, "16"),
    (["--host", "0.0.0.0"], {"KG_SERVE_TOKEN": "short"}, "16"), (["--host", "203.0.113.7", "--token", TOKEN], {}, "203.0.113.7"),
    (["--host", "no such host", "--token", TOKEN], {}, "no address"),
])  # fmt: skip
def test_what_cannot_be_listened_on_is_said(fixtures, arguments, environ, words):
    code, output = run(fixtures / "small.ttl", "--port", "0", *arguments, **environ)
    assert code == 1 and words in output


@pytest.mark.parametrize("arguments", [["--port", "70000"], ["--timeout", "0"], ["a", "b"]])
def test_wrong_usage_is_2(arguments):
    assert run(*arguments)[0] == 2


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_stops_it_cleanly(serving, fixtures, tmp_path, number):
    with serving(fixtures / "small.ttl", environ={"TMPDIR": str(tmp_path)}) as (address, process):
        assert httpx.get(address + "/", trust_env=False).status_code == 200
        assert [path.name.startswith("kg-serve-") for path in tmp_path.iterdir()] == [True]
        process.send_signal(getattr(signal, number))
        _, said = process.communicate(timeout=20)
    assert process.returncode == 0 and "已停止 / stopped" in said and "Traceback" not in said
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(httpx.ConnectError):
        httpx.get(address + "/", trust_env=False)


def test_a_token_from_the_environment_is_asked_for(serving, fixtures):
    with serving(fixtures / "small.ttl", environ={"KG_SERVE_TOKEN": TOKEN}) as (address, _):
        assert httpx.get(address + "/", trust_env=False).status_code == 401
        good = httpx.get(address + "/", headers={"authorization": f"Bearer {TOKEN}"}, trust_env=False)
        assert good.status_code == 200
        asked = ["query", "central", "--endpoint", address + "/sparql", "--format", "csv"]
        assert CliRunner(env={"KG_STORE_TOKEN": TOKEN}).invoke(main, asked).exit_code == 0
        assert CliRunner().invoke(main, asked).exit_code == 1


def test_questions_asked_of_the_endpoint_give_the_answers_of_the_graph(address, fixtures):
    local = open_graph(fixtures / "small.ttl")
    cases = [(q.name, params) for q in list_questions() for params in ({}, *({p.name: PARAMETERS[p.name]} for p in q.params))]
    with Client(parse_address(address + "/sparql"), 20, {}) as client:
        for name, params in cases:
            there, here = run_question(Endpoint(client), name, params), run_question(local, name, params)
            assert (there.columns, there.rows, there.resolved) == (here.columns, here.rows, here.resolved)


@pytest.mark.parametrize("question", [["responsible", "industry=智慧渔业"], ["--sparql", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"]])
def test_the_command_line_asks_it_like_the_folder(address, graph, fixtures, question):
    asked = [CliRunner().invoke(main, ["query", *question, "--format", "csv", *where]).stdout
             for where in (["--endpoint", address + "/sparql"], ["--graph", str(fixtures / "small.ttl")])]
    assert asked[0] == asked[1] and len(asked[0].splitlines()) > 1


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_rdflib_is_a_client(address, fixtures, method, form):
    store = SPARQLStore(address + "/sparql", method=method, returnFormat=form)
    query = "SELECT ?s ?l { ?s a <https://w3id.org/policykg/ontology#Agency> ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?l } ORDER BY ?s"
    rows = [(str(s), str(label)) for s, label in store.query(query)]
    local = open_graph(fixtures / "small.ttl")
    assert rows == [(row["s"].value, row["l"].value) for row in local.query(query)]
    assert len(rows) == 4
    if form == "xml":
        assert len(store) == len(local)
        subject = URIRef("https://w3id.org/policykg/id/region/云州市")
        assert len(list(store.triples((subject, None, None)))) == len([q for q in local if str(q.subject) == subject.n3()])
