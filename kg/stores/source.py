"""What a graph must offer to be asked, and the graph in memory that offers it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
)

from kg.errors import InputError, QueryError

Term = NamedNode | BlankNode | Literal | Triple
_TRIPLE = ("subject", "predicate", "object")

_FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave, as RDF terms.

    Attributes:
        columns: the variables; ``answer`` for ASK; subject, predicate and object for CONSTRUCT and DESCRIBE.
        rows: a term for each column, None where the variable is unbound.
        triples: whether the rows are triples, which have no order.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    triples: bool = False


class Source(Protocol):
    """A graph that answers SPARQL: its default graph is the union of the documents' graphs."""

    def ask(self, sparql: str) -> Answer:
        """The answer to a SELECT, ASK, CONSTRUCT or DESCRIBE.

        Raises:
            QueryError: the query is refused.
            StoreError: a store across the network cannot be reached, or is none.
        """
        ...


@dataclass(frozen=True)
class Local:
    """A graph in memory.

    Attributes:
        united: read all named graphs as one. A triple that two of them hold is then met twice, which only a query
            without DISTINCT sees.
    """

    store: Store
    united: bool = False

    def ask(self, sparql: str) -> Answer:
        """As `Source.ask`."""
        try:
            return read_answer(self.store.query(sparql, use_default_graph_as_union=self.united))
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"SPARQL 无法执行 / the query cannot be run: {error}") from error


def read_answer(found: QuerySolutions | QueryBoolean | QueryTriples) -> Answer:
    """What the engine gave, or a parser of results, as rows."""
    if isinstance(found, QueryBoolean):
        return Answer(("answer",), ((Literal(bool(found)),),))
    if isinstance(found, QueryTriples):
        return gather_triples(found)
    columns = tuple(variable.value for variable in found.variables)
    return Answer(columns, tuple(tuple(row[name] for name in columns) for row in found))


def gather_triples(found: Iterable[Triple | Quad]) -> Answer:
    """Triples as rows; of quads the graph is left out."""
    return Answer(_TRIPLE, tuple((one.subject, one.predicate, one.object) for one in found), triples=True)


def as_source(graph: Store | Source) -> Source:
    """A graph as what can be asked; of a dataset with named graphs only, these are read as one."""
    return Local(graph, _has_named_graphs_only(graph)) if isinstance(graph, Store) else graph


def as_exact_source(graph: Store | Source) -> Source:
    """As `as_source`, for queries that count: of named graphs a union without doubles is made, which takes time."""
    if isinstance(graph, Store) and _has_named_graphs_only(graph):
        copy = Store()
        copy.bulk_extend(graph)
        unite_graphs(copy)
        return Local(copy)
    return as_source(graph)


def unite_graphs(store: Store) -> None:
    """Puts what the named graphs say into the default graph, each triple once.

    The engine's own union of graphs repeats what two of them say.
    """
    store.bulk_extend([Quad(quad.subject, quad.predicate, quad.object) for quad in store])


def _has_named_graphs_only(store: Store) -> bool:
    unnamed = next(iter(store.quads_for_pattern(None, None, None, DefaultGraph())), None)
    return unnamed is None and len(store) > 0


def find_graph(path: Path, names: Sequence[str]) -> Path:
    """The file of a graph: the path itself, or the first of these names in the folder.

    Raises:
        InputError: the folder has none of them, or the file's suffix is not one that can be read.
    """
    if path.is_dir():
        found = [path / name for name in names if (path / name).is_file()]
        if not found:
            raise InputError(f"{path}: 没有 {names[0]}，请先运行 kg build / no {names[0]} there: run kg build first")
        path = found[0]
    if path.suffix not in _FORMATS:
        known = " ".join(_FORMATS)
        raise InputError(f"{path}: 不支持的格式 / one of {known} expected, found {path.suffix or 'no suffix'}")
    return path


def load_file(path: Path) -> Store:
    """A store in memory with the triples or quads of a file.

    Raises:
        InputError: the file cannot be read or parsed.
    """
    store = Store()
    fill_store(store, path)
    return store


def fill_store(store: Store, path: Path) -> None:
    """Loads the triples or quads of a file into a store.

    Raises:
        InputError: the file cannot be read or parsed.
    """
    try:
        store.bulk_load(path=str(path), format=_FORMATS[path.suffix])
    except (OSError, SyntaxError, ValueError) as error:
        raise InputError(f"{path.name}: 无法读取 / cannot be read: {error}") from error
