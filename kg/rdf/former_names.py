"""What things were called before: names of their own with dates, and who took the place of a region that ended."""

from __future__ import annotations

from collections.abc import Iterator

from kg.rdf.context import Triple
from kg.rdf.iris import Iris
from kg.rdf.literals import chinese, date
from kg.rdf.namespaces import DCTERMS, RDF_TYPE, pk, term
from kg.resolve.former_names import find_successor, former_names
from kg.resolve.things import Thing


def describe_former_names(thing: Thing, iris: Iris) -> Iterator[Triple]:
    """The former names of a thing and the region that succeeded it; what that one is called is for the caller."""
    node = iris.thing(thing)
    for former in former_names(thing):
        name = iris.mint("name", thing.kind.value, *thing.key, former.text)
        yield node, pk("formerName"), name
        yield name, RDF_TYPE, pk("Name")
        yield name, pk("literalForm"), chinese(former.text)
        for property_, when in (("usedFrom", former.since), ("usedUntil", former.until)):
            if when:
                yield name, pk(property_), date(when)
    if successor := find_successor(thing):
        yield node, term(DCTERMS, "isReplacedBy"), iris.thing(successor)
