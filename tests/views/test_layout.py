"""Labels that do not meet, discs that do not touch, the same picture each time."""

import math

import networkx as nx
import pytest

from kg.views.layout import _find_box, _meets_any, place_nodes, wrap_label


def _make_network(agencies=12, industries=60):
    network = nx.MultiDiGraph()
    for i in range(agencies):
        network.add_node(f"a{i:02}", kind="Agency", label=f"云州市第{i}号管理部门（委员会）")
    for j in range(industries):
        network.add_node(f"i{j:02}", kind="Industry", label=f"产业{j}")
        network.add_edge(f"a{j % agencies:02}", f"i{j:02}", "responsibleFor", statements=[])
        network.add_edge(f"a{j * 7 % 5:02}", f"i{j:02}", "responsibleFor", statements=[])
    return network


@pytest.fixture(scope="module")
def layout():
    network = _make_network()
    return place_nodes(network, dict(network.nodes(data="label")))


def test_every_node_has_a_place(layout):
    assert len(layout.places) == 72


def test_no_label_lies_on_another(layout):
    places = list(layout.places.values())
    boxes = [_find_box((p.x, p.y), (p.size - 1, p.font, p.text)) for p in places]
    shrunk = [(left + 2, top + 2, right - 2, low - 2) for left, top, right, low in boxes]
    assert not any(_meets_any(box, shrunk[:at]) for at, box in enumerate(shrunk))


def test_discs_do_not_touch_and_hold_their_nodes(layout):
    discs = layout.discs
    assert len(discs) > 1
    for at, one in enumerate(discs):
        assert all(math.hypot(one.x - o.x, one.y - o.y) > one.radius + o.radius for o in discs[:at])
    for place in layout.places.values():
        assert any(math.hypot(place.x - d.x, place.y - d.y) < d.radius for d in discs)


def test_order_of_insertion_does_not_matter(layout):
    network = _make_network()
    other = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(network.nodes(data=True))))
    other.add_edges_from(reversed(list(network.edges(keys=True, data=True))))
    assert place_nodes(other, dict(other.nodes(data="label"))) == layout


def test_empty_network():
    assert place_nodes(nx.MultiDiGraph(), {}).discs == ()


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("云州市", ["云州市"]),
        ("云州市工业和信息化部门", ["云州市工业和", "信息化部门"]),
        ("石川市各县（市、区）工业和信息化部门", ["石川市各县（市、", "区）工业和信息", "化部门"]),
        ("甲" * 60, ["甲" * 8, "甲" * 8, "甲" * 7 + "…"]),
        ("", [""]),
    ],
)
def test_wrapping(label, lines):
    wrapped = wrap_label(label).split("\n")
    assert wrapped == lines
