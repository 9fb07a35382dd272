"""The forms an answer of the endpoint can have, and which of them a client asks for (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import QueryResultsFormat, RdfFormat


@dataclass(frozen=True, slots=True)
class Format:
    """A form of an answer.

    Attributes:
        name: what ``format=`` calls it.
        media: the media type it is sent with.
        others: further types that ask for it.
        suffix: of a file that holds it.
    """

    name: str
    media: str
    engine: QueryResultsFormat | RdfFormat
    others: tuple[str, ...] = ()
    suffix: str = ""

    @property
    def types(self) -> tuple[str, ...]:
        """The media types that ask for it."""
        return (self.media, *self.others)


_RESULTS = "application/sparql-results+"
ROWS = (
    Format("json", _RESULTS + "json", QueryResultsFormat.JSON, ("application/json",), ".srj"),
    Format("xml", _RESULTS + "xml", QueryResultsFormat.XML, ("application/xml", "text/xml"), ".srx"),
    Format("csv", "text/csv; charset=utf-8", QueryResultsFormat.CSV, ("text/csv",), ".csv"),
    Format("tsv", "text/tab-separated-values; charset=utf-8", QueryResultsFormat.TSV, ("text/tab-separated-values",), ".tsv"),
)
TRIPLES = (
    Format("turtle", "text/turtle; charset=utf-8", RdfFormat.TURTLE, ("text/turtle", "application/x-turtle"), ".ttl"),
    Format("ntriples", "application/n-triples", RdfFormat.N_TRIPLES, ("text/plain",), ".nt"),
    Format("rdfxml", "application/rdf+xml", RdfFormat.RDF_XML, ("application/xml", "text/xml"), ".rdf"),
    Format("jsonld", "application/ld+json", RdfFormat.JSON_LD, ("application/json",), ".jsonld"),
)


def find_format(formats: Sequence[Format], name: str) -> Format | None:
    """The form of that name."""
    return next((one for one in formats if one.name == name), None)


def choose_format(formats: Sequence[Format], accept: str) -> Format | None:
    """The form that an Accept header likes best, the first of equals; None where it takes none of them.

    Example:
        >>> choose_format(ROWS, "text/csv;q=0.5, application/json").name
        'json'
        >>> choose_format(ROWS, "image/png") is None
        True
    """
    ranges = list(_read_accept(accept)) or [("*/*", 1.0)]
    liked = [(_like(one, ranges), one) for one in formats]
    best = max(quality for quality, _ in liked)
    return next(one for quality, one in liked if quality == best) if best > 0 else None


def _read_accept(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.lower().split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        if media:
            yield media, next((_read_quality(p[2:]) for p in parameters if p.startswith("q=")), 1.0)


def _read_quality(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0


def _like(form: Format, ranges: Sequence[tuple[str, float]]) -> float:
    """How much a client likes a form: by the range that says most of its media type, or by one of its other types."""
    named = [quality for name, quality in ranges if name in form.others]
    plain = form.media.partition(";")[0]
    for wanted in (plain, plain.partition("/")[0] + "/*", "*/*"):
        found = [quality for name, quality in ranges if name == wanted]
        if found:
            return max(found + named)
    return max(named, default=0.0)
