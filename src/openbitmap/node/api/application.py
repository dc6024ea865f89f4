"""The HTTP application: its routers, its one translation of problems, its health."""

import logging
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from openbitmap import __version__
from openbitmap.node.api import cases, repositories, submissions
from openbitmap.node.api.again import Again, collided
from openbitmap.node.api.gate import Gate
from openbitmap.node.database import COLLISIONS, OUTAGES, UNFIT_VALUES
from openbitmap.node.doorway import SAFE_HEADERS, Context, Here
from openbitmap.node.problems import NO_SUCH_DOOR, NODE_NOT_READY, UNREADABLE_REQUEST, Refused

log = logging.getLogger(__name__)


def create_app(context: Context) -> FastAPI:
    """One application for all machine doors. Its OpenAPI description stands at /openapi.json."""
    app = FastAPI(
        title="OpenBITMAP node",
        version=__version__,
        description="Submit ANSI/NIST-ITL transactions, read answers, judge cases.",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=_operation_name,
    )
    app.state.context = context
    app.add_middleware(Again)
    app.add_middleware(Gate)
    app.middleware("http")(_with_safe_headers)
    app.add_exception_handler(Refused, _problem)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _no_door)
    for outage in OUTAGES:
        app.add_exception_handler(outage, _outage)
    for collision in COLLISIONS:
        app.add_exception_handler(collision, collided)
    for unfit in UNFIT_VALUES:
        app.add_exception_handler(unfit, _unfit)
    app.include_router(submissions.router)
    app.include_router(cases.router)
    app.include_router(repositories.router)
    app.add_api_route("/health", _health, methods=["GET"], tags=["node"])
    return app


PARTS_OF_PAGES = "/static/"
"""Styles, fonts and scripts, the same for everybody: kept for five minutes, since the bench has two dozen of them and a
case must open within a second."""


async def _with_safe_headers(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await go_on(request)
    response.headers.update(SAFE_HEADERS)
    if request.url.path.startswith(PARTS_OF_PAGES):
        response.headers["Cache-Control"] = "private, max-age=300"
    return response


def _operation_name(route: APIRoute) -> str:
    return route.name


def _problem(_request: Request, refused: Exception) -> JSONResponse:
    """RFC 9457 problem details; inner detail never leaks."""
    assert isinstance(refused, Refused)
    p = refused.problem
    body = {"type": f"urn:openbitmap:problem:{p.code}", "title": p.code, "status": p.status} | {
        "detail": refused.what,
        "remedy": p.remedy,
    }
    return JSONResponse(body, status_code=p.status, media_type="application/problem+json")


def _unreadable(request: Request, invalid: Exception) -> JSONResponse:
    """The first thing wrong with a request's parameters or body; the value itself is not repeated."""
    assert isinstance(invalid, RequestValidationError)
    first = invalid.errors()[0]
    place = " ".join(str(part) for part in first["loc"])
    return _problem(request, Refused(UNREADABLE_REQUEST, place=place, why=first["msg"]))


def _no_door(request: Request, missing: Exception) -> JSONResponse:
    """No route of that name, or not with that method: doors that do not exist. Anything else is the framework's word
    that it could not read the request."""
    assert isinstance(missing, HTTPException)
    if missing.status_code not in (404, 405):
        return _problem(request, Refused(UNREADABLE_REQUEST, place="body", why=missing.detail))
    return _problem(request, Refused(NO_SUCH_DOOR, method=request.method, path=request.url.path))


def _outage(request: Request, trouble: Exception) -> JSONResponse:
    log.warning("the database does not answer: %s", type(trouble).__name__)
    return _problem(request, Refused(NODE_NOT_READY))


def _unfit(request: Request, trouble: Exception) -> Response:
    """A value of the request that the database does not take; said as every refusal of this application is."""
    log.warning("a value that no column holds: %s", type(trouble).__name__)
    say: Callable[[Request, Exception], Response] = request.app.exception_handlers[Refused]
    return say(request, Refused(UNREADABLE_REQUEST, place="body", why="a value that cannot be kept"))


def _health(context: Here) -> dict[str, str]:
    """Ready when the database answers. Says nothing else: anybody may ask."""
    with context.database.transaction() as tx:
        tx.scalar("SELECT 1")
    return {"state": "ready"}
