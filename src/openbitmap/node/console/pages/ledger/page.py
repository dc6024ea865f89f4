"""`/ledger`: who did and saw what, when, under which clause, as known at a time; `/ledger/{seq}`: one entry with its
proof. For auditors only."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from openbitmap.node import ledger, partners, views, witness
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, seen_by, show
from openbitmap.node.console.pages.ledger.codes import said_actor
from openbitmap.node.console.pages.ledger.telling import sentence
from openbitmap.node.console.pages.ledger.words import WORDS
from openbitmap.node.doorway import Here
from openbitmap.node.events import EVENTS
from openbitmap.node.problems import NO_SUCH_THING, UNREADABLE_REQUEST, Refused
from openbitmap.node.views import LEDGER_PAGE, Fact, LedgerFilter

router = APIRouter(include_in_schema=False)
Auditor = Annotated[Viewer, Depends(seen_by(Act.READ_LEDGER))]
Word = Annotated[str, Query(max_length=120)]
Below = Annotated[int | None, Query(ge=1, le=2**62)]
HIGHEST = 2**62


@router.get("/ledger")
def ledger_page(
    request: Request,
    context: Here,
    viewer: Auditor,
    actor: Word = "",
    thing: Word = "",
    partner: Word = "",
    clause: Word = "",
    kind: Word = "",
    as_of: Word = "",
    below: Below = None,
) -> Response:
    asked = {"actor": actor, "thing": thing, "partner": partner, "clause": clause, "kind": kind}
    wanted = LedgerFilter(**{k: v.strip() for k, v in asked.items()}, as_of=_time(as_of), below=below)
    with context.database.reading() as tx:
        found = views.ledger_facts(tx, wanted)
        size = views.ledger_size(tx, wanted.as_of)
        known = [p.partner for p in partners.all_partners(tx)]
    return show(
        request,
        viewer,
        Page("pages/ledger/page.html", WORDS),
        lines=[(fact, _told(viewer, fact)) for fact in found[:LEDGER_PAGE]],
        older=found[LEDGER_PAGE - 1].seq if len(found) > LEDGER_PAGE else None,
        asked=asked | {"as_of": as_of},
        filtered=any(asked.values()) or bool(as_of),
        moment=wanted.as_of,
        size=size,
        partners=known,
        who=_who(viewer),
        kinds=sorted(EVENTS),
        query={k: v for k, v in (asked | {"as_of": as_of}).items() if v},
    )


@router.get("/ledger/{seq}")
def entry_page(request: Request, context: Here, viewer: Auditor, seq: str) -> Response:
    number = int(seq) if seq.isdecimal() and int(seq) < HIGHEST else 0
    with context.database.reading() as tx:
        fact = views.ledger_fact(tx, number)
        if fact is None:
            raise Refused(NO_SUCH_THING, kind="entry of the ledger", name=seq)
        proof = ledger.prove(tx, [number])
        attested = witness.cosigned_reaching(tx, number)
    return show(
        request,
        viewer,
        Page("pages/ledger/entry.html", WORDS),
        fact=fact,
        who=_who(viewer),
        told=_told(viewer, fact),
        proof=proof,
        shown=proof.entries[0],
        attested=attested,
    )


def _told(viewer: Viewer, fact: Fact) -> str:
    return sentence(fact, _spoken(viewer))


def _who(viewer: Viewer) -> Callable[[Fact], str]:
    return lambda fact: said_actor(fact.actor, _spoken(viewer))


def _spoken(viewer: Viewer) -> str:
    return "en" if viewer.language == "en" else "es"


def _time(text: str) -> datetime | None:
    """As a browser's field for date and time says it; UTC."""
    if not text.strip():
        return None
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError as wrong:
        raise Refused(UNREADABLE_REQUEST, place="as_of", why="it is no date and time") from wrong
    return at if at.tzinfo else at.replace(tzinfo=UTC)
