"""Real stores on loopback, each started on a free port in a folder of its own and stopped at the end."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

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
        pytest.skip("virtuoso-t and isql-vt (Debian package virtuoso-opensource-7) are not installed")
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
