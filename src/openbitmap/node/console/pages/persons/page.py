"""`/persons`: whom the node met; `/persons/{encounter}`: the person of any encounter. Reading only: a change has a page
of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from openbitmap.node import access, identities, views
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, seen_by, show
from openbitmap.node.console.pages.nationals.page import form_of
from openbitmap.node.console.pages.nationals.words import FORM
from openbitmap.node.console.pages.persons.map import chart_of, ranges_of
from openbitmap.node.console.pages.persons.telling import judged, shown, source_of, told
from openbitmap.node.console.pages.persons.timeline import timeline_of
from openbitmap.node.console.pages.persons.words import WORDS
from openbitmap.node.console.words import said
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Context, Here
from openbitmap.node.identities import ChangeState, PictureKind
from openbitmap.node.problems import UNREADABLE_REQUEST, Refused
from openbitmap.node.vault import Vault
from openbitmap.node.views import PersonFilter, PersonSheet
from openbitmap.vocabulary import EncounterId

router = APIRouter(include_in_schema=False)
Seen = Annotated[Viewer, Depends(seen_by(Act.READ_PERSONS))]
MOST_FACES = 12


@dataclass(frozen=True)
class Face:
    """A face of a person, by the number of its encounter."""

    number: int
    address: str
    width: int
    height: int


@router.get("/persons")
def persons(request: Request, context: Here, viewer: Seen) -> Response:
    with context.database.reading() as tx:
        left = _left(tx, request, viewer)
    return show(request, viewer, Page("pages/persons/page.html", WORDS), sheet=None, asked="", **left)


@router.get("/persons/{encounter}")
def person(request: Request, context: Here, viewer: Seen, encounter: str) -> Response:
    with context.database.reading() as tx:
        sheet = views.person_sheet(tx, EncounterId(encounter), viewer.principal)
        left = _left(tx, request, viewer)
        values = _right(tx, context, sheet) | {
            "face_words": lambda n: said(WORDS["face_of_n"], viewer.language).format(n=n)
        }
        if viewer.principal.may(Act.READ_DISCLOSURES):
            values |= form_of(tx, encounter, context.settings) | {"may_order": viewer.principal.may(Act.ORDER_RECALLS)}
    return show(request, viewer, Page("pages/persons/page.html", {**WORDS, **FORM}), asked=encounter, **left, **values)


def faces_of(tx: Transaction, vault: Vault, numbers: Mapping[EncounterId, int]) -> list[Face]:
    """Faces of some encounters, the newest of them, in the order of their numbers."""
    found: list[Face] = []
    for encounter, number in sorted(numbers.items(), key=lambda pair: -pair[1])[:MOST_FACES]:
        pictures = identities.pictures_of(tx, vault, encounter)
        found += [
            Face(number, f"/pictures/{encounter}/{p.name}.png", p.width, p.height)
            for p in pictures
            if p.kind is PictureKind.FACE
        ]
    return sorted(found, key=lambda face: face.number)


def numbers_of(encounters: Sequence[EncounterId]) -> dict[EncounterId, int]:
    return {encounter: n for n, encounter in enumerate(encounters, 1)}


def _left(tx: Transaction, request: Request, viewer: Viewer) -> dict[str, object]:
    wanted = _filter_of(request)
    return {
        "lines": views.person_list(tx, wanted, viewer.principal),
        "wanted": wanted,
        "query": f"?{request.url.query}" if request.url.query else "",
        "stations": access.all_stations(tx),
        "may_change": viewer.principal.may(Act.CHANGE_IDENTITIES),
        "may_subscribe": viewer.principal.may(Act.SUBSCRIBE),
        "may_search_names": viewer.principal.may(Act.SEARCH_NAMES),
    }


def _right(tx: Transaction, context: Context, sheet: PersonSheet) -> dict[str, object]:
    numbers = numbers_of(sheet.encounters)
    barred = {numbers[b.encounter] for b in sheet.barred}
    return {
        "sheet": sheet,
        "numbers": numbers,
        "ranges": lambda encounters: ranges_of(sorted(numbers[e] for e in encounters)),
        "given": views.given_among(tx, sheet.encounters),
        "timeline": timeline_of([m.met_at for m in sheet.met or sheet.meetings], frozenset(barred)),
        "chart": chart_of(sheet.met),
        "faces": faces_of(tx, context.vault, numbers),
        "waiting": [c for c in sheet.changes if c.state is ChangeState.PROPOSED],
        "judged": judged,
        "source_of": source_of,
        "told": told,
        "shown": shown,
        "ranges_of": ranges_of,
    }


def _filter_of(request: Request) -> PersonFilter:
    asked = request.query_params
    return PersonFilter(
        asked.get("q", "").strip(), asked.get("station", ""), since=_day(asked, "since"), until=_day(asked, "until")
    )


def _day(asked: Mapping[str, str], name: str) -> date | None:
    text = asked.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise Refused(UNREADABLE_REQUEST, place=name, why=wrong) from None
