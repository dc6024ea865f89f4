"""Reads and writes the table `disclosure_copy`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.disclosures.kinds import CONCLUDED
from openbitmap.node.disclosures.model import Copy, CopyId, CopyState, CopyTerms, Item
from openbitmap.node.disclosures.transitions import Step, next_state
from openbitmap.vocabulary import Digest, EncounterId, EnvelopeId, PartnerId

_SQL = named_queries(__package__)


@dataclass(frozen=True)
class Deed:
    """By what right, from which holding, about whom as the person stood then, until when."""

    agreement: str
    version: int
    clause: str
    permit_digest: Digest
    members: tuple[EncounterId, ...]
    holding: str
    device: str
    retain_until: datetime
    disclosed_at: datetime


def insert_copy(tx: Transaction, copy: CopyId, given: tuple[PartnerId, Item, Deed], *, key: str) -> bool:
    """False where this act gave it before."""
    partner, item, deed = given
    return bool(
        tx.run(
            _SQL["insert_copy"],
            copy=copy,
            key=key,
            partner=partner,
            kind=item.kind,
            encounter=item.encounter,
            entry=item.entry,
            reference=item.reference,
            digest=item.digest,
            fields=sorted(item.fields),
            members=list(deed.members),
            agreement=deed.agreement,
            version=deed.version,
            clause=deed.clause,
            permit_digest=deed.permit_digest,
            holding=deed.holding,
            device=deed.device,
            retain_until=deed.retain_until,
            disclosed_at=deed.disclosed_at,
            state=CopyState.TOLD if item.kind in CONCLUDED else CopyState.GIVEN,
        )
    )


def set_envelope(tx: Transaction, copy: CopyId, envelope: EnvelopeId) -> None:
    tx.run(_SQL["set_envelope"], copy=copy, envelope=envelope)


def copy_of_key(tx: Transaction, key: str) -> CopyId | None:
    found = tx.scalar(_SQL["copy_of_key"], key=key)
    return CopyId(found) if found else None


def copies_named(tx: Transaction, copies: Sequence[str]) -> list[Copy]:
    return tx.all(_SQL["copies_named"], into=Copy, copies=list(copies))


def hold_copies(tx: Transaction, copies: Sequence[str]) -> list[Copy]:
    """The same; nobody else moves them before the caller's transaction ends."""
    return tx.all(_SQL["hold_copies"], into=Copy, copies=list(copies))


def copies_about(tx: Transaction, encounters: Sequence[str]) -> list[Copy]:
    """Every copy about any of these encounters, or given while one of them belonged to the same person."""
    return tx.all(_SQL["copies_about"], into=Copy, encounters=list(encounters))


def copies_of_entry(tx: Transaction, entry: str) -> list[Copy]:
    return tx.all(_SQL["copies_of_entry"], into=Copy, entry=entry)


def copies_passed_on(tx: Transaction, holdings: Sequence[str]) -> list[Copy]:
    return tx.all(_SQL["copies_passed_on"], into=Copy, holdings=list(holdings))


def copies_known_as(tx: Transaction, partner: PartnerId, reference: str, *, digest: str = "") -> list[Copy]:
    """What a partner knows by a reference, held until the caller's transaction ends."""
    return tx.all(_SQL["copies_known_as"], into=Copy, partner=partner, reference=reference, digest=digest)


def copies_ended(tx: Transaction, before: datetime, *, most: int = 1_000) -> list[Copy]:
    """Copies whose term was over then and that nobody said to be erased, the oldest term first; without those that wait
    for people, and those of which people said that they stay."""
    return tx.all(_SQL["copies_ended"], into=Copy, before=before, most=most)


def copies_out(tx: Transaction) -> int:
    """How many are in somebody's hands."""
    return int(tx.scalar(_SQL["copies_out"]))


def lock_over(tx: Transaction) -> None:
    """One clock at a time calls back what is over. Held to the transaction's end."""
    tx.scalar(_SQL["lock_over"])


def copies_newest(tx: Transaction, *, most: int = 200) -> list[Copy]:
    """Every copy, the newest first."""
    return tx.all(_SQL["copies_newest"], into=Copy, most=most)


def terms_of(tx: Transaction, copy: CopyId) -> CopyTerms | None:
    return tx.one(_SQL["terms_of"], into=CopyTerms, copy=copy)


def move_copy(tx: Transaction, copy: Copy, step: Step, *, at: datetime, device: str = "") -> bool:
    """False where its state does not take the step, or somebody moved it first."""
    state = next_state(copy.state, step)
    if state is None:
        return False
    moved = {"copy": copy.copy, "state": state, "before": copy.state}
    return bool(tx.run(_SQL["move_copy"], at=at, device=device, **moved))
