"""The folder for neo4j-admin import: heads that it knows, one node a thing, each relationship between two nodes."""

import csv
import io

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.exports.forms import export_graph
from kg.exports.neo4j import ARRAY_DELIMITER, render_neo4j
from kg.query import open_graph
from kg.rdf.namespaces import PK

PLAIN = {"partOf", "mentionedIn", "concerns", "jurisdiction", "promotes", "grantedBy", "region", "versionOf", "cites", "issuedBy"}


def read(text):
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    assert all(len(row) == len(head) for row in rows)
    return [dict(zip(head, row, strict=True)) for row in rows]


def read_folder(path):
    files = export_graph(path, "neo4j").content
    assert sorted(files) == ["import.txt", "nodes.csv", "relationships.csv"]
    return read(files["nodes.csv"]), read(files["relationships.csv"])


def test_every_end_of_a_relationship_is_a_node(graph, hostile):
    for path in (graph, hostile):
        nodes, edges = read_folder(path)
        ids = [node["iri:ID"] for node in nodes]
        assert len(ids) == len(set(ids))
        assert {edge[end] for edge in edges for end in (":START_ID", ":END_ID")} <= set(ids)
        assert all(node[":LABEL"].isalpha() for node in nodes)


def test_nodes_are_those_of_the_graph(graph):
    nodes, _ = read_folder(graph)
    store = open_graph(graph)
    kinds = ("Agency", "Region", "Industry", "Platform", "Zone", "Organization", "Policy", "PolicyWork", "Provision", "Target", "Incentive")
    for kind in kinds:
        there = {q.subject.value for q in store.quads_for_pattern(None, None, NamedNode(PK + kind))}
        assert {node["iri:ID"] for node in nodes if node[":LABEL"] == kind} == there, kind
    (agency,) = (node for node in nodes if node["name"] == "石家庄市商务部门")
    assert (agency["level"], agency["function"]) == ("prefecture", "商务")
    assert agency["altNames:string[]"].split(ARRAY_DELIMITER) == ["市商务局", "石家庄市商务局"]
    (target,) = (node for node in nodes if node["unit"] == "亿元")
    assert float(target["value:double"]) == 300 and target["deadline"] == "2026"
    assert {node["sourceFile:string[]"] for node in nodes if node[":LABEL"] == "Policy"} == {"plan.txt", "数字贸易 条例.txt"}
    provision = next(node for node in nodes if node[":LABEL"] == "Provision")
    assert provision["start:int"].isdigit()


def test_relationships_are_the_facts_and_the_links(graph):
    _, edges = read_folder(graph)
    store = open_graph(graph)
    facts = {q.subject.value for q in store.quads_for_pattern(None, None, NamedNode(PK + "Assertion"))}
    assert {edge["fact"] for edge in edges if edge["fact"]} == facts
    lead = [edge for edge in edges if edge[":TYPE"] == "RESPONSIBLE_FOR" and edge["role"] == "lead"]
    assert lead and all(edge["quote"] and int(edge["start:int"]) < int(edge["end:int"]) and edge["rule"] for edge in lead)
    for name in PLAIN:
        links = {(q.subject.value, q.object.value) for q in store.quads_for_pattern(None, NamedNode(PK + name), None)}
        kind = "".join(f"_{c}" if c.isupper() else c.upper() for c in name)
        assert {(e[":START_ID"], e[":END_ID"]) for e in edges if e[":TYPE"] == kind} == links, name
    assert sum(edge[":TYPE"] == "EVIDENCE" for edge in edges) >= 3, "targets and incentives keep their sentence"


def test_texts_stand_exactly(hostile, hostile_texts):
    nodes, edges = read_folder(hostile)
    names = {node["iri:ID"].rpartition("/")[2]: node for node in nodes if node[":LABEL"] == "Agency"}
    quotes = {edge["quote"] for edge in edges if edge[":TYPE"] == "RESPONSIBLE_FOR"}
    for key, text in hostile_texts.items():
        assert names[key]["name"] == text
        written = text.replace("|", "｜")
        assert sorted(names[key]["altNames:string[]"].split(ARRAY_DELIMITER)) == sorted([f"{written}二", f"x{written}"])
        assert text in quotes


def test_the_delimiter_of_lists_stands_in_no_name():
    store, node = Store(), NamedNode("urn:a")
    for text in ("甲|乙", "丙"):
        store.add(Quad(node, NamedNode("http://www.w3.org/2004/02/skos/core#altLabel"), Literal(text, language="zh")))
    (row,) = read(render_neo4j(store)["nodes.csv"])
    assert row == {"iri:ID": "urn:a", ":LABEL": "Resource", "altNames:string[]": "丙|甲｜乙"}


def test_the_command_names_the_files(graph):
    command = export_graph(graph, "neo4j").content["import.txt"]
    assert "--nodes=nodes.csv" in command and "--relationships=relationships.csv" in command
    assert f"--array-delimiter='{ARRAY_DELIMITER}'" in command and "--multiline-fields=true" in command
