"""Agencies: departments under shared heads, named bodies, governments, task forces; the longest reading wins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.mentions.bodies import Body, to_mentions
from kg.mentions.context import Context
from kg.mentions.departments import BARE, find_departments
from kg.mentions.levels import own_seat
from kg.mentions.named_bodies import find_listed, find_named_bodies
from kg.model import Mention, Span

_BESIDE = frozenset({"、", "和", "与", "及", "以及"})
_LIST_RULES = frozenset({"department-list", "department"})
_FIELD_ENDS = ("局", "委", "厅", "办")
_FIELD_BEFORE = re.compile(r"(?:^|(?<=[、，,；;：:\s]))[一-龥]{1,10}(?<![局委厅办部会院府市县区旗州镇乡门位业心司])[和与及]$")
_ITEM_MARK = re.compile(r"[、，,；;\s]|会同|等")
# 青政办发〔2024〕12号 is the number of a text and names no body
_NUMBER = re.compile(r"[一-龥]{0,5}[〔\[【（(]\s?(?:19|20)[0-9]{2}\s?[〕\]】）)]\s?第?\s?[0-9]{1,5}\s?号")


def find_agencies(text: str, context: Context, lists: Sequence[Span] = ()) -> list[Mention]:
    """The agencies that a passage names, in text order; spans count within the passage.

    Args:
        text: the passage.
        context: the place the document speaks for.
        lists: spans of the passage that hold nothing but those who answer (责任单位：…); each item names a body.

    Example:
        >>> from kg.mentions.places import load_gazetteer
        >>> city = Context(load_gazetteer().by_code["130100"])
        >>> [m.name for m in find_agencies("市发展改革、商务等部门应当推动。", city)]
        ['石家庄市发展改革部门', '石家庄市商务部门']
    """
    departments = list(find_departments(text, context))
    named = list(find_named_bodies(text, context))
    bodies = [body for body in _settle(text, departments, named) if not _ends_longer_item(text, body, lists)]
    bodies = list(_seat_beside(text, bodies, context))
    taken = [body.span for body in bodies]
    bodies += find_listed(text, lists, taken, context)
    bodies = [body for body in bodies if not _NUMBER.match(text, body.span.end)]
    found = sorted(bodies, key=lambda body: (body.span.start, -body.span.end))
    return [mention for body in found for mention in to_mentions(body)]


def _settle(text: str, departments: list[Body], named: list[Body]) -> Iterator[Body]:
    """Of overlapping readings the longest; a government that only opens a list of departments is no body of its own."""
    opened = {body.consumed.start: body.consumed for body in departments if body.consumed}
    owners: dict[int, Body] = {}
    for body in sorted([*departments, *named], key=_rank):
        consumed = opened.get(body.span.start)
        if body.rule == "government" and consumed and _only_opens(text, body.span, consumed):
            continue
        others = {id(other): other for at in range(body.span.start, body.span.end) if (other := owners.get(at))}
        if all(_opens_together(text, body, other) for other in others.values()):
            owners.update(dict.fromkeys(range(body.span.start, body.span.end), body))
            yield body


def _seat_beside(text: str, bodies: Sequence[Body], context: Context) -> Iterator[Body]:
    """Bodies without a place beside a department of all places of a kind are theirs too (各县（市、区）农业主管部门、财政局)."""
    before: Body | None = None
    for body in sorted(bodies, key=lambda found: (found.span.start, -found.span.end)):
        end = before.consumed.end if before and before.consumed else before.span.end if before else 0
        if before and text[end : body.span.start] in _BESIDE and _takes_seat(body, before, context):
            body = replace(body, seats=before.seats)
        before = body
        yield body


def _takes_seat(body: Body, before: Body, context: Context) -> bool:
    collective = before.rule.startswith("department") or before.rule == "named-body"
    bare = body.rule == "named-body" and body.seats == (own_seat(context),) and not body.prefixed
    return collective and bare and all(seat.collective for seat in before.seats)


def _ends_longer_item(text: str, body: Body, lists: Sequence[Span]) -> bool:
    """Whether a body is but the end of an item of a list that joins two fields (交通局 of 建设和交通局)."""
    if not text.startswith(_FIELD_ENDS, body.span.end - 1):
        return False
    for span in lists:
        if span.covers(body.span) and body.span.end in (span.end, *_item_ends(text, span)):
            return _FIELD_BEFORE.search(text[max(span.start, body.span.start - 14) : body.span.start]) is not None
    return False


def _item_ends(text: str, span: Span) -> list[int]:
    return [span.start + mark.start() for mark in _ITEM_MARK.finditer(span.of(text))]


def _rank(body: Body) -> tuple[int, int]:
    return -(body.span.end - body.span.start), body.span.start


def _only_opens(text: str, government: Span, departments: Span) -> bool:
    """Whether a government's name is just the prefix of a list of its departments (市人民政府商务部门)."""
    if not departments.covers(government):
        return False
    return not text.startswith(("及其", "和", "、", "及"), government.end)


def _opens_together(text: str, one: Body, other: Body) -> bool:
    """Whether one names a government and the other departments of it (市人民政府及其商务部门): both stand."""
    first, second = (one, other) if one.rule == "government" else (other, one)
    is_list = second.rule.removesuffix(BARE) in _LIST_RULES
    return first.rule == "government" and is_list and text.startswith(("及其", "和", "、", "及"), first.span.end)
