"""By when who must have done a thing: the deadline cell of its table row, or the time its own sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.facts.scene import Scene
from kg.facts.stances import is_in_title
from kg.mentions.dates import Deadline, Due, find_deadlines
from kg.model import Fact, Relation, Span

_SENTENCE_END = re.compile(r"[。；;！？!?\n]")
_LABEL = re.compile(r"(?:时限|时间|期限|节点)(?:要求)?[：:]\s*$")
_REACH = 200


def set_deadlines(scene: Scene, facts: Iterable[Fact]) -> Iterator[Fact]:
    """The same facts; those of responsibility and building with the time they are due, where the text names one.

    Args:
        scene: the document.
        facts: facts whose deadline is empty.
    """
    rows = {provision: _read_row(cell) for provision, cell in scene.due.items()}
    read: dict[Span, list[Deadline]] = {}  # by evidence: a passage that ties many to many is read once
    for fact in facts:
        if fact.relation in (Relation.RESPONSIBLE_FOR, Relation.BUILDS):
            if fact.evidence not in read:
                read[fact.evidence] = _read_sentence(scene.text, fact.evidence)
            fact = replace(fact, deadline=rows.get(fact.provision) or _choose(scene, fact, read[fact.evidence]))
        yield fact


def _read_row(cell: str) -> str:
    """What the deadline cell of a table row says; a period is due at its end."""
    return max((time.iso() for time in find_deadlines(cell) if time.due in (Due.BY, Due.IN, Due.OVER)), default="")


def _read_sentence(text: str, evidence: Span) -> list[Deadline]:
    """The times by which something is due, from the start of the sentence that evidence begins in to the end of it."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text, max(0, evidence.start - _REACH), evidence.start)]
    window = Span(ends[-1] if ends else max(0, evidence.start - _REACH), evidence.end)
    return [time for time in find_deadlines(text, window.start, window.end) if _binds(text, window, time)]


def _choose(scene: Scene, fact: Fact, times: list[Deadline]) -> str:
    """The only time of a sentence, else the last one before the thing."""
    if len({time.iso() for time in times}) > 1:
        place = scene.mentions[fact.object].span.start if fact.object is not None else fact.evidence.start
        times = [time for time in times if time.span.end <= place][-1:]
    return times[0].iso() if times else ""


def _binds(text: str, window: Span, time: Deadline) -> bool:
    """Whether a time is one by which something must be done, in words that need no other year to be understood."""
    labelled = _LABEL.search(text, window.start, time.span.start)
    meant = time.due is Due.BY or (labelled and time.due in (Due.IN, Due.OVER))
    return bool(meant and not time.relative and not is_in_title(text, window.start, window.end, time.span))
