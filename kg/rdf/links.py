"""Links between nodes that surely are one thing under two keys, where the key of one could not know of the other.

They follow from all documents together, so their order does not matter, and nothing is merged: `pk:sameThing` joins two
nodes in a named graph of its own, questions follow it, and a reviewed ``not-same`` takes it away.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.model import Kind
from kg.rdf.iris import Iris
from kg.rdf.namespaces import ALT_LABEL, RDF_TYPE, pk
from kg.resolve.names import normalise_name
from kg.resolve.regions import find_code, region_by_code
from kg.resolve.things import Thing
from kg.vocabulary import read_vocabulary

_ENDED = frozenset({"更名", "撤县设区", "撤县设市", "撤市设区", "撤区设区"})
_NO_PLACE = "policy-"
_QUOTES = tuple("“\"‘'「『")
_OWN = ("本", "该", "我", "此")

Pair = tuple[NamedNode, NamedNode]


def add_links(store: Store, base: str) -> None:
    """Adds the links of a dataset to it."""
    iris = Iris(base)
    for find in (_find_platforms, _find_coined, _find_short_names, _find_former_regions):
        for one, other in find(store, iris):
            store.add(Quad(one, pk("sameThing"), other, iris.links()))


def _nodes(store: Store, name: str) -> list[NamedNode]:
    """The nodes of a class that documents name, by IRI."""
    found = {quad.subject for quad in store.quads_for_pattern(None, RDF_TYPE, pk(name), None)}
    named = (node for node in found if any(store.quads_for_pattern(node, pk("mentionedIn"), None, None)))
    return sorted((node for node in named if isinstance(node, NamedNode)), key=lambda node: node.value)


def _segments(node: NamedNode, kind: Kind, base: str) -> list[str]:
    return [unquote(part) for part in node.value.removeprefix(f"{base}{kind.value}/").split("/")]


def _find_platforms(store: Store, iris: Iris) -> Iterator[Pair]:
    """A platform whose name opens with the name of its place, and the same name without that place.

    The other's document told no place, or only a place above; and one place of the collection has such a platform.
    """
    by_name: dict[str, list[tuple[str, NamedNode]]] = {}
    for node in _nodes(store, "Platform"):
        place, *rest = _segments(node, Kind.PLATFORM, iris.base)
        by_name.setdefault("/".join(rest), []).append((place, node))
    for name, nodes in by_name.items():
        homes = [(place, node) for place, node in nodes if _opens_with(name, place)]
        if len(nodes) > 1 and len(homes) == 1:
            home, standing = homes[0]
            above = {region.key[-1] for region in _chain(home)}
            yield from ((node, standing) for place, node in nodes
                        if node != standing and (place.startswith(_NO_PLACE) or place in above))


def _find_coined(store: Store, iris: Iris) -> Iterator[Pair]:
    """Platforms of one coined name, which texts set in quotes, where all places told are one or lie in each other.

    They are joined to the one that most passages of a known place name.
    """
    by_name: dict[str, list[tuple[str, NamedNode]]] = {}
    for node in _nodes(store, "Platform"):
        place, *rest = _segments(node, Kind.PLATFORM, iris.base)
        by_name.setdefault("/".join(rest), []).append((place, node))
    for nodes in by_name.values():
        placed = [(place, node) for place, node in nodes if _chain(place)]
        lost = [node for place, node in nodes if place.startswith(_NO_PLACE)]
        quoted = [node for _, node in nodes if _is_quoted(store, node)]
        if placed and len(placed) + len(lost) > 1 and quoted and _lie_in_each_other([place for place, _ in placed]):
            standing = min((node for _, node in placed), key=lambda node: (-_count_mentions(store, node), node.value))
            yield from ((node, standing) for node in (*(node for _, node in placed), *lost) if node != standing)


def _is_quoted(store: Store, node: NamedNode) -> bool:
    labels = (quad.object for quad in store.quads_for_pattern(node, ALT_LABEL, None, None))
    return any(isinstance(label, Literal) and label.value.startswith(_QUOTES) for label in labels)


def _count_mentions(store: Store, node: NamedNode) -> int:
    return len({quad.object for quad in store.quads_for_pattern(node, pk("mentionedIn"), None, None)})


def _lie_in_each_other(codes: list[str]) -> bool:
    """Whether one chain of regions holds all of them."""
    chains = [{region.key[-1] for region in _chain(code)} for code in codes]
    longest = max(chains, key=len)
    return all(code in longest for code in codes)


def _chain(code: str) -> list[Thing]:
    """The region of a code and those above it; none for what is no code."""
    if not find_code("", code):
        return []
    region: Thing | None = region_by_code(code)
    chain = []
    while region is not None:
        chain.append(region)
        region = region.place
    return chain


@cache
def _short_names() -> dict[str, tuple[str, ...]]:
    """The names by which the region of a code opens another name, of two characters or more."""
    return {
        row["adcode"]: tuple(n for n in (row["name"], *row["short_names"].split("|")) if len(n) > 1)
        for row in read_vocabulary("regions")
    }


def _opens_with(name: str, code: str) -> bool:
    chain = _chain(code)
    return bool(chain) and name.startswith(_short_names().get(chain[0].adcode, ("\n",)))


def _find_short_names(store: Store, iris: Iris) -> Iterator[Pair]:
    """An organization by the short name that one document gives it, where no other organization is given that name."""
    given: dict[str, set[NamedNode]] = {}
    for quad in store.quads_for_pattern(None, pk("shortName"), None, None):
        if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode):
            given.setdefault(normalise_name(quad.object.value), set()).add(quad.subject)
    named = set(_nodes(store, "Organization"))
    for short, full in sorted(given.items()):
        node = iris.mint(Kind.ORGANIZATION.value, short)
        if len(full) == 1 and node in named and node not in full and _is_telling(short):
            yield node, next(iter(full))


@cache
def _class_words() -> frozenset[str]:
    """Words that name a sort of body, no body."""
    endings = {row["term"] for row in read_vocabulary("organization_terms") if row["class"] == "suffix"}
    uses = ("class", "body", "trade", "legal")
    return frozenset(endings | {row["form"] for row in read_vocabulary("name_borders") if row["use"] in uses})


def _is_telling(short: str) -> bool:
    return short not in _class_words() and not short.startswith(_OWN)


@cache
def _former() -> dict[str, str]:
    """The code of today by the code and, where it is telling, the name of yesterday: one for one only."""
    today = {row["adcode"] for row in read_vocabulary("regions")}
    current = {row[column] for row in read_vocabulary("regions") for column in ("name", "full_name")}
    rows = [row for row in read_vocabulary("regions_historical")
            if row["change"] in _ENDED and row["successor_code"] in today]
    heirs: dict[str, set[str]] = {}
    for row in rows:
        heirs.setdefault(row["successor_code"], set()).add(row["name"])
    single = [row for row in rows if len(heirs[row["successor_code"]]) == 1]
    by_name: dict[str, set[str]] = {}
    for row in read_vocabulary("regions_historical"):
        by_name.setdefault(row["name"], set()).add(row["successor_code"])
    codes = {row["adcode"]: row["successor_code"] for row in single if row["adcode"] not in today}
    names = {row["name"]: row["successor_code"] for row in single
             if len(by_name[row["name"]]) == 1 and row["name"] not in current}
    return codes | names


def _find_former_regions(store: Store, iris: Iris) -> Iterator[Pair]:
    """A region by a name it no longer has, and the one region that took its place."""
    nodes = dict.fromkeys(_nodes(store, "Region"))
    for node in nodes:
        key = _segments(node, Kind.REGION, iris.base)[0]
        heir = iris.mint(Kind.REGION.value, _former().get(key, ""))
        if heir in nodes:
            yield node, heir
