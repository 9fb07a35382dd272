"""All rules of relations between things, one family a module: the list that `kg.extract` runs."""

from __future__ import annotations

from collections.abc import Iterator

from kg.facts.building import find_builders
from kg.facts.cooperation import find_partners
from kg.facts.deadlines import set_deadlines
from kg.facts.focus import find_focus
from kg.facts.location import find_locations
from kg.facts.residents import find_residents
from kg.facts.responsibility import find_responsibility
from kg.facts.scene import Scene
from kg.model import Fact

RULES = (find_locations, find_residents, find_partners, find_focus)


def find_facts(scene: Scene) -> Iterator[Fact]:
    """All facts of a document, in no particular order; those of building rest on those of responsibility."""
    responsible = tuple(find_responsibility(scene))
    yield from set_deadlines(scene, responsible)
    yield from set_deadlines(scene, find_builders(scene, responsible))
    for rule in RULES:
        yield from rule(scene)
