"""Bars as SVG: drawn here, with links and names in them, so that they need no script and read without a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from kg.questions.result import reveal_controls

_ROW, _BAR, _NAMES, _NUMBERS, _WIDTH = 28, 16, 190, 44, 640
_COLUMN_HEIGHT, _COLUMN_ROOM = 150, 44
_LONGEST = 13


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of one or several parts.

    Attributes:
        parts: lengths by class of look (``lead``, ``one``), in order.
        link: where a click leads, an address of ours, or empty.
    """

    name: str
    parts: Mapping[str, int]
    link: str = ""

    @property
    def total(self) -> int:
        """How long it is in all."""
        return sum(self.parts.values())


def draw_rows(bars: Sequence[Bar], title: str) -> Markup:
    """Bars below each other, for names."""
    most = max((bar.total for bar in bars), default=0) or 1
    room = _WIDTH - _NAMES - _NUMBERS
    drawn = Markup("").join(_draw_row(bar, at, room / most) for at, bar in enumerate(bars))
    return _frame(drawn, title, bars, _WIDTH, _ROW * len(bars))


def draw_columns(bars: Sequence[Bar], title: str) -> Markup:
    """Bars side by side, for years."""
    most = max((bar.total for bar in bars), default=0) or 1
    step = max(_COLUMN_ROOM, min(90, _WIDTH // max(1, len(bars))))
    drawn = Markup("").join(_draw_column(bar, at * step, step, (_COLUMN_HEIGHT - 40) / most) for at, bar in enumerate(bars))
    return _frame(drawn, title, bars, step * len(bars), _COLUMN_HEIGHT)


def _frame(drawn: Markup, title: str, bars: Sequence[Bar], width: int, height: int) -> Markup:
    said = title + ": " + "; ".join(f"{reveal_controls(bar.name)} {bar.total}" for bar in bars)
    return Markup('<svg class="chart" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="group" aria-label="{2}">{3}</svg>').format(
        width, height, said[:2000], drawn
    )


def _draw_row(bar: Bar, at: int, scale: float) -> Markup:
    top, left = at * _ROW, float(_NAMES)
    pieces = []
    for look, length in bar.parts.items():
        width = round(length * scale, 1)
        if width > 0:
            rect = '<rect class="bar {}" x="{}" y="{}" width="{}" height="{}"/>'
            pieces.append(Markup(rect).format(look, round(left, 1), top + 6, width, _BAR))
        left += width
    name = Markup('<text class="bar-name" x="{}" y="{}" text-anchor="end">{}</text>').format(
        _NAMES - 8, top + 19, _shorten(bar.name)
    )
    number = Markup('<text class="bar-number" x="{}" y="{}">{}</text>').format(round(left + 6, 1), top + 19, bar.total)
    return _link(bar, name + Markup("").join(pieces) + number)


def _draw_column(bar: Bar, left: int, step: int, scale: float) -> Markup:
    base, pieces = _COLUMN_HEIGHT - 22, []
    top = float(base)
    for look, length in bar.parts.items():
        height = round(length * scale, 1)
        top -= height
        rect = '<rect class="bar {}" x="{}" y="{}" width="{}" height="{}"/>'
        pieces.append(Markup(rect).format(look, left + 6, round(top, 1), step - 12, height))
    middle = left + step / 2
    name = Markup('<text class="bar-name" x="{}" y="{}" text-anchor="middle">{}</text>').format(
        middle, _COLUMN_HEIGHT - 5, _shorten(bar.name)
    )
    number = Markup('<text class="bar-number" x="{}" y="{}" text-anchor="middle">{}</text>').format(
        middle, round(top - 5, 1), bar.total
    )
    return _link(bar, Markup("").join(pieces) + name + number)


def _link(bar: Bar, drawn: Markup) -> Markup:
    about = Markup("<title>{} {}</title>").format(reveal_controls(bar.name), bar.total)
    if not bar.link:
        return Markup("<g>{}{}</g>").format(about, drawn)
    return Markup('<a href="{}">{}{}</a>').format(escape(bar.link), about, drawn)


def _shorten(name: str) -> str:
    shown = " ".join(reveal_controls(name).split())
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
