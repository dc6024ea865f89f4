"""`/worklist`: changes that wait for a second person, contradictions, and what encounters of one person assert
differently, each decided here by people."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from openbitmap.node import identities, views
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.persons.page import Face, faces_of
from openbitmap.node.console.pages.persons.telling import judged, shown
from openbitmap.node.console.pages.worklist.words import WORDS
from openbitmap.node.console.words import said
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Context, Here
from openbitmap.node.identities import Discrepancy, Ruling, RulingFinding, value_of
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.node.views import Meeting

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Side:
    """One encounter of an item, with what it asserts in the field that differs."""

    meeting: Meeting
    value: str
    faces: tuple[Face, ...]


@dataclass(frozen=True)
class Item:
    discrepancy: Discrepancy
    sides: tuple[Side, ...]
    rulings: tuple[Ruling, ...]

    @property
    def is_open(self) -> bool:
        return not self.rulings or self.rulings[-1].finding is RulingFinding.REOPENED


@router.get("/worklist")
def worklist(
    request: Request, context: Here, viewer: Annotated[Viewer, Depends(seen_by(Act.CHANGE_IDENTITIES))], item: str = ""
) -> Response:
    with context.database.reading() as tx:
        items, more = views.waiting_discrepancies(tx, viewer.principal)
        values = {
            "changes": views.waiting_changes(tx, viewer.principal),
            "conflicts": views.waiting_conflicts(tx, viewer.principal),
            "items": items,
            "more": more,
            "chosen": _item(tx, context, item, viewer=viewer) if item else None,
            "value_of": value_of,
            "judged": judged,
            "shown": shown,
            "face_words": lambda n: said(WORDS["face_of_n"], viewer.language).format(n=n),
        }
    return show(request, viewer, Page("pages/worklist/page.html", WORDS), **values)


@router.post("/worklist/{item}")
def rule(
    context: Here,
    viewer: Annotated[Viewer, Depends(fresh_viewer(Act.CHANGE_IDENTITIES))],
    item: str,
    finding: Annotated[RulingFinding, Form()],
    *,
    reason: Annotated[str, Form()] = "",
) -> Response:
    with context.database.transaction() as tx:
        _item(tx, context, item, viewer=viewer)
        ruling = Ruling(finding, reason, viewer.name, datetime.now(UTC))
        identities.rule(tx, item, ruling, by=viewer.principal)
    return done(f"/worklist?item={item}")


def _is_seen(tx: Transaction, found: Discrepancy, viewer: Viewer) -> bool:
    """For who may not see what is discreet, only what is one person without it."""
    blind = identities.is_blind(viewer.principal)
    return not blind or found.other in identities.alike(tx, [found.encounter], blind=True)[found.encounter]


def _item(tx: Transaction, context: Context, name: str, *, viewer: Viewer) -> Item:
    """Raises Refused(NO_SUCH_THING), also for an item about an encounter that the viewer may not see."""
    found = identities.discrepancy_named(tx, name)
    pair = (found.encounter, found.other) if found else ()
    if found is None or not _is_seen(tx, found, viewer):
        raise Refused(NO_SUCH_THING, kind="item", name=name)
    asserted = identities.asserted_of_all(tx, pair)
    meetings = {m.encounter: m for m in views.meetings_of(tx, pair)}
    sides = tuple(
        Side(meetings[e], value_of(asserted[e], found.field), tuple(faces_of(tx, context.vault, {e: n})))
        for n, e in enumerate(pair, 1)
    )
    return Item(found, sides, tuple(identities.rulings_of(tx, name)))
