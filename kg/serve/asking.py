"""The shipped questions as forms with tables, charts and downloads; and the editor for one's own SPARQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from markupsafe import Markup
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import QueryError
from kg.exports.characters import Changes, guard_rows
from kg.exports.workbook import render_workbook
from kg.query import Result, describe_scope, fold_quotes, list_questions, render_csv, render_json, run_question
from kg.questions import ROLLUP, Question
from kg.questions.gathering import COMPARATOR_SIGNS, write_cell
from kg.questions.names import CLASSES, LEVELS, ROLES
from kg.serve.charts import Bar, draw_columns, draw_rows
from kg.serve.engine import Bounded
from kg.serve.formats import ROWS, TRIPLES
from kg.serve.protocol import Asked, run
from kg.serve.site import NotFoundError, Site, choose_words, thing_url, url
from kg.serve.things import Value, count_years
from kg.serve.words import Words
from kg.sheets.model import Column, Sheet
from kg.stores.source import Answer, gather_triples, read_answer

MOST_ROWS = 500
_ROLES = ("lead", "joint", "support")
_BODIES, _PLACES = ("Agency", "Organization"), ("Region", "Zone")
_KINDS = {
    "agency": _BODIES, "issuer": _BODIES, "granted_by": _BODIES, "lead": _BODIES, "joint": _BODIES,
    "builder": (*_BODIES, *_PLACES), "industry": ("Industry",), "platform": ("Platform",), "zone": ("Zone",),
    "region": _PLACES, "place": _PLACES, "policy": ("Policy",), "document": ("Policy",), "title": ("Policy",),
    "file": ("Policy",), "cites": ("PolicyWork", "Policy"), "concerns": ("Industry", "Platform", "Zone", *_BODIES),
    "duty": ("Industry", "Platform", "Target"), "name": ("Industry", "Platform", *_BODIES, *_PLACES),
    "other": ("Industry", "Platform", *_BODIES, *_PLACES),
}  # fmt: skip
_CLOSED = ("role", "genre", "status", "recurrence", "kind", "relation")
_WIDE = {"quote": 60, "place_quote": 40, "policy": 28}
_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json",
          "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
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


@dataclass(frozen=True, slots=True)
class Field:
    """A condition of a question as the form shows it.

    Attributes:
        kind: ``name`` (with completion), ``choice``, ``date`` or ``text``.
        choices: what may be chosen, with its words.
    """

    name: str
    help: str
    value: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()


def show_questions(request: Request) -> Response:
    """The shipped questions."""
    return _site(request).render(request, "questions.html", questions=list_questions())


def show_question(request: Request) -> Response:
    """A question as a form, with its answer where it was asked."""
    site, words, question = _site(request), choose_words(request), _find(request)
    given = _read_given(question, request)
    asked = "ask" in request.query_params or bool(given)
    result, fault = None, ""
    try:
        result = fold_quotes(run_question(Bounded(site.engine), question.name, given)) if asked else None
    except QueryError as error:
        fault = str(error)
    return site.render(
        request,
        "question.html",
        question=question,
        fields=[_describe_field(param.name, param.help, given.get(param.name, ""), words) for param in question.params],
        result=result,
        fault=fault,
        scope=describe_scope(result) if result else (),
        rows=[_show_row(site, result, row, words) for row in result.rows[:MOST_ROWS]] if result else (),
        most=MOST_ROWS,
        chart=_draw(site, question, result, given, words) if result else "",
        downloads=[(form, url(f"/question/{question.name}/download", form=form, **given)) for form in _TYPES],
    )


def download(request: Request) -> Response:
    """The whole answer to a question as a file."""
    site, question = _site(request), _find(request)
    form = request.query_params.get("form", "csv")
    if form not in _TYPES:
        raise NotFoundError(form)
    given = _read_given(question, request)
    result = run_question(Bounded(site.engine), question.name, given)
    headers = {"Content-Disposition": f'attachment; filename="{question.name}.{form}"'}
    return Response(_render(result, form, question), media_type=_TYPES[form], headers=headers)


def _render(result: Result, form: str, question: Question) -> bytes:
    if form == "json":
        return render_json(result).encode()
    if form == "csv":  # Excel takes a file without the mark for GB18030
        return b"\xef\xbb\xbf" + render_csv(guard_rows(fold_quotes(result))).encode()
    words = Words("zh")
    columns = tuple(Column(name, words.column(name), _WIDE.get(name, 16)) for name in result.columns)
    return render_workbook((Sheet(question.name, question.title_zh, columns, fold_quotes(result).rows),), Changes())


def _find(request: Request) -> Question:
    name = request.path_params["name"]
    found = next((question for question in list_questions() if question.name == name), None)
    if found is None:
        raise NotFoundError(name)
    return found


def _read_given(question: Question, request: Request) -> dict[str, str]:
    names = (param.name for param in question.params)
    return {name: value for name in names if (value := request.query_params.get(name, "").strip())}


def _describe_field(name: str, about: str, value: str, words: Words) -> Field:
    if name in CLASSES:
        return Field(name, about, value, "name")
    if name in ("role", "level"):
        members = ROLES if name == "role" else LEVELS
        choices = tuple((member, names[0] if words.language == "zh" else member) for member, names in members.items())
        return Field(name, about, value, "choice", choices)
    if name == ROLLUP:
        return Field(name, about, value, "choice", (("no", "否" if words.language == "zh" else "no"),))
    return Field(name, about, value, "date" if name == "as-of" else "text")


def _show_row(site: Site, result: Result, row: Sequence[object], words: Words) -> list[tuple[str, list[Value]]]:
    """The cells of a row with their columns; names lead to their things."""
    return [(column, _show_cell(site, column, write_cell(cell), words))  # type: ignore[arg-type]
            for column, cell in zip(result.columns, row, strict=True)]


def _show_cell(site: Site, column: str, text: str, words: Words) -> list[Value]:
    if column == "comparator":
        return [Value(COMPARATOR_SIGNS.get(text, text))]
    if column in _CLOSED:
        return [Value(words.cell(text))]
    if column not in _KINDS or not text:
        return [Value(text)]
    parts = [text] if site.catalogue.find(text, _KINDS[column]) else text.split("、")
    return [Value(part, _link(site, column, part)) for part in parts]


def _link(site: Site, column: str, text: str) -> str:
    entry = site.catalogue.find(text, _KINDS[column])
    if entry:
        return thing_url(entry.iri)
    file = site.catalogue.policies.get(text) if "Policy" in _KINDS[column] else None
    return thing_url(file) if file else ""


def _draw(site: Site, question: Question, result: Result, given: dict[str, str], words: Words) -> Markup | str:
    """A chart of the answer, where one helps."""
    at = {column: index for index, column in enumerate(result.columns)}
    if question.name == "targets":
        kept = {name: value for name, value in given.items() if name != "deadline"}
        link = url("/question/targets", **kept, deadline="x").removesuffix("x")
        years = count_years((write_cell(row[at["deadline"]]) for row in result.rows), link)
        return draw_columns(years, words("targets_by_year")) if len(years) > 1 else ""
    if "agency" not in at or question.name not in ("responsible", "duties", "matrix"):
        return ""
    counts: dict[str, Counter[str]] = {}
    for row in result.rows:
        role = write_cell(row[at["role"]]) if "role" in at else ""
        counts.setdefault(write_cell(row[at["agency"]]), Counter())[role] += int(row[at["count"]] or 0) if "count" in at else 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))[:12]
    bars = [Bar(name, {role or "one": count[role] for role in (*_ROLES, "") if count[role]}, _link(site, "agency", name))
            for name, count in ranked]
    return draw_rows(bars, words("duties_by_agency")) if len(bars) > 1 else ""


def show_editor(request: Request) -> Response:
    """One's own SPARQL, with its answer as a table."""
    site, words = _site(request), choose_words(request)
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
    return Value(term.value, thing_url(term.value) if known else "")


def _site(request: Request) -> Site:
    site = request.app.state.site
    assert isinstance(site, Site)
    return site
