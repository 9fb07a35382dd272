"""Levels that a department named without any takes over from the article it stands in, or from where it was first named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.mentions.bodies import name_of
from kg.mentions.departments import BARE, PEER
from kg.mentions.levels import Seat
from kg.model import Kind, Level, Mention, Provision


def inherit_levels(mentions: Sequence[Mention], provisions: Sequence[Provision]) -> list[Mention]:
    """The same mentions; a bare department becomes one at each level of the body of several levels that stands before it.

    That body is the last one with a level of its own in the same article, else the same function where it was named last;
    where the last one stands at a single level, nothing is taken over. 同级 and 本级 take over any level.
    """
    found: list[Mention] = []
    by_article: dict[int, list[Mention]] = {}
    by_function: dict[str, list[Mention]] = {}
    position = 0
    while position < len(mentions):
        group = _same_span(mentions, position)
        position += len(group)
        first = group[0]
        article = _article(first.provision, provisions)
        bodies = [m for m in group if m.kind is Kind.AGENCY and m.level is not None]
        if bodies and first.rule == PEER:
            group = _beside(first, group, by_article.get(article, []) if article is not None else [])
        elif not bodies or article is None:
            pass
        elif not first.rule.endswith(BARE):
            by_article[article] = bodies
            if len(bodies) > 1:
                by_function[first.function] = bodies
        elif len(bodies) == 1:
            source = by_article.get(article) or by_function.get(first.function, [])
            group = [_at(first, other) for other in source] if len(source) > 1 else group
        found += group
    return found


def _beside(body: Mention, own: list[Mention], source: Sequence[Mention]) -> list[Mention]:
    """A body that stands where the one before it does (同级公安机关); of the whole country it cannot be."""
    if source:
        return [_at(body, other) for other in source]
    return [] if body.level is Level.NATIONAL else own


def _same_span(mentions: Sequence[Mention], start: int) -> list[Mention]:
    """The mentions of one kind that share the span of the one at ``start``; they stand together."""
    first = mentions[start]
    end = start + 1
    while end < len(mentions) and mentions[end].span == first.span and mentions[end].kind is first.kind:
        end += 1
    return list(mentions[start:end])


def _article(provision: int | None, provisions: Sequence[Provision]) -> int | None:
    """The article a provision is or lies in."""
    while provision is not None and provisions[provision].kind != "article":
        provision = provisions[provision].parent
    return provision


def _at(body: Mention, other: Mention) -> Mention:
    """A department at the level, place and number of another body."""
    title = body.name.removeprefix(body.place)
    if other.place == "全国" and other.level is not None:
        seat = Seat(other.level, other.place, other.adcode, other.collective)
        return replace(
            body, name=name_of(title, seat), level=other.level, place=other.place, adcode=other.adcode, collective=other.collective
        )
    lead = other.name[: other.name.find(other.place) + len(other.place)] if other.place in other.name else other.place
    each = "各县（市、区）" if other.collective and "各县" in other.name else "各设区的市" if other.collective else ""
    return replace(
        body, name=f"{lead}{each}{title}", level=other.level, place=other.place, adcode=other.adcode, collective=other.collective
    )
