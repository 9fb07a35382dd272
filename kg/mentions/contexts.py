"""The contexts of a document: the place it speaks for, and that of each item where a list of news speaks of several."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.mentions.context import Context
from kg.mentions.places import find_place
from kg.mentions.regions import named_in_full
from kg.model import Genre, Span
from kg.structure import Structure

_NATIONAL_TITLE = re.compile(
    r"^(?:关于)?(?:中华人民共和国|国务院|中共中央|全国|国家|中央|[一-龥]{1,12}(?:部|总局|总署|国家局|证监会|银保监会)(?:办公厅)?(?:、|等|关于|印发|公告|令))"
)
_NATIONAL_ADDRESS = re.compile(r"各省、自治区、直辖市|国务院各部委|自治区、直辖市")


@dataclass(frozen=True, slots=True)
class Contexts:
    """The context of the document, and of each news item where items speak of places of their own."""

    document: Context
    items: tuple[tuple[Span, Context], ...]

    @classmethod
    def of(cls, text: str, structure: Structure) -> Contexts:
        """Reads the places a document and its items speak for."""
        title = structure.title.of(text)
        place = None if structure.genre is Genre.NEWS_LIST else find_place(title, text)
        whole = Context(place, place is None and speaks_nationally(title, text), named_in_full(text, place))
        items = []
        if structure.genre is Genre.NEWS_LIST:
            for provision in structure.provisions:
                if provision.kind == "news":
                    body = provision.span.of(text)
                    local = find_place("", provision.heading + body)
                    items.append((provision.span, Context(local, False, named_in_full(body, local))))
        return cls(whole, tuple(items))

    def at(self, position: int) -> Context:
        """The context that holds at a position of the text."""
        return next((context for span, context in self.items if span.start <= position < span.end), self.document)


def speaks_nationally(title: str, text: str) -> bool:
    """Whether a text that speaks for no region speaks for the whole country: by its title, or by whom it addresses."""
    return bool(_NATIONAL_TITLE.match(re.sub(r"\s+", "", title)) or _NATIONAL_ADDRESS.search(text[:3000]))
