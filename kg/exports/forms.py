"""The forms in which a graph leaves: one entry each in `FORMS`, from the path of a graph to what is to be written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from pyoxigraph import Literal, Store

from kg.build import write_file, write_files
from kg.errors import InputError, OutputError
from kg.exports.characters import Changes
from kg.exports.facts import render_facts
from kg.exports.jsonld import write_jsonld
from kg.exports.neo4j import render_neo4j
from kg.exports.networks import render_gexf, render_graphml
from kg.exports.rdfxml import write_rdfxml
from kg.exports.workbook import render_workbook
from kg.query import load_graph, open_graph
from kg.rdf.namespaces import pk
from kg.rdf.serialisation import render_nquads, render_ntriples, render_trig, render_turtle
from kg.sheets import list_sheets

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Shape(Enum):
    """What a form is on disk."""

    TEXT = "text"
    BINARY = "binary"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Exported:
    """A graph in another form.

    Attributes:
        content: a text, bytes, or the texts of a folder by file name.
        notes: what had to be changed, for people.
    """

    content: str | bytes | Mapping[str, str]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form: what it is on disk, and how the graph at a path becomes it."""

    shape: Shape
    export: Callable[[Path], Exported]


def export_graph(path: Path, form: str) -> Exported:
    """The graph of a build folder, or of an RDF file, in another form.

    Args:
        form: a name of `FORMS`.

    Raises:
        InputError: there is no graph, or it has no named graphs where the form needs them.
        KgError: the form cannot say what the graph says (blank nodes).
    """
    return FORMS[form].export(path)


def write_export(exported: Exported, output: Path) -> None:
    """Writes a form to a file or, where it is a folder, its files below ``output``; other files there are left alone.

    Raises:
        OutputError: it cannot be written.
    """
    content = exported.content
    if isinstance(content, (str, bytes)):
        write_file(output, content)
        return
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"无法写入文件夹 / cannot write this folder: {output}: {error.strerror or error}") from error
    write_files({output / name: [text] for name, text in content.items()})


def open_dataset(path: Path) -> Store:
    """A store with the named graphs of a build folder's ``graph.trig`` or of an RDF file.

    Raises:
        InputError: there is no graph, or none with a name.
    """
    store, found = load_graph(path, ("graph.trig",))
    if next(iter(store.named_graphs()), None) is None:
        raise InputError(
            f"没有命名图 / no named graphs: {found}; graph.trig 由 kg build 写出 / kg build writes graph.trig"
        )
    return store


def _export_turtle(path: Path) -> Exported:
    file = path / "graph.ttl"
    return Exported(file.read_text(encoding="utf-8") if file.is_file() else render_turtle(open_graph(path)))


def _with_changes(render: Callable[[Store, Changes], str | bytes]) -> Callable[[Path], Exported]:
    def export(path: Path) -> Exported:
        changes = Changes()
        content = render(open_graph(path), changes)
        return Exported(content, changes.notes())

    return export


def _export_jsonld(path: Path) -> Exported:
    return Exported("".join(write_jsonld(open_graph(path))))


def _render_rdfxml(store: Store, changes: Changes) -> str:
    return "".join(write_rdfxml(store, changes))


def _export_xlsx(path: Path) -> Exported:
    changes, store = Changes(), open_graph(path)
    said = store.quads_for_pattern(None, pk("sha256"), None)
    texts = read_texts(path, (quad.object.value for quad in said if isinstance(quad.object, Literal)))
    content = render_workbook(list_sheets(store, texts), changes)
    return Exported(content, changes.notes())


def read_texts(path: Path, digests: Iterable[str]) -> dict[str, str]:
    """The decoded texts that a build keeps beside its graph, by SHA-256, as far as they are there."""
    folder = (path if path.is_dir() else path.parent) / "texts"
    files = {digest: folder / f"{digest}.txt" for digest in digests if _DIGEST.fullmatch(digest)}
    return {digest: file.read_bytes().decode("utf-8", "replace") for digest, file in files.items() if file.is_file()}


FORMS: Mapping[str, Form] = {
    "turtle": Form(Shape.TEXT, _export_turtle),
    "trig": Form(Shape.TEXT, lambda path: Exported(render_trig(open_dataset(path)))),
    "ntriples": Form(Shape.TEXT, lambda path: Exported(render_ntriples(open_graph(path)))),
    "nquads": Form(Shape.TEXT, lambda path: Exported(render_nquads(open_dataset(path)))),
    "jsonld": Form(Shape.TEXT, _export_jsonld),
    "rdfxml": Form(Shape.TEXT, _with_changes(_render_rdfxml)),
    "graphml": Form(Shape.TEXT, _with_changes(render_graphml)),
    "gexf": Form(Shape.TEXT, _with_changes(render_gexf)),
    "neo4j": Form(Shape.FOLDER, lambda path: Exported(render_neo4j(open_graph(path)))),
    "csv": Form(Shape.TEXT, lambda path: Exported(render_facts(open_graph(path)))),
    "xlsx": Form(Shape.BINARY, _export_xlsx),
}
