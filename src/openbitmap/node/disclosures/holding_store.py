"""Reads and writes `holding`, `onward_consent` and `tombstone`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from openbitmap.instruments import Onward
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.disclosures.model import (
    Held,
    Holding,
    HoldingId,
    Reason,
    Tombstone,
)
from openbitmap.vocabulary import Digest, EnvelopeId, PartnerId

_SQL = named_queries(__package__)
MOST_LOCKED = 200


@dataclass(frozen=True)
class Keeping:
    """How a holding is kept, whose it is, for which purpose it stays although it may be called back, and who holds it
    back, in which words, although its term is over."""

    objects: tuple[Digest, ...]
    envelope: EnvelopeId
    owner: str
    agreement: str
    onward: Onward
    purpose: str
    basis: str
    retained_by: str
    held_by: str
    held_words: str


def lock_reference(tx: Transaction, partner: PartnerId, reference: str) -> None:
    tx.scalar(_SQL["lock_reference"], partner=partner, reference=reference)


def lock_references(tx: Transaction, wanted: Iterable[tuple[PartnerId, str]]) -> None:
    """The turns of many, in one order for everybody. Of more than `MOST_LOCKED` of one partner it is the turn of
    everything that the partner gave: a database holds only so many locks."""
    for partner, group in groupby(sorted(set(wanted)), key=lambda one: one[0]):
        references = [reference for _, reference in group]
        if len(references) > MOST_LOCKED:
            tx.scalar(_SQL["lock_partner"], partner=partner)
            continue
        for reference in references:
            lock_reference(tx, partner, reference)


def insert_holding(tx: Transaction, holding: HoldingId, held: Held, *, at: datetime) -> bool:
    """False where the same content is held already."""
    origin = held.origin
    return bool(
        tx.run(
            _SQL["insert_holding"],
            holding=holding,
            partner=held.partner,
            owner=origin.owner or held.partner,
            reference=held.reference,
            kind=held.kind,
            agreement=origin.agreement,
            clause=held.clause,
            envelope=held.envelope,
            digest=held.digest,
            encounter=held.encounter,
            objects=list(held.objects),
            onward=origin.onward,
            retain_until=held.retain_until,
            kept_at=at,
        )
    )


def hold_again(tx: Transaction, holding: HoldingId, held: Held) -> None:
    """Its giver said the same again: where the letter before is disputed, this one holds it; images that were taken in
    anew are the encounter that they are now."""
    tx.run(_SQL["move_holding"], holding=holding, envelope=held.envelope, encounter=held.encounter)


def add_objects(tx: Transaction, partner: PartnerId, reference: str, *, objects: Sequence[Digest]) -> None:
    tx.run(_SQL["add_objects"], partner=partner, reference=reference, objects=list(objects))


def holding_of_content(tx: Transaction, held: Held) -> HoldingId | None:
    named = {"partner": held.partner, "reference": held.reference, "digest": held.digest}
    found = tx.scalar(_SQL["holding_of_content"], **named)
    return HoldingId(found) if found else None


def holding_named(tx: Transaction, holding: HoldingId) -> Holding | None:
    return tx.one(_SQL["holding_named"], into=Holding, holding=holding)


def hold_holding(tx: Transaction, holding: HoldingId) -> Holding | None:
    """The same; nobody else moves it before the caller's transaction ends."""
    return tx.one(_SQL["hold_holding"], into=Holding, holding=holding)


def holdings_of(tx: Transaction, partner: PartnerId) -> list[Holding]:
    """What a partner gave, gone or not, the newest first."""
    return tx.all(_SQL["holdings_of"], into=Holding, partner=partner)


def holdings_newest(tx: Transaction, *, most: int) -> list[Holding]:
    """What is held of any nation, the newest first."""
    return tx.all(_SQL["holdings_newest"], into=Holding, most=most)


def holdings_about(tx: Transaction, encounters: Sequence[str]) -> list[Holding]:
    return tx.all(_SQL["holdings_about"], into=Holding, encounters=list(encounters))


def holdings_beside(tx: Transaction, encounters: Sequence[str]) -> list[Holding]:
    """The same, and whatever else came under the references of those: one reference is one person's."""
    return tx.all(_SQL["holdings_beside"], into=Holding, encounters=list(encounters))


def under_reference(tx: Transaction, holding: Holding) -> list[Holding]:
    """What is or was held under the same reference."""
    return tx.all(_SQL["under_reference"], into=Holding, partner=holding.partner, reference=holding.reference)


def holding_of_digest(tx: Transaction, partner: PartnerId, digest: str) -> Holding | None:
    """What is held of a partner with this content now."""
    return tx.one(_SQL["holding_of_digest"], into=Holding, partner=partner, digest=digest)


def hold_holdings(tx: Transaction, partner: PartnerId, reference: str, *, digest: str = "") -> list[Holding]:
    """What is held under a partner's reference; nobody else moves it before the caller's transaction ends."""
    return tx.all(_SQL["hold_holdings"], into=Holding, partner=partner, reference=reference, digest=digest)


def holdings_ended(tx: Transaction, *, at: datetime, most: int = 10_000) -> list[Holding]:
    """What is kept beyond the term of its clause, for no purpose of its own."""
    return tx.all(_SQL["holdings_ended"], into=Holding, at=at, most=most)


def holdings_counted(tx: Transaction) -> int:
    return int(tx.scalar(_SQL["holdings_counted"]))


def keeping_of(tx: Transaction, holding: HoldingId) -> Keeping | None:
    return tx.one(_SQL["keeping_of"], into=Keeping, holding=holding)


def purge(tx: Transaction, holding: HoldingId, reason: Reason, *, at: datetime) -> bool:
    """False where it was gone already."""
    return bool(tx.run(_SQL["purge_holding"], holding=holding, reason=reason, at=at))


def is_envelope_needed(tx: Transaction, envelope: EnvelopeId) -> bool:
    """Whether anything else that came in it is still held."""
    return bool(tx.scalar(_SQL["is_envelope_needed"], envelope=envelope))


def correct(tx: Transaction, holding: HoldingId, digest: Digest) -> bool:
    return bool(tx.run(_SQL["correct_holding"], holding=holding, digest=digest, objects=[digest]))


def retain(tx: Transaction, holding: HoldingId, ground: tuple[str, str], *, by: str) -> bool:
    """`ground`: the purpose and the legal basis."""
    purpose, basis = ground
    return bool(tx.run(_SQL["retain_holding"], holding=holding, purpose=purpose, basis=basis, by=by))


def hold_back(tx: Transaction, holding: HoldingId, held: tuple[str, str]) -> bool:
    """`held`: by whom and in which words, two empty texts for nobody. False where it was so already."""
    by, words = held
    return bool(tx.run(_SQL["hold_back"], holding=holding, by=by, words=words))


def insert_consent(
    tx: Transaction, holding: HoldingId, consent: tuple[PartnerId, str], *, by: str, at: datetime
) -> bool:
    """`consent`: the third nation and what the consent rests on."""
    third, basis = consent
    return bool(tx.run(_SQL["insert_consent"], holding=holding, third=third, basis=basis, by=by, at=at))


def consented(tx: Transaction, holding: HoldingId, third: PartnerId) -> bool:
    return bool(tx.scalar(_SQL["consented"], holding=holding, third=third))


def insert_tombstone(tx: Transaction, stone: Tombstone) -> bool:
    """False where one stood there."""
    row = {"partner": stone.partner, "reference": stone.reference, "digest": stone.digest}
    return bool(tx.run(_SQL["insert_tombstone"], recall=stone.recall, at=stone.set_at, **row))


def tombstone_on(tx: Transaction, partner: PartnerId, reference: str, *, digest: str = "") -> Tombstone | None:
    return tx.one(_SQL["tombstones"], into=Tombstone, partner=partner, reference=reference, digest=digest)
