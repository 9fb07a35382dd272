"""The shipped questions as forms, with the rows of the command, links, charts and downloads; and the editor."""

import csv
import io
import json
import re
from html import unescape

import pytest
from openpyxl import load_workbook

from kg.query import list_questions, open_graph, render_json, run_question
from kg.questions.gathering import write_cell

NAMES = [question.name for question in list_questions()]


@pytest.fixture(scope="module")
def local(fixtures):
    return open_graph(fixtures / "small.ttl")


def ask(client, name, **params):
    found = client.get(f"/question/{name}", params={"ask": "1", **params})
    assert found.status_code == 200
    return found.text


def read_rows(page):
    """The cells of the table's rows."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    return [[" ".join(unescape(re.sub(r"<[^>]*>", "", cell)).split()) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)] for row in rows]


@pytest.mark.parametrize("name", NAMES)
def test_each_question_is_a_form_and_gives_the_rows_of_the_command(small, local, name):
    form = small.get(f"/question/{name}").text
    question = next(one for one in list_questions() if one.name == name)
    for param in question.params:
        assert f'name="{param.name}"' in form
    assert "<tbody>" not in form  # nothing is asked before it is asked
    result = run_question(local, name, {})
    rows = read_rows(ask(small, name))
    assert len(rows) == len(result.rows)
    for row, shown in zip(result.rows, rows, strict=True):
        first = write_cell(row[0])
        assert " ".join(first.split()) == shown[0]


def test_conditions_narrow_and_are_kept(small, local):
    page = ask(small, "responsible", industry="智慧渔业", role="lead")
    assert len(read_rows(page)) == len(run_question(local, "responsible", {"industry": "智慧渔业", "role": "lead"}).rows) > 0
    assert 'value="智慧渔业"' in page and '<option value="lead" selected>' in page


@pytest.mark.parametrize(("name", "params", "words"), [
    ("responsible", {"industry": "没有这个"}, "no such name"), ("targets", {"deadline": "soon"}, "a year, month or day expected"),
    ("central", {"limit": "-1"}, "above 0"), ("policies", {"as-of": "2026-99-99"}, "2026-99-99"), ("duties", {"role": "boss"}, "no such role"),
    ("responsible", {"industry": '"} . ?s ?p ?o . { #'}, "no such name"), ("responsible", {"agency": "> } DROP ALL #"}, "no such name"),
])  # fmt: skip
def test_faults_are_said_in_the_form(small, name, params, words):
    page = ask(small, name, **params)
    assert 'role="alert"' in page and words in page and "<tbody>" not in page


def test_names_lead_to_their_things_and_sentences_to_their_documents(small):
    page = ask(small, "responsible", industry="智慧渔业")
    assert re.search(r'<a href="/thing\?iri=[^"]+agency[^"]+">云州市发展改革部门</a>', page)
    assert re.search(r'<a href="/document\?iri=[^"]+#e40-70"[^>]*>壮大智慧渔业', page)


def test_scope_is_told(small):
    assert "另含" in ask(small, "responsible", region="青河省")


def test_charts_count_what_the_table_holds(opening, fixtures, tmp_path):
    more = "".join(
        f"<target/m{n}> a pk:Target ; pk:indicator \"企业\"@zh ; pk:value {n}.0 ; pk:deadline \"{year}\"^^xsd:gYear ; pk:evidence <evidence/e1> .\n"
        for n, year in enumerate((2024, 2024, 2029)))
    path = tmp_path / "more.ttl"
    path.write_text((fixtures / "small.ttl").read_text(encoding="utf-8") + more, encoding="utf-8")
    client = opening(path)
    page = ask(client, "targets")
    drawn = re.findall(r"<title>(\d{4}) (\d+)</title>", page)
    assert drawn == [("2024", "2"), ("2025", "0"), ("2026", "0"), ("2027", "1"), ("2028", "0"), ("2029", "1")]
    assert 'href="/question/targets?deadline=2024"' in page
    assert len(read_rows(ask(client, "targets", deadline="2024"))) == 2


def test_duties_are_drawn_by_body_and_role(small, local):
    result = run_question(local, "duties", {})
    page = ask(small, "duties")
    at = {column: index for index, column in enumerate(result.columns)}
    bodies = [row[at["agency"]] for row in result.rows]
    drawn = re.findall(r"<title>([^<]+) (\d+)</title>", page)
    assert dict(drawn) == {body: str(bodies.count(body)) for body in bodies}
    assert 'class="bar lead"' in page and 'class="bar support"' in page


def test_downloads(small, local):
    result = run_question(local, "responsible", {"industry": "渔"})
    got = {form: small.get("/question/responsible/download", params={"form": form, "industry": "渔"}) for form in ("csv", "json", "xlsx")}
    assert got["json"].text == render_json(result)
    assert got["csv"].content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(got["csv"].content.decode("utf-8-sig"), newline="")))
    assert rows[0] == list(result.columns) and len(rows) == len(result.rows) + 1
    sheet = load_workbook(io.BytesIO(got["xlsx"].content)).active
    assert "云州市发展改革部门" in {cell.value for row in sheet.iter_rows() for cell in row}
    for form, reply in got.items():
        assert reply.headers["content-disposition"] == f'attachment; filename="responsible.{form}"'


def test_a_download_that_fails_says_why(small):
    found = small.get("/question/responsible/download", params={"form": "csv", "industry": "没有这个"})
    assert found.status_code == 400 and "no such name" in found.text


@pytest.mark.parametrize(("query", "expected"), [
    ("SELECT ?s { ?s a <https://w3id.org/policykg/ontology#Zone> }", "zone/白石渔港园区"), ("ASK {}", "true"),
    ("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 1", "rdf:type"), ("SELECT ('<b>&' AS ?x) {}", "<b>&"),
])  # fmt: skip
def test_the_editor_shows_answers(small, query, expected):
    page = small.get("/editor", params={"query": query}).text
    assert any(expected in cell for row in read_rows(page) for cell in row)
    assert unescape(page.partition("<textarea")[2].partition(">\n")[2].partition("</textarea>")[0]) == query


@pytest.mark.parametrize(("query", "words"), [("SELECT", "error at"), ("DROP ALL", "read only"), ("SELECT * { SERVICE <urn:x> {} }", "SERVICE")])
def test_the_editor_says_faults(small, query, words):
    page = small.get("/editor", params={"query": query}).text
    assert words in page and 'role="alert"' in page


def test_examples_run(small):
    page = small.get("/editor").text
    links = [unescape(link) for link in re.findall(r'href="(/editor\?query=[^"]+)"', page)]
    assert len(links) == 3 + len(NAMES)
    for link in links:
        assert 'role="alert"' not in small.get(link).text


def test_the_links_of_an_answer_give_its_forms(small):
    page = small.get("/editor", params={"query": "SELECT ?s { ?s a ?c } LIMIT 2"}).text
    links = [unescape(link) for link in re.findall(r'href="(/sparql\?query=[^"]+)"', page)]
    assert len(links) == 4
    assert len(json.loads(small.get(links[0]).text)["results"]["bindings"]) == 2
