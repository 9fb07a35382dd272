"""The graph on disk, where several processes can read it at once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store

from kg.errors import InputError
from kg.query import warn_of_versions
from kg.stores.source import fill_store, find_graph, unite_graphs


@dataclass(frozen=True, slots=True)
class Opened:
    """A graph that is served.

    Attributes:
        path: the folder of its store, for workers.
        store: the same, read only.
        folder: the build's folder, where extractions and texts lie.
        name: what it is called.
    """

    path: Path
    store: Store
    folder: Path
    name: str


@contextmanager
def open_store(graph: Path) -> Iterator[Opened]:
    """A build's folder or an RDF file as a store on disk, gone when it is done.

    Its default graph holds all statements; named graphs are those of ``graph.trig``, where there is one.

    Raises:
        InputError: there is no graph, or it cannot be parsed.
    """
    path = find_graph(graph, ("graph.ttl", "graph.trig"))
    with tempfile.TemporaryDirectory(prefix="kg-serve-", ignore_cleanup_errors=True) as temporary:
        place = Path(temporary) / "store"
        try:
            _fill(place, path, path.with_name("graph.trig") if graph.is_dir() else None)
            store = Store.read_only(str(place))
        except OSError as error:
            raise InputError(f"无法建立临时存储，请检查磁盘空间 / no room for a temporary store: {error}") from error
        warn_of_versions(store, path)
        yield Opened(place, store, graph if graph.is_dir() else graph.parent, graph.resolve().name)


def _fill(place: Path, path: Path, named: Path | None) -> None:
    store = Store(str(place))
    fill_store(store, path)
    if path.suffix in (".trig", ".nq"):
        unite_graphs(store)
    elif named is not None and named.is_file():
        fill_store(store, named)
    store.flush()
