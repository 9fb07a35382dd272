"""Draws names that a graph holds for one thing, and names that it keeps apart though they are near, for a reader to judge.

    python bench/merges.py GRAPH SHEET [--merges N] [--near M] [--seed S]

GRAPH is a build's folder. SHEET gets N merges (the label of a thing and another form found for it, with the sentence) and M
near-misses (two things of one kind and place with near names, from the review's candidates), in random order. The column
``verdict`` is for the reader: one, two or ?. The sheet holds text of documents: keep it outside the repository.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from pathlib import Path

from kg.query import open_graph, run_sparql
from kg.review import find_candidates

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = ("no", "kind", "one", "other", "place", "said", "sentence", "verdict", "note")
_FORMS = """
PREFIX pk: <https://w3id.org/policykg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?label ?form WHERE {
  ?thing skos:prefLabel ?label ; skos:altLabel ?form . FILTER(LANG(?label) = "zh" && LANG(?form) = "zh")
} ORDER BY ?thing ?form
"""


def draw_merges(graph: Path, count: int, chance: random.Random) -> list[list[str]]:
    """Rows of forms that one thing has beside its label."""
    rows = [[str(cell) for cell in row] for row in run_sparql(open_graph(graph), _FORMS).rows]
    chance.shuffle(rows)
    found = []
    for thing, label, form in rows[:count]:
        kind, place, *_ = path_of(thing)
        found.append([kind, label, form, place, "one", ""])
    return found


def draw_near(graph: Path, count: int, chance: random.Random) -> list[list[str]]:
    """Rows of things that stand apart though their names are near."""
    candidates, _ = find_candidates(graph)
    pairs = [c for c in candidates if c.object and not c.relation]
    chance.shuffle(pairs)
    return [[*path_of(c.subject)[:1], c.subject_name, c.object_name, path_of(c.subject)[1], "two", c.sentence] for c in pairs[:count]]


def path_of(iri: str) -> list[str]:
    """The parts of a thing's path: kind, place, and so on."""
    return [*iri.partition("/id/")[2].split("/"), ""]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path)
    parser.add_argument("sheet", type=Path)
    parser.add_argument("--merges", type=int, default=200)
    parser.add_argument("--near", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if ROOT in args.sheet.resolve().parents:
        print("the sheet holds text of documents: name a place outside the repository")
        return 1
    chance = random.Random(args.seed)
    rows = draw_merges(args.graph, args.merges, chance) + draw_near(args.graph, args.near, chance)
    chance.shuffle(rows)
    with args.sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([number, *row, "", ""] for number, row in enumerate(rows, 1))
    print(f"{len(rows)} rows: {args.sheet}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
