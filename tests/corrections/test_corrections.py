"""What each kind of line does to a graph, that ids survive, and that the order of lines and documents says nothing."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from kg.corrections import Action, Correction, Sheet, apply_corrections
from kg.model import Kind, Relation
from kg.rdf import DEFAULT_BASE, build_dataset
from kg.rdf.namespaces import PK
from kg.resources import find_resource
from kg.vocabulary import read_vocabulary
from tests.corrections.conftest import ID, ITEMS, LOGISTICS, ONE, SHORT, TRADE, TWO, UNION

MERGE = f"same-as\t{ONE}\t\t{TWO}"


def test_without_lines_the_graph_is_as_it_was(built):
    plain = built()
    assert plain.problems == [] and "correction" not in plain.bytes()["graph.trig"].decode()
    assert plain.summary.entities[Kind.AGENCY] == 2


def test_same_as_moves_everything_and_keeps_the_first_id(built):
    graph = built(MERGE)
    assert graph.problems == []
    assert not graph.ask(f"{{ <{ID}{TWO}> ?p ?o }} UNION {{ ?s ?p <{ID}{TWO}> }}")
    assert graph.summary.entities[Kind.AGENCY] == 1
    assert graph.ask(f"""<{ID}{ONE}> skos:altLabel "海州市商务口岸部门"@zh, "市商务和口岸局"@zh ; pk:function "商务" .
        FILTER NOT EXISTS {{ <{ID}{ONE}> pk:function "商务口岸" }}""")
    assert graph.ask(f'<{ID}{ONE}> pk:mergedFrom ?was FILTER(STR(?was) = "{ID}{TWO}")')


def test_facts_keep_their_ids_and_two_that_become_one_are_one_with_both_quotes(built):
    before, after = built(), built(MERGE)
    (own,), (other,) = before.facts(ONE, "responsibleFor", TRADE), before.facts(TWO, "responsibleFor", TRADE)
    assert after.facts(ONE, "responsibleFor", TRADE) == [own]
    assert before.facts(ONE, "responsibleFor", LOGISTICS) == after.facts(ONE, "responsibleFor", LOGISTICS)
    assert after.ask(f'<{ID}{own}> pk:evidence ?a, ?b ; pk:rule "bracket-labelled", "subject-modal" FILTER(?a != ?b)')
    assert after.ask(f"<{ID}{own}> pk:confidence 0.875") and not after.ask(f"<{ID}{own}> pk:confidence 0.776")
    assert not after.ask(f"<{ID}{other}> ?p ?o")
    accepted = built(MERGE, f"accept\t{other}")
    assert accepted.problems == [] and accepted.ask(f"<{ID}{own}> pk:reviewed true"), "the id of the other still serves"


def test_who_would_work_with_himself_says_nothing(built):
    before, after = built(), built(MERGE)
    assert before.facts(ONE, "cooperatesWith", TWO)
    assert not after.direct(ONE, "cooperatesWith", ONE) and after.summary.facts[Relation.COOPERATES_WITH] == 0


def test_chains_and_cycles_end_at_one_node_whatever_the_order(built):
    third = "organization/云上"
    lines = [f"same-as\t{UNION}\t\t{SHORT}", f"rename\t{SHORT}\t\t海州联盟"]
    chain = built(*lines)
    assert chain.ask(f'<{ID}{UNION}> skos:prefLabel "海州联盟"@zh ; skos:altLabel "海州贸易联盟"@zh')
    cycle = built(f"same-as\t{UNION}\t\t{SHORT}", f"same-as\t{SHORT}\t\t{UNION}")
    stays = min(ID + UNION, ID + SHORT)
    assert cycle.problems == [("c.tsv:2", "open", False), ("c.tsv:3", "open", False)]
    assert cycle.ask(f"<{stays}> a pk:Organization") and cycle.summary.entities[Kind.ORGANIZATION] == 1
    assert built(f"same-as\t{UNION}\t\t{third}").problems == [("c.tsv:2", "unknown", True)]


def test_not_same_stands_against_a_whole_group_of_same_as(built):
    graph = built(MERGE, f"not-same\t{TWO}\t\t{ONE}")
    assert graph.problems == [("c.tsv:2", "contradiction", True), ("c.tsv:3", "contradiction", True)]
    assert "c.tsv:3" in graph.summary.problems[0].message and "c.tsv:2" in graph.summary.problems[1].message
    assert graph.summary.entities[Kind.AGENCY] == 2
    assert graph.ask(f"<{ID}{ONE}> pk:notSameThing <{ID}{TWO}>")


def test_accepted_links_join_and_not_same_parts_them(built):
    linked = built(f"accept\t{UNION}\tsameThing\t{SHORT}")
    assert linked.ask(f"<{ID}{UNION}> pk:sameThing <{ID}{SHORT}>") and linked.summary.entities[Kind.ORGANIZATION] == 2
    assert built(f"accept\t{UNION}\t\t{SHORT}", f"reject\t{SHORT}\tsameThing\t{UNION}").problems == [
        ("c.tsv:2", "contradiction", True), ("c.tsv:3", "contradiction", True)]


def test_accept_marks_a_fact_and_leaves_the_confidence_of_its_rule(built):
    (fact,) = built().facts(TWO, "responsibleFor", TRADE)
    (share,) = (row["share"] for row in read_vocabulary("confidence") if row["rule"] == "subject-modal")
    for line in (f"accept\t{fact}", f"accept\t{TWO}\tresponsibleFor\t{TRADE}", f"accept\t<{ID}{fact}>", f"accept\t{fact.replace('/', ':')}"):
        graph = built(line)
        assert graph.problems == [] and graph.ask(f"<{ID}{fact}> pk:reviewed true ; pk:confidence {share}"), line


def test_reject_removes_a_fact_but_not_what_another_says_too(built):
    (fact,) = built().facts(ONE, "responsibleFor", TRADE)
    graph = built(f"reject\t{fact}")
    assert not graph.direct(ONE, "responsibleFor", TRADE) and graph.direct(TWO, "responsibleFor", TRADE)
    assert not graph.ask(f"<{ID}{fact}> ?p ?o")
    assert graph.ask(f"?p a pk:Policy ; pk:promotes <{ID}{TRADE}>"), "the title names it"
    assert graph.ask("?e a pk:Evidence") and not graph.ask("?e a pk:Evidence FILTER NOT EXISTS { ?f pk:evidence ?e }")


def test_reject_takes_back_what_a_policy_promotes_by_that_fact_alone(built):
    assert built().ask(f"?p pk:promotes <{ID}{LOGISTICS}>")
    graph = built(f"reject\t{ONE}\tresponsibleFor\t{LOGISTICS}")
    assert graph.problems == [] and not graph.ask(f"?p pk:promotes <{ID}{LOGISTICS}>")
    assert graph.ask(f"<{ID}{LOGISTICS}> a pk:Industry"), "the thing itself stays"


def test_reject_removes_a_thing_with_its_facts(built):
    graph = built(f"reject\t{TRADE}")
    assert graph.problems == []
    assert not graph.ask(f"{{ <{ID}{TRADE}> ?p ?o }} UNION {{ ?s ?p <{ID}{TRADE}> }}")
    assert graph.summary.facts[Relation.RESPONSIBLE_FOR] == 1
    assert not graph.ask("?f a pk:Assertion FILTER NOT EXISTS { ?f rdf:object ?o }")


def test_rename_keeps_the_old_name_as_another(built):
    graph = built(f"rename\t{ONE}\t\t市商务局")
    assert graph.ask(f'<{ID}{ONE}> skos:prefLabel "市商务局"@zh ; skos:altLabel "海州市商务部门"@zh ; pk:reviewed true')
    assert not graph.ask(f'<{ID}{ONE}> skos:prefLabel "海州市商务部门"@zh')
    assert not graph.ask(f'<{ID}{ONE}> skos:altLabel "市商务局"@zh'), "a preferred name is no other name"


@pytest.mark.parametrize(("lines", "problems"), [
    ([f"reject\t{TWO}", MERGE], [("c.tsv:2", "contradiction", True), ("c.tsv:3", "contradiction", True)]),
    ([f"reject\t{TRADE}", f"accept\t{TRADE}"], [("c.tsv:2", "contradiction", True), ("c.tsv:3", "contradiction", True)]),
    ([f"rename\t{ONE}\t\t甲", f"rename\t{ONE}\t\t乙"], [("c.tsv:2", "contradiction", True), ("c.tsv:3", "contradiction", True)]),
    ([MERGE, MERGE], [("c.tsv:3", "duplicate", False)]),
    ([f"not-same\t{ONE}\t\t{TWO}", f"not-same\t{TWO}\t\t{ONE}"], [("c.tsv:3", "duplicate", False)]),
    ([f"same-as\t{ONE}\t\t{ONE}"], [("c.tsv:2", "malformed", True)]),
    ([f"same-as\t{ONE}\t\t{TRADE}"], [("c.tsv:2", "malformed", True)]),
    ([f"reject\tpolicy/{ITEMS[0][0].sha256[:12]}"], [("c.tsv:2", "malformed", True)]),
    (["reject\tfact/00000000000000000000"], [("c.tsv:2", "unknown", True)]),
    ([f"accept\t{ONE}\tbuilds\t{TRADE}"], [("c.tsv:2", "unknown", True)]),
    (["reject\t<script>\u202e\x00 }"], [("c.tsv:2", "unknown", True)]),
    ([f"reject\t../{ONE}"], [("c.tsv:2", "unknown", True)]),
])
def test_what_cannot_be_followed_is_named_by_its_line_and_the_rest_is_done(built, lines, problems):
    graph = built(*lines, f"rename\t{UNION}\t\t海州联盟")
    assert graph.problems == problems
    assert graph.ask(f'<{ID}{UNION}> skos:prefLabel "海州联盟"@zh')
    assert all("\x00" not in p.message and "\u202e" not in p.message for p in graph.summary.problems)


def test_ids_as_a_browser_copies_them(built):
    assert built("rename\tindustry/%E6%99%BA%E6%85%A7%E7%89%A9%E6%B5%81\t\t物流").ask(f'<{ID}{LOGISTICS}> skos:prefLabel "物流"@zh')


def test_hostile_names_stay_text(built):
    graph = built(f'rename\t{ONE}\t\t" . <x:1> <x:2> <x:3> # \\" <script>')
    assert graph.problems == [] and not graph.ask("<x:1> ?p ?o")
    assert graph.ask(f'<{ID}{ONE}> skos:prefLabel ?l FILTER(CONTAINS(?l, "<x:1>"))')


def test_the_order_of_lines_and_of_documents_says_nothing(built):
    plain = built()
    (fact,) = plain.facts(ONE, "responsibleFor", LOGISTICS)
    lines = [MERGE, f"same-as\t{UNION}\t\t{SHORT}", f"accept\t{fact}", f"rename\t{TWO}\t\t海州商务", "reject\tplatform/海州市/x",
             f"reject\t{SHORT}\tbuilds\t{next(iter(platforms(plain)))}", f"not-same\t{TRADE}\t\t{LOGISTICS}"]
    first = built(*lines)
    for seed in range(4):
        shuffled = random.Random(seed).sample(lines, len(lines))
        again = built(*shuffled, items=ITEMS[::-1] if seed % 2 else ITEMS)
        assert again.bytes() == first.bytes()
    assert [kind for _, kind, _ in first.problems] == ["unknown"]
    assert {n: b for n, b in first.bytes().items() if not n.startswith("graph")} == {
        n: b for n, b in plain.bytes().items() if not n.startswith("graph")}, "extractions do not depend on corrections"


def platforms(graph):
    found = graph.store.query("SELECT ?p WHERE { ?p a <https://w3id.org/policykg/ontology#Platform> }")
    return [row["p"].value.removeprefix(ID) for row in found]


def test_every_term_that_corrections_add_is_declared(built):
    (fact,) = built().facts(ONE, "responsibleFor", TRADE)
    text = built(MERGE, f"accept\t{fact}", f"not-same\t{TRADE}\t\t{LOGISTICS}", f"accept\t{UNION}\t\t{SHORT}").bytes()["graph.ttl"].decode()
    used = set(re.findall(r"pk:(mergedFrom|reviewed|notSameThing|sameThing)\b", text))
    assert used == {"mergedFrom", "reviewed", "notSameThing", "sameThing"}
    ontology = find_resource("ontology", "kg.ttl").read_text(encoding="utf-8")
    declared = {quad.subject.value for quad in parse(ontology, format=RdfFormat.TURTLE) if hasattr(quad.subject, "value")}
    assert {PK + name for name in used} <= declared


ANY_ID = st.one_of(st.text(max_size=30), st.sampled_from([ONE, TWO, TRADE, LOGISTICS, UNION, SHORT, f"<{ID}{ONE}>", "%ED%A0%80", "policy/"]))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(Action), ANY_ID, st.sampled_from(["", "sameThing", "builds"]), ANY_ID), max_size=6), st.randoms())
def test_any_lines_in_any_order_leave_the_same_whole_graph(lines, chance):
    corrections = [Correction(*line, line=number) for number, line in enumerate(lines)]
    stores = []
    for order in (corrections, chance.sample(corrections, len(corrections))):
        store = build_dataset(ITEMS)
        apply_corrections(store, Sheet(tuple(order)), DEFAULT_BASE)
        stores.append({str(quad) for quad in store})
    assert stores[0] == stores[1]
    subjects = {quad.subject.value for quad in store}
    for quad in store.quads_for_pattern(None, None, None, None):
        if quad.predicate.value.endswith(("#subject", "#object", "mentionedIn", "#evidence")):
            assert quad.object.value in subjects, f"{quad} points at nothing"
