"""Every term that a graph uses is declared, in two languages, and nothing is declared on what is not there."""

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg.model import Comparator, Genre, Level, Relation, Role, Status
from kg.rdf import build_dataset
from kg.rdf.namespaces import PK
from kg.resources import find_resource

SCHEMA = rdflib.Namespace("https://schema.org/")


@pytest.fixture(scope="module")
def ontology():
    return rdflib.Graph().parse(data=find_resource("ontology", "kg.ttl").read_text(encoding="utf-8"), format="turtle")


def declared(ontology):
    return {s for s in ontology.subjects(RDF.type, None) if isinstance(s, rdflib.URIRef)}


def test_every_term_of_a_graph_is_declared(items, ontology):
    quads = list(build_dataset(items))
    used = {part.value for quad in quads for part in (quad.subject, quad.predicate, quad.object)
            if hasattr(part, "value") and part.value.startswith(PK)}
    used |= {quad.predicate.value for quad in quads}  # of other vocabularies too
    used |= {quad.object.value for quad in quads if quad.predicate.value == str(RDF.type)}
    assert len(used) > 70
    assert not used - {str(term) for term in declared(ontology)}


@pytest.mark.parametrize("closed", [Comparator, Genre, Relation, Role, Status, Level])
def test_every_value_of_a_closed_set_is_declared(closed, ontology):
    names = {PK + value.value for value in closed if value is not Level.GROUP}
    assert not names - {str(term) for term in declared(ontology)}


def test_every_term_has_labels_and_definitions_in_both_languages(ontology):
    for term in declared(ontology) - {rdflib.URIRef(PK.removesuffix("#"))}:
        for relation in (RDFS.label, SKOS.definition if str(term).startswith(PK) else SKOS.scopeNote):
            assert sorted(text.language for text in ontology.objects(term, relation)) == ["en", "zh"], (term, relation)


def test_ends_and_parents_of_ours_are_declared_classes(ontology):
    classes = set(ontology.subjects(RDF.type, OWL.Class))
    for relation in (RDFS.domain, RDFS.range, RDFS.subClassOf, SCHEMA.domainIncludes, SCHEMA.rangeIncludes):
        for end in ontology.objects(None, relation):
            assert not str(end).startswith(PK) or end in classes, end


def test_every_property_has_both_ends(ontology):
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)
    properties = {term for kind in kinds for term in ontology.subjects(RDF.type, kind)}
    assert len(properties) > 60
    for term in properties:
        assert (term, RDFS.domain, None) in ontology or (term, SCHEMA.domainIncludes, None) in ontology, term
        assert (term, RDFS.range, None) in ontology or (term, SCHEMA.rangeIncludes, None) in ontology, term


def test_a_graph_keeps_to_domains_and_ranges(items, ontology):
    store = build_dataset(items)
    parents = {(str(a), str(b)) for a, b in ontology.subject_objects(RDFS.subClassOf)}
    types: dict[str, set[str]] = {}
    for quad in store:
        if quad.predicate.value == str(RDF.type):
            mine = types.setdefault(quad.subject.value, set())
            mine.add(quad.object.value)
            mine |= {b for a, b in parents if a == quad.object.value}
            mine |= {c for a, b in parents for d, c in parents if a == quad.object.value and b == d}
    for version in ontology.objects(None, OWL.versionIRI):
        types.setdefault(str(version), set()).add(str(OWL.Ontology))
    for individual, cls in ontology.subject_objects(RDF.type):
        types.setdefault(str(individual), set()).add(str(cls))
    for quad in store:
        predicate = rdflib.URIRef(quad.predicate.value)
        for node, one, several in ((quad.subject, RDFS.domain, SCHEMA.domainIncludes), (quad.object, RDFS.range, SCHEMA.rangeIncludes)):
            allowed = {str(x) for x in (*ontology.objects(predicate, one), *ontology.objects(predicate, several))}
            kinds = types.get(node.value, set()) if not hasattr(node, "datatype") else {node.datatype.value}
            assert allowed and (kinds & allowed or allowed == {str(RDFS.Resource)}), (quad, allowed, kinds)


def test_version_and_alignments(ontology):
    root = rdflib.URIRef(PK.removesuffix("#"))
    version = str(ontology.value(root, OWL.versionInfo))
    assert str(ontology.value(root, OWL.versionIRI)).endswith(f"/{version}")
    foreign = {str(b).rpartition("/")[0] + "/" for b in ontology.objects(None, RDFS.subClassOf) if not str(b).startswith(PK)}
    assert {"http://www.w3.org/ns/", "http://www.w3.org/2004/02/skos/", "http://purl.org/dc/terms/"} <= foreign
