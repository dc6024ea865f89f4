"""`/watchlists/new`: nominate one entry. What it lacks is said beside the form, and nothing that was typed is lost."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from openbitmap.node import identities, watchlists
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.watchlists.form_words import FORM_WORDS
from openbitmap.node.console.pages.watchlists.forms import CLAIMS, Asked, Cells, Sent, nomination_from, sent
from openbitmap.node.console.pages.watchlists.words import WORDS
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Context, Here
from openbitmap.node.watchlists import Category, Evidence, Handling, Reliability, Standard
from openbitmap.vocabulary import EncounterId

router = APIRouter(include_in_schema=False)
Nominator = Annotated[Viewer, Depends(seen_by(Act.NOMINATE))]
FreshNominator = Annotated[Viewer, Depends(fresh_viewer(Act.NOMINATE))]
Form = Annotated[Sent, Depends(sent)]

PAGE_WORDS = WORDS | FORM_WORDS
CLOSED = {
    "categories": tuple(Category),
    "evidences": tuple(Evidence),
    "reliabilities": tuple(Reliability),
    "standards": tuple(Standard),
    "handlings": tuple(Handling),
}


@router.get("/watchlists/new")
def ask(request: Request, context: Here, viewer: Nominator, encounter: str = "") -> Response:
    """Empty, or begun from a person's page with what the person said there."""
    cells = {"encounter": encounter}
    with context.database.reading() as tx:
        told = identities.asserted_of(tx, EncounterId(encounter)) if encounter else None
    if told:
        cells |= {"name": told.name, "birth_date": told.birth_date, "sex": told.sex, "nationality": told.nationality}
        cells |= {"aliases": "; ".join(told.aliases), "documents": "; ".join(told.documents)}
    return _form(request, context, viewer, cells=cells)


@router.post("/watchlists/new")
def nominate(request: Request, context: Here, viewer: FreshNominator, form: Form) -> Response:
    now = datetime.now(UTC)
    asked = nomination_from(form, at=now)
    with context.database.transaction() as tx:
        wrong = (*_wrong(tx, asked), *(f"lack_{lack.value}" for lack in asked.nomination.lacks))
        if not wrong:
            made = watchlists.nominate(tx, asked.nomination, by=viewer.principal, at=now)
            if asked.prints is not None:
                context.vault.put(tx, asked.prints, owner=made.entry)
            return done(f"/watchlists/{made.entry}")
    return _form(request, context, viewer, cells=form.cells, wrong=wrong)


def _wrong(tx: Transaction, asked: Asked) -> tuple[str, ...]:
    encounter = asked.nomination.subject.encounter
    unknown = bool(encounter) and not identities.encounters_named(tx, [encounter] if encounter else [])
    return (*asked.wrong, *(("bad_encounter",) if unknown else ()))


def _form(request: Request, context: Context, viewer: Viewer, *, cells: Cells, wrong: tuple[str, ...] = ()) -> Response:
    with context.database.reading() as tx:
        lists = [g for g in identities.all_galleries(tx) if g.kind.is_derogatory]
    values = {"cells": cells, "wrong": wrong, "lists": lists, "claims": CLAIMS, "status": 422 if wrong else 200}
    return show(request, viewer, Page("pages/watchlists/new.html", PAGE_WORDS), **CLOSED, **values)
