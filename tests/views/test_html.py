"""The page as text: nothing to fetch, nothing unescaped, the same bytes each time."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.query import open_graph
from kg.views import html
from kg.views.html import POLICY, escape_json, read_library, render_page

FIXTURES = Path(__file__).parent.parent / "fixtures"


def _read_data(page):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1])


@pytest.fixture(scope="module")
def page():
    return render_page(open_graph(FIXTURES / "small.ttl"), "渔业 <图谱> & more")


@pytest.fixture(scope="module")
def hostile():
    return render_page(open_graph(FIXTURES / "hostile.ttl"), '</title><script>alert(1)</script>"')


@pytest.mark.parametrize("name", ["small.ttl", "hostile.ttl"])
def test_nothing_is_fetched(name):
    ours = render_page(open_graph(FIXTURES / name)).replace(read_library(), "")
    assert not re.search(r"""(?:src|href|action|data|poster)\s*=\s*["']?(?!data:,)(?:https?:)?//""", ours.split('id="data">')[0])
    markup = re.sub(r"<script.*?</script>", "", ours, flags=re.S)
    assert not re.search(r"https?:|//|@import|url\(", markup)
    assert "bootstrap" not in ours.lower() and "node_modules" not in ours and "sourceMappingURL" not in ours
    assert re.findall(r"<(?:script|link|img|iframe|base|object)\b[^>]*", markup) == ['<link rel="icon" href="data:,"']


def test_policy_forbids_all_but_what_is_inside(page):
    assert f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' in page
    assert POLICY == "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
    assert page.index("Content-Security-Policy") < page.index("<style>") < page.index("<script")


def test_page_is_utf8_and_titled_once(page):
    assert '<meta charset="utf-8">' in page and page.count("<h1>") == 1
    assert "<h1>渔业 &lt;图谱&gt; &amp; more</h1>" in page


def test_count_is_said(page):
    assert "图中 18 个实体，14 个有关联，全部显示" in page


def test_large_network_opens_on_its_core(monkeypatch):
    monkeypatch.setattr(html, "MOST_SHOWN", 5)
    page = render_page(open_graph(FIXTURES / "small.ttl"))
    shown = int(re.search(r"先显示关联最多的 (\d+) 个", page)[1])
    assert 2 <= shown <= 5 and f"{shown} of 14 linked things shown" in page
    assert len(_read_data(page)["nodes"]) == 14
    drawing = page.partition("nodes = new vis.DataSet(")[2].partition(");")[0]
    assert len(json.loads(drawing)) == shown


def test_data_holds_quotes_and_places(page):
    data = _read_data(page)
    assert ["白石渔港园区位于白石区", "二/2", data["documents"].index("云州市智慧渔业行动方案")] in data["proofs"]
    assert [kind["zh"] for kind in data["kinds"] if kind["count"]] == ["部门", "产业", "平台", "园区", "地区", "目标"]


def test_hostile_text_stays_in_the_data(hostile):
    ours = hostile.replace(read_library(), "")
    assert ours.count("<script") == 4 and ours.count("</script") == 4
    assert "<img" not in ours and "<iframe" not in ours and "<svg" not in ours
    labels = {node["label"] for node in _read_data(hostile)["nodes"]}
    assert "</script><script>window.pwned=1</script>" in labels
    assert "甲⟨U+202E⟩乙⟨U+2028⟩丙" in labels
    assert not re.search("[\u202a-\u202e\u2028\u2029\u2066-\u2069]", hostile)


def test_escaped_json_is_the_same_json():
    value = {"<a>&": ["\u2028\u2029</script>", 1.5, None]}
    assert not re.search("[<>&\u2028\u2029]", escape_json(value))
    assert json.loads(escape_json(value)) == value


def test_empty_graph_has_a_page():
    assert "图中没有关联" in render_page(Store())


def test_only_isolated_things():
    store = Store()
    thing = NamedNode("urn:x")
    store.add(Quad(thing, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode("https://w3id.org/policykg/ontology#Zone")))
    store.add(Quad(thing, NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"), Literal("园", language="zh")))
    assert "图中没有关联" in render_page(store)


def test_same_bytes_for_any_hash_seed():
    code = (
        "import sys, hashlib, pathlib; from kg.query import open_graph; from kg.views.html import render_page;"
        "print(hashlib.sha256(render_page(open_graph(pathlib.Path(sys.argv[1]))).encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code, str(FIXTURES / "small.ttl")],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }  # fmt: skip
    assert len(seen) == 1 and len(seen.pop().strip()) == 64
