"""An encounter is forgotten: out of every gallery, its templates, assertions and bytes gone; its row and its place in
the ledger stay, so that it can be proved that it was there and that it went.

Guards one invariant: bytes that another living encounter rests on are not erased with this one.
"""

from dataclasses import dataclass
from datetime import datetime

from openbitmap.node import intake
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.identities.store import submission_of
from openbitmap.node.identities.withdrawal import WithdrawalReason, withdraw
from openbitmap.node.vault import Unknown, Vault
from openbitmap.vocabulary import Actor, Digest, EncounterId

_SQL = named_queries(__package__)


@dataclass(frozen=True)
class Forgotten:
    """What went: SHA-256 of the sealed bytes erased, and how many templates."""

    encounter: EncounterId
    digests: tuple[Digest, ...]
    templates: int


def forget(
    tx: Transaction, vault: Vault, encounter: EncounterId, *, reason: WithdrawalReason, actor: Actor
) -> Forgotten:
    """Forgotten again erases nothing more. Rows go first and the ledger comes last."""
    digest, owner = _bytes_of(tx, encounter)
    templates = tx.run(_SQL["delete_templates"], encounter=encounter)
    tx.run(_SQL["delete_documents"], encounter=encounter)
    tx.run(_SQL["delete_asserted"], encounter=encounter)
    withdraw(tx, encounter, reason=reason, actor=actor)
    erased = _erase(tx, vault, digest, owner=owner, why=(reason, actor)) if digest else 0
    return Forgotten(encounter, (digest,) if digest and erased else (), templates)


def _bytes_of(tx: Transaction, encounter: EncounterId) -> tuple[Digest | None, str | None]:
    """The digest of an encounter's bytes and the owner whose copy may go; no digest where another rests on them."""
    submission = submission_of(tx, encounter)
    if submission:
        return intake.submission_of(tx, submission).digest, submission
    return tx.scalar(_SQL["prints_of_nobody_else"], encounter=encounter), None


def _erase(
    tx: Transaction, vault: Vault, digest: Digest, *, owner: str | None, why: tuple[WithdrawalReason, Actor]
) -> int:
    reason, actor = why
    try:
        return vault.erase(tx, digest, reason=reason.value, owner=owner, actor=actor)
    except Unknown:
        return 0


def enrolled_before(
    tx: Transaction, before: datetime, *, kind: str, most: int = 10_000
) -> list[tuple[EncounterId, datetime]]:
    """Encounters of a kind of gallery that still stand and were enrolled before, the oldest first."""
    rows = tx.all(_SQL["enrolled_before"], before=before, kind=kind, most=most)
    return [(EncounterId(row[0]), row[1]) for row in rows]


def enrolled_in(tx: Transaction, *, kind: str) -> int:
    """How many encounters of a kind of gallery still stand."""
    return int(tx.scalar(_SQL["enrolled_in"], kind=kind))
