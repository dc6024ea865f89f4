"""`/queue`: an examiner takes the next case, which nobody chooses; a supervisor sees load, ages and waits."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from openbitmap.node import access, cases, views
from openbitmap.node.access import Act
from openbitmap.node.cases import Competence, Skill
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.queue.words import WORDS
from openbitmap.node.doorway import Context, Here

router = APIRouter(include_in_schema=False)

SHOWN = 12
"""Clocks that are listed; the rest is a number."""


@router.get("/queue")
def queue(
    request: Request,
    context: Here,
    viewer: Annotated[Viewer, Depends(seen_by(Act.READ_CASES))],
    *,
    beaten: bool = False,
    examiner: str = "",
) -> Response:
    """`beaten` is set where the next case was asked for and another examiner had it by then."""
    if not viewer.principal.may(Act.JUDGE):
        return _board(request, context, viewer, examiner=examiner)
    now = datetime.now(UTC)
    with context.database.reading() as tx:
        lines = views.case_queue(tx, viewer.principal, at=now)
    values = {"queue": lines, "shown": lines.waiting[:SHOWN], "beaten": beaten and not lines.waits}
    return show(request, viewer, Page("pages/queue/page.html", WORDS), **values)


@router.post("/queue/next")
def take_next(context: Here, viewer: Annotated[Viewer, Depends(seen_by(Act.JUDGE))]) -> Response:
    lease = timedelta(minutes=context.settings.desk.bench.claim_minutes)
    with context.database.transaction() as tx:
        case = cases.next_case(tx, viewer.principal, at=datetime.now(UTC), lease=lease)
    return done(f"/cases/{case.case}" if case else "/queue?beaten=1")


@router.post("/queue/competence")
def set_competence(
    context: Here,
    viewer: Annotated[Viewer, Depends(fresh_viewer(Act.OVERSEE))],
    examiner: Annotated[str, Form()],
    *,
    skill: Annotated[list[Skill], Form()] = [],  # noqa: B006  # a form's list, read once; FastAPI copies it
    site: Annotated[list[str], Form()] = [],  # noqa: B006  # the same
) -> Response:
    able = Competence(examiner.strip(), frozenset(skill), frozenset(site))
    with context.database.transaction() as tx:
        cases.set_competence(tx, able, by=viewer.principal)
    return done("/queue")


def _board(request: Request, context: Context, viewer: Viewer, *, examiner: str) -> Response:
    with context.database.reading() as tx:
        values = {
            "board": views.case_board(tx, at=datetime.now(UTC)),
            "sites": access.all_stations(tx),
            "skills": list(Skill),
            "minutes": lambda span: round(span.total_seconds() / 60),
            "able": cases.competence_of(tx, examiner) if examiner else None,
        }
    return show(request, viewer, Page("pages/queue/board.html", WORDS), **values)
