"""A request whose transaction the database ended in favour of another's is done again, from its beginning.

Guards one invariant: what was committed is never done twice. So it happens only while nothing was committed and nothing
was sent, a few times, after a pause of random length; otherwise the answer says that the request gave way.
"""

import asyncio
import logging
import random
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from openbitmap.node.database import Commits, counting_commits
from openbitmap.node.problems import COLLIDED, Refused

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
LONGEST_PAUSE = 0.05
"""Seconds, at random, so that two that collided do not collide again in step."""
_ATTEMPT = "openbitmap.attempt"


class Again:
    """The innermost of the application's wrappings: what stands outside it sees one request and one answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        heard: list[Message] = []
        for number in range(1, MOST_ATTEMPTS + 1):
            with counting_commits() as commits:
                attempt = _Attempt(commits, _Replayed(heard, receive), send, is_last=number == MOST_ATTEMPTS)
                await self.app({**scope, _ATTEMPT: attempt}, attempt.receive, attempt.send)
            if not attempt.is_void:
                return
            await asyncio.sleep(random.uniform(0, LONGEST_PAUSE))


class _Replayed:
    """The request's body: what was heard already first, then the rest as it comes."""

    def __init__(self, heard: list[Message], receive: Receive) -> None:
        self._heard, self._receive, self._at = heard, receive, 0

    async def __call__(self) -> Message:
        if self._at == len(self._heard):
            message = await self._receive()
            if message["type"] != "http.request":
                return message
            self._heard.append(message)
        self._at += 1
        return self._heard[self._at - 1]


class _Attempt:
    """One attempt; void when it collided and may be made again, and then nothing of its answer is sent."""

    def __init__(self, commits: Commits, receive: Receive, send: Send, *, is_last: bool) -> None:
        self._commits, self.receive, self._send, self._is_last = commits, receive, send, is_last
        self.begun, self.is_void = False, False

    def collided(self) -> None:
        self.is_void = not (self.begun or self._is_last or self._commits.count)

    async def send(self, message: Message) -> None:
        if self.is_void:
            return
        self.begun = True
        await self._send(message)


def collided(request: Request, trouble: Exception) -> Response:
    """What is said of a collision, where it cannot be mended by doing the request again; as every refusal is said."""
    attempt = request.scope.get(_ATTEMPT)
    if isinstance(attempt, _Attempt):
        attempt.collided()
    log.warning("two transactions collided on %s: %s", request.url.path, type(trouble).__name__)
    say: Callable[[Request, Exception], Response] = request.app.exception_handlers[Refused]
    return say(request, Refused(COLLIDED))
