"""Bytes -> decoded text: files are found, read by a reader of their format, and told apart by their text."""

from kg.text.files import Found, Source, find_files
from kg.text.formats import READERS, read_bytes
from kg.text.plain import Decoded, decode_text
from kg.text.reading import Reading, read_document, read_paths
from kg.text.unreadable import UnreadableError

__all__ = [
    "READERS",
    "Decoded",
    "Found",
    "Reading",
    "Source",
    "UnreadableError",
    "decode_text",
    "find_files",
    "read_bytes",
    "read_document",
    "read_paths",
]
