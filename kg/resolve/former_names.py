"""Names that agencies and regions had before, with what the tables know of the time: by their keys alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.model import Kind, Level
from kg.resolve.regions import region_by_code
from kg.resolve.things import Thing
from kg.vocabulary import read_vocabulary

# changes after which a region is the one it was, under another name or rank
RENAMED = frozenset({"更名", "撤县设区", "撤县设市", "撤市设区", "撤区设区"})


@dataclass(frozen=True, slots=True, order=True)
class FormerName:
    """A name that a thing had.

    Attributes:
        text: the name.
        since: ``1998-03`` or ``1998``, or empty where unknown.
        until: when it was last used, written alike.
    """

    text: str
    since: str = ""
    until: str = ""


def former_names(thing: Thing) -> tuple[FormerName, ...]:
    """The former names of an agency of the whole country or of an official region, in order of their names.

    Example:
        >>> from kg.resolve.regions import resolve_region
        >>> [(name.text, name.until) for name in former_names(resolve_region("姜堰区"))]
        [('姜堰市', '2012')]
    """
    if thing.kind is Kind.AGENCY and thing.level is Level.NATIONAL and not thing.collective:
        return _agencies().get(thing.function, ())
    return _regions().get(thing.adcode, ()) if thing.kind is Kind.REGION and thing.adcode else ()


def find_successor(thing: Thing) -> Thing | None:
    """The region of today that took the place of an official one of yesterday; None where there is none for sure."""
    code = _successors().get(thing.adcode, "") if thing.kind is Kind.REGION else ""
    return region_by_code(code) if code else None


@cache
def _agencies() -> dict[str, tuple[FormerName, ...]]:
    found: dict[str, list[FormerName]] = {}
    for row in read_vocabulary("former_agencies"):
        found.setdefault(row["key"], []).append(FormerName(row["name"], row["from"], row["until"]))
    return {key: tuple(sorted(names)) for key, names in found.items()}


@cache
def _renamed() -> dict[str, tuple[dict[str, str], ...]]:
    """The rows of regions that only changed name or rank, by the code of today; where two at a time became one, none."""
    today = {row["adcode"] for row in read_vocabulary("regions")}
    found: dict[str, list[dict[str, str]]] = {}
    for row in read_vocabulary("regions_historical"):
        if row["change"] in RENAMED and row["successor_code"] in today:
            found.setdefault(row["successor_code"], []).append(row)
    return {code: tuple(rows) for code, rows in found.items() if _follow_each_other(rows)}


def _follow_each_other(rows: list[dict[str, str]]) -> bool:
    ordered = sorted(rows, key=lambda row: int(row["last_year"]))
    return all(int(one["last_year"]) < int(other["first_year_ge1980"]) for one, other in zip(ordered, ordered[1:], strict=False))


@cache
def _regions() -> dict[str, tuple[FormerName, ...]]:
    current = {row["adcode"]: row["name"] for row in read_vocabulary("regions")}
    found = {}
    for code, rows in _renamed().items():
        # the table has the last list of a year's end that has a name: it was used into the year after
        names = {FormerName(row["name"], until=str(int(row["last_year"]) + 1)) for row in rows if row["name"] != current[code]}
        found[code] = tuple(sorted(names))
    return found


@cache
def _successors() -> dict[str, str]:
    today = {row["adcode"] for row in read_vocabulary("regions")}
    return {row["adcode"]: code for code, rows in _renamed().items() for row in rows if row["adcode"] not in today}
