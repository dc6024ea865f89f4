"""`/agreements`: the register, with how long each text still runs; `/agreements/{digest}`: one of them by clauses.
Administrators propose, sign, suspend and resume; whoever is the second to sign or resume is another administrator or a
supervisor; auditors read."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from openbitmap import instruments
from openbitmap.instruments import Clause, Effect, Limit
from openbitmap.node import agreements, views
from openbitmap.node.access import Act
from openbitmap.node.agreements import AgreementState, Held
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.agreements.words import WORDS
from openbitmap.node.doorway import Context, Here
from openbitmap.node.partners import Keyring
from openbitmap.node.views import SOON_DAYS, AgreementSheet
from openbitmap.vocabulary import AgreementId, Digest

router = APIRouter(include_in_schema=False)
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_AGREEMENTS))]
FreshKeeper = Annotated[Viewer, Depends(fresh_viewer(Act.KEEP_AGREEMENTS))]
FreshHand = Annotated[Viewer, Depends(fresh_viewer(Act.COUNTERSIGN_AGREEMENTS))]
Reason = Annotated[str, Form(max_length=2_000)]

ICONS: Mapping[AgreementState, tuple[str, str]] = {
    AgreementState.PROPOSED: ("attention", "pencil"),
    AgreementState.AHEAD: ("neutral", "hourglass"),
    AgreementState.IN_FORCE: ("neutral", "check"),
    AgreementState.SUSPENDED: ("attention", "hand"),
    AgreementState.EXPIRED: ("adverse", "timer"),
    AgreementState.DENOUNCED: ("adverse", "x"),
    AgreementState.REPLACED: ("neutral", "file-text"),
}
OPEN = (AgreementState.IN_FORCE, AgreementState.SUSPENDED, AgreementState.AHEAD)
"""States in which an agreement can be stopped, resumed or denounced."""


@router.get("/agreements")
def register(request: Request, context: Here, viewer: Reader) -> Response:
    return _page(request, context, viewer)


@router.get("/agreements/{digest}")
def one(request: Request, context: Here, viewer: Reader, digest: Digest) -> Response:
    return _page(request, context, viewer, chosen=digest)


@router.post("/agreements")
def propose(context: Here, viewer: FreshKeeper, text: Annotated[str, Form(max_length=200_000)]) -> Response:
    with context.database.transaction() as tx:
        held = agreements.propose(tx, text, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/agreements/{held.digest}")


@router.post("/agreements/{digest}/sign")
def sign(context: Here, viewer: FreshHand, digest: Digest) -> Response:
    keyring = Keyring.of(context.settings.home)
    with context.database.transaction() as tx:
        agreements.sign(tx, keyring, digest, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/agreements/{digest}")


@router.post("/agreements/{digest}/suspend")
def suspend(context: Here, viewer: FreshKeeper, digest: Digest, reason: Reason) -> Response:
    with context.database.transaction() as tx:
        name = agreements.named(tx, digest).agreement
        agreements.suspend(tx, name, reason, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/agreements/{digest}")


@router.post("/agreements/{digest}/resume")
def resume(context: Here, viewer: FreshHand, digest: Digest) -> Response:
    with context.database.transaction() as tx:
        name = AgreementId(agreements.named(tx, digest).agreement)
        agreements.resume(tx, name, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/agreements/{digest}")


@router.post("/agreements/{digest}/denounce")
def denounce(context: Here, viewer: FreshKeeper, digest: Digest, reason: Reason) -> Response:
    with context.database.transaction() as tx:
        name = agreements.named(tx, digest).agreement
        agreements.denounce(tx, name, reason, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/agreements/{digest}")


def _page(request: Request, context: Context, viewer: Viewer, *, chosen: Digest | None = None) -> Response:
    now = datetime.now(UTC)
    with context.database.reading() as tx:
        listed = views.agreement_list(tx, viewer.principal, at=now)
        sheet = views.agreement_sheet(tx, viewer.principal, chosen, at=now) if chosen else None
    language = "en" if viewer.language == "en" else "es"
    values = {
        "listed": listed,
        "sheet": sheet,
        "icons": ICONS,
        "days": lambda held: views.days_left(held, now),
        "tone": lambda held: _tone(held, now),
        "title": lambda held: held.instrument.titles.said(language),
        "kinds": {kind: words[language] for kind, words in instruments.KINDS.items()},
        "phases": {phase: words[language] for phase, words in instruments.PHASES.items()},
        "rows": [_row(clause, language) for clause in sheet.held.instrument.clauses] if sheet else [],
        "acts": _acts(sheet, viewer),
        "may_keep": viewer.principal.may(Act.KEEP_AGREEMENTS),
    }
    return show(request, viewer, Page("pages/agreements/page.html", WORDS), **values)


def _tone(held: Held, now: datetime) -> str:
    """How the countdown is shown: amber within two months of the end, the word "expired" in red after it."""
    left = views.days_left(held, now)
    if left < 0:
        return "expired"
    return "soon" if left < SOON_DAYS else "far"


def _acts(sheet: AgreementSheet | None, viewer: Viewer) -> frozenset[str]:
    """What the viewer may do with the text that is shown."""
    if sheet is None or not viewer.principal.may(Act.COUNTERSIGN_AGREEMENTS):
        return frozenset()
    found = _pledges(sheet, viewer)
    if sheet.state in OPEN and viewer.principal.may(Act.KEEP_AGREEMENTS):
        found |= {"denounce"} if sheet.is_stopped_by_us else {"suspend", "denounce"}
    return frozenset(found)


def _pledges(sheet: AgreementSheet, viewer: Viewer) -> set[str]:
    """What takes two people: the first who keeps agreements, the second anybody else who may."""
    waiting = {"sign"} if sheet.awaits_us and sheet.state is AgreementState.PROPOSED else set()
    if sheet.state in OPEN and sheet.is_stopped_by_us:
        waiting.add("resume")
    if sheet.first:
        return waiting if sheet.first.person != viewer.principal.name else set()
    return waiting if viewer.principal.may(Act.KEEP_AGREEMENTS) else set()


def _row(clause: Clause, language: str) -> dict[str, object]:
    """A clause in words; what a prohibition leaves out stays empty and means everything."""
    scope, conditions = clause.scope, clause.conditions
    tables = (
        ("acts", scope.acts, instruments.ACTS),
        ("purposes", scope.purposes, instruments.PURPOSES),
        ("persons", scope.categories, instruments.CATEGORIES),
        ("modalities", scope.modalities, instruments.MODALITIES),
        ("galleries", scope.galleries, instruments.GALLERIES),
        ("fields", scope.fields, instruments.FIELDS),
    )
    words: dict[str, object] = {
        name: [said[language] for member, said in table.items() if member in members] for name, members, table in tables
    }
    return words | {
        "number": clause.number,
        "title": clause.titles.said(language),
        "forbids": clause.effect is not Effect.PERMITS,
        "everywhere": clause.effect is Effect.FORBIDS_EVERYWHERE,
        "ways": [f"{giver} → {taker}" for giver, taker in sorted(scope.directions)],
        "limits": [_limit(limit) for limit in clause.limits],
        "gate": instruments.GATES[conditions.gate][language],
        "onward": instruments.ONWARDS[conditions.onward][language],
        "conditions": conditions,
    }


def _limit(limit: Limit) -> dict[str, object]:
    return {"kind": (limit.kind or "").upper(), "per_day": limit.per_day, "candidates": limit.candidates}
