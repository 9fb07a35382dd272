"""The shipped questions as forms with tables, charts and downloads; and the editor for one's own SPARQL."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import QueryError
from kg.exports.characters import Changes, guard_rows
from kg.exports.workbook import render_workbook
from kg.query import Result, describe_scope, fold_quotes, list_questions, render_csv, render_json, run_question
from kg.questions import ROLLUP, Question, find_question
from kg.questions.gathering import COMPARATOR_SIGNS, write_cell
from kg.questions.names import CLASSES, LEVELS, ROLES
from kg.serve.charts import Bar, draw_columns, draw_rows
from kg.serve.engine import Bounded
from kg.serve.site import NotFoundError, Site, choose_words, site_of, thing_url, url
from kg.serve.things import Value, count_years
from kg.serve.words import Words
from kg.sheets.model import Column, Sheet

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
_NUMBER = ("comparator", "value", "value_max", "unit")
_SENTENCES = ("quote", "place_quote")
_CLOSED = ("role", "genre", "status", "recurrence", "kind", "relation")
_WIDE = {"quote": 60, "place_quote": 40, "policy": 28}
_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json",
          "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
@dataclass(frozen=True, slots=True)
class Field:
    """A condition of a question as the form shows it.

    Attributes:
        label: what it narrows.
        kind: ``name`` (with completion), ``choice``, ``date`` or ``text``.
        choices: what may be chosen, with its words.
    """

    name: str
    label: str
    value: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()


def show_questions(request: Request) -> Response:
    """The shipped questions."""
    return site_of(request).render(request, "questions.html", questions=list_questions())


def show_question(request: Request) -> Response:
    """A question as a form, with its answer where it was asked."""
    site, words, question = site_of(request), choose_words(request), _find(request)
    given = _read_given(question, request)
    asked = "ask" in request.query_params or bool(given)
    result, fault = None, ""
    try:
        result = run_question(Bounded(site.engine), question.name, given) if asked else None
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
        rows=_show_rows(site, result, words) if result else (),
        most=MOST_ROWS,
        chart=_draw(site, question, result, given, words) if result else "",
        downloads=[(form, url(f"/question/{question.name}/download", form=form, **given)) for form in _TYPES],
    )


def download(request: Request) -> Response:
    """The whole answer to a question as a file."""
    site, question = site_of(request), _find(request)
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
    try:
        return find_question(name)
    except QueryError as error:
        raise NotFoundError(name) from error


def _read_given(question: Question, request: Request) -> dict[str, str]:
    names = (param.name for param in question.params)
    return {name: value for name in names if (value := request.query_params.get(name, "").strip())}


def _describe_field(name: str, about: str, value: str, words: Words) -> Field:
    label = words(f"field_{name}") if name in ("role", "level", ROLLUP) else words.both(about)
    if name in CLASSES:
        return Field(name, label, value, "name")
    if name in ("role", "level"):
        members = ROLES if name == "role" else LEVELS
        choices = tuple((member, names[0] if words.language == "zh" else member) for member, names in members.items())
        return Field(name, label, value, "choice", choices)
    if name == ROLLUP:
        return Field(name, label, value, "choice", (("no", words("no")),))
    return Field(name, label, value, "date" if name == "as-of" else "text")


def _show_rows(site: Site, result: Result, words: Words) -> list[list[tuple[str, list[Value]]]]:
    """The first rows, each cell with its column; names lead to their things, sentences to their documents.

    Columns without any value are left out; the columns of one number are shown as one.
    """
    at = {column: index for index, column in enumerate(result.columns)}
    joined = set(_NUMBER[:1] + _NUMBER[2:]) if set(_NUMBER) <= at.keys() else set[str]()
    filled = [c for c in result.columns if c not in joined and any(write_cell(row[at[c]]) for row in result.rows)]
    shown = []
    for row in result.rows[:MOST_ROWS]:
        cells = {column: write_cell(row[index]) for column, index in at.items()}
        if joined:
            cells["value"] = _write_number(*(cells[name] for name in _NUMBER))
        shown.append([(column, _show_cell(site, column, cells[column], words)) for column in filled])
    return shown


def _write_number(comparator: str, value: str, value_max: str, unit: str) -> str:
    sign = COMPARATOR_SIGNS.get(comparator, comparator) if comparator != "equalTo" else ""
    return f"{sign}{value}{f'—{value_max}' if value_max else ''}{unit}" if value else ""


def _show_cell(site: Site, column: str, text: str, words: Words) -> list[Value]:
    if column == "comparator":
        return [Value(COMPARATOR_SIGNS.get(text, text))]
    if column in _CLOSED:
        return [Value(words.cell(text))]
    if column in _SENTENCES:
        return [Value(" ".join(text.split()), site.quote_url(text))]
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
