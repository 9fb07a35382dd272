"""The endpoint against the SPARQL 1.1 Protocol: operations, forms by negotiation, faults, limits; read only."""

import json

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

import kg.serve.engine
from kg.query import open_graph, run_sparql
from kg.serve.formats import ROWS, choose_format

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?count) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
JSON, FORM, QUERY = "application/sparql-results+json", "application/x-www-form-urlencoded", "application/sparql-query"


def get(client, query, accept="*/*", **params):
    return client.get("/sparql", params={"query": query, **params}, headers={"accept": accept})


def test_the_three_operations_give_one_answer(small):
    post = small.post("/sparql", data={"query": COUNT})
    direct = small.post("/sparql", content=COUNT.encode(), headers={"content-type": QUERY + "; charset=utf-8"})
    found = get(small, COUNT)
    assert found.status_code == post.status_code == direct.status_code == 200
    assert found.content == post.content == direct.content
    assert int(found.json()["results"]["bindings"][0]["n"]["value"]) > 100


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", JSON), ("", JSON), (JSON, JSON), ("application/json", JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml"), ("text/xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"), ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/html, application/xhtml+xml, */*;q=0.8", JSON), (f"{JSON};q=0.2, text/csv;q=0.9", "text/csv; charset=utf-8"),
        ("text/*", "text/csv; charset=utf-8"), (f"{JSON};q=0, */*;q=0.1", "application/sparql-results+xml"),
    ],
)  # fmt: skip
def test_rows_in_the_form_that_is_liked_best(small, accept, media):
    found = get(small, COUNT, accept)
    assert (found.status_code, found.headers["content-type"]) == (200, media)
    assert "accept" in found.headers["vary"].lower()


@pytest.mark.parametrize(("accept", "form"), [
    ("*/*", RdfFormat.TURTLE), ("text/turtle", RdfFormat.TURTLE), ("application/n-triples", RdfFormat.N_TRIPLES),
    ("application/rdf+xml", RdfFormat.RDF_XML), ("application/ld+json", RdfFormat.JSON_LD),
])  # fmt: skip
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?s a ?c }", "DESCRIBE <https://w3id.org/policykg/id/region/云州市>"])
def test_triples_in_each_form_are_the_same(small, accept, form, query):
    found = get(small, query, accept)
    assert found.status_code == 200
    expected = parse(get(small, query, "application/n-triples").content, format=RdfFormat.N_TRIPLES)
    triples = {str(one.triple) for one in parse(found.content, format=form)}
    assert triples == {str(one.triple) for one in expected} and len(triples) > 5


@pytest.mark.parametrize(("form", "engine"), [("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML), ("tsv", QueryResultsFormat.TSV)])
def test_forms_read_back_alike(small, form, engine):
    query = "SELECT ?s ?l { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?l } ORDER BY STR(?s) STR(?l)"
    rows = [str(row) for row in parse_query_results(get(small, query, format=form).content, format=engine)]
    assert rows == [str(row) for row in parse_query_results(get(small, query, JSON).content, format=QueryResultsFormat.JSON)]
    assert len(rows) > 10


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "application/n-triples;q=1"])
def test_what_is_not_acceptable_is_said(small, accept):
    found = get(small, COUNT, accept)
    assert found.status_code == 406 and "application/sparql-results+json" in found.text


def test_ask_in_each_form(small):
    assert get(small, "ASK {}").json()["boolean"] is True
    assert "<boolean>false</boolean>" in get(small, "ASK { <urn:x> ?p ?o }", "application/sparql-results+xml").text


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT", "error at 1:7"), ("SELECT ?x { ?x nope:y ?z }", "refix"), ("", "cannot be run"),
        ("DROP ALL", "read only"), ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "read only"),
        ("LOAD <file:///etc/passwd>", "read only"), ("LOAD <http://127.0.0.1:1/>", "read only"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"), ("SELECT * {" + " " * 100_001 + "}", "longer than"),
    ],
)  # fmt: skip
def test_faults_are_400_with_the_reason(small, query, reason):
    found = small.post("/sparql", data={"query": query})
    assert (found.status_code, found.headers["content-type"]) == (400, "text/plain; charset=utf-8")
    assert reason in found.text


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"method": "GET"}, 400), ({"method": "GET", "params": [("query", COUNT), ("query", COUNT)]}, 400),
        ({"method": "GET", "params": {"update": "DROP ALL"}}, 400), ({"method": "POST", "data": {"update": "DROP ALL"}}, 400),
        ({"method": "POST", "content": b"DROP ALL", "headers": {"content-type": "application/sparql-update"}}, 400),
        ({"method": "POST", "content": b"x", "headers": {"content-type": "text/plain"}}, 415), ({"method": "POST"}, 415),
        ({"method": "POST", "content": b"\xff\xfe", "headers": {"content-type": QUERY}}, 400),
        ({"method": "POST", "content": b"query=%FF", "headers": {"content-type": FORM}}, 400),
        ({"method": "POST", "content": b"q" * 900_000, "headers": {"content-type": QUERY}}, 413),
        ({"method": "POST", "content": b"a=1&" * 500, "headers": {"content-type": FORM}}, 400),
        ({"method": "GET", "params": {"query": COUNT, "format": "docx"}}, 400),
        ({"method": "GET", "params": {"query": COUNT, "format": "turtle"}}, 406),
        ({"method": "PUT", "content": b"x"}, 405), ({"method": "DELETE"}, 405), ({"method": "PATCH", "content": b"x"}, 405),
    ],
)  # fmt: skip
def test_what_is_no_query_operation(small, request_, status):
    found = small.request(url="/sparql", **request_)
    assert found.status_code == status and found.text.strip()


def test_a_browser_without_a_query_is_shown_the_editor(small):
    found = small.get("/sparql", headers={"accept": "text/html,*/*;q=0.8"})
    assert (found.status_code, found.headers["location"]) == (303, "/editor")


def test_the_default_graph_is_all_and_documents_have_graphs_of_their_own(built, graph):
    count = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    local = run_sparql(open_graph(graph), COUNT).rows[0][0]
    assert int(get(built, COUNT).json()["results"]["bindings"][0]["n"]["value"]) == local
    assert int(get(built, count).json()["results"]["bindings"][0]["n"]["value"]) >= local


def count(reply):
    assert reply.status_code == 200, reply.text
    return int(reply.json()["results"]["bindings"][0]["n"]["value"])


def test_the_dataset_of_the_request(built):
    found = get(built, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g").json()["results"]["bindings"]
    sizes = {row["g"]["value"]: int(row["n"]["value"]) for row in found}
    first, *rest = sizes
    assert len(sizes) >= 3
    assert count(get(built, COUNT, **{"default-graph-uri": first})) == sizes[first]
    assert count(get(built, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", **{"default-graph-uri": first})) == 0
    assert count(get(built, COUNT, **{"named-graph-uri": first})) == 0
    inside = {"query": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "named-graph-uri": [first, rest[0]]}
    assert count(built.post("/sparql", data=inside)) == sizes[first] + sizes[rest[0]]
    assert count(get(built, COUNT, **{"default-graph-uri": "urn:nothing"})) == 0
    assert get(built, COUNT, **{"default-graph-uri": "no iri"}).status_code == 400


def test_what_two_graphs_say_counts_once(opening, tmp_path):
    path = tmp_path / "two.trig"
    path.write_text("<urn:g1> { <urn:a> <urn:b> 1, 2 } <urn:g2> { <urn:a> <urn:b> 2, 3 } <urn:g3> { <urn:a> <urn:b> 4 }")
    client = opening(path)
    assert count(get(client, COUNT)) == 4
    two = {"query": COUNT, "default-graph-uri": ["urn:g1", "urn:g2"], "named-graph-uri": "urn:g3"}
    assert count(client.post("/sparql", data=two)) == 3
    assert count(client.post("/sparql", data={**two, "query": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"})) == 1


def test_a_query_is_stopped_when_its_time_is_up_and_the_next_is_answered(opening, fixtures):
    client = opening(fixtures / "small.ttl", seconds=0.5)
    stopped = get(client, ENDLESS)
    assert stopped.status_code == 400 and "0.5 s" in stopped.text
    assert count(get(client, COUNT)) > 100


def test_too_many_at_once_are_sent_away(opening, fixtures):
    client = opening(fixtures / "small.ttl", seconds=0.2)
    client.engine._idle.get()
    busy = get(client, COUNT)
    assert busy.status_code == 503 and busy.headers["retry-after"]


def test_a_large_answer_is_refused(small):
    everything = get(small, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert everything.status_code == 400 and "64 MB" in everything.text


def test_a_worker_reaches_nothing_even_if_a_query_slips_through(small, monkeypatch, listener):
    monkeypatch.setattr(kg.serve.engine, "refuse_services", lambda sparql: None)
    found = get(small, f"SELECT * {{ SERVICE <{listener[0]}/query> {{ ?s ?p ?o }} }}")
    assert found.status_code == 400
    assert listener[1] == []


def test_json_is_json(small):
    assert json.loads(get(small, COUNT, format="json").content)["head"]["vars"] == ["n"]


@pytest.mark.parametrize("accept", ["", ",", ";;", "text/csv;q=x", "*/*;q=9", "a" * 5000, "\x00", "text/csv;q=0.5;q=0.1"])
def test_odd_headers_choose_something_or_nothing(accept):
    assert choose_format(ROWS, accept) in (*ROWS, None)
