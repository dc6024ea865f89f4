"""A browser without a screen before the node's pages, in this process: it keeps cookies, says where it comes from and
follows nothing by itself."""

import asyncio
from dataclasses import dataclass, field

import httpx
from fastapi import FastAPI
from tests.rooms import Rooms

from openbitmap.node.api import create_app
from openbitmap.node.console import add_console
from openbitmap.node.doorway import Context
from openbitmap.node.settings import read_settings

ORIGIN = "http://localhost:8750"


@dataclass
class Browser:
    """`get` and `post` as a page of `origin` would ask."""

    app: FastAPI
    origin: str = ORIGIN
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **more: object) -> httpx.Response:
        return asyncio.run(self._ask("GET", path, **more))

    def post(self, path: str, **more: object) -> httpx.Response:
        return asyncio.run(self._ask("POST", path, **more))

    async def _ask(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: object
    ) -> httpx.Response:
        said = {"Accept": "text/html", "Origin": self.origin, "Sec-Fetch-Site": "same-origin"} | (headers or {})
        if self.cookies:
            said["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=self.origin) as client:
            response = await client.request(method, path, headers=said, **more)  # type: ignore[arg-type]  # passed on as given
        for line in response.headers.get_list("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
            if "max-age=0" in line.lower():
                del self.cookies[name]
        return response


def browser_of(rooms: Rooms, origin: str = ORIGIN, **settings: str) -> Browser:
    given = {"home": str(rooms.equipment.settings.home), "database_url": rooms.database.url} | settings
    app = create_app(
        Context(rooms.database, rooms.equipment.vault, read_settings({}, **given), rooms.equipment.decoder)
    )
    add_console(app)
    return Browser(app, origin)
