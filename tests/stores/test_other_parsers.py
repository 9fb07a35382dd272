"""The written Turtle as other stores read it: rdflib, and Redland's parser where it is installed."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.build import build_files
from kg.extract import extract
from kg.model import Document

SAMPLES = Path(__file__).parents[2] / "seeds" / "documents"


@pytest.fixture(scope="module")
def turtle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    items = []
    for path in sorted(SAMPLES.glob("*.txt"))[:2]:
        text = path.read_text(encoding="utf-8")
        items.append((extract(Document(path.name, text, hashlib.sha256(text.encode()).hexdigest())), text))
    out = tmp_path_factory.mktemp("out")
    build_files(items, out)
    return out / "graph.ttl"


def count(turtle: Path) -> int:
    return sum(1 for _ in ox.parse(path=str(turtle), format=ox.RdfFormat.TURTLE))


def test_rdflib_reads_as_many_triples(turtle: Path) -> None:
    graph = rdflib.Graph()
    graph.parse(turtle, format="turtle")
    assert len(graph) == count(turtle) > 1000


@pytest.mark.stores
def test_redland_reads_as_many_triples(turtle: Path) -> None:
    rapper = shutil.which("rapper")
    if rapper is None:
        pytest.skip("rapper (Debian package raptor2-utils) is not installed")
    run = subprocess.run([rapper, "-c", "-i", "turtle", str(turtle)], capture_output=True, text=True, check=True)
    found = re.search(r"returned (\d+) triples", run.stderr)
    assert found and int(found.group(1)) == count(turtle)
    assert "warning" not in run.stderr.lower() and "error" not in run.stderr.lower()
