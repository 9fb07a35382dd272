"""The ontology as a page: each class, property and value with its names, definition, ends and kin, in Chinese and English."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from kg.rdf.namespaces import PK, RDF, RDFS, SKOS
from kg.resources import find_resource

_OWL, _SCHEMA = "http://www.w3.org/2002/07/owl#", "https://schema.org/"
_PREFIX = re.compile(r"@prefix\s+(\w+):\s+<([^>]+)>")
_SECTIONS = (
    ("classes", "类", "Classes", ("Class",)),
    ("objectProperties", "对象属性", "Object properties", ("ObjectProperty",)),
    ("datatypeProperties", "数据属性", "Datatype properties", ("DatatypeProperty",)),
    ("individuals", "取值", "Values of the closed sets, and units", ("NamedIndividual",)),
)
_ROWS = (
    ("上级", "is a", (RDFS + "subClassOf", RDFS + "subPropertyOf")),
    ("主体", "from", (RDFS + "domain", _SCHEMA + "domainIncludes")),
    ("取值", "to", (RDFS + "range", _SCHEMA + "rangeIncludes")),
    ("写法", "written", (SKOS + "notation",)),
    ("等同", "same as", (SKOS + "exactMatch",)),
    ("相近", "close to", (SKOS + "closeMatch",)),
    ("参见", "see also", (RDFS + "seeAlso",)),
)
_STYLE = """
body{font:16px/1.55 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1d2b3a;max-width:62rem;
 margin:2rem auto;padding:0 1rem}
h1,h2{line-height:1.25}h2{border-bottom:1px solid #c9d3dc;margin-top:2.5rem}h3{margin:1.6rem 0 .2rem}
code{font-size:.9em;color:#4a5b6c}nav a{margin-right:.8rem;white-space:nowrap;display:inline-block}
p{margin:.2rem 0}.en{color:#4a5b6c}dl{display:grid;grid-template-columns:8.5rem 1fr;margin:.4rem 0}dt{color:#4a5b6c}dd{margin:0}
section:target>h3{background:#fff3c4}a{color:#1f5fa8;text-decoration:none}a:hover{text-decoration:underline}
"""


def render_reference() -> str:
    """The page of the shipped ontology; it fetches nothing, and the same ontology gives the same bytes."""
    return _Page(find_resource("ontology", "kg.ttl").read_text(encoding="utf-8")).render()


class _Page:
    """Renders one ontology."""

    def __init__(self, turtle: str) -> None:
        self._store = Store()
        self._store.load(turtle.encode("utf-8"), format=RdfFormat.TURTLE)
        self._names = sorted(((iri, prefix) for prefix, iri in _PREFIX.findall(turtle)), reverse=True)

    def render(self) -> str:
        root = PK.removesuffix("#")
        parts = [(anchor, zh, en, self._terms(kinds)) for anchor, zh, en, kinds in _SECTIONS]
        used = [term for term in self._subjects(None) if not term.startswith((PK, root)) and self._text(term, SKOS + "scopeNote", "zh")]
        parts.append(("used", "所用的其他词汇", "Terms of other vocabularies that graphs use", used))
        title, version = self._both(root, RDFS + "label"), self._values(root, _OWL + "versionInfo")
        about = self._both(root, RDFS + "comment")
        head = "".join(f'<a href="#{anchor}">{zh} {_escape(en)}</a>' for anchor, zh, en, _ in parts)
        body = "".join(self._render_part(*part) for part in parts)
        return (
            '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{_escape(title[0])}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
            f'<h1>{_escape(title[0])}<br><span class="en" lang="en">{_escape(title[1])}</span></h1>\n'
            f'<p>{_escape(about[0])}</p>\n<p class="en" lang="en">{_escape(about[1])}</p>\n'
            f"<p>版本 version {_escape(', '.join(self._show(v) for v in version))} · <code>pk: = {_escape(PK)}</code></p>\n"
            f"<nav>{head}</nav>\n{body}</body>\n</html>\n"
        )

    def _render_part(self, anchor: str, zh: str, en: str, terms: list[str]) -> str:
        links = "".join(f'<a href="#{self._anchor(term)}">{_escape(self._short(term))}</a>' for term in terms)
        sections = "".join(self._render_term(term) for term in terms)
        return f'<h2 id="{anchor}">{zh} <span class="en" lang="en">{_escape(en)}</span></h2>\n<nav>{links}</nav>\n{sections}'

    def _render_term(self, term: str) -> str:
        zh, en = self._both(term, RDFS + "label")
        notes = [self._both(term, SKOS + name) for name in ("definition", "scopeNote")]
        said = next((note for note in notes if note[0]), ("", ""))
        rows = "".join(f"<dt>{a} {b}</dt><dd>{self._links(found)}</dd>" for a, b, found in self._rows(term))
        return (
            f'<section id="{self._anchor(term)}">\n<h3>{_escape(zh)} <span class="en" lang="en">{_escape(en)}</span> '
            f"<code>{_escape(self._short(term))}</code></h3>\n<p>{_escape(said[0])}</p>\n"
            f'<p class="en" lang="en">{_escape(said[1])}</p>\n' + (f"<dl>{rows}</dl>\n" if rows else "") + "</section>\n"
        )

    def _rows(self, term: str) -> Iterator[tuple[str, str, list[NamedNode | Literal]]]:
        for zh, en, relations in _ROWS:
            if found := [value for relation in relations for value in self._values(term, relation)]:
                yield zh, en, found
        kinds = [v for v in self._values(term, RDF + "type") if isinstance(v, NamedNode) and v.value.startswith(PK)]
        if kinds:
            yield "属于", "one of", list(kinds)
        if members := self._subjects(NamedNode(term)):
            yield "取值", "values", [NamedNode(member) for member in members]

    def _links(self, values: Iterable[NamedNode | Literal]) -> str:
        shown = []
        for value in values:
            text = f"<code>{_escape(self._show(value))}</code>"
            ours = isinstance(value, NamedNode) and self._text(value.value, RDFS + "label", "zh")
            shown.append(f'<a href="#{self._anchor(value.value)}">{text}</a>' if ours else text)
        return ", ".join(shown)

    def _terms(self, kinds: tuple[str, ...]) -> list[str]:
        found = {term for kind in kinds for term in self._subjects(NamedNode(_OWL + kind))}
        return sorted(term for term in found if term.startswith(PK))

    def _subjects(self, kind: NamedNode | None) -> list[str]:
        quads = self._store.quads_for_pattern(None, NamedNode(RDF + "type"), kind)
        return sorted({quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)})

    def _values(self, term: str, relation: str) -> list[NamedNode | Literal]:
        quads = self._store.quads_for_pattern(NamedNode(term), NamedNode(relation), None)
        return sorted((q.object for q in quads if isinstance(q.object, (NamedNode, Literal))), key=str)

    def _text(self, term: str, relation: str, language: str) -> str:
        values = (v for v in self._values(term, relation) if isinstance(v, Literal) and v.language == language)
        return next((value.value for value in values), "")

    def _both(self, term: str, relation: str) -> tuple[str, str]:
        return self._text(term, relation, "zh"), self._text(term, relation, "en")

    def _short(self, iri: str) -> str:
        prefix = next(((p, n) for n, p in self._names if iri.startswith(n)), None)
        return f"{prefix[0]}:{iri.removeprefix(prefix[1])}" if prefix else iri

    def _show(self, value: NamedNode | Literal) -> str:
        return value.value if isinstance(value, Literal) else self._short(value.value)

    def _anchor(self, iri: str) -> str:
        name = iri.removeprefix(PK) if iri.startswith(PK) else self._short(iri).replace(":", "-")
        return html.escape(re.sub(r"[^\w-]", "-", name))


def _escape(text: str) -> str:
    return html.escape(text)
