"""The editor: one's own SPARQL, with its answer as a table."""

from __future__ import annotations

import pyoxigraph as ox
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from kg.questions import list_questions
from kg.rdf.namespaces import VOCABULARY_PREFIXES
from kg.serve.formats import ROWS, TRIPLES
from kg.serve.protocol import Asked, run
from kg.serve.questions import MOST_ROWS
from kg.serve.site import Site, choose_words, site_of, thing_url, url
from kg.serve.things import Value
from kg.stores.source import Answer, gather_triples, read_answer

_EXAMPLES = (
    ("机构及其职责数 / bodies by the number of their duties",
     "PREFIX pk: <https://w3id.org/policykg/ontology#>\nPREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"
     "SELECT ?agency (COUNT(?fact) AS ?duties) WHERE {\n"
     "  ?fact rdf:subject ?agency ; rdf:predicate pk:responsibleFor .\n} GROUP BY ?agency ORDER BY DESC(?duties) LIMIT 20\n"),
    ("每份文件的命名图 / the named graph of each document",
     "SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph\n"),
    ("一条事实的全部三元组 / all triples of one fact",
     "PREFIX pk: <https://w3id.org/policykg/ontology#>\nCONSTRUCT { ?fact ?p ?o . ?evidence ?q ?r } WHERE {\n"
     "  { SELECT ?fact WHERE { ?fact a pk:Assertion } LIMIT 1 }\n"
     "  ?fact ?p ?o ; pk:evidence ?evidence . ?evidence ?q ?r .\n}\n"),
)  # fmt: skip


def show_editor(request: Request) -> Response:
    """One's own SPARQL, with its answer as a table."""
    site, words = site_of(request), choose_words(request)
    text = request.query_params.get("query", "").replace("\r\n", "\n")
    answer, fault = None, ""
    if text.strip():
        reply = run(site.engine, Asked(text), f"{ROWS[0].types[0]}, {TRIPLES[1].types[0]}")
        answer, fault = (_read(reply.body, reply.triples), "") if reply.status == 200 else (None, reply.message)
    forms = TRIPLES if answer and answer.triples else ROWS
    return site.render(
        request,
        "editor.html",
        text=text or _EXAMPLES[0][1],
        answer=answer,
        fault=fault,
        rows=[[_show_term(site, term) for term in row] for row in answer.rows[:MOST_ROWS]] if answer else (),
        most=MOST_ROWS,
        downloads=[(form.name, url("/sparql", query=text, format=form.name)) for form in forms],
        examples=[(words.both(name), url("/editor", query=sparql)) for name, sparql in _EXAMPLES],
        shipped=[(words.both(f"{q.title_zh} / {q.title_en}"), url("/editor", query=q.compose({}))) for q in list_questions()],
    )


def _read(body: bytes, triples: bool) -> Answer:
    if triples:
        return gather_triples(ox.parse(body, format=ox.RdfFormat.N_TRIPLES))
    return read_answer(ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON))


def _show_term(site: Site, term: object) -> Value:
    if term is None:
        return Value("")
    if not isinstance(term, NamedNode):
        return Value(str(getattr(term, "value", term)))
    known = next(iter(site.lookup.store.quads_for_pattern(term, None, None, ox.DefaultGraph())), None)
    return Value(_abbreviate(term.value), thing_url(term.value) if known else "")


def _abbreviate(iri: str) -> str:
    """A term of a vocabulary by its prefix."""
    for prefix, namespace in VOCABULARY_PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
