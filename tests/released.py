"""What protection held back, and an officer's word about it, for tests between two nations."""

from dataclasses import replace
from datetime import datetime, timedelta

from tests.rooms import Rooms

from openbitmap.node import protection
from openbitmap.node.protection import Basis, MarkingKind, ReviewState, Ruling, Wanted
from openbitmap.vocabulary import EncounterId, ExchangeAct

FEAR = Wanted(MarkingKind.FEARED_STATE, Basis.STATED, "says so", "USA")
FEAR_OF_CHILE = replace(FEAR, nation="CHL")
VICTIM = Wanted(MarkingKind.VICTIM, Basis.DOCUMENTED, "a protection order")
ASYLUM = Wanted(MarkingKind.ASYLUM, Basis.DOCUMENTED, "applied at the border")


def protect(rooms: Rooms, encounter: EncounterId, *, at: datetime, wanted: Wanted = ASYLUM) -> None:
    with rooms.database.transaction() as tx:
        protection.mark(tx, encounter, wanted, by=rooms.principal("elsa"), at=at)


def waiting(rooms: Rooms, act: ExchangeAct) -> list[str]:
    """Reviews of this act that wait for a person."""
    with rooms.database.reading() as tx:
        found = protection.queue(tx, by=rooms.principal("elsa"))
    return [r.review for r in found if r.state is ReviewState.WAITING and r.act is act]


def decide(rooms: Rooms, act: ExchangeAct, state: ReviewState = ReviewState.RELEASED, *, at: datetime) -> None:
    """The supervisor decides about the one question of this act that waits."""
    (review,) = waiting(rooms, act)
    rule(rooms, review, state, at=at)


def rule(rooms: Rooms, review: str, state: ReviewState = ReviewState.RELEASED, *, at: datetime) -> None:
    until = at + timedelta(days=7) if state is ReviewState.RELEASED else None
    with rooms.database.transaction() as tx:
        ruling = Ruling(state, "consents in writing", "8 CFR 208.6(a)", until)
        protection.decide(tx, review, ruling, by=rooms.principal("elsa"), at=at)
