"""Reads and writes `dispute`."""

from collections.abc import Sequence
from datetime import datetime

from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.disclosures.model import Dispute, Holding, HoldingId, HoldingState, Word
from openbitmap.node.events import EnvelopeDisputed
from openbitmap.vocabulary import EnvelopeId, PartnerId

_SQL = named_queries(__package__)


def insert(tx: Transaction, event: EnvelopeDisputed, *, at: datetime) -> bool:
    """False where it is open, or was let go."""
    told = {"partner": event.partner, "letter": event.letter, "sequence": event.sequence}
    about = {"envelope": event.envelope, "correlation": event.correlation}
    return bool(tx.run(_SQL["insert_dispute"], at=at, **told, **about))


def settle(tx: Transaction, said: Word, *, by: str, at: datetime) -> None:
    words = said.words.strip()
    tx.run(_SQL["settle_dispute"], envelope=said.envelope, outcome=said.outcome, words=words, by=by, at=at)


def disputes(tx: Transaction, *, only: str = "") -> list[Dispute]:
    """Open ones first, the newest first; one, by its envelope."""
    return tx.all(_SQL["disputes"], into=Dispute, only=only)


def is_number_disputed(tx: Transaction, partner: PartnerId, sequence: int) -> bool:
    """Whether a letter under this number is disputed and not settled."""
    return bool(tx.scalar(_SQL["is_number_disputed"], partner=partner, sequence=sequence))


def disputed_about(tx: Transaction, correlation: str, partner: PartnerId) -> bool:
    """Whether a letter of this partner's about this question, watch or notice is disputed and nobody has settled it."""
    return bool(correlation) and bool(tx.scalar(_SQL["disputed_about"], correlation=correlation, partner=partner))


def is_frozen(tx: Transaction, holding: HoldingId) -> bool:
    """Whether it came in a letter that is disputed, and nobody has settled that."""
    return bool(tx.scalar(_SQL["is_frozen"], holding=holding))


def was_let_go(tx: Transaction, holding: str) -> bool:
    """Whether a holding went because a person let go of its letter."""
    return bool(tx.scalar(_SQL["was_let_go"], holding=holding))


def held_from(tx: Transaction, envelope: EnvelopeId) -> Sequence[Holding]:
    """What came in one envelope and is held still."""
    found = tx.all(_SQL["held_from"], into=Holding, envelope=envelope)
    return [h for h in found if h.state is not HoldingState.PURGED]
