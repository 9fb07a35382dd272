"""IRIs are a pure function of keys, readable, injective, and safe whatever a document holds."""

import hashlib
import unicodedata

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store, parse

from kg.model import Citation, Extraction, Kind, Level, Mention, Metadata, Provision, Span
from kg.rdf import Iris, build_dataset, render_trig, render_turtle
from kg.rdf.iris import encode_segment, hash_parts

NASTY = "甲<b>\"{}|\\^` 乙\n\t\u202e\u200b\u2028/..#?%41'@e\u0301\x00\x7f🙂"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(TEXT, TEXT)
def test_two_names_never_share_a_segment(one, other):
    if unicodedata.normalize("NFC", one) != unicodedata.normalize("NFC", other):
        assert encode_segment(one) != encode_segment(other)


@given(TEXT)
def test_a_segment_is_plain(name):
    segment = encode_segment(name)
    assert not set(segment) & set("<>\"{}|\\^`/?# '@;,()")
    assert not any(unicodedata.category(char)[0] in "CZM" for char in segment)
    assert set(segment) != {"."}


@pytest.mark.parametrize("name", ["石家庄市", "各县（市、区）", "京津冀·一体化", "5G-A"])
def test_chinese_stays_readable(name):
    assert encode_segment(name) == name


def test_hashes_tell_parts_apart():
    assert hash_parts("1", "23") != hash_parts("12", "3")
    assert hash_parts(None) != hash_parts("None")


def test_base_is_the_callers():
    assert Iris("urn:x/").mint("zone", "甲").value == "urn:x/zone/甲"


def hostile(name: str) -> tuple[Extraction, str]:
    """A document in which every open field holds a name."""
    text = f"{name}。"
    span = Span(0, len(name))
    mentions = tuple(
        Mention(kind, span, 0, name, name, function=name, level=Level.COUNTY, place=name, members=(name,)) for kind in Kind
    )
    meta = Metadata(name, name, jurisdiction=name, cites=(Citation(name + "b", span, name),))
    return Extraction(name, hashlib.sha256(text.encode()).hexdigest(), meta, (name,), (Provision(name, name, span, None, name),),
                      mentions), text


@settings(max_examples=60, deadline=None)
@given(TEXT.map(lambda text: "甲" + text))
def test_no_text_of_a_document_breaks_the_file(name):
    store = build_dataset([hostile(name)])
    again = Store()
    again.load(render_trig(store).encode(), format=RdfFormat.TRIG)
    assert set(again) == set(store)
    union = {(q.subject, q.predicate, q.object) for q in store}
    assert {(q.subject, q.predicate, q.object) for q in parse(render_turtle(store).encode(), format=RdfFormat.TURTLE)} == union


def test_a_hostile_name_reads_the_same_in_rdflib():
    store = build_dataset([hostile(NASTY)])
    graph = rdflib.Graph().parse(data=render_turtle(store), format="turtle")
    assert {str(s) for s in graph.subjects()} == {q.subject.value for q in store}
    assert len(graph) == len({(q.subject, q.predicate, q.object) for q in store})
    assert NASTY in {str(name) for name in graph.objects(None, rdflib.URIRef("https://w3id.org/policykg/ontology#sourceFile"))}
