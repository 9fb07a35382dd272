"""The page in a real browser: it asks for nothing, runs nothing of a document's, and shows the sentence."""

import os
import shutil
from pathlib import Path

import pytest

from kg.query import open_graph
from kg.views.html import render_page

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the Python package playwright")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs chromium on the PATH, or its path in CHROMIUM"),
]
FIXTURES = Path(__file__).parent.parent / "fixtures"
SPOT = """(label) => {
  const at = JSON.parse(document.getElementById("data").textContent).nodes.findIndex((n) => n.label === label);
  const spot = network.canvasToDOM(network.getPositions([at])[at]);
  const box = document.getElementById("mynetwork").getBoundingClientRect();
  return [spot.x + box.left, spot.y + box.top];
}"""


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, tmp_path):
    """Opens the page of a fixture; its ``requests`` and ``errors`` fill while it is used."""
    contexts = []

    def open_fixture(name, width=1280):
        path = tmp_path / "graph.html"
        path.write_text(render_page(open_graph(FIXTURES / name)), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.requests_seen, page.errors_seen = [], []
        page.on("request", lambda request: page.requests_seen.append(request.url))
        page.on("console", lambda message: page.errors_seen.append(message.text))
        page.on("pageerror", lambda error: page.errors_seen.append(str(error)))
        page.on("dialog", lambda dialog: (page.errors_seen.append(dialog.message), dialog.dismiss()))
        page.goto(path.as_uri())
        page.wait_for_function("typeof network !== 'undefined' && document.querySelector('#panel h2') !== null")
        return page

    yield open_fixture
    for context in contexts:
        context.close()


def test_one_request_and_no_errors(open_page):
    page = open_page("small.ttl")
    page.wait_for_timeout(300)
    assert [url for url in page.requests_seen if not url.startswith("data:")] == [page.url]
    assert page.errors_seen == []


def test_search_finds_by_name_alias_and_part(open_page):
    page = open_page("small.ttl")
    for text in ("云州市发展改革部门", "市发改委", "发展改革"):
        page.fill("#search", text)
        page.press("#search", "Enter")
        assert page.inner_text("#panel h2") == "云州市发展改革部门"
        page.click("#all")
    page.fill("#search", "渔")
    page.press("#search", "Enter")
    assert "找到" in page.inner_text("#panel")
    page.fill("#search", "没有这个")
    page.press("#search", "Enter")
    assert "没有找到" in page.inner_text("#panel")


def test_completion_offers_names(open_page):
    page = open_page("small.ttl")
    assert page.locator("#labels option[value='渔获交易平台']").count() == 1


def test_click_on_a_node_shows_its_sentence(open_page):
    page = open_page("small.ttl")
    page.mouse.click(*page.evaluate(SPOT, "云州市商务部门"))
    page.wait_for_function("document.querySelector('#panel h2').textContent === '云州市商务部门'")
    text = page.inner_text("#panel")
    assert "市商务局建设渔获交易平台，2026年底前上线" in text
    assert "云州市智慧渔业行动方案 · 二/2" in text and "配合 support" in text
    dimmed = page.evaluate("nodes.get().filter((n) => n.opacity < 0.5).length")
    assert dimmed == 11
    page.keyboard.press("Escape")
    assert page.evaluate("nodes.get().filter((n) => n.opacity < 0.5).length") == 0


def test_click_on_a_line_shows_its_sentence(open_page):
    page = open_page("small.ttl")
    one, two = page.evaluate(SPOT, "云州市商务部门"), page.evaluate(SPOT, "冷链物流")
    page.mouse.click((one[0] + two[0]) / 2, (one[1] + two[1]) / 2)
    page.wait_for_function("document.querySelector('#panel blockquote') !== null")
    assert "壮大智慧渔业，延伸冷链物流（市发改委牵头，市商务局配合）" in page.inner_text("#panel")


def test_legend_hides_a_kind(open_page):
    page = open_page("small.ttl")
    hidden = "nodes.get().filter((n) => n.hidden).length"
    assert page.evaluate(hidden) == 0
    page.click("#legend button:has-text('产业')")
    assert page.evaluate(hidden) == 3
    assert page.get_attribute("#legend button:has-text('产业')", "aria-pressed") == "false"
    page.click("#legend button:has-text('产业')")
    assert page.evaluate(hidden) == 0


def test_a_thing_outside_the_opening_picture_is_found(open_page, monkeypatch):
    monkeypatch.setattr("kg.views.html.MOST_SHOWN", 4)
    page = open_page("small.ttl")
    assert page.evaluate("nodes.length") <= 4
    page.fill("#search", "渔业")
    page.press("#search", "Enter")
    assert page.inner_text("#panel h2") == "渔业"
    assert "临江市瞄准渔业，与云州市携手" in page.inner_text("#panel")
    assert page.errors_seen == []


def test_hostile_text_is_only_text(open_page):
    page = open_page("hostile.ttl")
    labels = page.evaluate('JSON.parse(document.getElementById("data").textContent).nodes.map((n) => n.label)')
    assert len(labels) == 4
    for label in labels:
        page.fill("#search", label)
        page.press("#search", "Enter")
        assert page.inner_text("#panel h2") == label
    for quote in page.locator("#panel blockquote").all():
        quote.click()
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    assert page.locator("#panel img, #panel script, #panel a, #panel iframe, #panel svg, #panel b, #panel u").count() == 0
    assert [url for url in page.requests_seen if not url.startswith("data:")] == [page.url]
    assert page.errors_seen == []


def test_narrow_screen_needs_no_sideways_scrolling(open_page):
    page = open_page("small.ttl", width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("#mynetwork canvas").bounding_box()["width"] <= 390
