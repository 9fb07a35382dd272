"""GraphML and GEXF hold the network of things, and networkx reads it again as it was."""

import io
import xml.etree.ElementTree as ElementTree

import networkx as nx
import pytest

from kg.exports.characters import Changes
from kg.exports.forms import export_graph
from kg.exports.networks import flatten_network
from kg.query import open_graph
from kg.views.network import build_network

READERS = {
    "graphml": lambda text: nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True),
    "gexf": lambda text: nx.read_gexf(io.BytesIO(text.encode())),
}


def nodes_of(network):
    return {node: dict(data) for node, data in network.nodes(data=True)}


def edges_of(network):
    rows = ((a, b, {k: v for k, v in data.items() if k != "id"}) for a, b, data in network.edges(data=True))
    return sorted(rows, key=str)


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("source", ["graph", "hostile"])
def test_networkx_reads_the_same_nodes_and_edges(form, source, request):
    path = request.getfixturevalue(source)
    exported = export_graph(path, form)
    expected = flatten_network(open_graph(path), Changes())
    again = READERS[form](exported.content)
    assert nodes_of(again) == nodes_of(expected)
    as_numbers = [(a, b, {**data, "weight": float(data["weight"])}) for a, b, data in edges_of(expected)]
    assert [(a, b, {**data, "weight": float(data["weight"])}) for a, b, data in edges_of(again)] == as_numbers
    assert len(again) > 5 and again.number_of_edges() > 5
    assert bool(exported.notes) == (source == "hostile")


def test_the_network_is_that_of_the_page(graph):
    store = open_graph(graph)
    page, flat = build_network(store), flatten_network(store, Changes())
    assert set(flat) == set(page)
    assert sorted((a, b, d["relation"]) for a, b, d in flat.edges(data=True)) == sorted(page.edges(keys=True))
    agency = "https://w3id.org/policykg/id/agency/130100/prefecture/商务"
    assert flat.nodes[agency] == {"label": "石家庄市商务部门", "kind": "Agency", "kind_zh": "部门", "aliases": "市商务局；石家庄市商务局"}
    (edge,) = (d for a, _, d in flat.edges(data=True) if a == agency and d["relation"] == "responsibleFor" and "智慧物流" in d["quotes"] and "冷链" not in _)
    assert edge["label"] == "负责" and edge["roles"] == "joint" and edge["documents"] == "石家庄市智慧物流行动计划" and edge["weight"] == 1


@pytest.mark.parametrize("form", READERS)
def test_names_of_parts_are_unique_and_no_day_is_written(graph, form):
    root = ElementTree.fromstring(export_graph(graph, form).content)
    keys = [e.get("id") for e in root.iter() if e.tag.endswith("}key") or e.tag.endswith("}attribute")]
    edges = [e.get("id") for e in root.iter() if e.tag.endswith("}edge")]
    assert len(keys) == len(set(keys)) > 5 and len(edges) == len(set(edges)) > 5
    assert not [e for e in root.iter() if e.tag.endswith("meta") or "lastmodifieddate" in e.attrib]
