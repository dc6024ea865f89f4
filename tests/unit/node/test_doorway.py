"""Deny by default: every route of the application but a named few asks for a key or a session, whoever adds it; and a
session is trusted with a change only from the node's own pages, and only while it is fresh."""

import asyncio
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from tests.rooms import Rooms

from openbitmap.node import access
from openbitmap.node.access import Means
from openbitmap.node.api import create_app
from openbitmap.node.console import add_console
from openbitmap.node.doorway import SESSION_COOKIE, Context

OPEN_TO_ALL = {
    ("GET", "/health"): "says only that the database answers",
    ("GET", "/sign-in"): "the ways in",
    ("GET", "/sign-in/here"): "says only whether this browser is signed in",
    ("POST", "/sign-in/passkey/begin"): "a challenge, the same for everybody",
    ("POST", "/sign-in/passkey/finish"): "its answer",
    ("POST", "/sign-in/provider"): "to the identity provider",
    ("GET", "/sign-in/provider/return"): "and back",
    ("GET", "/enter/{token}"): "who a one-time link would let in",
    ("POST", "/enter/{token}"): "the link used",
}
ORIGIN = "http://localhost:8750"


@pytest.fixture
def app(rooms: Rooms) -> FastAPI:
    equipment = rooms.equipment
    app = create_app(Context(rooms.database, equipment.vault, equipment.settings, equipment.decoder))
    add_console(app)
    return app


def test_every_route_refuses_without_a_key(rooms: Rooms, app: FastAPI) -> None:
    closed = [door for door in doors(app.routes) if door not in OPEN_TO_ALL]
    assert len(closed) >= 9
    strangers = [{}, rooms.cast.headers("stranger"), cookie("guess"), cookie(rooms.cast.keys["ana"])]
    for (method, path), response in asyncio.run(asked(app, closed, strangers)):
        to_the_form = response.status_code == 303 and response.headers["location"].startswith("/sign-in?next=")
        assert response.status_code == 401 or to_the_form, (method, path, response.status_code)


def test_a_session_opens_what_its_role_may_read_and_no_more(rooms: Rooms, app: FastAPI) -> None:
    examiner, officer = session_of(rooms, "ana"), session_of(rooms, "olga")
    read = ("GET", "/v1/cases")
    assert [status(app, read, cookie(token)) for token in (examiner, officer, "guess")] == [200, 403, 401]


def test_a_change_by_session_comes_from_our_pages_while_fresh(rooms: Rooms, app: FastAPI) -> None:
    fresh = cookie(session_of(rooms, "ana"))
    stale = cookie(session_of(rooms, "ana", at=datetime.now(UTC) - timedelta(minutes=20)))
    claim = ("POST", "/v1/cases/{case}/claim")
    assert status(app, claim, fresh | {"Origin": ORIGIN}) == 404
    for elsewhere in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        assert problem(app, claim, fresh | elsewhere) == "cross-origin", elsewhere
    assert problem(app, claim, stale | {"Origin": ORIGIN}) == "step-up-needed"
    assert status(app, ("GET", "/v1/cases"), stale) == 200


def test_a_key_is_taken_before_a_session(rooms: Rooms, app: FastAPI) -> None:
    both = cookie(session_of(rooms, "ana")) | rooms.cast.headers("stranger")
    assert status(app, ("GET", "/v1/cases"), both) == 401


def cookie(token: str) -> dict[str, str]:
    return {"Cookie": f"{SESSION_COOKIE}={token}"}


def session_of(rooms: Rooms, name: str, at: datetime | None = None) -> str:
    with rooms.database.transaction() as tx:
        return access.open_session(tx, name, Means.PASSKEY, at=at or datetime.now(UTC))


def status(app: FastAPI, door: tuple[str, str], headers: dict[str, str]) -> int:
    return asyncio.run(asked(app, [door], [headers]))[0][1].status_code


def problem(app: FastAPI, door: tuple[str, str], headers: dict[str, str]) -> str:
    return str(asyncio.run(asked(app, [door], [headers]))[0][1].json()["title"])


async def asked(
    app: FastAPI, closed: list[tuple[str, str]], keys: list[dict[str, str]]
) -> list[tuple[tuple[str, str], httpx.Response]]:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        return [
            ((method, path), await client.request(method, re.sub(r"{\w+}", "no-1", path), headers=key | PERSON))
            for method, path in closed
            for key in keys
        ]


PERSON = {"Accept": "text/html"}


def doors(routes: Iterable[object]) -> Iterator[tuple[str, str]]:
    """Method and path of every route; the framework keeps included routers nested. Mounted files are served to all."""
    for route in routes:
        if isinstance(route, APIRoute):
            yield from ((method, route.path) for method in route.methods or ())
        elif inner := getattr(route, "original_router", None):
            yield from doors(inner.routes)
