"""`/protection`: who is protected, what the guard held back from partners, and what a named officer decides about it.
An officer of a post finds only the form to mark somebody; nobody else finds anything."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from openbitmap.node import identities, protection
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.protection.words import WORDS
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Context, Here
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.node.protection import (
    LONGEST_RELEASE,
    Basis,
    Marking,
    MarkingKind,
    Review,
    ReviewState,
    Ruling,
    Wanted,
    Word,
)
from openbitmap.vocabulary import EncounterId, SubmissionId

router = APIRouter(include_in_schema=False)
Marker = Annotated[Viewer, Depends(seen_by(Act.MARK_PROTECTION, Act.READ_PROTECTION))]
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_PROTECTION))]
FreshMarker = Annotated[Viewer, Depends(fresh_viewer(Act.MARK_PROTECTION))]
FreshReviewer = Annotated[Viewer, Depends(fresh_viewer(Act.REVIEW_PROTECTION))]
Text = Annotated[str, Form(max_length=2000)]


@router.get("/protection")
def protection_page(request: Request, context: Here, viewer: Marker, marked: bool = False) -> Response:
    return _show(request, context, viewer, marked=marked)


@router.get("/protection/reviews/{review}")
def one_review(request: Request, context: Here, viewer: Reader, review: str) -> Response:
    return _show(request, context, viewer, asked=review)


@router.get("/protection/markings/{marking}")
def one_marking(request: Request, context: Here, viewer: Reader, marking: str) -> Response:
    return _show(request, context, viewer, asked=marking)


@router.post("/protection/markings")
def mark(
    context: Here,
    viewer: FreshMarker,
    *,
    who: Annotated[str, Form(max_length=80)],
    kind: Annotated[MarkingKind, Form()],
    basis: Annotated[Basis, Form()] = Basis.STATED,
    nation: Annotated[str, Form(max_length=3)] = "",
    reason: Text = "",
) -> Response:
    with context.database.transaction() as tx:
        encounter = _encounter(tx, who.strip())
        wanted = Wanted(kind, basis, reason, nation)
        made = protection.mark(tx, encounter, wanted, by=viewer.principal, at=datetime.now(UTC))
    reads = viewer.principal.may(Act.READ_PROTECTION)
    return done(f"/protection/markings/{made}" if reads else "/protection?marked=true")


@router.post("/protection/markings/{marking}/end")
def unmark(
    context: Here,
    viewer: FreshReviewer,
    marking: str,
    word: Annotated[str, Form(pattern="^(ask|agree|keep)$")],
    reason: Text = "",
) -> Response:
    now, by = datetime.now(UTC), viewer.principal
    with context.database.transaction() as tx:
        if word == "ask":
            protection.ask_unmark(tx, marking, reason, by=by, at=now)
        else:
            given = Word(by.name, reason, now)
            protection.decide_unmark(tx, marking, given, by=by, agreed=word == "agree")
    return done("/protection" if word == "agree" else f"/protection/markings/{marking}")


@router.post("/protection/reviews/{review}")
def decide(
    context: Here,
    viewer: FreshReviewer,
    review: str,
    *,
    word: Annotated[ReviewState, Form()],
    words: Text = "",
    basis: Text = "",
    until: Annotated[date | None, Form()] = None,
) -> Response:
    last = datetime.combine(until, time(23, 59, 59), UTC) if until else None
    ruling = Ruling(word, words.strip(), basis.strip(), last if word is ReviewState.RELEASED else None)
    with context.database.transaction() as tx:
        protection.decide(tx, review, ruling, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/protection/reviews/{review}")


def _show(request: Request, context: Context, viewer: Viewer, *, asked: str = "", marked: bool = False) -> Response:
    """The lists, beside them what was chosen; for who may only mark, the form alone."""
    now = datetime.now(UTC)
    reviews: list[Review] = []
    markings: list[Marking] = []
    if viewer.principal.may(Act.READ_PROTECTION):
        with context.database.reading() as tx:
            reviews = protection.queue(tx, by=viewer.principal)
            markings = protection.markings(tx, by=viewer.principal)
    chosen = next((r for r in reviews if r.review == asked), None)
    held = next((m for m in markings if m.marking == asked), None)
    if asked and chosen is None and held is None:
        raise Refused(NO_SUCH_THING, kind="review", name=asked)
    values = {
        "reviews": reviews,
        "markings": markings,
        "chosen": chosen,
        "held": held,
        "marked": marked,
        "kinds": list(MarkingKind),
        "readable": frozenset(MarkingKind),
        "bases": list(Basis),
        "earliest": now.date(),
        "latest": (now + LONGEST_RELEASE - timedelta(days=1)).date(),
        "reads": viewer.principal.may(Act.READ_PROTECTION),
        "may_mark": viewer.principal.may(Act.MARK_PROTECTION),
        "may_decide": viewer.principal.may(Act.REVIEW_PROTECTION),
    }
    return show(request, viewer, Page("pages/protection/page.html", WORDS), **values)


def _encounter(tx: Transaction, who: str) -> EncounterId:
    """By the encounter's own number, or by the submission that an officer has on the screen."""
    if not who.startswith("sub"):
        return EncounterId(who)
    found = identities.encounter_of(tx, SubmissionId(who))
    if found is None:
        raise Refused(NO_SUCH_THING, kind="submission", name=who)
    return found.encounter
