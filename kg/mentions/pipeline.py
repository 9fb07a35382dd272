"""The spaCy pipeline that carries extraction: ``spacy.blank("zh")`` with one component a kind of mention.

Every component reads a `Scope` from ``doc.user_data["kg"]`` (or works without one) and writes a span group of its own
name into ``doc.spans``; the finding itself is a plain function elsewhere. What each span names stands in
``span._.<group>`` (several, where a shared head names bodies of several levels). Components may be used alone:

    >>> import spacy, kg.mentions.pipeline
    >>> nlp = spacy.blank("zh")
    >>> _ = nlp.add_pipe("kg_agencies")
    >>> [span.text for span in nlp("国家发展改革委负责。").spans["agencies"]]
    ['国家发展改革委']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab

from kg.mentions.agencies import find_agencies
from kg.mentions.context import Context
from kg.mentions.lac import SUGGESTED
from kg.mentions.organizations import find_listed_organizations, find_organizations
from kg.mentions.platforms import find_platforms, part_list
from kg.mentions.regions import find_regions
from kg.mentions.zones import KNOWN_ZONE, find_zones
from kg.model import Kind, Mention, Span


@dataclass(frozen=True, slots=True)
class Scope:
    """What components know besides the passage.

    Attributes:
        context: the place the document speaks for.
        lists: spans of the passage that only list those who answer.
        names: open names found in the passage by the document's model, spans within the passage.
    """

    context: Context = field(default_factory=lambda: Context(None, True))
    lists: tuple[Span, ...] = ()
    names: tuple[Mention, ...] = ()


GROUPS = ("agencies", "regions", "names")
for _group in GROUPS:  # one extension a group: spaCy keeps attributes by place, and two groups may share one
    if not SpacySpan.has_extension(_group):
        SpacySpan.set_extension(_group, default=())


def _scope(doc: Doc) -> Scope:
    scope = doc.user_data.get("kg")
    return scope if isinstance(scope, Scope) else Scope()


def _text(doc: Doc) -> str:
    """The text of a Doc, which spaCy puts together anew each time it is asked."""
    if "kg_text" not in doc.user_data:
        doc.user_data["kg_text"] = doc.text
    return str(doc.user_data["kg_text"])


def _write(doc: Doc, group: str, mentions: Iterable[Mention]) -> Doc:
    by_span: dict[Span, list[Mention]] = {}
    for mention in mentions:
        by_span.setdefault(mention.span, []).append(mention)
    spans = []
    for place, found in by_span.items():
        span = doc.char_span(place.start, place.end, label=found[0].kind.value, alignment_mode="expand")
        if span is not None:
            span._.set(group, tuple(found))
            spans.append(span)
    doc.spans[group] = spans
    return doc


@Language.component("kg_agencies")
def read_agencies(doc: Doc) -> Doc:
    """Writes ``doc.spans["agencies"]``."""
    scope = _scope(doc)
    return _write(doc, "agencies", find_agencies(_text(doc), scope.context, scope.lists))


@Language.component("kg_regions")
def read_regions(doc: Doc) -> Doc:
    """Writes ``doc.spans["regions"]``."""
    return _write(doc, "regions", find_regions(_text(doc), _scope(doc).context))


@Language.component("kg_names")
def read_names(doc: Doc) -> Doc:
    """Writes ``doc.spans["names"]``: industries, platforms, zones, organizations; what grammar is sure of comes first."""
    scope, text = _scope(doc), _text(doc)
    taken = [mention.span for mention in read_mentions(doc, ("agencies",))]
    sure = [
        *find_listed_organizations(text, scope.lists, taken),
        *find_organizations(text, taken),
        *find_zones(text, scope.context, taken),
        *find_platforms(text, taken),
    ]
    likely = [part for name in scope.names for part in part_list(name)]
    names = [*sure, *drop_clashes([name for name in likely if name.rule != SUGGESTED], sure)]
    suggested = [name for name in likely if name.rule == SUGGESTED]
    return _write(doc, "names", [*names, *drop_clashes(suggested, names)])


# where grammar finds the names, the model only adds those it is sure of: on documents outside the fit its own ones are half wrong
_GRAMMAR_FIRST = (Kind.ZONE, Kind.ORGANIZATION)
_SURE = 0.8


def drop_clashes(names: Sequence[Mention], sure: Sequence[Mention]) -> list[Mention]:
    """The names that neither overlap a sure one of their kind nor cut one of another kind; zones and organizations only if likely."""
    owners: dict[int, list[Mention]] = {}
    for mention in sure:
        for at in range(mention.span.start, mention.span.end):
            owners.setdefault(at, []).append(mention)
    kept = []
    known = {mention.span for mention in sure if mention.rule == KNOWN_ZONE}
    for name in names:
        if name.kind in _GRAMMAR_FIRST and name.rule == "model" and (name.confidence or 0) < _SURE:
            continue
        if name.kind is Kind.PLATFORM and name.span in known:
            continue
        others = {id(m): m for at in range(name.span.start, name.span.end) for m in owners.get(at, ())}.values()
        if not any(m.kind is name.kind or not (m.span.covers(name.span) or name.span.covers(m.span)) for m in others):
            kept.append(name)
    return kept


_CHARACTER = re.compile(r"(\S)( ?)|(\s+)")


class Characters(DummyTokenizer):
    """The tokens of spaCy's own Chinese tokenizer, a character each, in time that grows with the text and not its square."""

    def __init__(self, vocab: Vocab) -> None:
        """Keep the vocabulary that the documents share."""
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The document; a space behind a character goes with it, other white space is a token of its own."""
        found = _CHARACTER.findall(text)
        doc = Doc(self.vocab, words=[char or white for char, _, white in found], spaces=[bool(space) for _, space, _ in found])
        doc.user_data["kg_text"] = text
        return doc


def build_pipeline() -> Language:
    """The whole pipeline, ready to call."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = Characters(nlp.vocab)
    for name in ("kg_agencies", "kg_regions", "kg_names"):
        nlp.add_pipe(name)
    return nlp


def read_mentions(doc: Doc, groups: Sequence[str] = GROUPS) -> list[Mention]:
    """The mentions of a Doc's span groups, in the order of the groups."""
    return [mention for group in groups for span in doc.spans.get(group, []) for mention in span._.get(group)]
