"""A built graph in other forms: RDF for other tools, networks for drawing, tables for an office."""
