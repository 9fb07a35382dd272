"""A graph whose texts try to break every form, and one of two documents in named graphs."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from kg.query import open_graph
from kg.rdf import write_nquads

FIXTURES = Path(__file__).parents[1] / "fixtures"
HOSTILE = {
    "quotes": "\"甲\" '乙' \\ \\n",
    "lines": "一\n二\t三\r四\u2028五\x85六",
    "script": "</script><script>x()</script>]]>&amp;<!--",
    "formula": '=HYPERLINK("http://example.org","点")',
    "plus": "+1",
    "minus": "-1+cmd|' /C calc'!A0",
    "at": "@SUM(A1)",
    "tab": "\t=1",
    "control": "甲\x01\x0b\x1f\x7f\ufffe乙",
    "escape": "_x0041_",
    "semicolon": "a;b|c,d；e",
    "steer": "甲\u202e乙",
    "spaces": "  两端 ",
    "astral": "𠮷😀",
    "long": "长" * 40_000,
}
DCTERMS = "http://purl.org/dc/terms/"


def make_hostile() -> Store:
    """The small graph, with each hostile text as a name, another name, a title and a quote."""
    store = open_graph(FIXTURES / "small.ttl")
    graph = NamedNode("https://w3id.org/policykg/id/hostile#graph")
    quads = [Quad(q.subject, q.predicate, q.object, graph) for q in store]
    pk, skos, rdf = "https://w3id.org/policykg/ontology#", "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    base = "https://w3id.org/policykg/id/"
    where, industry = NamedNode(f"{base}policy/aaaaaaaaaaaa/二/1"), NamedNode(f"{base}industry/渔业")
    for at, (name, text) in enumerate(sorted(HOSTILE.items())):
        agency, fact, evidence, target, platform = (NamedNode(f"{base}{kind}/{name}") for kind in ("agency", "fact", "evidence", "target", "platform"))
        quads += [Quad(s, NamedNode(p), o, graph) for s, p, o in (
            (agency, f"{rdf}type", NamedNode(f"{pk}Agency")), (agency, f"{skos}prefLabel", Literal(text, language="zh")),
            (agency, f"{skos}altLabel", Literal(f"{text}二", language="zh")), (agency, f"{skos}altLabel", Literal(f"x{text}", language="zh")),
            (platform, f"{rdf}type", NamedNode(f"{pk}Platform")), (platform, f"{skos}prefLabel", Literal(text, language="zh")), (platform, f"{pk}mentionedIn", where),
            (agency, f"{pk}responsibleFor", industry),
            (fact, f"{rdf}type", NamedNode(f"{pk}Assertion")), (fact, f"{rdf}subject", agency), (fact, f"{rdf}object", industry),
            (fact, f"{rdf}predicate", NamedNode(f"{pk}responsibleFor")), (fact, f"{pk}evidence", evidence), (fact, f"{pk}rule", Literal(text)),
            (evidence, f"{rdf}type", NamedNode(f"{pk}Evidence")), (evidence, f"{pk}provision", where), (evidence, f"{pk}quote", Literal(text)),
            (evidence, f"{pk}start", Literal(1000 + 10 * at)), (evidence, f"{pk}end", Literal(1009 + 10 * at)),
            (target, f"{rdf}type", NamedNode(f"{pk}Target")), (target, f"{pk}indicator", Literal(text, language="zh")), (target, f"{pk}unit", Literal(text)),
            (target, f"{pk}concerns", industry), (target, f"{pk}evidence", evidence), (target, f"{skos}prefLabel", Literal(text, language="zh")),
        )]
    again = Store()
    again.extend(quads)
    return again


@pytest.fixture
def hostile_texts() -> dict[str, str]:
    """The texts by the last part of their nodes."""
    return HOSTILE


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That graph as a file of N-Quads."""
    path = tmp_path_factory.mktemp("hostile") / "graph.nq"
    path.write_text("".join(write_nquads(make_hostile())), encoding="utf-8", newline="\n")
    assert sum(1 for _ in load(path)) == len(make_hostile())
    return path


def load(path: Path) -> Store:
    store = Store()
    store.load(path=str(path), format=RdfFormat.N_QUADS)
    return store
