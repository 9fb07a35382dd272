"""Queries in processes of their own, each ended when its time is up."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.serve.formats import ROWS, TRIPLES, Format
from kg.stores.federation import refuse_services
from kg.stores.source import Answer, gather_triples, read_answer

WORKERS = 2
MOST_QUERY = 100_000
_START = 60.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker answered: an HTTP status, the media type and bytes of an answer, or why there is none."""

    status: int
    media: str = ""
    body: bytes = b""
    message: str = ""
    triples: bool = False


class _Worker:
    """One process and its pipes."""

    def __init__(self, store: Path) -> None:
        path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path if entry)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kg.serve.worker", str(store)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=store.parent,
            env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
        self._ready = False

    def ask(self, request: dict[str, Any], seconds: float) -> Reply | None:
        """The reply, or None where the process ended instead."""
        if not self._ready:
            if self._call(b"", _START)[0] != b"ready\n":
                return None
            self._ready = True
        line, body = self._call(json.dumps({**request, "seconds": seconds}).encode() + b"\n", seconds)
        if not line:
            return None
        head = json.loads(line)
        length = head.pop("length")
        return Reply(body=body, **head) if len(body) == length else None

    def _call(self, line: bytes, seconds: float) -> tuple[bytes, bytes]:
        """Writes a line, reads a line and what it announces; whoever takes too long is ended, which ends the reading."""
        assert self._process.stdin and self._process.stdout
        timer = threading.Timer(seconds, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
            head = self._process.stdout.readline()
            length = json.loads(head)["length"] if head.startswith(b"{") else 0
            return head, self._process.stdout.read(length)
        except (OSError, ValueError):
            return b"", b""
        finally:
            timer.cancel()

    def close(self) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.communicate()


class Engine:
    """A pool of workers on one store."""

    def __init__(self, store: Path, seconds: float, workers: int = WORKERS) -> None:
        """Start the workers.

        Args:
            store: the folder of a store on disk, to which nobody writes.
            seconds: how long a query may take, and how long it may wait for its turn.
        """
        self.seconds = seconds
        self._store = store
        self._idle: queue.Queue[_Worker] = queue.Queue()
        self._closed = False
        self._lock = threading.Lock()
        self._all: set[_Worker] = set()
        for _ in range(workers):
            self._start()

    def ask(
        self, sparql: str, rows: Format | None, triples: Format | None,
        default: Sequence[str] | None = None, named: Sequence[str] | None = None,
    ) -> Reply:  # fmt: skip
        """The answer to a query in the forms wanted; SERVICE is refused before any engine sees it.

        Raises:
            QueryError: it asks another server, or is too long.
        """
        if len(sparql) > MOST_QUERY:
            raise QueryError(f"查询过长 / the query is longer than {MOST_QUERY} characters: {len(sparql)}")
        refuse_services(sparql)
        request = {"query": sparql, "rows": rows.name if rows else "", "triples": triples.name if triples else ""}
        if default or named:
            request |= {"default": list(default or ()), "named": list(named or ())}  # type: ignore[dict-item]
        try:
            worker = self._idle.get(timeout=self.seconds)
        except queue.Empty:
            return Reply(503, message="查询过多，请稍后再试 / too many queries at once: try again later")
        reply = worker.ask(request, self.seconds)
        if reply is not None:
            self._idle.put(worker)
            return reply
        self._replace(worker)
        message = (
            f"超过 {self.seconds:g} 秒或内存上限，已中止；请缩小查询，或见 kg serve --timeout / "
            f"stopped: it took longer than {self.seconds:g} s or too much memory; ask for less, or see kg serve --timeout"
        )
        return Reply(400, message=message)

    def _start(self) -> None:
        with self._lock:
            if not self._closed:
                worker = _Worker(self._store)
                self._all.add(worker)
                self._idle.put(worker)

    def _replace(self, worker: _Worker) -> None:
        with self._lock:
            self._all.discard(worker)
        worker.close()
        self._start()

    def close(self) -> None:
        """Ends all workers."""
        with self._lock:
            self._closed = True
            workers, self._all = list(self._all), set()
        for worker in workers:
            worker.close()


@dataclass(frozen=True, slots=True)
class Bounded:
    """The graph as a source for the shipped questions, within the engine's limits."""

    engine: Engine

    def ask(self, sparql: str) -> Answer:
        """As `kg.stores.source.Source.ask`."""
        reply = self.engine.ask(sparql, ROWS[0], TRIPLES[1])
        if reply.status != 200:
            raise QueryError(reply.message)
        if reply.triples:
            return gather_triples(ox.parse(reply.body, format=ox.RdfFormat.N_TRIPLES))
        return read_answer(ox.parse_query_results(reply.body, format=ox.QueryResultsFormat.JSON))
