"""Whole documents of our own making: who is responsible for which provision, in which role, and nothing else."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from kg.extract import extract
from kg.model import Document, Extraction, Relation

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())


def read(folder: Path) -> Extraction:
    text = (folder / "input.txt").read_text(encoding="utf-8")
    return extract(Document(folder.name, text, hashlib.sha256(text.encode()).hexdigest()))


def responsible(extraction: Extraction) -> set[tuple[str, str, str]]:
    return {
        (extraction.mentions[fact.subject].name, fact.role.value if fact.role else "", extraction.provisions[fact.object_provision].ref)
        for fact in extraction.facts
        if fact.relation is Relation.RESPONSIBLE_FOR and fact.object_provision is not None
    }


def test_number_of_cases() -> None:
    assert len(CASES) == 4
    assert all((case / "note.md").read_text(encoding="utf-8").startswith("# Why") for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path) -> None:
    with (case / "expected.tsv").open(encoding="utf-8", newline="") as table:
        expected = {(row["subject"], row["role"], row["provision"]) for row in csv.DictReader(table, delimiter="\t")}
    assert responsible(read(case)) == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_fact_shows_its_passage(case: Path) -> None:
    extraction = read(case)
    text = (case / "input.txt").read_text(encoding="utf-8")
    for fact in extraction.facts:
        quote = fact.evidence.of(text)
        assert quote.strip() and len(quote) <= 400
        if fact.provision is not None:
            assert extraction.provisions[fact.provision].span.covers(fact.evidence)
    for mention in extraction.mentions:
        assert mention.span.of(text)
        if mention.provision is not None:
            assert extraction.provisions[mention.provision].span.covers(mention.span)


def test_the_same_text_gives_the_same_record() -> None:
    assert read(CASES[0]) == read(CASES[0])
