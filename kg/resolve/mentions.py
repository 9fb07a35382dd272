"""From a mention to the thing it names: a function of the mention, its document's scope and the vocabularies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model import Extraction, Kind, Level, Mention
from kg.resolve.agencies import body_key, resolve_agency
from kg.resolve.industries import resolve_industry
from kg.resolve.names import normalise_name
from kg.resolve.regions import find_code, is_known_zone, nation, resolve_region, resolve_zone
from kg.resolve.things import Thing

_NATIONWIDE = re.compile(r"^(?:国家|全国|中国(?!（))")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a document tells about all its mentions.

    Attributes:
        document: what marks things that no place tells apart from those of other documents.
        place: name and code of the region the document is for; empty where unknown.
    """

    document: str
    place: str = ""
    adcode: str = ""


def scope_of(extraction: Extraction) -> Scope:
    """The scope of a document."""
    meta = extraction.metadata
    return Scope(f"policy-{extraction.sha256[:12]}", meta.jurisdiction, meta.adcode)


def resolve_place(name: str, adcode: str, level: Level | None) -> Thing | None:
    """The region, or at level zone the zone, that a body serves; None without a name and a code."""
    if not name and not adcode:
        return None
    official = find_code(normalise_name(name), adcode)
    if (level is Level.ZONE and not (adcode and find_code(name) == adcode)) or (not official and is_known_zone(name)):
        return resolve_zone(name)
    return resolve_region(name or adcode, adcode)


def _agency(mention: Mention, scope: Scope) -> Thing:
    if mention.level is Level.NATIONAL and not mention.collective:
        place: Thing | None = nation()
    else:
        place = resolve_place(mention.place, mention.adcode, mention.level)
    key = body_key(mention.function, mention.name)
    return resolve_agency(key, mention.level, place, mention.collective, scope.document)


def _platform(mention: Mention, scope: Scope) -> Thing:
    name = normalise_name(mention.name)
    if _NATIONWIDE.match(name):
        return Thing(Kind.PLATFORM, (nation().key[0], name), name)
    place = resolve_place(mention.place, mention.adcode, None) or resolve_place(scope.place, scope.adcode, None)
    return Thing(Kind.PLATFORM, (place.key[-1] if place else scope.document, name), name)


def resolve_mention(mention: Mention, scope: Scope) -> Thing:
    """The thing a mention names in a document of that scope."""
    if mention.kind is Kind.AGENCY:
        return _agency(mention, scope)
    if mention.kind is Kind.REGION:
        return resolve_region(mention.name, mention.adcode)
    if mention.kind is Kind.INDUSTRY:
        return resolve_industry(mention.name)
    if mention.kind is Kind.PLATFORM:
        return _platform(mention, scope)
    if mention.kind is Kind.ZONE:
        return resolve_zone(mention.name)
    name = normalise_name(mention.name)
    return Thing(Kind.ORGANIZATION, (name,), name)

