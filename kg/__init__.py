"""Chinese government policy documents into a knowledge graph that shows its sentences."""

__version__ = "0.1.0"
