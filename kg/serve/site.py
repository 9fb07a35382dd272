"""What all pages share: the graph with its names, the language of a request, and how a template becomes a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyoxigraph import DefaultGraph, Literal, NamedNode
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.explain import Folder
from kg.questions.result import reveal_controls
from kg.rdf.namespaces import RDF_TYPE, pk
from kg.serve.catalogue import Catalogue
from kg.serve.engine import Engine
from kg.serve.lookup import Lookup
from kg.serve.words import LANGUAGES, Words
from kg.statements import Statement

COOKIE = "kg-language"
_SORTS = {"documents": "Policy", "provisions": "Provision", "facts": "Assertion", "targets": "Target", "incentives": "Incentive"}
MOST_SHOWN = 60  # characters of a name in a link or a cell


class NotFoundError(Exception):
    """There is no such page or thing."""


@dataclass(frozen=True)
class Site:
    """A graph that is shown.

    Attributes:
        name: what the graph is called.
        folder: where extractions and texts lie.
    """

    name: str
    engine: Engine
    lookup: Lookup
    catalogue: Catalogue
    folder: Folder
    environment: Environment = field(default_factory=lambda: _open_environment())

    def render(self, request: Request, template: str, status: int = 200, **context: Any) -> Response:
        """A page in the language of the request."""
        words = choose_words(request)
        page = self.environment.get_template(template).render(
            words=words, site=self, switch=_switch(request, words), path=request.url.path, **context
        )
        response = HTMLResponse(page, status, {"Vary": "Cookie, Accept-Language"})
        if request.query_params.get("lang") in LANGUAGES:
            response.set_cookie(COOKIE, words.language, max_age=31_536_000, httponly=True, samesite="strict")
        return response

    @cached_property
    def policies(self) -> dict[str, str]:
        """The documents' IRIs by the digest of their texts."""
        nodes = self.lookup.subjects(RDF_TYPE, pk("Policy"))
        return {self.lookup.text(node, "sha256"): node.value for node in nodes}

    @cached_property
    def figures(self) -> dict[str, int]:
        """How much of each sort the graph holds."""
        sorts = {key: self.lookup.count(f"?s a {pk(name)}") for key, name in _SORTS.items()}
        return {**sorts, "triples": self.lookup.count("?s ?p ?o")}

    def passage_url(self, statement: Statement) -> str:
        """Where a statement's passage is read; empty where its document is unknown."""
        policy = self.policies.get(statement.sha256)
        span = statement.span
        return f"{url('/document', iri=policy, at=span.start)}#e{span.start}-{span.end}" if policy else ""

    def quote_url(self, quote: str) -> str:
        """Where a sentence is read; empty where no passage, or passages of several places, have it."""
        lookup = self.lookup
        found = lookup.store.quads_for_pattern(None, pk("quote"), Literal(quote), DefaultGraph()) if quote else ()
        places = set()
        for evidence in (quad.subject for quad in found if isinstance(quad.subject, NamedNode)):
            policy = next((one for place in lookup.nodes(evidence, pk("provision")) if (one := lookup.policy_of(place))), None)
            places.add((policy, lookup.number(evidence, "start"), lookup.number(evidence, "end")))
        if len(places) != 1:
            return ""
        policy, start, end = places.pop()
        return f"{url('/document', iri=policy.value, at=start)}#e{start}-{end}" if policy else ""

    def describe(self, iri: str) -> str:
        """The name of a node, or its IRI."""
        entry = self.catalogue.entries.get(iri)
        return entry.label if entry else self.lookup.label(NamedNode(iri)) or iri


def site_of(request: Request) -> Site:
    """The site that a request is for."""
    site = request.app.state.site
    assert isinstance(site, Site)
    return site


def url(path: str, **fields: object) -> str:
    """An address of ours; fields that are empty or None are left out.

    Example:
        >>> url("/thing", iri="urn:a b", at=None)
        '/thing?iri=urn%3Aa%20b'
    """
    given = {name: str(value) for name, value in fields.items() if value not in (None, "")}
    return quote(path) + (f"?{urlencode(given, quote_via=quote)}" if given else "")


def thing_url(iri: str) -> str:
    """Where a thing is shown."""
    return url("/thing", iri=iri)


def choose_words(request: Request) -> Words:
    """The language that the address, the cookie or the browser asks for; Chinese where none does."""
    for wanted in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if wanted in LANGUAGES:
            return Words(str(wanted))
    first = request.headers.get("accept-language", "").strip().lower()
    return Words("en" if first.startswith("en") else "zh")


def _switch(request: Request, words: Words) -> str:
    """The same page in the other language."""
    other = LANGUAGES[1 - LANGUAGES.index(words.language)]
    fields = [(name, value) for name, value in parse_qsl(request.url.query, keep_blank_values=True) if name != "lang"]
    return f"{quote(request.url.path)}?{urlencode([*fields, ('lang', other)], quote_via=quote)}"


def shorten(text: str, most: int = MOST_SHOWN) -> str:
    """The beginning of a long text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def group_by_rule(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Statements of one passage by the rule that found them."""
    return _group(statements, lambda one: (one.rule.name, one.confidence))


def group_by_subject(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Statements that differ in their objects only; targets and incentives stay alone."""
    return _group(statements, lambda one: (one.subject_iri or one.iri, one.relation, one.role, one.deadline))


def _group(statements: Iterable[Statement], key: Callable[[Statement], tuple[str, ...]]) -> list[list[Statement]]:
    groups: dict[tuple[str, ...], list[Statement]] = {}
    for statement in sorted(statements, key=lambda one: (one.subject, one.object, one.iri)):
        groups.setdefault(key(statement), []).append(statement)
    return list(groups.values())


def _open_environment() -> Environment:
    """Templates that escape all they are given and write out characters that steer the display."""
    environment = Environment(
        loader=PackageLoader("kg.serve", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_finalize,
    )  # fmt: skip
    environment.filters |= {"short": shorten, "by_rule": group_by_rule, "by_subject": group_by_subject}
    environment.globals.update(url=url, thing_url=thing_url)
    return environment


def _finalize(value: Any) -> Any:
    return reveal_controls(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def cut(rows: Sequence[Any], page: int, size: int) -> tuple[Sequence[Any], Mapping[str, int]]:
    """The rows of a page, and which of how many it is; the number is brought into range."""
    count = max(1, -(-len(rows) // size))
    number = min(max(page, 1), count)
    return rows[(number - 1) * size : number * size], {"number": number, "count": count}


def read_number(text: str | None, default: int) -> int:
    """A whole number that a stranger wrote, or the default."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else default
