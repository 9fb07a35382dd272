"""The values that travel through the pipeline: frozen, plain, free of spaCy and RDF.

A span counts Unicode code points in a document's decoded text and is half-open: ``text[start:end]`` is what it covers.
Mentions, facts, targets and incentives of one document point at each other and at provisions by their position (an
index from 0) in the tuples of the `Extraction` that holds them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum


class Kind(str, Enum):
    """What sort of thing a mention names (the classes of the ontology)."""

    AGENCY = "agency"
    REGION = "region"
    INDUSTRY = "industry"
    PLATFORM = "platform"
    ZONE = "zone"
    ORGANIZATION = "organization"


class Level(str, Enum):
    """The administrative level that a body or a region stands at; a group of regions is ``group``."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    ZONE = "zone"
    GROUP = "group"


class Relation(str, Enum):
    """The relations of the graph contract that need an assertion."""

    RESPONSIBLE_FOR = "responsibleFor"
    BUILDS = "builds"
    LOCATED_IN = "locatedIn"
    COOPERATES_WITH = "cooperatesWith"
    FOCUSES_ON = "focusesOn"


class Role(str, Enum):
    """How a body takes part in a duty."""

    LEAD = "lead"
    JOINT = "joint"
    SUPPORT = "support"


class Comparator(str, Enum):
    """How a target's number is meant."""

    AT_LEAST = "atLeast"
    AT_MOST = "atMost"
    MORE_THAN = "moreThan"
    LESS_THAN = "lessThan"
    EQUAL_TO = "equalTo"
    ABOUT = "about"


class Genre(str, Enum):
    """The kind of a document."""

    REGULATION = "regulation"
    ACTION_PLAN = "action_plan"
    NOTICE = "notice"
    MEASURES = "measures"
    NEWS_LIST = "news_list"
    FEATURE = "feature"
    OTHER = "other"


class Status(str, Enum):
    """Whether a policy binds."""

    DRAFT = "draft"
    IN_FORCE = "inForce"
    REPEALED = "repealed"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in a document's decoded text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}:{self.end} is not a range")

    def of(self, text: str) -> str:
        """What the span covers in ``text``."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded text with where it came from.

    Attributes:
        name: the file's name, without folders.
        text: decoded text: no byte order mark, line ends ``\\n``, nothing else changed.
        sha256: hex digest of the text in UTF-8: two files with the same text are one policy.
        aliases: names of further files that hold the same text.
    """

    name: str
    text: str
    sha256: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """A numbered (or counted) unit of a document.

    Attributes:
        ref: the whole path, unique in the document: ``第十七条第二款``, ``二/（一）/1``, ``附件2/（一）/row 1``, ``专栏2/3``.
        kind: what it is: chapter, section, article, paragraph, item, heading, box, annex, table, row, duty, news.
        span: the unit with all that is below it.
        parent: index of the provision above, or None directly below the policy.
        heading: its title, or empty.
    """

    ref: str
    kind: str
    span: Span
    parent: int | None = None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage that names one thing. One passage may hold several (a shared head names two bodies).

    Attributes:
        kind: what it names.
        span: where, in the document's text.
        provision: index of the innermost provision that holds it, or None outside any.
        name: the name it stands for, white space dropped, shared heads restored (``石家庄市发展改革部门``).
        rule: the name of the rule that found it.
        function: agencies: the function's key (``发展改革``).
        level: agencies and regions.
        place: agencies, platforms, zones: full name of the region or zone it serves or lies in, or empty.
        adcode: the six-digit code of ``place`` (of the region itself, for a region), or empty.
        collective: agencies that stand for one in each county or city (各县（市、区）人民政府).
        members: regions that are groups: names of their members.
        confidence: share from 0 to 1 where a model decided, else None.
    """

    kind: Kind
    span: Span
    provision: int | None
    name: str
    rule: str
    function: str = ""
    level: Level | None = None
    place: str = ""
    adcode: str = ""
    collective: bool = False
    members: tuple[str, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation between two things that a passage states.

    Exactly one of ``object``, ``object_provision`` and ``object_target`` is set; the last two only for responsibleFor.

    Attributes:
        subject: index of a mention.
        object: index of a mention.
        object_provision: index of a provision.
        object_target: index of a target.
        evidence: the passage from which a reader sees the fact, a clause or two (at most 400 code points).
        provision: index of the provision the evidence lies in, or None.
        deadline: ``2026``, ``2026-06`` or ``2026-06-30``, or empty.
        rule: the name of the rule that found it.
    """

    relation: Relation
    subject: int
    evidence: Span
    provision: int | None
    rule: str
    object: int | None = None
    object_provision: int | None = None
    object_target: int | None = None
    role: Role | None = None
    deadline: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A number that somebody commits to reach.

    Attributes:
        value: the number as written: 1 for 1亿元.
        value_max: the upper end of a range, or None.
        unit: as written: 亿元, 家, %.
        normal_value: the number in the base unit (100000000), with ``base_unit`` (元).
        deadline: ``2026``, ``2026-06``, ``2026-06-30`` or empty.
        yearly: whether it recurs each year (每年).
        region: index of a region mention, or None.
        concerns: indices of mentions.
        evidence: at most 300 code points.
    """

    indicator: str
    value: Decimal
    unit: str
    comparator: Comparator
    evidence: Span
    provision: int | None
    rule: str
    value_max: Decimal | None = None
    normal_value: Decimal | None = None
    base_unit: str = ""
    deadline: str = ""
    yearly: bool = False
    region: int | None = None
    concerns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Incentive:
    """Money or a rate that is offered.

    Attributes:
        rate, rate_max: share from 0 to 1 (0.5 for 50 %).
        cap, amount: yuan.
        per: the unit a cap or an amount is for (单, 平方米, 户), or empty.
        granted_by: indices of agency mentions.
        concerns: indices of mentions.
    """

    activity: str
    beneficiary: str
    evidence: Span
    provision: int | None
    rule: str
    rate: Decimal | None = None
    rate_max: Decimal | None = None
    cap: Decimal | None = None
    amount: Decimal | None = None
    per: str = ""
    granted_by: tuple[int, ...] = ()
    concerns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Another policy that the text cites by title, with its number where the text gives it."""

    title: str
    span: Span
    number: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the text says about itself. Dates are ``YYYY-MM-DD``; all may be empty.

    Attributes:
        issuers: indices of agency mentions.
        jurisdiction: name of the region it is for, with its code in ``adcode``.
        period: first and last year of a plan's stated period, or None.
        valid_until: the last day it says it is in force.
        repeals: the texts it ends.
    """

    title: str = ""
    number: str = ""
    issued: str = ""
    effective: str = ""
    genre: Genre = Genre.OTHER
    status: Status | None = None
    issuers: tuple[int, ...] = ()
    jurisdiction: str = ""
    adcode: str = ""
    period: tuple[int, int] | None = None
    cites: tuple[Citation, ...] = ()
    valid_until: str = ""
    repeals: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something a reader should know: where, what was found, what to do.

    Attributes:
        source: the file (or ``file:line``), without an absolute path.
        kind: short stable name: ``empty``, ``encoding``, ``binary``, ``duplicate``, ``no-structure``, ...
        message: a sentence for people.
        lost: whether something of the input did not reach the graph.
    """

    source: str
    kind: str
    message: str
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document says; a pure function of its text, the vocabularies and the extractor's version."""

    name: str
    sha256: str
    metadata: Metadata
    aliases: tuple[str, ...] = ()
    provisions: tuple[Provision, ...] = ()
    mentions: tuple[Mention, ...] = ()
    facts: tuple[Fact, ...] = ()
    targets: tuple[Target, ...] = ()
    incentives: tuple[Incentive, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
