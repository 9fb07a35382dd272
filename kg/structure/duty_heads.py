"""Names that head the items of a duty list: （一）县甲中心：负责…；（二）县乙局：… — and 县丙局负责… as items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Genre, Span
from kg.structure.brackets import names_bodies
from kg.structure.model import Piece, PieceRole, Structure

_KINDS = frozenset({"heading", "item", "duty"})
_DUTY = (
    r"(?:主要|具体|分别|依法|按(?:照)?职责|按职能|共同)*"
    r"(?:负责|牵头|统筹|承担|指导|配合|协助|组织|会同|参与|落实|做好|推动|推进|加强|支持|制定|开展|保障|监督|打击|履行)"
)
_HEAD = re.compile(r"([^，,。；;：:\n]{2,80})[：:，,]?$")
_LINE = re.compile(r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)?([^，,。；;：:\n]{2,80}?)\s*[，,：:]")
_SENTENCE = re.compile(rf"([^，,。；;：:\n]{{2,60}}?){_DUTY}")
_SAYS_DUTY = re.compile(rf"\s*{_DUTY}")
_FEWEST = 2


def find_duty_heads(text: str, structure: Structure) -> tuple[Span, ...]:
    """The spans of the names that head items, where at least two items of one list have such a head."""
    if structure.genre is Genre.REGULATION:
        return ()
    found: dict[int | None, list[Span]] = {}
    for index, piece in enumerate(structure.pieces):
        if piece.provision is None or structure.provisions[piece.provision].kind not in _KINDS:
            continue
        head = _read_head(text, structure, index, piece)
        if head is not None:
            found.setdefault(structure.provisions[piece.provision].parent, []).append(head)
    return tuple(span for heads in found.values() if len(heads) >= _FEWEST for span in heads)


def _read_head(text: str, structure: Structure, index: int, piece: Piece) -> Span | None:
    """The names a piece opens with and that what follows makes answer, or None."""
    for match in _openings(text, piece):
        if not names_bodies(match.group(1)):
            continue
        after = match.end() if match.end() < piece.span.end else _next_start(structure, index, piece)
        if match.re is _SENTENCE or _SAYS_DUTY.match(text, after, after + 40):
            return Span(match.start(1), match.end(1))
    return None


def _openings(text: str, piece: Piece) -> Iterator[re.Match[str]]:
    if piece.role is PieceRole.HEADING:
        match = _HEAD.match(text, piece.span.start, piece.span.end)
    else:
        match = _LINE.match(text, piece.span.start, piece.span.end)
    said = _SENTENCE.match(text, piece.span.start, piece.span.end)
    yield from (found for found in (match, said) if found)


def _next_start(structure: Structure, index: int, piece: Piece) -> int:
    following = structure.pieces[index + 1] if index + 1 < len(structure.pieces) else None
    return following.span.start if following and following.provision == piece.provision else piece.span.end
