"""The dataset as one self-contained page: pyvis draws, our own panel explains, nothing is fetched.

Labels and quotes come from documents and are taken as hostile: they travel as JSON without ``<``, ``>`` and ``&``,
reach the page as text only, and characters that steer the display are written out.
"""

from __future__ import annotations

import html
import json
from functools import lru_cache
from importlib import resources
from typing import Any

import networkx as nx
from pyoxigraph import Store
from pyvis.network import Network

from kg.questions.result import reveal_controls
from kg.views.frame import PAGE
from kg.views.layout import Layout, place_nodes
from kg.views.network import build_network, pick_core, rank_nodes
from kg.views.panel import SCRIPT
from kg.views.payload import collect_data, show_label
from kg.views.style import STYLE

MOST_SHOWN = 250
MOST_KEPT = 4000
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"

_OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"hideEdgesOnDrag": True, "selectConnectedEdges": False, "tooltipDelay": 100000, "zoomSpeed": 0.6},
    "layout": {"improvedLayout": False, "randomSeed": 7},
    "nodes": {
        "borderWidth": 1.5,
        "font": {"face": "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif", "strokeWidth": 4},
        "scaling": {"label": {"drawThreshold": 7, "maxVisible": 40}},
    },
    "edges": {"smooth": False, "selectionWidth": 1, "hoverWidth": 0},
}


def render_page(store: Store, title: str = "") -> str:
    """A page that shows the network with its evidence; the same store gives the same bytes.

    A network of more than `MOST_SHOWN` things opens on its best connected part; the page says how many of how many.
    """
    network = build_network(store)
    kept = rank_nodes(network)[:MOST_KEPT]
    network = _copy_part(network, kept)
    core = network.subgraph(pick_core(network, MOST_SHOWN))
    order = {node: at for at, node in enumerate(kept)}
    layout = place_nodes(core, {node: show_label(network, node) for node in core})
    data = collect_data(network, order, layout)
    name = " ".join(reveal_controls(title).split()) or "政策知识图谱 Policy knowledge graph"
    return PAGE.format(
        policy=POLICY,
        title=html.escape(name),
        count=html.escape(_say_count(network, len(core))),
        style=STYLE,
        data=escape_json(data),
        library=read_library(),
        drawing=_draw(data, order, layout),
        script=SCRIPT,
    )


def escape_json(value: object) -> str:
    """JSON that can stand in a script element: no ``<``, ``>``, ``&`` and no line separators of JavaScript."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


@lru_cache(maxsize=1)
def read_library() -> str:
    """The vis-network script that pyvis ships, without its pointer to a source map."""
    path = resources.files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js")
    return path.read_text(encoding="utf-8").partition("//# sourceMappingURL")[0].strip()


def _copy_part(network: nx.MultiDiGraph[str], kept: list[str]) -> nx.MultiDiGraph[str]:
    part: nx.MultiDiGraph[str] = network.subgraph(kept).copy()
    part.graph["things"] = network.graph["things"]
    return part


def _say_count(network: nx.MultiDiGraph[str], shown: int) -> str:
    """How much of the graph the picture shows, in both languages."""
    things, linked = network.graph["things"], len(network)
    if not linked:
        return "图中没有关联 · no links in the graph"
    zh = f"图中 {things} 个实体，{linked} 个有关联"
    if shown < linked:
        en = f"{shown} of {linked} linked things shown, search finds the rest"
        return f"{zh}，先显示关联最多的 {shown} 个，其余可搜索 · {en}"
    return f"{zh}，全部显示 · all {linked} linked things shown"


def _draw(data: dict[str, Any], order: dict[str, int], layout: Layout) -> str:
    """The script with which pyvis draws the opening picture; all else of its page (heading, links) is left behind."""
    picture = Network(directed=True, cdn_resources="local")
    picture.options = _OPTIONS
    shown = {order[node]: place for node, place in sorted(layout.places.items(), key=lambda item: order[item[0]])}
    for at, place in shown.items():
        kind = data["kinds"][data["nodes"][at]["kind"]]
        lit = {"background": kind["color"], "border": "#1d2b3a"}
        color = {"background": kind["color"], "border": "#ffffff", "highlight": lit}
        font = {"size": place.font, "color": "#1d2b3a", "vadjust": round(place.font * -0.3)}
        size = round(place.size * (1.25 if kind["shape"] in ("star", "triangle", "triangleDown") else 1))
        look = {"x": place.x, "y": place.y, "size": size, "font": font}
        picture.add_node(at, label=place.text, shape=kind["shape"], color=color, **look)
    for at, edge in enumerate(data["edges"]):
        if edge["from"] in shown and edge["to"] in shown:
            color = {"color": "#7d93a8", "opacity": data["faint"]}
            look = {"id": f"e{at}", "arrows": "", "width": edge["width"], "color": color}
            picture.add_edge(edge["from"], edge["to"], **look)
    page: str = picture.generate_html()
    return page.rpartition('<script type="text/javascript">')[2].partition("</script>")[0].strip()
