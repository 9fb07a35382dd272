"""The local web application in a real browser: look, click, read the sentence; no request leaves, nothing of a document runs."""

import os
import shutil
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the Python package playwright")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs chromium on the PATH, or its path in CHROMIUM"),
]
ID = "https://w3id.org/policykg/id/"
TOKEN = "a-long-token-for-tests"
ROOT = Path(__file__).resolve().parents[2]
# Nothing but this machine can be asked.
ARGUMENTS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def servers(serving, graph):
    """Addresses by name: a build, the fixtures."""
    paths = {"built": graph, **{name: ROOT / "tests" / "fixtures" / f"{name}.ttl" for name in ("small", "hostile")}}
    with ExitStack() as stack:
        yield {name: stack.enter_context(serving(path))[0] for name, path in paths.items()}


@pytest.fixture
def open_page(browser, servers):
    """Opens an address; what the page asks for and complains of must be nothing foreign and nothing at all."""
    pages = []

    def go(path, server="built", width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN", **options)
        page = context.new_page()
        page.requests_seen, page.errors_seen = [], []
        page.on("request", lambda request: page.requests_seen.append(request.url))
        page.on("console", lambda message: page.errors_seen.append(message.text))
        page.on("pageerror", lambda error: page.errors_seen.append(str(error)))
        page.on("dialog", lambda dialog: (page.errors_seen.append(dialog.message), dialog.dismiss()))
        page.home = servers[server]
        page.goto(page.home + path)
        pages.append(page)
        return page

    yield go
    for page in pages:
        assert [url for url in page.requests_seen if not url.startswith(page.home + "/")] == []
        assert page.errors_seen == []
        page.context.close()


def thing(path):
    return f"/thing?iri={quote(ID + path, safe='')}"


def open_plan(page):
    page.goto(page.home + "/list/Policy")
    page.click("text=智慧物流行动计划")


def test_search_completes_and_opens_an_agency(open_page):
    page = open_page("/", "small")
    page.keyboard.press("/")
    page.keyboard.type("发改")
    page.wait_for_selector("#find-offers li")
    assert page.get_attribute("#find", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#find", "aria-activedescendant") == "find-offers-0"
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('云州市发展改革部门')")
    assert "壮大智慧渔业，延伸冷链物流" in page.inner_text("main")


def test_escape_closes_the_offers_and_enter_searches(open_page):
    page = open_page("/", "small")
    page.type("#find", "渔")
    page.wait_for_selector("#find-offers li")
    page.keyboard.press("Escape")
    assert page.is_hidden("#find-offers")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.locator("main li").count() > 2


def test_a_sentence_leads_into_its_document_and_opens_its_note(open_page):
    page = open_page("/search?q=" + quote("石家庄市商务"))
    page.click("main li a >> nth=0")
    page.click("q.quote a >> nth=0")
    page.wait_for_url("**/document?**")
    note = page.locator(".passage:target")
    assert note.is_visible() and "商务" in note.inner_text() and "规则" in note.inner_text()


def test_a_mark_opens_what_it_says_and_why(open_page):
    page = open_page("/")
    open_plan(page)
    mark = page.locator(".document mark.incentive").first
    key = mark.get_attribute("data-note")
    assert page.locator(f"#{key}").is_hidden()
    mark.click(position={"x": 3, "y": 8})
    page.wait_for_selector(f"#{key}", state="visible")
    page.locator(f"#{key} a:has-text('为何')").first.click()
    page.wait_for_selector("h1:has-text('这条事实为何成立')")


def test_all_notes_open_and_close(open_page):
    page = open_page("/")
    open_plan(page)
    total = page.locator("details.notes").count()
    page.click("[data-toggle='notes']")
    assert page.locator("details.notes[open]").count() == total > 3
    page.click("[data-toggle='notes']")
    assert page.locator("details.notes[open]").count() == 0


def test_without_scripts_all_of_it_works(open_page):
    page = open_page("/", java_script_enabled=False)
    page.fill("#find", "商务")
    page.click("header button")
    page.click("main li a >> nth=0")
    page.click("q.quote a >> nth=0")
    assert page.locator(".passage:target").count() == 1
    assert page.locator(".passage:target").is_visible()
    page.goto(page.home + "/question/responsible")
    page.fill("[name=industry]", "智慧物流")
    page.click("form.conditions button")
    assert page.locator("tbody tr").count() > 0


def test_a_question_completes_asks_and_downloads(open_page):
    page = open_page("/question/responsible", "small")
    page.type("[name=industry]", "智慧")
    page.wait_for_selector("#f-industry-offers li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value("[name=industry]") == "智慧渔业"
    page.click("form.conditions button")
    page.wait_for_selector("tbody tr")
    with page.expect_download() as download:
        page.click(".downloads a:has-text('CSV')")
    assert "云州市发展改革部门" in Path(download.value.path()).read_text(encoding="utf-8-sig")


def test_the_editor_runs_by_keyboard(open_page):
    page = open_page("/editor", "small")
    page.fill("#query", "SELECT ?s { ?s a <https://w3id.org/policykg/ontology#Zone> }")
    page.press("#query", "Control+Enter")
    page.wait_for_selector("tbody a")
    page.click("tbody a")
    page.wait_for_selector("h1:has-text('白石渔港园区')")


def test_the_language_stays(open_page):
    page = open_page("/", "small")
    page.click("a.language")
    page.wait_for_selector("html[lang=en]")
    page.click("text=Questions")
    page.wait_for_selector("h1:has-text('Questions')")
    page.click("a.language")
    page.wait_for_selector("html[lang=zh-CN]")


def test_the_token_opens_a_browser(serving, browser, graph):
    with serving(graph, environ={"KG_SERVE_TOKEN": TOKEN}) as (address, _):
        page = browser.new_context().new_page()
        assert page.goto(address + "/").status == 401
        page.goto(f"{address}/?token={TOKEN}")
        page.wait_for_selector("header.top")
        assert TOKEN not in page.url
        page.click("nav a >> nth=0")
        page.wait_for_selector("h1")
        assert page.evaluate("document.cookie") == ""
        page.context.close()


def test_hostile_names_run_nothing(open_page):
    page = open_page("/", "hostile")
    for name in ("</script><script>", "<img src=x", "'\"><svg"):
        page.goto(page.home + "/")
        page.type("#find", name)
        page.wait_for_selector("#find-offers li")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1[lang]")
        assert page.inner_text("h1").startswith(name)
    assert page.evaluate("typeof window.pwned") == "undefined"


def paths(page):
    """An address of each sort of page."""
    open_plan(page)
    document = page.url.removeprefix(page.home)
    page.click("[data-toggle='notes']")
    why = page.locator("a[href^='/why']").first.get_attribute("href")
    duties = f"/search?q={quote('商务')}"
    page.goto(page.home + duties)
    agency = page.locator("main li a").first.get_attribute("href")
    industry, region = thing("industry/智慧物流"), thing("region/130100")
    return ["/", duties, "/list/Agency", agency, industry, region, document, why, "/questions", "/question/targets?ask=1",
            "/question/responsible?ask=1", "/editor?query=" + quote("SELECT * { ?s ?p ?o } LIMIT 3"), "/question/targets?deadline=x"]  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_pages_fit_and_are_accessible(open_page, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs the Python package axe-playwright-python")
    page = open_page("/", width=width, color_scheme=scheme)
    for path in paths(page):
        page.goto(page.home + path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        found = axe.Axe().run(page).response["violations"]
        assert [(path, one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def test_the_keyboard_skips_to_the_content(open_page):
    page = open_page("/", "small")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
