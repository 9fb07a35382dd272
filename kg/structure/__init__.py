"""Text -> provision tree: outline, boxes, annexes, duty lists, task tables, news items, headed features."""

from kg.structure.model import Piece, PieceRole, Structure
from kg.structure.parse import parse_structure

__all__ = ["Piece", "PieceRole", "Structure", "parse_structure"]
