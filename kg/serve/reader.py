"""A document as it is read on a page: its lines cut where provisions, passages and names begin and end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.model import Mention, Span
from kg.statements import Rule, Statement, describe_rule

LINES_PER_PART = 400
LONGEST_LINE = 2000


@dataclass(frozen=True, slots=True)
class Place:
    """A provision where it begins."""

    iri: str
    ref: str
    heading: str
    span: Span
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Name:
    """A passage that names a thing: what it was taken for, by which rule, and the node, empty where the graph has none."""

    mention: Mention
    surface: str
    rule: Rule
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with all that is said by it.

    Its sorts are ``fact``, ``target``, ``incentive``.
    """

    span: Span
    statements: tuple[Statement, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it says, each sort once."""
        return tuple(sorted({statement.kind for statement in self.statements}))

    @property
    def key(self) -> str:
        """Its name in addresses of the page."""
        return f"{self.span.start}-{self.span.end}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line in which nothing begins or ends.

    Attributes:
        passages: those that it belongs to.
        opens: those that begin with it.
        name: what it names, or None.
    """

    text: str
    passages: tuple[Passage, ...] = ()
    opens: tuple[Passage, ...] = ()
    name: Name | None = None

    @property
    def kinds(self) -> str:
        """What the passages over it say, as classes."""
        return " ".join(sorted({kind for passage in self.passages for kind in passage.kinds}))


@dataclass(frozen=True, slots=True)
class Line:
    """A line with the provisions that begin in it, and the passages and names whose notes stand beside it."""

    span: Span
    pieces: tuple[Piece, ...]
    places: tuple[Place, ...]
    passages: tuple[Passage, ...]
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines of a document.

    Attributes:
        number, count: which part of how many, from 1.
        starts: where each part begins, in code points.
    """

    lines: tuple[Line, ...]
    number: int
    count: int
    starts: tuple[int, ...]


def gather_passages(statements: Iterable[Statement], text: str) -> tuple[list[Passage], list[Statement]]:
    """The passages of statements by place, and the statements whose quote the text does not hold where they say."""
    found: dict[Span, list[Statement]] = {}
    strayed = []
    for statement in statements:
        if statement.span.of(text) == statement.quote and statement.quote:
            found.setdefault(statement.span, []).append(statement)
        else:
            strayed.append(statement)
    return [Passage(span, tuple(said)) for span, said in sorted(found.items())], strayed


def read_part(
    text: str, places: Sequence[Place], passages: Sequence[Passage], names: Sequence[Name], at: int = 0
) -> Part:
    """The part of a document that holds a position, in lines."""
    spans = list(split_lines(text))
    cuts = [spans[first : first + LINES_PER_PART] for first in range(0, len(spans), LINES_PER_PART)]
    starts = tuple(part[0].start for part in cuts)
    number = max((index for index, start in enumerate(starts) if start <= at), default=0)
    whole = Span(cuts[number][0].start, cuts[number][-1].end)
    within = [name for name in names if whole.covers(name.mention.span)]
    over = [passage for passage in passages if passage.span.overlaps(whole)]
    starting = [place for place in places if whole.start <= place.span.start <= whole.end]
    lines = tuple(_read_line(text, span, starting, over, within) for span in cuts[number])
    return Part(lines, number + 1, len(cuts), starts)


def split_lines(text: str) -> Iterator[Span]:
    """The lines, each with the line feed that ends it; one that is too long is cut."""
    start = 0
    while start < len(text):
        end = min(text.find("\n", start) + 1 or len(text), start + LONGEST_LINE)
        yield Span(start, end)
        start = end
    if not text:
        yield Span(0, 0)


def _read_line(
    text: str, line: Span, places: Sequence[Place], passages: Sequence[Passage], names: Sequence[Name]
) -> Line:
    over = [passage for passage in passages if passage.span.overlaps(line)]
    here = [name for name in names if line.start <= name.mention.span.start < line.end]
    return Line(
        line,
        tuple(_cut(text, line, over, _choose_names(here, line))),
        tuple(place for place in places if line.start <= place.span.start < line.end),
        tuple(passage for passage in over if line.start <= passage.span.start < line.end),
        tuple(here),
    )


def _choose_names(names: Iterable[Name], line: Span) -> list[Name]:
    """The names to mark, none inside or across another: of those that begin at one place the longest."""
    chosen: list[Name] = []
    for name in sorted(names, key=lambda name: (name.mention.span.start, -name.mention.span.end)):
        if line.covers(name.mention.span) and (not chosen or chosen[-1].mention.span.end <= name.mention.span.start):
            chosen.append(name)
    return chosen


def _cut(text: str, line: Span, passages: Sequence[Passage], names: Sequence[Name]) -> Iterator[Piece]:
    borders = {line.start, line.end}
    for span in (*(passage.span for passage in passages), *(name.mention.span for name in names)):
        borders |= {position for position in (span.start, span.end) if line.start < position < line.end}
    ordered = sorted(borders)
    for start, end in zip(ordered, ordered[1:], strict=False):
        piece = Span(start, end)
        over = tuple(passage for passage in passages if passage.span.covers(piece))
        opens = tuple(passage for passage in over if passage.span.start == start)
        name = next((name for name in names if name.mention.span.covers(piece)), None)
        yield Piece(piece.of(text), over, opens, name)


def name_mention(mention: Mention, text: str, iri: str) -> Name:
    """A mention as a name on the page."""
    return Name(mention, mention.span.of(text), describe_rule(mention.rule), iri)
