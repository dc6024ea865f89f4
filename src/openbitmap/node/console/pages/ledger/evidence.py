"""`/evidence`: what each partner attested of this ledger and this node of its; what contradicts itself, and what people
say of it. For supervisors and auditors."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from openbitmap.node import witness
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.ledger.words import WORDS
from openbitmap.node.doorway import Here
from openbitmap.node.witness import Break

router = APIRouter(include_in_schema=False)
Seen = Annotated[Viewer, Depends(seen_by(Act.SETTLE_EVIDENCE))]
Settler = Annotated[Viewer, Depends(fresh_viewer(Act.SETTLE_EVIDENCE))]


@router.get("/evidence")
def evidence_page(request: Request, context: Here, viewer: Seen) -> Response:
    with context.database.reading() as tx:
        known = witness.all_evidence(tx)
        notes = {b.break_id: witness.evidence_of_break(tx, b.break_id) for e in known for b in e.breaks}
    return show(
        request,
        viewer,
        Page("pages/ledger/evidence.html", WORDS),
        known=known,
        notes=notes,
        mine=lambda found: _waits_for(found, viewer),
    )


@router.post("/evidence/{break_id}")
def settle(
    context: Here, viewer: Settler, break_id: str, words: Annotated[str, Form(max_length=2000)] = ""
) -> Response:
    with context.database.transaction() as tx:
        witness.settle(tx, break_id, words, by=viewer.principal, at=datetime.now(UTC))
    return done("/evidence")


def _waits_for(found: Break, viewer: Viewer) -> bool:
    """Whether this person's role has still to say something."""
    said = {"supervisor": found.supervisor, "auditor": found.auditor}
    return said.get(viewer.principal.role.value, "") is None
