"""The HTTP application: its routers, its one translation of problems, its health."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute

from openbitmap import __version__
from openbitmap.node.api import cases, submissions
from openbitmap.node.doorway import Context, Here
from openbitmap.node.problems import Refused


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
    app.add_exception_handler(Refused, _problem)
    app.include_router(submissions.router)
    app.include_router(cases.router)
    app.add_api_route("/health", _health, methods=["GET"], tags=["node"])
    return app


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


def _health(context: Here) -> dict[str, str]:
    """Ready when the database answers. Says nothing else: anybody may ask."""
    with context.database.transaction() as tx:
        tx.scalar("SELECT 1")
    return {"state": "ready"}
