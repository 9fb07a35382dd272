"""A built graph in other forms: RDF for other tools, CSV for a spreadsheet, a page to look at."""

from __future__ import annotations

from pathlib import Path

from kg.build import write_file
from kg.errors import InputError
from kg.query import open_graph, render_csv, run_sparql
from kg.rdf.serialisation import render_ntriples, render_trig, render_turtle
from kg.views.html import render_page

_FILES = {"turtle": "graph.ttl", "trig": "graph.trig"}
_RENDERERS = {"turtle": render_turtle, "trig": render_trig, "ntriples": render_ntriples}
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


def export_graph(path: Path, form: str) -> str:
    """The graph of a build folder, or of an RDF file, as text.

    Args:
        form: ``turtle``, ``trig`` and ``ntriples`` hold everything; ``csv`` has a line for each fact and passage.

    Raises:
        InputError: there is no graph, or it has no named graphs where TriG is asked for.
    """
    name = _FILES.get(form)
    if name and path.is_dir() and (path / name).is_file():
        return (path / name).read_text(encoding="utf-8")
    if form == "trig" and path.suffix != ".trig":
        raise InputError(
            f"没有命名图 / no named graphs: {path}; graph.trig 由 kg build 写出 / kg build writes graph.trig"
        )
    store = open_graph(path)
    if form == "csv":
        return render_csv(run_sparql(store, _FACTS))
    return _RENDERERS[form](store)


def write_page(path: Path, output: Path | None = None) -> Path:
    """Writes the interactive page of a build folder or an RDF file; gives where it is.

    Args:
        output: by default ``graph.html`` in the folder, or beside the file under its name.

    Raises:
        InputError: there is no graph.
        OutputError: the page cannot be written.
    """
    page = output or (path / "graph.html" if path.is_dir() else path.with_suffix(".html"))
    write_file(page, render_page(open_graph(path)))
    return page
