"""Stage 3: a built graph and a question -> rows, each with the sentence it stands on.

Example:
    >>> from pathlib import Path
    >>> store = open_graph(Path("out"))                                     # doctest: +SKIP
    >>> run_question(store, "responsible", {"industry": "智慧物流"}).rows    # doctest: +SKIP
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pyoxigraph import Literal, Store

from kg.errors import GraphWarning, QueryError
from kg.questions import ROLLUP, Parameter, Question, find_question, list_questions
from kg.questions.gathering import Cell, join_rows, spread_rows
from kg.questions.names import Resolved, read_value, resolve_parameter
from kg.questions.result import Result, describe_scope, fold_quotes, render_csv, render_json, render_table
from kg.rdf.version import find_other_versions, ontology_version
from kg.stores.federation import refuse_services
from kg.stores.source import Source, as_exact_source, as_source, find_graph, load_file, unite_graphs

__all__ = [
    "Parameter",
    "Question",
    "Resolved",
    "Result",
    "describe_scope",
    "fold_quotes",
    "list_questions",
    "open_graph",
    "render_csv",
    "render_json",
    "render_table",
    "run_question",
    "run_sparql",
]

_XSD = "http://www.w3.org/2001/XMLSchema#"


def open_graph(path: Path) -> Store:
    """A store in memory with the graph of a build folder (its ``graph.ttl``, else ``graph.trig``) or of one RDF file.

    The default graph is the union of the named ones. A graph that was built with another version of the ontology gives a
    `GraphWarning`.

    Raises:
        InputError: there is no graph, or it cannot be parsed.
    """
    store, path = load_graph(path, ("graph.ttl", "graph.trig"))
    if path.suffix in (".trig", ".nq"):
        unite_graphs(store)
    return store


def load_graph(path: Path, preferred: Sequence[str]) -> tuple[Store, Path]:
    """A store with the graphs of a file as they are, and that file; see `open_graph`.

    Args:
        preferred: which file of a build folder, the first that is there.

    Raises:
        InputError: there is no graph, or it cannot be parsed.
    """
    path = find_graph(path, preferred)
    store = load_file(path)
    warn_of_versions(store, path)
    return store, path


def warn_of_versions(store: Store, path: Path) -> None:
    """Warns where a graph was built with another version of the ontology."""
    if others := find_other_versions(store):
        ours, theirs = ontology_version().value.rpartition("/")[2], ", ".join(others)
        warnings.warn(
            f"{path.name}: 图谱按本体 {theirs} 建成，本软件用 {ours}；结果有异时请重新运行 kg build"
            f" / built with ontology version {theirs}, this is {ours}: run kg build again if answers look wrong",
            GraphWarning,
            stacklevel=3,
        )


def run_question(graph: Store | Source, name: str, params: Mapping[str, str]) -> Result:
    """The answer to a shipped question; parameters are names whole or in part, an empty one counts as not given.

    Args:
        graph: one that was opened, a dataset of named graphs, or an endpoint.

    Raises:
        QueryError: an unknown question, parameter or name; the message lists what there is.
    """
    question = find_question(name)
    _check_parameters(question, params)
    source = as_source(graph)
    given = {param.name: params.get(param.name, "").strip() or param.default for param in question.params}
    rollup = read_value(ROLLUP, given[ROLLUP]).labels != ("no",) if given.get(ROLLUP) else True
    resolved = tuple(resolve_parameter(source, key, value, rollup) for key, value in given.items() if value)
    sparql = question.compose(_write_terms(resolved, rollup))
    columns, rows = _run(source, sparql)
    for column in question.joined:
        rows = join_rows(rows, columns.index(column))
    if question.spread:
        columns, rows = spread_rows(columns, rows, question.spread, question.counted)
    return Result(columns, rows, sparql, resolved, f"{question.title_zh} / {question.title_en}")


def _write_terms(resolved: Sequence[Resolved], rollup: bool) -> dict[str, str]:
    """The terms of each parameter; what is under a name counts unless that is turned off, so only that is a condition."""
    terms = {one.parameter: " ".join(one.terms) for one in resolved if one.parameter != ROLLUP or not rollup}
    return terms | {f"{one.parameter}_named": " ".join(one.named) for one in resolved if one.named}


def run_sparql(graph: Store | Source, text: str) -> Result:
    """The answer to the user's own SELECT, ASK, CONSTRUCT or DESCRIBE.

    Raises:
        QueryError: the text cannot be parsed or asks another server (SERVICE).
    """
    refuse_services(text)
    columns, rows = _run(as_exact_source(graph), text)
    return Result(columns, rows, text)


def _check_parameters(question: Question, params: Mapping[str, str]) -> None:
    names = [param.name for param in question.params]
    unknown = [name for name in params if name not in names]
    if unknown:
        known = "\n".join(f"  {param.name:10} {param.help}" for param in question.params) or "  (none)"
        wrong = ", ".join(unknown)
        raise QueryError(f"{question.name}: 没有参数 / no parameter {wrong}; 可用的参数 / there are:\n{known}")


def _run(source: Source, sparql: str) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Columns and rows of a query; triples are sorted."""
    answer = source.ask(sparql)
    if answer.triples:
        return answer.columns, tuple(sorted(tuple(str(_read_cell(term)) for term in row) for row in answer.rows))
    return answer.columns, tuple(tuple(_read_cell(term) for term in row) for row in answer.rows)


def _read_cell(term: object) -> Cell:
    """A term as a value: whole numbers, decimals and booleans typed, all else its text, ill-formed numbers too."""
    if not isinstance(term, Literal):
        return None if term is None else str(getattr(term, "value", term))
    kind = term.datatype.value.removeprefix(_XSD)
    if kind == "boolean":
        return term.value in ("true", "1")
    try:
        return int(term.value) if kind == "integer" else Decimal(term.value) if kind == "decimal" else term.value
    except (ValueError, InvalidOperation):
        return term.value
