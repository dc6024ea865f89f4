"""An encounter leaves every gallery at once, and stays in the record. Writes `encounter_withdrawal`.

Guards one invariant: a gallery that covers the ledger position of a withdrawal does not hold the encounter. So every
later search, which covers its own ledger head first, proves that it was gone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from openbitmap.node import ledger
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.events import EncounterWithdrawn
from openbitmap.vocabulary import Actor, EncounterId

_SQL = named_queries(__package__)


class WithdrawalReason(StrEnum):
    ENTRY_REMOVED = "entry_removed"
    ENTRY_EXPIRED = "entry_expired"
    RETENTION = "retention"
    RECALLED = "recalled"
    """Another nation, or a person's right, called it back."""


@dataclass(frozen=True)
class Withdrawal:
    """`log_position` is the ledger entry that stated it."""

    encounter: EncounterId
    reason: WithdrawalReason
    withdrawn_at: datetime
    log_position: int


def withdraw(tx: Transaction, encounter: EncounterId, *, reason: WithdrawalReason, actor: Actor) -> Withdrawal:
    """Take an encounter out of every gallery; one that is out already stays as it was withdrawn first."""
    before = withdrawal_of(tx, encounter)
    if before:
        return before
    entry = ledger.record(tx, EncounterWithdrawn(encounter, reason.value), actor=actor)
    made = Withdrawal(encounter, reason, entry.recorded_at, entry.seq)
    tx.run(
        _SQL["insert_withdrawal"],
        encounter=encounter,
        reason=reason,
        withdrawn_at=made.withdrawn_at,
        log_position=made.log_position,
    )
    return made


def withdrawal_of(tx: Transaction, encounter: EncounterId) -> Withdrawal | None:
    """None while the encounter stands in its gallery."""
    return tx.one(_SQL["withdrawal"], into=Withdrawal, encounter=encounter)


def rows_withdrawn_between(tx: Transaction, after: int, upto: int) -> list[int]:
    """Rows of the in-memory galleries that left between two ledger positions."""
    return [row[0] for row in tx.all(_SQL["rows_withdrawn_between"], after=after, upto=upto)]


def silent_among(tx: Transaction, encounters: Sequence[EncounterId]) -> frozenset[EncounterId]:
    """Those that exist only as prints of a discreet entry: no count, list or page shows them to a role that may not
    see what is discreet."""
    return frozenset(EncounterId(row[0]) for row in tx.all(_SQL["silent_among"], encounters=list(encounters)))
