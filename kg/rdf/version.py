"""Which version of the ontology a graph speaks: said in every graph, read again when one is opened."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from kg.errors import KgError
from kg.rdf.iris import Iris
from kg.rdf.namespaces import DCTERMS, PK, RDF_TYPE, VOID, term
from kg.resources import find_resource

_ONTOLOGY = PK.removesuffix("#")
_VERSION_IRI = "http://www.w3.org/2002/07/owl#versionIRI"
_CONFORMS_TO = term(DCTERMS, "conformsTo")


@cache
def ontology_version() -> NamedNode:
    """The IRI of the shipped ontology's version.

    Example:
        >>> ontology_version().value.rpartition("/")[0]
        'https://w3id.org/policykg/ontology'
    """
    text = find_resource("ontology", "kg.ttl").read_bytes()
    for triple in parse(text, format=RdfFormat.TURTLE):
        if triple.predicate.value == _VERSION_IRI and isinstance(triple.object, NamedNode):
            return triple.object
    raise KgError("kg.ttl: owl:versionIRI expected, found none")


def describe_dataset(iris: Iris) -> Iterator[tuple[NamedNode, NamedNode, NamedNode]]:
    """What is said of the dataset itself: the version of the ontology that it keeps to."""
    yield iris.dataset(), RDF_TYPE, term(VOID, "Dataset")
    yield iris.dataset(), _CONFORMS_TO, ontology_version()


def find_other_versions(store: Store) -> tuple[str, ...]:
    """The ontology versions, other than the shipped one, that a graph says it was built with; sorted."""
    found = {quad.object.value for quad in store.quads_for_pattern(None, _CONFORMS_TO, None)
             if isinstance(quad.object, NamedNode)} - {ontology_version().value}
    return tuple(sorted(iri.removeprefix(f"{_ONTOLOGY}/") for iri in found if iri.startswith(f"{_ONTOLOGY}/")))
