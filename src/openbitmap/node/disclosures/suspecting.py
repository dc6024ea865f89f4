"""Somebody of whom copies or holdings are out turns out to be, by a passport or by a nation's personal data, a national
of this nation: a person is asked, and nothing is done by itself (R47)."""

from collections.abc import Sequence
from datetime import datetime

from openbitmap.node import identities, ledger, partners, protection
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import holding_store, keeping, national_store, reach
from openbitmap.node.disclosures.keeping import NODE
from openbitmap.node.disclosures.model import Holding, HoldingState, ItemKind, Source, Suspicion
from openbitmap.node.disclosures.transitions import Step, next_state
from openbitmap.node.events import NationalSuspected
from openbitmap.node.vault import Vault
from openbitmap.vocabulary import EncounterId, FieldGroup, PartnerId


def suspect_asserted(tx: Transaction, encounters: Sequence[EncounterId], *, at: datetime) -> None:
    """After who is who changed: a passport of ours, shown at any meeting of the person. A node that knows no partner
    has nothing out, and may have no name yet."""
    if not partners.all_partners(tx):
        return
    mine = partners.me(tx)
    own = protection.state_of(mine)
    persons = {members for members in identities.alike(tx, encounters).values() if len(members) > 1}
    for members in sorted(persons, key=min) if own else []:
        person = sorted(members)
        if own in {protection.state_of(a.nationality) for a in identities.asserted_of_all(tx, person).values()}:
            oldest = identities.persons_of(tx, person[:1]).get(person[0], person[0])
            raise_suspicion(tx, Suspicion(oldest, mine, Source.ASSERTED, "", at), person)


def suspect_told(tx: Transaction, vault: Vault, content: tuple[PartnerId, str], *, at: datetime) -> None:
    """After a nation told or corrected personal data: `content` is the nation, and the digest of what is held now."""
    partner, digest = content
    holding = holding_store.holding_of_digest(tx, partner, digest)
    mine = partners.me(tx)
    if holding is None or protection.state_of(mine) not in _said(tx, vault, holding):
        return
    subjects = reach.known_of(tx, holding.holding)
    known = [e.encounter for e in identities.encounters_named(tx, [EncounterId(s) for s in subjects])]
    subject = next(iter(known), "") or holding.holding
    raise_suspicion(tx, Suspicion(subject, mine, Source.TOLD, partner, at), subjects)


def raise_suspicion(tx: Transaction, suspicion: Suspicion, subjects: Sequence[str]) -> None:
    """`subjects`: whatever the person could leave under. Said once: not where it was found, or settled before, nor
    where nothing of the person is out. A partner's word freezes, so that a person is asked at each."""
    is_word = suspicion.source is Source.PARTNER
    settled = not is_word and national_store.was_suspected(tx, suspicion, subjects)
    known = national_store.national_among(tx, subjects) or settled
    matters = is_word or _is_out(tx, subjects)
    if not known and matters and national_store.insert_suspicion(tx, suspicion):
        told = NationalSuspected(suspicion.subject, suspicion.nation, suspicion.source.value)
        ledger.record(tx, told, actor=NODE)


def _is_out(tx: Transaction, subjects: Sequence[str]) -> bool:
    if any(next_state(c.state, Step.RECALL) for c in reach.given_of(tx, subjects)):
        return True
    return any(h.state is not HoldingState.PURGED for h in reach.held_of(tx, subjects))


def _said(tx: Transaction, vault: Vault, holding: Holding) -> set[str]:
    """States that the personal data names as the person's."""
    values = keeping.fields_of(tx, vault, holding) if holding.kind is ItemKind.DATA else {}
    said = values.get(FieldGroup.NATIONALITY.value, "")
    return {protection.state_of(str(one)) for one in (said if isinstance(said, list) else [said])} - {""}
