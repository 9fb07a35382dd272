"""Files -> documents: one a text, with what could not be read as problems."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from kg.model import Document, Problem
from kg.text.files import Source, find_files
from kg.text.formats import find_reader, read_bytes
from kg.text.plain import Decoded
from kg.text.unreadable import UnreadableError

MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading files.

    Attributes:
        documents: sorted by name, then by hash; one for each text.
        problems: sorted.
        encodings: the encoding of each file that was read, by its label.
    """

    documents: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()
    encodings: tuple[tuple[str, str], ...] = ()


def read_paths(paths: Iterable[Path]) -> Reading:
    """Reads the files and folders named; what cannot be read becomes a problem and the rest goes on.

    Raises:
        InputError: a path does not exist, or there is no document in any of them.
    """
    found = find_files(paths)
    reading = read_sources(found.sources)
    return replace(reading, problems=tuple(sorted((*found.problems, *reading.problems))))


def read_sources(sources: Iterable[Source]) -> Reading:
    """Reads files; those with the same text are one document that keeps all their names."""
    read: list[tuple[Source, Document]] = []
    problems: list[Problem] = []
    encodings: list[tuple[str, str]] = []
    for source in sources:
        try:
            decoded = read_source(source)
        except UnreadableError as error:
            problems.append(Problem(source.label, error.kind, str(error), lost=is_lost(source)))
            continue
        read.append((source, make_document(source.label, decoded.text)))
        encodings.append((source.label, decoded.encoding))
        problems += find_damage(source.label, decoded.text)
    documents, duplicates = merge_same(read)
    return Reading(documents, tuple(sorted((*problems, *duplicates))), tuple(encodings))


def read_document(name: str, data: bytes) -> Document:
    """One document from its bytes, for use as a library.

    Raises:
        UnreadableError: nothing can be read from them.

    Example:
        >>> read_document("某市条例.txt", "第一条 为了发展。".encode()).text
        '第一条 为了发展。'
    """
    return make_document(name, read_bytes(name, data).text)


def make_document(name: str, text: str) -> Document:
    """A document named after the last part of ``name``."""
    return Document(PurePath(name).name, text, hashlib.sha256(text.encode("utf-8")).hexdigest())


def read_source(source: Source) -> Decoded:
    """The decoded text of a file.

    Raises:
        UnreadableError: not supported, too large, not permitted, or refused by its reader.
    """
    if find_reader(source.label) is None:
        return read_bytes(source.label, b"")
    try:
        size = source.path.stat().st_size if isinstance(source.path, Path) else 0
        if size > MOST_BYTES:
            raise UnreadableError(
                "too-large",
                f"文件有 {size / 1e6:.0f} MB，上限 {MOST_BYTES / 1e6:.0f} MB，请分成几个文件"
                f" / the file has {size / 1e6:.0f} MB, at most {MOST_BYTES / 1e6:.0f} MB are read; split it",
            )
        data = source.path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableError(
            "unreadable", f"无法打开，请检查权限 / cannot be opened, check permissions: {reason}"
        ) from error
    return read_bytes(source.label, data)


def is_lost(source: Source) -> bool:
    """Whether a document was lost with a file: not where a folder just holds files of other formats."""
    return source.asked or find_reader(source.label) is not None


def find_damage(label: str, text: str) -> tuple[Problem, ...]:
    """A note where the text was already damaged when it was saved."""
    count = text.count("\ufffd")
    message = (
        f"文中有 {count} 个替换字符（U+FFFD），原文在保存时已损坏，请找原件"
        f" / {count} replacement characters (U+FFFD): the text was damaged when it was saved; look for the original"
    )
    return (Problem(label, "damaged", message),) if count else ()


def merge_same(read: Iterable[tuple[Source, Document]]) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """One document a text, named by the first of its files' names; the note names the files."""
    groups: dict[str, list[tuple[Source, Document]]] = {}
    for source, document in read:
        groups.setdefault(document.sha256, []).append((source, document))
    documents, problems = [], []
    for group in groups.values():
        first, *others = sorted({document.name for _, document in group})
        documents.append(replace(group[0][1], name=first, aliases=tuple(others)))
        kept, *same = sorted(group, key=lambda pair: (pair[1].name, pair[0].label))
        problems += [note_duplicate(source.label, kept[0].label) for source, _ in same]
    return tuple(sorted(documents, key=lambda document: (document.name, document.sha256))), tuple(problems)


def note_duplicate(label: str, kept: str) -> Problem:
    """The note that a file says the same as another."""
    message = (
        f"与“{kept}”文字相同，合为一份文件，两个名称都保留；多余的可删去"
        f" / the same text as {kept}: one policy with both names; delete one if you like"
    )
    return Problem(label, "duplicate", message)
