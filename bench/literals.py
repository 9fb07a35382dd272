"""Lists Chinese strings of code and vocabularies that a gold document has and nothing else does: signs of over-fitting.

    python bench/literals.py [--shared DIR]

A string is a run of three or more Chinese characters in a literal of ``kg/**/*.py`` (docstrings aside) or in a cell of
``seeds/vocabularies/*.tsv``. It is listed where a gold document has it (white space aside), and neither the corpus beside
the checkout nor a vocabulary with a source of its own does; documents of the corpus that are a gold document themselves
do not count. ``literals_justified.tsv`` holds those that are words of the language, each with the reason. Exit code 1
where a string is neither justified nor found elsewhere, or where a justification is no longer needed; 0 otherwise, and
where there are no real documents.
"""

from __future__ import annotations

import argparse
import ast
import csv
import re
import sys
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHARED = ROOT.parent / "shared"
JUSTIFIED = HERE / "literals_justified.tsv"
GOLD_TEXTS = ("seeds", "texts_train", "texts_dev")
SOURCES = (
    "agencies", "digital_economy_2021", "functional_areas", "functional_zones_nbs2023", "industries_gbt4754_2digit",
    "organizations", "regions", "regions_historical", "strategic_emerging_2018",
)  # fmt: skip
NOTES = ("rules",)  # tables of explanations for people
COPY_SHARE = 0.2  # of a gold document's longer clauses: a document with more is taken for a copy of it
FITTED = "weights_"  # tables that a fit wrote: their strings are counted, not judged one by one
_RUN = re.compile(r"[\u4e00-\u9fff]{3,}")
_SENTENCE = re.compile(r"[^。；：！？、，]{12,}")
_BLANKS = re.compile(r"\s+")


@dataclass
class Found:
    """A string with where it stands in the project and which gold documents have it."""

    text: str
    places: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)


def find_runs(text: str) -> Iterator[str]:
    """The runs of three or more Chinese characters.

    Example:
        >>> list(find_runs("(?:按职责分工|负责)?市场监管"))
        ['按职责分工', '市场监管']
    """
    yield from _RUN.findall(text)


def read_code(path: Path) -> Iterator[tuple[int, str]]:
    """Line and run of each literal of a module that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    notes = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body and isinstance(node.body[0], ast.Expr)
    }  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in notes:
            yield from ((node.lineno, run) for run in find_runs(node.value))


def read_table(path: Path) -> Iterator[tuple[int, str]]:
    """Line and run of each cell of a vocabulary; comments are none."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if number > 1 and not line.startswith("#"):
            yield from ((number, run) for run in find_runs(line))


def collect_strings(root: Path = ROOT) -> dict[str, Found]:
    """Every string of code and of vocabularies without a source of their own."""
    found: dict[str, Found] = {}
    tables = [p for p in sorted((root / "seeds" / "vocabularies").glob("*.tsv")) if p.stem not in (*SOURCES, *NOTES)]
    for path in (*sorted((root / "kg").rglob("*.py")), *tables):
        for number, run in read_code(path) if path.suffix == ".py" else read_table(path):
            found.setdefault(run, Found(run)).places.append(f"{path.relative_to(root).as_posix()}:{number}")
    return found


def read_gold_texts(shared: Path) -> Iterator[tuple[str, str]]:
    """Each gold document, without white space."""
    for folder in GOLD_TEXTS:
        for path in sorted((shared / folder).glob("*.txt")):
            yield f"{folder}/{path.name}", squeeze(path.read_text(encoding="utf-8-sig"))


def read_corpus(shared: Path) -> Iterator[str]:
    """Each document of the corpus, straight from its archive, without white space."""
    for archive in sorted((shared / "corpus").glob("*.tar.xz")):
        with tarfile.open(archive, "r:xz") as members:
            for member in members:
                file = members.extractfile(member) if member.isfile() else None
                if file is not None:
                    yield squeeze(file.read().decode("utf-8", "replace"))


def drop_copies(corpus: Iterable[str], gold: Sequence[str]) -> Iterator[str]:
    """The documents of the corpus without those that have a good part of a gold document's sentences."""
    owners: dict[str, set[int]] = defaultdict(set)
    for number, text in enumerate(gold):
        for sentence in _SENTENCE.findall(text):
            owners[sentence].add(number)
    if not owners:
        yield from corpus
        return
    sentences = list(owners)
    sizes = Counter(number for numbers in owners.values() for number in numbers)
    matcher = AhoCorasick(sentences, matchkind=MatchKind.LeftmostLongest)
    for text in corpus:
        seen = {index for index, _, _ in matcher.find_matches_as_indexes(text)}
        shared = Counter(number for index in seen for number in owners[sentences[index]])
        if not any(count > COPY_SHARE * sizes[number] for number, count in shared.items()):
            yield text


def squeeze(text: str) -> str:
    """A text without white space, so that a wrapped line hides no string."""
    return _BLANKS.sub("", text)


def find_known(strings: Sequence[str], texts: Iterable[str]) -> set[str]:
    """The strings that any of the texts has."""
    matcher = AhoCorasick(strings, matchkind=MatchKind.Standard)
    known: set[int] = set()
    for text in texts:
        known.update(index for index, _, _ in matcher.find_matches_as_indexes(text, overlapping=True))
    return {strings[index] for index in known}


def read_sources(root: Path = ROOT) -> Iterator[str]:
    """The text of each vocabulary with a source of its own."""
    for name in SOURCES:
        path = root / "seeds" / "vocabularies" / f"{name}.tsv"
        if path.exists():
            yield path.read_text(encoding="utf-8")


def find_suspects(shared: Path, root: Path = ROOT) -> list[Found]:
    """The strings that a gold document has and neither corpus nor source vocabularies do, by place."""
    strings = collect_strings(root)
    gold = list(read_gold_texts(shared))
    for name, text in gold:
        for string in find_known(list(strings), [text]):
            strings[string].documents.append(name)
    left = sorted(string for string, found in strings.items() if found.documents)
    corpus = drop_copies(read_corpus(shared), [text for _, text in gold])
    known = find_known(left, chain(read_sources(root), corpus)) if left else set()
    return sorted((strings[string] for string in left if string not in known), key=lambda found: (found.places, found.text))


def read_justified(path: Path = JUSTIFIED) -> dict[str, str]:
    """Reasons by string."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["string"]: row["reason"] for row in csv.DictReader(file, delimiter="\t") if row["reason"].strip()}


def is_fitted(found: Found) -> bool:
    """Whether only tables that a fit wrote have a string."""
    return all(Path(place).name.startswith(FITTED) for place in found.places)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder with documents and corpus")
    options = parser.parse_args(arguments)
    if not (options.shared / "corpus").is_dir():
        print(f"no real documents in {options.shared}: nothing listed")
        return 0
    suspects = find_suspects(options.shared)
    judged = [found for found in suspects if not is_fitted(found)]
    justified = read_justified()
    left = [found for found in judged if found.text not in justified]
    for found in left:
        for place in found.places:
            print(f"{place}\t{found.text}\t{' '.join(found.documents)}")
    stale = sorted(justified.keys() - {found.text for found in judged})
    for string in stale:
        print(f"{JUSTIFIED.name}\t{string}\tno longer needed")
    print(f"{len(left)} to be justified or removed, {len(judged) - len(left)} justified, {len(stale)} no longer needed; "
          f"{len(suspects) - len(judged)} only in fitted weights")  # fmt: skip
    return 1 if left or stale else 0


if __name__ == "__main__":
    sys.exit(main())
