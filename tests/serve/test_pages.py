"""What pages show: names found, statements with their sentences and links, documents with marks, why, both languages."""

import re
import shutil
from html import unescape
from urllib.parse import quote, urlsplit

import pytest

from kg.rdf.namespaces import RDF_TYPE, pk

ID = "https://w3id.org/policykg/id/"
_LINK = re.compile(r'(?:href|action|src)="([^"]*)"')


def get(client, path, **params):
    found = client.get(path, params=params)
    assert found.status_code == 200, found.text[:300]
    return found.text


def thing(client, path):
    return get(client, "/thing", iri=ID + path)


def words(page):
    """What a reader sees, in one line."""
    body = re.sub(r"<(script|style|title)\b.*?</\1>", "", page.partition("<main")[2], flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def test_home_counts_and_lists(small):
    page = words(get(small, "/"))
    assert "2 文件" in page and "2 激励" in page and "云州市智慧渔业行动方案" in page and "news.txt" in page


@pytest.mark.parametrize(("text", "label"), [("市发改委", "云州市发展改革部门"), ("渔获", "渔获交易平台"), ("smart fishery", "智慧渔业"),
                                             ("ＰＬＡＮ．txt", "云州市智慧渔业行动方案"), ("云政办〔2026〕7号", "云州市智慧渔业行动方案")])  # fmt: skip
def test_search_finds_by_any_name(small, text, label):
    page = get(small, "/search", q=text)
    assert label in words(page)
    offers = small.get("/complete", params={"q": text}).json()
    assert offers[0]["name"] == label and offers[0]["url"].startswith("/thing?iri=")


def test_search_puts_whole_names_first(small):
    offers = [offer["name"] for offer in small.get("/complete", params={"q": "渔业"}).json()]
    assert offers[0] == "渔业" and "智慧渔业" in offers


@pytest.mark.parametrize("text", ["", " ", "没有这个", "《》", "\x00", "q" * 5000, "%", "*"])
def test_search_for_nothing_finds_nothing(small, text):
    assert "没有找到" in get(small, "/search", q=text)
    assert small.get("/complete", params={"q": text}).json() == []


def test_an_agency_shows_its_duties_with_sentences(small):
    page = thing(small, "agency/云州市/prefecture/发展改革")
    seen = words(page)
    assert "又名: 市发改委" in seen and "壮大智慧渔业，延伸冷链物流（市发改委牵头，市商务局配合）" in seen and "牵头" in seen
    assert f"/thing?iri={quote(ID + 'industry/智慧渔业', safe='')}" in page
    assert f"/document?iri={quote(ID + 'policy/aaaaaaaaaaaa', safe='')}&amp;at=40#e40-70" in page


@pytest.mark.parametrize(("path", "expected"), [
    ("industry/智慧渔业", ["云州市发展改革部门", "牵头", "smart fishery"]), ("region/云州市", ["青河省", "白石区", "云州市商务部门"]),
    ("platform/云州市/渔获交易平台", ["建设", "云州市商务部门"]), ("organization/远帆渔业公司", ["组织"]),
    ("work/青河省渔业条例", ["政策"]),
])  # fmt: skip
def test_each_kind_has_a_page(small, path, expected):
    seen = words(thing(small, path))
    for one in expected:
        assert one in seen


def test_targets_show_their_numbers(small):
    target = small.get("/list/Target")
    link = re.search(r'href="(/thing\?iri=[^"]+target[^"]*)"', target.text)
    assert link is not None
    seen = words(small.get(unescape(link[1])).text)
    assert "数值" in seen and "指标" in seen


@pytest.mark.parametrize("kind", ["Agency", "Industry", "Region", "Platform", "Zone", "Organization", "Policy", "PolicyWork", "Target"])
def test_lists_hold_all_of_a_kind(small, kind):
    page = get(small, f"/list/{kind}")
    entries = [entry for entry in small.app._app.state.site.catalogue.entries.values() if entry.kind == kind]
    assert len(re.findall(r'<li><a href="/thing', page)) == len(entries) > 0


@pytest.mark.parametrize("path", [
    "/list/Evidence", "/list/../Agency", "/question/none", "/question/targets/download?form=exe", "/thing", "/thing?iri=", "/thing?iri=x",
    "/thing?iri=urn:none", "/thing?iri=javascript:alert(1)", "/thing?iri=https://w3id.org/policykg/ontology%23Agency", "/document",
    "/document?iri=https://w3id.org/policykg/id/industry/渔业", "/why?iri=https://w3id.org/policykg/id/industry/渔业", "/static/../app.py",
    "/static/%2e%2e%2fapp.py", "/static/app.py", "/nothing",
])  # fmt: skip
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_what_is_not_there_is_404(small, path, accept):
    found = small.get(path, headers={"accept": accept})
    assert found.status_code == 404
    assert ("<html" in found.text) == (accept == "text/html")


def find_document(client, name):
    page = get(client, "/list/Policy")
    link = next(link for link, label in re.findall(r'<a href="(/thing[^"]+)"[^>]*>([^<]+)</a>', page) if name in label)
    return follow(client, unescape(link))


def follow(client, link):
    found = client.get(link)
    while found.status_code == 303:
        found = client.get(found.headers["location"])
    assert found.status_code == 200
    return found.text


def test_the_reader_shows_the_whole_text_with_marks(built, documents):
    page = find_document(built, "智慧物流行动计划")
    text = re.sub(r'<a class="sign".*?</a>', "", "".join(re.findall(r'<p class="text">(.*?)</p>', page, re.DOTALL)))
    shown = unescape(re.sub(r"<[^>]*>", "", text))
    original = (documents / "plan.txt").read_bytes().decode("gb18030")
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", original)
    marks = re.findall(r'<mark class="(\w+)', page)
    assert {"fact", "target", "incentive"} <= set(marks)
    assert re.search(r'<a class="name industry" href="/thing\?iri=[^"]+"[^>]*>智慧物流</a>', page)
    assert ">二/（一）</a>" in page


def test_every_mark_leads_to_a_note_that_says_what_and_why(built):
    page = find_document(built, "智慧物流行动计划")
    notes = set(re.findall(r'<article id="(e\d+-\d+)"', page))
    signs = set(re.findall(r'<a class="sign" href="#(e\d+-\d+)"', page))
    assert signs == notes and notes
    assert set(re.findall(r'data-note="([^"]+)"', page)) <= notes
    seen = words(page)
    assert "石家庄市商务" in seen and "共同负责" in seen and "bracket-labelled" in seen and "括号或行尾注明" in seen


def test_a_statement_says_why_it_stands(built):
    page = find_document(built, "智慧物流行动计划")
    link = unescape(re.findall(r'href="(/why[^"]+)"', page)[0])
    seen = words(follow(built, link))
    assert "规则" in seen and "词语" in seen and "plan.txt" in seen and "kg explain" in seen
    assert "原文用词" in seen


def test_a_provision_leads_into_its_document(built):
    lookup = built.app._app.state.site.lookup
    provision = lookup.provisions_of(lookup.subjects(RDF_TYPE, pk("Policy"))[0])[0]
    found = built.get("/thing", params={"iri": provision.value})
    target = urlsplit(found.headers["location"])
    assert found.status_code == 303 and target.path == "/document"
    assert f'id="{target.fragment}"' in follow(built, found.headers["location"])


def test_without_texts_the_reader_lists_the_facts(small):
    page = words(get(small, "/document", iri=ID + "policy/aaaaaaaaaaaa"))
    assert "没有原文" in page and "市商务局建设渔获交易平台，2026年底前上线" in page


def test_a_damaged_record_is_said(opening, graph, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(graph, copy)
    for record in (copy / "extractions").iterdir():
        record.write_text("{", encoding="utf-8")
    client = opening(copy)
    page = words(find_document(client, "智慧物流行动计划"))
    assert "JSON expected" in page and "市商务局" in page


def test_a_text_that_changed_marks_nothing_wrongly(opening, graph, tmp_path):
    copy = tmp_path / "changed"
    shutil.copytree(graph, copy)
    for text in (copy / "texts").iterdir():
        text.write_text("另" + text.read_text(encoding="utf-8"), encoding="utf-8")
    page = find_document(opening(copy), "智慧物流行动计划")
    assert "<mark class=\"fact" not in page.partition('class="document"')[2] and "引文与原文不符的事实" in page


@pytest.mark.parametrize(("asked", "language", "text"), [
    ({"params": {"lang": "en"}}, "en", "Questions"), ({"params": {"lang": "zh"}}, "zh-CN", "提问"), ({}, "zh-CN", "提问"),
    ({"headers": {"accept-language": "en-GB,en;q=0.9"}}, "en", "Questions"), ({"headers": {"cookie": "kg-language=en"}}, "en", "Questions"),
    ({"params": {"lang": "fr"}}, "zh-CN", "提问"), ({"headers": {"cookie": "kg-language=<b>"}}, "zh-CN", "提问"),
])  # fmt: skip
def test_languages(small, asked, language, text):
    small.cookies.clear()
    page = small.get("/questions", **asked)
    assert f'<html lang="{language}">' in page.text and text in words(page.text)
    small.cookies.clear()


def test_the_language_switch_keeps_the_page(small):
    page = get(small, "/search", q="渔 & 业", page="2")
    link = unescape(re.search(r'class="language" href="([^"]+)"', page)[1])
    other = small.get(link)
    assert 'value="渔 &amp; 业"' in other.text and '<html lang="en">' in other.text
    assert "kg-language=en" in other.headers["set-cookie"] and "HttpOnly" in other.headers["set-cookie"]
    small.cookies.clear()


@pytest.mark.parametrize("client", ["small", "built"])
def test_no_link_is_dead_and_none_leads_away(client, request):
    client = request.getfixturevalue(client)
    seen, border = set(), ["/"]
    while border and len(seen) < 250:
        path = border.pop()
        page = client.get(path)
        assert page.status_code in (200, 303), path
        links = [page.headers["location"]] if page.status_code == 303 else map(unescape, _LINK.findall(page.text))
        for link in links:
            target = link.partition("#")[0]
            assert link.startswith(("/", "#")) and not link.startswith("//"), link
            if target and target not in seen and "lang=" not in target:
                seen.add(target)
                border.append(target)
    assert len(seen) > 60
    client.cookies.clear()
