"""What people have decided about a graph: read from a reviewed file, applied at every build after resolution."""

from kg.corrections.applying import apply_corrections
from kg.corrections.sheet import NO_SHEET, Action, Correction, Sheet, read_sheet, read_sheets

__all__ = ["NO_SHEET", "Action", "Correction", "Sheet", "apply_corrections", "read_sheet", "read_sheets"]
