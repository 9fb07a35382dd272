"""The things and doubtful facts of a built graph, read as a stream: the graph of thousands of documents is large.

A Turtle file of ours has a block a subject (`kg.rdf.serialisation`), so blocks that do not matter are passed over unparsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from pyoxigraph import Literal, RdfFormat, parse

from kg.errors import InputError
from kg.model import Kind
from kg.query import open_graph
from kg.rdf.iris import DEFAULT_BASE
from kg.rdf.namespaces import PK, RDF, SKOS
from kg.rdf.serialisation import turtle_head, write_turtle
from kg.stores.source import find_graph

_KINDS = {PK + kind.value.capitalize(): kind for kind in Kind}
_SUBJECT = re.compile(r"<[^>\s]*>|\S+")
_RULE = re.compile(r'pk:rule ("[^;]*")')
_SHARE = 2000

_THINGS = tuple(opening for kind in Kind for opening in (f"{kind.value}:", f"<{DEFAULT_BASE}{kind.value}/"))
_PASSED_OVER = ("evidence:", "policy:", "target:", "incentive:", "work:", f"<{DEFAULT_BASE}policy/")

Values = dict[str, list[str]]


@dataclass(slots=True)
class Node:
    """A thing of the graph.

    Attributes:
        name: its preferred Chinese name; ``others`` are the forms seen.
        places: provisions (or policies) that name it.
        home: agencies: jurisdiction; platforms: the place of their key.
    """

    iri: str
    kind: Kind
    name: str
    others: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    home: str = ""
    level: str = ""
    function: str = ""
    adcode: str = ""
    collective: bool = False
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fact that a rule found whose statements readers often judged wrong."""

    iri: str
    subject: str
    relation: str
    object: str
    rules: tuple[str, ...]
    evidence: str


@dataclass(slots=True)
class Sight:
    """What a review sees of a graph."""

    nodes: dict[str, Node] = field(default_factory=dict)
    facts: list[Doubt] = field(default_factory=list)
    same: set[tuple[str, str]] = field(default_factory=set)
    apart: set[tuple[str, str]] = field(default_factory=set)


def read_sight(graph: Path, rules: Iterable[str]) -> Sight:
    """Things, links and the facts of some rules.

    Args:
        graph: a build's folder or an RDF file.
        rules: names of the rules whose facts matter.

    Raises:
        InputError: there is no graph, or it cannot be parsed.
    """
    sight, wanted = Sight(), frozenset(f'"{rule}"' for rule in rules)
    blocks = read_blocks(graph, lambda line: not line.startswith(_PASSED_OVER))
    for iri, values in _parse_blocks(block for block in blocks if _matters(block, wanted)):
        kind = next((_KINDS[cls] for cls in values.get(RDF + "type", ()) if cls in _KINDS), None)
        if kind is not None:
            _read_thing(sight, iri, kind, values)
        elif PK + "Assertion" in values.get(RDF + "type", ()) and PK + "reviewed" not in values:
            sight.facts.append(_read_fact(iri, values))
    return sight


def read_blocks(graph: Path, opens: Callable[[str], bool]) -> Iterator[str]:
    """The blocks of a graph, one a subject, in the order of their IRIs.

    Args:
        opens: whether a block matters, by its first line.
    """
    file = find_graph(graph, ("graph.ttl", "graph.trig"))
    head = turtle_head()
    try:
        with open(file, encoding="utf-8") as lines:
            if file.suffix == ".ttl" and lines.read(len(head)) == head:
                yield from _split_blocks(lines, opens)
                return
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file.name}: 无法读取 / cannot be read: {error}") from error
    written = (block.removeprefix("\n") for block in write_turtle(open_graph(file)))
    yield from (block for block in written if not block.startswith("@prefix") and opens(block))


def _split_blocks(lines: Iterable[str], opens: Callable[[str], bool]) -> Iterator[str]:
    block: list[str] = []
    wanted: bool | None = None  # unknown before the first line of a block
    for line in lines:
        if line == "\n":
            if block:
                yield "".join(block)
            block, wanted = [], None
            continue
        if wanted is None:
            wanted = opens(line)
        if wanted:
            block.append(line)
    if block:
        yield "".join(block)


def _matters(block: str, rules: frozenset[str]) -> bool:
    if block.startswith(_THINGS):
        return True
    found = _RULE.search(block)
    return found is None or any(rule in rules for rule in found.group(1).split(", "))


def _parse_blocks(blocks: Iterable[str]) -> Iterator[tuple[str, Values]]:
    """Subjects with their values by predicate; several blocks are parsed at once."""
    head, gathered = turtle_head(), []
    for block in blocks:
        gathered.append(block)
        if len(gathered) == _SHARE:
            yield from _parse(head + "\n".join(gathered))
            gathered = []
    yield from _parse(head + "\n".join(gathered))


def _parse(text: str) -> Iterator[tuple[str, Values]]:
    try:
        for subject, quads in groupby(parse(text, format=RdfFormat.TURTLE), key=lambda quad: quad.subject):
            values: Values = {}
            for quad in quads:
                if isinstance(quad.object, Literal) and quad.object.language not in (None, "zh"):
                    continue
                values.setdefault(quad.predicate.value, []).append(str(getattr(quad.object, "value", "")))
            yield str(getattr(subject, "value", "")), values
    except (SyntaxError, ValueError) as error:
        raise InputError(f"graph.ttl: 无法读取 / cannot be read: {error}") from error


def _read_thing(sight: Sight, iri: str, kind: Kind, values: Values) -> None:
    def one(name: str) -> str:
        return min(values.get(PK + name, ("",)))

    sight.same |= {(iri, other) for other in values.get(PK + "sameThing", ())}
    sight.apart |= {(iri, other) for other in values.get(PK + "notSameThing", ())}
    places = tuple(sorted(values.get(PK + "mentionedIn", ())))
    if not places:
        return
    name = min(values.get(SKOS + "prefLabel", [iri]))
    home = one("jurisdiction") if kind is Kind.AGENCY else _place_of(iri, kind)
    sight.nodes[iri] = Node(
        iri, kind, name, tuple(sorted(values.get(SKOS + "altLabel", ()))), places, home, one("level"), one("function"),
        one("adcode"), PK + "collective" in values, PK + "reviewed" in values,
    )  # fmt: skip


def _place_of(iri: str, kind: Kind) -> str:
    segments = iri.partition(f"/{kind.value}/")[2].split("/")
    return segments[0] if len(segments) > 1 else ""


def _read_fact(iri: str, values: Values) -> Doubt:
    ends = (min(values.get(RDF + name, ("",))) for name in ("subject", "predicate", "object"))
    subject, relation, thing = ends
    rules = tuple(sorted(values.get(PK + "rule", ())))
    return Doubt(iri, subject, relation.removeprefix(PK), thing, rules, min(values.get(PK + "evidence", ("",))))


def read_some(graph: Path, wanted: frozenset[str]) -> Mapping[str, Values]:
    """The values of some subjects, by IRI; one more pass over the graph."""
    if not wanted:
        return {}
    written = {_write(iri) for iri in wanted} | {f"<{iri}>" for iri in wanted}
    blocks = read_blocks(graph, lambda line: _open(line) in written)
    return {iri: values for iri, values in _parse_blocks(blocks) if iri in wanted}


def _open(block: str) -> str:
    found = _SUBJECT.match(block)
    return found.group() if found else ""


def _write(iri: str) -> str:
    """An IRI below the base as the prefixed name it may have in a file of ours."""
    kind, _, rest = iri.removeprefix(DEFAULT_BASE).partition("/")
    return f"{kind}:{rest}"
