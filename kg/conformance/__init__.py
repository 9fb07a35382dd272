"""A graph held against the contract: the shapes, the ontology's terms and the texts it quotes."""

from kg.conformance.check import Report, check_graph
from kg.conformance.findings import Finding
from kg.conformance.report import render_findings

__all__ = ["Finding", "Report", "check_graph", "render_findings"]
