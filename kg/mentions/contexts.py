"""The contexts of a document: the place it speaks for, and that of each item where a list of news speaks of several."""

from __future__ import annotations

from dataclasses import dataclass

from kg.mentions.context import Context
from kg.mentions.own_place import find_item_place, find_own_zone, find_place, speaks_nationally
from kg.mentions.regions import named_in_full
from kg.model import Genre, Span
from kg.spans import SpanIndex
from kg.structure import Structure
from kg.structure.brackets import NEWS


@dataclass(frozen=True, slots=True)
class Contexts:
    """The context of the document, and of each news item where items speak of places of their own."""

    document: Context
    items: tuple[tuple[Span, Context], ...]
    places: SpanIndex

    @classmethod
    def of(cls, text: str, structure: Structure) -> Contexts:
        """Reads the places a document and its items speak for."""
        title = structure.title.of(text)
        place = None if structure.genre is Genre.NEWS_LIST else find_place(title, text)
        zone = "" if structure.genre in NEWS else find_own_zone(title, text, place)
        whole = Context(place, place is None and not zone and speaks_nationally(title, text), named_in_full(text, place), zone)
        items = []
        if structure.genre is Genre.NEWS_LIST:
            for provision in structure.provisions:
                if provision.kind == "news":
                    body = provision.span.of(text)
                    local = find_item_place(provision.heading + body)
                    items.append((provision.span, Context(local, False, named_in_full(body, local))))
        return cls(whole, tuple(items), SpanIndex([span for span, _ in items]))

    def at(self, position: int) -> Context:
        """The context that holds at a position of the text."""
        item = self.places.first_covering(Span(position, position + 1))
        return self.document if item is None else self.items[item][1]
