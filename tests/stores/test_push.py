"""Pushing a build: which graphs are written and deleted, what happens when the store fails, and what is said."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from kg.cli import main
from kg.stores.push import open_dataset

BASE = "https://w3id.org/policykg/id/"
LIST = BASE + "graphs"
PLAIN, HASHED = NamedNode("urn:a"), NamedNode("urn:b")


def name_of(number: int) -> str:
    return f"{BASE}policy/{number:012x}#graph"


def make_dataset(path, documents, size=3):
    """A dataset of documents, each with so many triples, and an authority graph."""
    store = Store()
    for number in documents:
        graph = NamedNode(name_of(number))
        store.extend(Quad(PLAIN, HASHED, Literal(f"甲{number}-{n}\n"), graph) for n in range(size))
    store.add(Quad(PLAIN, HASHED, Literal("authority"), NamedNode(BASE + "authority")))
    path.parent.mkdir(exist_ok=True)
    store.dump(str(path), format=RdfFormat.TRIG)
    return path


def run(fake, graph, *options, **environ):
    env = {"KG_STORE_USER": "", "KG_STORE_PASSWORD": "", "KG_STORE_TOKEN": "", **environ}
    return CliRunner(env=env).invoke(main, ["push", fake.root + "/data", "--graph", str(graph), *options], prog_name="kg")


@pytest.fixture(autouse=True)
def no_waits(monkeypatch):
    waits = []
    monkeypatch.setattr("kg.stores.http.wait", waits.append)
    return waits


def test_each_document_is_a_graph_and_the_list_names_them(fake, tmp_path):
    result = run(fake, make_dataset(tmp_path / "graph.trig", (1, 2)))
    assert result.exit_code == 0, result.output
    assert "3 个图 graphs, 7 条三元组 triples" in result.stdout
    assert fake.graphs == {name_of(1): 3, name_of(2): 3, BASE + "authority": 1, LIST: 3}
    listed = {quad.object.value for quad in fake.store.quads_for_pattern(None, None, None, NamedNode(LIST))}
    assert listed == {name_of(1), name_of(2), BASE + "authority"}


def test_a_build_is_pushed_as_it_is(fake, graph):
    assert run(fake, graph).exit_code == 0
    fake.store.remove_graph(NamedNode(LIST))
    assert set(fake.store) == set(open_dataset(graph))


def test_what_changed_is_replaced_and_what_is_gone_is_deleted(fake, tmp_path):
    foreign = Quad(PLAIN, HASHED, PLAIN, NamedNode("https://example.org/others"))
    near = Quad(PLAIN, HASHED, PLAIN, NamedNode(name_of(9)))
    fake.store.extend([foreign, near])
    run(fake, make_dataset(tmp_path / "graph.trig", (1, 2, 3)))
    result = run(fake, make_dataset(tmp_path / "graph.trig", (1, 3), size=2))
    assert "已删除 / deleted: 1" in result.stdout
    kept = {foreign.graph_name.value: 1, near.graph_name.value: 1}
    assert fake.graphs == {name_of(1): 2, name_of(3): 2, BASE + "authority": 1, LIST: 3, **kept}


def test_a_list_that_was_tampered_with_deletes_nothing_of_others(fake, tmp_path):
    names = ("https://example.org/others", BASE + "policy/../others", BASE + "authority2", name_of(1).removesuffix("#graph"))
    fake.store.extend(Quad(PLAIN, HASHED, PLAIN, NamedNode(name)) for name in names)
    part = NamedNode("http://purl.org/dc/terms/hasPart")
    fake.store.extend(Quad(NamedNode(LIST), part, NamedNode(name), NamedNode(LIST)) for name in names)
    run(fake, make_dataset(tmp_path / "graph.trig", (1,)))
    assert all(fake.graphs[name] == 1 for name in names)
    assert not [request for request in fake.requests if request[0] == "DELETE"]


def test_a_push_that_stopped_is_mended_by_the_next(fake, tmp_path):
    run(fake, make_dataset(tmp_path / "graph.trig", (1, 2)))
    fake.failures = [None, None, None, None, (400, {}, "no room")]  # read the list, write it, authority, 3; delete 1
    assert run(fake, make_dataset(tmp_path / "graph.trig", (3,))).exit_code == 1
    assert {name_of(1), name_of(2), name_of(3)} < set(fake.graphs)
    assert run(fake, make_dataset(tmp_path / "graph.trig", (4,))).exit_code == 0
    assert set(fake.graphs) == {name_of(4), BASE + "authority", LIST}


def test_new_graphs_are_listed_before_they_are_written(fake, tmp_path):
    run(fake, make_dataset(tmp_path / "graph.trig", (1,)))
    fake.requests.clear()
    run(fake, make_dataset(tmp_path / "graph.trig", (2,)))
    steps = [(method, name) for method, name, _ in fake.requests]
    authority = BASE + "authority"
    assert steps == [("GET", LIST), ("PUT", LIST), ("PUT", authority), ("PUT", name_of(2)), ("DELETE", name_of(1)), ("PUT", LIST)]


def test_dry_run_sends_nothing(fake, tmp_path):
    run(fake, make_dataset(tmp_path / "graph.trig", (1, 2)))
    fake.requests.clear()
    result = run(fake, make_dataset(tmp_path / "graph.trig", (2, 3)), "--dry-run")
    assert [method for method, *_ in fake.requests] == ["GET"]
    assert f"删除 delete  {name_of(1)}\n" in result.stdout
    assert f"替换 replace  {name_of(3)}\n" in result.stdout
    assert name_of(3) not in fake.graphs


def test_a_large_graph_goes_in_parts(fake, tmp_path):
    fake.most_bytes = 5000
    result = run(fake, make_dataset(tmp_path / "graph.trig", (1,), size=500))
    assert result.exit_code == 0, result.output
    assert fake.graphs[name_of(1)] == 500
    assert [request[0] for request in fake.requests if request[1:] == (name_of(1), 204)].count("POST") > 2


def test_a_store_that_takes_nothing_is_given_up(fake, tmp_path):
    fake.most_bytes = 10
    result = run(fake, make_dataset(tmp_path / "graph.trig", (1,)))
    assert result.exit_code == 1
    assert "413" in result.stderr


def test_failures_are_tried_again_after_growing_waits(fake, tmp_path, no_waits):
    fake.failures = [(503, {}, ""), (500, {}, ""), (429, {"Retry_After": "7"}, "")]
    assert run(fake, make_dataset(tmp_path / "graph.trig", (1,))).exit_code == 0
    assert no_waits == [0.5, 1, 7]


def test_a_store_that_stays_away_is_given_up_with_its_reason(fake, tmp_path, no_waits):
    fake.failures = [(503, {}, "<html><b>maintenance</b>\x1b[31m until noon</html>")] * 4
    result = run(fake, make_dataset(tmp_path / "graph.trig", (1,)))
    assert result.exit_code == 1
    assert "(503): maintenance [31m until noon" in result.stderr
    assert len(no_waits) == 3


def test_a_refused_graph_is_named(fake, tmp_path):
    fake.failures = [(404, {}, ""), (204, {}, ""), (400, {}, "syntax")]
    result = run(fake, make_dataset(tmp_path / "graph.trig", (1,)))
    assert result.exit_code == 1
    assert BASE + "authority (400): syntax" in result.stderr


@pytest.mark.parametrize("scheme", ["basic", "digest"])
def test_name_and_password_by_the_way_asked_for(fake, tmp_path, scheme):
    fake.scheme = scheme
    dataset = make_dataset(tmp_path / "graph.trig", (1,))
    result = run(fake, dataset, KG_STORE_USER="kg", KG_STORE_PASSWORD="OnlyForThisTest")
    assert result.exit_code == 0, result.output
    assert fake.graphs[name_of(1)] == 3
    assert sum(status == 401 for *_, status in fake.requests) <= 2  # asked once, not for every graph
    wrong = run(fake, dataset, KG_STORE_USER="kg", KG_STORE_PASSWORD="WrongSecret")
    assert wrong.exit_code == 1
    assert "401" in wrong.stderr and "KG_STORE_USER" in wrong.stderr and "WrongSecret" not in wrong.output


def test_token(fake, tmp_path):
    fake.scheme = "bearer"
    dataset = make_dataset(tmp_path / "graph.trig", (1,))
    assert run(fake, dataset, KG_STORE_TOKEN="OnlyForThisTest").exit_code == 0
    assert run(fake, dataset).exit_code == 1


def test_a_secret_sent_back_is_not_shown(fake, tmp_path):
    fake.failures = [(418, {}, "you sent Bearer Hidden123")]
    result = run(fake, make_dataset(tmp_path / "graph.trig", (1,)), KG_STORE_TOKEN="Hidden123")
    assert "you sent Bearer ***" in result.stderr and "Hidden123" not in result.output


def test_a_redirect_is_not_followed_with_the_password(fake, tmp_path):
    fake.failures = [(302, {"Location": "http://127.0.0.1:1/elsewhere"}, "")]
    result = run(fake, make_dataset(tmp_path / "graph.trig", (1,)), KG_STORE_TOKEN="Hidden123")
    assert result.exit_code == 1
    assert "http://127.0.0.1:1/elsewhere" in result.stderr
    assert len(fake.requests) == 1


@pytest.mark.parametrize(
    ("environ", "word"),
    [
        ({"KG_STORE_USER": "kg"}, "KG_STORE_PASSWORD"),
        ({"KG_STORE_USER": "kg", "KG_STORE_PASSWORD": "a", "KG_STORE_TOKEN": "b"}, "one of the two ways"),
        ({"KG_STORE_TOKEN": "a\nb"}, "line ends"),
    ],
)
def test_a_faulty_account_is_told(fake, tmp_path, environ, word):
    result = run(fake, make_dataset(tmp_path / "graph.trig", (1,)), **environ)
    assert result.exit_code == 1
    assert word in result.stderr
    assert fake.requests == []


@pytest.mark.parametrize("url", ["http://kg:Secret1@127.0.0.1/data", "ftp://127.0.0.1/", "127.0.0.1:80", "http://", "http://[::/"])
def test_a_faulty_address_is_wrong_usage(tmp_path, url):
    result = CliRunner().invoke(main, ["push", url, "--graph", str(make_dataset(tmp_path / "graph.trig", (1,)))], prog_name="kg")
    assert result.exit_code == 2, result.output
    assert "Secret1" not in result.output


def test_a_page_is_no_graph_store(fake, tmp_path):
    fake.failures = [(200, {"Content_Type": "text/html"}, "<html>welcome</html>")]
    result = run(fake, make_dataset(tmp_path / "graph.trig", (1,)))
    assert result.exit_code == 1
    assert "no answer of a Graph Store (text/html)" in result.stderr


def test_no_server_is_told(fake, tmp_path, no_waits):
    fake.root = "http://127.0.0.1:1"
    result = run(fake, make_dataset(tmp_path / "graph.trig", (1,)))
    assert result.exit_code == 1
    assert "cannot be reached" in result.stderr
    assert len(no_waits) == 3


def test_a_graph_without_names_or_of_others_is_refused(fake, tmp_path):
    plain, other = tmp_path / "plain.nq", tmp_path / "other.nq"
    plain.write_text("<urn:a> <urn:b> <urn:c> .\n")
    other.write_text("<urn:a> <urn:b> <urn:c> <https://example.org/mine> .\n")
    for path, word in ((plain, "named graphs"), (other, "https://example.org/mine"), (tmp_path, "graph.trig")):
        result = run(fake, path)
        assert result.exit_code == 1
        assert word in result.stderr
    assert fake.requests == []
