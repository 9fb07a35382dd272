"""Named graphs in a store across the network: read, replaced and deleted by the SPARQL 1.1 Graph Store Protocol."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from pyoxigraph import Quad, RdfFormat

from kg.errors import StoreError
from kg.stores.http import ANY_FAILURE, Client

MOST_BYTES = 8 << 20
_FEWEST_BYTES = 4 << 10
_DONE, _GONE, _TOO_LARGE = (200, 201, 202, 204), (404, 410), 413
_TURTLE = "text/turtle; charset=utf-8"  # N-Triples is Turtle, and every store takes Turtle
_FORMATS = {"application/n-triples": RdfFormat.N_TRIPLES, "text/plain": RdfFormat.N_TRIPLES}


class GraphStore:
    """A Graph Store; a graph too large for one request goes in parts, which a reader may meet half done."""

    def __init__(self, client: Client, most_bytes: int = MOST_BYTES) -> None:
        """Write by this client.

        Args:
            client: its address is that of the Graph Store, without ``?graph=``.
            most_bytes: what one request may hold; less where the server refuses that much.
        """
        self._client, self._most = client, most_bytes

    def read(self, graph: str) -> tuple[Quad, ...]:
        """The triples of a graph; none where there is no such graph.

        Raises:
            StoreError: the store fails, or is none.
        """
        headers = {"Accept": "application/n-triples, text/turtle;q=0.9"}
        reply = self._client.send("GET", params={"graph": graph}, headers=headers, again=ANY_FAILURE)
        if reply.status in (*_GONE, 204):
            return ()
        if reply.status != 200:
            raise self._client.refuse(reply, "无法读取命名图 / the graph cannot be read")
        try:
            if reply.media not in (*_FORMATS, "text/turtle", "application/x-turtle"):
                raise ValueError(reply.media)
            return tuple(ox.parse(reply.body, format=_FORMATS.get(reply.media, RdfFormat.TURTLE)))
        except (SyntaxError, ValueError) as error:
            raise self._client.refuse(
                reply, f"不是 Graph Store 的回答 / this is no answer of a Graph Store ({reply.media or 'no media type'})"
            ) from error

    def replace(self, graph: str, lines: Iterable[str]) -> int:
        """Makes the lines, N-Triples, all that a graph holds; gives their number.

        Raises:
            StoreError: the store fails or refuses.
        """
        kept = list(lines)
        while not self._write(graph, kept):
            if self._most <= _FEWEST_BYTES:
                raise StoreError(f"{graph}: 服务器拒绝任何大小 / the store refuses requests of even {self._most} bytes (413)")
            self._most = max(_FEWEST_BYTES, self._most // 4)
        return len(kept)

    def delete(self, graph: str) -> None:
        """Removes a graph; one that is not there is no error.

        Raises:
            StoreError: the store fails or refuses.
        """
        reply = self._client.send("DELETE", params={"graph": graph}, again=ANY_FAILURE)
        if reply.status not in (*_DONE, *_GONE):
            raise self._client.refuse(reply, f"无法删除 / cannot be deleted: {graph}")

    def _write(self, graph: str, lines: Iterable[str]) -> bool:
        """Puts the first part and adds the others; False where one is too large."""
        for number, body in enumerate(_pack(lines, self._most)):
            method = "POST" if number else "PUT"
            headers = {"Content-Type": _TURTLE}
            reply = self._client.send(method, params={"graph": graph}, content=body, headers=headers, again=ANY_FAILURE)
            if reply.status == _TOO_LARGE:
                return False
            if reply.status not in _DONE:
                raise self._client.refuse(reply, f"无法写入 / cannot be written: {graph}")
        return True


def _pack(lines: Iterable[str], most: int) -> Iterator[bytes]:
    """The lines in parts of at most so many bytes; a longer line is a part of its own. There is at least one part."""
    part = bytearray()
    whole = True
    for line in map(str.encode, lines):
        if part and len(part) + len(line) > most:
            yield bytes(part)
            part.clear()
            whole = False
        part += line
    if part or whole:
        yield bytes(part)
