"""Where the nodes stand: communities as discs, the best connected thing of each in its middle, no label over another.

Everything is counted in whole canvas units and follows from the network alone: no physics, no chance.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx as nx

from kg.views.network import rank_nodes

_SEED = 7
_STEP = (18, 13)
_GAP = 40
_WIDE = 1.3
_TIERS = ((0.05, 32, 19), (0.25, 25, 14), (1.0, 14, 10))
_LINE = 8
_LINES = 3
_NEVER_FIRST = "、，。；：）》”’〉】·,.;:)!?%"
_NEVER_LAST = "（《“‘〈【("


@dataclass(frozen=True, slots=True)
class Place:
    """A node in the picture: its middle, the radius of its mark, the size of its letters, its label in lines."""

    x: int
    y: int
    size: int
    font: int
    text: str


@dataclass(frozen=True, slots=True)
class Disc:
    """A community: a circle around its nodes."""

    x: int
    y: int
    radius: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Places by node, and the discs they stand on."""

    places: dict[str, Place]
    discs: tuple[Disc, ...]


Box = tuple[float, float, float, float]


def place_nodes(network: nx.MultiDiGraph[str], labels: dict[str, str]) -> Layout:
    """Places for all nodes of the network; ``labels`` are the names as they are to be drawn."""
    looks = _choose_looks(network, labels)
    groups = [_fill_disc(group, looks) for group in _find_groups(network)]
    centres = _pack_discs([radius for _, radius in groups])
    places, discs = {}, []
    for (inside, radius), (cx, cy) in zip(groups, centres, strict=True):
        discs.append(Disc(round(cx), round(cy), round(radius)))
        for node, (x, y) in inside.items():
            size, font, text = looks[node]
            places[node] = Place(round(cx + x), round(cy + y), size, font, text)
    return Layout(places, tuple(discs))


def wrap_label(label: str, width: int = _LINE, lines: int = _LINES) -> str:
    """The label in at most three lines of about eight Chinese letters, with … where it is cut.

    Example:
        >>> wrap_label("云州市工业和信息化部门")
        '云州市工业和\\n信息化部门'
    """
    total = measure_text(label)
    needed = max(1, min(lines, math.ceil(total / width)))
    rows = [label]
    for per_line in range(math.ceil(total / needed), width + 1):
        rows = _break_label(label, per_line)
        if len(rows) <= needed:
            break
    else:
        rows = _break_label(label, width)
    if len(rows) > lines:
        rows = [*rows[: lines - 1], rows[lines - 1][:-1] + "…"]
    return "\n".join(row.strip() for row in rows)


def _break_label(label: str, per_line: int) -> list[str]:
    """Lines of that width; punctuation that closes never begins one, punctuation that opens never ends one."""
    rows, row = [], ""
    for letter in label:
        if row and measure_text(row + letter) > per_line and letter not in _NEVER_FIRST:
            held = row[-1] if row[-1] in _NEVER_LAST and len(row) > 1 else ""
            rows.append(row.removesuffix(held))
            row = held
        row += letter
    return [*rows, row]


def measure_text(text: str) -> float:
    """Width in units of the letter size: wide letters 1, others 0.56."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.56 for letter in text)


def _choose_looks(network: nx.MultiDiGraph[str], labels: dict[str, str]) -> dict[str, tuple[int, int, str]]:
    """Size, letter size and wrapped label of each node: three tiers by rank."""
    ranked = rank_nodes(network)
    looks = {}
    for rank, node in enumerate(ranked):
        share = rank / max(len(ranked), 12)
        font, size = next((font, size) for limit, font, size in _TIERS if share < limit or limit == 1.0)
        looks[node] = (size, font, wrap_label(labels[node]))
    return looks


def _find_groups(network: nx.MultiDiGraph[str]) -> list[list[str]]:
    """Communities, the largest first; in each the best connected node first."""
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(network))
    for subject, thing in sorted((a, b) for a, b, _ in network.edges(keys=True)):
        weight = plain.edges[subject, thing]["weight"] + 1 if plain.has_edge(subject, thing) else 1
        plain.add_edge(subject, thing, weight=weight)
    found = nx.community.louvain_communities(plain, weight="weight", seed=_SEED) if len(plain) else []
    order = {node: rank for rank, node in enumerate(rank_nodes(network))}
    groups = [sorted(group, key=order.__getitem__) for group in found]
    return sorted(groups, key=lambda group: (-len(group), order[group[0]]))


def _fill_disc(
    group: Sequence[str], looks: dict[str, tuple[int, int, str]]
) -> tuple[dict[str, tuple[float, float]], float]:
    """Positions around 0, 0 such that no box of mark and label meets another, and the radius that holds them."""
    spots = _list_spots(len(group))
    inside: dict[str, tuple[float, float]] = {}
    boxes: list[Box] = []
    start = 0
    for node in group:
        for at in range(start, len(spots)):
            box = _find_box(spots[at], looks[node])
            if not _meets_any(box, boxes):
                inside[node] = spots[at]
                boxes.append(box)
                break
    corners = [math.hypot(x, y) for left, top, right, low in boxes for x in (left, right) for y in (top, low)]
    return inside, max(corners, default=0.0) + 14


def _list_spots(count: int) -> list[tuple[float, float]]:
    """Points of a grid, from the middle outwards, more than enough for ``count`` boxes."""
    reach = 260 + 115 * math.sqrt(count)
    across, down = int(reach / _STEP[0]), int(reach / _STEP[1])
    points = [(_STEP[0] * i, _STEP[1] * j) for i in range(-across, across + 1) for j in range(-down, down + 1)]
    return [(float(x), float(y)) for x, y in sorted(points, key=lambda p: (p[0] ** 2 + p[1] ** 2, p[1], p[0]))]


def _find_box(spot: tuple[float, float], look: tuple[int, int, str]) -> Box:
    """The rectangle of a mark with its label below."""
    (x, y), (size, font, text) = spot, look
    rows = text.split("\n")
    half = max(size, font * max(map(measure_text, rows)) / 2) + 5
    return x - half, y - size - 4, x + half, y + size + 9 + font * 1.15 * len(rows)


def _meets_any(box: Box, boxes: Iterable[Box]) -> bool:
    left, top, right, low = box
    return any(left < b[2] and b[0] < right and top < b[3] and b[1] < low for b in boxes)


def _pack_discs(radii: Sequence[float]) -> list[tuple[float, float]]:
    """Centres of circles that do not touch, the first in the middle, together wider than high."""
    centres: list[tuple[float, float]] = []
    for index, radius in enumerate(radii):
        placed = list(zip(centres, radii[:index], strict=True))
        centres.append(min(_list_free(radius, placed), key=lambda spot: _rate_spot(spot, radius, placed)))
    return centres


def _rate_spot(
    spot: tuple[float, float], radius: float, placed: Sequence[tuple[tuple[float, float], float]]
) -> tuple[float, float, float, float]:
    """Smaller is better: the height (or squeezed width) of the whole picture with the circle there, then nearness."""
    circles = [*placed, (spot, radius)]
    width = max(x + r for (x, _), r in circles) - min(x - r for (x, _), r in circles)
    height = max(y + r for (_, y), r in circles) - min(y - r for (_, y), r in circles)
    return round(max(width / _WIDE, height)), round(math.hypot(*spot)), spot[1], spot[0]


def _list_free(radius: float, placed: Sequence[tuple[tuple[float, float], float]]) -> list[tuple[float, float]]:
    """Places for one more circle: around each placed one, every five degrees, where it meets no other."""
    if not placed:
        return [(0.0, 0.0)]
    free = []
    for (cx, cy), other in placed:
        for angle in range(0, 360, 5):
            away = radius + other + _GAP
            x = round(cx + away * math.cos(math.radians(angle)), 3)
            y = round(cy + away * math.sin(math.radians(angle)), 3)
            if all(math.hypot(x - px, y - py) >= radius + r + _GAP - 0.01 for (px, py), r in placed):
                free.append((x, y))
    return free
