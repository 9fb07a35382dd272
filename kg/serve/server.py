"""Runs the application on an address until it is told to stop."""

from __future__ import annotations

import errno
import signal
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from kg.errors import KgError
from kg.serve.app import make_app
from kg.serve.engine import Engine
from kg.serve.guard import SHORTEST_TOKEN, is_loopback
from kg.serve.store import open_store

_MOST_HEAD = 1 << 20  # bytes of a request's line and headers: a query may stand in the address
_MOST_AT_ONCE = 64


class ServeError(KgError):
    """The server cannot be run as asked."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a graph is served.

    Attributes:
        port: 0 takes any that is free.
        token: what one must know, empty for nothing; needed where other machines can reach the server.
        names: hosts it answers to beside this machine's own.
        seconds: how long a query may take.
    """

    host: str = "127.0.0.1"
    port: int = 8321
    token: str = ""
    names: Sequence[str] = ()
    seconds: float = 30.0


def check_settings(settings: Settings) -> None:
    """Refuses what would let strangers in.

    Raises:
        ServeError: an address beyond this machine without a token, or a token that is too short.
    """
    if not settings.token:
        if not is_loopback(settings.host):
            raise ServeError(
                f"{settings.host}: 其他机器可访问，请用 --token 或 KG_SERVE_TOKEN 设置令牌 / "
                "other machines can reach this address: set a token by --token or KG_SERVE_TOKEN"
            )
        return
    if len(settings.token) < SHORTEST_TOKEN or not (settings.token.isascii() and settings.token.isprintable()):
        raise ServeError(f"令牌应为至少 {SHORTEST_TOKEN} 个 ASCII 字符 / a token of {SHORTEST_TOKEN} ASCII characters or more expected")
    if " " in settings.token:
        raise ServeError("令牌不可有空格 / a token without spaces expected")


def serve(graph: Path, settings: Settings, say: Callable[[str], None]) -> None:
    """Serves a graph until it is interrupted; ``say`` is given the address once it can be opened.

    Raises:
        ServeError: the port is in use, or the settings are refused.
        InputError: there is no graph, or it cannot be parsed.
    """
    check_settings(settings)
    with listen(settings.host, settings.port) as listener, open_store(graph) as opened:
        engine = Engine(opened.path, settings.seconds)
        try:
            names = [settings.host, *settings.names]
            app = make_app(opened, engine, settings.token, names, everywhere=not is_loopback(settings.host))
            config = uvicorn.Config(
                app, http="h11", ws="none", lifespan="off", log_level="error", access_log=False, server_header=False,
                proxy_headers=False, h11_max_incomplete_event_size=_MOST_HEAD, limit_concurrency=_MOST_AT_ONCE,
                timeout_keep_alive=5, timeout_graceful_shutdown=1,
            )  # fmt: skip
            say(describe_address(listener))
            _run(uvicorn.Server(config), listener)
        finally:
            engine.close()


def _run(server: uvicorn.Server, listener: socket.socket) -> None:
    """Runs until a signal ends it; that way the store on disk and the workers are always cleared away."""
    for name in ("SIGTERM", "SIGHUP"):  # the server raises the signal anew when it is done
        if hasattr(signal, name) and threading.current_thread() is threading.main_thread():
            signal.signal(getattr(signal, name), signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """A socket on an address.

    Raises:
        ServeError: it is in use, not this machine's, or not allowed.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise ServeError(f"{host}: 不是可用的地址 / no address of this machine: {error}") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise ServeError(f"端口 {port} 已被占用，请用 --port 另选 / port {port} is in use: choose another by --port") from error
        raise ServeError(f"无法使用 {host}:{port} / cannot be listened on: {error.strerror or error}") from error
    return listener


def describe_address(listener: socket.socket) -> str:
    """The address that a browser opens."""
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"
