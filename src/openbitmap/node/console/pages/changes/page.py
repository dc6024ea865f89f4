"""`/changes/new`: what a change would do, before anybody proposes it. `/changes/{change}`: what it would do now, for
who decides; and what it did."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from pydantic import BaseModel, Field

from openbitmap.node import identities, views
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.changes.words import WORDS
from openbitmap.node.console.pages.persons.map import ranges_of
from openbitmap.node.console.pages.persons.page import numbers_of
from openbitmap.node.console.pages.persons.telling import birth_date, judged
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Here
from openbitmap.node.identities import Change, ChangeKind, Wanted
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.node.views import Consequences, PersonFilter
from openbitmap.vocabulary import EncounterId

router = APIRouter(include_in_schema=False)
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_PERSONS))]
Changer = Annotated[Viewer, Depends(seen_by(Act.CHANGE_IDENTITIES))]
Decider = Annotated[Viewer, Depends(fresh_viewer(Act.CHANGE_IDENTITIES))]


class Wish(BaseModel):
    """A change as the forms name it; the other person by any of their numbers."""

    kind: ChangeKind
    encounter: list[str] = Field(default_factory=list)
    other: list[str] = Field(default_factory=list)
    keep: bool = False
    undoes: str = ""
    reason: str = ""


@router.get("/changes/new")
def preview(request: Request, context: Here, viewer: Changer, wish: Annotated[Wish, Query()]) -> Response:
    with context.database.reading() as tx:
        wanted = _wanted(tx, wish, viewer)
        consequences = views.consequences_of(tx, wanted, viewer.principal)
    values = _telling(consequences) | {"wanted": wanted}
    return show(request, viewer, Page("pages/changes/new.html", WORDS), **values)


@router.post("/changes/new")
def propose(context: Here, viewer: Decider, wish: Annotated[Wish, Form()]) -> Response:
    with context.database.transaction() as tx:
        wanted = _wanted(tx, wish, viewer)
        made = identities.propose_change(tx, wanted, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/changes/{made.change}")


@router.get("/changes/{change}")
def change_page(request: Request, context: Here, viewer: Reader, change: str) -> Response:
    with context.database.reading() as tx:
        sheet = views.change_sheet(tx, change, viewer.principal)
    # A decided change names its encounters by their identifiers: its persons have moved on since.
    values = _telling(sheet.consequences) if sheet.consequences else {"c": None, "numbers": {}, "judged": judged}
    may = viewer.principal.may(Act.CHANGE_IDENTITIES)
    return show(
        request,
        viewer,
        Page("pages/changes/page.html", WORDS),
        sheet=sheet,
        again=_address(sheet.change),
        may_decide=may,
        **values,
    )


@router.post("/changes/{change}/approve")
def approve(context: Here, viewer: Decider, change: str) -> Response:
    with context.database.transaction() as tx:
        identities.approve_change(tx, change, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/changes/{change}")


@router.post("/changes/{change}/refuse")
def refuse(context: Here, viewer: Decider, change: str, reason: Annotated[str, Form()] = "") -> Response:
    with context.database.transaction() as tx:
        identities.refuse_change(tx, change, reason, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/changes/{change}")


def _wanted(tx: Transaction, wish: Wish, viewer: Viewer) -> Wanted:
    """The wish in the words of the room. To reverse what the viewer may not see is to reverse nothing: Refused."""
    if wish.undoes:
        views.change_sheet(tx, wish.undoes, viewer.principal)
        return Wanted(ChangeKind.UNDO, (), reason=wish.reason, undoes=wish.undoes)
    others = [_encounter_of(tx, text, viewer) for text in wish.other if text.strip()]
    return Wanted(
        wish.kind, tuple(EncounterId(e) for e in wish.encounter), tuple(others), reason=wish.reason, keep_rest=wish.keep
    )


def _encounter_of(tx: Transaction, text: str, viewer: Viewer) -> EncounterId:
    """An encounter by its own number, or the one person who has this document or control number."""
    asked = text.strip()
    if identities.encounters_named(tx, [EncounterId(asked)]):
        return EncounterId(asked)
    found = views.person_list(tx, PersonFilter(asked), viewer.principal)
    if len(found) != 1:
        raise Refused(NO_SUCH_THING, kind="encounter", name=asked)
    return found[0].encounter


def _address(change: Change) -> str:
    """The query under which the same change is looked at anew."""
    wanted = change.wanted
    named = [("encounter", e) for e in wanted.encounters] + [("other", e) for e in wanted.others]
    return urlencode([("kind", wanted.kind.value), *named, *([("keep", "1")] if wanted.keep_rest else [])])


def _telling(consequences: Consequences) -> dict[str, object]:
    numbers = numbers_of([m.encounter for m in consequences.meetings])
    return {
        "c": consequences,
        "numbers": numbers,
        "ranges": lambda encounters: ranges_of(sorted(numbers[e] for e in encounters)),
        "names_of": lambda person: _names(consequences, person),
        "judged": judged,
        "shown": birth_date,
    }


def _names(consequences: Consequences, person: Sequence[EncounterId]) -> list[str]:
    """Every name and alias that the encounters of a person asserted, each once."""
    said = [consequences.asserted[e] for e in person if e in consequences.asserted]
    return list(dict.fromkeys(n for s in said for n in (s.name, *s.aliases) if n))
