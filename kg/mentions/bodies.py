"""Bodies found in a text before they become mentions: spans, functions, seats."""

from __future__ import annotations

from dataclasses import dataclass

from kg.mentions.levels import Seat
from kg.model import Kind, Level, Mention, Span

_EACH = {
    None: "各级",
    Level.PROVINCIAL: "各省、自治区、直辖市",
    Level.PREFECTURE: "各设区的市",
    Level.COUNTY: "各县（市、区）",
    Level.TOWNSHIP: "各乡镇（街道）",
}


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it stands in a text.

    Attributes:
        title: the words that name it after the place (商务局, 发展改革部门).
        whole: the full name as the text gives it, where that is to be kept (辽宁朝阳海关).
        consumed: prefix, list and head together, for a department of a list.
        prefixed: whether words before it gave its seats.
    """

    span: Span
    function: str
    seats: tuple[Seat, ...]
    title: str
    rule: str
    whole: str = ""
    consumed: Span | None = None
    prefixed: bool = False


def name_of(title: str, seat: Seat) -> str:
    """The full name of a body at a seat: place, the words for a collective, title."""
    if seat.level is Level.NATIONAL:
        return title
    place = "" if seat.place == "全国" and seat.collective else seat.place
    each = "各" if title == "街道办事处" else _EACH.get(seat.level, "各")
    return f"{place}{each if seat.collective else ''}{title}"


def to_mentions(body: Body) -> list[Mention]:
    """One mention a seat."""
    return [
        Mention(
            Kind.AGENCY, body.span, None, body.whole or name_of(body.title, seat), body.rule,
            function=body.function, level=seat.level, place=seat.place, adcode=seat.adcode, collective=seat.collective,
        )
        for seat in body.seats
    ]
