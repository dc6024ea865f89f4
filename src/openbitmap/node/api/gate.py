"""What is refused before any door reads it: a body larger than its door could ever use, and an address with a zero
byte, which no name holds and the database does not take.

Guards the node's memory and disk: whoever has not signed in cannot make it keep more than `MOST` bytes of a request.
"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from openbitmap.node.intake import LARGEST
from openbitmap.node.problems import TOO_LARGE, UNREADABLE_REQUEST, Refused

MOST = 4 * 1024 * 1024
"""Of a request's body: a draft of the bench, the largest of what a page sends, takes a quarter of it."""
WITH_FILES = LARGEST + MOST
TAKE_FILES = frozenset({"/v1/submissions", "/watchlists/import", "/watchlists/new"})
"""They know who asks before they read."""


class Gate:
    """Refuses by the length that is announced, and by counting where none is announced or it is a lie."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = _address_refused(scope) or _length_refused(scope)
        if refused is None:
            refused = await _Counted(scope, receive, send).run(self.app)
        if refused is not None:
            answer = await _said(scope, refused)
            await answer(scope, receive, send)


class _Overrun(Exception):
    """More has come than the door takes."""


class _Counted:
    """One exchange whose body is counted while it comes."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope, self._receive, self._send = scope, receive, send
        self.limit, self.size, self.begun = _limit(scope), 0, False

    async def run(self, app: ASGIApp) -> Refused | None:
        """The refusal that is still to be said. Whatever the application makes of a body that broke off is not sent."""
        try:
            await app(self.scope, self.receive, self.send)
        except _Overrun:
            if self.begun:
                raise
        return _too_large(self.limit) if self.size > self.limit and not self.begun else None

    async def receive(self) -> Message:
        message = await self._receive()
        self.size += len(message.get("body", b""))
        if self.size > self.limit:
            raise _Overrun
        return message

    async def send(self, message: Message) -> None:
        if self.size > self.limit and not self.begun:
            return
        self.begun = True
        await self._send(message)


def _address_refused(scope: Scope) -> Refused | None:
    if "\x00" in scope["path"] or b"\x00" in scope["query_string"] or b"%00" in scope["query_string"]:
        return Refused(UNREADABLE_REQUEST, place="address", why="it holds a zero byte")
    return None


def _length_refused(scope: Scope) -> Refused | None:
    said = dict(scope["headers"]).get(b"content-length", b"")
    limit = _limit(scope)
    return _too_large(limit) if said.isdigit() and int(said[:20]) > limit else None


def _too_large(limit: int) -> Refused:
    return Refused(TOO_LARGE, size=f"more than {limit}", limit=limit)


def _limit(scope: Scope) -> int:
    return WITH_FILES if scope["path"] in TAKE_FILES else MOST


async def _said(scope: Scope, refused: Refused) -> Response:
    """As every refusal of the application is said: a page where a person looks, problem details elsewhere."""
    handler = scope["app"].exception_handlers[Refused]
    answer = await run_in_threadpool(handler, Request(scope), refused)
    assert isinstance(answer, Response)
    return answer
