"""Mints IRIs. Nothing else in the package does.

An IRI is a pure function of a key. Chinese stays readable; whatever could break a Turtle file, end a path segment or
hide from a reader is percent-encoded, so two keys never share an IRI and no text of a document reaches the syntax.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import NamedNode

from kg.model import Kind
from kg.resolve.things import Standard, Thing

DEFAULT_BASE = "https://w3id.org/policykg/id/"
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_READABLE = frozenset("LNPS")  # Unicode classes: letters, numbers, punctuation, symbols
_PLAIN_RANGES = ((0x00A0, 0xD7FF), (0xF900, 0xFDCF), (0xFDF0, 0xFFEF), (0x10000, 0x1FFFD), (0x20000, 0x3FFFD))
_SAFE = re.compile(r"[A-Za-z0-9_~\u4e00-\u9fff-]*")  # what stays as it is, told at once
_DIGITS = 20
_GRAPH = re.compile(r"authority|policy/[0-9a-f]{12}#graph")
_NAME_OF_GRAPH = re.compile(rf"(.*[/#])(?:{_GRAPH.pattern})")


def _is_plain(char: str) -> bool:
    """Whether a character stands in an IRI as it is (RFC 3987 ``iunreserved``, without marks, spaces and controls)."""
    if char.isascii():
        return char in _UNRESERVED
    return unicodedata.category(char)[0] in _READABLE and any(a <= ord(char) <= b for a, b in _PLAIN_RANGES)


@lru_cache(maxsize=1 << 15)
def encode_segment(text: str) -> str:
    """A path segment that stands for a text.

    Example:
        >>> encode_segment("石家庄市/<b>"), encode_segment("..")
        ('石家庄市%2F%3Cb%3E', '%2E%2E')
    """
    if _SAFE.fullmatch(text):
        return text
    text = unicodedata.normalize("NFC", text)
    if set(text) == {"."}:
        return "%2E" * len(text)
    return "".join(
        char if _is_plain(char) else "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))
        for char in text
    )


def hash_parts(*parts: object) -> str:
    """A short name for a sequence of parts: the digest of their JSON array, so that 1, 23 is not 12, 3."""
    array = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(array.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


@dataclass(frozen=True, slots=True)
class Iris:
    """The mint of one graph.

    Attributes:
        base: what all things' IRIs begin with; ends in ``/`` or ``#``.
    """

    base: str = DEFAULT_BASE

    def mint(self, *segments: str) -> NamedNode:
        """The IRI of a path below the base."""
        return NamedNode(self.base + "/".join(encode_segment(segment) for segment in segments))

    def thing(self, thing: Thing) -> NamedNode:
        """The node of an agency, region, industry, platform, zone or organization."""
        return self.mint(thing.kind.value, *thing.key)

    def policy(self, sha256: str) -> NamedNode:
        """The node of a text."""
        return self.mint("policy", sha256[:12])

    def provision(self, sha256: str, ref: str) -> NamedNode:
        """The node of a provision: the refs on its path below its policy."""
        return self.mint("policy", sha256[:12], *ref.split("/"))

    def work(self, name: str) -> NamedNode:
        """The node of what texts are versions of, by title or number."""
        return self.mint("work", name)

    def standard_class(self, standard: Standard) -> NamedNode:
        """The node of a class of a standard classification."""
        return self.mint("standard", standard.scheme, standard.code)

    def hashed(self, kind: str, *parts: object) -> NamedNode:
        """The node of a fact, an evidence, a target or an incentive, by all it is made of."""
        return self.mint(kind, hash_parts(*parts))

    def industry_scheme(self) -> NamedNode:
        """The concept scheme of our industries."""
        return self.mint("scheme", "industry")

    def dataset(self) -> NamedNode:
        """The dataset itself, of which its version is said."""
        return self.mint("dataset")

    def authority(self) -> NamedNode:
        """The named graph of what follows from keys alone."""
        return self.mint("authority")

    def links(self) -> NamedNode:
        """The named graph of links between things that surely are one (`kg.rdf.links`)."""
        return self.mint("links")

    def corrections(self) -> NamedNode:
        """The named graph of what reviewed corrections add (`kg.corrections`)."""
        return self.mint("corrections")

    def graph_of(self, policy: NamedNode) -> NamedNode:
        """The named graph of all that a document asserts."""
        return NamedNode(policy.value + "#graph")

    def graph_list(self) -> NamedNode:
        """The named graph that lists the others, where they lie in a store that holds more."""
        return self.mint("graphs")

    def is_graph(self, iri: str) -> bool:
        """Whether an IRI is that of the authority graph or of a document's graph."""
        return iri.startswith(self.base) and _GRAPH.fullmatch(iri, len(self.base)) is not None

    def prefixes(self) -> dict[str, str]:
        """Prefixes for the kinds of things."""
        kinds = (*(kind.value for kind in Kind), "policy", "work", "fact", "evidence", "target", "incentive")
        return {kind: f"{self.base}{kind}/" for kind in kinds}


def find_base(graph: str) -> str | None:
    """What the IRIs of a build begin with, told from the name of one of its graphs; None where it is no such name.

    Example:
        >>> find_base("https://w3id.org/policykg/id/authority")
        'https://w3id.org/policykg/id/'
    """
    found = _NAME_OF_GRAPH.fullmatch(graph)
    return found[1] if found else None
