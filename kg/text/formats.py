"""Which reader a file's extension takes. A new format is a module of its own and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath

from kg.text.plain import Decoded, decode_text
from kg.text.unreadable import UnreadableError

Reader = Callable[[bytes], Decoded]

READERS: Mapping[str, Reader] = {
    ".txt": decode_text,
}


def find_reader(name: str) -> Reader | None:
    """The reader for a file of that name, or None where the format is not supported."""
    return READERS.get(PurePath(name).suffix.lower())


def read_bytes(name: str, data: bytes) -> Decoded:
    """The decoded text of a file, by the reader its name asks for.

    Raises:
        UnreadableError: no reader for the extension, or the reader refuses the bytes.

    Example:
        >>> read_bytes("a.txt", "某市条例".encode()).text
        '某市条例'
    """
    reader = find_reader(name)
    if reader is None:
        known = " ".join(READERS)
        raise UnreadableError(
            "unsupported",
            f"暂不支持这种格式，支持的有：{known} / this format is not supported; those that are: {known}",
        )
    return reader(data)
