"""A graph and its rows in a notebook: figures, escaped tables, data frames where pandas is installed."""

import sys
import types
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import InputError, KgError, QueryError
from kg.graph import Graph
from kg.query import Result, run_question
from kg.questions.frames import MOST_SHOWN, NO_PANDAS

FIXTURE = Path(__file__).parent / "fixtures" / "small.ttl"
HOSTILE = '<script>alert("x")</script>\u202e'


class Tags(HTMLParser):
    """The names of all tags, and the text between them."""

    def __init__(self, text):
        super().__init__()
        self.names, self.texts = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        assert attrs == []

    def handle_data(self, data):
        self.texts.append(data)


@pytest.fixture(scope="module")
def graph():
    return Graph.open(FIXTURE)


def test_a_graph_shows_its_figures(graph):
    assert graph.figures == {"Policy": 2, "Provision": 4, "Agency": 4, "Region": 4, "Industry": 3, "Platform": 3, "Zone": 1,
                             "Organization": 1, "Assertion": 12, "Target": 2, "Incentive": 2}  # fmt: skip
    shown = Tags(graph._repr_html_())
    assert "产业 Industry" in shown.texts and str(len(graph.store)) in shown.texts and "Agency 4" in repr(graph)


def test_an_empty_graph_shows_itself():
    assert repr(Graph(Store(), "x")) == "<Graph 'x': empty; 0 triples>"


def test_a_graph_answers(graph):
    answer = graph.question("responsible", industry="智慧渔业", as_of="2026-06-30")
    assert answer.rows == run_question(graph.store, "responsible", {"industry": "智慧渔业", "as-of": "2026-06-30"}).rows != ()
    assert graph.ask("谁负责智慧渔业").result.rows == answer.rows
    assert graph.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows == ((len(graph.store),),)
    with pytest.raises(QueryError):
        graph.question("responsible", colour="red")


def test_a_missing_graph_says_what_to_do(tmp_path):
    with pytest.raises(InputError, match="kg build"):
        Graph.open(tmp_path)


def test_rows_show_themselves(graph):
    shown = Tags(graph.question("responsible", industry="智慧渔业")._repr_html_())
    assert set(shown.names) == {"table", "caption", "thead", "tbody", "tr", "th", "td", "br"}
    assert "云州市发展改革部门" in shown.texts and "牵头 lead" in shown.texts and "deadline" in shown.texts


def test_many_rows_are_cut_and_counted():
    shown = Tags(Result(("n",), tuple((n,) for n in range(MOST_SHOWN + 5)), "")._repr_html_())
    assert shown.names.count("td") == MOST_SHOWN and f"{MOST_SHOWN + 5} 行 / rows，显示 / shown {MOST_SHOWN}" in shown.texts


def test_nothing_breaks_out_of_a_table():
    store = Store()
    store.add(Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal(HOSTILE)))
    graph = Graph(store, HOSTILE)
    for text in (graph._repr_html_(), graph.sparql("SELECT ?x { ?a ?b ?x }")._repr_html_()):
        assert "script" not in Tags(text).names and "\u202e" not in text and "⟨U+202E⟩" in text


def test_a_reply_says_how_it_was_read(graph):
    shown = graph.ask("今年临江市的目标和补贴")._repr_html_()
    assert "kg query incentives region=临江市" in shown and "kg query targets region=临江市" in shown and "今年" in shown


def test_without_pandas_the_message_says_what_to_install(graph, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError) as error:
        graph.question("central").to_pandas()
    assert str(error.value) == NO_PANDAS


def test_pandas_gets_columns_and_plain_values(monkeypatch):
    pandas = types.ModuleType("pandas")
    pandas.DataFrame = lambda rows, columns: (rows, columns)
    monkeypatch.setitem(sys.modules, "pandas", pandas)
    result = Result(("name", "value"), (("甲", Decimal("0.5")), (None, 3)), "")
    assert result.to_pandas() == ([["甲", 0.5], [None, 3]], ["name", "value"])


def test_a_data_frame_of_pandas(graph):
    pandas = pytest.importorskip("pandas")
    frame = graph.question("targets").to_pandas()
    assert isinstance(frame, pandas.DataFrame) and sorted(frame["value"]) == [1.5, 60.0]
