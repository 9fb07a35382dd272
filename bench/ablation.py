"""What each part of extraction is worth: F1 by kind with rules alone, with lists of names, and with the model.

    python bench/ablation.py [--shared DIR] [--set NAME] [--output FILE]

rules       grammar, agencies and regions; no lists of industries, zones and organizations, no model
+ lists     and the vocabularies that list such names (kg build --no-model)
+ model     and the trained model (kg build)

The shipped model is fitted from the documents of seeds and train: for a document that it has not seen, look at dev.
Exit code 0, also where there are no real documents.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import kg.vocabulary as vocabulary
from kg.pipeline import build
from kg.score import pack_score, score_graph
from kg.user_vocabularies import NO_MODEL
from kg.vocabulary import Row, UserTables, forget_derived

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
SETS = {"seeds": ("gold/seeds", "seeds"), "train": ("gold/train", "texts_train"), "dev": ("gold/dev", "texts_dev")}
LISTS = (
    "digital_economy_2021", "functional_zones_nbs2023", "industries_gbt4754_2digit", "industry_terms", "organizations",
    "strategic_emerging_2018",
)  # fmt: skip
KNOWN = ("organization_terms", "known")  # a table of which only the rows of a class list names
CONFIGURATIONS: Mapping[str, tuple[bool, UserTables]] = {
    "rules": (False, NO_MODEL),
    "+ lists": (True, NO_MODEL),
    "+ model": (True, ()),
}


@contextmanager
def without_lists() -> Iterator[None]:
    """Empties, for a while and in this process, the tables that list names."""
    read = vocabulary.read_shipped

    def read_less(name: str) -> tuple[tuple[str, ...], tuple[Row, ...]]:
        head, rows = read(name)
        if name in LISTS:
            return head, ()
        return head, tuple(row for row in rows if row["class"] != KNOWN[1]) if name == KNOWN[0] else rows

    setattr(vocabulary, "read_shipped", read_less)  # noqa: B010
    forget_derived()
    try:
        yield
    finally:
        setattr(vocabulary, "read_shipped", read)  # noqa: B010
        forget_derived()


def measure(shared: Path, name: str, configuration: str) -> dict[str, float]:
    """F1 by kind and group of a set, built with a configuration in this process."""
    gold, texts = (shared / part for part in SETS[name])
    lists, tables = CONFIGURATIONS[configuration]
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary)
        if lists:
            build([texts], out, 1, None, tables)
        else:
            with without_lists():
                build([texts], out, 1, None, tables)
        packed = pack_score(score_graph(out, gold, texts))
    return {kind: row["F1"] if isinstance(row, dict) else row for kind, row in packed.items() if kind != "documents"}


def render(name: str, figures: Mapping[str, Mapping[str, float]]) -> str:
    """A table of a set: a line a kind, a column a configuration, and what the last step adds."""
    kinds = dict.fromkeys(kind for column in figures.values() for kind in column)
    lines = [f"{name:28}" + "".join(f"{configuration:>10}" for configuration in figures)]
    for kind in kinds:
        lines.append(f"{kind:28}" + "".join(f"{column.get(kind, 0.0):10.3f}" for column in figures.values()))
    return "\n".join(lines)


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
    rows = []
    for name in names:
        figures = {configuration: measure(options.shared, name, configuration) for configuration in CONFIGURATIONS}
        print(render(name, figures), end="\n\n")
        rows += [(name, kind, configuration, value) for configuration, column in figures.items() for kind, value in column.items()]
    if options.output:
        with options.output.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter="\t", lineterminator="\n")
            writer.writerow(("set", "kind", "configuration", "f1"))
            writer.writerows(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
