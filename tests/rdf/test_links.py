"""Links that need no person: sure ones only, of nodes that are there, whatever the order; questions follow them."""

import hashlib

import pytest
from pyoxigraph import Quad, Store

from kg.build import build_files
from kg.corrections import read_sheet
from kg.model import Extraction, Kind, Mention, Metadata, Span
from kg.query import open_graph, run_question
from kg.rdf import DEFAULT_BASE, Iris, build_dataset
from kg.rdf.links import add_links
from kg.rdf.namespaces import pk


def document(text: str, *mentions: tuple[Kind, str, dict[str, str]], place: str = "", code: str = "") -> tuple[Extraction, str]:
    found = tuple(
        Mention(kind, Span(text.index(words), text.index(words) + len(words)), None, words, "r", **more)
        for kind, words, more in mentions
    )
    meta = Metadata(text[:6], jurisdiction=place, adcode=code)
    return Extraction(f"{text[:4]}.txt", hashlib.sha256(text.encode()).hexdigest(), meta, mentions=found), text


def links(*items) -> set[tuple[str, str]]:
    found: list[set[tuple[str, str]]] = []
    for order in (items, items[::-1]):
        store = build_dataset(order)
        add_links(store, DEFAULT_BASE)
        quads = list(store.quads_for_pattern(None, pk("sameThing"), None, None))
        assert {quad.graph_name for quad in quads} <= {Iris().links()}
        found.append({(q.subject.value.removeprefix(DEFAULT_BASE), q.object.value.removeprefix(DEFAULT_BASE)) for q in quads})
    assert found[0] == found[1]
    return found[0]


def platform(name: str, where: str = "", code: str = "") -> tuple[Extraction, str]:
    return document(f"{where}建设{name}。", (Kind.PLATFORM, name, {}), place=where, code=code)


def test_a_platform_named_after_its_city_is_that_of_the_city_wherever_it_is_named():
    name = "保定云上货站平台"
    there, above, nowhere = platform(name, "保定市", "130600"), platform(name, "河北省", "130000"), platform(name)
    digest = nowhere[0].sha256[:12]
    assert links(there, above, nowhere) == {
        (f"platform/130000/{name}", f"platform/130600/{name}"), (f"platform/policy-{digest}/{name}", f"platform/130600/{name}")}


@pytest.mark.parametrize("items", [
    [platform("云上货站平台", "保定市", "130600"), platform("云上货站平台")],
    [platform("保定云上货站平台", "石家庄市", "130100"), platform("保定云上货站平台")],
    [platform("保定云上货站平台", "保定市", "130600"), platform("保定云上货站平台", "石家庄市", "130100")],
])
def test_a_name_that_any_city_may_have_and_one_of_another_city_are_left_alone(items):
    assert links(*items) == set()


def company(text: str, *names: str) -> tuple[Extraction, str]:
    return document(text, *((Kind.ORGANIZATION, name, {}) for name in names))


FULL = "海州青禾粮油股份有限公司"


def test_a_short_name_that_one_text_gives_stands_for_the_whole_in_others():
    defining, using = company(f"{FULL}（以下简称“海州青禾”）签约。", FULL), company("海州青禾投产。", "海州青禾")
    assert links(defining, using) == {("organization/海州青禾", f"organization/{FULL}")}


@pytest.mark.parametrize("items", [
    [company(f"{FULL}（以下简称“公司”）签约。", FULL), company("公司投产。", "公司")],
    [company(f"{FULL}（以下简称“海州青禾”）签约。", FULL)],
    [company(f"{FULL}（以下简称“青禾”）签约。", FULL), company("通州青禾面业公司（以下简称“青禾”）。", "通州青禾面业公司"),
     company("青禾投产。", "青禾")],
    [company(f"{FULL}（以下统称“海州青禾”）签约。", FULL), company("海州青禾投产。", "海州青禾")],
])
def test_a_word_for_any_company_and_a_short_name_of_two_are_left_alone(items):
    assert links(*items) == set()


def region(name: str, code: str = "") -> tuple[Extraction, str]:
    return document(f"{name}发展。", (Kind.REGION, name, {"adcode": code}))


def test_a_region_that_took_another_name_is_linked_to_what_it_is_today():
    assert links(region("大兴县"), region("大兴区", "110115")) == {("region/大兴县", "region/110115")}
    assert links(region("大兴县", "110224"), region("大兴区", "110115")) == {("region/110224", "region/110115")}
    assert links(region("大兴县")) == set(), "the region of today is not named"


def test_questions_follow_links_and_a_reviewed_line_takes_one_away(tmp_path):
    text = "大兴县条例"
    old = document(f"{text}。", (Kind.REGION, "大兴县", {}), place="大兴县")
    new = document("大兴区条例。", (Kind.REGION, "大兴区", {"adcode": "110115"}), place="大兴区", code="110115")
    build_files([old, new], tmp_path / "a")
    files = {row[-1] for row in run_question(open_graph(tmp_path / "a"), "policies", {"region": "大兴区"}).rows}
    assert files == {old[0].name, new[0].name}
    sheet = read_sheet("action\tsubject\tobject\nnot-same\tregion/110115\tregion/大兴县\n", "c.tsv")
    assert build_files([old, new], tmp_path / "b", sheet=sheet).problems == ()
    files = {row[-1] for row in run_question(open_graph(tmp_path / "b"), "policies", {"region": "大兴区"}).rows}
    assert files == {new[0].name}


def test_a_line_takes_away_links_by_way_of_a_third():
    from kg.corrections import apply_corrections

    store: Store = build_dataset([region("大兴县"), region("大兴县", "110224"), region("大兴区", "110115")])
    add_links(store, DEFAULT_BASE)
    same = list(store.quads_for_pattern(None, pk("sameThing"), None, None))
    assert len(same) == 2 and all(isinstance(quad, Quad) for quad in same)
    sheet = read_sheet("action\tsubject\tobject\nnot-same\tregion/110224\tregion/大兴县\n", "c.tsv")
    assert apply_corrections(store, sheet, DEFAULT_BASE) == ()
    assert list(store.quads_for_pattern(None, pk("sameThing"), None, None)) == []


def coined(where: str = "", code: str = "") -> tuple[Extraction, str]:
    return document(f"{where}用好“湖事通”平台。", (Kind.PLATFORM, "“湖事通”平台", {}), place=where, code=code)


def test_a_coined_name_is_one_platform_within_one_chain_of_places():
    city, province, nowhere = coined("保定市", "130600"), coined("河北省", "130000"), coined()
    lost = f"platform/policy-{nowhere[0].sha256[:12]}/湖事通平台"
    assert links(city, province, nowhere) == {("platform/130600/湖事通平台", "platform/130000/湖事通平台"), (lost, "platform/130000/湖事通平台")}
    assert links(city, coined("石家庄市", "130100"), nowhere) == set()
