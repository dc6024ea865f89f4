"""What the guard held back, in the hands of a person; and the hourly seal over it in the ledger."""

import hashlib
from datetime import datetime

from openbitmap.node import ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction
from openbitmap.node.events import GuardStated, ProtectionReviewed
from openbitmap.node.problems import (
    NEEDS_REASON,
    NEVER_RELEASED,
    NO_SUCH_THING,
    REVIEWED_ALREADY,
    UNFIT_TERM,
    Refused,
)
from openbitmap.node.protection import guarding, store
from openbitmap.node.protection.model import FINAL, LONGEST_RELEASE, Asked, Review, ReviewState, Ruling
from openbitmap.vocabulary import Actor

NODE = Actor("node", "protection")


def queue(tx: Transaction, *, by: Principal) -> list[Review]:
    """What waits, most urgent first, then what was decided. Raises Refused."""
    by.require(Act.READ_PROTECTION)
    return store.reviews(tx)


def review_named(tx: Transaction, review: str) -> Review | None:
    """As it stands, held until the caller's transaction ends; for what follows from its decision."""
    held = store.hold_review(tx, review)
    return held[0] if held else None


def decide(tx: Transaction, review: str, ruling: Ruling, *, by: Principal, at: datetime) -> None:
    """Keep silent, refer to the protection contact, or release to this partner for this act until a day: by a named
    officer, with the law it rests on; never to the state the person says to fear. Raises Refused."""
    by.require(Act.REVIEW_PROTECTION)
    held = store.hold_review(tx, review)
    if held is None:
        raise Refused(NO_SUCH_THING, kind="review", name=review)
    found, officer = held
    if found.state is not ReviewState.WAITING:
        raise Refused(REVIEWED_ALREADY, officer=officer)
    _require_words(ruling)
    if ruling.state is ReviewState.RELEASED:
        _require_releasable(tx, found, ruling, at=at)
    store.decide(tx, review, ruling, officer=by.name, at=at)
    seal = _seal(review, ruling.state, ruling.basis, ruling.words)
    ledger.record(tx, ProtectionReviewed(review, by.name, seal), actor=by.actor)


def state_guarding(tx: Transaction, *, at: datetime) -> bool:
    """Once an hour, whatever was held back in it, one fact of one size; whether this call stated it."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    last = store.last_stated(tx)
    if last == hour:
        return False
    lines = [":".join(str(part) for part in row) for row in store.held_between(tx, last, hour)]
    seal = _seal(hour.isoformat(), *lines)
    if not store.state_hour(tx, hour, seal):
        return False
    ledger.record(tx, GuardStated(hour.isoformat(), seal), actor=NODE)
    return True


def _require_words(ruling: Ruling) -> None:
    """Every decision says why; a release names the law, a referral the contact."""
    named = ruling.state is ReviewState.KEPT or ruling.basis.strip()
    if not ruling.words.strip() or not named or ruling.state is ReviewState.WAITING:
        raise Refused(NEEDS_REASON)


def _require_releasable(tx: Transaction, found: Review, ruling: Ruling, *, at: datetime) -> None:
    if ruling.until is None or not at < ruling.until <= at + LONGEST_RELEASE:
        raise Refused(UNFIT_TERM, days=LONGEST_RELEASE.days)
    state = guarding.state_of_partner(tx, found.partner)
    if guarding.reasons_now(tx, found.encounter, Asked(found.partner, state, found.act, at)) & FINAL:
        raise Refused(NEVER_RELEASED)


def _seal(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
