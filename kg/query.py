"""Stage 3: a built graph and a question -> rows, each with the sentence it stands on.

Example:
    >>> from pathlib import Path
    >>> store = open_graph(Path("out"))                                     # doctest: +SKIP
    >>> run_question(store, "responsible", {"industry": "智慧物流"}).rows    # doctest: +SKIP
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from pyoxigraph import Literal, Quad, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Store, Triple

from kg.errors import InputError, QueryError
from kg.questions import Parameter, Question, find_question, list_questions
from kg.questions.names import Resolved, resolve_parameter
from kg.questions.result import Cell, Result, fold_quotes, render_csv, render_json, render_table

__all__ = [
    "Parameter",
    "Question",
    "Resolved",
    "Result",
    "fold_quotes",
    "list_questions",
    "locate_graph",
    "open_graph",
    "render_csv",
    "render_json",
    "render_table",
    "run_question",
    "run_sparql",
]

_FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
}
_XSD = "http://www.w3.org/2001/XMLSchema#"
_OPAQUE = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s]*>|#[^\n]*')
_SERVICE = re.compile(r"(?<![\w?$:])SERVICE\b(?!:)", re.IGNORECASE)


def open_graph(path: Path) -> Store:
    """A store in memory with the graph of a build folder (its ``graph.ttl``, else ``graph.trig``) or of one RDF file.

    The default graph is the union of the named ones.

    Raises:
        InputError: there is no graph, or it cannot be parsed.
    """
    path = locate_graph(path)
    store = Store()
    try:
        store.bulk_load(path=str(path), format=_FORMATS[path.suffix])
    except (OSError, SyntaxError, ValueError) as error:
        raise InputError(f"{path.name}: 无法读取 / cannot be read: {error}") from error
    if path.suffix in (".trig", ".nq"):  # oxigraph's own union of graphs repeats what two of them say
        store.bulk_extend([Quad(quad.subject, quad.predicate, quad.object) for quad in store])
    return store


def locate_graph(path: Path) -> Path:
    """The RDF file of a build folder, or the one given.

    Raises:
        InputError: there is none, or its suffix is of no format known.
    """
    if path.is_dir():
        found = [path / name for name in ("graph.ttl", "graph.trig") if (path / name).is_file()]
        if not found:
            raise InputError(f"{path}: 没有 graph.ttl，请先运行 kg build / no graph.ttl there: run kg build first")
        path = found[0]
    if path.suffix not in _FORMATS:
        known = " ".join(_FORMATS)
        raise InputError(f"{path}: 不支持的格式 / one of {known} expected, found {path.suffix or 'no suffix'}")
    return path


def run_question(store: Store, name: str, params: Mapping[str, str]) -> Result:
    """The answer to a shipped question; parameters are names whole or in part, an empty one counts as not given.

    Raises:
        QueryError: an unknown question, parameter or name; the message lists what there is.
    """
    question = find_question(name)
    _check_parameters(question, params)
    given = {param.name: params.get(param.name, "").strip() or param.default for param in question.params}
    resolved = tuple(resolve_parameter(store, key, value) for key, value in given.items() if value)
    sparql = question.compose({r.parameter: " ".join(r.terms) for r in resolved})
    columns, rows = _run(store, sparql)
    for column in question.joined:
        rows = _join_rows(rows, columns.index(column))
    return Result(columns, rows, sparql, resolved, f"{question.title_zh} / {question.title_en}")


def run_sparql(store: Store, text: str) -> Result:
    """The answer to the user's own SELECT, ASK, CONSTRUCT or DESCRIBE.

    Raises:
        QueryError: the text cannot be parsed or asks another server (SERVICE).
    """
    if _SERVICE.search(_OPAQUE.sub(" ", text)):
        raise QueryError("SERVICE: 本工具离线运行，不查询其他服务器 / this tool works offline and asks no other server")
    columns, rows = _run(store, text)
    return Result(columns, rows, text)


def _check_parameters(question: Question, params: Mapping[str, str]) -> None:
    names = [param.name for param in question.params]
    unknown = [name for name in params if name not in names]
    if unknown:
        known = "\n".join(f"  {param.name:10} {param.help}" for param in question.params) or "  (none)"
        wrong = ", ".join(unknown)
        raise QueryError(f"{question.name}: 没有参数 / no parameter {wrong}; 可用的参数 / there are:\n{known}")


def _run(store: Store, sparql: str) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Columns and rows of a query."""
    try:
        found = store.query(sparql)
        if isinstance(found, QueryBoolean):
            return ("answer",), ((bool(found),),)
        if isinstance(found, QueryTriples):
            return ("subject", "predicate", "object"), tuple(sorted(_read_triple(triple) for triple in found))
        assert isinstance(found, QuerySolutions)
        columns = tuple(variable.value for variable in found.variables)
        return columns, tuple(tuple(_read_cell(row[name]) for name in columns) for row in found)
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"SPARQL 无法执行 / the query cannot be run: {error}") from error


def _read_triple(triple: Triple) -> tuple[str, str, str]:
    subject, predicate, thing = (str(_read_cell(term)) for term in triple)
    return subject, predicate, thing


def _read_cell(term: object) -> Cell:
    """A term as a value: whole numbers, decimals and booleans typed, all else its text."""
    if not isinstance(term, Literal):
        return None if term is None else str(getattr(term, "value", term))
    kind = term.datatype.value.removeprefix(_XSD)
    if kind == "integer":
        return int(term.value)
    if kind == "boolean":
        return term.value in ("true", "1")
    return Decimal(term.value) if kind == "decimal" else term.value


def _join_rows(rows: Sequence[tuple[Cell, ...]], at: int) -> tuple[tuple[Cell, ...], ...]:
    """Rows that differ only in one column as one row, where they first stood."""
    groups: dict[tuple[Cell, ...], set[str]] = {}
    for row in rows:
        values = groups.setdefault(row[:at] + row[at + 1 :], set())
        if row[at] is not None:
            values.add(str(row[at]))
    return tuple(rest[:at] + ("、".join(sorted(values)) or None,) + rest[at:] for rest, values in groups.items())
