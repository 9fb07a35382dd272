"""Stage 1: a document -> its Extraction, a pure function of the text, the vocabularies and this code.

The road: structure finds provisions and pieces; a spaCy pipeline reads each piece; the spans it finds become mentions
here and nowhere else; rules of facts read mentions and provisions, not spaCy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from kg.facts.metadata import read_metadata, read_title
from kg.facts.quantities import attach_incentives, attach_targets
from kg.facts.relations import find_facts
from kg.facts.scene import Scene
from kg.mentions.aliases import find_anaphora, find_defined
from kg.mentions.contexts import Contexts
from kg.mentions.coreference import unify_names
from kg.mentions.inheritance import inherit_levels
from kg.mentions.listed_names import LISTED, DocumentNames
from kg.mentions.pipeline import Scope, build_pipeline, read_mentions
from kg.mentions.places import Region, full_name, load_gazetteer
from kg.mentions.regions import find_unsure_regions
from kg.model import Document, Extraction, Fact, Mention, Problem, Span
from kg.spans import SpanIndex, map_spans
from kg.structure import Piece, PieceRole, Structure, parse_structure
from kg.structure.body_lists import find_bodies_listed
from kg.structure.lines import split_lines
from kg.structure.news import item_dates
from kg.structure.parse import find_title
from kg.text.view import normalise_text


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    return build_pipeline()


def extract(document: Document) -> Extraction:
    """All that a document says.

    Example:
        >>> text = "某省数据条例\\n第一条 省商务部门应当推动跨境电商发展。\\n第二条 略。\\n第三条 略。"
        >>> extract(Document("a.txt", text, "0" * 64)).provisions[0].ref
        '第一条'
    """
    view = normalise_text(document.text)
    found = _extract_view(document, view.text)
    title = read_title(document.text, view.back(find_title(view.text, split_lines(view.text))), found.metadata.genre)
    found = replace(found, metadata=replace(found.metadata, title=title))
    return found if view.origin is None else map_spans(found, view.back)


def _extract_view(document: Document, text: str) -> Extraction:
    """The extraction with spans of the view ``text``."""
    structure = parse_structure(text)
    contexts = Contexts.of(text, structure)
    mentions = _settle_mentions(text, structure, _find_mentions(text, structure, contexts))
    place = contexts.document.place
    scene = Scene(text, structure.genre, structure.provisions, structure.pieces, mentions, full_name(place) if place else "")
    dates = item_dates(text, split_lines(text))
    metadata = read_metadata(
        text, structure.title, structure.genre, mentions, dates, (scene.place, place.adcode if place else "")
    )
    return Extraction(
        name=document.name,
        sha256=document.sha256,
        metadata=metadata,
        aliases=document.aliases,
        provisions=tuple(structure.provisions),
        mentions=mentions,
        facts=tuple(_distinct(mentions, tuple(find_facts(scene)))),
        targets=attach_targets(scene, metadata),
        incentives=attach_incentives(scene),
        problems=tuple(_problems(document, text, structure, contexts)),
    )


def _settle_mentions(text: str, structure: Structure, found: Sequence[Mention]) -> tuple[Mention, ...]:
    """What depends on the whole document: inherited levels, defined names, one name for one thing; in text order."""
    leveled = inherit_levels(sorted(found, key=_order), structure.provisions)
    named = unify_names(sorted(_add_aliases(text, structure, leveled), key=_order))
    return tuple(sorted(named, key=_order))


def _find_mentions(text: str, structure: Structure, contexts: Contexts) -> list[Mention]:
    """The mentions of every piece, with spans of the whole text and the piece's provision."""
    nlp = _pipeline()
    docs = _read_pieces(text, structure, contexts)
    names = DocumentNames(text, _taken(docs))
    found: list[Mention] = []
    for piece, doc in docs:
        doc.user_data["kg"] = replace(doc.user_data["kg"], names=tuple(_open_names(names, piece)))
        for mention in read_mentions(nlp.get_pipe("kg_names")(doc)):
            found.append(replace(mention, span=_shift(mention.span, piece.span.start), provision=piece.provision))
    return found


def _read_pieces(text: str, structure: Structure, contexts: Contexts) -> list[tuple[Piece, Doc]]:
    """Each piece with its agencies and regions."""
    nlp = _pipeline()
    docs = []
    listed = find_bodies_listed(text, structure)
    for piece in structure.pieces:
        doc = nlp.make_doc(piece.span.of(text))
        lists = tuple(_shift(span, -piece.span.start) for span in listed.inside(piece.span))
        doc.user_data["kg"] = Scope(contexts.at(piece.span.start), lists)
        docs.append((piece, nlp(doc, disable=["kg_names"])))
    return docs


def _taken(docs: Sequence[tuple[Piece, Doc]]) -> list[Span]:
    return [_shift(m.span, piece.span.start) for piece, doc in docs for m in read_mentions(doc)]


def find_taken(text: str) -> list[Span]:
    """The spans of agencies and regions in a text of which its open names are told apart."""
    structure = parse_structure(text)
    return _taken(_read_pieces(text, structure, Contexts.of(text, structure)))


def _shift(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)


def _open_names(names: DocumentNames, piece: Piece) -> Iterator[Mention]:
    if piece.role is PieceRole.RESPONSIBLE:
        return
    start = piece.span.start
    for name in names.find(piece.span.start, piece.span.end):
        sure = None if name.rule == LISTED else round(name.score, 3)
        yield Mention(name.kind, _shift(name.span, -start), None, name.name, name.rule, confidence=sure)


def _add_aliases(text: str, structure: Structure, found: list[Mention]) -> list[Mention]:
    """Mentions by names that the text defines, and by words that point back."""
    defined = list(find_defined(text, sorted(found, key=_order)))
    ends = {(mention.kind, mention.span.end) for mention in defined}
    hidden = {at for mention in defined for at in range(mention.span.start, mention.span.end)}
    kept = [m for m in found if (m.kind, m.span.end) not in ends and not (m.span.start in hidden and m.span.end - 1 in hidden)]
    ordered = sorted(kept, key=_order)
    units = [p.span for p in structure.provisions if p.kind == "news"]
    extra = [*defined, *find_anaphora(text, ordered, units)]
    homes = SpanIndex([piece.span for piece in structure.pieces])
    return ordered + [replace(mention, provision=_home(structure.pieces, homes, mention.span)) for mention in extra]


def _home(pieces: Sequence[Piece], homes: SpanIndex, span: Span) -> int | None:
    at = homes.first_covering(span)
    return None if at is None else pieces[at].provision


def _order(mention: Mention) -> tuple[object, ...]:
    level = mention.level.value if mention.level else ""
    return (mention.span.start, mention.span.end, mention.kind.value, level, mention.name, mention.place)


def _fact_order(fact: Fact) -> tuple[object, ...]:
    numbers = (fact.subject, fact.object, fact.object_provision, fact.object_target)
    return (fact.evidence, fact.relation.value, tuple(-1 if n is None else n for n in numbers), fact.role or "")


def _distinct(mentions: Sequence[Mention], facts: Sequence[Fact]) -> Iterator[Fact]:
    """Facts once for each subject, object and provision, by the passage that stands first; of two roles the first stands."""
    seen = set()
    for fact in sorted(facts, key=_fact_order):
        subject, thing = _identity(mentions[fact.subject]), None if fact.object is None else _identity(mentions[fact.object])
        key = (fact.relation, subject, thing, fact.object_provision, fact.object_target, fact.provision)
        if key not in seen:
            seen.add(key)
            yield fact


def _identity(mention: Mention) -> tuple[object, ...]:
    return (mention.kind, mention.name, mention.level, mention.place, mention.collective)


def _problems(document: Document, text: str, structure: Structure, contexts: Contexts) -> Iterator[Problem]:
    if not structure.provisions:
        yield Problem(
            document.name, "no-structure",
            "没有找到条款、标题或段落，只作整体处理 / no articles, headings or paragraphs found; read as one text",
        )
    seen: set[str] = set()
    for piece in structure.pieces:
        for span, regions in find_unsure_regions(piece.span.of(text), contexts.at(piece.span.start)):
            name = regions[0].name
            if name not in seen:
                seen.add(name)
                line = text.count("\n", 0, piece.span.start + span.start) + 1
                yield Problem(f"{document.name}:{line}", "ambiguous-region", _say_unsure(name, regions))


def _say_unsure(name: str, regions: Sequence[Region]) -> str:
    above = load_gazetteer().above
    which = "、".join("".join(r.name for r in reversed((region, *above(region)))) + f"（{region.adcode}）" for region in regions)
    return (
        f"“{name}”同名地区有 {len(regions)} 个，文中无从判断，未收入：{which}；请在原文补上级地名 / "
        f"{len(regions)} regions share this name and the text does not tell which; left out: name the city before it"
    )
