"""What stands before every page: who may ask, under which name, and what a browser may do with the answer."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "kg-session"
SHORTEST_TOKEN = 16
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")


def is_loopback(host: str) -> bool:
    """Whether a name or address is this machine's own.

    Example:
        >>> is_loopback("127.0.0.1"), is_loopback("0.0.0.0")
        (True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def read_host(header: str) -> str:
    """The host of a Host header, without its port; empty where it is none.

    Example:
        >>> read_host("[::1]:8321"), read_host("LOCALHOST:80"), read_host("a@b")
        ('::1', 'localhost', '')
    """
    if header.startswith("["):
        host, _, port = header[1:].partition("]")
        port = port.removeprefix(":")
    else:
        host, _, port = header.partition(":")
    good = host and (not port or port.isdecimal()) and all(char.isalnum() or char in ".-:_" for char in host)
    return host.lower() if good else ""


class Guard:
    """Answers what may not pass, and puts the headers on all that does.

    A page of another site can make a browser ask this server under that site's own name (DNS rebinding); the Host header
    gives it away.
    """

    def __init__(self, app: ASGIApp, token: str = "", names: Iterable[str] = (), everywhere: bool = False) -> None:
        """Guard an application.

        Args:
            token: what one must know, empty for nothing.
            names: hosts it answers to beside this machine's own.
            everywhere: it is reached from other machines: any address will do, names only those given.
        """
        self._app = app
        self._token = token.encode()
        self._key = secrets.token_bytes(32)
        self._names = {*_LOOPBACK_NAMES, *(name.lower() for name in names)}
        self._everywhere = everywhere

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI asks."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refused = self._refuse(Request(scope))
        await (refused or self._app)(scope, receive, send_guarded)

    def _refuse(self, request: Request) -> Response | None:
        if not self._answers_to(request.headers):
            return PlainTextResponse("Host: 不接受此主机名 / this server is not known by that name\n", 421)
        if request.headers.get("sec-fetch-site") == "cross-site" and request.headers.get("sec-fetch-mode") != "navigate":
            return PlainTextResponse("不接受其他网站的请求 / no requests of other sites\n", 403)
        return self._ask_token(request) if self._token else None

    def _answers_to(self, headers: Headers) -> bool:
        host = read_host(headers.get("host", ""))
        if host in self._names:
            return True
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return False
        return self._everywhere

    def _ask_token(self, request: Request) -> Response | None:
        """None for who knows the token; who brings it in the address is given a cookie and sent on without it."""
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self._is_token(given.strip()):
            return None
        if hmac.compare_digest(request.cookies.get(COOKIE, "").encode(), self._session.encode()):
            return None
        fields = parse_qsl(request.url.query, keep_blank_values=True)
        if request.method == "GET" and any(name == "token" and self._is_token(value) for name, value in fields):
            return self._let_in(request, [(name, value) for name, value in fields if name != "token"])
        message = "需要令牌 / a token is needed: Authorization: Bearer …, ?token=…\n"
        return PlainTextResponse(message, 401, {"WWW-Authenticate": 'Bearer realm="kg"'})

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), self._token)

    @property
    def _session(self) -> str:
        """What the cookie holds: only this run of the server makes it."""
        return hmac.new(self._key, self._token, hashlib.sha256).hexdigest()

    def _let_in(self, request: Request, fields: list[tuple[str, str]]) -> Response:
        """A page that goes on by itself: after a redirect from another site a browser would not send a strict cookie."""
        from html import escape

        path = "/" + request.url.path.lstrip("/")
        target = escape(path + (f"?{urlencode(fields)}" if fields else ""))
        page = (
            '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>kg serve</title>'
            f'<meta http-equiv="refresh" content="0;url={target}"></head>'
            f'<body><p><a href="{target}">继续 / continue</a></p></body></html>\n'
        )
        response = HTMLResponse(page)
        response.set_cookie(COOKIE, self._session, httponly=True, samesite="strict", secure=request.url.scheme == "https")
        return response
