"""Why a statement stands: its sentence, the rule, what each word was taken for, and what was weighed and left out.

Reads a build's folder: the graph for the statement, the extraction records and texts for the words. Candidates that were
not taken are in no record: the model weighs the document once more, where spaCy can be loaded.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from kg.errors import InputError
from kg.model import Extraction, Mention, Span
from kg.query import open_graph
from kg.questions.result import reveal_controls
from kg.records import read_records
from kg.statements import Rule, Statement, describe_rule, find_statements

if TYPE_CHECKING:
    from kg.mentions.rejections import Rejection

MOST = 20
_REASONS = {
    "threshold": "低于阈值 / below the threshold",
    "overlap": "同类中更可能的名称与之重叠 / a likelier name of its kind lies over it",
    "generic": "只是类名 / only a word for a kind of thing",
}
_REACH = 400
_NO_RECORDS = "没有抽取记录和原文，请给出 kg build 的文件夹 / no records and texts: name the folder of a build"
_NO_SPACY = "没有 spaCy，未重新衡量候选 / spaCy is not there: candidates were not weighed again"
_SENTENCE_END = re.compile(r"[。；;！？!?\n]")
@dataclass(frozen=True, slots=True)
class Word:
    """What a word of the sentence was taken for, by which rule."""

    surface: str
    mention: Mention
    rule: Rule


@dataclass(frozen=True, slots=True)
class Explanation:
    """A statement with what stands behind it; ``note`` says what could not be shown."""

    statement: Statement
    sentence: str = ""
    words: tuple[Word, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Folder:
    """What a build wrote about its documents; each is read and weighed once."""

    path: Path
    taken: dict[str, tuple[str, Any, list[Span]]] = field(default_factory=dict)

    def read(self, sha256: str) -> tuple[Extraction, str] | None:
        """Extraction and text of a document, or None where the graph came without them."""
        records = self.path / "extractions" / f"{sha256}.jsonl"
        text = self.path / "texts" / f"{sha256}.txt"
        if not (records.is_file() and text.is_file()):
            return None
        try:
            extraction = read_records(records.read_text(encoding="utf-8"), records.name)
            return extraction, text.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{records.name}: 无法读取 / cannot be read: {error}") from error

    def reject(self, sha256: str, text: str, within: Span) -> tuple[Rejection, ...]:
        """The candidates of a passage that were weighed and not taken; loads spaCy."""
        from kg.extract import find_taken
        from kg.mentions.rejections import find_rejections
        from kg.text.view import normalise_text

        if sha256 not in self.taken:
            view = normalise_text(text)
            self.taken[sha256] = (view.text, view, find_taken(view.text))
        seen, view, taken = self.taken[sha256]
        first = _first_at(view.origin, within.start)
        return tuple(find_rejections(seen, taken, Span(first, max(first, _first_at(view.origin, within.end)))))


def _first_at(origin: Sequence[int] | None, position: int) -> int:
    return position if origin is None else bisect_left(origin, position)


def explain(
    graph: Path, names: Sequence[str], with_model: bool = True, most: int = MOST
) -> tuple[tuple[Explanation, ...], int]:
    """Why statements stand.

    Args:
        graph: a build's folder (or an RDF file: then without the words).
        names: the IRI of a fact, a target or an incentive; or the names of a subject and an object.
        with_model: weigh candidates once more.
        most: how many statements at most.

    Returns:
        The explanations, and how many statements there are in all.

    Raises:
        InputError: there is no graph, or a record cannot be read.
        QueryError: no such statement, no such name, or nothing that joins the two.
    """
    store = open_graph(graph)
    folder = Folder(graph if graph.is_dir() else graph.parent)
    statements = find_statements(store, names)
    return tuple(explain_statement(statement, folder, with_model) for statement in statements[:most]), len(statements)


def explain_statement(statement: Statement, folder: Folder, with_model: bool = True) -> Explanation:
    """A statement with its sentence, the words in it and what was left out."""
    read = folder.read(statement.sha256)
    if read is None:
        return Explanation(statement, note=_NO_RECORDS)
    extraction, text = read
    around = find_sentence(text, statement.span)
    words = tuple(_read_words(extraction, text, around))
    explanation = Explanation(statement, around.of(text), words)
    if not with_model:
        return explanation
    if find_spec("spacy") is None:
        return replace(explanation, note=_NO_SPACY)
    return replace(explanation, rejections=folder.reject(statement.sha256, text, around))


def find_sentence(text: str, span: Span) -> Span:
    """A passage widened to whole sentences."""
    first = max(0, span.start - _REACH)
    before = [match.end() for match in _SENTENCE_END.finditer(text, first, span.start)]
    after = _SENTENCE_END.search(text, span.end, span.end + _REACH)
    return Span(before[-1] if before else first, after.start() if after else min(len(text), span.end + _REACH))


def _read_words(extraction: Extraction, text: str, around: Span) -> Iterator[Word]:
    for mention in extraction.mentions:
        if around.covers(mention.span):
            yield Word(mention.span.of(text), mention, describe_rule(mention.rule))


def pack_explanation(explanation: Explanation) -> dict[str, Any]:
    """An explanation as plain data."""
    words = [
        {"surface": word.surface, "kind": word.mention.kind.value, "name": word.mention.name,
         "start": word.mention.span.start, "end": word.mention.span.end, "confidence": word.mention.confidence,
         "level": word.mention.level.value if word.mention.level else None, "rule": asdict(word.rule)}
        for word in explanation.words
    ]  # fmt: skip
    rejections = [
        {"kind": one.kind.value, "name": one.name, "score": one.score, "threshold": one.threshold, "reason": one.reason}
        for one in explanation.rejections
    ]
    return {
        "statement": asdict(explanation.statement), "sentence": explanation.sentence, "words": words,
        "rejections": rejections, "note": explanation.note,
    }  # fmt: skip


def render_explanation(explanation: Explanation) -> Iterator[Table | Text]:
    """An explanation for people: the statement, its sentence, the words, and what was left out."""
    statement = explanation.statement
    says = " ".join(part for part in (statement.subject, statement.relation, statement.object, statement.role) if part)
    yield Text(reveal_controls(says), style="bold")
    table = Table(show_header=False, show_edge=False, pad_edge=False, box=None)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    place = " ".join(part for part in (statement.provision, statement.heading) if part)
    rows = (
        ("原文 / quote", statement.quote), ("句子 / sentence", explanation.sentence),
        ("文件 / document", f"{statement.title} ({statement.file})"), ("条款 / provision", place),
        ("规则 / rule", f"{statement.rule.name}\n{statement.rule.zh}\n{statement.rule.en}"),
        ("期限 / deadline", statement.deadline), ("可信度 / confidence", statement.confidence), ("IRI", statement.iri),
    )  # fmt: skip
    for name, value in rows:
        if value:
            table.add_row(Text(name), Text(reveal_controls(value)))
    yield table
    if explanation.words:
        yield _render_words(explanation.words)
        yield _render_rules(word.rule for word in explanation.words)
    if explanation.rejections:
        yield _render_rejections(explanation.rejections)
    if explanation.note:
        yield Text(explanation.note, style="yellow")
    yield Text("")


def _render_words(words: Sequence[Word]) -> Table:
    table = Table(title=Text("词语 / words"), title_justify="left", show_edge=False, pad_edge=False, box=None)
    for head in ("原文 / words", "认作 / taken for", "类别 / kind", "规则 / rule", "得分 / score"):
        table.add_column(head, overflow="fold")
    for word in words:
        mention = word.mention
        level = f" {mention.level.value}" if mention.level else ""
        score = "" if mention.confidence is None else f"{mention.confidence:.2f}"
        surface, name = (Text(reveal_controls(words)) for words in (word.surface, mention.name))
        table.add_row(surface, name, f"{mention.kind.value}{level}", word.rule.name, score)
    return table


def _render_rules(rules: Iterable[Rule]) -> Table:
    table = Table(title=Text("规则说明 / what the rules mean"), title_justify="left", show_header=False, show_edge=False,
                  pad_edge=False, box=None)  # fmt: skip
    for rule in sorted(set(rules), key=lambda rule: rule.name):
        table.add_row(Text(rule.name), Text(f"{rule.zh}\n{rule.en}"))
    return table


def _render_rejections(rejections: Sequence[Rejection]) -> Table:
    table = Table(title=Text("未采用的候选 / not taken"), title_justify="left", show_edge=False, pad_edge=False, box=None)
    for head in ("候选 / candidate", "类别 / kind", "得分 / score", "阈值 / threshold", "原因 / reason"):
        table.add_column(head, overflow="fold")
    for one in rejections:
        numbers = (f"{one.score:.2f}", f"{one.threshold:.2f}")
        table.add_row(Text(reveal_controls(one.name)), one.kind.value, *numbers, _REASONS[one.reason])
    return table
