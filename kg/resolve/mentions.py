"""From a mention to the thing it names: a function of the mention, its document's scope and the vocabularies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model import Extraction, Kind, Level, Mention
from kg.resolve.agencies import body_key, resolve_agency
from kg.resolve.industries import resolve_industry
from kg.resolve.names import normalise_name
from kg.resolve.regions import find_code, nation, resolve_region, resolve_town
from kg.resolve.things import Thing
from kg.resolve.zones import is_known_zone, resolve_zone

_OUR_OWN = re.compile(r"^[本我](?=[省市区县州].)")  # 本市信用平台 and 市信用平台 are one
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


def resolve_place(name: str, adcode: str) -> Thing | None:
    """The region or known zone of a name and a code; None without both."""
    if not name and not adcode:
        return None
    if not find_code(normalise_name(name), adcode) and is_known_zone(name):
        return resolve_zone(name)
    return resolve_region(name or adcode, adcode)


def place_of(scope: Scope) -> Thing | None:
    """The place a document is for."""
    return resolve_place(scope.place, scope.adcode)


def _zone(name: str, adcode: str, scope: Scope) -> Thing:
    """The zone of a name; the code is that of the region it lies in, if known."""
    region = resolve_region("", adcode) if find_code("", adcode) else place_of(scope)
    return resolve_zone(name, region, scope.document)


def _agency(mention: Mention, scope: Scope) -> Thing:
    if mention.level is Level.NATIONAL and not mention.collective:
        place: Thing | None = nation()
    else:
        place = _seat(mention, scope)
    key = body_key(mention.function, mention.name)
    return resolve_agency(key, mention.level, place, mention.collective, scope.document)


def _seat(mention: Mention, scope: Scope) -> Thing | None:
    """The place a body serves: at level zone the zone its place names."""
    if mention.level is Level.ZONE and mention.place and not find_code(normalise_name(mention.place)):
        return _zone(mention.place, mention.adcode, scope)
    if mention.level is Level.TOWNSHIP and not mention.collective and mention.place and not mention.adcode:
        return resolve_town(mention.name.removesuffix("人民政府").removesuffix("办事处"), mention.place)
    return resolve_place(mention.place, mention.adcode)


def _platform(mention: Mention, scope: Scope) -> Thing:
    name = _OUR_OWN.sub("", normalise_name(mention.name))
    if _NATIONWIDE.match(name):
        return Thing(Kind.PLATFORM, (nation().key[0], name), name)
    place = resolve_place(mention.place, mention.adcode) or place_of(scope)
    return Thing(Kind.PLATFORM, (place.key[-1] if place else scope.document, name), name)


def resolve_mention(mention: Mention, scope: Scope) -> Thing:
    """The thing a mention names in a document of that scope."""
    if mention.kind is Kind.AGENCY:
        return _agency(mention, scope)
    if mention.kind is Kind.REGION and mention.level is Level.TOWNSHIP:
        return resolve_town(mention.name, mention.place)
    if mention.kind is Kind.REGION:
        return resolve_region(mention.name, mention.adcode)
    if mention.kind is Kind.INDUSTRY:
        return resolve_industry(mention.name)
    if mention.kind is Kind.PLATFORM:
        return _platform(mention, scope)
    if mention.kind is Kind.ZONE:
        return _zone(mention.name, find_code(normalise_name(mention.place), mention.adcode), scope)
    name = normalise_name(mention.name)
    return Thing(Kind.ORGANIZATION, (name,), name)

