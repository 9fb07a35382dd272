"""SERVICE is told however it is hidden: what the engine would follow is refused, and what only looks like it is not."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import QueryError
from kg.query import run_sparql
from kg.stores.federation import is_update, refuse_services

XSD = "http://www.w3.org/2001/XMLSchema#"
HIDDEN = [
    "SELECT * { SERVICE <URL> { ?x ?y ?z } }",
    "SELECT * { service silent <URL> { ?x ?y ?z } }",
    "SELECT * { ?s ?p 1SERVICE<URL>{?x ?y ?z} }",
    "SELECT * { ?s ?p trueSERVICE<URL>{?x ?y ?z} }",
    r"PREFIX e: <urn:e:> SELECT * { ?s ?p e:a\# SERVICE <URL> {?x ?y ?z}" "\n}",
    r"PREFIX e: <urn:e:> SELECT * { ?s ?p ?o OPTIONAL { ?s ?p e:a\' } SERVICE <URL> { ?x ?y ?z } FILTER(?o != '2') }",
    "PREFIX : <ROOT> SELECT * { SERVICE:query{?x ?y ?z} }",
    "SELECT * { VALUES ?x { ''' \" ' ''' } SERVICE <URL> { ?x ?y ?z } FILTER(?x != 'b') }",
    'SELECT * { VALUES ?x { """ \' " """ } SERVICE <URL> { ?x ?y ?z } FILTER(?x != "b") }',
    r"SELECT * { ?s ?p ?o MINUS { <urn:\u0061#> ?p ?o } SERVICE <URL> { ?x ?y ?z } }",
    "SELECT*{VALUES(?a?b){(1 2)}FILTER(?a<?b)SERVICE<URL>{?s?p?o.FILTER(?s>?b)}}",
    "SELECT * { # a comment\rSERVICE <URL> { ?x ?y ?z } }",
]
HARMLESS = [
    'SELECT ?service { BIND("SERVICE <x>" AS ?service) } # SERVICE',
    "SELECT $SERVICE { ?s <http://example.org/SERVICE#service> $SERVICE }",
    "PREFIX schema: <https://schema.org/> SELECT * { ?s schema:serviceType ?o ; schema:SERVICE ?p }",
    "SELECT * { ?s ?p '''SERVICE <urn:x> { }''' }",
    'SELECT * { ?s ?p "\\" SERVICE <urn:x> {" }',
]


@pytest.fixture
def store():
    number, truth = (Literal(text, datatype=NamedNode(XSD + name)) for text, name in (("1", "integer"), ("true", "boolean")))
    store = Store()
    store.extend(Quad(NamedNode("urn:s"), NamedNode("urn:p"), one) for one in (number, truth, NamedNode("urn:e:a#")))
    return store


@pytest.mark.parametrize("template", HIDDEN)
def test_what_the_engine_follows_is_refused(template, store, fake):
    sparql = template.replace("URL", fake.root + "/query").replace("ROOT", fake.root + "/")
    with pytest.raises(QueryError, match="SERVICE"):
        run_sparql(store, sparql)
    assert fake.requests == []
    fake.failures = [(200, {"Content_Type": "application/sparql-results+json"}, '{"head":{"vars":["x"]},"results":{"bindings":[]}}')]
    list(store.query(sparql))
    assert fake.requests, "the engine does not follow this one: it proves nothing"


@pytest.mark.parametrize("sparql", HARMLESS)
def test_the_word_alone_is_no_service(sparql, store):
    refuse_services(sparql)
    assert store.query(sparql) is not None


@pytest.mark.parametrize("sparql", ["INSERT DATA { <urn:a> <urn:b> 1 }", "PREFIX a: <urn:a>\nDROP ALL", "LOAD <file:///etc/passwd>", "CLEAR DEFAULT"])
def test_updates_are_told(sparql):
    assert is_update(sparql)


@pytest.mark.parametrize("sparql", ["SELECT ?add { ?s ?p 'DROP ALL' }", "ASK { <urn:load> ?p ?o }", "SELECT", "DESCRIBE <urn:drop>"])
def test_queries_are_no_updates(sparql):
    assert not is_update(sparql)
