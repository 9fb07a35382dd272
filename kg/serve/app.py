"""The application: its addresses, and what is said where something goes wrong."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kg.errors import KgError
from kg.explain import Folder
from kg.serve.catalogue import read_catalogue
from kg.serve.editor import show_editor
from kg.serve.engine import Engine
from kg.serve.guard import Guard
from kg.serve.lookup import Lookup
from kg.serve.pages import complete, list_things, search, show_document, show_home, show_thing, show_why
from kg.serve.protocol import RequestError, answer_protocol
from kg.serve.questions import download, show_question, show_questions
from kg.serve.site import NotFoundError, Site, site_of
from kg.serve.store import Opened

_STATIC = {"style.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml"}


def make_app(
    opened: Opened, engine: Engine, token: str = "", names: Iterable[str] = (), everywhere: bool = False
) -> Guard:
    """The application over a graph, behind its guard.

    Args:
        token, names, everywhere: as `kg.serve.guard.Guard` takes them.
    """
    routes = [
        Route("/", show_home),
        Route("/search", search),
        Route("/complete", complete),
        Route("/list/{kind}", list_things),
        Route("/thing", show_thing),
        Route("/document", show_document),
        Route("/why", show_why),
        Route("/questions", show_questions),
        Route("/question/{name}", show_question),
        Route("/question/{name}/download", download),
        Route("/editor", show_editor),
        Route("/sparql", answer_protocol, methods=["GET", "POST"]),
        Route("/static/{name}", send_static),
    ]
    app = Starlette(
        routes=routes,
        exception_handlers={
            RequestError: _say_request_error, NotFoundError: _say_missing, HTTPException: _say_http, KgError: _say_fault,
            Exception: _say_failure,
        },
    )  # fmt: skip
    lookup = Lookup(opened.store)
    app.state.engine = engine
    app.state.site = Site(opened.name, engine, lookup, read_catalogue(opened.store), Folder(Path(opened.folder)))
    return Guard(app, token, names, everywhere)


def send_static(request: Request) -> Response:
    """The style, the script and the icon; there are no other files."""
    name = request.path_params["name"]
    if name not in _STATIC:
        raise NotFoundError(name)
    body = (resources.files("kg.serve") / "static" / name).read_bytes()
    return Response(body, media_type=_STATIC[name], headers={"Cache-Control": "no-cache"})


def _say(request: Request, status: int, message: str) -> Response:
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(message + "\n", status)
    return site_of(request).render(request, "error.html", status, code=status, message=message)


def _say_request_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestError)
    return PlainTextResponse(f"{error}\n", error.status)


def _say_missing(request: Request, error: Exception) -> Response:
    return _say(request, 404, f"没有 / not found: {str(error)[:200]}")


def _say_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    response = _say(request, error.status_code, str(error.detail))
    response.headers.update(error.headers or {})
    return response


def _say_fault(request: Request, error: Exception) -> Response:
    return _say(request, 400, str(error))


def _say_failure(request: Request, error: Exception) -> Response:
    return _say(request, 500, f"程序出错 / the program failed: {type(error).__name__}")
