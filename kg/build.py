"""Stage 2: from extractions and their texts to the files of a graph.

Files are written beside their place and then moved over it, so a reader never sees half a file and a build that stops
leaves the last one whole.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Store

from kg.corrections import NO_SHEET, Sheet, apply_corrections
from kg.corrections.naming import CLASS_OF
from kg.errors import KgError, OutputError
from kg.model import Extraction, Kind, Problem, Relation
from kg.rdf import DEFAULT_BASE, build_dataset, write_trig, write_turtle
from kg.rdf.links import add_links
from kg.rdf.namespaces import RDF_TYPE, pk
from kg.records import write_records

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build holds.

    Attributes:
        documents: texts, each counted once.
        entities: nodes that documents name by kind, in the order of `Kind`.
        facts: statements by relation, each subject and object counted once, in the order of `Relation`.
        problems: what went wrong on the way, sorted.
    """

    documents: int = 0
    provisions: int = 0
    entities: dict[Kind, int] = field(default_factory=dict)
    facts: dict[Relation, int] = field(default_factory=dict)
    targets: int = 0
    incentives: int = 0
    triples: int = 0
    problems: tuple[Problem, ...] = ()


class _Tally:
    """Counts while the items pass by."""

    def __init__(self) -> None:
        self.digests: set[str] = set()
        self.numbers: Counter[str] = Counter()
        self.problems: set[Problem] = set()

    def add(self, extraction: Extraction) -> None:
        self.problems.update(extraction.problems)
        if extraction.sha256 in self.digests:
            return
        self.digests.add(extraction.sha256)
        for name in ("provisions", "targets", "incentives"):
            self.numbers[name] += len(getattr(extraction, name))


def build_files(
    items: Iterable[tuple[Extraction, str]], out: Path, *, base: str = DEFAULT_BASE, sheet: Sheet = NO_SHEET
) -> Summary:
    """Writes ``graph.ttl``, ``graph.trig``, ``extractions/`` and ``texts/`` below a folder; counts what they hold.

    Args:
        items: each extraction with the decoded text it was made from.
        out: the folder, made where it is missing; extractions and texts of earlier builds that are no longer in it are
            removed, other files are left alone.
        base: what the IRIs of things begin with.
        sheet: corrections of the graph that people have reviewed; extractions and texts do not depend on it.

    Raises:
        OutputError: the folder cannot be written.
        KgError: an extraction does not fit its text.
    """
    tally = _Tally()
    _make_folders(out)
    store = build_dataset(_write_each(items, out, tally), base)
    add_links(store, base)
    tally.problems.update(apply_corrections(store, sheet, base))
    write_files({out / "graph.ttl": write_turtle(store, base), out / "graph.trig": write_trig(store, base)})
    _remove_stale(out, tally.digests)
    return _summarise(tally, store, corrected=bool(sheet.corrections))


def write_file(path: Path, pieces: Iterable[str] | bytes) -> None:
    """Writes a text, whole or in pieces, in UTF-8 with ``\\n``, or bytes, beside its place and moves it there.

    Raises:
        OutputError: the file cannot be written.
    """
    write_files({path: pieces})


def write_files(texts: Mapping[Path, Iterable[str] | bytes]) -> None:
    """Writes texts as `write_file` does; none is moved to its place before all are written.

    What is no regular file (a device, a pipe) is written to as it is, and a link is followed.

    Raises:
        OutputError: a file cannot be written.
    """
    written: dict[Path, str] = {}
    try:
        for path, pieces in texts.items():
            with _name_failure(path):
                _write_beside(path, pieces, written)
        for path, beside in written.items():
            with _name_failure(path):
                os.replace(beside, os.path.realpath(path))
    finally:
        for beside in written.values():
            Path(beside).unlink(missing_ok=True)


def _write_beside(path: Path, pieces: Iterable[str] | bytes, written: dict[Path, str]) -> None:
    place: int | Path = path
    regular = path.is_file() or not path.exists()
    if regular:
        place, written[path] = tempfile.mkstemp(
            prefix=f".{path.name}.", suffix=".part", dir=os.path.dirname(os.path.realpath(path))
        )
    if isinstance(pieces, bytes):
        with open(place, "wb") as file:
            file.write(pieces)
    else:
        with open(place, "w", encoding="utf-8", newline="\n") as text:
            text.writelines([pieces] if isinstance(pieces, str) else pieces)
    if regular:
        os.chmod(written[path], 0o666 & ~_umask())


@contextmanager
def _name_failure(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(_cannot_write(path, error)) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _cannot_write(path: Path, error: OSError) -> str:
    return f"无法写入 {path}（cannot write）: {error.strerror or error}"


def _make_folders(out: Path) -> None:
    for folder in (out, out / "extractions", out / "texts"):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(_cannot_write(folder, error)) from error


def _write_each(
    items: Iterable[tuple[Extraction, str]], out: Path, tally: _Tally
) -> Iterator[tuple[Extraction, str]]:
    """Passes items on, each with its records and text written."""
    for extraction, text in items:
        if not _SHA256.fullmatch(extraction.sha256):
            raise KgError(f"{extraction.name}: 64 hexadecimal digits expected as sha256, found {extraction.sha256!r}")
        yield extraction, text
        tally.add(extraction)
        write_file(out / "extractions" / f"{extraction.sha256}.jsonl", write_records(extraction))
        write_file(out / "texts" / f"{extraction.sha256}.txt", text)


def _remove_stale(out: Path, digests: set[str]) -> None:
    """Removes the files of earlier builds whose documents are no longer there; only files named as ours."""
    for folder, suffix in (("extractions", ".jsonl"), ("texts", ".txt")):
        for path in sorted((out / folder).iterdir()):
            if path.suffix == suffix and _SHA256.fullmatch(path.stem) and path.stem not in digests:
                try:
                    path.unlink()
                except OSError as error:
                    raise OutputError(_cannot_write(path, error)) from error


def _count_pairs(store: Store, relation: Relation) -> int:
    """The distinct pairs that a relation joins, over all documents."""
    found = store.quads_for_pattern(None, pk(relation.value), None, None)
    return len({(str(quad.subject), str(quad.object)) for quad in found})


def _count_things(store: Store, kind: Kind) -> int:
    """The nodes of a kind that documents name; those that only stand above others do not count."""
    found = store.quads_for_pattern(None, RDF_TYPE, pk(CLASS_OF[kind]), None)
    return sum(any(store.quads_for_pattern(node, pk("mentionedIn"), None, None)) for node in {q.subject for q in found})


def _count_class(store: Store, name: str) -> int:
    return len({str(quad.subject) for quad in store.quads_for_pattern(None, RDF_TYPE, pk(name), None)})


def _summarise(tally: _Tally, store: Store, corrected: bool) -> Summary:
    return Summary(
        documents=len(tally.digests),
        provisions=tally.numbers["provisions"],
        entities={kind: _count_things(store, kind) for kind in Kind},
        facts={relation: _count_pairs(store, relation) for relation in Relation},
        targets=_count_class(store, "Target") if corrected else tally.numbers["targets"],
        incentives=_count_class(store, "Incentive") if corrected else tally.numbers["incentives"],
        triples=len(store),
        problems=tuple(sorted(tally.problems)),
    )
