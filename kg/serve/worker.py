"""The process that runs queries of strangers: the engine cannot be stopped in a query, a process can.

    python -m kg.serve.worker STORE

Reads one JSON line a query from standard input, writes one JSON line and then the bytes of the answer. It opens the store
read only, may open no file and no connection afterwards, and ends itself when a query outlasts its time.
"""

from __future__ import annotations

import faulthandler
import io
import json
import os
import signal
import sys
from typing import Any, BinaryIO

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryTriples, RdfFormat, Store

from kg.serve.formats import ROWS, TRIPLES, find_format

MOST_BYTES = 64 << 20
_MOST_MEMORY = 8 << 30
_GRACE = 5.0  # seconds after which it ends itself, should nobody have done so


class TooLargeError(Exception):
    """An answer is larger than is sent."""


class _Bounded(io.BytesIO):
    """What an answer is written into; refuses to grow without end."""

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > MOST_BYTES:
            raise TooLargeError
        return super().write(data)


def answer(store: Store, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The answer to a request: ``status``, ``media``, ``message`` and ``triples``, and its bytes.

    Args:
        request: ``query``; ``rows`` and ``triples``, the names of the forms wanted, empty for none that the client
            takes; ``default`` and ``named``, graphs to ask, None for those of the store.
    """
    try:
        found = _run(store, request)
        formats = TRIPLES if isinstance(found, QueryTriples) else ROWS
        wanted = request["triples" if formats is TRIPLES else "rows"]
        form = find_format(formats, wanted)
        if form is None:
            known = " ".join(one.types[0].partition(";")[0] for one in formats)
            return {"status": 406, "message": f"可用的格式 / there are: {known}"}, b""
        out = _Bounded()
        if isinstance(found, QueryTriples):
            assert isinstance(form.engine, RdfFormat)
            found.serialize(out, format=form.engine)
        else:
            assert not isinstance(form.engine, RdfFormat)
            found.serialize(out, format=form.engine)
        return {"status": 200, "media": form.media, "triples": formats is TRIPLES}, out.getvalue()
    except TooLargeError:
        message = f"回答超过 {MOST_BYTES >> 20} MB，请用 LIMIT / the answer is larger than {MOST_BYTES >> 20} MB: use LIMIT"
        return {"status": 400, "message": message}, b""
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        return {"status": 400, "message": f"SPARQL 无法执行 / the query cannot be run: {error}"}, b""


def _run(store: Store, request: dict[str, Any]) -> Any:
    default, named = request.get("default"), request.get("named")
    if default is None and named is None:
        return store.query(request["query"])
    graphs, others = ([NamedNode(iri) for iri in given or ()] for given in (default, named))
    if len(graphs) > 1:  # the engine's own union of graphs repeats what two of them say
        merged = _merge(store, graphs, others)
        return merged.query(request["query"], default_graph=DefaultGraph(), named_graphs=[*others])
    return store.query(request["query"], default_graph=[*graphs], named_graphs=[*others])


def _merge(store: Store, graphs: list[NamedNode], named: list[NamedNode]) -> Store:
    """A store whose default graph is the merge of graphs, each triple once."""
    merged = Store()
    for graph in graphs:
        merged.extend(Quad(q.subject, q.predicate, q.object) for q in store.quads_for_pattern(None, None, None, graph))
    for graph in named:
        merged.extend(store.quads_for_pattern(None, None, None, graph))
    return merged


def confine(store: Store) -> None:
    """Gives up, where the system can take it away, what a query never needs: further files, connections, endless memory."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for _ in store.quads_for_pattern(None, None, None, None):  # opens all files of the store
        pass
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = _MOST_MEMORY if most == resource.RLIM_INFINITY else min(most, _MOST_MEMORY)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def serve(store: Store, source: BinaryIO, target: BinaryIO) -> None:
    """Answers requests until there are no more."""
    for line in source:
        request = json.loads(line)
        faulthandler.dump_traceback_later(request["seconds"] + _GRACE, exit=True)
        head, body = answer(store, request)
        faulthandler.cancel_dump_traceback_later()
        target.write(json.dumps({**head, "length": len(body)}).encode() + b"\n" + body)
        target.flush()


def main() -> None:
    """Runs a worker on the store that the command line names."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, target = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    store = Store.read_only(sys.argv[1])
    confine(store)
    target.write(b"ready\n")
    target.flush()
    serve(store, source, target)


if __name__ == "__main__":
    main()
