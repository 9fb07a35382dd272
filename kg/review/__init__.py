"""What a person should look at in a graph, most doubtful first, as lines for the file of corrections."""

from kg.review.candidates import Candidate, find_candidates
from kg.review.rendering import pack_candidate, render_candidates, write_lines

__all__ = ["Candidate", "find_candidates", "pack_candidate", "render_candidates", "write_lines"]
