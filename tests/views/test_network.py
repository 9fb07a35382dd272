"""What becomes a node, what an edge, and which sentences go with it."""

from pathlib import Path

import pytest

from kg.query import open_graph
from kg.views.network import Proof, Statement, build_network, pick_core

FIXTURE = Path(__file__).parent.parent / "fixtures" / "small.ttl"
BASE = "https://w3id.org/policykg/id/"


@pytest.fixture(scope="module")
def network():
    return build_network(open_graph(FIXTURE))


def test_linked_things_are_nodes(network):
    assert network.nodes[BASE + "industry/冷链物流"] == {"kind": "Industry", "label": "冷链物流", "aliases": []}
    assert network.nodes[BASE + "agency/云州市/prefecture/商务"]["aliases"] == ["市商务局"]
    assert BASE + "platform/云州市/海图服务站" not in network
    assert (len(network), network.number_of_edges(), network.graph["things"]) == (14, 14, 18)


def test_targets_are_nodes_with_their_number(network):
    targets = {data["label"] for _, data in network.nodes(data=True) if data["kind"] == "Target"}
    assert targets == {"智慧渔业企业 ≥60家", "新增渔船 1.5—2万艘"}
    assert network.has_edge(BASE + "target/t2", BASE + "region/临江市", "region")


def test_edge_keeps_role_deadline_and_sentence(network):
    edge = network.edges[BASE + "agency/云州市/prefecture/发展改革", BASE + "industry/智慧渔业", "responsibleFor"]
    quote = "壮大智慧渔业，延伸冷链物流（市发改委牵头，市商务局配合）"
    assert edge["statements"] == [Statement("lead", "2027", (Proof(quote, "二/1", "云州市智慧渔业行动方案"),))]


def test_document_without_title_goes_by_its_file(network):
    edge = network.edges[BASE + "region/临江市", BASE + "industry/渔业", "focusesOn"]
    assert edge["statements"][0].proofs[0].document == "news.txt"


def test_core_is_the_best_connected_part(network):
    core = pick_core(network, 5)
    assert BASE + "industry/冷链物流" in core and len(core) <= 5
    assert all(network.subgraph(core).degree(node) for node in core)
    assert set(pick_core(network, 99)) == set(network)
