"""`/recalls`: what we called back and what others call back from us, with deadlines and receipts; and what a second
person must decide. Supervisors and auditors read; a supervisor proposes, approves and refuses."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from openbitmap.node import disclosures, views
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.recalls.words import WORDS
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import (
    Asked,
    CopyId,
    Demand,
    Reason,
    Recall,
    RecallId,
    RecallState,
    Scope,
    Taken,
)
from openbitmap.node.doorway import Context, Here
from openbitmap.node.problems import NO_SUCH_THING, Refused

router = APIRouter(include_in_schema=False)
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_DISCLOSURES))]
FreshOrderer = Annotated[Viewer, Depends(fresh_viewer(Act.ORDER_RECALLS))]


@dataclass(frozen=True)
class Sheet:
    """One recall of ours: what was asked, what became of it, the receipt as it came."""

    recall: Recall
    asked: list[Asked]
    receipt: Mapping[str, object] | None


@dataclass(frozen=True)
class TakenSheet:
    """One recall of another nation: what became of each reference here, and whom we passed it on to."""

    taken: Taken
    receipt: Mapping[str, object]


@router.get("/recalls")
def all_recalls(request: Request, context: Here, viewer: Reader) -> Response:
    return _page(request, context, viewer)


@router.get("/recalls/taken/{taken}")
def one_taken(request: Request, context: Here, viewer: Reader, taken: str) -> Response:
    return _page(request, context, viewer, taken=taken)


@router.get("/recalls/{recall}")
def one(request: Request, context: Here, viewer: Reader, recall: RecallId) -> Response:
    return _page(request, context, viewer, chosen=recall)


@router.post("/recalls/proposals")
def propose(
    context: Here,
    viewer: FreshOrderer,
    copies: Annotated[list[str], Form()],
    reason: Annotated[Reason, Form()],
    words: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    """Copies of several people: a second person decides."""
    scope = Scope(copies=tuple(CopyId(c) for c in copies))
    with context.database.transaction() as tx:
        now = datetime.now(UTC)
        disclosures.propose_recall(tx, scope, Demand(reason, words), by=viewer.principal, at=now)
    return done("/recalls")


@router.post("/recalls/proposals/{proposal}/approve")
def approve(context: Here, viewer: FreshOrderer, proposal: str) -> Response:
    within = timedelta(hours=context.settings.abroad.recall_hours)
    with context.database.transaction() as tx:
        demand = Demand(Reason.WITHDRAWN, "", within=within)
        now = datetime.now(UTC)
        disclosures.approve_recall(tx, proposal, by=viewer.principal, at=now, demand=demand)
    return done("/recalls")


@router.post("/recalls/proposals/{proposal}/refuse")
def refuse(context: Here, viewer: FreshOrderer, proposal: str) -> Response:
    with context.database.transaction() as tx:
        disclosures.refuse_recall(tx, proposal, by=viewer.principal, at=datetime.now(UTC))
    return done("/recalls")


def _page(
    request: Request, context: Context, viewer: Viewer, *, chosen: RecallId | None = None, taken: str = ""
) -> Response:
    now = datetime.now(UTC)
    with context.database.reading() as tx:
        lines = disclosures.recalls(tx)
        others = disclosures.taken_list(tx)
        proposals = disclosures.proposals_waiting(tx)
        about = views.recall_subjects(tx, [*(r.recall for r in lines), *(t.taken for t in others)])
        held = disclosures.held_by_partners(tx, [r.recall for r in lines])
        sheet = _sheet(tx, chosen) if chosen else None
    theirs = _taken(others, taken) if taken else None
    return show(
        request,
        viewer,
        Page("pages/recalls/page.html", WORDS),
        lines=lines,
        others=others,
        about=about,
        held=held,
        moment=datetime.fromisoformat,
        proposals=proposals,
        sheet=sheet,
        theirs=theirs,
        is_late=lambda r: r.state is not RecallState.DONE and r.due_at <= now,
        may_order=viewer.principal.may(Act.ORDER_RECALLS),
    )


def _sheet(tx: Transaction, chosen: RecallId) -> Sheet:
    recall = disclosures.recall_named(tx, chosen)
    if recall is None:
        raise Refused(NO_SUCH_THING, kind="recall", name=chosen)
    return Sheet(recall, disclosures.asked_of(tx, chosen), disclosures.receipt_of(tx, chosen))


def _taken(others: list[Taken], chosen: str) -> TakenSheet:
    found = next((t for t in others if t.taken == chosen), None)
    if found is None:
        raise Refused(NO_SUCH_THING, kind="recall", name=chosen)
    return TakenSheet(found, json.loads(found.receipt) if found.receipt else {})
