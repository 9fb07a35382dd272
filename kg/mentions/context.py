"""What a finder may know of the document besides the passage before it: the place it speaks for."""

from __future__ import annotations

from dataclasses import dataclass

from kg.mentions.places import Region, load_gazetteer
from kg.model import Level


@dataclass(frozen=True, slots=True)
class Context:
    """The place a document (or a news item) speaks for; None: the whole country, or unknown.

    Attributes:
        place: its region.
        national: whether national bodies speak (bare 商务部, 发展改革委 are then national).
        named: codes of the regions that the document names in full, whose short names may be trusted.
        zone: the zone whose own bodies speak (some development zone's committee wrote the document), else empty.
    """

    place: Region | None = None
    national: bool = False
    named: frozenset[str] = frozenset()
    zone: str = ""

    @property
    def level(self) -> Level:
        """The level bodies without any level stand at: that of the place, or national."""
        return self.place.level if self.place and self.place.level is not Level.GROUP else Level.NATIONAL

    @property
    def province(self) -> Region | None:
        """The province the place lies in, or is."""
        if self.place is None:
            return None
        chain = (self.place, *load_gazetteer().above(self.place))
        return next((region for region in chain if region.level is Level.PROVINCIAL), None)

    @property
    def city(self) -> Region | None:
        """The city the place lies in, or is: a prefecture or a municipality."""
        if self.place is None:
            return None
        chain = (self.place, *load_gazetteer().above(self.place))
        return next((r for r in chain if r.level is Level.PREFECTURE or r.is_municipality), None)
