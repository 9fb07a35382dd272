"""From extractions and their texts to an RDF dataset: a named graph a document, and one of what follows from keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Quad, Store

from kg.errors import KgError
from kg.model import Extraction
from kg.rdf.assertions import describe_facts
from kg.rdf.checks import check_extraction
from kg.rdf.context import Context, Triple, open_context
from kg.rdf.iris import DEFAULT_BASE, Iris
from kg.rdf.policies import describe_policy, describe_promotion, describe_provisions
from kg.rdf.quantities import describe_incentives, describe_targets
from kg.rdf.things import describe_mentions, describe_thing, things_of
from kg.rdf.version import describe_dataset

_CONCERNS = (describe_policy, describe_provisions, describe_mentions, describe_facts, describe_targets,
             describe_incentives, describe_promotion)


def _asserted(context: Context) -> Iterator[Triple]:
    for describe in _CONCERNS:
        yield from describe(context)


def describe_document(extraction: Extraction, text: str, iris: Iris) -> Iterator[Quad]:
    """All quads of one document.

    Raises:
        KgError: a span or an index of the extraction points outside, or the text is another one.
    """
    check_extraction(extraction, text)
    context = open_context(extraction, text, iris)
    graph, authority = iris.graph_of(context.policy), iris.authority()
    for triple in _asserted(context):
        yield Quad(*triple, graph)
    for thing in things_of(context):
        for triple in describe_thing(thing, iris):
            yield Quad(*triple, authority)


def build_dataset(items: Iterable[tuple[Extraction, str]], base: str = DEFAULT_BASE) -> Store:
    """The dataset that all documents make; their order does not matter.

    Args:
        items: each extraction with the decoded text it was made from.
        base: what the IRIs of things begin with.

    Raises:
        KgError: an extraction does not fit its text, or two texts share the head of their digests.
    """
    store, iris = Store(), Iris(base)
    store.extend(Quad(*triple, iris.authority()) for triple in describe_dataset(iris))
    digests: dict[str, str] = {}
    for extraction, text in items:
        if digests.setdefault(extraction.sha256[:12], extraction.sha256) != extraction.sha256:
            raise KgError(f"{extraction.name}: another text has the same first 12 digits of sha256")
        store.extend(describe_document(extraction, text, iris))
    return store
