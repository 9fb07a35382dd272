"""A built graph in the hand, for notebooks and scripts: it shows its figures, is asked, and gives rows that show themselves.

Example:
    >>> from pathlib import Path
    >>> graph = Graph.open(Path("out"))                                     # doctest: +SKIP
    >>> graph.ask("谁负责智慧物流？").result.to_pandas()                      # doctest: +SKIP
    >>> graph.question("responsible", industry="智慧物流").rows              # doctest: +SKIP
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from kg.asking.answering import Reply, ask
from kg.query import Result, open_graph, run_question, run_sparql
from kg.questions.result import reveal_controls
from kg.rdf.namespaces import PK
from kg.stores.source import as_source

_KINDS = {
    "Policy": "政策文件", "Provision": "条款", "Agency": "部门", "Region": "地区", "Industry": "产业", "Platform": "平台",
    "Zone": "园区", "Organization": "机构", "Assertion": "事实", "Target": "目标", "Incentive": "激励",
}  # fmt: skip
_CLASSES = " ".join(f"pk:{kind}" for kind in _KINDS)
_COUNT = f"""PREFIX pk: <{PK}>
SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) WHERE {{ VALUES ?class {{ {_CLASSES} }} ?thing a ?class }} GROUP BY ?class"""


@dataclass(frozen=True, eq=False)
class Graph:
    """A graph in memory; a notebook shows its figures.

    Attributes:
        store: the triples, as pyoxigraph holds them.
        name: where it came from.
    """

    store: Store
    name: str = ""

    @classmethod
    def open(cls, path: Path | str = "out") -> Graph:
        """The graph of a build folder or of one RDF file (`kg.query.open_graph`).

        Raises:
            InputError: there is no graph, or it cannot be parsed.
        """
        return cls(open_graph(Path(path)), Path(path).name)

    def ask(self, text: str) -> Reply:
        """The answer to a question in plain Chinese or English (`kg.asking.answering.ask`).

        Raises:
            UnclearError: it is not understood; the message has examples.
        """
        return ask(self.store, text)

    def question(self, name: str, **params: str) -> Result:
        """The answer to a shipped question (`kg.query.run_question`); ``as_of`` stands for ``as-of``.

        Raises:
            QueryError: an unknown question, parameter or name; the message lists what there is.
        """
        return run_question(self.store, name, {key.replace("_", "-"): str(value) for key, value in params.items()})

    def sparql(self, text: str) -> Result:
        """The answer to SPARQL of one's own (`kg.query.run_sparql`).

        Raises:
            QueryError: the text cannot be parsed or asks another server.
        """
        return run_sparql(self.store, text)

    @cached_property
    def figures(self) -> dict[str, int]:
        """How many things of each kind there are, by the class's name, kinds without any left out."""
        found: dict[str, int] = {}
        for kind, count in as_source(self.store).ask(_COUNT).rows:
            if isinstance(kind, NamedNode) and isinstance(count, Literal):
                found[kind.value.rpartition("#")[2]] = int(count.value)
        return {kind: found[kind] for kind in _KINDS if found.get(kind)}

    def __repr__(self) -> str:
        figures = ", ".join(f"{kind} {count}" for kind, count in self.figures.items())
        return f"<Graph {reveal_controls(self.name)!r}: {figures or 'empty'}; {len(self.store)} triples>"

    def _repr_html_(self) -> str:
        """The figures as a table, for notebooks."""
        rows = "".join(f"<tr><td>{_KINDS[kind]} {kind}</td><td>{count}</td></tr>" for kind, count in self.figures.items())
        total = f"<tr><td>三元组 triples</td><td>{len(self.store)}</td></tr>"
        return f"<table><caption>{escape(reveal_controls(self.name))}</caption><tbody>{rows}{total}</tbody></table>"
