"""What can go wrong, said in words: where, what was found, what to do."""


class GraphWarning(UserWarning):
    """A graph can be used, with something to know about it; the command line says it on standard error."""


class KgError(Exception):
    """Base of all errors of this package; its message is for people and the command line prints it as it is."""


class VocabularyError(KgError):
    """A row of a vocabulary is unusable."""


class InputError(KgError):
    """A file or folder cannot be read."""


class OutputError(KgError):
    """A result cannot be written."""


class QueryError(KgError):
    """A question, a parameter or a SPARQL text cannot be answered."""


class ParameterError(QueryError):
    """A parameter has a value that no graph could know: no such role, no date, no number."""


class StoreError(KgError):
    """A store across the network cannot be reached, refuses, or is none."""
