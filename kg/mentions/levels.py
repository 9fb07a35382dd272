"""Levels before a body's name: 市、县（市、区）; 县级以上; 各区; 省、设区的市 — and the places they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.mentions.context import Context
from kg.mentions.places import full_name
from kg.model import Level

_P, _Q = r"[（(]", r"[)）]"
_COUNTY = (
    rf"(?:县{_P}市、?区{_Q}|县{_P}市、区、旗{_Q}|县{_P}市{_Q}、?区|县{_P}市、?区?{_Q}|区{_P}县、?市?{_Q}|区、县{_P}市{_Q}|区、县|旗县{_P}市、?区{_Q}|旗县|区县{_P}市{_Q}|县区{_P}市{_Q}|区县|县区|区市县|县市区|县、区|区市|县级|区级|县|区)"
)
_CITY = rf"(?:设区的?市|省辖市|地级市|地级以上市|市{_P}州{_Q}|市{_P}地、州、盟{_Q}|市{_P}地{_Q}|州{_P}市{_Q}|市州|地市|市级|市|州|盟)"
_PROVINCE = rf"(?:省{_P}区、市{_Q}|省、自治区、直辖市|省{_P}自治区、直辖市{_Q}|省级|自治区|省)"
_TOWN = rf"(?:乡{_P}镇{_Q}|镇{_P}街道?{_Q}|乡镇{_P}街道{_Q}|乡镇|镇街|街镇|街道|镇|乡)"
_NATION = r"(?:国家|中央)"
TOKEN = re.compile(
    rf"(各)?(?:有关|相关)?(?:(?P<city>{_CITY})|(?P<province>{_PROVINCE})|(?P<county>{_COUNTY})"
    rf"|(?P<town>{_TOWN})|(?P<nation>{_NATION}))"
)
_ONE = rf"(?:各)?(?:有关|相关)?(?:{_PROVINCE}|{_CITY}|{_COUNTY}|{_TOWN}|{_NATION})"
_ABOVE = r"(?:国家|省|设区的?市|地?市|区县|[县区])级?以上"
LEVELS = rf"(?:{_ABOVE}(?:地方)?(?:各级)?|(?:地方)?各级(?:地方)?|{_ONE}(?:(?:[、和及与]|以及){_ONE})*(?:两级|三级|级)?)"


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a body sits: its level (None: all), the place it serves, and whether it stands for one in each such place."""

    level: Level | None
    place: str
    adcode: str
    collective: bool = False


def own_seat(context: Context) -> Seat:
    """The seat of a body named without any level: that of the document, or of the zone that wrote it."""
    return Seat(Level.ZONE, context.zone, "") if context.zone else _place_seat(context)


def _place_seat(context: Context) -> Seat:
    """The seat that the document's region gives."""
    if context.place is None:
        return national_seat() if context.national else Seat(Level.PREFECTURE, "", "")
    return Seat(context.level, full_name(context.place), context.place.adcode)


def national_seat() -> Seat:
    """The seat of a body of the whole country."""
    return Seat(Level.NATIONAL, "全国", "")


def read_levels(words: str, context: Context) -> tuple[Seat, ...]:
    """The seats that words of level stand for in a document, outermost first; empty where they fit none.

    Example:
        >>> from kg.mentions.places import load_gazetteer
        >>> city = Context(load_gazetteer().by_code["130100"])
        >>> [(seat.level.value, seat.collective) for seat in read_levels("市、县（市、区）", city)]
        [('prefecture', False), ('county', True)]
    """
    if (above := _LEAST.match(words)) or "各级" in words:
        return _levels_above(above.group(1) if above else "", context)
    seats: dict[Level | None, Seat] = {}
    at = 0
    while match := TOKEN.match(words, at):
        group = next(name for name, value in match.groupdict().items() if value)
        seat = _seat_of(group, match.group(group), bool(match.group(1)), context, f"{words[:at]}")
        if seat:
            seats.setdefault(seat.level, seat)
        at = match.end()
        gap = re.match(r"[、和及与]|以及", words[at:])
        at += gap.end() if gap else 0
        if at >= len(words):
            break
    return tuple(seats.values())


_LEAST = re.compile(r"(国家|省|设区的?市|地?市|区县|[县区])级?以上")


def _levels_above(least: str, context: Context) -> tuple[Seat, ...]:
    """The body at each level down to the one whose word is given (省级以上, 设区的市级以上; empty: all); empty where none is."""
    every = _all_levels(context)
    if least[:1] in ("国", "省"):
        high = tuple(seat for seat in every if seat.level in (Level.NATIONAL, Level.PROVINCIAL))
        return (national_seat(), *high) if context.national else high
    if least[-1:] == "市" and every[0].level is not Level.COUNTY:
        return tuple(seat for seat in every if seat.level is not Level.COUNTY)
    return every


def _all_levels(context: Context) -> tuple[Seat, ...]:
    """The body at each level that the document's place has below and at its own."""
    own = _place_seat(context)
    if context.place is None:
        return tuple(_each(level, context) for level in (Level.PROVINCIAL, Level.PREFECTURE, Level.COUNTY))
    if own.level is Level.PROVINCIAL and not context.place.is_municipality:
        return own, _each(Level.PREFECTURE, context), _each(Level.COUNTY, context)
    if own.level in (Level.PROVINCIAL, Level.PREFECTURE):
        return own, _each(Level.COUNTY, context)
    return (own,)


def every_level() -> Seat:
    """The seat of the bodies of all levels of the country taken together (各级工会)."""
    return Seat(None, "全国", "", True)


def _each(level: Level, context: Context) -> Seat:
    own = _place_seat(context)
    return Seat(level, own.place, own.adcode, True)


def _seat_of(group: str, word: str, each: bool, context: Context, before: str) -> Seat | None:
    place = context.place
    if group == "nation":
        return national_seat()
    if group == "province":
        return _province_seat(word, each, context)
    if group == "city":
        return _city_seat(word, each, context, before)
    if context.zone and not each and word in ("区", "区级", "园区"):
        return own_seat(context)
    if place is None:
        return _each(Level.COUNTY if group == "county" else Level.TOWNSHIP, context)
    if group == "town":
        return _each(Level.TOWNSHIP, context)
    if place.level is Level.COUNTY and not each and word in ("区", "县", "区级", "县级"):
        return _place_seat(context)
    return _each(Level.COUNTY, context) if place.level is not Level.COUNTY else _place_seat(context)


def _province_seat(word: str, each: bool, context: Context) -> Seat | None:
    if context.place is None or each or len(word) > 3:
        return _each(Level.PROVINCIAL, Context(None, True)) if context.place is None else Seat(Level.PROVINCIAL, "全国", "", True)
    province = context.province
    if province is None or province.is_municipality:
        return None
    return Seat(Level.PROVINCIAL, full_name(province), province.adcode)


def _city_seat(word: str, each: bool, context: Context, before: str) -> Seat | None:
    place = context.place
    if place is None:
        return _each(Level.PREFECTURE, context) if context.national or each or len(word) > 1 else _place_seat(context)
    if place.level is Level.PROVINCIAL and not place.is_municipality:
        return _each(Level.PREFECTURE, context)
    if place.level is Level.COUNTY and place.name.endswith("市") and word == "市" and not before:
        return _place_seat(context)
    city = context.city
    if city is None or (each and word == "市"):
        return _each(Level.COUNTY, context)
    return Seat(city.level, full_name(city), city.adcode)
