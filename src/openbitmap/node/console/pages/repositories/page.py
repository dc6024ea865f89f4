"""`/repositories`: every repository outside, as configured: whether it answers, how fast, how often in vain, what is
left of the day's questions, and in words what it may be asked. Nobody changes anything here: that is done in a file.
`/repositories/{name}/notices`: what it told unasked."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from openbitmap.node import connectors, views
from openbitmap.node.access import Act
from openbitmap.node.connectors import Notice, Repository, UnusableConfiguration
from openbitmap.node.console.frame import Page, Viewer, seen_by, show
from openbitmap.node.console.pages.repositories.words import WORDS
from openbitmap.node.doorway import Context, Here
from openbitmap.node.problems import NO_SUCH_REPOSITORY, NO_SUCH_THING, Refused
from openbitmap.node.views import RepositoryLine
from openbitmap.vocabulary import ExchangePurpose, PersonCategory

router = APIRouter(include_in_schema=False)
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_REPOSITORIES))]
NoticeReader = Annotated[Viewer, Depends(seen_by(Act.READ_ANSWERS))]

PAGE = Page("pages/repositories/page.html", WORDS)


@router.get("/repositories")
@router.get("/repositories/{name}")
def repositories(request: Request, context: Here, viewer: Reader, *, name: str = "") -> Response:
    try:
        known = connectors.configured(context.settings)
    except UnusableConfiguration as unusable:
        return show(request, viewer, PAGE, lines=[], sheet=None, unusable=str(unusable))
    lines = _lines(context, known)
    sheet = next((line for line in lines if line.repository.name == name), None)
    if name and sheet is None:
        raise Refused(NO_SUCH_REPOSITORY, name=name)
    may_read = viewer.principal.may(Act.READ_ANSWERS)
    told = {
        "may_read_notices": may_read,
        "barred_to": _barred_to,
        "seconds": lambda s: seconds(s, viewer.language),
        "share": _share,
    }
    sheet = sheet or (lines[0] if lines else None)
    return show(
        request, viewer, PAGE, lines=lines, sheet=sheet, unusable="", language_of_titles=viewer.language, **told
    )


@router.get("/repositories/notices/{notice}")
def one_notice(request: Request, context: Here, viewer: NoticeReader, notice: str) -> Response:
    with context.database.reading() as tx:
        found = connectors.notice_named(tx, notice)
    if found is None:
        raise Refused(NO_SUCH_THING, kind="notice", name=notice)
    return _notices(request, context, viewer, told=[found])


@router.get("/repositories/{name}/notices")
def notices_of(request: Request, context: Here, viewer: NoticeReader, name: str) -> Response:
    with context.database.reading() as tx:
        told = connectors.notices_newest(tx, since=datetime.min.replace(tzinfo=UTC), repository=name)
    return _notices(request, context, viewer, told=told)


def _notices(request: Request, context: Context, viewer: Viewer, *, told: list[Notice]) -> Response:
    try:
        titles = {r.name: r.title(viewer.language) for r in connectors.configured(context.settings)}
    except UnusableConfiguration:
        titles = {}
    return show(request, viewer, Page("pages/repositories/notices.html", WORDS), told=told, titles=titles)


def _lines(context: Context, known: tuple[Repository, ...]) -> list[RepositoryLine]:
    with context.database.reading() as tx:
        return views.repository_lines(tx, known, at=datetime.now(UTC))


def _barred_to(repository: Repository) -> list[str]:
    """Keys of the words for purposes and categories that the gate leaves out."""
    gate = repository.terms.gate
    purposes = [f"purpose_{p.value}" for p in ExchangePurpose if p not in gate.purposes]
    return purposes + [f"c_{c.value}" for c in PersonCategory if c not in gate.categories]


def seconds(value: float | None, language: str) -> str:
    """A time as people say it: 0.8 s, 12 s, 5 min, 2 h."""
    if value is None:
        return "–"
    if value < 10:  # below ten seconds a tenth tells something
        text = f"{value:.1f}"
        return f"{text if language == 'en' else text.replace('.', ',')} s"
    if value < 120:
        return f"{value:.0f} s"
    return f"{value / 60:.0f} min" if value < 7200 else f"{value / 3600:.0f} h"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f} %"
