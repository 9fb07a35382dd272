"""What all parts of a document's description share: its nodes, its things and where triples go."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.model import Extraction, Span
from kg.rdf.iris import Iris
from kg.resolve import Thing, resolve_mention, scope_of

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


@dataclass(frozen=True, slots=True)
class Context:
    """A document on its way to triples.

    Attributes:
        things: what each mention names, by the mention's index.
        nodes: the node of each mention, by the mention's index.
        provisions: the node of each provision, by its index.
    """

    extraction: Extraction
    text: str
    iris: Iris
    policy: NamedNode
    things: tuple[Thing, ...]
    nodes: tuple[NamedNode, ...]
    provisions: tuple[NamedNode, ...]

    def place(self, provision: int | None) -> NamedNode:
        """The provision of an index, or the policy outside any."""
        return self.policy if provision is None else self.provisions[provision]

    def quote(self, span: Span) -> str:
        """The text a span covers."""
        return span.of(self.text)


def _provision_nodes(extraction: Extraction, iris: Iris) -> tuple[NamedNode, ...]:
    """The node of each provision; a ref that an earlier provision has gets its count (``~2``)."""
    seen: dict[str, int] = {}
    nodes = []
    for provision in extraction.provisions:
        count = seen[provision.ref] = seen.get(provision.ref, 0) + 1
        ref = provision.ref if count == 1 else f"{provision.ref}/~{count}"
        nodes.append(iris.provision(extraction.sha256, ref))
    return tuple(nodes)


def open_context(extraction: Extraction, text: str, iris: Iris) -> Context:
    """Resolves a document's mentions and mints its nodes."""
    scope = scope_of(extraction)
    things = tuple(resolve_mention(mention, scope) for mention in extraction.mentions)
    nodes = tuple(iris.thing(thing) for thing in things)
    policy = iris.policy(extraction.sha256)
    return Context(extraction, text, iris, policy, things, nodes, _provision_nodes(extraction, iris))
