"""What the page knows: nodes, edges, sentences and documents as plain values, each sentence and document once.

All text is as it will be read: characters that steer the display are written out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import networkx as nx

from kg.questions.result import reveal_controls
from kg.views.layout import Layout, wrap_label
from kg.views.network import KINDS, Statement

_LOOKS = {
    "Agency": ("部门", "agency", "square", "■", "#2b5f94"),
    "Industry": ("产业", "industry", "dot", "●", "#2f9477"),
    "Platform": ("平台", "platform", "diamond", "◆", "#7b5bb0"),
    "Zone": ("园区", "zone", "hexagon", "⬢", "#c98b1e"),
    "Region": ("地区", "region", "triangle", "▲", "#c2533f"),
    "Organization": ("机构", "organization", "triangleDown", "▼", "#66788c"),
    "Target": ("目标", "target", "star", "★", "#b64c80"),
}
_RELATIONS = {
    "responsibleFor": ("负责", "responsible for", "由其负责", "in the charge of", "#2b5f94"),
    "builds": ("建设", "builds", "由其建设", "built by", "#7b5bb0"),
    "locatedIn": ("位于", "located in", "所含", "holds", "#c98b1e"),
    "focusesOn": ("聚焦", "focuses on", "受其聚焦", "focus of", "#2f9477"),
    "cooperatesWith": ("合作", "cooperates with", "合作", "cooperates with", "#c2533f"),
    "concerns": ("涉及", "concerns", "相关目标", "targets about it", "#b64c80"),
    "region": ("适用地区", "for the region", "地区目标", "targets of the region", "#b64c80"),
}
_ROLES = {"lead": ("牵头", "lead"), "joint": ("共同", "joint"), "support": ("配合", "support")}


def show_label(network: nx.MultiDiGraph[str], node: str) -> str:
    """The name of a node in one line."""
    return " ".join(reveal_controls(network.nodes[node]["label"]).split()) or "（无名）"


def collect_data(network: nx.MultiDiGraph[str], order: dict[str, int], layout: Layout) -> dict[str, Any]:
    """All that the panel shows, with proofs and documents once each."""
    proofs: dict[tuple[str, ...], int] = {}
    documents: dict[str, int] = {}
    found = ((order[a], order[b], relation) for a, b, relation in network.edges(keys=True) if relation in _RELATIONS)
    nodes = list(order)
    edges = [
        _describe_edge(edge, network.edges[nodes[edge[0]], nodes[edge[1]], edge[2]]["statements"], proofs)
        for edge in sorted(found)
    ]
    rows = [[quote, ref, documents.setdefault(document, len(documents))] for quote, ref, document in proofs]
    return {
        "kinds": _describe_kinds(network),
        "relations": _describe_relations(),
        "roles": {role: {"zh": zh, "en": en} for role, (zh, en) in _ROLES.items()},
        "nodes": [_describe_node(network, node, layout) for node in order],
        "edges": edges,
        "proofs": rows,
        "documents": list(documents),
        "discs": [{"x": disc.x, "y": disc.y, "radius": disc.radius} for disc in layout.discs],
        "bounds": _find_bounds(layout),
        "faint": choose_faintness(len(edges)),
        "top": list(range(min(12, len(order)))),
    }


def _describe_kinds(network: nx.MultiDiGraph[str]) -> list[dict[str, Any]]:
    kinds = [network.nodes[node]["kind"] for node in network]
    counts = {kind: kinds.count(kind) for kind in KINDS}
    looks = ((kind, *_LOOKS[kind]) for kind in KINDS)
    return [
        {"zh": zh, "en": en, "shape": shape, "mark": mark, "color": color, "count": counts[kind]}
        for kind, zh, en, shape, mark, color in looks
    ]


def _describe_relations() -> list[dict[str, Any]]:
    return [
        {"zh": zh, "en": en, "backZh": back, "backEn": back_en, "color": color, "symmetric": name == "cooperatesWith"}
        for name, (zh, en, back, back_en, color) in _RELATIONS.items()
    ]


def _describe_node(network: nx.MultiDiGraph[str], node: str, layout: Layout) -> dict[str, Any]:
    label, place = show_label(network, node), layout.places.get(node)
    return {
        "label": label,
        "short": place.text if place else wrap_label(label),
        "kind": KINDS.index(network.nodes[node]["kind"]),
        "aliases": [reveal_controls(alias) for alias in network.nodes[node]["aliases"]],
        "font": place.font if place else 15,
    }


def _describe_edge(
    edge: tuple[int, int, str], statements: Iterable[Statement], proofs: dict[tuple[str, ...], int]
) -> dict[str, Any]:
    subject, thing, relation = edge
    count = sum(max(1, len(statement.proofs)) for statement in statements)
    return {
        "from": subject,
        "to": thing,
        "relation": list(_RELATIONS).index(relation),
        "width": round(min(2.6, 0.7 + 0.45 * math.log(count, 2)), 2),
        "statements": [
            {
                "role": statement.role,
                "deadline": statement.deadline,
                "proofs": [
                    proofs.setdefault(tuple(map(reveal_controls, (p.quote, p.provision, p.document))), len(proofs))
                    for p in statement.proofs
                ],
            }
            for statement in statements
        ],
    }


def _find_bounds(layout: Layout) -> dict[str, int]:
    discs = layout.discs
    return {
        "left": min((disc.x - disc.radius for disc in discs), default=0),
        "right": max((disc.x + disc.radius for disc in discs), default=0),
        "top": min((disc.y - disc.radius for disc in discs), default=0),
        "bottom": max((disc.y + disc.radius for disc in discs), default=0),
    }


def choose_faintness(edges: int) -> float:
    """How strongly lines are drawn, from 0 to 1: the more of them, the fainter."""
    return round(min(0.7, max(0.24, 6 / math.sqrt(edges or 1))), 2)
