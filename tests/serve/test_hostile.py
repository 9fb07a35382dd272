"""Hostile names and documents: nothing of them becomes markup, nothing is lost, every page answers."""

import re
import shutil
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store

from kg.rdf.namespaces import ALT_LABEL, DCTERMS, PREF_LABEL, RDF, RDF_TYPE, pk, term

NAMES = [
    "<script>pwned=1</script>", "</script><script>pwned=2</script>", "\"><img src=x onerror=pwned=3>", "' onmouseover='pwned=4", "javascript:pwned=5",
    "{{7*7}}{% raw %}", "${7*7}#{7*7}", "</textarea><svg/onload=pwned=6>", "</title><b>", "]]><x>", "-->", "&lt;b&gt;&#60;", "甲\u202e乙\u2066丙", "a\u2028b\u2029c",
    '" } DROP ALL #', "> } SERVICE <http://127.0.0.1:1/> { ?s ?p ?o", "../../../etc/passwd", "..%2f..%2fetc/passwd", "C:\\con", "=cmd|'/c calc'!A1", "+1", "@SUM(1)",
    "\ufeff零宽\u200b\u200d", "e\u0301\u0301\u0301" * 40, "长" * 10_000, " ", "\t\n", "?q=1&lang=en#x", "%00%0d%0aSet-Cookie: x=1", "//evil.example/",
]  # fmt: skip
BASE = "https://w3id.org/policykg/id/"
CLASSES = ("Agency", "Industry", "Region", "Platform", "Zone", "Organization")
TAGS = {"html", "head", "meta", "title", "link", "script", "body", "a", "header", "form", "input", "button", "nav", "main", "h1", "h2", "h3", "p", "span",
        "ul", "ol", "li", "dl", "div", "dt", "dd", "code", "section", "table", "thead", "tbody", "tr", "th", "td", "small", "q", "br", "b", "svg", "g",
        "rect", "text", "mark", "details", "summary", "article", "label", "select", "option", "textarea", "pre"}  # fmt: skip


class Reader(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.links = set(), set(), []
        self.scripts = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("href", "src", "action", "formaction", "content") and value is not None:
                self.links.append((tag, value))
        if tag == "script":
            self.scripts.append(dict(attrs).get("src"))


def check(page):
    """No page holds markup beyond our own."""
    found = Reader(page)
    assert found.tags <= TAGS, found.tags - TAGS
    assert found.scripts == ["/static/page.js"]
    assert not [name for name in found.attributes if name.startswith("on") or name in ("style", "srcdoc")]
    for tag, link in found.links:
        assert tag == "meta" or (link.startswith(("/", "#")) and not link.startswith("//")), link
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]", page)
    return found


def make_graph(path: Path) -> Path:
    """Things of each class under hostile names, and statements that join them in a document of hostile title and file."""
    store = Store()

    def add(subject, predicate, thing):
        store.add(Quad(subject, predicate, thing if isinstance(thing, (NamedNode, Literal)) else Literal(thing)))

    for at, name in enumerate(NAMES):
        policy, place, evidence = (NamedNode(f"{BASE}{kind}/h{at}") for kind in ("policy", "place", "evidence"))
        nodes = [NamedNode(f"{BASE}{kind.lower()}/{quote(name[:40], safe='')}{at}") for kind in CLASSES]
        for node, kind in zip(nodes, CLASSES, strict=True):
            add(node, RDF_TYPE, pk(kind))
            add(node, PREF_LABEL, Literal(f"{name}", language="zh"))
            add(node, ALT_LABEL, Literal(f"又{name}", language="zh"))
            add(node, pk("mentionedIn"), place)
        for property_, value in ((RDF_TYPE, pk("Policy")), (term(DCTERMS, "title"), name), (pk("sourceFile"), f"{at}{name}.txt"), (pk("sha256"), name)):
            add(policy, property_, value)
        for property_, value in ((RDF_TYPE, pk("Provision")), (pk("partOf"), policy), (pk("ref"), name), (pk("heading"), name)):
            add(place, property_, value)
        for property_, value in ((RDF_TYPE, pk("Evidence")), (pk("provision"), place), (pk("quote"), name), (pk("start"), 0), (pk("end"), "x")):
            add(evidence, property_, value)
        for kind, relation, thing in (("f", "responsibleFor", nodes[1]), ("g", "builds", nodes[3])):
            fact = NamedNode(f"{BASE}fact/{kind}{at}")
            for property_, value in ((RDF_TYPE, pk("Assertion")), (term(RDF, "subject"), nodes[0]), (term(RDF, "predicate"), pk(relation)),
                                     (term(RDF, "object"), thing), (pk("role"), pk("lead")), (pk("evidence"), evidence), (pk("rule"), name),
                                     (pk("deadline"), name), (pk("confidence"), name)):  # fmt: skip
                add(fact, property_, value)
        target = NamedNode(f"{BASE}target/t{at}")
        for property_, value in ((RDF_TYPE, pk("Target")), (pk("indicator"), name), (pk("unit"), name), (pk("value"), name), (pk("deadline"), "2027" + name),
                                 (pk("concerns"), nodes[1]), (pk("evidence"), evidence), (PREF_LABEL, Literal(name, language="zh"))):  # fmt: skip
            add(target, property_, value)
    with path.open("wb") as out:
        store.dump(out, format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    return path


@pytest.fixture(scope="module")
def hostile(opening, tmp_path_factory):
    return opening(make_graph(tmp_path_factory.mktemp("hostile") / "graph.nt"))


@pytest.fixture(scope="module")
def things(hostile):
    return list(hostile.app._app.state.site.catalogue.entries.values())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_of_hostile_things_are_only_our_markup(hostile, things, language):
    hostile.cookies.clear()
    assert len(things) == len(NAMES) * 8
    for entry in things:
        found = hostile.get("/thing", params={"iri": entry.iri, "lang": language}, follow_redirects=True)
        assert found.status_code == 200, entry
        check(found.text)
    hostile.cookies.clear()


def test_names_are_whole_on_their_own_pages(hostile, things):
    for entry in (one for one in things if one.kind == "Industry"):
        page = hostile.get("/thing", params={"iri": entry.iri}).text
        title = unescape(re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)[1])
        plain = re.sub(r"⟨U\+([0-9A-F]{4})⟩", lambda found: chr(int(found[1], 16)), title)
        assert plain.replace("\r\n", "\n") == entry.label


@pytest.mark.parametrize("path", ["/", "/questions", "/editor", *(f"/list/{kind}" for kind in (*CLASSES, "Policy", "Target"))])
def test_lists_hold_only_our_markup(hostile, path):
    check(hostile.get(path).text)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_typed_comes_back_as_text(hostile, name):
    for path, field in (("/search", "q"), ("/question/responsible", "industry"), ("/question/targets", "deadline"), ("/editor", "query")):
        found = hostile.get(path, params={field: name[:3000]})  # the test's client takes no longer address
        assert found.status_code == 200
        check(found.text)
    missing = hostile.get("/thing", params={"iri": name[:3000]}, headers={"accept": "text/html"})
    assert missing.status_code == 404
    check(missing.text)
    assert hostile.get("/complete", params={"q": name[:3000]}).headers["content-type"] == "application/json"


@pytest.mark.parametrize("question", ["responsible", "duties", "matrix", "targets", "platforms", "policies", "regions", "central", "compare"])
def test_answers_hold_only_our_markup(hostile, question):
    found = hostile.get(f"/question/{question}", params={"ask": "1"})
    assert found.status_code == 200
    check(found.text)


def test_downloads_run_nothing(hostile):
    text = hostile.get("/question/responsible/download", params={"form": "csv"}).content.decode("utf-8-sig")
    cells = re.findall(r'(?:^|,)"?([^",\r\n]*)', text, re.MULTILINE)
    assert any("cmd|" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "@", "\t")) or re.match(r"\+\D|\+1$", cell)]


def test_search_completes_hostile_names_as_data(hostile):
    offers = hostile.get("/complete", params={"q": "<script>pwned=1"}).json()
    assert {offer["name"] for offer in offers} >= {"<script>pwned=1</script>"}
    assert all(offer["url"].startswith("/thing?iri=https%3A%2F%2F") for offer in offers)


DOCUMENT = """石家庄市<script>pwned=1</script>智慧物流行动计划
一、"><img src=x onerror=pwned=2>
（一）建设冷链物流基地。</mark></p></script><script>pwned=3</script>推动智慧物流发展\u202e。（责任单位：市商务局、市发展改革委）
（二）到2026年，产业规模达到300亿元{{7*7}}。javascript:pwned=4
"""


@pytest.fixture(scope="module")
def read_hostile(opening, tmp_path_factory):
    from kg.pipeline import build

    folder = tmp_path_factory.mktemp("documents")
    (folder / "<img src=x onerror=pwned=5>.txt").write_text(DOCUMENT, encoding="utf-8")
    (folder / "%2e%2e%2fpasswd.txt").write_text(DOCUMENT.replace("石家庄", "保定") + "长" * 10_000, encoding="utf-8")
    out = tmp_path_factory.mktemp("out")
    build([folder], out, jobs=1)
    return opening(out)


def test_hostile_documents_are_read_as_text(read_hostile):
    policies = [entry for entry in read_hostile.app._app.state.site.catalogue.entries.values() if entry.kind == "Policy"]
    assert len(policies) == 2
    for entry in policies:
        page = read_hostile.get("/document", params={"iri": entry.iri}).text
        check(page)
        lines = re.findall(r'<p class="text">(.*?)</p>', page, re.DOTALL)
        text = unescape(re.sub(r"<[^>]*>", "", re.sub(r'<a class="sign".*?</a>', "", "".join(lines))))
        for part in ("<script>pwned=1</script>", "onerror=pwned=2>", "</mark></p></script>", "{{7*7}}", "⟨U+202E⟩", "javascript:pwned=4"):
            assert part in text
        assert re.search('<mark class="[^"]*fact', page)
        for link in re.findall(r'href="(/why[^"]+)"', page):
            check(read_hostile.get(unescape(link)).text)


def test_a_digest_that_is_a_path_opens_no_file(opening, graph, tmp_path):
    copy = tmp_path / "out"
    shutil.copytree(graph, copy)
    secret = tmp_path / "secret"
    for folder, suffix in (("extractions", ".jsonl"), ("texts", ".txt")):
        some = next((graph / folder).iterdir())
        shutil.copy(some, f"{secret}{suffix}")
    turtle = (copy / "graph.ttl").read_text(encoding="utf-8")
    sha256 = next((graph / "texts").iterdir()).stem
    (copy / "graph.ttl").write_text(turtle.replace(f'"{sha256}"', '"../../secret"'), encoding="utf-8")
    (copy / "graph.trig").unlink()
    client = opening(copy)
    pages = [client.get("/document", params={"iri": entry.iri}).text
             for entry in client.app._app.state.site.catalogue.entries.values() if entry.kind == "Policy"]
    assert sum("没有原文" in page for page in pages) == 1
