"""What was missed: sentences that assign a duty, set a number or offer money, and gave the graph nothing.

Works on extraction records and their texts alone: plain cues (``vocabularies/gap_cues.tsv``) and numbers with units, no
spaCy, so that what is listed does not depend on the rules that missed it. A list to read, not a measure: a duty of
enterprises or a number of no weight stands in it too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from rich.table import Table
from rich.text import Text

from kg.errors import InputError
from kg.mentions.quantities import Quantity, find_quantities
from kg.model import Extraction, Kind, Provision, Relation, Span
from kg.questions.result import reveal_controls
from kg.records import read_records
from kg.vocabulary import read_vocabulary

DUTY, OPEN_DUTY, TARGET, OFFER = "duty", "open-duty", "target", "offer"
COLUMNS = ("document", "title", "provision", "class", "cue", "start", "end", "sentence")
CLASSES = (DUTY, OPEN_DUTY, TARGET, OFFER)
_CLASS_NAMES = {
    "duty": "责任 duty", "open-duty": "责任（未点名部门） open-duty", "target": "目标 target", "offer": "激励 offer",
}  # fmt: skip
_SENTENCE = re.compile(r"[^。；;！？!?\n]+")
_YEAR = re.compile(r"(?:19|20)\d{2}年")
_COUNTED = frozenset({"money", "percent", "ratio", "count", "measure"})
_OFFERED = frozenset({"money", "percent", "ratio"})
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Gap:
    """A sentence that gave nothing of its class.

    Attributes:
        document: the file's name.
        provision: the ref of the innermost provision that holds it, or empty.
        kind: ``duty`` (it names an agency), ``open-duty`` (it names none), ``target`` or ``offer``.
        cue: the word or the number that made it one.
        span: where, in the document's text.
    """

    document: str
    title: str
    provision: str
    kind: str
    cue: str
    sentence: str
    span: Span


@cache
def _words(*kinds: str) -> tuple[str, ...]:
    words = {row["cue"] for row in read_vocabulary("gap_cues") if row["kind"] in kinds}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _cues(*kinds: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words(*kinds))) or r"(?!)")


class Cover:
    """Spans of a text, asked whether one of them overlaps another span."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Sort the spans by their starts."""
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._reach = list(accumulate((span.end for span in ordered), max))

    def overlaps(self, span: Span) -> bool:
        """Whether any of the spans shares a code point with this one."""
        before = bisect_right(self._starts, span.end - 1)
        return before > 0 and self._reach[before - 1] > span.start


def find_gaps(extraction: Extraction, text: str) -> tuple[Gap, ...]:
    """The gaps of a document, in text order.

    Args:
        extraction: what was found in it.
        text: its decoded text.
    """
    duties = Cover(f.evidence for f in extraction.facts if f.relation in (Relation.RESPONSIBLE_FOR, Relation.BUILDS))
    targets = Cover(target.evidence for target in extraction.targets)
    offers = Cover(incentive.evidence for incentive in extraction.incentives)
    agencies = Cover(m.span for m in extraction.mentions if m.kind is Kind.AGENCY)
    homes = Homes(extraction.provisions)
    found = []
    for span in _sentences(text):
        gaps: list[tuple[str, str]] = []
        if not duties.overlaps(span) and (cue := _find_duty(text, span)):
            gaps.append((DUTY if agencies.overlaps(span) else OPEN_DUTY, cue))
        if not targets.overlaps(span) and not offers.overlaps(span) and (number := _find_number(text, span)):
            gaps.append(number)
        found += [
            Gap(extraction.name, extraction.metadata.title, homes.find(span.start), kind, cue, span.of(text), span)
            for kind, cue in gaps
        ]
    return tuple(found)


def _sentences(text: str) -> Iterator[Span]:
    """The sentences of a text without blanks at their edges; short headings are none."""
    for match in _SENTENCE.finditer(text):
        words = match.group()
        start = match.start() + len(words) - len(words.lstrip())
        end = match.start() + len(words.rstrip())
        if end - start >= _SHORTEST:
            yield Span(start, end)


def _find_duty(text: str, span: Span) -> str:
    """The first word of duty in a sentence, or an empty one; 负责 in 负责人 is none."""
    found = (match.group() for match in _cues("duty", "no-duty").finditer(text, span.start, span.end))
    return next((word for word in found if word not in _words("no-duty")), "")


def _find_number(text: str, span: Span) -> tuple[str, str] | None:
    """The class of a sentence's first number that is offered or committed to, with the number."""
    if _cues("no-offer").search(text, span.start, span.end):
        return None
    numbers = [q for q in find_quantities(text, span.start, span.end) if _counts(q)]
    offered = next((q for q in numbers if q.kind in _OFFERED), None)
    if offered is not None and _cues("offer").search(text, span.start, span.end):
        return OFFER, offered.span.of(text)
    if not numbers or _cues("past").search(text, span.start, span.end):
        return None
    committed = _cues("commitment").search(text, span.start, span.end) or _YEAR.search(text, span.start, span.end)
    return (TARGET, numbers[0].span.of(text)) if committed else None


def _counts(quantity: Quantity) -> bool:
    return quantity.kind in _COUNTED and not quantity.small and quantity.unit not in _words("no-number")


class Homes:
    """Where provisions stand, asked for the innermost at a position."""

    def __init__(self, provisions: Sequence[Provision]) -> None:
        """Sort the provisions by start, outer ones first."""
        self._ordered = sorted(provisions, key=lambda p: (p.span.start, -p.span.end))
        self._starts = [provision.span.start for provision in self._ordered]

    def find(self, position: int) -> str:
        """The ref of the innermost provision that holds a position; empty outside any."""
        at = bisect_right(self._starts, position) - 1
        while at >= 0 and self._ordered[at].span.end <= position:
            at -= 1
        return self._ordered[at].ref if at >= 0 else ""


def read_folder(folder: Path) -> Iterator[tuple[Extraction, str]]:
    """The extractions and texts that a build wrote, by name of document.

    Raises:
        InputError: there are none, or one cannot be read.
    """
    files = sorted((folder / "extractions").glob("*.jsonl"), key=lambda path: path.name)
    if not files:
        raise InputError(f"{folder}: 没有抽取记录，请先运行 kg build / no extraction records there: run kg build first")
    found = []
    for file in files:
        try:
            text = (folder / "texts" / f"{file.stem}.txt").read_text(encoding="utf-8")
            found.append((read_records(file.read_text(encoding="utf-8"), file.name), text))
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{file.name}: 无法读取 / cannot be read: {error}") from error
    yield from sorted(found, key=lambda pair: (pair[0].name, pair[0].sha256))


def choose_gaps(gaps: Iterable[Gap], kinds: Sequence[str] = (), document: str = "") -> tuple[Gap, ...]:
    """The gaps of some classes, of documents whose names begin so."""
    return tuple(gap for gap in gaps if gap.kind in (kinds or CLASSES) and gap.document.startswith(document))


def count_gaps(gaps: Iterable[Gap]) -> dict[str, dict[str, int]]:
    """How many gaps of each class each document has, most first."""
    counts: dict[str, Counter[str]] = {}
    for gap in gaps:
        counts.setdefault(gap.document, Counter())[gap.kind] += 1
    ordered = sorted(counts.items(), key=lambda pair: (-sum(pair[1].values()), pair[0]))
    return {name: {kind: counter[kind] for kind in CLASSES} for name, counter in ordered}


def pack_gap(gap: Gap) -> dict[str, str | int]:
    """A gap as plain data."""
    return dict(zip(COLUMNS, (gap.document, gap.title, gap.provision, gap.kind, gap.cue, gap.span.start, gap.span.end,
                              gap.sentence), strict=True))  # fmt: skip


def render_gaps(gaps: Sequence[Gap], most: int) -> tuple[Table | Text, ...]:
    """How many gaps each document has, by class; then the first of them."""
    if not gaps:
        return (Text("没有漏句 / no gaps"),)
    counts = Table(show_edge=False, pad_edge=False, box=None)
    counts.add_column("文件 / document", overflow="fold")
    for name in CLASSES:
        counts.add_column(_CLASS_NAMES[name], justify="right")
    totals = count_gaps(gaps)
    for document, row in totals.items():
        counts.add_row(Text(document), *(str(row[name]) for name in CLASSES))
    sums = (str(sum(row[name] for row in totals.values())) for name in CLASSES)
    counts.add_row(Text("合计 / all", style="bold"), *(Text(number, style="bold") for number in sums))
    shown = gaps[:most] if most else gaps
    said = Text(f"共 {len(gaps)} 句，显示 {len(shown)} 句 / {len(gaps)} sentences, {len(shown)} shown")
    return counts, Text(""), _render_sentences(shown), said


def _render_sentences(gaps: Sequence[Gap]) -> Table:
    table = Table(show_edge=False, pad_edge=False, box=None)
    for head in ("文件 / document", "条款 / provision", "类别 / class", "词 / cue"):
        table.add_column(head, overflow="fold", max_width=18)
    table.add_column("句子 / sentence", overflow="fold")
    for gap in gaps:
        cells = (gap.document, gap.provision, gap.kind, gap.cue, gap.sentence)
        table.add_row(*(Text(reveal_controls(cell)) for cell in cells))
    return table
