"""`/attention`: what between nations waits for somebody, the nearest clock first; each line leads to where it is dealt
with. A role sees its own matters."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from openbitmap.node import partners, views
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, seen_by, show
from openbitmap.node.console.pages.attention.words import WORDS
from openbitmap.node.doorway import Here
from openbitmap.node.views import Matter

router = APIRouter(include_in_schema=False)
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_PARTNERS, Act.RELEASE_ABROAD))]

ICONS: Mapping[Matter, str] = {
    Matter.EVIDENCE_BROKEN: "shield-alert",
    Matter.EVIDENCE_BEHIND: "timer",
    Matter.UNASKED: "message-square",
    Matter.RESTORE_OPEN: "undo-2",
    Matter.RECALL_OVERDUE: "undo-2",
    Matter.RECALL_HELD: "hand",
    Matter.RECALL_PROPOSED: "users",
    Matter.RETENTION_ABOVE: "users",
    Matter.CLOCK_DOUBTED: "clock",
    Matter.NATIONAL: "flag",
    Matter.FISHING: "triangle-alert",
    Matter.SECOND_HAND: "users",
    Matter.UNSIGNED: "pencil",
    Matter.AGREEMENT_ENDS: "hourglass",
}


@router.get("/attention")
def attention_page(request: Request, context: Here, viewer: Reader) -> Response:
    now = datetime.now(UTC)
    with context.database.reading() as tx:
        concerns = views.attention(tx, viewer.principal, at=now)
        titles = {known.partner: known.title for known in partners.all_partners(tx)}
    return show(
        request,
        viewer,
        Page("pages/attention/page.html", WORDS),
        concerns=concerns,
        titles=titles,
        icons=ICONS,
        late=[concern for concern in concerns if concern.is_late(now)],
        at=now,
    )
