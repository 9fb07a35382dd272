"""A graph as one JSON-LD document with short keys; ``ontology/context.jsonld`` says what they mean."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pyoxigraph import NamedNode, Store

from kg.exports.nodes import Node, Value, read_nodes
from kg.rdf.iris import DEFAULT_BASE
from kg.rdf.namespaces import PK, RDF_TYPE, XSD
from kg.resources import find_resource

_PLAIN_PATH = re.compile(r"[^/:?#]+(?:/(?!\.{0,2}(?:/|$))[^/:?#]+)*")  # what a reader joins to the base and no more
_INTEGER = re.compile(r"0|-?[1-9]\d{0,14}", re.ASCII)


@cache
def read_context() -> dict[str, Any]:
    """The context that ships, as it stands in the file."""
    context: dict[str, Any] = json.loads(find_resource("ontology", "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return context


class _Keys:
    """The keys of predicates, and their values as JSON, after a context."""

    def __init__(self, context: dict[str, Any]) -> None:
        self.prefixes = {name: iri for name, iri in context.items() if isinstance(iri, str) and iri[-1] in "#/" and name[0] != "@"}
        terms = {name: term for name, term in context.items() if isinstance(term, dict)}
        self.terms = {self._expand(term["@id"]): (name, term) for name, term in terms.items()}

    def _expand(self, compact: str) -> str:
        prefix, _, local = compact.partition(":")
        return self.prefixes[prefix] + local

    def compact(self, iri: str) -> str:
        """An IRI by prefix, or as it is."""
        for prefix, space in self.prefixes.items():
            if iri.startswith(space) and re.fullmatch(r"\w+", iri[len(space) :], re.ASCII):
                return f"{prefix}:{iri[len(space) :]}"
        return iri

    def name(self, iri: str) -> str:
        """A class or a member of a closed set: by its bare name where it is ours."""
        compact = self.compact(iri)
        return compact.removeprefix("pk:") if iri.startswith(PK) else compact

    def find(self, predicate: str, value: Value) -> tuple[str, dict[str, Any]]:
        """The key under which a value stands, and what it means."""
        key, term = self.terms.get(predicate, (self.compact(predicate), {}))
        if "@container" in term and (isinstance(value, NamedNode) or not value.language):
            return self.compact(predicate), {}
        return key, term


def _shorten(iri: str) -> str:
    """An IRI as a path below the base, where it is one."""
    path = iri.removeprefix(DEFAULT_BASE)
    return path if path != iri and _PLAIN_PATH.fullmatch(path) else iri


def _pack_value(value: Value, term: dict[str, Any], keys: _Keys) -> Any:
    """A value as it stands under a term that is no map of languages."""
    kind = term.get("@type", "")
    if isinstance(value, NamedNode):
        if kind == "@vocab":
            return keys.name(value.value)
        return _shorten(value.value) if kind == "@id" else {"@id": _shorten(value.value)}
    if value.language:
        return {"@language": value.language, "@value": value.value}
    datatype = keys.compact(value.datatype.value)
    if kind == datatype:
        return int(value.value) if kind == "xsd:integer" and _INTEGER.fullmatch(value.value) else value.value
    if value.datatype.value == f"{XSD}string":
        return {"@value": value.value} if kind else value.value
    return {"@type": datatype, "@value": value.value}


def _pack_node(node: Node, keys: _Keys) -> dict[str, Any]:
    iri, said = node
    packed: dict[str, Any] = {}
    for predicate, value in said:
        key, term = keys.find(predicate, value)
        if predicate == RDF_TYPE.value:
            packed.setdefault("type", []).append(keys.name(str(getattr(value, "value", ""))))
        elif term.get("@container") == "@language" and not isinstance(value, NamedNode):
            packed.setdefault(key, {}).setdefault(value.language, []).append(value.value)
        else:
            packed.setdefault(key, []).append(_pack_value(value, term, keys))
    types = packed.pop("type", None)
    head = {"id": _shorten(iri), **({"type": _unwrap(types)} if types else {})}
    return head | {key: _unwrap(packed[key]) for key in sorted(packed)}


def _unwrap(value: Any) -> Any:
    """One value without its list, also inside a map of languages."""
    if isinstance(value, dict):
        return {key: _unwrap(value[key]) for key in sorted(value)}
    return value[0] if len(value) == 1 else value


def write_jsonld(store: Store) -> Iterator[str]:
    """The union of all graphs, a node at a time, sorted; ``</`` is written so that a page may hold the document.

    Raises:
        KgError: there is a blank node.
    """
    context, keys = read_context(), _Keys(read_context())
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(term)}" for name, term in {"@base": DEFAULT_BASE, **context}.items())
    yield f'{{"@context": {{\n{lines}\n}},\n"@graph": ['
    for number, node in enumerate(read_nodes(store)):
        text = json.dumps(_pack_node(node, keys), ensure_ascii=False, indent=1)
        yield (",\n" if number else "\n") + text.replace("</", "<\\/")
    yield "\n]}\n"
