"""Graphs keep to the contract, and each way to break it is named."""

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.conformance import check_graph
from kg.conformance.findings import advise
from kg.conformance.shapes import SH, _take_queries, check_shapes, copy_graph, read_shapes
from kg.errors import InputError
from kg.query import open_graph
from kg.rdf.namespaces import DCTERMS, PK, RDF, SKOS, XSD
from kg.resources import find_resource


def n(name):
    known = {"dcterms": DCTERMS, "rdf": RDF, "skos": SKOS, "pk": PK, "ex": "https://example.org/"}
    prefix, _, local = name.partition(":")
    return ox.NamedNode(known[prefix] + local)


TYPE = n("rdf:type")


def zh(text):
    return ox.Literal(text, language="zh")


def typed(text, kind):
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


def first(store, kind, having=None):
    """The first node of a class, of those that have a property."""
    nodes = sorted((quad.subject for quad in store.quads_for_pattern(None, TYPE, n(kind))), key=str)
    return next(node for node in nodes if not having or list(store.quads_for_pattern(node, n(having), None)))


def drop(store, node, name):
    for quad in list(store.quads_for_pattern(node, n(name), None)):
        store.remove(quad)


def change(kind, name, *values):
    """Another value, or none, for a property of the first node of a class that has it."""

    def mutate(store):
        node = first(store, kind, name)
        drop(store, node, name)
        for value in values:
            store.add(ox.Quad(node, n(name), value))

    return mutate


def plus(kind, name, *values, having=None):
    """Further values of a property of the first node of a class."""

    def mutate(store):
        node = first(store, kind, having)
        for value in values:
            store.add(ox.Quad(node, n(name), value))

    return mutate


def repeat_label(store):
    node = first(store, "pk:Industry")
    label = next(store.quads_for_pattern(node, n("skos:prefLabel"), None)).object
    store.add(ox.Quad(node, n("skos:altLabel"), label))


def longer(store):
    node = first(store, "pk:Evidence")
    quad = next(store.quads_for_pattern(node, n("pk:end"), None))
    store.remove(quad)
    store.add(ox.Quad(node, n("pk:end"), typed(str(int(quad.object.value) + 1), "integer")))


def elsewhere(store):
    """An evidence that names a provision it does not lie in."""
    node = first(store, "pk:Evidence")
    start = int(next(store.quads_for_pattern(node, n("pk:start"), None)).object.value)
    drop(store, node, "pk:provision")
    other = next(quad.subject for quad in store.quads_for_pattern(None, n("pk:end"), None) if quad.subject != node
                 and "policy/" in quad.subject.value and int(quad.object.value) <= start)
    store.add(ox.Quad(node, n("pk:provision"), other))


def other_words(store):
    node = first(store, "pk:Evidence")
    quad = next(store.quads_for_pattern(node, n("pk:quote"), None))
    store.remove(quad)
    store.add(ox.Quad(node, n("pk:quote"), ox.Literal("又" * len(quad.object.value))))


def no_direct(store):
    fact = first(store, "pk:Assertion")
    s, p, o = (next(store.quads_for_pattern(fact, n(f"rdf:{end}"), None)).object for end in ("subject", "predicate", "object"))
    store.remove(ox.Quad(s, p, o))


def no_assertion(store):
    store.add(ox.Quad(first(store, "pk:Agency"), n("pk:builds"), first(store, "pk:Zone")))


def wrong_ends(store):
    store.add(ox.Quad(first(store, "pk:Industry"), n("pk:responsibleFor"), first(store, "pk:Region")))


def role_elsewhere(store):
    fact = first(store, "pk:Assertion", "pk:role")
    drop(store, fact, "rdf:predicate")
    store.add(ox.Quad(fact, n("rdf:predicate"), n("pk:builds")))


def blank(store):
    node = ox.BlankNode("b1")
    store.add(ox.Quad(node, TYPE, n("pk:Organization")))
    store.add(ox.Quad(node, n("skos:prefLabel"), zh("某公司")))


def cycle(store):
    node = first(store, "pk:Region", "pk:adcode")
    drop(store, node, "pk:partOf")
    store.add(ox.Quad(node, n("pk:partOf"), node))


def orphan(store):
    node = first(store, "pk:Provision")
    drop(store, node, "pk:partOf")
    store.add(ox.Quad(node, n("pk:partOf"), node))


def same_code(store):
    one, two = sorted((q.subject for q in store.quads_for_pattern(None, TYPE, n("pk:Region"))), key=str)[:2]
    for node in (one, two):
        drop(store, node, "pk:adcode")
        store.add(ox.Quad(node, n("pk:adcode"), ox.Literal("130100")))


def unlike(store):
    store.add(ox.Quad(first(store, "pk:Agency"), n("pk:sameThing"), first(store, "pk:Industry")))


def former_name(store):
    store.add(ox.Quad(first(store, "pk:Agency"), n("pk:formerName"), n("ex:name")))
    store.add(ox.Quad(n("ex:name"), TYPE, n("pk:Name")))


BREACHES = [
    ("Policy-sha256", "摘要", change("pk:Policy", "pk:sha256", ox.Literal("12ab"))),
    ("Policy-genre", "体裁", change("pk:Policy", "pk:genre", n("pk:yearly"))),
    ("Policy-status", "效力", plus("pk:Policy", "pk:status", n("pk:lead"))),
    ("Policy-sourceFile", "文件名", change("pk:Policy", "pk:sourceFile", ox.Literal("/home/a.txt"))),
    ("Policy-issued", "发布日期", plus("pk:Policy", "dcterms:issued", typed("2024", "gYear"))),
    ("Policy-cites", "引用", plus("pk:Policy", "pk:cites", n("ex:nothing"))),
    ("prefLabel-zh", "中文首选名称", change("pk:Industry", "skos:prefLabel", zh("甲"), zh("乙"))),
    ("prefLabel-zh", "中文首选名称", change("pk:Platform", "skos:prefLabel")),
    ("prefLabel", "语言标记", plus("pk:Region", "skos:prefLabel", ox.Literal("Hebei"))),
    ("altLabel", "不得重复首选名称", repeat_label),
    ("mentionedIn", "见于", plus("pk:Agency", "pk:mentionedIn", n("ex:nowhere"))),
    ("Agency-leveled", "层级", change("pk:Agency", "pk:level")),
    ("Agency-level", "封闭集合", change("pk:Agency", "pk:level", n("pk:lead"))),
    ("Agency-function", "职能", change("pk:Agency", "pk:function", ox.Literal("甲"), ox.Literal("乙"))),
    ("Region-adcode", "六位", change("pk:Region", "pk:adcode", ox.Literal("1301"))),
    ("Region-adcodeTwice", "共用", same_code),
    ("Region-adcodeLevel", "须有层级", change("pk:Region", "pk:level")),
    ("Region-cycle", "回到自身", cycle),
    ("Industry-inScheme", "所属体系", change("pk:Industry", "skos:inScheme")),
    ("Industry-concept", "skos:Concept", change("pk:Industry", "rdf:type", n("pk:Industry"))),
    ("Provision-inPolicy", "到不了任何文件", orphan),
    ("Provision-ref", "编号路径", change("pk:Provision", "pk:ref")),
    ("Provision-kind", "类型", change("pk:Provision", "pk:provisionKind", ox.Literal("verse"))),
    ("start", "非负整数", change("pk:Provision", "pk:start", typed("-1", "integer"))),
    ("Target-value", "数值", change("pk:Target", "pk:value")),
    ("Target-value", "xsd:decimal", change("pk:Target", "pk:value", ox.Literal("五十"))),
    ("Target-comparator", "比较方式", change("pk:Target", "pk:comparator", n("pk:inForce"))),
    ("Target-normalUnit", "基本单位", change("pk:Target", "pk:baseUnit")),
    ("deadline", "期限", change("pk:Target", "pk:deadline", ox.Literal("2026年底"))),
    ("one-mentionedIn", "出处", change("pk:Target", "pk:mentionedIn")),
    ("Incentive-offer", "激励须有比例", lambda store: [drop(store, first(store, "pk:Incentive"), f"pk:{p}") for p in ("rate", "cap", "amount")]),
    ("Incentive-rate", "非负", change("pk:Incentive", "pk:rate", typed("-0.1", "decimal"))),
    ("Assertion-predicate", "关系", change("pk:Assertion", "rdf:predicate", n("pk:promotes"))),
    ("Assertion-role", "角色", change("pk:Assertion", "pk:role", n("pk:draft"))),
    ("Assertion-roleMissing", "须有角色", change("pk:Assertion", "pk:role")),
    ("Assertion-roleOnly", "只用于负责", role_elsewhere),
    ("Assertion-confidence", "可信度", plus("pk:Assertion", "pk:confidence", typed("1.2", "decimal"))),
    ("Assertion-direct", "直接三元组不在图谱中", no_direct),
    ("evidence", "依据", change("pk:Assertion", "pk:evidence")),
    ("rule", "规则", change("pk:Assertion", "pk:rule")),
    ("Evidence-quote", "一段原文", change("pk:Evidence", "pk:quote")),
    ("Evidence-length", "长度须等于", longer),
    ("Evidence-within", "超出所在条款", elsewhere),
    ("Evidence-provision", "所在条款", change("pk:Evidence", "pk:provision")),
    ("quote-text", "与文件", other_words),
    ("builds-asserted", "没有断言", no_assertion),
    ("responsibleFor-subject", "负责的主体", wrong_ends),
    ("responsibleFor-object", "负责的客体", wrong_ends),
    ("sameThing-class", "同类", unlike),
    ("Name-literalForm", "曾用名", former_name),
    ("blank-node", "空白节点", blank),
    ("Thing", "空白节点", blank),
    ("unknown-term", "没有这个名称", plus("pk:Agency", "pk:responsibelFor", n("ex:x"))),
]



@pytest.fixture(scope="module")
def rich(graph, tmp_path_factory):
    """The graph of the two documents, with a zone and a platform that nobody but this test names."""
    folder = tmp_path_factory.mktemp("rich")
    shutil.copytree(graph / "texts", folder / "texts")
    store = open_graph(graph)
    for kind, name in (("Zone", "某高新区"), ("Platform", "某平台")):
        store.add(ox.Quad(n(f"ex:{kind}"), TYPE, n(f"pk:{kind}")))
        store.add(ox.Quad(n(f"ex:{kind}"), n("skos:prefLabel"), zh(name)))
    return folder, store


def write(store, folder: Path, target: Path) -> Path:
    target.mkdir(exist_ok=True)
    (target / "texts").symlink_to(folder / "texts")
    quads = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    (target / "graph.ttl").write_bytes(ox.serialize((q.triple for q in quads), format=ox.RdfFormat.TURTLE))
    return target


def test_a_built_graph_conforms(graph, rich, tmp_path):
    report = check_graph(graph)
    assert report.conforms and not report.findings and report.quotes_checked and report.triples > 400
    assert check_graph(write(rich[1], rich[0], tmp_path / "whole")).findings == ()


def copy(store):
    other = ox.Store()
    other.extend(store)
    return other


@pytest.mark.parametrize(("check", "words", "mutate"), BREACHES, ids=[f"{at}-{check}" for at, (check, *_) in enumerate(BREACHES)])
def test_each_breach_is_named(check, words, mutate, rich, tmp_path):
    folder, store = rich
    other = copy(store)
    mutate(other)
    report = check_graph(write(other, folder, tmp_path / "broken"))
    found = [finding for finding in report.findings if finding.check == check]
    assert not report.conforms and found, report.findings
    assert words in found[0].message and " / " in found[0].message and found[0].advice


def test_a_finding_says_where_and_what(rich, tmp_path):
    folder, store = rich
    other = copy(store)
    change("pk:Target", "pk:unit", ox.Literal("家"), ox.Literal("个"))(other)
    found = check_graph(write(other, folder, tmp_path / "broken")).findings
    (finding,) = [one for one in found if one.check == "Target-unit"]
    assert (finding.document, finding.path, finding.advice) == ("plan.txt", "pk:unit", advise("MaxCount"))
    assert finding.clause.startswith("一") and finding.label and finding.node.startswith("https://")


def test_texts_that_are_missing_or_changed_are_told(graph, tmp_path):
    shutil.copytree(graph, tmp_path / "g")
    one, two = sorted((tmp_path / "g" / "texts").iterdir())
    one.unlink()
    two.write_text("别的文字", encoding="utf-8")
    checks = {finding.check for finding in check_graph(tmp_path / "g").findings}
    assert {"text-missing", "text-changed", "quote-text", "span-outside"} <= checks


def test_without_texts_quotes_are_not_checked(graph, tmp_path):
    shutil.copy(graph / "graph.ttl", tmp_path / "graph.ttl")
    report = check_graph(tmp_path / "graph.ttl")
    assert report.conforms and not report.quotes_checked


# The shapes themselves


@pytest.fixture(scope="module")
def shapes():
    return read_shapes()


def test_every_shape_has_a_name_and_a_message_in_both_languages(shapes):
    sh = rdflib.Namespace(SH)
    parts = {s for kind in (sh.NodeShape, sh.PropertyShape, sh.SPARQLConstraint) for s in shapes.subjects(rdflib.RDF.type, kind)}
    assert len(parts) > 120 and all(isinstance(part, rdflib.URIRef) for part in parts)
    for part in parts:
        assert sorted(m.language for m in shapes.objects(part, sh.message)) == ["en", "zh"], part
    for relation in (sh.property, sh.sparql):
        assert set(shapes.objects(None, relation)) <= parts


def test_shapes_speak_of_declared_terms_only(shapes):
    import re

    text = find_resource("ontology", "shapes.ttl").read_text(encoding="utf-8")
    ontology = find_resource("ontology", "kg.ttl").read_text(encoding="utf-8")
    assert {name for name in re.findall(r"\bpk:\w+", text) if f"\n{name} a " not in ontology} == set()


def test_every_class_has_a_shape(shapes):
    ontology = rdflib.Graph().parse(data=find_resource("ontology", "kg.ttl").read_text(encoding="utf-8"), format="turtle")
    closed = set(ontology.subjects(rdflib.OWL.equivalentClass, None)) | {rdflib.URIRef(PK + name) for name in ("Thing", "Place", "Unit")}
    shaped = set(shapes.objects(None, rdflib.URIRef(SH + "targetClass")))
    classes = {c for c in ontology.subjects(rdflib.RDF.type, rdflib.OWL.Class) if isinstance(c, rdflib.URIRef)}
    assert classes - closed == shaped


@pytest.mark.parametrize("mutate", [longer, elsewhere, no_direct, no_assertion, cycle, role_elsewhere, unlike, repeat_label])
def test_our_way_to_ask_finds_what_the_engine_alone_finds(mutate, rich):
    import pyshacl

    other = copy(rich[1])
    mutate(other)
    ours = {breach.node for breach in check_shapes(other, read_shapes())}
    _, report, _ = pyshacl.validate(copy_graph(other), shacl_graph=read_shapes(), meta_shacl=mutate is longer)
    theirs = {str(node) for node in report.objects(None, rdflib.URIRef(SH + "focusNode"))}
    assert ours == theirs != set()


OWN = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix pk: <https://w3id.org/policykg/ontology#> .
<https://example.org/own> a sh:NodeShape ; sh:targetClass pk:Policy ; sh:severity %s ;
    sh:sparql <https://example.org/own-number> .
<https://example.org/own-number> sh:message "须有文号：{?value}"@zh, "a number"@en ;
    sh:select "SELECT $this (COUNT(?n) AS ?value) WHERE { $this <https://example.org/n>* ?n } GROUP BY $this" .
"""


@pytest.mark.parametrize(("severity", "conforms"), [("sh:Violation", False), ("sh:Warning", True)])
def test_shapes_of_ones_own(severity, conforms, graph, tmp_path):
    file = tmp_path / "own.ttl"
    file.write_text(OWN % severity, encoding="utf-8")
    report = check_graph(graph, file)
    assert len(report.findings) == 2 and report.conforms is conforms
    assert {finding.check for finding in report.findings} == {"own-number"}


def test_a_query_that_is_not_plain_stays_with_the_engine(tmp_path):
    file = tmp_path / "own.ttl"
    file.write_text(OWN % "sh:Violation", encoding="utf-8")
    assert list(_take_queries(read_shapes(file))) == []
    assert len(list(_take_queries(read_shapes()))) > 15


@pytest.mark.parametrize("text", ["not turtle", '@prefix sh: <http://www.w3.org/ns/shacl#> . <https://e.org/s> a sh:NodeShape ; sh:targetClass <https://e.org/c> ; '
                                  'sh:sparql <https://e.org/q> . <https://e.org/q> sh:select "SELECT $this WHERE { nonsense" .'])
def test_faulty_shapes_are_told(text, graph, tmp_path):
    file = tmp_path / "bad.ttl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="形状"):
        check_graph(graph, file)
    with pytest.raises(InputError, match="none.ttl"):
        read_shapes(tmp_path / "none.ttl")


# The real documents


@pytest.mark.shared
@pytest.mark.parametrize("name", ["seeds", "texts_train"])
def test_graphs_of_the_real_documents_conform(name, shared, tmp_path):
    from kg.pipeline import build

    build([shared / name], tmp_path, jobs=1)
    assert [(f.check, f.node, f.value) for f in check_graph(tmp_path).findings] == []
