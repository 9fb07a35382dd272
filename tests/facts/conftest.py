"""Scenes written by hand: ``{kind:words}`` marks a mention, so that rules are tested without any finder."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from kg.facts.relations import find_facts
from kg.facts.scene import Scene
from kg.model import Genre, Kind, Level, Mention, Provision, Relation, Span
from kg.structure import Piece

_MARK = re.compile(r"\{(\w+):([^{}|]+)(?:\|([^{}]+))?\}")


def _read_scene(marked: str, genre: Genre = Genre.REGULATION, place: str = "") -> Scene:
    """A scene of one provision; ``{region:深圳|深圳市}`` gives the name behind the bar."""
    text, mentions, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        kind = Kind(match.group(1))
        level = Level.PREFECTURE if kind in (Kind.AGENCY, Kind.REGION) else None
        name = match.group(3) or match.group(2)
        span = Span(len(text), len(text) + len(match.group(2)))
        function = "人民政府" if name.endswith("政府") else name
        mentions.append(Mention(kind, span, 0, name, "hand", function=function if kind is Kind.AGENCY else "", level=level))
        text += match.group(2)
        last = match.end()
    text += marked[last:]
    whole = Span(0, len(text))
    return Scene(text, genre, (Provision("第一条", "article", whole),), (Piece(whole, 0),), mentions, place)


def list_pairs(scene: Scene, relation: Relation) -> set[tuple[str, str]]:
    """The names that a scene's facts of one relation join."""
    return {
        (scene.mentions[f.subject].name, scene.mentions[f.object].name)
        for f in find_facts(scene)
        if f.relation is relation and f.object is not None
    }


@pytest.fixture
def read_scene() -> Callable[..., Scene]:
    """The reader of scenes written by hand."""
    return _read_scene
