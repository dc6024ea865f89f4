"""`/retention`: what must be forgotten, planned, held and done, and a calendar of what ends. Supervisors object and
approve; auditors read, and take the certificate."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import JSONResponse

from openbitmap.node import retention
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.retention.words import WORDS
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Context, Here, note_read
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.node.retention import Due, Line, LineState, Run, RunState

router = APIRouter(include_in_schema=False)
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_DISCLOSURES))]
FreshDecider = Annotated[Viewer, Depends(fresh_viewer(Act.DECIDE_RETENTION))]

AHEAD = timedelta(days=90)
MOST_LINES = 500


@dataclass(frozen=True)
class Sheet:
    """One run with its lines, who approved it, and what still keeps it."""

    run: Run
    lines: list[Line]
    goes: int
    approvals: list[str]
    certificate: Mapping[str, object] | None

    @property
    def needs_two(self) -> bool:
        return self.run.state is RunState.PLANNED and self.goes > self.run.ceiling


@dataclass(frozen=True)
class Day:
    """How much ends on a day, by instrument and category."""

    day: date
    ends: list[tuple[str, str, int]]


@router.get("/retention")
def all_runs(request: Request, context: Here, viewer: Reader) -> Response:
    return _page(request, context, viewer)


@router.get("/retention/{run}")
def one(request: Request, context: Here, viewer: Reader, run: str) -> Response:
    return _page(request, context, viewer, chosen=run)


@router.get("/retention/{run}/certificate")
def certificate(context: Here, viewer: Reader, run: str) -> Response:
    with context.database.reading() as tx:
        found = retention.certificate_of(tx, run)
    if found is None:
        raise Refused(NO_SUCH_THING, kind="certificate", name=run)
    note_read(context, viewer.principal, "retention_run", thing=run)
    named = {"Content-Disposition": f'attachment; filename="{run}.json"'}
    return JSONResponse(found, headers=named)


@router.post("/retention/{run}/approve")
def approve(context: Here, viewer: FreshDecider, run: str) -> Response:
    with context.database.transaction() as tx:
        retention.approve(tx, run, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/retention/{run}")


@router.post("/retention/{run}/lines/{number}/hold")
def hold(
    context: Here, viewer: FreshDecider, run: str, number: int, words: Annotated[str, Form(max_length=500)] = ""
) -> Response:
    with context.database.transaction() as tx:
        retention.hold_line(tx, run, number, words=words, by=viewer.principal)
    return done(f"/retention/{run}")


@router.post("/retention/{run}/lines/{number}/release")
def release(context: Here, viewer: FreshDecider, run: str, number: int) -> Response:
    with context.database.transaction() as tx:
        retention.let_line_go(tx, run, number, by=viewer.principal)
    return done(f"/retention/{run}")


def _page(request: Request, context: Context, viewer: Viewer, *, chosen: str = "") -> Response:
    now = datetime.now(UTC)
    rules = retention.rules_of(context.settings)
    with context.database.reading() as tx:
        runs = retention.runs(tx)
        sheet = _sheet(tx, chosen) if chosen else None
        ahead = [] if sheet else retention.calendar(tx, rules, at=now, until=now + AHEAD)
    return show(
        request,
        viewer,
        Page("pages/retention/page.html", WORDS),
        runs=runs,
        sheet=sheet,
        days=_days(ahead),
        own=rules.own,
        may_decide=viewer.principal.may(Act.DECIDE_RETENTION),
    )


def _sheet(tx: Transaction, chosen: str) -> Sheet:
    run = retention.run_named(tx, chosen)
    if run is None:
        raise Refused(NO_SUCH_THING, kind="run", name=chosen)
    lines = retention.lines_of(tx, chosen)
    goes = sum(line.state is LineState.PLANNED for line in lines)
    approvals = retention.approvals_of(tx, chosen)
    return Sheet(run, lines[:MOST_LINES], goes, approvals, retention.certificate_of(tx, chosen))


def _days(ahead: list[Due]) -> list[Day]:
    days = []
    for day, dues in groupby(ahead, key=lambda d: d.due_at.date()):
        kinds = sorted((d.agreement, d.category) for d in dues)
        days.append(Day(day, [(*kind, len(list(same))) for kind, same in groupby(kinds)]))
    return days
