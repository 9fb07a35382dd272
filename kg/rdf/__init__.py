"""The RDF dataset: what is said of each document, how it is named, how it is written."""

from kg.rdf.dataset import build_dataset, describe_document
from kg.rdf.iris import DEFAULT_BASE, Iris
from kg.rdf.serialisation import (
    render_nquads,
    render_ntriples,
    render_trig,
    render_turtle,
    write_nquads,
    write_ntriples,
    write_trig,
    write_turtle,
)

__all__ = [
    "DEFAULT_BASE",
    "Iris",
    "build_dataset",
    "describe_document",
    "render_nquads",
    "render_ntriples",
    "render_trig",
    "render_turtle",
    "write_nquads",
    "write_ntriples",
    "write_trig",
    "write_turtle",
]
