"""Draws facts of documents nobody tuned for, for a reader to judge blind, and counts what the reader found.

    python bench/sample.py draw SHEET KEY [--documents N] [--facts M] [--seed S] [--by-rule] [--shared DIR]
    python bench/sample.py judge SHEET KEY [--output FILE]

``draw`` builds N documents of the corpus beside the checkout and writes a sheet of M statements with their quotes, of
which one in ten is planted false: its subject or object is another thing of the same kind. The sheet shows neither rule nor
confidence; these stand in the key. Both are written outside the repository, for they hold text of the documents.
``judge`` reads the column ``verdict`` (对/错/? or y/n/?), and prints precision by rule with Wilson intervals at 95 %, and
how many planted statements the reader caught. Exit code 1 where a sheet cannot be read.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from literals import drop_copies, read_gold_texts, squeeze

from kg.explain import find_sentence
from kg.pipeline import build
from kg.query import open_graph
from kg.score.graph import GraphRows
from kg.score.names import normal_name
from kg.statements import Statement, list_statements

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
ARCHIVES = ("forestry_notices_txt.tar.xz", "local_regulations_md.tar.xz", "web_pages_txt.tar.xz")
SHEET = ("no", "statement", "quote", "context", "document", "verdict", "note")
KEY = ("no", "planted", "kind", "rule", "iri", "document")
PLANTED_SHARE = 10
CONTEXT = 400
RIGHT, WRONG, UNSURE = "right", "wrong", "unsure"
VERDICTS = {
    "对": RIGHT, "是": RIGHT, "y": RIGHT, "yes": RIGHT, "1": RIGHT, "right": RIGHT,
    "错": WRONG, "否": WRONG, "n": WRONG, "no": WRONG, "0": WRONG, "wrong": WRONG,
    "?": UNSURE, "？": UNSURE, "unsure": UNSURE, "": UNSURE,
}  # fmt: skip
RELATIONS = {"responsibleFor": "负责", "builds": "建设", "locatedIn": "位于", "cooperatesWith": "合作", "focusesOn": "聚焦"}
ROLES = {"lead": "（牵头）", "joint": "（共同或单独）", "support": "（配合）", "": ""}
QUANTITIES = {"target": "目标", "incentive": "激励"}
Forms = Mapping[str, set[str]]
_Z = 1.959963984540054  # of the normal distribution, for 95 %


class SheetError(Exception):
    """A sheet or a key cannot be used."""


@dataclass(frozen=True)
class Drawn:
    """A statement for the sheet; of a planted one the false reading."""

    statement: Statement
    planted: bool
    context: str


def choose_documents(shared: Path, count: int, chance: random.Random) -> list[tuple[str, bytes]]:
    """Names and bytes of documents drawn from the archives, as many from each; copies of gold documents are passed over."""
    gold = [text for _, text in read_gold_texts(shared)]
    found: list[tuple[str, bytes]] = []
    for position, archive in enumerate(ARCHIVES):
        share = count // len(ARCHIVES) + (position < count % len(ARCHIVES))
        with tarfile.open(shared / "corpus" / archive, "r:xz") as members:
            files = {member.name: member for member in members if member.isfile()}
            names = sorted(files)
            chance.shuffle(names)
            for name in names:
                if share <= 0:
                    break
                file = members.extractfile(files[name])
                data = file.read() if file is not None else b""
                if list(drop_copies([squeeze(data.decode("utf-8", "replace"))], gold)):
                    found.append((f"{position}_{PurePosixPath(name).stem}.txt", data))
                    share -= 1
    return found


def draw_statements(
    statements: Sequence[Statement], count: int, chance: random.Random, by_rule: bool = False
) -> list[Statement]:
    """Statements drawn at random, each once, whatever the number of its passages; or as many of each rule as there are."""
    single = list({statement.iri: statement for statement in reversed(statements)}.values())
    single.sort(key=lambda statement: statement.iri)
    chance.shuffle(single)
    if by_rule:
        seen: Counter[str] = Counter()
        turns = []
        for statement in single:
            seen[statement.rule.name] += 1
            turns.append((seen[statement.rule.name], statement.rule.name, statement))
        single = [statement for *_, statement in sorted(turns, key=lambda turn: turn[:2])]
    return single[:count]


def kind_of(iri: str) -> str:
    """What sort of thing an IRI of a graph names: the first part of its path."""
    return iri.partition("/id/")[2].partition("/")[0]


def plant(
    statement: Statement, statements: Sequence[Statement], said: str, forms: Forms, chance: random.Random
) -> Statement | None:
    """The statement with its subject or object swapped for another of its kind that the passage does not name.

    None where there is no such thing, or where the statement has no two ends. One that the graph also states is none.

    Args:
        statement: a right one.
        statements: all there are.
        said: the passage that the reader will see.
        forms: by thing, the normal forms of all its names in the documents.
        chance: decides which side and which thing.
    """
    said = normal_name(said)
    if statement.kind != "fact":
        return None
    known = {(s.subject_iri, s.relation, s.object_iri) for s in statements}
    sides = ["subject", "object"] if kind_of(statement.object_iri) != "policy" else ["subject"]
    chance.shuffle(sides)
    for side in sides:
        kind = kind_of(getattr(statement, f"{side}_iri"))
        things = {(getattr(s, side), getattr(s, f"{side}_iri")) for s in statements if s.kind == "fact"}
        pool = sorted(t for t in things if kind_of(t[1]) == kind and not any(form in said for form in forms.get(t[1], ())))
        near = {(getattr(s, side), getattr(s, f"{side}_iri")) for s in statements if s.sha256 == statement.sha256}
        for choices in ([t for t in pool if t in near], pool):
            chance.shuffle(choices)
            for label, iri in choices:
                false = replace(statement, **{side: label, f"{side}_iri": iri})
                if (false.subject_iri, false.relation, false.object_iri) not in known:
                    return false
    return None


def prepare_sheet(
    statements: Sequence[Statement],
    texts: Mapping[str, str],
    forms: Forms,
    count: int,
    chance: random.Random,
    by_rule: bool = False,
) -> list[Drawn]:
    """The statements of a sheet, a tenth of them planted, in random order."""
    drawn = draw_statements(statements, count, chance, by_rule)
    wanted = len(drawn) // PLANTED_SHARE
    order = list(range(len(drawn)))
    chance.shuffle(order)
    false: dict[int, Statement] = {}
    for at in order:
        if len(false) < wanted:
            swapped = plant(drawn[at], statements, find_context(drawn[at], texts), forms, chance)
            if swapped is not None:
                false[at] = swapped
    sheet = [Drawn(false.get(at, s), at in false, find_context(s, texts)) for at, s in enumerate(drawn)]
    chance.shuffle(sheet)
    return sheet


def find_context(statement: Statement, texts: Mapping[str, str]) -> str:
    """The sentence of a statement, with what stands before it where a note in brackets is all there is."""
    text = texts[statement.sha256]
    around = find_sentence(text, statement.span)
    start = min(around.start, max(0, statement.span.start - CONTEXT // 2))
    return text[start : max(around.end, statement.span.end)]


def write_statement(statement: Statement) -> str:
    """A statement in words."""
    if statement.kind != "fact":
        return f"{QUANTITIES[statement.kind]}：{statement.subject}"
    thing = f"条款 {statement.object}" if kind_of(statement.object_iri) == "policy" else statement.object
    return f"{statement.subject} {RELATIONS[statement.relation]}{ROLES[statement.role]} {thing}"


def flatten(text: str) -> str:
    """A text on one line without tabs."""
    return " ".join(text.split())


def write_rows(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A tab-separated file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def refuse_inside(paths: Iterable[Path]) -> None:
    """Stops where a file would lie in the repository: it holds text of documents.

    Raises:
        SheetError: one would.
    """
    for path in paths:
        if path.resolve().is_relative_to(ROOT):
            raise SheetError(f"a place outside the repository is expected: {path}")


def draw(options: argparse.Namespace) -> int:
    """Builds, draws and writes sheet and key."""
    refuse_inside([options.sheet, options.key])
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder, out = Path(temporary) / "documents", Path(temporary) / "out"
        folder.mkdir()
        for name, data in choose_documents(options.shared, options.documents, chance):
            (folder / name).write_bytes(data)
        summary = build([folder], out)
        store = open_graph(out)
        statements, forms = list_statements(store), GraphRows(store).labels
        texts = {path.stem: path.read_text(encoding="utf-8") for path in (out / "texts").glob("*.txt")}
    sheet = prepare_sheet(statements, texts, forms, options.facts, chance, options.by_rule)
    rows = list(enumerate(sheet, start=1))
    write_rows(options.sheet, SHEET, (
        (number, flatten(write_statement(one.statement)), flatten(one.statement.quote), flatten(one.context),
         flatten(one.statement.title or one.statement.file), "", "") for number, one in rows))  # fmt: skip
    write_rows(options.key, KEY, (
        (number, int(one.planted), one.statement.relation or one.statement.kind, one.statement.rule.name, one.statement.iri,
         one.statement.file) for number, one in rows))  # fmt: skip
    planted = sum(one.planted for one in sheet)
    print(f"{summary.documents} documents, {len(statements)} statements, {len(sheet)} drawn, {planted} of them planted")
    return 0


# Judging


@dataclass(frozen=True)
class Judged:
    """A row of a sheet with its key."""

    rule: str
    planted: bool
    verdict: str


def wilson(right: int, count: int) -> tuple[float, float]:
    """The interval of Wilson (1927) for a share, at 95 %.

    Example:
        >>> [round(bound, 3) for bound in wilson(9, 10)]
        [0.596, 0.982]
    """
    if not count:
        return 0.0, 1.0
    share, square = right / count, _Z * _Z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = _Z / (1 + square / count) * math.sqrt(share * (1 - share) / count + square / (4 * count * count))
    return max(0.0, middle - half), min(1.0, middle + half)


def read_rows(path: Path, head: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a sheet or a key.

    Raises:
        SheetError: it cannot be read, or has other columns.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
    except (OSError, UnicodeDecodeError) as error:
        raise SheetError(f"{path.name}: cannot be read: {error}") from error
    missing = [name for name in head if not rows or name not in rows[0]]
    if missing:
        raise SheetError(f"{path.name}: no rows, or no column {' '.join(missing)}")
    return rows


def read_judged(sheet: Path, key: Path) -> list[Judged]:
    """The verdicts with their rules.

    Raises:
        SheetError: an unknown verdict, or rows that do not fit together.
    """
    rows = read_rows(sheet, ("no", "verdict"))
    keys = {row["no"]: row for row in read_rows(key, KEY)}
    if sorted(row["no"] for row in rows) != sorted(keys):
        raise SheetError(f"{sheet.name} and {key.name} are not of one drawing")
    found = []
    for line, row in enumerate(rows, start=2):
        verdict = VERDICTS.get((row["verdict"] or "").strip().lower())
        if verdict is None:
            raise SheetError(f"{sheet.name} line {line}: 对, 错 or ? expected as verdict, found {row['verdict']!r}")
        found.append(Judged(keys[row["no"]]["rule"], keys[row["no"]]["planted"] == "1", verdict))
    return found


def count_rules(judged: Sequence[Judged]) -> Iterator[tuple[str, int, int]]:
    """Each rule with its right and its judged statements, the most first; planted and unsure ones do not count."""
    sure = [one for one in judged if not one.planted and one.verdict != UNSURE]
    rules = {one.rule for one in sure}
    counts = [(rule, sum(o.verdict == RIGHT for o in sure if o.rule == rule), sum(o.rule == rule for o in sure)) for rule in rules]
    yield from sorted(counts, key=lambda row: (-row[2], row[0]))


def judge(options: argparse.Namespace) -> int:
    """Prints precision by rule and how many planted statements were caught."""
    judged = read_judged(options.sheet, options.key)
    rows = list(count_rules(judged))
    total = ("all", sum(right for _, right, _ in rows), sum(count for _, _, count in rows))
    print(f"{'rule':28}{'right':>7}{'n':>6}{'share':>8}{'low':>8}{'high':>8}")
    for name, right, count in (*rows, total):
        low, high = wilson(right, count)
        print(f"{name:28}{right:7}{count:6}{right / count if count else 0:8.3f}{low:8.3f}{high:8.3f}")
    planted = [one for one in judged if one.planted and one.verdict != UNSURE]
    caught = sum(one.verdict == WRONG for one in planted)
    low, high = wilson(caught, len(planted))
    unsure = sum(one.verdict == UNSURE for one in judged)
    print(f"planted: {caught} of {len(planted)} caught ({low:.3f} to {high:.3f}); {unsure} unsure or not judged")
    if options.output:
        figures = ((rule, right, count, f"{right / count:.4f}", *(f"{b:.4f}" for b in wilson(right, count)))
                   for rule, right, count in rows)  # fmt: skip
        write_rows(options.output, ("rule", "right", "n", "share", "low", "high"), figures)
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    drawing = commands.add_parser("draw", help="build documents and write a sheet with its key")
    drawing.add_argument("--documents", type=int, default=60)
    drawing.add_argument("--facts", type=int, default=300)
    drawing.add_argument("--seed", type=int, default=0)
    drawing.add_argument("--shared", type=Path, default=SHARED)
    drawing.add_argument("--by-rule", action="store_true", help="as many of each rule as can be: for figures by rule, not over all")
    judging = commands.add_parser("judge", help="count the verdicts of a sheet")
    judging.add_argument("--output", type=Path, help="write the figures by rule as a table")
    for command, function in ((drawing, draw), (judging, judge)):
        command.add_argument("sheet", type=Path)
        command.add_argument("key", type=Path)
        command.set_defaults(run=function)
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except SheetError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
