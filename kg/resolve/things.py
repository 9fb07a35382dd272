"""A thing of the world, told apart from all others by its key alone."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Kind, Level


@dataclass(frozen=True, slots=True)
class Standard:
    """A class of a standard classification that an industry matches.

    Attributes:
        scheme: short name of the classification (``gbt4754-2017``).
        code: the class's code, or its name where the scheme's codes are not settled.
        match: the SKOS mapping relation (``exactMatch``, ``closeMatch``, ``broadMatch``).
        broader: the class above, if any.
    """

    scheme: str
    code: str
    name: str
    match: str
    broader: Standard | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """Who or what a mention names. Two mentions with equal things are about one node.

    Attributes:
        key: what its IRI is made of, outermost first; everything below is a function of it.
        label: its preferred Chinese name.
        place: the region or zone an agency serves, the region above a region.
        adcode: six digits of an official region.
        full_name: a region's name with those above it.
        members: the regions of a group.
    """

    kind: Kind
    key: tuple[str, ...]
    label: str
    level: Level | None = None
    function: str = ""
    collective: bool = False
    place: Thing | None = None
    adcode: str = ""
    full_name: str = ""
    members: tuple[Thing, ...] = ()
    standards: tuple[Standard, ...] = ()
