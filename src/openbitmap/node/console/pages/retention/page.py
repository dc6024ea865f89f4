"""`/retention`: what must be forgotten, planned, held and done, and a calendar of what ends. Supervisors object and
approve; auditors read, and take the certificate. What partners gave and is held here: kept for a stated purpose, or let
go on to a third nation with its owner's consent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import JSONResponse

from openbitmap import instruments
from openbitmap.instruments import Onward
from openbitmap.node import disclosures, partners, retention
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.nationals.page import Nationality
from openbitmap.node.console.pages.nationals.words import FORM
from openbitmap.node.console.pages.retention.words import WORDS
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import Ground, Holding, HoldingId, Keeping
from openbitmap.node.doorway import Context, Here, note_read
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.node.retention import Due, Line, LineState, Run, RunState
from openbitmap.vocabulary import ExchangePurpose, PartnerId

router = APIRouter(include_in_schema=False)
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_DISCLOSURES))]
FreshDecider = Annotated[Viewer, Depends(fresh_viewer(Act.DECIDE_RETENTION))]

FreshOrderer = Annotated[Viewer, Depends(fresh_viewer(Act.ORDER_RECALLS))]
Basis = Annotated[str, Form(max_length=2_000)]

AHEAD = timedelta(days=90)
MOST_HELD = 50
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


@dataclass(frozen=True)
class HeldLine:
    """One thing of another nation's, and how it is kept."""

    holding: Holding
    keeping: Keeping
    nationality: Nationality

    @property
    def may_go_on(self) -> bool:
        return self.keeping.onward is Onward.WITH_CONSENT


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


@router.post("/retention/clock")
def confirm_clock(
    context: Here, viewer: FreshDecider, words: Annotated[str, Form(max_length=500)] = ""
) -> Response:  # fmt: skip
    with context.database.transaction() as tx:
        retention.confirm_clock(tx, words, by=viewer.principal, at=datetime.now(UTC))
    return done("/retention")


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


@router.post("/retention/held/{holding}/retain")
def retain(
    context: Here, viewer: FreshOrderer, holding: HoldingId, purpose: Annotated[ExchangePurpose, Form()], basis: Basis
) -> Response:
    """Keep it for a stated purpose, although its term ends or its giver found a national (R55)."""
    with context.database.transaction() as tx:
        ground = Ground(purpose, basis)
        disclosures.retain_for(tx, holding, ground, by=viewer.principal, at=datetime.now(UTC))
    return done("/retention")


@router.post("/retention/held/{holding}/consent")
def consent(
    context: Here, viewer: FreshOrderer, holding: HoldingId, third: Annotated[PartnerId, Form()], basis: Basis
) -> Response:
    """Its owner lets a third nation have it (R50)."""
    with context.database.transaction() as tx:
        disclosures.note_consent(tx, holding, (third, basis), by=viewer.principal, at=datetime.now(UTC))
    return done("/retention")


def _page(request: Request, context: Context, viewer: Viewer, *, chosen: str = "") -> Response:
    now = datetime.now(UTC)
    rules = retention.rules_of(context.settings)
    with context.database.reading() as tx:
        runs = retention.runs(tx)
        sheet = _sheet(tx, chosen) if chosen else None
        ahead = [] if sheet else retention.calendar(tx, rules, at=now, until=now + AHEAD)
        nations = sorted({context.settings.node, *(known.partner for known in partners.all_partners(tx))})
        held = [] if sheet else _held(tx)
        doubt = retention.doubt(tx)
    return show(
        request,
        viewer,
        Page("pages/retention/page.html", {**WORDS, **FORM}),
        runs=runs,
        sheet=sheet,
        days=_days(ahead),
        own=rules.own,
        held=held,
        doubt=doubt,
        nations=nations,
        purposes={p: said["en" if viewer.language == "en" else "es"] for p, said in instruments.PURPOSES.items()},
        may_order=viewer.principal.may(Act.ORDER_RECALLS),
        may_decide=viewer.principal.may(Act.DECIDE_RETENTION),
    )


def _held(tx: Transaction) -> list[HeldLine]:
    """What is held of other nations, the newest first."""
    newest = disclosures.holdings_newest(tx, most=MOST_HELD)
    kept = ((holding, disclosures.keeping_of(tx, holding.holding)) for holding in newest)
    return [HeldLine(h, k, Nationality(*disclosures.nationality_of(tx, h.holding))) for h, k in kept if k]


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
