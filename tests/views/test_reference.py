"""The page of the ontology: every term, in two languages, escaped; the one in docs is current."""

import re
from html.parser import HTMLParser
from pathlib import Path

from kg.conformance.terms import declared_terms
from kg.rdf.namespaces import PK
from kg.views.reference import _Page, render_reference

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_in_docs_is_current():
    assert (ROOT / "docs" / "ontology.html").read_text(encoding="utf-8") == render_reference(), "make ontology"


def test_every_term_has_its_anchor_and_links_lead_to_one():
    page = render_reference()
    anchors = re.findall(r'id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    assert {term.removeprefix(PK) for term in declared_terms() if term.startswith(PK)} <= set(anchors)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(anchors)


def test_it_fetches_nothing():
    page = render_reference()
    assert "default-src 'none'" in page and not re.search(r"<(?:script|link|img)|url\(|href=\"http", page)


def test_labels_are_escaped():
    head = ("@prefix pk: <https://w3id.org/policykg/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
            "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n")
    page = _Page(head + 'pk:x a owl:Class ; rdfs:label "<b>&"@zh, "<script>"@en .').render()
    assert "&lt;b&gt;&amp;" in page and "<script>" not in page and "<b>" not in page
    parser = HTMLParser()
    parser.feed(page)
