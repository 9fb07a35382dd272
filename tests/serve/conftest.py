"""The application over graphs of our own, asked without a network."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from starlette.testclient import TestClient

from kg.serve.app import make_app
from kg.serve.engine import Engine
from kg.serve.store import open_store

FIXTURES = Path(__file__).parents[1] / "fixtures"
HOME = "http://127.0.0.1:8321"
Open = Callable[..., TestClient]


@pytest.fixture(scope="session")
def opening() -> Iterator[Open]:
    """Opens graphs; options as `make_app` takes them, and ``seconds`` for a query."""
    with ExitStack() as stack:

        def open_graph(path: Path, seconds: float = 20, base: str = HOME, **options: object) -> TestClient:
            opened = stack.enter_context(open_store(path))
            engine = Engine(opened.path, seconds, workers=1)
            stack.callback(engine.close)
            app = make_app(opened, engine, **options)  # type: ignore[arg-type]
            client = TestClient(app, base_url=base, raise_server_exceptions=False, follow_redirects=False)
            client.engine = engine  # type: ignore[attr-defined]
            return client

        yield open_graph


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The folder of small graphs."""
    return FIXTURES


class Listener(BaseHTTPRequestHandler):
    """Notes who comes, and answers as an endpoint without rows."""

    seen: ClassVar[list[str]] = []

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        """Notes the request."""
        self.seen.append(self.path)
        body = b'{"head":{"vars":[]},"results":{"bindings":[]}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server that notes who comes: its address and the paths asked for."""
    Listener.seen.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", Listener.seen
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def small(opening: Open) -> TestClient:
    """The small graph, which has no texts."""
    return opening(FIXTURES / "small.ttl")


@pytest.fixture(scope="session")
def built(opening: Open, graph: Path) -> TestClient:
    """A build's folder."""
    return opening(graph)
