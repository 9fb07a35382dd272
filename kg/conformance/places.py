"""Where nodes stand: their document, their clause and what people call them."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from kg.rdf.namespaces import DCTERMS, PK, RDF, RDFS, SKOS, pk

_UP = tuple(NamedNode(PK + name) for name in ("evidence", "provision", "mentionedIn"))
_LABELS = tuple(NamedNode(iri) for iri in (SKOS + "prefLabel", DCTERMS + "title", PK + "heading", PK + "quote", PK + "ref",
                                           RDFS + "label", PK + "sourceFile"))  # fmt: skip
_LONGEST = 40
_DEEPEST = 100


def number(text: str) -> int | None:
    """A whole number that counts code points, or None."""
    return int(text) if text.isascii() and text.isdigit() else None


class Places:
    """Asks a store where its nodes stand."""

    def __init__(self, store: Store) -> None:
        """Keep the store."""
        self._store = store
        self._above = lru_cache(maxsize=1 << 16)(self._find_above)

    def literal(self, node: str, name: str) -> str:
        """The first value of a property of ours, or an empty text."""
        return self._first(NamedNode(node), pk(name))

    def policy(self, node: NamedNode | BlankNode | str) -> str:
        """The IRI of the policy a node belongs to; empty where it belongs to none, or to several."""
        return self._above(str(node) if isinstance(node, BlankNode) else getattr(node, "value", str(node)))[0]

    def describe(self, node: str) -> tuple[str, str, str]:
        """The file, the clause and the label of a node; each may be empty."""
        policy, clause = self._above(node)
        return self.literal(policy, "sourceFile") if policy else "", clause, self.label(node)

    def label(self, node: str) -> str:
        """What people call a node: a name, a title, the beginning of a quote, or both ends of a fact."""
        if node.startswith("_:"):
            return ""
        ends = [self._name_end(node, name) for name in ("subject", "predicate", "object")]
        return " ".join(end for end in ends if end) or self._label(NamedNode(node))

    def _name_end(self, node: str, name: str) -> str:
        quads = self._store.quads_for_pattern(NamedNode(node), NamedNode(RDF + name), None)
        end = min((quad.object for quad in quads if isinstance(quad.object, NamedNode)), key=str, default=None)
        if end is None:
            return ""
        return end.value.removeprefix(PK) if name == "predicate" else self._label(end) or end.value

    def _label(self, node: NamedNode) -> str:
        text = next((found for name in _LABELS if (found := self._first(node, name))), "")
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

    def _first(self, node: NamedNode, name: NamedNode) -> str:
        quads = self._store.quads_for_pattern(node, name, None)
        return min((quad.object.value for quad in quads if isinstance(quad.object, Literal)), default="")

    def _find_above(self, node: str) -> tuple[str, str]:
        """The policy above a node and the ref of the nearest provision on the way there."""
        clause = ""
        for _ in range(_DEEPEST):
            if node.startswith("_:"):
                break
            here = NamedNode(node)
            clause = clause or self._first(here, pk("ref"))
            if self._first(here, pk("sha256")):
                return node, clause
            # a region is part of another one, which stands elsewhere: only provisions are followed upwards
            names = (pk("partOf"),) if self._first(here, pk("ref")) else _UP
            above = next((ends for name in names if (ends := self._ends(here, name))), [])
            if not above:
                break
            node = above[0]
        return "", clause

    def _ends(self, node: NamedNode, name: NamedNode) -> list[str]:
        quads = self._store.quads_for_pattern(node, name, None)
        return sorted(quad.object.value for quad in quads if isinstance(quad.object, NamedNode))
