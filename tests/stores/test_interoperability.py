"""Real stores hold what was pushed and answer every shipped question as the embedded engine does."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from kg.cli import main
from kg.query import Result, list_questions, open_graph, run_question, run_sparql
from kg.stores.endpoint import Endpoint
from kg.stores.graph_store import GraphStore
from kg.stores.http import Client, parse_address
from kg.stores.push import open_dataset, plan_push, push

pytestmark = pytest.mark.stores
SAMPLES = Path(__file__).parents[2] / "seeds" / "documents"
OTHERS = "https://example.org/others"
WHOLE = "https://example.org/whole"
VALUES = {
    "as-of": ["2023-12-31", "2023-01-01", "2000-01-01"],
    "rollup": ["no"],
    "industry": ("数字", "电商", "智慧物流"),
    "platform": ("平台", "中心"),
    "agency": ("商务", "发展改革", "市", "石家庄市外经贸局"),
    "region": ("石家庄市", "辽宁省", "光明"),
    "level": ("provincial", "市"),
    "role": ("lead", "joint", "support"),
    "deadline": ("2025", "2027"),
    "limit": ("3", "50"),
}


def list_cases() -> Iterator[tuple[str, dict[str, str]]]:
    """Every question without parameters, with each value of each of them, and with all of them."""
    for question in list_questions():
        yield question.name, {}
        for param in question.params:
            yield from ((question.name, {param.name: value}) for value in VALUES[param.name])
        yield question.name, {param.name: VALUES[param.name][0] for param in question.params}


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A build of the samples, and one in which a document is another text and one is gone."""
    from kg.pipeline import build

    folder = tmp_path_factory.mktemp("builds")
    documents = folder / "documents"
    shutil.copytree(SAMPLES, documents, ignore=shutil.ignore_patterns("*.py"))
    build([documents], folder / "first", jobs=1)
    first, second, *_ = sorted(documents.glob("*.txt"))
    first.write_text(first.read_text(encoding="utf-8") + "\n补充：市商务局负责冷链物流产业。\n", encoding="utf-8")
    second.unlink()
    build([documents], folder / "second", jobs=1)
    return folder / "first", folder / "second"


@pytest.fixture
def store(server) -> Iterator[GraphStore]:
    with Client(parse_address(server.graphs), 120, server.account) as client:
        yield GraphStore(client)


@pytest.fixture
def endpoint(server) -> Iterator[Endpoint]:
    with Client(parse_address(server.query), 120, {}) as client:
        yield Endpoint(client)


def read_graphs(endpoint: Endpoint, words: str) -> dict[str, int]:
    """The named graphs whose names hold these words, with their numbers of triples."""
    sparql = f'SELECT ?g (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(CONTAINS(STR(?g), "{words}")) }} GROUP BY ?g'
    return {str(graph): int(str(number)) for graph, number in run_sparql(endpoint, sparql).rows}


@cache
def answer(turtle: Path, name: str, params: tuple[tuple[str, str], ...]) -> Result:
    """The embedded engine's answer, asked once for all stores."""
    return run_question(load(turtle), name, dict(params))


@cache
def load(turtle: Path) -> Store:
    return open_graph(turtle)


def compare(endpoint: Endpoint, turtle: Path, cases: Iterable[tuple[str, dict[str, str]]]) -> int:
    """Holds every answer against the embedded engine's; gives the number of rows."""
    rows = 0
    for name, params in cases:
        there, here = run_question(endpoint, name, params), answer(turtle, name, tuple(params.items()))
        assert there.resolved == here.resolved, (name, params)
        assert [list(map(str, row)) for row in there.rows] == [list(map(str, row)) for row in here.rows], (name, params)
        rows += len(there.rows)
    return rows


def clear(endpoint: Endpoint, store: GraphStore) -> None:
    for words in ("policykg/id/", "example.org"):
        for graph in read_graphs(endpoint, words):
            store.delete(graph)


def test_a_loaded_turtle_file_answers_as_the_embedded_engine(server, builds, store, endpoint) -> None:
    clear(endpoint, store)
    turtle = builds[0] / "graph.ttl"
    auth = httpx.DigestAuth(*server.account.values()) if server.account else None
    headers = {"Content-Type": "text/turtle"}
    reply = httpx.put(server.graphs, params={"graph": WHOLE}, content=turtle.read_bytes(), headers=headers, auth=auth, timeout=120, trust_env=False)
    assert reply.is_success, reply.text
    assert read_graphs(endpoint, WHOLE) == {WHOLE: len(load(turtle))}
    assert compare(endpoint, turtle, list_cases()) > 5000


def test_a_push_and_a_second_one_hold_what_the_builds_hold(server, builds, store, endpoint) -> None:
    clear(endpoint, store)
    store.replace(OTHERS, ["<urn:a> <urn:b> <urn:c> .\n"])
    for build, gone in zip(builds, (0, 2), strict=True):  # the text that is gone, and the one that is another
        dataset = open_dataset(build)
        plan = plan_push(dataset, store)
        assert len(plan.deleted) == gone
        push(dataset, store, plan)
        for graph in dataset.named_graphs():
            there = {(q.subject, q.predicate) for q in store.read(graph.value)}  # Virtuoso writes 8.50 as 8.5
            assert there == {(q.subject, q.predicate) for q in dataset.quads_for_pattern(None, None, None, graph)}
        held = read_graphs(endpoint, "policykg/id/")
        assert held.pop("https://w3id.org/policykg/id/graphs") == len(held)
        assert held == {g.value: sum(1 for _ in dataset.quads_for_pattern(None, None, None, g)) for g in dataset.named_graphs()}
        cases = ((question.name, {}) for question in list_questions())
        assert compare(endpoint, build / "graph.ttl", cases) > 1000
    assert read_graphs(endpoint, OTHERS) == {OTHERS: 1}


def test_a_graph_of_the_same_name_is_replaced(builds, store, endpoint) -> None:
    clear(endpoint, store)
    dataset = open_dataset(builds[0])
    push(dataset, store, plan_push(dataset, store))
    name = sorted(graph.value for graph in dataset.named_graphs())[-1]
    gone = sorted(dataset.quads_for_pattern(None, None, None, NamedNode(name)), key=str)[::2]
    for quad in gone:
        dataset.remove(quad)
    added = Quad(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c"), NamedNode(name))
    dataset.add(added)
    plan = plan_push(dataset, store)
    assert plan.deleted == ()
    push(dataset, store, plan)
    left = sum(1 for _ in dataset.quads_for_pattern(None, None, None, NamedNode(name)))
    assert read_graphs(endpoint, name) == {name: left}
    assert run_sparql(endpoint, f"ASK {{ GRAPH <{name}> {{ <urn:a> <urn:b> <urn:c> }} }}").rows == ((True,),)


def test_a_graph_in_parts_is_whole(builds, server, endpoint) -> None:
    dataset = open_dataset(builds[0])
    with Client(parse_address(server.graphs), 120, server.account) as client:
        store = GraphStore(client, most_bytes=100_000)
        clear(endpoint, store)
        push(dataset, store, plan_push(dataset, store))
    held = read_graphs(endpoint, "#graph")
    assert held == {g.value: sum(1 for _ in dataset.quads_for_pattern(None, None, None, g)) for g in dataset.named_graphs() if "#graph" in g.value}


def test_names_that_break_syntax_come_back_as_they_were(store, endpoint) -> None:
    clear(endpoint, store)
    quads = Store()
    quads.bulk_load(path=str(Path(__file__).parents[1] / "fixtures" / "hostile.ttl"), format=RdfFormat.TURTLE)
    store.replace(OTHERS, quads.dump(format=RdfFormat.N_TRIPLES, from_graph=next(iter(quads)).graph_name).decode().splitlines(True))
    sparql = "SELECT ?s ?p ?o { GRAPH <%s> { ?s ?p ?o } }"
    there = run_sparql(endpoint, sparql % OTHERS).rows
    assert sorted(map(str, there)) == sorted(map(str, run_sparql(quads, "SELECT ?s ?p ?o { ?s ?p ?o }").rows))


def test_the_commands(server, builds, store, endpoint) -> None:
    clear(endpoint, store)
    runner = CliRunner(env=server.account)
    pushed = runner.invoke(main, ["push", server.graphs, "--graph", str(builds[0])], prog_name="kg")
    assert pushed.exit_code == 0, pushed.output
    ask = ["query", "responsible", "industry=数字经济", "--format", "csv"]
    there = runner.invoke(main, [*ask, "--endpoint", server.query], prog_name="kg")
    here = runner.invoke(main, [*ask, "--graph", str(builds[0])], prog_name="kg")
    assert there.exit_code == 0, there.output
    assert there.stdout == here.stdout and len(here.stdout.splitlines()) > 5
    refused = runner.invoke(main, ["query", "--sparql", "SELECT (SUM(1, 2) AS ?x) {}", "--endpoint", server.query], prog_name="kg")
    assert refused.exit_code == 1


def test_who_has_no_account_writes_nothing(server, builds, endpoint) -> None:
    if not server.account:
        pytest.skip(f"{server.name} asks for no account")
    wrong = {"KG_STORE_USER": "kg", "KG_STORE_PASSWORD": "WrongOne"}
    for environ in (dict.fromkeys(wrong, ""), wrong):
        result = CliRunner(env=environ).invoke(main, ["push", server.graphs, "--graph", str(builds[0])], prog_name="kg")
        assert result.exit_code == 1
        assert "401" in result.stderr and "WrongOne" not in result.output
