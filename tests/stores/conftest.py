"""Stores on loopback: real ones, each started on a free port in a folder of its own, and one in this process that fails
when it is told to."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, QueryTriples, RdfFormat, Store, parse

PASSWORD = "OnlyForThisTest"
_INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
DirsAllowed = {folder}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 4
MaxClientConnections = 4
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 100000
MaxQueryExecutionTime = 60
"""
# The account that pushes: SPARQL_UPDATE lets it write, the last line where (graphs that name no rights of their own).
_ACCOUNT = """
DB.DBA.USER_CREATE('kg', '{password}');
USER_SET_OPTION('kg', 'SQL_ENABLE', 1);
GRANT SPARQL_UPDATE TO "kg";
DB.DBA.RDF_DEFAULT_USER_PERMS_SET('kg', 7);
USER_SET_PASSWORD('dba', '{password}');
"""


@dataclass(frozen=True)
class Server:
    """A running store.

    Attributes:
        query: its SPARQL endpoint.
        graphs: its Graph Store address.
        account: the environment variables that let a push in.
    """

    name: str
    query: str
    graphs: str
    account: dict[str, str] = field(default_factory=dict)


def find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path, seconds: float = 60) -> None:
    """Waits until the address answers."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        try:
            httpx.get(url, timeout=5, trust_env=False)
            return
        except httpx.TransportError:
            time.sleep(0.2)
    process.kill()
    raise RuntimeError(f"no answer at {url}:\n{log.read_text(errors='replace')[-2000:]}")


@contextmanager
def running(command: list[str], url: str, folder: Path) -> Iterator[None]:
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=folder)
    try:
        wait_for(url, process, log)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def start_oxigraph(folder: Path) -> Iterator[Server]:
    beside = Path(sys.executable).parent / "oxigraph"
    program = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if program is None:
        pytest.skip("oxigraph (PyPI package oxigraph) is not installed")
    root = f"http://127.0.0.1:{(port := find_port())}"
    command = [program, "serve", "--bind", f"127.0.0.1:{port}", "--location", str(folder / "data"), "--union-default-graph"]
    with running(command, root + "/query?query=ASK%7B%7D", folder):
        yield Server("oxigraph", root + "/query", root + "/store")


@contextmanager
def start_virtuoso(folder: Path) -> Iterator[Server]:
    program, shell = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if program is None or shell is None:
        pytest.skip("virtuoso-t and isql-vt (Debian package virtuoso-opensource-7-bin) are not installed")
    sql, http = find_port(), find_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(_INI.format(folder=folder, sql=sql, http=http), encoding="utf-8")
    root = f"http://127.0.0.1:{http}"
    with running([program, "+foreground", "+configfile", str(ini)], root + "/sparql?query=ASK%7B%3Fs%20a%20%3Fc%7D", folder):
        commands = _ACCOUNT.format(password=PASSWORD)
        said = subprocess.run([shell, f"127.0.0.1:{sql}", "dba", "dba"], input=commands, capture_output=True, text=True, check=True)
        assert "Error" not in said.stdout + said.stderr, said.stdout + said.stderr
        account = {"KG_STORE_USER": "kg", "KG_STORE_PASSWORD": PASSWORD}
        yield Server("virtuoso", root + "/sparql", root + "/sparql-graph-crud-auth", account)


@pytest.fixture(scope="module", params=[start_oxigraph, start_virtuoso], ids=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with request.param(tmp_path_factory.mktemp("store")) as running_server:
        yield running_server


USER, REALM, NONCE = "kg", "test", "5f1e"


@dataclass
class FakeStore:
    """A Graph Store at ``/data`` and an endpoint at ``/query``, over a store in memory.

    Attributes:
        failures: answers (status, headers, body) given first, one a request; None for the true answer.
        most_bytes: larger requests are answered with 413.
        scheme: the way an account is asked for: ``basic``, ``digest`` or ``bearer``.
        requests: method, graph and status of each request.
        delay: seconds before each answer.
    """

    root: str = ""
    store: Store = field(default_factory=Store)
    failures: list[tuple[int, dict[str, str], str] | None] = field(default_factory=list)
    most_bytes: int = 1 << 30
    scheme: str = ""
    requests: list[tuple[str, str, int]] = field(default_factory=list)
    delay: float = 0

    @property
    def graphs(self) -> dict[str, int]:
        """The named graphs with their numbers of triples."""
        names = [graph for graph in self.store.named_graphs() if isinstance(graph, NamedNode)]
        return {graph.value: sum(1 for _ in self.store.quads_for_pattern(None, None, None, graph)) for graph in names}

    def lets_in(self, method: str, header: str) -> bool:
        """Whether an Authorization header is that of the account."""
        if self.scheme == "basic":
            return header == "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.scheme == "bearer":
            return header == f"Bearer {PASSWORD}"
        if self.scheme == "digest":
            part = dict(re.findall(r'(\w+)="?([^",]+)"?', header))
            ours = digest(f"{USER}:{REALM}:{PASSWORD}"), digest(f"{method}:{part.get('uri')}")
            middle = ":".join(part.get(name, "") for name in ("nonce", "nc", "cnonce", "qop"))
            return part.get("response") == digest(f"{ours[0]}:{middle}:{ours[1]}")
        return True


def digest(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


def make_handler(fake: FakeStore) -> type[BaseHTTPRequestHandler]:
    """What answers the requests to a fake store."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
            graph = parse_qs(urlsplit(self.path).query).get("graph", [""])[0]
            fake.requests.append((self.command, graph, status))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            with suppress(ConnectionError):  # who asked may have gone
                self.end_headers()
                self.wfile.write(body)

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            time.sleep(fake.delay)
            failure = fake.failures.pop(0) if fake.failures else None
            if failure:
                status, headers, text = failure
                return self.answer(status, text.encode(), **headers)
            if not fake.lets_in(self.command, self.headers.get("Authorization", "")):
                asked = {"digest": f'Digest realm="{REALM}", nonce="{NONCE}", qop="auth", algorithm="MD5"'}
                return self.answer(401, WWW_Authenticate=asked.get(fake.scheme, f'{fake.scheme} realm="{REALM}"'))
            if len(body) > fake.most_bytes:
                return self.answer(413)
            if self.path == "/query":
                return self.answer_query(parse_qs(body.decode())["query"][0])
            return self.answer_graph(NamedNode(parse_qs(urlsplit(self.path).query)["graph"][0]), body)

        def answer_query(self, sparql: str) -> None:
            found = fake.store.query(sparql, use_default_graph_as_union=True)
            if isinstance(found, QueryTriples):
                text = found.serialize(format=RdfFormat.N_TRIPLES)
                return self.answer(200, text, Content_Type="application/n-triples")
            text = found.serialize(format=QueryResultsFormat.JSON)
            return self.answer(200, text, Content_Type="application/sparql-results+json; charset=utf-8")

        def answer_graph(self, graph: NamedNode, body: bytes) -> None:
            there = fake.store.contains_named_graph(graph)
            if self.command in ("GET", "DELETE") and not there:
                return self.answer(404)
            if self.command == "GET":
                text = fake.store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph)
                return self.answer(200, text, Content_Type="application/n-triples")
            if self.command in ("PUT", "DELETE"):
                fake.store.remove_graph(graph)
            if self.command != "DELETE":
                fake.store.add_graph(graph)
                triples = parse(body, format=RdfFormat.TURTLE)
                fake.store.extend(Quad(one.subject, one.predicate, one.object, graph) for one in triples)
            return self.answer(204)

    for method in ("GET", "PUT", "POST", "DELETE"):
        setattr(Handler, f"do_{method}", Handler.handle_any)
    return Handler


@pytest.fixture
def fake() -> Iterator[FakeStore]:
    """A store in this process."""
    store = FakeStore()
    server = ThreadingHTTPServer(("127.0.0.1", 0), make_handler(store))
    store.root = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield store
    server.shutdown()
    server.server_close()
    thread.join()
