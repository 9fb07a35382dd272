"""A collection of two made-up cities' documents, with extractions made by hand."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kg.build import Summary, build_files
from kg.corrections import read_sheet
from kg.model import Extraction, Fact, Kind, Level, Mention, Metadata, Provision, Relation, Role, Span
from kg.query import open_graph

HEAD = "action\tsubject\trelation\tobject\tnote\twho\twhen\n"
ID = "https://w3id.org/policykg/id/"
TEXTS = (
    "跨境电商计划\n市商务局牵头发展跨境电商，市商务和口岸局配合发展跨境电商，与海州贸易联盟合作。\n",
    "通知\n市商务局牵头发展智慧物流，海贸联盟与海州贸易联盟合作建设云上码头平台。\n",
)
ONE, TWO = "agency/海州市/prefecture/商务", "agency/海州市/prefecture/商务口岸"
TRADE, LOGISTICS = "industry/跨境电商", "industry/智慧物流"
UNION, SHORT = "organization/海州贸易联盟", "organization/海贸联盟"


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def extract(number: int) -> Extraction:
    text = TEXTS[number]
    line = text.index("\n") + 1
    provision = Provision("一", "paragraph", Span(line, len(text) - 1))

    def name(kind: Kind, words: str, function: str = "") -> Mention:
        where = {"function": function, "level": Level.PREFECTURE, "place": "海州市"} if function else {}
        return Mention(kind, span(text, words), 0, words, "r", **where)

    mentions = [name(Kind.AGENCY, "市商务局", "商务"), name(Kind.ORGANIZATION, "海州贸易联盟")]
    facts = []
    if number == 0:
        mentions += [name(Kind.INDUSTRY, "跨境电商"), name(Kind.AGENCY, "市商务和口岸局", "商务和口岸")]
        whole = span(text, TEXTS[0][line:-1])
        facts = [Fact(Relation.RESPONSIBLE_FOR, 0, whole, 0, "bracket-labelled", object=2, role=Role.LEAD),
                 Fact(Relation.RESPONSIBLE_FOR, 3, Span(whole.start + 12, whole.end), 0, "subject-modal", object=2, role=Role.LEAD),
                 Fact(Relation.COOPERATES_WITH, 0, whole, 0, "partners", object=3)]
    else:
        mentions += [name(Kind.INDUSTRY, "智慧物流"), name(Kind.ORGANIZATION, "海贸联盟"), name(Kind.PLATFORM, "云上码头平台")]
        whole = span(text, TEXTS[1][line:-1])
        facts = [Fact(Relation.RESPONSIBLE_FOR, 0, whole, 0, "subject-support", object=2, role=Role.LEAD),
                 Fact(Relation.BUILDS, 3, whole, 0, "builds-place", object=4)]
    return Extraction(f"{number}.txt", hashlib.sha256(text.encode()).hexdigest(), Metadata(text.split("\n")[0]), (),
                      (provision,), tuple(mentions), tuple(facts))


ITEMS = tuple((extract(number), TEXTS[number]) for number in (0, 1))


class Built:
    """A build with corrections, and what its graph says."""

    def __init__(self, out: Path, *lines: str, items=ITEMS, source: str = "c.tsv"):
        self.out = out
        sheet = read_sheet(HEAD + "".join(line + "\n" for line in lines), source)
        self.summary: Summary = build_files(items, out, sheet=sheet)
        self.store = open_graph(out)

    @property
    def problems(self) -> list[tuple[str, str, bool]]:
        return [(p.source, p.kind.removeprefix("correction-"), p.lost) for p in self.summary.problems]

    def ask(self, pattern: str) -> bool:
        prefixes = f"PREFIX : <{ID}> PREFIX pk: <https://w3id.org/policykg/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"
        prefixes += " PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>"
        return bool(self.store.query(f"{prefixes} ASK {{ {pattern} }}"))

    def facts(self, subject: str, relation: str, thing: str) -> list[str]:
        found = self.store.query(
            "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> SELECT DISTINCT ?f WHERE { ?f rdf:subject "
            f"<{ID}{subject}> ; rdf:predicate <https://w3id.org/policykg/ontology#{relation}> ; rdf:object <{ID}{thing}> }} ORDER BY ?f"
        )
        return [row["f"].value.removeprefix(ID) for row in found]

    def direct(self, subject: str, relation: str, thing: str) -> bool:
        return self.ask(f"<{ID}{subject}> pk:{relation} <{ID}{thing}>")

    def bytes(self) -> dict[str, bytes]:
        return {p.relative_to(self.out).as_posix(): p.read_bytes() for p in sorted(self.out.rglob("*")) if p.is_file()}


@pytest.fixture
def built(tmp_path):
    """Builds with the lines given, each in a folder of its own."""
    count = iter(range(1000))
    return lambda *lines, **more: Built(tmp_path / str(next(count)), *lines, **more)
