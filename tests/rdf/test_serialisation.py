"""The same dataset has the same bytes, in every format, and other readers see the same graph."""

import re

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, parse
from rdflib.compare import isomorphic

from kg.errors import KgError
from kg.rdf import build_dataset, render_nquads, render_ntriples, render_trig, render_turtle

RENDERERS = (render_turtle, render_trig, render_ntriples, render_nquads)


def holding(quads):
    store = Store()
    store.extend(quads)
    return store


@pytest.fixture(scope="module")
def store(items):
    return build_dataset(items)


@pytest.mark.parametrize("render", RENDERERS)
def test_order_of_documents_does_not_matter(items, store, render):
    assert render(build_dataset(reversed(items))) == render(store)
    assert render(build_dataset([*items, *items])) == render(store)


@pytest.mark.parametrize(("render", "form"), [(render_trig, RdfFormat.TRIG), (render_nquads, RdfFormat.N_QUADS)])
def test_datasets_come_back_whole(store, render, form):
    again = Store()
    again.load(render(store).encode(), format=form)
    assert set(again) == set(store)


def test_turtle_reads_equally_everywhere(store):
    turtle, ntriples = render_turtle(store), render_ntriples(store)
    union = {(q.subject, q.predicate, q.object) for q in store}
    assert {(q.subject, q.predicate, q.object) for q in parse(turtle.encode(), format=RdfFormat.TURTLE)} == union
    ours = rdflib.Graph().parse(data=turtle, format="turtle")
    assert len(ours) == len(union) == ntriples.count("\n")
    assert isomorphic(ours, rdflib.Graph().parse(data=ntriples, format="nt"))


def test_turtle_is_grouped_sorted_and_readable(store):
    turtle = render_turtle(store)
    blocks = turtle.split("\n\n")[1:]
    assert len(blocks) == len({q.subject for q in store})
    assert "    pk:value 50" not in turtle, "an integer would not be a decimal"
    assert re.search(r"^industry:低空经济 a skos:Concept, pk:Industry ;$", turtle, re.MULTILINE)
    assert "\r" not in turtle
    assert turtle.endswith(" .\n")


def test_numbers_keep_their_types():
    node, xsd = NamedNode("urn:a"), "http://www.w3.org/2001/XMLSchema#"
    values = [("1", "integer"), ("1.5", "decimal"), ("7", "decimal"), ("-0.25", "decimal"), ("true", "boolean"), ("2026", "gYear")]
    quads = {Quad(node, NamedNode(f"urn:p{i}"), Literal(v, datatype=NamedNode(xsd + t)), node) for i, (v, t) in enumerate(values)}
    store = holding(quads)
    again = Store()
    again.load(render_trig(store).encode(), format=RdfFormat.TRIG)
    assert set(again) == quads


def test_a_text_that_looks_like_syntax_stays_a_text():
    node = NamedNode("urn:a")
    text = '1"^^<http://www.w3.org/2001/XMLSchema#integer>'
    store = holding([Quad(node, node, Literal(text), node), Quad(node, node, Literal(text, language="zh"), node)])
    again = Store()
    again.load(render_trig(store).encode(), format=RdfFormat.TRIG)
    assert set(again) == set(store)


@pytest.mark.parametrize("render", RENDERERS)
def test_blank_nodes_are_refused(render):
    node = NamedNode("urn:a")
    for quad in (Quad(BlankNode(), node, node, node), Quad(node, node, BlankNode(), node)):
        with pytest.raises(KgError, match="blank node"):
            render(holding([quad]))
