"""A graph says which version of the ontology it keeps to, and one of another version is opened with a word about it."""

import warnings

import pytest
import rdflib
from click.testing import CliRunner
from rdflib.namespace import OWL

from kg.cli import main
from kg.errors import GraphWarning
from kg.query import open_graph
from kg.rdf import build_dataset, render_trig
from kg.rdf.version import find_other_versions, ontology_version
from kg.resources import find_resource

CONFORMS = "http://purl.org/dc/terms/conformsTo"


@pytest.fixture
def foreign(items, tmp_path):
    """The graph of another version."""
    text = render_trig(build_dataset(items)).replace(f"<{ontology_version().value}>", "<https://w3id.org/policykg/ontology/0.0.9>")
    (tmp_path / "graph.trig").write_text(text, encoding="utf-8")
    return tmp_path


def test_every_graph_says_its_version_once_among_what_documents_do_not_decide(items):
    found = [quad for quad in build_dataset(items) if quad.predicate.value == CONFORMS]
    assert [(quad.subject.value.rpartition("/")[2], quad.graph_name.value.rpartition("/")[2]) for quad in found] == [("dataset", "authority")]
    ontology = rdflib.Graph().parse(data=find_resource("ontology", "kg.ttl").read_text(encoding="utf-8"), format="turtle")
    assert [quad.object.value for quad in found] == [str(iri) for iri in ontology.objects(None, OWL.versionIRI)]
    assert find_other_versions(build_dataset([], "https://example.org/")) == ()


def test_another_version_is_a_warning_and_the_graph_opens(foreign):
    with pytest.warns(GraphWarning, match=r"graph\.trig.*0\.0\.9.*kg build"):
        store = open_graph(foreign)
    assert find_other_versions(store) == ("0.0.9",)


def test_the_own_version_and_none_are_silent(items, foreign, tmp_path):
    (tmp_path / "own.trig").write_text(render_trig(build_dataset(items)), encoding="utf-8")
    (tmp_path / "none.nt").write_text("<urn:a> <urn:b> <urn:c> .\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(open_graph(tmp_path / "own.trig")) and len(open_graph(tmp_path / "none.nt"))


def test_the_command_line_says_it_on_standard_error_and_answers(foreign):
    result = CliRunner().invoke(main, ["query", "policies", "--graph", str(foreign), "--format", "csv"])
    assert result.exit_code == 0
    assert result.stderr.count("0.0.9") == 2, "once in each language"
    assert result.stdout.startswith("title,") and "0.0.9" not in result.stdout
