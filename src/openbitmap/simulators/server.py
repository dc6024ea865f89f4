"""One simulated repository as an HTTP gateway: questions under their numbers, answers when they are ready.

`POST /transactions` takes a question (200 with the answer, 202 while somebody works on it), `GET /transactions/NUMBER`
fetches the answer, `GET /status` says who this is, `POST /conduct` changes how it behaves, `POST /notices` makes it
push a notice to its node.
"""

import asyncio
import hmac
import math
import secrets
import threading
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

import httpx
from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response, StreamingResponse

from openbitmap.simulators import abis, ident, interpol, ngi, registry, screening
from openbitmap.simulators.conduct import UnfitConduct
from openbitmap.simulators.configuration import Simulated
from openbitmap.simulators.desk import Desk, Kind, Told
from openbitmap.simulators.gallery import Extractor, Gallery

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "ident": ident.KIND,
        "ngi": ngi.KIND,
        "abis": abis.KIND,
        "screening": screening.KIND,
        "interpol": interpol.KIND,
        "registry": registry.KIND,
    }
)
MOST_QUESTIONS = 10_000
GARBAGE = b"\x1c\x1d\x00LEN:999999999999\x1f{]\xff" * 7
LOADING_SECONDS = 0.3


@dataclass
class Question:
    """One question: when it first came, how often, and its answer once it is made."""

    data: bytes
    ready_at: datetime
    times: int = 1
    answer: bytes | None = None


@dataclass
class Repository:
    """What one simulated repository holds while it runs."""

    simulated: Simulated
    extractor: Extractor
    questions: OrderedDict[str, Question] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.gallery, self.conduct = Gallery(self.extractor), self.simulated.conduct

    @property
    def kind(self) -> Kind:
        return KINDS[self.simulated.kind]

    @property
    def desk(self) -> Desk:
        return Desk(self.gallery, self.conduct, datetime.now(UTC))

    def take(self, number: str, data: bytes) -> Question | None:
        """The question of this number, new or known; None where the quota is spent. A repetition counts no more."""
        with self.lock:
            known = self.questions.get(number)
            if known is not None:
                known.times += 1
                return known
            if self.conduct.quota and len(self.questions) >= self.conduct.quota:
                return None
            ready = datetime.now(UTC) + timedelta(seconds=self.conduct.delay_seconds)
            self.questions[number] = Question(data, ready)
            if len(self.questions) > MOST_QUESTIONS:
                self.questions.popitem(last=False)
            return self.questions[number]

    def answered(self, question: Question) -> bytes:
        """Made once: whoever asks again gets the same bytes."""
        with self.lock:
            if question.answer is None:
                question.answer = self.kind.answer(question.data, self.desk)
            return question.answer


def create_app(repository: Repository) -> FastAPI:
    """The gateway of one repository."""
    app = FastAPI(title=f"simulated {repository.simulated.name}", openapi_url=None, docs_url=None, redoc_url=None)
    gateway = _Gateway(repository)
    app.add_api_route("/transactions", gateway.ask, methods=["POST"])
    app.add_api_route("/transactions/{number}", gateway.fetch, methods=["GET"])
    app.add_api_route("/status", gateway.status, methods=["GET"])
    app.add_api_route("/conduct", gateway.behave, methods=["POST"])
    app.add_api_route("/notices", gateway.push, methods=["POST"])
    return app


class _Gateway:
    """The doors of one repository."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository

    async def ask(self, request: Request) -> Response:
        barred = await _barred(self._repository, request)
        if barred is not None:
            return barred
        number = request.headers.get("idempotency-key", "")
        data = await request.body()
        if not number or not data:
            return Response(status_code=400)
        question = self._repository.take(number, data)
        return Response(status_code=429) if question is None else await _said(self._repository, question)

    async def fetch(self, number: str, request: Request) -> Response:
        barred = await _barred(self._repository, request)
        if barred is not None:
            return barred
        question = self._repository.questions.get(number)
        return Response(status_code=404) if question is None else await _said(self._repository, question)

    async def status(self, request: Request) -> Response:
        barred = await _barred(self._repository, request)
        return barred if barred is not None else JSONResponse(_status(self._repository))

    async def behave(self, request: Request) -> Response:
        if not _is_known(self._repository, request):
            return Response(status_code=401)
        try:
            self._repository.conduct = self._repository.conduct.changed(await request.json())
        except (UnfitConduct, ValueError, AttributeError) as unfit:
            return JSONResponse({"error": str(unfit)}, 422)
        return JSONResponse(asdict(self._repository.conduct))

    async def push(self, request: Request) -> Response:
        if not _is_known(self._repository, request):
            return Response(status_code=401)
        return await _pushed(self._repository, await request.json())


def _status(repository: Repository) -> dict[str, Any]:
    simulated = repository.simulated
    return {
        "name": simulated.name,
        "kind": simulated.kind,
        "synthetic": True,
        "loaded": repository.gallery.loaded.is_set(),
        "people": repository.gallery.people,
        "questions": len(repository.questions),
        "attempts": sum(q.times for q in repository.questions.values()),
    }


def _is_known(repository: Repository, request: Request) -> bool:
    key = repository.simulated.key
    shown = request.headers.get("authorization", "").removeprefix("Bearer ")
    return not key or hmac.compare_digest(shown.encode(), key.encode())


async def _barred(repository: Repository, request: Request) -> Response | None:
    """What keeps anybody from being answered now."""
    conduct = repository.conduct
    if conduct.silent_seconds:
        await asyncio.sleep(conduct.silent_seconds)
    if conduct.outage:
        return Response(status_code=503)
    if conduct.unauthorised or not _is_known(repository, request):
        return Response(status_code=401)
    return None


async def _said(repository: Repository, question: Question) -> Response:
    waits = (question.ready_at - datetime.now(UTC)).total_seconds()
    if not repository.gallery.loaded.is_set():
        waits = max(waits, LOADING_SECONDS)
    if waits > 0:
        return Response(status_code=202, headers={"retry-after": str(math.ceil(waits))})
    data = GARBAGE if repository.conduct.garbage else await run_in_threadpool(repository.answered, question)
    drip = repository.conduct.drip_seconds
    if drip:
        return StreamingResponse(_dripping(data, drip), media_type=repository.kind.content_type)
    return Response(data, media_type=repository.kind.content_type)


async def _dripping(data: bytes, seconds: float) -> AsyncIterator[bytes]:
    for byte in data:
        await asyncio.sleep(seconds)
        yield bytes([byte])


async def _pushed(repository: Repository, body: Mapping[str, Any]) -> Response:
    """Send a notice to the node's door, and say what the node answered."""
    told = Told(
        number=str(body.get("number") or f"SIMNOTICE-{secrets.token_hex(6).upper()}"),
        about=str(body.get("about", "")),
        reference=str(body.get("reference", "")),
        subject=str(body.get("subject", "")),
        handling=str(body.get("handling", "")),
        asked_by=str(body.get("asked_by", "")),
    )
    simulated = repository.simulated
    data = await run_in_threadpool(repository.kind.notice, told, repository.desk)
    headers = {"authorization": f"Bearer {simulated.notice_key}", "content-type": repository.kind.content_type}
    async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
        door = f"{simulated.node.rstrip('/')}/v1/repositories/notices"
        try:
            answer = await client.post(door, content=data, headers=headers)
        except httpx.HTTPError as trouble:
            return JSONResponse({"error": type(trouble).__name__}, 502)
    return Response(answer.content, answer.status_code, media_type="application/json")
