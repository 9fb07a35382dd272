"""A build's dataset into a store across the network, graph by graph: what changed is replaced, what is gone is deleted.

The store keeps a list of the build's graphs in a graph of its own (``…/graphs``). It is written before anything else and
again at the end, so a push that stops leaves no graph that the next one would not know of. Nothing but graphs of that
list that have the names of ours is ever deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Store

from kg.errors import InputError
from kg.rdf.iris import Iris, find_base
from kg.rdf.namespaces import DCTERMS
from kg.rdf.serialisation import write_graph
from kg.stores.graph_store import GraphStore
from kg.stores.source import find_graph, load_file

_PART = DCTERMS + "hasPart"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a push will do.

    Attributes:
        base: what the build's IRIs begin with.
        replaced: names of the build's graphs, the authority graph first.
        deleted: names of the graphs in the store that the build no longer has.
    """

    base: str
    replaced: tuple[str, ...]
    deleted: tuple[str, ...]


def open_dataset(path: Path) -> Store:
    """The dataset of a build folder (its ``graph.trig``) or of a TriG or N-Quads file.

    Raises:
        InputError: there is none, or it cannot be parsed.
    """
    return load_file(find_graph(path, ("graph.trig",)))


def plan_push(dataset: Store, target: GraphStore) -> Plan:
    """What is to be done so that the store holds this dataset and no other document of this base.

    Raises:
        InputError: the dataset has no graphs, or graphs that no build of ours names so.
        StoreError: the store's list cannot be read.
    """
    names = sorted(graph.value for graph in dataset.named_graphs() if isinstance(graph, NamedNode))
    bases = {find_base(name) for name in names}
    if not names:
        raise InputError("没有命名图，请给出 kg build 的文件夹或其 graph.trig / no named graphs: give a build's folder or graph.trig")
    base = bases.pop() if len(bases) == 1 else None
    if base is None:
        raise InputError(f"命名图不是 kg build 写出的 / graphs that kg build does not write so: {', '.join(names[:3])}")
    return Plan(base, tuple(names), tuple(sorted(_read_list(target, Iris(base)) - set(names))))


def push(
    dataset: Store, target: GraphStore, plan: Plan, report: Callable[[str, int, int], None] = lambda *_: None
) -> int:
    """Carries out a plan; gives the number of triples written, the store's list left out.

    Raises:
        StoreError: the store fails or refuses; what was done till then stays, and the same push may be run again.
    """
    iris, steps, triples = Iris(plan.base), len(plan.replaced) + len(plan.deleted), 0
    _write_list(target, iris, plan.replaced + plan.deleted)
    for number, name in enumerate(plan.replaced, 1):
        triples += target.replace(name, write_graph(dataset, NamedNode(name)))
        report("推送 / pushing", number, steps)
    for number, name in enumerate(plan.deleted, len(plan.replaced) + 1):
        target.delete(name)
        report("推送 / pushing", number, steps)
    if plan.deleted:
        _write_list(target, iris, plan.replaced)
    return triples


def _read_list(target: GraphStore, iris: Iris) -> set[str]:
    """The graphs of ours in the store; a name that is not of our making counts for nothing."""
    found = (quad.object for quad in target.read(iris.graph_list().value) if quad.predicate.value == _PART)
    return {name.value for name in found if isinstance(name, NamedNode) and iris.is_graph(name.value)}


def _write_list(target: GraphStore, iris: Iris, names: Iterable[str]) -> None:
    about = iris.graph_list()
    target.replace(about.value, (f"{about} <{_PART}> <{name}> .\n" for name in sorted(names)))
