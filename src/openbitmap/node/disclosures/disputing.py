"""What came in a letter whose key was in other hands: frozen at once, listed, let go or confirmed by a person.

Guards the invariant that nothing of it is used meanwhile: it is passed on to nobody, images leave every comparison and
what people concluded from them is taken apart; rooms that hold more of it follow `DisputeOpened`. What the partner
says again in a letter of its own is held by that letter from then on, and is free.
"""

from datetime import datetime

from openbitmap.node import envelopes, identities, ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import dispute_store, holding_store, triggers
from openbitmap.node.disclosures.dispute_store import held_from
from openbitmap.node.disclosures.keeping import NODE, Errand
from openbitmap.node.disclosures.model import (
    TAKEN_OUT,
    Dispute,
    Holding,
    HoldingState,
    ItemKind,
    Reason,
    Settlement,
    Word,
)
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import DisputeOpened, DisputeSettled, EnvelopeDisputed
from openbitmap.node.identities import WithdrawalReason
from openbitmap.node.problems import DISPUTED, NEEDS_WORDS, NO_SUCH_THING, NUMBER_TAKEN, Refused
from openbitmap.vocabulary import Actor, EncounterId, EnvelopeId, PartnerId

VOUCHED = "Its partner has signed the same letter with its new key."


def open_dispute(tx: Transaction, event: EnvelopeDisputed, *, at: datetime) -> bool:
    """Freeze what came in it; images are no candidates any more. False where that was done."""
    envelope = EnvelopeId(event.envelope)
    if not dispute_store.insert(tx, event, at=at):
        return False
    for holding in held_from(tx, envelope):
        if holding.kind is ItemKind.REFERENCE and holding.encounter:
            encounter = EncounterId(holding.encounter)
            identities.withdraw(tx, encounter, reason=WithdrawalReason.RECALLED, actor=NODE)
    said = DisputeOpened(event.envelope, event.partner, event.letter, event.correlation)
    ledger.record(tx, said, actor=NODE)
    return True


def undo_disputed(tx: Transaction, envelope: EnvelopeId, *, at: datetime) -> None:
    """Nobody is one person through its images, and no case shows them."""
    for holding in held_from(tx, envelope):
        if holding.kind is ItemKind.REFERENCE and holding.encounter:
            encounter = EncounterId(holding.encounter)
            triggers.undo_what_rested(tx, encounter, recall="", at=at)
            triggers.end_cases(tx, encounter, at=at)


def settle_dispute(tx: Transaction, equipment: Equipment, said: Word, *, by: Principal, at: datetime) -> None:
    """One person may: the freeze ends on the partner's own word, and what had been taken out of use is heard of anew;
    or it is let go, with all that the letter said, and its number is passed over. Raises Refused."""
    by.require(Act.ORDER_RECALLS)
    if said.outcome is Settlement.OPEN or not said.words.strip():
        raise Refused(NEEDS_WORDS)
    found = _held(tx, said)
    dispute_store.settle(tx, said, by=by.name, at=at)
    if said.outcome is Settlement.LET_GO:
        errand = Errand(Reason.WITHDRAWN, "", at, by.actor)
        held = [*held_from(tx, said.envelope), *_rested_on(tx, found)]
        triggers.let_go(tx, equipment.vault, held, errand=errand, key=f"dispute:{said.envelope}")
        envelopes.erase(tx, said.envelope, reason=errand.reason.value, actor=by.actor)
    _tell_settled(tx, found, said, by=by.actor)
    if said.outcome is Settlement.STANDS:
        _let_stand(tx, equipment, found, at=at)
    elif not dispute_store.is_number_disputed(tx, found.partner, found.sequence):
        envelopes.pass_over(tx, equipment, said.envelope, at=at)


def settle_vouched(tx: Transaction, equipment: Equipment, envelope: EnvelopeId, *, at: datetime) -> None:
    """Nobody need ask the partner: under its new key, whose fingerprint people compared, it has said the letter again.
    Raises Refused where what froze the letter has not been noted yet."""
    found = _named(tx, envelope)
    if found is None:
        raise Refused(NO_SUCH_THING, kind="dispute", name=envelope)
    if found.outcome is Settlement.OPEN and envelopes.is_number_free(tx, envelope):
        said = Word(envelope, Settlement.STANDS, VOUCHED)
        dispute_store.settle(tx, said, by=str(NODE), at=at)
        _tell_settled(tx, found, said, by=NODE)
        _let_stand(tx, equipment, found, at=at)


def _tell_settled(tx: Transaction, found: Dispute, said: Word, *, by: Actor) -> None:
    told = DisputeSettled(said.envelope, found.partner, found.letter, found.correlation, said.outcome.value)
    ledger.record(tx, told, actor=by)


def _let_stand(tx: Transaction, equipment: Equipment, found: Dispute, *, at: datetime) -> None:
    anew = found.letter in TAKEN_OUT
    envelopes.reinstate(tx, equipment, EnvelopeId(found.envelope), anew=anew, at=at)


def _rested_on(tx: Transaction, found: Dispute) -> list[Holding]:
    """Personal data that was given because people had compared images which go now."""
    images = [h for h in held_from(tx, found.envelope) if h.kind is ItemKind.REFERENCE]
    beside = [h for one in images for h in holding_store.hold_holdings(tx, one.partner, one.reference)]
    return [h for h in beside if h.kind is ItemKind.DATA and h.state is not HoldingState.PURGED]


def _held(tx: Transaction, said: Word) -> Dispute:
    """The open dispute. Raises Refused, also where the letter cannot count again."""
    found = _named(tx, said.envelope)
    if found is None or found.outcome is not Settlement.OPEN:
        raise Refused(NO_SUCH_THING, kind="dispute", name=said.envelope)
    if said.outcome is Settlement.STANDS and not envelopes.is_number_free(tx, said.envelope):
        raise Refused(NUMBER_TAKEN, number=found.sequence, partner=found.partner)
    return found


def _named(tx: Transaction, envelope: EnvelopeId) -> Dispute | None:
    """With its partner's numbers held."""
    for known in dispute_store.disputes(tx, only=envelope):
        envelopes.hold_numbers(tx, known.partner)
    return next(iter(dispute_store.disputes(tx, only=envelope)), None)


def require_undisputed(tx: Transaction, correlation: str, partner: PartnerId) -> None:
    """Raises Refused(DISPUTED)."""
    if dispute_store.disputed_about(tx, correlation, partner):
        raise Refused(DISPUTED, thing=correlation)
