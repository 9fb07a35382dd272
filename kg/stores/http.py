"""Requests to a store: credentials from the environment, tries with growing waits, a limit of time and of size."""

from __future__ import annotations

import ipaddress
import os
import re
import time
from collections.abc import Collection, Generator, Mapping
from dataclasses import dataclass, field
from types import TracebackType

import httpx

from kg import __version__
from kg.errors import StoreError

USER, PASSWORD, TOKEN = "KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"
BUSY = frozenset({429, 502, 503, 504})
ANY_FAILURE = frozenset({429, *range(500, 600)})
_TRIES, _FIRST_WAIT, _LONGEST_WAIT = 4, 0.5, 30.0
_MOST_BYTES = 1 << 29
_LONGEST_REASON = 400
wait = time.sleep
_TAG = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^<>]*>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Credentials:
    """Name and password, or a token; never shown."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def hide(self, text: str) -> str:
        """A text without them, should a server have sent them back."""
        for secret in filter(None, (self.password, self.token)):
            text = text.replace(secret, "***")
        return text


def read_credentials(environ: Mapping[str, str]) -> Credentials:
    """What the environment says.

    Raises:
        StoreError: half of it, or both ways at once.
    """
    user, password, token = (environ.get(name, "") for name in (USER, PASSWORD, TOKEN))
    if bool(user) != bool(password):
        raise StoreError(f"{USER} 和 {PASSWORD} 须同时设置 / set both or neither")
    if token and user:
        raise StoreError(f"{TOKEN} 与 {USER} 只能设置其一 / set one of the two ways only")
    if not (user + password + token).isprintable():
        raise StoreError(f"{USER}、{PASSWORD}、{TOKEN} 不应有换行等 / must hold no line ends or controls")
    return Credentials(user, password, token)


def parse_address(text: str) -> httpx.URL:
    """The address of a store.

    Raises:
        StoreError: no http(s) address, or one with a password in it.
    """
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL as error:
        raise StoreError(f"不是网址 / not an address: {text!r}: {error}") from error
    if url.userinfo:
        raise StoreError(f"网址中不可有密码，请用环境变量 {USER}、{PASSWORD} / no password in the address: set these variables")
    if url.scheme not in ("http", "https") or not url.host:
        raise StoreError(f"应为 http:// 或 https:// 网址 / an http or https address expected, found {text!r}")
    return url.copy_with(fragment=None)


def is_loopback(url: httpx.URL) -> bool:
    """Whether the address is this machine's own."""
    try:
        return ipaddress.ip_address(url.host).is_loopback
    except ValueError:
        return url.host == "localhost" or url.host.endswith(".localhost")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media(self) -> str:
        """The media type, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def reason(self) -> str:
        """The start of what the server wrote, in one line that steers no display."""
        text = _TAG.sub(" ", self.body[: 1 << 16].decode("utf-8", "replace"))
        line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
        return line if len(line) <= _LONGEST_REASON else line[:_LONGEST_REASON] + "…"


class _Password(httpx.Auth):
    """Name and password in the way that the server asks for: Digest where it is offered, else Basic."""

    def __init__(self, user: str, password: str) -> None:
        self._given = (user, password)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._chosen is None:
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return
            offered = ",".join(response.headers.get_list("www-authenticate")).lower()
            self._chosen = (httpx.DigestAuth if "digest" in offered else httpx.BasicAuth)(*self._given)
        yield from self._chosen.auth_flow(request)


class Client:
    """Requests to one server. Redirects are not followed: they could carry a password elsewhere."""

    def __init__(
        self,
        url: httpx.URL,
        timeout: float,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        """Open nothing yet.

        Args:
            timeout: seconds that one try may take in all.
            environ: where the credentials are.
        """
        self.url = url
        self._timeout = timeout
        self._credentials = read_credentials(environ)
        headers = {"User-Agent": f"policykg/{__version__}"}
        if self._credentials.token:
            headers["Authorization"] = f"Bearer {self._credentials.token}"
        auth = _Password(self._credentials.user, self._credentials.password) if self._credentials.user else None
        limits = httpx.Timeout(timeout, connect=min(timeout, 10))
        self._http = httpx.Client(auth=auth, headers=headers, timeout=limits, trust_env=not is_loopback(url))

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._http.close()

    @property
    def place(self) -> str:
        """The address for people, without what may be secret."""
        return str(self.url.copy_with(query=None))

    @property
    def in_clear(self) -> bool:
        """Whether credentials would cross the network readable by others."""
        given = self._credentials.user or self._credentials.token
        return bool(given) and self.url.scheme == "http" and not is_loopback(self.url)

    def send(
        self,
        method: str,
        *,
        params: Mapping[str, str] | None = None,
        content: bytes | None = None,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        again: Collection[int] = BUSY,
    ) -> Reply:
        """A request, tried again after growing waits while the server is away or answers with one of these statuses.

        Raises:
            StoreError: no answer, none in time, one that is too large, a refused account or a redirect.
        """
        url = self.url.copy_merge_params(params or {})
        request = self._http.build_request(method, url, content=content, data=form, headers=headers)
        pause, left = _FIRST_WAIT, _TRIES
        while True:
            left -= 1
            try:
                reply = self._read(request)
            except httpx.TransportError as error:
                if not left or isinstance(error, httpx.ReadTimeout | httpx.UnsupportedProtocol):
                    raise self._explain(error) from error
            else:
                if not left or reply.status not in again:
                    return self._check(reply)
                pause = max(pause, _read_wait(reply))
            wait(min(pause, _LONGEST_WAIT))
            pause *= 2

    def _read(self, request: httpx.Request) -> Reply:
        until, body = time.monotonic() + self._timeout, bytearray()
        response = self._http.send(request, stream=True)
        try:
            for piece in response.iter_bytes():
                body += piece
                if len(body) > _MOST_BYTES:
                    raise StoreError(f"{self.place}: 回答过大 / the answer is larger than {_MOST_BYTES >> 20} MB: ask for less")
                if time.monotonic() > until:
                    raise httpx.ReadTimeout("", request=request)
        finally:
            response.close()
        return Reply(response.status_code, {name.lower(): value for name, value in response.headers.items()}, bytes(body))

    def _check(self, reply: Reply) -> Reply:
        """The reply, with secrets taken out of what it says."""
        if reply.status in (401, 403):
            raise StoreError(
                f"{self.place}: 未获授权（{reply.status}），请检查 {USER}、{PASSWORD} 或 {TOKEN} / "
                f"not allowed ({reply.status}): set {USER} and {PASSWORD}, or {TOKEN}, to an account that may do this"
            )
        if 300 <= reply.status < 400:
            target = "".join(char for char in reply.headers.get("location", "") if char.isprintable()) or "?"
            raise StoreError(f"{self.place}: 服务器转到别处，请直接用该网址 / moved: give this address itself: {target}")
        return reply

    def refuse(self, reply: Reply, what: str) -> StoreError:
        """The error for a status that cannot be gone on from."""
        reason = self._credentials.hide(reply.reason) or "(no reason given)"
        return StoreError(f"{self.place}: {what} ({reply.status}): {reason}")

    def _explain(self, error: httpx.TransportError) -> StoreError:
        if isinstance(error, httpx.TimeoutException) and not isinstance(error, httpx.ConnectTimeout):
            return StoreError(
                f"{self.place}: {self._timeout:g} 秒内没有答完，见 --timeout / no answer within {self._timeout:g} s: see --timeout"
            )
        said = " ".join(str(error).split()) or type(error).__name__
        return StoreError(f"{self.place}: 无法连接，请检查网址和服务器 / cannot be reached; check address and server: {said}")


def _read_wait(reply: Reply) -> float:
    """The seconds that a server asks to wait; 0 where it asks for none."""
    given = reply.headers.get("retry-after", "")
    return float(given) if re.fullmatch(r"\d{1,4}", given, re.ASCII) else 0.0
