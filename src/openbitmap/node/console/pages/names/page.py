"""`/names`: search by name, document or machine-readable zone; leads, followed or dismissed by people. A discreet entry
leaves no trace here for a role that may not see it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request, Response

from openbitmap.names import mrz
from openbitmap.node import screening
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.names.telling import ResultLine, lead_lines, result_lines
from openbitmap.node.console.pages.names.words import WORDS
from openbitmap.node.doorway import Context, Here
from openbitmap.node.screening import LeadId, LeadState, NameHits, NameQuery, Verdict

router = APIRouter(include_in_schema=False)
Searcher = Annotated[Viewer, Depends(seen_by(Act.SEARCH_NAMES))]
Settler = Annotated[Viewer, Depends(fresh_viewer(Act.SEARCH_NAMES))]

SHOWN = 25
SETTLED = (LeadState.FOLLOWED, LeadState.DISMISSED, LeadState.LAPSED)


@dataclass(frozen=True)
class Asked:
    """The form as it was sent; a year that is no number is kept for the person to see and asks nothing."""

    name: str = ""
    year: str = ""
    nationality: str = ""
    document: str = ""

    @property
    def query(self) -> NameQuery:
        year = int(self.year) if self.year.strip().isdecimal() else None
        return NameQuery(self.name.strip(), year, self.nationality.strip(), self.document.strip())

    @property
    def is_empty(self) -> bool:
        return not (self.name.strip() or self.document.strip())


@router.get("/names")
def search(
    request: Request,
    context: Here,
    viewer: Searcher,
    name: str = "",
    year: str = "",
    nationality: str = "",
    document: str = "",
) -> Response:
    asked = Asked(name[:200], year[:8], nationality[:40], document[:40])
    return show(request, viewer, Page("pages/names/page.html", WORDS), **_result(context, viewer, asked), zone="")


@router.post("/names/zone")
def read_zone(request: Request, context: Here, viewer: Searcher, zone: Annotated[str, Form()] = "") -> Response:
    """A zone that holds together becomes a search with its own address; another shows what is wrong with it, and what
    it says all the same."""
    reading = mrz.read_mrz(zone[:400])
    asked = _asked(reading) if reading.zone else Asked()
    if reading.sound and reading.zone and not reading.zone.holder.truncated:
        return done("/names?" + urlencode(vars(asked)))
    found = _result(context, viewer, asked) | {"reading": reading}
    return show(request, viewer, Page("pages/names/page.html", WORDS), **found, zone=zone)


@router.get("/names/leads")
def leads(request: Request, context: Here, viewer: Searcher, show_settled: bool = False, lead: str = "") -> Response:
    with context.database.reading() as tx:
        states = SETTLED if show_settled else (LeadState.OPEN,)
        held = screening.leads_for(tx, states, by=viewer.principal)
        chosen = screening.lead_for(tx, LeadId(lead), viewer.principal) if lead else None
        lines = lead_lines(tx, held, viewer.language)
        thing = next(iter(lead_lines(tx, [chosen] if chosen else [], viewer.language)), None)
    return show(
        request,
        viewer,
        Page("pages/names/leads.html", WORDS),
        lines=lines,
        thing=thing,
        settled=show_settled,
    )


@router.post("/names/leads/{lead}")
def settle(
    context: Here,
    viewer: Settler,
    lead: str,
    verdict: Annotated[str, Form(pattern="^(follow|dismiss)$")],
    reason: Annotated[str, Form()] = "",
) -> Response:
    with context.database.transaction() as tx:
        given = Verdict(verdict == "follow", reason)
        screening.settle(tx, LeadId(lead), given, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/names/leads?show_settled=true&lead={lead}")


def _result(context: Context, viewer: Viewer, asked: Asked) -> dict[str, object]:
    """What the page shows for a form as sent."""
    lines: list[ResultLine] = []
    hits = NameHits()
    if not asked.is_empty:
        with context.database.reading() as tx:
            hits = screening.search_names(tx, asked.query, by=viewer.principal, limit=SHOWN)
            lines = result_lines(tx, hits.hits, viewer.language)
    return {"asked": asked, "lines": lines, "more": hits.more, "shown": SHOWN, "reading": None}


def _asked(reading: mrz.Reading) -> Asked:
    """What a zone says; of two centuries the one that makes no unborn people."""
    assert reading.zone is not None
    holder = reading.zone.holder
    years = holder.birth.years(latest=datetime.now(UTC).year)
    return Asked(holder.name, str(years[0]) if years else "", holder.nationality, reading.zone.number)
