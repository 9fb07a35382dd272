"""Queries that make an engine ask another server (SPARQL's SERVICE), told from those that only name the word.

The engine would follow such a query to any address that it can reach, so nothing may hide the word. What cannot be a
keyword is taken out by the lexical grammar of SPARQL 1.1 (section 19.8): strings, IRIs, comments, variables, and the part
of a name behind its colon. What is left is searched without a look at its borders, since engines read ``1SERVICE<x>{}``
and ``SERVICE:x{}`` too.
"""

from __future__ import annotations

import re

from kg.errors import QueryError

_OPAQUE = re.compile(
    r'''\\.                                         # an escape in a name: \# opens no comment
    | """(?:[^"\\]|\\.|"(?!""))*"""
    | \'\'\'(?:[^'\\]|\\.|'(?!\'\'))*\'\'\'
    | "(?:[^"\\\n\r]|\\.)*"
    | '(?:[^'\\\n\r]|\\.)*'
    | <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>
    | \#[^\n\r]*
    | [?$]\w+
    | :[\w:%-]*''',
    re.VERBOSE | re.DOTALL,
)
_SERVICE = re.compile("SERVICE", re.IGNORECASE)
_UPDATE = re.compile(r"\b(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE)
_QUERY = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)


def find_keywords(sparql: str) -> str:
    """The text with all that can hold no keyword blanked.

    Example:
        >>> find_keywords("SELECT ?service { ?s <urn:a> 'b' } # c").split()
        ['SELECT', '{', '}']
    """
    return _OPAQUE.sub(" ", sparql)


def refuse_services(sparql: str) -> None:
    """Refuses a query that makes a server ask another one.

    Raises:
        QueryError: it holds SERVICE.
    """
    if _SERVICE.search(find_keywords(sparql)):
        raise QueryError("SERVICE: 本工具不经由查询访问其他服务器 / no query of this tool makes a server ask another one")


def is_update(sparql: str) -> bool:
    """Whether a text that is no query is an update.

    Example:
        >>> is_update("PREFIX a: <urn:a> DROP ALL"), is_update("SELECT ?s { ?s ?p 'DROP' }")
        (True, False)
    """
    words = find_keywords(sparql)
    return bool(_UPDATE.search(words)) and not _QUERY.match(words.strip())
