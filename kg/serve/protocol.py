"""The SPARQL 1.1 Protocol (W3C Recommendation of 21 March 2013), its query operation; read only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from kg.errors import QueryError
from kg.serve.engine import MOST_QUERY, Engine, Reply
from kg.serve.formats import ROWS, TRIPLES, Format, choose_format, find_format
from kg.stores.federation import is_update

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
MOST_BODY = 8 * MOST_QUERY
READ_ONLY = "只读：不接受更新 / read only: no updates are taken here"
_MOST_FIELDS = 200
_KNOWN = ("query", "default-graph-uri", "named-graph-uri", "format")


class RequestError(Exception):
    """A request that is answered with a status and the reason."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Asked:
    """A query operation.

    Attributes:
        default, named: the dataset that the protocol names, empty for that of the store.
        form: the form asked for by ``format=``, an addition of ours for links.
    """

    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    form: str = ""


Fields = Mapping[str, Sequence[str]]


def read_fields(text: str) -> Fields:
    """The fields of a query string or of a form.

    Raises:
        RequestError: not UTF-8, or too many.
    """
    try:
        return parse_qs(text, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise RequestError(400, "应为 UTF-8 / UTF-8 expected") from error
    except ValueError as error:
        raise RequestError(400, f"参数过多 / more than {_MOST_FIELDS} parameters") from error


def read_asked(fields: Fields) -> Asked:
    """The operation that fields describe.

    Raises:
        RequestError: no query or several, or an update.
    """
    if "update" in fields or any(name.startswith("using-") for name in fields):
        raise RequestError(400, READ_ONLY)
    queries = fields.get("query", ())
    if len(queries) != 1:
        raise RequestError(400, f"应有一个 query 参数 / one parameter 'query' expected, found {len(queries)}")
    default, named = (tuple(fields.get(name, ())) for name in ("default-graph-uri", "named-graph-uri"))
    return Asked(queries[0], default, named, next(iter(fields.get("format", ())), ""))


async def read_body(request: Request, most: int = MOST_BODY) -> bytes:
    """The body of a request.

    Raises:
        RequestError: it is larger than it may be.
    """
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise RequestError(413, f"请求超过 {most} 字节 / the request is larger than {most} bytes")
    return bytes(body)


async def read_request(request: Request) -> Asked:
    """The operation of a request by GET, by POST of a form, or by POST of the query itself.

    Raises:
        RequestError: it is none.
    """
    fields = read_fields(request.url.query)
    if request.method in ("GET", "HEAD"):
        return read_asked(fields)
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == UPDATE:
        raise RequestError(400, READ_ONLY)
    if media not in (FORM, QUERY):
        raise RequestError(415, f"应为 / one of {FORM}, {QUERY} expected, found {media or 'no media type'}")
    try:
        text = (await read_body(request)).decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(400, "应为 UTF-8 / UTF-8 expected") from error
    if media == FORM:
        return read_asked({**fields, **read_fields(text)})
    return read_asked({**fields, "query": [*fields.get("query", ()), text]})


def choose_forms(accept: str, name: str) -> tuple[Format | None, Format | None]:
    """The forms for rows and for triples.

    Raises:
        RequestError: no form has the name that was given, or the client takes none of either.
    """
    if name:
        forms = find_format(ROWS, name), find_format(TRIPLES, name)
        if forms == (None, None):
            known = " ".join(one.name for one in (*ROWS, *TRIPLES))
            raise RequestError(400, f"没有这种格式 / no such format: {name[:40]!r}; 可用 / there are: {known}")
        return forms
    forms = choose_format(ROWS, accept), choose_format(TRIPLES, accept)
    if forms == (None, None):
        known = " ".join(one.types[0].partition(";")[0] for one in (*ROWS, *TRIPLES))
        raise RequestError(406, f"没有可接受的格式 / none of the forms is accepted; 可用 / there are: {known}")
    return forms


def run(engine: Engine, asked: Asked, accept: str) -> Reply:
    """The engine's reply; every fault has a status and a reason."""
    try:
        rows, triples = choose_forms(accept, asked.form)
        reply = engine.ask(asked.query, rows, triples, asked.default, asked.named)
    except RequestError as error:
        return Reply(error.status, message=str(error))
    except QueryError as error:
        return Reply(400, message=str(error))
    if reply.status == 400 and is_update(asked.query):
        return Reply(400, message=READ_ONLY)
    return reply


def respond(reply: Reply) -> Response:
    """A reply as HTTP."""
    if reply.status == 200:
        return Response(reply.body, media_type=reply.media, headers={"Vary": "Accept"})
    headers = {"Retry-After": "5"} if reply.status == 503 else {}
    return PlainTextResponse(reply.message + "\n", reply.status, headers)


async def answer_protocol(request: Request) -> Response:
    """What the endpoint answers; a browser that comes without a query is shown the editor."""
    accept = request.headers.get("accept", "")
    fields = read_fields(request.url.query) if len(request.url.query) < MOST_BODY else {}
    if request.method == "GET" and not any(name in fields for name in (*_KNOWN, "update")) and "text/html" in accept:
        return RedirectResponse(f"{quote(request.scope.get('root_path', ''))}/editor", 303)
    asked = await read_request(request)
    return respond(await run_in_threadpool(run, request.app.state.engine, asked, accept))
