"""Quotes: each is what the document's text holds from its start to its end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Store

from kg.conformance.findings import Breach
from kg.conformance.places import Places, number
from kg.errors import InputError
from kg.rdf.namespaces import RDF_TYPE, pk

_QUOTE = "原文 pk:quote 与文件 {start}:{end} 处的文字不同 / pk:quote is not what the text holds at {start}:{end}"
_MISSING = "没有文件原文 texts/{name}.txt，无法核对引文 / no text texts/{name}.txt to hold quotes against"
_CHANGED = "文件原文与 pk:sha256 不符 / the text is not the one of pk:sha256"
_OUTSIDE = "起止超出文件原文 / reaches beyond the text of the document"


def check_texts(store: Store, places: Places, folder: Path) -> set[Breach]:
    """Quotes and spans that do not fit the texts of a build folder (``DIR/texts``).

    Raises:
        InputError: a text cannot be read.
    """
    return set(_find(store, places, folder))


def _find(store: Store, places: Places, folder: Path) -> Iterator[Breach]:
    texts: dict[str, str | None] = {}
    for policy in sorted(quad.subject.value for quad in store.quads_for_pattern(None, RDF_TYPE, pk("Policy"))):  # type: ignore[union-attr]
        digest = places.literal(policy, "sha256")
        text = texts[policy] = _read(folder / f"{digest}.txt") if digest else None
        if digest and text is None:
            yield Breach("text-missing", policy, "pk:sha256", digest, _MISSING.format(name=digest[:12] + "…"), "text")
        elif text is not None and hashlib.sha256(text.encode("utf-8")).hexdigest() != digest:
            yield Breach("text-changed", policy, "pk:sha256", digest, _CHANGED, "text")
    for kind in ("Evidence", "Provision"):
        for quad in store.quads_for_pattern(None, RDF_TYPE, pk(kind)):
            text = texts.get(places.policy(quad.subject))  # type: ignore[arg-type]
            if text is not None:
                yield from _check_span(quad.subject.value, places, text)  # type: ignore[union-attr]


def _check_span(node: str, places: Places, text: str) -> Iterator[Breach]:
    start, end = number(places.literal(node, "start")), number(places.literal(node, "end"))
    if start is None or end is None:
        return  # the shapes say so
    if end > len(text):
        yield Breach("span-outside", node, "pk:end", f"{end} > {len(text)}", _OUTSIDE, "quote")
    quote = places.literal(node, "quote")
    if quote and text[start:end] != quote:
        yield Breach("quote-text", node, "pk:quote", quote, _QUOTE.format(start=start, end=end), "quote")


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name}: 无法读取 / cannot be read: {error}") from error
