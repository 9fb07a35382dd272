"""Vocabularies: one table a file, tab-separated, first line the names of the columns."""
