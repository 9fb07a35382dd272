"""Composes the stages: files -> documents -> extractions -> graph and page; ``kg build`` and ``kg extract`` call it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path

from kg.build import Summary, build_files
from kg.corrections import NO_SHEET, Sheet
from kg.errors import InputError, KgError, OutputError
from kg.exports.page import write_page
from kg.model import Document, Extraction, Problem
from kg.rdf.checks import check_extraction
from kg.resources import find_resource
from kg.text.files import Source
from kg.text.reading import Reading, read_paths, read_sources
from kg.vocabulary import UserTables, tables_in_use, use_tables, using_tables

Report = Callable[[str, int, int], None]
_SHARE = 100_000
_MOST_JOBS = 8


@dataclass(frozen=True, slots=True)
class Extracted:
    """Extractions with their texts, in the order of the documents, and all problems on the way, sorted."""

    items: tuple[tuple[Extraction, str], ...]
    problems: tuple[Problem, ...]
    encodings: tuple[tuple[str, str], ...] = ()


def build(
    paths: Sequence[Path],
    out: Path,
    jobs: int = 0,
    report: Report | None = None,
    tables: UserTables | None = None,
    sheet: Sheet = NO_SHEET,
) -> Summary:
    """Builds a graph and its page from files and folders; without any, from the sample documents that ship.

    What cannot be read or extracted becomes a problem of the summary, and the rest is built.

    Args:
        out: the folder to write to; it is made where there is none.
        jobs: processes that extract; 0 chooses. The output does not depend on it.
        report: called with the stage, how many documents are done and how many there are.
        tables: vocabularies of the user's own (`kg.user_vocabularies.choose_tables`).
        sheet: reviewed corrections (`kg.corrections.read_sheets`); a line that cannot be followed becomes a problem.

    Raises:
        InputError: a path does not exist, or nothing at all could be read.
        OutputError: the folder cannot be written.
    """
    reading = read_inputs(paths)
    prepare_folder(out)
    tell = report or (lambda stage, done, total: None)
    with using_tables(tables):
        extracted = extract_documents(reading, jobs, report)
        tell("建图 / graph", 0, 1)
        summary = build_files(extracted.items, out, sheet=sheet)
    tell("建图 / graph", 1, 1)
    tell("网页 / page", 0, 1)
    write_page(out)
    tell("网页 / page", 1, 1)
    return replace(summary, problems=tuple(sorted({*summary.problems, *extracted.problems})))


def extract_paths(
    paths: Sequence[Path], jobs: int = 0, report: Report | None = None, tables: UserTables | None = None
) -> Extracted:
    """Reads and extracts files and folders; without any, the sample documents. Arguments as for `build`.

    Raises:
        InputError: a path does not exist, or nothing at all could be read.
    """
    with using_tables(tables):
        return extract_documents(read_inputs(paths), jobs, report)


def read_inputs(paths: Sequence[Path]) -> Reading:
    """Reads files and folders; without any, the sample documents.

    Raises:
        InputError: a path does not exist, or nothing at all could be read.
    """
    reading = read_paths(paths) if paths else read_sources(list_samples())
    refuse_nothing(reading.documents, reading.problems)
    return reading


def refuse_nothing(found: Sequence[object], problems: Iterable[Problem]) -> None:
    """Stops a run of which nothing is left; the message has all problems.

    Raises:
        InputError: ``found`` is empty.
    """
    if not found:
        lines = "\n".join(f"  {problem.source}: {problem.message}" for problem in problems)
        raise InputError(f"没有一份文件可用 / no document could be used:\n{lines}")


def prepare_folder(out: Path) -> None:
    """Makes the folder and tries to write there, before any long work.

    Raises:
        OutputError: it cannot be made or written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(f"无法写入文件夹，请换一个 --out / cannot write to this folder: {out}: {reason}") from error


def list_samples() -> tuple[Source, ...]:
    """The sample documents that ship with the package."""
    files = find_resource("seeds", "documents").iterdir()
    return tuple(Source(f.name, f) for f in sorted(files, key=lambda f: f.name) if f.name.endswith(".txt"))


def extract_documents(reading: Reading, jobs: int = 0, report: Report | None = None) -> Extracted:
    """Extracts documents one by one or in several processes; a document that fails becomes a problem.

    Raises:
        InputError: all fail.
    """
    documents = reading.documents
    items: list[tuple[Extraction, str]] = []
    problems = list(reading.problems)
    for number, (document, result) in enumerate(zip(documents, run_extract(documents, jobs), strict=True), start=1):
        if isinstance(result, Problem):
            problems.append(result)
        else:
            items.append((result, document.text))
            problems += result.problems
        if report is not None:
            report("抽取 / extracting", number, len(documents))
    problems = sorted(set(problems))
    refuse_nothing(items, problems)
    return Extracted(tuple(items), tuple(problems), reading.encodings)


def run_extract(documents: Sequence[Document], jobs: int) -> Iterator[Extraction | Problem]:
    """The outcome for each document, in their order, whatever the number of processes.

    Raises:
        KgError: a process was killed.
    """
    jobs = min(jobs or choose_jobs(sum(len(document.text) for document in documents)), len(documents))
    if jobs <= 1:
        yield from map(extract_one, documents)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=start_worker, initargs=(tables_in_use(),)) as pool:
        try:
            yield from pool.map(extract_one, documents)
        except BrokenProcessPool as error:
            raise KgError(
                "一个子进程被终止（可能内存不足），请用 --jobs 1 重试"
                " / a worker was killed (out of memory?); try again with --jobs 1"
            ) from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def choose_jobs(characters: int) -> int:
    """How many processes suit the length of all documents.

    A process takes a second or two to start and then reads some 20,000 code points a second.
    """
    return max(1, min(characters // _SHARE, os.cpu_count() or 1, _MOST_JOBS))


def start_worker(tables: UserTables) -> None:
    """Takes over the parent's vocabularies and leaves Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    use_tables(tables)


def extract_one(document: Document) -> Extraction | Problem:
    """The extraction, or the problem that a fault of the extractor is for this document."""
    from kg.extract import extract  # loads spaCy

    try:
        extraction = extract(document)
        check_extraction(extraction, document.text)
        return extraction
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        message = (
            f"抽取时出错，此文件未入图，请报告 / extraction failed, the document is left out, please report it: "
            f"{type(error).__name__}: {error} ({Path(at.filename).name}:{at.lineno})"
        )
        return Problem(document.name, "failed", message, lost=True)
