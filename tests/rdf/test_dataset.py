"""What a built dataset says, held to the graph contract by queries."""

import hashlib
from dataclasses import replace
from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.errors import KgError
from kg.model import Extraction, Fact, Incentive, Kind, Mention, Metadata, Provision, Relation, Span
from kg.rdf import build_dataset
from kg.rdf.namespaces import VOCABULARY_PREFIXES

BASE = "https://w3id.org/policykg/id/"
HEAD = "".join(f"PREFIX {name}: <{iri}> " for name, iri in VOCABULARY_PREFIXES.items())
CITY_REFORM = BASE + "agency/130100/prefecture/发展改革"


@pytest.fixture(scope="module")
def store(items):
    return build_dataset(items)


def rows(store, query, union=True):
    found = store.query(HEAD + query, use_default_graph_as_union=union)
    return sorted(tuple(None if v is None else v.value for v in row) for row in found)


def only(store, query):
    found = rows(store, query)
    assert len(found) == 1, found
    return found[0][0] if len(found[0]) == 1 else found[0]


def test_one_body_of_one_city_is_one_node_in_all_documents(store):
    assert rows(store, "SELECT ?a { ?a pk:function '发展改革' }") == [(CITY_REFORM,), (BASE + "agency/310000/provincial/发展改革",)]
    labels = {label for (label,) in rows(store, f"SELECT ?l {{ <{CITY_REFORM}> skos:altLabel ?l }}")}
    assert {"市发展改革委", "市发展和改革委员会", "石家庄市人民政府发展改革部门"} <= labels
    assert only(store, f"SELECT ?l {{ <{CITY_REFORM}> skos:prefLabel ?l }}") == "石家庄市发展改革部门"
    assert len(rows(store, f"SELECT DISTINCT ?p {{ <{CITY_REFORM}> pk:mentionedIn/pk:partOf* ?p . ?p a pk:Policy }}")) == 2


def test_writings_of_an_industry_are_one_node(store):
    assert rows(store, "SELECT ?i { ?i a pk:Industry FILTER(CONTAINS(STR(?i), '经济')) }") == [(BASE + "industry/低空经济",)]


def test_each_thing_has_one_label_and_never_repeats_it(store):
    assert not rows(store, "SELECT ?s ?l { ?s skos:prefLabel ?l ; skos:altLabel ?l }")
    assert not rows(store, "SELECT ?s { ?s skos:prefLabel ?a, ?b FILTER(?a != ?b) }")
    named = "VALUES ?c { pk:Agency pk:Region pk:Industry pk:Platform pk:Zone pk:Organization pk:Target pk:Incentive }"
    assert not rows(store, f"SELECT ?s {{ {named} ?s a ?c FILTER NOT EXISTS {{ ?s skos:prefLabel ?l FILTER(LANG(?l) = 'zh') }} }}")


def test_collective_and_zone_bodies_stand_apart(store):
    collective = BASE + "agency/130100/county/政府/各"
    assert only(store, "SELECT ?a ?l { ?a pk:collective true ; skos:prefLabel ?l }") == (collective, "石家庄市各县（市、区）人民政府")
    assert only(store, "SELECT ?j { ?a pk:level pk:zone ; pk:jurisdiction ?j . ?j a pk:Zone }") == BASE + "zone/石家庄高新技术产业开发区"


def test_regions_know_those_above_them_and_groups_their_members(store):
    assert rows(store, "SELECT ?c { ?r pk:adcode '130100' ; pk:partOf+ ?above . ?above pk:adcode ?c }") == [("130000",)]
    assert only(store, "SELECT ?n { ?r pk:adcode '130100' ; pk:fullName ?n }") == "河北省石家庄市"
    members = rows(store, f"SELECT ?c {{ <{BASE}region/京津冀> pk:member/pk:adcode ?c }}")
    assert members == [("110000",), ("120000",), ("130000",)]


def test_two_passages_of_one_fact_are_one_assertion(store):
    query = f"SELECT ?a (COUNT(?e) AS ?n) {{ ?a rdf:subject <{CITY_REFORM}> ; rdf:object <{BASE}industry/低空经济> ; pk:evidence ?e ; pk:role pk:lead }} GROUP BY ?a"
    assert only(store, query)[1] == "2"


def test_every_assertion_has_its_direct_triple_and_its_evidence(store):
    total = only(store, "SELECT (COUNT(?a) AS ?n) { ?a a pk:Assertion }")
    whole = """SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a pk:Assertion ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; pk:rule ?r .
        ?s ?p ?o . ?a pk:evidence/pk:provision/pk:partOf* ?policy . ?policy a pk:Policy }"""
    assert only(store, whole) == total == "8"


def test_quotes_are_the_text(store, items):
    texts = {e.sha256: text for e, text in items}
    found = rows(store, """SELECT ?sha ?s ?e ?q { ?x pk:quote ?q ; pk:start ?s ; pk:end ?e ; pk:provision/pk:partOf* ?p . ?p pk:sha256 ?sha }""")
    assert len(found) == 9
    assert all(texts[sha][int(start):int(end)] == quote for sha, start, end, quote in found)


def test_objects_that_are_provisions_and_targets(store):
    assert only(store, "SELECT ?ref { ?a pk:responsibleFor ?p . ?p pk:ref ?ref }") == "第一条"
    assert only(store, "SELECT ?l { ?a pk:responsibleFor ?t . ?t a pk:Target ; skos:prefLabel ?l }") == "起降点 ≥50个（2027）"


def test_quantities_are_typed_and_plain(store):
    query = "SELECT ?v ?n ?d ?r ?c { ?t a pk:Target ; pk:value ?v ; pk:normalValue ?n ; pk:deadline ?d ; pk:region/pk:adcode ?r ; pk:concerns ?c }"
    found = next(iter(store.query(HEAD + query, use_default_graph_as_union=True)))
    xsd = VOCABULARY_PREFIXES["xsd"]
    assert [str(found[name]) for name in "vnd"] == [f'"50"^^<{xsd}decimal>', f'"50"^^<{xsd}decimal>', f'"2027"^^<{xsd}gYear>']
    assert only(store, "SELECT ?r ?c { ?i pk:rate ?r ; pk:cap ?c ; pk:grantedBy/pk:collective true }") == ("0.2", "300000")


def test_metadata_works_and_promotion(store):
    policy = only(store, "SELECT ?p { ?p pk:sourceFile '条例.txt', '副本.txt' }")
    assert only(store, f"SELECT ?t ?n ?i ?e {{ <{policy}> dcterms:title ?t ; pk:documentNumber ?n ; dcterms:issued ?i ; pk:effective ?e }}") == (
        "石家庄市低空经济促进条例", "石政〔2026〕1号", "2026-01-02", "2026-03-01")
    assert only(store, f"SELECT ?w {{ <{policy}> pk:cites ?w }}") == BASE + "work/某省航空条例"
    assert rows(store, f"SELECT ?i {{ <{policy}> pk:promotes ?i }}") == [(BASE + "industry/低空物流",), (BASE + "industry/低空经济",)]
    assert only(store, "SELECT ?g ?b { ?p pk:genre ?g ; pk:issuedBy ?b }")[1] == CITY_REFORM


def test_named_graphs_split_what_is_said_from_what_follows(store, items):
    graphs = {graph.value for graph in store.named_graphs()}
    assert graphs == {BASE + "authority", *(f"{BASE}policy/{e.sha256[:12]}#graph" for e, _ in items)}
    assert not rows(store, f"SELECT ?s {{ GRAPH <{BASE}authority> {{ ?s pk:mentionedIn|skos:altLabel|pk:evidence ?o }} }}")
    assert not list(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))


def test_no_blank_nodes(store):
    assert not any(isinstance(part, ox.BlankNode) for quad in store for part in (quad.subject, quad.object, quad.graph_name))


def test_same_ref_twice_stays_two_provisions():
    text = "甲乙"
    twice = (Provision("一", "item", Span(0, 1)), Provision("一", "item", Span(1, 2)))
    store = build_dataset([(extraction_of(text, provisions=twice), text)])
    assert only(store, "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p pk:ref '一' }") == "2"


def extraction_of(text, **fields):
    return Extraction("甲.txt", hashlib.sha256(text.encode()).hexdigest(), **{"metadata": Metadata(), **fields})


BODY = Mention(Kind.INDUSTRY, Span(0, 1), None, "物流", "r")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"mentions": (replace(BODY, span=Span(1, 9)),)}, "mention 0 spans 1:9, the text has 4"),
        ({"mentions": (replace(BODY, provision=0),)}, "mention 0 points at provision 0, there are 0"),
        ({"mentions": (replace(BODY, name=" "),)}, "mention 0 has no name"),
        ({"provisions": (Provision("一", "item", Span(0, 1), 0),)}, "provision 0 has the parent 0"),
        ({"mentions": (BODY,), "facts": (Fact(Relation.BUILDS, 0, Span(0, 1), None, "r", object=-1),)}, "points at mention -1"),
        ({"mentions": (BODY,), "facts": (Fact(Relation.BUILDS, 0, Span(0, 1), None, "r"),)}, "not exactly one object"),
        ({"mentions": (BODY,), "facts": (Fact(Relation.BUILDS, 0, Span(0, 1), None, "r", object=0, deadline="明年"),)}, "YYYY"),
        ({"metadata": Metadata(issued="2026-02-30")}, "the date of issue is '2026-02-30'"),
        ({"metadata": Metadata(period=(20266, 2028))}, "year of the period"),
        ({"incentives": (Incentive("甲", "", Span(0, 1), None, "r", cap=Decimal("NaN")),)}, "cap of incentive 0 is NaN"),
        ({"metadata": Metadata(issuers=(3,))}, "metadata points at mention 3"),
        ({"mentions": (BODY,), "metadata": Metadata(issuers=(0,))}, "an agency expected"),
        ({"sha256": "0" * 64}, "not the one that was extracted"),
    ],
)
def test_an_extraction_that_does_not_fit_says_where(fields, words):
    text = "智慧物流"
    with pytest.raises(KgError) as caught:
        build_dataset([(replace(extraction_of(text), **fields), text)])
    assert words in str(caught.value)
    assert str(caught.value).startswith("甲.txt: ")
