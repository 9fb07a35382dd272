"""A graph as RDF/XML.

pyoxigraph's own writer puts the prefixes in another order each time and writes control characters as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import NamedNode, Store

from kg.errors import KgError
from kg.exports.characters import Changes
from kg.exports.nodes import Value, read_nodes
from kg.rdf.namespaces import RDF, VOCABULARY_PREFIXES, XSD

_CUT = re.compile("(.+?)([A-Za-z_\u4e00-\u9fff][A-Za-z0-9_.\u4e00-\u9fff-]*)")  # a namespace, and a name as XML has them


def write_rdfxml(store: Store, changes: Changes) -> Iterator[str]:
    """The union of all graphs, a node at a time, sorted.

    Args:
        changes: counts the characters that XML cannot hold.

    Raises:
        KgError: there is a blank node, or a predicate that XML cannot name.
    """
    prefixes = {namespace: name for name, namespace in VOCABULARY_PREFIXES.items()}
    spaces = "".join(f"\n    xmlns:{name}={quoteattr(space)}" for name, space in sorted(VOCABULARY_PREFIXES.items()))
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'
    for subject, said in read_nodes(store):
        yield f"  <rdf:Description rdf:about={quoteattr(subject)}>\n"
        for predicate, value in said:
            yield f"    {_render_property(predicate, value, prefixes, changes)}\n"
        yield "  </rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _render_property(predicate: str, value: Value, prefixes: dict[str, str], changes: Changes) -> str:
    tag, declared = _name_property(predicate, prefixes)
    if isinstance(value, NamedNode):
        return f"<{tag}{declared} rdf:resource={quoteattr(value.value)}/>"
    kind = ""
    if value.language:
        kind = f" xml:lang={quoteattr(value.language)}"
    elif value.datatype.value != f"{XSD}string":
        kind = f" rdf:datatype={quoteattr(value.datatype.value)}"
    return f"<{tag}{declared}{kind}>{escape(changes.fit_xml(value.value))}</{tag}>"


def _name_property(predicate: str, prefixes: dict[str, str]) -> tuple[str, str]:
    """The name of an element, and the declaration that it needs of its own."""
    cut = _CUT.fullmatch(predicate)
    if cut is None or predicate == f"{RDF}li":
        raise KgError(f"RDF/XML 写不下此谓词，请用 turtle / RDF/XML cannot write this predicate, use turtle: {predicate}")
    space, name = cut.groups()
    prefix = prefixes.get(space, "ns")
    return f"{prefix}:{name}", "" if space in prefixes else f" xmlns:ns={quoteattr(space)}"
