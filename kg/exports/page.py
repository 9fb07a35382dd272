"""The interactive page of a graph."""

from __future__ import annotations

from pathlib import Path

from kg.build import write_file
from kg.query import open_graph
from kg.views.html import render_page


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
