"""Lines -> provision tree: a stack of open units, each line opening one or going on with the innermost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.model import Genre, Provision, Span
from kg.structure.columns import is_responsible_column
from kg.structure.genre import DATE_LINE
from kg.structure.lines import Line
from kg.structure.marks import ARTICLE, BOX, DASH, OUTLINE, SUBOUTLINE, Mark, find_mark, find_titled_annex
from kg.structure.model import Piece, PieceRole, Row, Table
from kg.structure.tables import find_tables

PARAGRAPH = ARTICLE + 0.5
_LISTED_ANNEX = re.compile(r"(?:附件?\s*)?[2二][.．、：:](?!\d)|附件?\s*\d?\s*$")
_MOST_TITLED = 40  # each is held against all lines behind it
_SIGNS = re.compile(r"[一-龥（）() ]{2,30}(?:政府|委员会|办公[厅室]|[厅局部署会])(?:办公[厅室])?")
_CLOSED = "。！？!?…”）)"
_ENDS = "。；;！？!?…"
_CN = "一二三四五六七八九十"


@dataclass(slots=True)
class _Node:
    """A provision while it grows."""

    ref: str
    kind: str
    rank: float
    start: int
    end: int
    parent: int | None
    heading: str = ""
    paragraphs: int = 0
    dashes: int = 0
    full: bool = False


@dataclass(slots=True)
class Builder:
    """Collects provisions and pieces; `open` and `add` are all that the parsers of genres need."""

    text: str
    nodes: list[_Node] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    refs: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    def open(self, ref: str, kind: str, rank: float, span: Span, parent: int | None, heading: str = "") -> int:
        """A new provision below ``parent``; a ref that stands already gets a number behind."""
        unique, count = ref, self.counts.get(ref, 1)
        while unique in self.refs:
            count += 1
            unique = f"{ref}~{count}"
        self.refs.add(unique)
        self.counts[ref] = count
        self.nodes.append(_Node(unique, kind, rank, span.start, span.end, parent, heading))
        self._grow(parent, span.end)
        return len(self.nodes) - 1

    def add(self, span: Span, node: int | None, role: PieceRole = PieceRole.TEXT, column: str = "") -> None:
        """A piece of text that belongs to ``node``."""
        if span.end > span.start:
            self.pieces.append(Piece(span, node, role, column))
            self._grow(node, span.end)

    def _grow(self, node: int | None, end: int) -> None:
        while node is not None:
            self.nodes[node].end = max(self.nodes[node].end, end)
            node = self.nodes[node].parent

    def path(self, parent: int | None, label: str) -> str:
        """The ref of a unit below ``parent``."""
        return label if parent is None else f"{self.nodes[parent].ref}/{label}"

    def provisions(self) -> tuple[Provision, ...]:
        """The tree as frozen values."""
        return tuple(
            Provision(node.ref, node.kind, Span(node.start, node.end), node.parent, node.heading) for node in self.nodes
        )


def split_heading(text: str, span: Span) -> tuple[str, Span, Span]:
    """The heading a unit's first line opens with, its span, and the span of the text after it.

    A line without closing punctuation is a heading; of a line with sentences the first is one where it is short.
    """
    line = span.of(text)
    if line and line[-1] not in _ENDS and len(line) <= 60 and "。" not in line:
        return line, span, Span(span.end, span.end)
    for offset, char in enumerate(line[:31]):
        if char in "。：:" or (char in "　 " and offset > 3):
            if "，" in line[:offset] and char != "。":
                break
            if not line[offset + 1 :].strip() and offset > 25:
                break
            rest = len(line[offset + 1 :]) - len(line[offset + 1 :].lstrip())
            cut = span.start + offset + 1
            return line[:offset], Span(span.start, cut), Span(cut + rest, span.end)
    return "", Span(span.start, span.start), span


def is_bracket_line(line: str) -> bool:
    """Whether a line is nothing but a bracket: a note to the unit before it."""
    return line[0] in "（(〔[【" and line.rstrip("。；;")[-1:] in "）)〕]】" and find_mark(line) is None


class OutlineParser:
    """Reads documents with 章/条 or 一、（一）1. numbering, boxes, annexes, duty lists and task tables."""

    def __init__(self, text: str, lines: Sequence[Line], genre: Genre, title_end: int) -> None:
        """Takes the lines from the first after the title on; ``title_end`` is where that title ends."""
        self.builder = Builder(text)
        self.text, self.lines, self.genre = text, lines, genre
        self.stack: list[int] = []
        self.leading = self.titled = 0
        self.title_end = title_end

    def parse(self) -> Builder:
        """All lines, tables in between."""
        tables = {table.first: table for table in find_tables(self.text, self.lines)}
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            if line.span.end <= self.title_end:
                self.builder.add(line.span, None, PieceRole.TITLE)
                at += 1
            elif at in tables:
                self._read_table(tables[at])
                at = tables[at].last
            else:
                at = self._read_line(at)
        return self.builder

    # one line

    def _read_line(self, at: int) -> int:
        line = self.lines[at]
        mark = find_mark(line.text) or self._titled_annex(at)
        if mark and self._opens(mark, at):
            self._open_mark(mark, line, at)
        else:
            self._read_plain(line, at)
        return at + 1

    def _titled_annex(self, at: int) -> Mark | None:
        """The mark of an annex with its title in one line, where its text follows and not the end of a letter."""
        mark = find_titled_annex(self.lines[at].text)
        if mark is None or at + 1 >= len(self.lines) or self.titled >= _MOST_TITLED:
            return None
        self.titled += 1
        title = self.lines[at].text[mark.length :]
        following = [line.text for line in self.lines[at + 1 : at + 4]]
        if any(DATE_LINE.fullmatch(text.strip("（）() ")) for text in following) or _SIGNS.fullmatch(following[0]):
            return None
        if find_titled_annex(following[0]) or find_titled_annex(self.lines[at - 1].text):
            return None
        if _LISTED_ANNEX.match(following[0]) or any(self._is_annex(line, title) for line in self.lines[at + 1 :]):
            return None
        return mark

    @staticmethod
    def _is_annex(line: Line, title: str) -> bool:
        """Whether a later line is the annex itself: its title again, or its mark alone."""
        return line.text.endswith(title) or (line.text[0] == "附" and (mark := find_mark(line.text)) is not None and mark.kind == "annex")

    def _opens(self, mark: Mark, at: int) -> bool:
        """Whether a mark opens a unit here: dashes only below a box or an item, decimals and dates never."""
        if mark.rank == DASH:
            return bool(self.stack)
        if mark.kind == "annex":
            return at > 2
        return not (mark.kind == "item" and mark.number > 300)

    def _open_mark(self, mark: Mark, line: Line, at: int) -> None:
        self._close_to(mark.rank)
        label = mark.label
        if mark.rank == DASH:
            owner = self.builder.nodes[self.stack[-1]] if self.stack else None
            number = 1
            if owner:
                owner.dashes += 1
                number = owner.dashes
            label = str(number) if owner and owner.rank == BOX else f"——{number}"
        parent = self.stack[-1] if self.stack else None
        body = Span(line.span.start + mark.length, line.span.end)
        lead = len(body.of(self.text)) - len(body.of(self.text).lstrip("*　 ："))
        body = Span(min(body.start + lead, body.end), body.end)
        heading, head_span, rest = self._heading_of(mark, body)
        node = self.builder.open(self._ref(mark, parent, label), mark.kind, mark.rank, line.span, parent, heading)
        self.stack.append(node)
        if mark.rank <= OUTLINE and mark.kind != "article":
            self.leading = 0
        self.builder.add(head_span, node, PieceRole.HEADING)
        if rest.end > rest.start:
            self.builder.nodes[node].full = True
            if mark.rank == ARTICLE and self._has_paragraphs(at):
                node = self._open_paragraph(node, rest)
            self.builder.add(rest, node)

    def _heading_of(self, mark: Mark, body: Span) -> tuple[str, Span, Span]:
        if mark.rank == ARTICLE:
            line = body.of(self.text)
            if line[:1] in "【〔[（(" and (end := max(line.find(c) for c in "】〕]）)")) > 0:
                cut = Span(body.start, body.start + end + 1)
                return line[1:end], cut, Span(cut.end, body.end)
            return "", Span(body.start, body.start), body
        if mark.rank == DASH:
            return "", Span(body.start, body.start), body
        return split_heading(self.text, body)

    def _ref(self, mark: Mark, parent: int | None, label: str) -> str:
        """Articles and boxes are cited by their own name, all else by the path of units above."""
        if mark.kind == "article" or mark.rank == BOX:
            annex = next((n for n in self.stack if self.builder.nodes[n].kind == "annex"), None)
            return self.builder.path(annex, label)
        if mark.kind == "item" and parent is not None and self.builder.nodes[parent].kind in ("article", "paragraph"):
            return f"{self.builder.nodes[parent].ref}第{label}项"
        if mark.rank == SUBOUTLINE and parent is not None and self.builder.nodes[parent].kind in ("article", "paragraph"):
            return f"{self.builder.nodes[parent].ref}第{label.strip('（）')}项"
        return self.builder.path(parent, label)

    def _close_to(self, rank: float) -> None:
        while self.stack and self.builder.nodes[self.stack[-1]].rank >= rank:
            self.stack.pop()

    # articles and their paragraphs

    def _has_paragraphs(self, at: int) -> bool:
        """Whether an article goes on with an unmarked line before the next one."""
        for line in self.lines[at + 1 :]:
            mark = find_mark(line.text)
            if mark is None:
                return True
            if mark.rank <= ARTICLE:
                return False
        return False

    def _open_paragraph(self, article: int, span: Span) -> int:
        node = self.builder.nodes[article]
        node.paragraphs += 1
        ref = f"{node.ref}第{_chinese(node.paragraphs)}款"
        child = self.builder.open(ref, "paragraph", PARAGRAPH, span, article)
        self.stack.append(child)
        return child

    # lines without a mark

    def _read_plain(self, line: Line, at: int) -> None:
        self._close_duty()
        top = self.builder.nodes[self.stack[-1]] if self.stack else None
        if is_bracket_line(line.text) and top is not None:
            self.builder.add(line.span, self._whole_item())
            return
        article = next((n for n in reversed(self.stack) if self.builder.nodes[n].kind == "article"), None)
        if article is not None:
            while self.stack[-1] != article:
                self.stack.pop()
            self.builder.add(line.span, self._open_paragraph(article, line.span))
            return
        if self._leads_items(line, at):
            return
        duty = self._duty_name(line, at)
        if duty:
            parent = self.stack[-1] if self.stack else None
            node = self.builder.open(self.builder.path(parent, duty), "duty", 12, line.span, parent, duty)
            self.builder.add(line.span, node)
            return
        if top is not None and (top.rank >= SUBOUTLINE or top.full) and top.kind not in ("annex", "box"):
            top.full = True
            self.builder.add(line.span, self.stack[-1])
            return
        self._read_prose(line)

    def _whole_item(self) -> int:
        """The unit a bracket on a line of its own is a note to: the innermost open one that is no list item of a text."""
        return self.stack[-1]

    def _close_duty(self) -> None:
        while self.stack and self.builder.nodes[self.stack[-1]].kind == "duty":
            self.stack.pop()

    def _duty_name(self, line: Line, at: int) -> str:
        """The body a line of a duty list opens with, where a neighbour line opens with one too."""
        name = duty_head(line.text)
        if not name:
            return ""
        around = [self.lines[i].text for i in (at - 1, at + 1) if 0 <= i < len(self.lines)]
        return name if any(duty_head(other) for other in around) else ""

    def _leads_items(self, line: Line, at: int) -> bool:
        """Opens a unit for a line that hands its items to a body (市商务局负责：, above 1.); whether it did."""
        name = duty_lead(line.text)
        mark = find_mark(self.lines[at + 1].text) if name and at + 1 < len(self.lines) else None
        if mark is None or mark.rank < SUBOUTLINE or mark.number != 1:
            return False
        self._close_to(mark.rank - 0.5)
        parent = self.stack[-1] if self.stack else None
        node = self.builder.open(self.builder.path(parent, name), "duty", mark.rank - 0.5, line.span, parent, name)
        self.builder.add(line.span, node)
        self.stack.append(node)
        return True

    def _read_prose(self, line: Line) -> None:
        parent = self.stack[-1] if self.stack else None
        if parent is None:
            self.leading += 1
            number = self.leading
        else:
            self.builder.nodes[parent].paragraphs += 1
            number = self.builder.nodes[parent].paragraphs
        node = self.builder.open(self.builder.path(parent, f"par {number}"), "paragraph", 12, line.span, parent)
        self.builder.add(line.span, node)

    # tables

    def _read_table(self, table: Table) -> None:
        parent = self.stack[-1] if self.stack else None
        counts: dict[str, int] = {}
        block_node: int | None = None
        for row in table.rows:
            if row.heading is not None:
                block_node = self._open_block(row, row.heading, parent)
                counts[row.block] = 0
            if block_node is not None and row.block in counts:
                counts[row.block] += 1
                self._read_row(row, self.builder.path(block_node, f"row {counts[row.block]}"), block_node)
                continue
            block = row.block.rstrip("、.．")
            label = f"（{block.strip('（）()')}）" if block and block[0] in "（(" else block
            counts[label] = counts.get(label, 0) + 1
            tail = f"{label}/row {counts[label]}" if label else f"row {counts[label]}"
            self._read_row(row, self.builder.path(parent, tail), parent)

    def _open_block(self, row: Row, heading: Span, parent: int | None) -> int:
        """Opens a unit for the line that heads a block of rows."""
        mark = find_mark(heading.of(self.text))
        words = Span(heading.start + (mark.length if mark else 0), heading.end)
        node = self.builder.open(self.builder.path(parent, row.block), "heading", 12, heading, parent, words.of(self.text))
        self.builder.add(words, node, PieceRole.HEADING)
        return node

    def _read_row(self, row: Row, ref: str, parent: int | None) -> None:
        node = self.builder.open(ref, "row", 12, row.span, parent)
        for cell in row.cells:
            role = PieceRole.RESPONSIBLE if is_responsible_column(cell.column) else PieceRole.TEXT
            self.builder.add(cell.span, node, role, cell.column)


_BODY_ENDINGS = tuple(
    "局 委 部 办 厅 院 会 政府 中心 海关 分行 部门 公司 集团 支队 总队 社 科 处 组 银行".split()
)


def duty_head(line: str) -> str:
    """The name before the first comma or colon of a duty line (市商务局，负责…), or empty."""
    for offset, char in enumerate(line[:40]):
        if char in "，,：:。":
            name = line[:offset].strip()
            return name if 2 <= len(name) <= 30 and name.endswith(_BODY_ENDINGS) and char != "。" else ""
    return ""


_NOBODY = re.compile(r"(?:各|有关|相关|成员|责任|其他|主要)+")
_DUTY_LEAD = re.compile(
    r"([^，,。；;：:]{2,30}?)(?:的)?(?:(?:主要|具体|工作|重点|责任)*(?:负责|职责|任务|分工)(?:分工|任务|清单)?)?"
    r"(?:如下|包括|是)?[：:]"
)


def duty_lead(line: str) -> str:
    """The name that a line gives items to, alone or with a word of duty and a colon (市商务局主要职责：), or empty."""
    match = _DUTY_LEAD.fullmatch(line.strip())
    return match.group(1) if match and match.group(1).endswith(_BODY_ENDINGS) and not _NOBODY.match(match.group(1)) else ""


def _chinese(number: int) -> str:
    """A count below a hundred in Chinese numerals, a larger one in digits."""
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _CN[tens - 1] + "十") + (_CN[ones - 1] if ones else "")


def parse_feature(text: str, lines: Iterable[Line], title_end: int) -> Builder:
    """A text without numbering: short lines that end in a colon (or stand between long ones) head what follows."""
    builder = Builder(text)
    section: int | None = None
    counts: dict[int | None, int] = {}
    after_head = False
    every = list(lines)
    for at, line in enumerate(every):
        if line.span.end <= title_end:
            builder.add(line.span, None, PieceRole.TITLE)
            continue
        if is_section_head(line.text):
            heading = line.text.rstrip("：:")
            section = builder.open(heading, "heading", OUTLINE, line.span, None, heading)
            builder.add(line.span, section, PieceRole.HEADING)
            after_head = True
            continue
        if not after_head and _stands_between(every, at):
            heading = re.split(r"[：:]", line.text)[0]
            section = builder.open(heading, "heading", OUTLINE, line.span, None, line.text)
            builder.add(line.span, section, PieceRole.HEADING)
            continue
        if after_head and len(line.text) <= 24 and line.text[-1] not in _ENDS + "，,—":
            builder.add(line.span, section, PieceRole.HEADING)
            continue
        after_head = False
        counts[section] = counts.get(section, 0) + 1
        ref = builder.path(section, f"par {counts[section]}")
        builder.add(line.span, builder.open(ref, "paragraph", 12, line.span, section))
    return builder


_NO_HEAD = re.compile(r"记者|来源|编辑|作者|责编|摄影|[图文审校制]\s*[/／|丨]|[”\"。；！？!?，,、…—]$|\d{4}[-年./]\d|^[（(【\[“—]")
_LONGEST_HEAD, _SHORTEST_PROSE = 30, 40


def _stands_between(lines: Sequence[Line], at: int) -> bool:
    """Whether a short line without closing punctuation stands between paragraphs of prose: it heads those behind it."""
    words = lines[at].text
    if not 4 <= len(words) <= _LONGEST_HEAD or _NO_HEAD.search(words) or at + 1 >= len(lines) or at == 0:
        return False
    before, after = lines[at - 1].text, lines[at + 1].text
    return before[-1] in _CLOSED and after[-1] in _CLOSED and len(after) >= _SHORTEST_PROSE <= len(before)


def is_section_head(line: str) -> bool:
    """Whether a line of a feature heads a section: a few characters and a closing colon."""
    return 2 <= len(line) <= 12 and line[-1] in "：:"
