"""What a build wrote about a document, put together for the reader."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.errors import KgError
from kg.explain import Folder
from kg.model import Span
from kg.rdf.context import open_context
from kg.rdf.iris import Iris
from kg.rdf.namespaces import RDF_TYPE, pk
from kg.serve.lookup import Lookup
from kg.serve.reader import Name, Part, Place, gather_passages, name_mention, read_part
from kg.statements import Rule, Statement

_POLICY = "policy/"


@dataclass(frozen=True, slots=True)
class Text:
    """A document on a page.

    Attributes:
        part: its lines, or None where the graph came without the text.
        places: its provisions.
        statements: all it says.
        strayed: those whose quote does not stand in the text where they say.
        characters: the length of the text.
    """

    part: Part | None
    places: tuple[Place, ...]
    statements: tuple[Statement, ...]
    strayed: tuple[Statement, ...]
    characters: int = 0

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules by which the names in its lines were found, by name."""
        lines = self.part.lines if self.part else ()
        return tuple(sorted({name.rule for line in lines for name in line.names}, key=lambda rule: rule.name))


def read_document(lookup: Lookup, folder: Folder, policy: NamedNode, at: int = 0) -> Text:
    """A document with what it says; ``at`` is a position in the part wanted, in code points."""
    places = tuple(_read_places(lookup, policy))
    statements = tuple(lookup.statements_in(policy))
    sha256 = lookup.text(policy, "sha256")
    read = folder.read(sha256) if _is_digest(sha256) else None
    if read is None:
        return Text(None, places, statements, ())
    extraction, text = read
    passages, strayed = gather_passages(statements, text)
    names: list[Name] = []
    base, found, _ = policy.value.rpartition(_POLICY)
    try:
        nodes = open_context(extraction, text, Iris(base)).nodes if found else ()
    except KgError:
        nodes = ()
    for index, mention in enumerate(extraction.mentions):
        node = _find_node(lookup, nodes[index]) if index < len(nodes) else ""
        names.append(name_mention(mention, text, node))
    names.sort(key=lambda name: (name.mention.span, name.mention.kind.value, name.mention.name))
    return Text(read_part(text, places, passages, names, at), places, statements, tuple(strayed), len(text))


def _is_digest(text: str) -> bool:
    """Whether a text of the graph can be the name of a file: it must lead nowhere else."""
    return 0 < len(text) <= 64 and all(char in "0123456789abcdef" for char in text)


def _find_node(lookup: Lookup, node: NamedNode) -> str:
    """The node in the graph, or the one that a correction merged it into; empty for none."""
    if lookup.nodes(node, RDF_TYPE):
        return node.value
    merged = lookup.subjects(pk("mergedFrom"), node)
    return merged[0].value if merged else ""


def _read_places(lookup: Lookup, policy: NamedNode) -> list[Place]:
    places: list[Place] = []
    above: list[Place] = []
    for node in lookup.provisions_of(policy):
        start = lookup.number(node, "start")
        reach = max(start, lookup.number(node, "end"))
        while above and above[-1].span.end <= start:
            above.pop()
        headings = lookup.texts(node, pk("heading"))
        place = Place(node.value, lookup.text(node, "ref"), next(iter(headings), ""), Span(start, reach), len(above))
        places.append(place)
        above.append(place)
    return places
