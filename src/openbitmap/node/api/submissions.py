"""Doors of a station: submit bytes, fetch receipt, status and answer. Long polling waits for the next version."""

import asyncio
import time
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from openbitmap.node import access, exchange, intake
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Context, Here, allowed_to, note_read
from openbitmap.node.exchange import Released
from openbitmap.node.intake import LARGEST, Arrival, Submission
from openbitmap.node.problems import NO_SUCH_THING, TOO_LARGE, Refused
from openbitmap.vocabulary import StationId, SubmissionId
from openbitmap.wire import Answer, Receipt, Status, to_json

router = APIRouter(prefix="/v1/submissions", tags=["submissions"])
Submitter = Annotated[Principal, Depends(allowed_to(Act.SUBMIT))]
Reader = Annotated[Principal, Depends(allowed_to(Act.READ_OWN_ANSWERS))]

POLL_SECONDS = 0.1
LONGEST_WAIT = 60.0
ITL_MEDIA_TYPE = "application/vnd.ansi-nist-itl"


class Form(StrEnum):
    JSON = "json"
    CARD = "card"
    ITL = "itl"


@router.post("", status_code=202)
async def submit(request: Request, context: Here, principal: Submitter) -> Receipt:
    """Send one transaction as the request's body. The same bytes again give the same receipt and create nothing."""
    data = await _body(request)
    return await run_in_threadpool(_receive, context, data, principal)


@router.get("/{submission}")
def status(submission: str, context: Here, principal: Reader) -> Status:
    """How far the submission has come."""
    with context.database.transaction() as tx:
        own = _own(tx, submission, principal)
        released = exchange.latest_released(tx, own.submission)
    return Status(own.submission, own.state, own.due_at, released.version if released else 0)


@router.get("/{submission}/receipt")
def receipt(submission: str, context: Here, principal: Reader) -> Receipt:
    """The receipt of the first arrival."""
    with context.database.transaction() as tx:
        s = _own(tx, submission, principal)
    return Receipt(s.submission, s.station, s.digest, s.size, s.received_at)


@router.get("/{submission}/answer", response_model=Answer)
async def answer(
    submission: str,
    context: Here,
    principal: Reader,
    *,
    wait: Annotated[float, Query(ge=0, le=LONGEST_WAIT, description="Seconds to wait for a version.")] = 0,
    after: Annotated[int, Query(ge=0, description="The version you have; 0 for none.")] = 0,
    form: Annotated[
        Form, Query(description="json, card (words in the station's language) or itl (bytes).")
    ] = Form.JSON,
) -> Response:
    """The newest answer above `after`. 202 with the status if there is none yet when the wait is over."""
    until = time.monotonic() + wait
    while True:
        released = await run_in_threadpool(_released, context, submission, principal)
        if released and released.version > after:
            await run_in_threadpool(note_read, context, principal, "answer", thing=submission)
            return await run_in_threadpool(_written, context, released, principal, form=form)
        if time.monotonic() >= until:
            waiting = to_json(await run_in_threadpool(status, submission, context, principal))
            return Response(waiting, 202, headers={"Retry-After": "1"}, media_type="application/json")
        await asyncio.sleep(POLL_SECONDS)


async def _body(request: Request) -> bytes:
    """The body, read no further than the largest submission."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST:
            raise Refused(TOO_LARGE, size=f"more than {LARGEST}", limit=LARGEST)
        parts.append(part)
    return b"".join(parts)


def _receive(context: Context, data: bytes, principal: Principal) -> Receipt:
    with context.database.transaction() as tx:
        station = _station(principal)
        return intake.receive(tx, context.vault, Arrival(data, station, "http", datetime.now(UTC)))


def _released(context: Context, submission: str, principal: Principal) -> Released | None:
    with context.database.transaction() as tx:
        return exchange.latest_released(tx, _own(tx, submission, principal).submission)


def _written(context: Context, released: Released, principal: Principal, *, form: Form) -> Response:
    if form is Form.JSON:
        return Response(released.body, media_type="application/json")
    with context.database.transaction() as tx:
        if form is Form.ITL:
            return Response(context.vault.get(tx, released.itl), media_type=ITL_MEDIA_TYPE)
        station = access.station_named(tx, _station(principal))
    card = exchange.card_of(released.value(), station.language if station else context.settings.language)
    return Response("\n".join(exchange.card_lines(card)) + "\n", media_type="text/plain; charset=utf-8")


def _own(tx: Transaction, submission: str, principal: Principal) -> Submission:
    """A submission of this station. Another station's looks exactly like one that does not exist."""
    found = intake.submission_of(tx, SubmissionId(submission))
    if found.station != principal.station:
        raise Refused(NO_SUCH_THING, kind="submission", name=submission)
    return found


def _station(principal: Principal) -> StationId:
    assert principal.station is not None  # only stations may submit or read their own answers: access.ALLOWED
    return principal.station
