"""Where the data that ships with the package lies: in the wheel, or in the checkout of an editable install."""

from __future__ import annotations

from importlib import resources
from importlib.abc import Traversable
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parent.parent


def find_resource(room: str, *parts: str) -> Traversable:
    """A shipped file or folder of ``ontology``, ``seeds`` or ``questions``.

    Example:
        >>> find_resource("ontology", "kg.ttl").is_file()
        True
    """
    try:
        root = resources.files(f"kg.{room}")
    except ModuleNotFoundError:
        root = _CHECKOUT / room
    for part in parts:
        root = root / part
    return root
