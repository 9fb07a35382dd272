"""The namespaces that the graph speaks in, and their prefixes."""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode

PK = "https://w3id.org/policykg/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
VOID = "http://rdfs.org/ns/void#"

VOCABULARY_PREFIXES = {"dcterms": DCTERMS, "pk": PK, "rdf": RDF, "rdfs": RDFS, "skos": SKOS, "void": VOID, "xsd": XSD}


@cache
def pk(name: str) -> NamedNode:
    """A term of our ontology.

    Example:
        >>> pk("Agency").value
        'https://w3id.org/policykg/ontology#Agency'
    """
    return NamedNode(PK + name)


@cache
def term(namespace: str, name: str) -> NamedNode:
    """A term of another vocabulary."""
    return NamedNode(namespace + name)


RDF_TYPE = term(RDF, "type")
PREF_LABEL = term(SKOS, "prefLabel")
ALT_LABEL = term(SKOS, "altLabel")
