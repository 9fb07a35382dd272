"""The dataset as one self-contained page."""

from __future__ import annotations

from pyoxigraph import Store


def render_page(store: Store, title: str = "") -> str:
    """A page that shows the network, without any outside request; the same store gives the same bytes."""
    raise NotImplementedError
