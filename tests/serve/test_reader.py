"""Lines of a document cut at marks; look-ups that say what the statements say; bars."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.model import Kind, Mention, Span
from kg.query import open_graph
from kg.rdf.namespaces import RDF_TYPE, pk
from kg.serve.charts import Bar, draw_columns, draw_rows
from kg.serve.lookup import Lookup
from kg.serve.reader import LINES_PER_PART, LONGEST_LINE, gather_passages, name_mention, read_part, split_lines
from kg.serve.things import count_years
from kg.statements import Rule, Statement, list_statements


def say(text, start, end, kind="fact"):
    span = Span(start, end)
    return Statement("urn:f", kind, "甲", "responsibleFor", "乙", Rule("r", "规", "rule"), "", "", "", span.of(text), span, "", "", "", "a.txt", "00")


def name(text, start, end):
    return name_mention(Mention(Kind.INDUSTRY, Span(start, end), None, "x", "model"), text, "urn:n")


@st.composite
def marked(draw):
    text = draw(st.text(alphabet="甲乙丙\n。", max_size=60))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda pair: (min(pair), max(pair)))
    return text, draw(st.lists(spans, max_size=6)), draw(st.lists(spans, max_size=6))


@given(marked())
def test_pieces_are_the_text_and_lie_under_their_marks(case):
    text, evidence, names = case
    passages, strayed = gather_passages([say(text, *span) for span in evidence], text)
    assert len(strayed) == sum(start == end for start, end in evidence)
    part = read_part(text, [], passages, [name(text, *span) for span in names])
    assert "".join(piece.text for line in part.lines for piece in line.pieces) == text
    at = 0
    for line in part.lines:
        for piece in line.pieces:
            here = Span(at, at + len(piece.text))
            assert set(piece.passages) == {passage for passage in passages if passage.span.overlaps(here)}
            assert piece.name is None or piece.name.mention.span.covers(here)
            at = here.end
    noted = [passage for line in part.lines for passage in line.passages]
    assert sorted(p.key for p in noted) == sorted(p.key for p in passages)
    assert sorted(p.key for line in part.lines for piece in line.pieces for p in piece.opens) == sorted(p.key for p in passages)


def test_statements_of_one_passage_share_it_and_a_wrong_quote_strays():
    text = "甲局负责乙。"
    one, two = say(text, 0, 5), replace(say(text, 0, 5), iri="urn:g", kind="target")
    passages, strayed = gather_passages([one, two, replace(one, quote="丙")], text)
    assert [passage.statements for passage in passages] == [(one, two)]
    assert passages[0].kinds == ("fact", "target") and [s.quote for s in strayed] == ["丙"]


def test_the_longest_of_names_at_one_place_is_marked_and_all_are_noted():
    text = "智慧物流园区"
    part = read_part(text, [], [], [name(text, 0, 2), name(text, 0, 4), name(text, 2, 6)])
    assert [(piece.text, piece.name is not None) for piece in part.lines[0].pieces] == [("智慧物流", True), ("园区", False)]
    assert len(part.lines[0].names) == 3


def test_long_documents_come_in_parts_and_long_lines_in_pieces():
    text = "甲\n" * (LINES_PER_PART + 5) + "乙" * (LONGEST_LINE * 2 + 1)
    first, last = read_part(text, [], [], []), read_part(text, [], [], [], at=len(text))
    assert (first.number, first.count, last.number) == (1, 2, 2)
    assert [len(line.pieces[0].text) for line in last.lines[-3:]] == [LONGEST_LINE, LONGEST_LINE, 1]
    assert last.starts == (0, 2 * LINES_PER_PART)
    assert list(split_lines("")) == [Span(0, 0)]


@pytest.mark.parametrize("which", ["small", "built"])
def test_look_ups_say_what_the_statements_say(which, fixtures, graph):
    store = open_graph(fixtures / "small.ttl" if which == "small" else graph)
    lookup, expected = Lookup(store), set(list_statements(store))
    found = {one for policy in lookup.subjects(RDF_TYPE, pk("Policy")) for one in lookup.statements_in(policy)}
    assert found == expected and len(found) > 10
    for statement in expected:
        if statement.kind == "fact":
            about = lookup.read_statements(lookup.statement_nodes(NamedNode(statement.subject_iri)))
            assert statement in about


def test_bars_hold_their_names_as_text():
    bars = [Bar('<b>"&', {"lead": 3, "support": 1}, "/thing?iri=a&b"), Bar("甲\u202e", {"one": 0})]
    for drawn in (draw_rows(bars, "<i>"), draw_columns(bars, "<i>")):
        assert "<b>" not in drawn and "<i>" not in drawn and "\u202e" not in drawn
        assert 'href="/thing?iri=a&amp;b"' in drawn and drawn.count("<rect") >= 2
    assert "<rect" not in draw_rows([], "x")


def test_the_longest_bar_fills_its_room():
    drawn = draw_rows([Bar("甲", {"one": 10}), Bar("乙", {"one": 5})], "x")
    widths = [float(part.split('"')[0]) for part in drawn.split('<rect class="bar one"')[1:] for part in part.split('width="')[1:2]]
    assert widths[0] == 2 * widths[1] > 100


@pytest.mark.parametrize(("dates", "years"), [
    (["2026", "2028-06", "2026-01-02", "", "soon", "二〇二六", "202"], [("2026", 2), ("2027", 0), ("2028", 1)]), ([], []),
    (["1900", "2027"], [("1900", 1), ("2027", 1)]),
])  # fmt: skip
def test_years_are_counted(dates, years):
    assert [(bar.name, bar.total) for bar in count_years(dates)] == years


def test_the_server_loads_no_spacy():
    code = "import sys, kg.serve.server, kg.serve.worker; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
