"""`/answers`: every submission with the newest word on it. `/answers/{submission}`: the same, open on one. An officer
sees those of the own station."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from openbitmap.node import exchange, views
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, seen_by, show
from openbitmap.node.console.pages.answers.words import WORDS
from openbitmap.node.console.words import Spoken
from openbitmap.node.doorway import Here
from openbitmap.node.exchange import Card
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.node.views import AnswerFilter, Asked
from openbitmap.vocabulary import StationId, SubmissionId

router = APIRouter(include_in_schema=False)
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_OWN_ANSWERS, Act.READ_ANSWERS))]
LONGEST_NUMBER = 80
SOON = 120
"""Seconds below which a clock is told in seconds."""


@dataclass(frozen=True)
class Line:
    """A submission as the list shows it: its card, None while nothing was said, and the clock that runs."""

    asked: Asked
    card: Card | None
    clock: str
    late: bool

    @property
    def elapsed(self) -> float | None:
        answer = self.asked.answer
        return answer.clock.elapsed_ms / 1000 if answer else None


@router.get("/answers")
def answers(request: Request, context: Here, viewer: Reader, q: str = "") -> Response:
    return _page(request, context, viewer, q=q)


@router.get("/answers/{submission}")
def answer(request: Request, context: Here, viewer: Reader, submission: str, q: str = "") -> Response:
    return _page(request, context, viewer, q=q, named=SubmissionId(submission))


def _page(request: Request, context: Here, viewer: Viewer, *, q: str, named: SubmissionId | None = None) -> Response:
    wanted = AnswerFilter(_stations(viewer), q.strip()[:LONGEST_NUMBER])
    with context.database.reading() as tx:
        listed = views.asked(tx, wanted)
        chosen = views.asked_named(tx, named, wanted) if named else next(iter(listed), None)
        versions = views.answer_versions(tx, SubmissionId(chosen.submission)) if chosen else []
    if named and chosen is None:
        raise Refused(NO_SUCH_THING, kind="submission", name=named)
    language, now = _language(viewer), datetime.now(UTC)
    spoken = Spoken(viewer.language, WORDS)
    changes = exchange.changes_of(versions, language)
    told = [
        (a.clock.answered_at, exchange.card_of(a, language), a.version, changes.get(a.version, "")) for a in versions
    ]
    return show(
        request,
        viewer,
        Page("pages/answers/page.html", WORDS),
        lines=[_line(a, language, spoken, now=now) for a in listed],
        chosen=_line(chosen, language, spoken, now=now) if chosen else None,
        opened=named is not None,
        versions=told,
        q=wanted.text,
        span=lambda seconds: exchange.span(seconds, language),
    )


def _stations(viewer: Viewer) -> tuple[StationId, ...] | None:
    """None is every station, for roles that read all answers; an officer without a station sees none."""
    if viewer.principal.may(Act.READ_ANSWERS):
        return None
    return (viewer.principal.station,) if viewer.principal.station else ()


def _line(asked: Asked, language: str, spoken: Spoken, *, now: datetime) -> Line:
    answer = asked.answer
    card = exchange.card_of(answer, language) if answer else None
    if answer and answer.case and answer.case.due_at:
        due = exchange.clock(answer.case.due_at, language, beside=now)
        return Line(asked, card, spoken.say("examiner_due", time=due), late=answer.case.due_at < now)
    if answer is None:
        return Line(asked, card, _due(asked.due_at, now, language, spoken=spoken), late=asked.due_at < now)
    return Line(asked, card, "", late=False)


def _due(at: datetime, now: datetime, language: str, *, spoken: Spoken) -> str:
    seconds = round((at - now).total_seconds())
    if 0 <= seconds < SOON:
        return spoken.say("due_seconds", n=seconds)
    return spoken.say("due" if seconds > 0 else "overdue", time=exchange.clock(at, language, beside=now))


def _language(viewer: Viewer) -> str:
    """Cards speak English and Spanish."""
    return "es" if viewer.language == "pt" else viewer.language
