"""Deny by default: every route of the application but a named few asks for a key, whoever adds it."""

import asyncio
from collections.abc import Iterable, Iterator

import httpx
from fastapi import FastAPI
from fastapi.routing import APIRoute
from tests.rooms import Rooms

from openbitmap.node.api import create_app
from openbitmap.node.console import add_console
from openbitmap.node.doorway import Context

OPEN_TO_ALL = {
    ("GET", "/health"): "says only that the database answers",
    ("GET", "/enter"): "the form that takes a key",
    ("POST", "/enter"): "the form sent",
}


def test_every_route_refuses_without_a_key(rooms: Rooms) -> None:
    equipment = rooms.equipment
    app = create_app(Context(rooms.database, equipment.vault, equipment.settings, equipment.decoder))
    add_console(app)
    closed = [door for door in doors(app.routes) if door not in OPEN_TO_ALL]
    assert len(closed) >= 9
    keys: list[dict[str, str]] = [{}, rooms.cast.headers("stranger"), {"Cookie": "openbitmap_key=guess"}]
    for (method, path), response in asyncio.run(asked(app, closed, keys)):
        to_the_form = response.status_code == 303 and response.headers["location"] == "/enter"
        assert response.status_code == 401 or to_the_form, (method, path, response.status_code)


async def asked(
    app: FastAPI, closed: list[tuple[str, str]], keys: list[dict[str, str]]
) -> list[tuple[tuple[str, str], httpx.Response]]:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://node") as client:
        return [
            ((method, path), await client.request(method, path.format(submission="sub-1", case="case-1"), headers=key))
            for method, path in closed
            for key in keys
        ]


def doors(routes: Iterable[object]) -> Iterator[tuple[str, str]]:
    """Method and path of every route; the framework keeps included routers nested. Mounted files are served to all."""
    for route in routes:
        if isinstance(route, APIRoute):
            yield from ((method, route.path) for method in route.methods or ())
        elif inner := getattr(route, "original_router", None):
            yield from doors(inner.routes)
