"""A SPARQL 1.1 endpoint as a graph that can be asked."""

from __future__ import annotations

import pyoxigraph as ox
from pyoxigraph import QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Store

from kg.errors import QueryError, StoreError
from kg.stores.http import Client, Reply
from kg.stores.source import Answer, gather_triples, read_answer

_JSON = "application/sparql-results+json"
_GRAPHS = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
    "text/rdf+n3": RdfFormat.N3,
}
_REFUSED = (400, 404, 405, 406, 413, 414, 415, 422)


class Endpoint:
    """A store across the network, asked by the SPARQL 1.1 protocol."""

    def __init__(self, client: Client) -> None:
        """Ask by this client; its address is that of the endpoint."""
        self._client = client

    def ask(self, sparql: str) -> Answer:
        """As `Source.ask`. The text is parsed before it is sent: what is no query of SPARQL 1.1 leaves no machine."""
        gives_triples = _parse(sparql)
        accept = "application/n-triples, text/turtle;q=0.9" if gives_triples else _JSON
        reply = self._client.send("POST", form={"query": sparql}, headers={"Accept": accept})
        self._check(reply)
        try:
            return _read_triples(reply) if gives_triples else _read_rows(reply)
        except (SyntaxError, ValueError, KeyError) as error:
            found = reply.media or "no media type"
            raise StoreError(
                f"{self._client.place}: 不是 SPARQL 端点的回答 / this is no answer of a SPARQL endpoint "
                f"({found}; {type(error).__name__}): {reply.reason[:80]}"
            ) from error

    def _check(self, reply: Reply) -> None:
        if reply.status == 400:
            raise QueryError(str(self._client.refuse(reply, "服务器拒绝该查询 / the server refuses the query")))
        if reply.status in _REFUSED:
            raise self._client.refuse(reply, "此处没有 SPARQL 端点 / no SPARQL endpoint there")
        if reply.status != 200:
            raise self._client.refuse(reply, "服务器出错 / the server failed")
        most = reply.headers.get("x-sparql-maxrows")
        if most is not None or "x-sql-state" in reply.headers:
            why = f"{most} 行 / rows" if most else reply.headers.get("x-sql-message", "")[:200]
            raise StoreError(
                f"{self._client.place}: 服务器只给出部分回答 / the server gives only a part of the answer: {why}; "
                "Virtuoso: ResultSetMaxRows, MaxQueryExecutionTime"
            )


def _parse(sparql: str) -> bool:
    """Whether the query gives triples.

    Raises:
        QueryError: it is no SPARQL 1.1 query; an update is none.
    """
    try:
        return isinstance(Store().query(sparql), QueryTriples)
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"SPARQL 无法执行 / the query cannot be run: {error}") from error


def _read_rows(reply: Reply) -> Answer:
    if reply.media not in (_JSON, "application/json"):
        raise ValueError(reply.media)
    found = ox.parse_query_results(reply.body, format=QueryResultsFormat.JSON)
    if isinstance(found, QuerySolutions) and not found.variables and b'"head"' not in reply.body:
        raise ValueError("no head")
    return read_answer(found)


def _read_triples(reply: Reply) -> Answer:
    return gather_triples(ox.parse(reply.body, format=_GRAPHS[reply.media]))
