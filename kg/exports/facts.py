"""The facts of a graph as CSV, one line for each fact and passage."""

from __future__ import annotations

from pyoxigraph import Store

from kg.exports.characters import guard_rows
from kg.query import render_csv, run_sparql

_FACTS = """
PREFIX pk: <https://w3id.org/policykg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?subject ?relation ?object ?role ?deadline ?provision ?file ?start ?end ?quote ?rule ?subject_iri ?object_iri
WHERE {
  ?fact a pk:Assertion ; rdf:subject ?subject_iri ; rdf:predicate ?predicate ; rdf:object ?object_iri ;
    pk:evidence ?evidence .
  ?evidence pk:provision ?where ; pk:start ?start ; pk:end ?end ; pk:quote ?quote .
  ?where pk:partOf* ?policy . ?policy a pk:Policy ; pk:sourceFile ?file .
  OPTIONAL { ?where pk:ref ?provision }
  OPTIONAL { ?subject_iri skos:prefLabel ?subject FILTER(LANG(?subject) = "zh") }
  OPTIONAL { ?object_iri skos:prefLabel|pk:ref|pk:indicator ?object FILTER(LANG(?object) IN ("zh", "")) }
  OPTIONAL { ?fact pk:role ?role_iri }
  OPTIONAL { ?fact pk:deadline ?deadline }
  OPTIONAL { ?fact pk:rule ?rule }
  BIND(STRAFTER(STR(?predicate), "#") AS ?relation)
  BIND(STRAFTER(STR(?role_iri), "#") AS ?role)
}
ORDER BY ?file ?start ?end ?relation ?subject_iri ?object_iri ?role
"""


def render_facts(store: Store) -> str:
    """A head line and a line for each fact and passage; no cell of text begins as a formula does."""
    return render_csv(guard_rows(run_sparql(store, _FACTS)))
