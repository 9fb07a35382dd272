"""The pages to look and click through: home, search, lists, things, documents, why."""

from __future__ import annotations

from pyoxigraph import DefaultGraph, NamedNode
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from kg.errors import InputError
from kg.explain import explain_statement
from kg.questions.result import reveal_controls
from kg.rdf.namespaces import ALT_LABEL, PK, PREF_LABEL, pk
from kg.serve.catalogue import KINDS
from kg.serve.charts import draw_columns, draw_rows
from kg.serve.documents import Text, read_document
from kg.serve.lookup import read_node
from kg.serve.site import NotFoundError, Site, choose_words, cut, read_number, site_of, thing_url, url
from kg.serve.things import (
    count_duties,
    count_mentions,
    count_years,
    list_below,
    list_bodies,
    read_properties,
    read_tables,
)

_PER_PAGE = 100
_MOST_HITS = 200
_COMPLETIONS = 12
_LONGEST_SEARCH = 200
_FIGURES = ("Agency", "Organization", "Industry", "Platform", "Zone", "Region", "PolicyWork")


def show_home(request: Request) -> Response:
    """Figures, the search, the documents, and two charts."""
    site, words = site_of(request), choose_words(request)
    counts = site.catalogue.counts
    years = count_years(_deadlines(site), "/question/targets?deadline=")
    return site.render(
        request,
        "home.html",
        figures=site.figures,
        kinds=[(kind, counts[kind]) for kind in _FIGURES if counts[kind]],
        policies=site.catalogue.of_kind("Policy"),
        bodies=site.catalogue.of_kind("Agency")[:12],
        years=draw_columns(years, words("targets_by_year")) if len(years) > 1 else "",
    )


def _deadlines(site: Site) -> list[str]:
    targets = (NamedNode(entry.iri) for entry in site.catalogue.of_kind("Target"))
    return [text for target in targets if (text := site.lookup.text(target, "deadline"))]


def search(request: Request) -> Response:
    """What a name finds, by kind."""
    site, text = site_of(request), request.query_params.get("q", "")[:_LONGEST_SEARCH]
    hits = site.catalogue.search(text)
    groups = [(kind, found) for kind in KINDS if (found := [hit for hit in hits[:_MOST_HITS] if hit.entry.kind == kind])]
    groups.sort(key=lambda group: hits.index(group[1][0]))
    return site.render(request, "search.html", text=text, groups=groups, total=len(hits), shown=min(len(hits), _MOST_HITS))


def complete(request: Request) -> Response:
    """Names that go on as a text does, as JSON for the search field."""
    site, words = site_of(request), choose_words(request)
    hits = site.catalogue.search(request.query_params.get("q", "")[:_LONGEST_SEARCH])[:_COMPLETIONS]
    return JSONResponse([
        {"name": reveal_controls(hit.entry.label)[:_LONGEST_SEARCH], "kind": words.term(hit.entry.kind), "url": thing_url(hit.entry.iri)}
        for hit in hits
    ])  # fmt: skip


def list_things(request: Request) -> Response:
    """All things of a class, those most spoken of first."""
    site, kind = site_of(request), str(request.path_params["kind"])
    if kind not in KINDS:
        raise NotFoundError(kind)
    entries = site.catalogue.of_kind(kind)
    rows, page = cut(entries, read_number(request.query_params.get("page"), 1), _PER_PAGE)
    return site.render(request, "list.html", kind=kind, entries=rows, page=page, total=len(entries))


def show_thing(request: Request) -> Response:
    """A thing with all that is said of it; documents, provisions and statements have pages of their own."""
    site, words = site_of(request), choose_words(request)
    node = _read_node(site, request)
    classes = site.lookup.classes(node)
    if "Policy" in classes:
        return RedirectResponse(url("/document", iri=node.value), 303)
    if "Provision" in classes:
        return RedirectResponse(_provision_url(site, node), 303)
    if "Assertion" in classes:
        return RedirectResponse(url("/why", iri=node.value), 303)
    tables = read_tables(site, node, words)
    statements = [statement for table in tables for statement in table.statements]
    kind = next((name for name in KINDS if name in classes), "")
    label = site.describe(node.value)
    names = dict.fromkeys([*site.lookup.texts(node, PREF_LABEL), *site.lookup.texts(node, ALT_LABEL)])
    bars = count_duties(statements) if kind not in ("Agency", "Organization") else []
    years = count_years(statement.deadline for statement in statements if statement.kind == "target")
    return site.render(
        request,
        "thing.html",
        iri=node.value,
        label=label,
        kind=kind,
        aliases=[name for name in names if name != label],
        properties=read_properties(site, node, words),
        tables=tables,
        bodies=list_bodies(site, node),
        below=list_below(site, node),
        mentions=count_mentions(site.lookup, node),
        duties=draw_rows(bars, words("duties_by_agency")) if len(bars) > 1 else "",
        years=draw_columns(years, words("targets_by_year")) if len(years) > 1 else "",
    )


def _provision_url(site: Site, node: NamedNode) -> str:
    policy = site.lookup.policy_of(node)
    if policy is None:
        raise NotFoundError(node.value)
    start, end = site.lookup.number(node, "start"), site.lookup.number(node, "end")
    return f"{url('/document', iri=policy.value, at=start)}#p{start}-{end}"


def show_document(request: Request) -> Response:
    """A document's text with what is said by it."""
    site, words = site_of(request), choose_words(request)
    node = _read_node(site, request)
    if "Policy" not in site.lookup.classes(node):
        raise NotFoundError(node.value)
    note = ""
    try:
        text = read_document(site.lookup, site.folder, node, read_number(request.query_params.get("at"), 0))
    except InputError as error:
        text, note = Text(None, (), tuple(site.lookup.statements_in(node)), ()), str(error)
    return site.render(
        request,
        "document.html",
        iri=node.value,
        label=site.describe(node.value),
        files=site.lookup.texts(node, pk("sourceFile")),
        properties=read_properties(site, node, words),
        text=text,
        note=note,
        outline=[place for place in text.places if place.depth < 2 and (place.heading or place.depth == 0)],
        kinds=[kind for kind in ("fact", "target", "incentive") if any(s.kind == kind for s in text.statements)],
    )


def show_why(request: Request) -> Response:
    """Why a statement stands: its sentence, the rule and the words, as ``kg explain`` tells it."""
    site = site_of(request)
    node = _read_node(site, request)
    statements = site.lookup.read_statements([node])
    if not statements:
        raise NotFoundError(node.value)
    explained = [explain_statement(statement, site.folder, with_model=False) for statement in statements]
    return site.render(request, "why.html", iri=node.value, explained=explained)


def _read_node(site: Site, request: Request) -> NamedNode:
    """The node that the address names.

    Raises:
        NotFoundError: it names none of this graph.
    """
    iri = request.query_params.get("iri", "")
    node = read_node(iri)
    known = node is not None and not iri.startswith(PK) and _is_subject(site, node)
    if node is None or not known:
        raise NotFoundError(iri)
    return node


def _is_subject(site: Site, node: NamedNode) -> bool:
    return next(iter(site.lookup.store.quads_for_pattern(node, None, None, DefaultGraph())), None) is not None
