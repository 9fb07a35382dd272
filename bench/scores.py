"""Builds documents with gold, scores the graphs and holds them to floors: the invented ones of bench, and the real ones
where they lie beside the checkout (these by the scorer that comes with them, the invented ones by `kg score`).

    python bench/scores.py [--shared DIR] [--set NAME] [--keep DIR]

Exit code 0 where every floor of floors.tsv is reached by what there is to score; 1 otherwise.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.tsv"
SHARED = HERE.parent.parent / "shared"
ROWS = ("ENTITIES", "FACTS", "QUANTITIES")


@dataclass(frozen=True)
class GoldSet:
    """Documents with their gold, as folders below the shared one, or of our own below this one."""

    name: str
    gold: str
    texts: str
    own: bool = False


SETS = (
    GoldSet("seeds", "gold/seeds", "seeds"),
    GoldSet("train", "gold/train", "texts_train"),
    GoldSet("dev", "gold/dev", "texts_dev"),
    GoldSet("gold", "gold/gold", "gold/texts", own=True),
    GoldSet("gold2", "gold2/gold", "gold2/texts", own=True),
)


@dataclass(frozen=True)
class Line:
    """A figure of a set, with the floor it must reach, if it has one."""

    set: str
    row: str
    value: float
    floor: float | None = None

    @property
    def holds(self) -> bool:
        return self.floor is None or self.value >= self.floor


def read_floors(path: Path = FLOORS) -> dict[tuple[str, str], float]:
    """Floors by set and row."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["set"], row["row"]): float(row["floor"]) for row in csv.DictReader(file, delimiter="\t")}


def read_figures(result: Mapping[str, Any]) -> dict[str, float]:
    """The scorer's JSON as one number a row: F1 of kinds and groups, the shares as they are; groups come first."""
    figures = {row: float(value["F1"] if isinstance(value, dict) else value)
               for row, value in result.items() if row != "documents"}  # fmt: skip
    return {row: figures[row] for row in sorted(figures, key=lambda row: (row not in ROWS, row.islower()))}


def compare(name: str, figures: Mapping[str, float], floors: Mapping[tuple[str, str], float]) -> tuple[Line, ...]:
    """The figures of a set with their floors; a floor whose row is missing counts as 0."""
    rows = dict.fromkeys([*figures, *(row for of, row in floors if of == name)])
    return tuple(Line(name, row, figures.get(row, 0.0), floors.get((name, row))) for row in rows)


def measure(gold_set: GoldSet, shared: Path, folder: Path) -> dict[str, float]:
    """Builds the set's documents into ``folder`` and scores the graph, each in a process of its own."""
    root = HERE if gold_set.own else shared
    texts, gold = root / gold_set.texts, root / gold_set.gold
    run([sys.executable, "-m", "kg", "build", str(texts), "--out", str(folder)])
    result = folder / "score.json"
    if gold_set.own:
        scorer = [sys.executable, "-m", "kg", "score", str(folder)]
    else:
        scorer = [sys.executable, str(shared / "bench" / "score.py"), str(folder / "graph.ttl")]
    run([*scorer, str(gold), str(texts), "--json", str(result)])
    return read_figures(json.loads(result.read_text(encoding="utf-8")))


def run(command: Sequence[str]) -> None:
    """Runs a command quietly; where it fails, what it said goes to standard error and the run ends."""
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
        sys.exit(f"exit code {done.returncode}: {' '.join(command)}")


def render(lines: Sequence[Line]) -> str:
    """A table of lines."""
    head = f"{'set':8}{'row':26}{'value':>8}{'floor':>8}"
    body = (f"{line.set:8}{line.row:26}{line.value:8.3f}{'' if line.floor is None else format(line.floor, '8.3f'):>8}"
            f"{'' if line.holds else '  BELOW'}" for line in lines)  # fmt: skip
    return "\n".join([head, *body])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder with documents, gold and scorer")
    parser.add_argument("--set", choices=[s.name for s in SETS], help="this set only")
    parser.add_argument("--keep", type=Path, help="leave the graphs in this folder")
    options = parser.parse_args(arguments)
    real = (options.shared / "bench" / "score.py").is_file()
    if not real:
        print(f"no real documents and no scorer in {options.shared}: only the invented documents of bench are scored")
    floors = read_floors()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        chosen = [s for s in SETS if options.set in (None, s.name) and (s.own or real)]
        lines = [line for s in chosen for line in compare(s.name, measure(s, options.shared, folder / s.name), floors)]
    print(render(lines))
    below = [line for line in lines if not line.holds]
    print(f"{len(below)} below their floor" if below else "every floor is reached")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
