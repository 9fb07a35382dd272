"""From an id as people write it to a node of the dataset."""

from __future__ import annotations

from urllib.parse import unquote

from pyoxigraph import NamedNode, Store

from kg.model import Kind
from kg.rdf.iris import Iris, encode_segment
from kg.rdf.namespaces import PK, RDF_TYPE

_THINGS = frozenset({"Agency", "Region", "Industry", "Platform", "Zone", "Organization", "PolicyWork"})
_STATEMENTS = frozenset({"Assertion", "Target", "Incentive"})
# what a text may take one for the other: these may be merged, others are no one thing
_NEAR = (frozenset({"Agency", "Organization"}), frozenset({"Region", "Zone"}),
         frozenset({"Platform", "Zone", "Organization"}))
CLASS_OF = {kind: kind.value.capitalize() for kind in Kind}


class Names:
    """The nodes of a dataset, asked for by id."""

    def __init__(self, store: Store, base: str) -> None:
        """Remember where the ids are looked up."""
        self._store, self._base, self._prefixes = store, base, Iris(base).prefixes()

    def find(self, written: str) -> NamedNode | None:
        """The node of an IRI, a path below the base or a prefixed name; None where the dataset has none.

        Chinese may stand as it is or percent-encoded, as a browser copies it.
        """
        return next((node for iri in self._read(written) if (node := self._known(iri)) is not None), None)

    def _read(self, written: str) -> list[str]:
        text = written.removeprefix("<").removesuffix(">").strip()
        prefix, colon, rest = text.partition(":")
        if colon and prefix in self._prefixes:
            text = self._prefixes[prefix] + rest
        path = text.removeprefix(self._base)
        segments = (encode_segment(unquote(segment, errors="surrogateescape")) for segment in path.split("/"))
        return [self._base + path, self._base + "/".join(segments)]

    def _known(self, iri: str) -> NamedNode | None:
        try:
            node = NamedNode(iri)
        except ValueError:
            return None
        return node if self.classes(node) else None

    def classes(self, node: NamedNode) -> frozenset[str]:
        """The classes of a node that are ours, by their short names."""
        found = (quad.object for quad in self._store.quads_for_pattern(node, RDF_TYPE, None, None))
        return frozenset(
            end.value.removeprefix(PK) for end in found if isinstance(end, NamedNode) and end.value.startswith(PK)
        )

    def is_thing(self, node: NamedNode) -> bool:
        """Whether a node is one that may be merged, linked and named."""
        return bool(self.classes(node) & _THINGS)

    def is_statement(self, node: NamedNode) -> bool:
        """Whether a node is a fact, a target or an incentive."""
        return bool(self.classes(node) & _STATEMENTS)

    def may_be_one(self, a: NamedNode, b: NamedNode) -> bool:
        """Whether two things are of one class, or of classes that texts confuse."""
        one, two = self.classes(a) & _THINGS, self.classes(b) & _THINGS
        return bool(one & two) or any(one & near and two & near for near in _NEAR)
