"""Why a file cannot be read, in words for people."""

from __future__ import annotations

from kg.errors import InputError


class UnreadableError(InputError):
    """A file holds nothing that can be read as a document.

    Attributes:
        kind: short stable name of the reason, that of the `kg.model.Problem` it becomes.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
