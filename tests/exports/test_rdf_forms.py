"""Every RDF form holds the same graph, whoever reads it, whatever its texts."""

import json

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF, RDFS

from kg.errors import InputError, KgError
from kg.exports.characters import Changes
from kg.exports.forms import export_graph
from kg.exports.jsonld import read_context, write_jsonld
from kg.exports.rdfxml import write_rdfxml
from kg.query import open_graph
from kg.rdf.namespaces import PK
from kg.resources import find_resource

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")  # of its own older names
TRIPLES = {
    "turtle": (ox.RdfFormat.TURTLE, "turtle"),
    "ntriples": (ox.RdfFormat.N_TRIPLES, "nt"),
    "jsonld": (ox.RdfFormat.JSON_LD, "json-ld"),
    "rdfxml": (ox.RdfFormat.RDF_XML, "xml"),
}
QUADS = {"trig": (ox.RdfFormat.TRIG, "trig"), "nquads": (ox.RdfFormat.N_QUADS, "nquads")}


def triples_of(quads):
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}


def union_of(path):
    return {ox.Triple(q.subject, q.predicate, q.object) for q in open_graph(path)}


def with_fitted_texts(triples):
    """The triples as a form of XML can hold them."""
    def fit(term):
        if not isinstance(term, ox.Literal):
            return term
        text = Changes().fit_xml(term.value)
        return ox.Literal(text, language=term.language) if term.language else ox.Literal(text, datatype=term.datatype)
    return {ox.Triple(t.subject, t.predicate, fit(t.object)) for t in triples}


@pytest.mark.parametrize("form", TRIPLES)
def test_a_form_of_triples_comes_back_whole_in_two_readers(graph, form):
    rdf, name = TRIPLES[form]
    content = export_graph(graph, form).content
    source = union_of(graph)
    assert triples_of(ox.parse(content.encode(), format=rdf)) == triples_of(source)
    again = rdflib.Graph().parse(data=content, format=name)
    first = rdflib.Graph().parse(data="".join(f"{t} .\n" for t in source), format="nt")
    assert len(first) == len(source) > 400
    assert isomorphic(again, first)


@pytest.mark.parametrize("form", QUADS)
def test_a_form_of_quads_comes_back_whole_in_two_readers(graph, form):
    rdf, name = QUADS[form]
    content = export_graph(graph, form).content
    source = ox.Store()
    source.load(path=str(graph / "graph.trig"), format=ox.RdfFormat.TRIG)
    assert set(ox.parse(content.encode(), format=rdf)) == set(source)
    again = rdflib.Dataset().parse(data=content, format=name)
    named = {str(g.identifier): len(g) for g in again.graphs() if len(g)}
    assert named == {g.value: sum(1 for _ in source.quads_for_pattern(None, None, None, g)) for g in source.named_graphs()}
    assert len(named) == 3


@pytest.mark.parametrize("form", [*TRIPLES, *QUADS])
def test_hostile_texts_come_back(hostile, form):
    rdf, name = (TRIPLES | QUADS)[form]
    exported = export_graph(hostile, form)
    source = union_of(hostile)
    expected = with_fitted_texts(source) if form == "rdfxml" else source
    assert triples_of(ox.parse(exported.content.encode(), format=rdf)) == triples_of(expected)
    again = rdflib.Dataset().parse(data=exported.content, format=name)
    assert {str(o) for _, _, o, *_ in again.quads() if isinstance(o, rdflib.Literal)} == {t.object.value for t in expected if isinstance(t.object, ox.Literal)}
    assert bool(exported.notes) == (form == "rdfxml")
    if form == "rdfxml":
        assert "control characters" in exported.notes[0] and "⟨U+0001⟩" in exported.content


def test_a_page_may_hold_the_json(hostile):
    content = export_graph(hostile, "jsonld").content
    assert "</" not in content and "script" in content


def test_quads_outside_named_graphs_are_kept(tmp_path):
    path = tmp_path / "some.nq"
    path.write_text("<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> <urn:d> <urn:g> .\n")
    for form, (rdf, _) in QUADS.items():
        assert len(set(ox.parse(export_graph(path, form).content.encode(), format=rdf))) == 2


@pytest.mark.parametrize("form", QUADS)
def test_no_named_graphs_are_said(tmp_path, form):
    path = tmp_path / "some.nq"
    path.write_text("<urn:a> <urn:b> <urn:c> .\n")
    with pytest.raises(InputError, match="no named graphs"):
        export_graph(path, form)


# JSON-LD


def test_the_document_reads_like_the_ontology(graph):
    document = json.loads(export_graph(graph, "jsonld").content)
    nodes = {node["id"]: node for node in document["@graph"]}
    agency = nodes["agency/130100/prefecture/商务"]
    assert agency["type"] == "Agency" and agency["level"] == "prefecture" and agency["function"] == "商务"
    assert agency["prefLabel"] == {"zh": "石家庄市商务部门"}
    fact = next(node for node in nodes.values() if node["type"] == "Assertion" and node["subject"] == agency["id"])
    assert fact["predicate"] == "responsibleFor" and fact["role"] == "joint" and fact["evidence"].startswith("evidence/")
    evidence = nodes[fact["evidence"]]
    assert isinstance(evidence["start"], int) and "市商务局" in evidence["quote"]
    incentive = next(node for node in nodes.values() if node["type"] == "Incentive")
    assert incentive["rate"] == "0.1", "a decimal stays as written"


def test_the_context_that_ships_has_every_property_of_the_ontology():
    ontology = rdflib.Graph().parse(data=find_resource("ontology", "kg.ttl").read_text(encoding="utf-8"), format="turtle")
    terms = {t["@id"]: t for t in read_context().values() if isinstance(t, dict)}
    closed = {PK + name for name in ("Level", "Role", "Genre", "Status", "Comparator", "Recurrence")}
    links, texts = (set(ontology.subjects(RDF.type, kind)) for kind in (OWL.ObjectProperty, OWL.DatatypeProperty))
    assert len(links) > 20 and len(texts) > 20
    for prop in links | texts:
        term, ends = terms[f"pk:{prop.removeprefix(PK)}"], ontology.value(prop, RDFS.range)
        if prop in links:
            assert term["@type"] == ("@vocab" if str(ends) in closed else "@id"), prop
        elif str(ends).endswith("#langString"):
            assert term["@container"] == "@language", prop
        else:
            kind = "" if ends is None or str(ends).endswith("#string") else "xsd:" + str(ends).partition("#")[2]
            assert term.get("@type", "") == kind, prop


def test_what_does_not_fit_a_term_is_kept_under_another_key():
    pk, node = ox.NamedNode, ox.NamedNode("urn:a")
    xsd = "http://www.w3.org/2001/XMLSchema#"
    values = [
        ("http://purl.org/dc/terms/title", ox.Literal("无语言")),
        ("http://purl.org/dc/terms/title", ox.Literal("有语言", language="zh")),
        ("http://purl.org/dc/terms/title", pk("urn:title")),
        (f"{PK}start", ox.Literal("007", datatype=pk(f"{xsd}integer"))),
        (f"{PK}start", ox.Literal("many")),
        (f"{PK}start", ox.Literal("many", language="en")),
        (f"{PK}role", pk(f"{PK}lead")),
        (f"{PK}role", pk("https://example.org/boss")),
        (f"{PK}role", ox.Literal("lead")),
        (f"{PK}collective", ox.Literal("1", datatype=pk(f"{xsd}boolean"))),
        (f"{PK}partOf", pk("https://w3id.org/policykg/id/a/../b")),
        (f"{PK}partOf", pk("https://w3id.org/policykg/id/work/a:b?c#d")),
        (f"{PK}quote", pk("urn:x")),
        ("https://example.org/p/1x", ox.Literal("x")),
        ("https://example.org/p#甲", ox.Literal("x")),
    ]
    store = ox.Store()
    store.extend(ox.Quad(node, pk(p), o) for p, o in values)
    text = "".join(write_jsonld(store))
    assert triples_of(ox.parse(text.encode(), format=ox.RdfFormat.JSON_LD)) == triples_of(store)


# RDF/XML


def test_predicates_that_xml_cannot_name_are_refused():
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("https://example.org/123"), ox.Literal("x")))
    with pytest.raises(KgError, match="use turtle.*example.org/123"):
        list(write_rdfxml(store, Changes()))


def test_foreign_predicates_are_declared_where_they_stand():
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("https://example.org/?a='&b#甲-1"), ox.Literal("x")))
    text = "".join(write_rdfxml(store, Changes()))
    assert triples_of(ox.parse(text.encode(), format=ox.RdfFormat.RDF_XML)) == triples_of(store)


@pytest.mark.parametrize("form", ["jsonld", "rdfxml", "neo4j"])
def test_blank_nodes_are_refused_in_words(tmp_path, form):
    path = tmp_path / "some.nt"
    path.write_text("_:a <urn:b> <urn:c> .\n")
    with pytest.raises(KgError, match="blank nodes"):
        export_graph(path, form)
