"""`/nationals/{subject}`: whether somebody is a national of a nation the exchange does not cover, by an encounter, a
holding or an entry; what was given and is held of the person. The same form stands on the pages of persons, copies and
holdings. Supervisors say so and lift it, auditors read."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from openbitmap.node import disclosures, identities, partners
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.nationals.words import WORDS
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import Demand, National, Reason, Suspicion
from openbitmap.node.doorway import Here
from openbitmap.node.settings import Settings
from openbitmap.vocabulary import EncounterId, PartnerId

router = APIRouter(include_in_schema=False)
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_DISCLOSURES))]
FreshOrderer = Annotated[Viewer, Depends(fresh_viewer(Act.ORDER_RECALLS))]


@dataclass(frozen=True)
class Nationality:
    """What was found, and what is suspected."""

    found: National | None
    suspected: Suspicion | None


@router.get("/nationals/{subject}")
def one(request: Request, context: Here, viewer: Reader, subject: str) -> Response:
    with context.database.reading() as tx:
        values = form_of(tx, subject, context.settings) | {"may_order": viewer.principal.may(Act.ORDER_RECALLS)}
        given, held = disclosures.of_person(tx, subject)
        encounter = next((e.encounter for e in identities.encounters_named(tx, [EncounterId(subject)])), "")
    shown = {"given": given, "held": held, "encounter": encounter}
    return show(request, viewer, Page("pages/nationals/page.html", WORDS), **values, **shown)


@router.post("/nationals/{subject}")
def say_national(
    context: Here,
    viewer: FreshOrderer,
    subject: str,
    nation: Annotated[str, Form(max_length=40)],
    basis: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    """Freeze the person and call everything back (R47, R55)."""
    now = datetime.now(UTC)
    said = National(subject, PartnerId(nation), basis.strip(), viewer.name, now)
    demand = Demand(Reason.OWN_NATIONAL, basis, within=timedelta(hours=context.settings.abroad.recall_hours))
    with context.database.transaction() as tx:
        disclosures.say_national(tx, said, by=viewer.principal, demand=demand)
    return done(f"/nationals/{subject}")


@router.post("/nationals/{subject}/lift")
def lift_national(
    context: Here, viewer: FreshOrderer, subject: str, words: Annotated[str, Form(max_length=2_000)] = ""
) -> Response:
    with context.database.transaction() as tx:
        disclosures.lift_national(tx, subject, words, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/nationals/{subject}")


def form_of(tx: Transaction, subject: str, settings: Settings) -> dict[str, object]:
    """What `form.html` wants, but for whether the viewer may order. Raises Refused for nobody."""
    nations = sorted({settings.node, *(p.partner for p in partners.all_partners(tx))})
    return {"subject": subject, "known": Nationality(*disclosures.nationality_of(tx, subject)), "nations": nations}
