"""What came in a letter whose key was in other hands: frozen at once, listed, let go or confirmed by a person.

Guards the invariant that nothing of it is used meanwhile: it is passed on to nobody, images leave every comparison and
what people concluded from them is taken apart; rooms that hold more of it follow `DisputeOpened`. What the partner
says again in a letter of its own is held by that letter from then on, and is free.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from openbitmap.node import envelopes, identities, ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.disclosures import holding_store, triggers
from openbitmap.node.disclosures.keeping import NODE, Errand
from openbitmap.node.disclosures.model import Holding, HoldingState, ItemKind, Reason
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import DisputeOpened, DisputeSettled, EnvelopeDisputed
from openbitmap.node.identities import WithdrawalReason
from openbitmap.node.problems import DISPUTED, NEEDS_REASON, NO_SUCH_THING, NUMBER_TAKEN, Refused
from openbitmap.vocabulary import EncounterId, EnvelopeId, PartnerId
from openbitmap.wire import LetterKind

_SQL = named_queries(__package__)


class Settlement(StrEnum):
    """OPEN: frozen. STANDS: the partner says by another way that it wrote this. LET_GO: what is held of it is gone."""

    OPEN = ""
    STANDS = "stands"
    LET_GO = "let_go"


TAKEN_OUT = frozenset({LetterKind.RESULT, LetterKind.LATE_RESULT, LetterKind.REFERENCE})
"""Letters whose effect was taken back at once; of every other only the freeze ends."""


@dataclass(frozen=True)
class Word:
    """What a supervisor says of one letter, and why."""

    envelope: EnvelopeId
    outcome: Settlement
    words: str


@dataclass(frozen=True)
class Dispute:
    """One letter, and what became of it. `holdings` counts what is held of it still."""

    envelope: EnvelopeId
    partner: PartnerId
    letter: str
    sequence: int
    correlation: str
    disputed_at: datetime
    outcome: Settlement
    words: str
    settled_by: str
    holdings: int


def open_dispute(tx: Transaction, event: EnvelopeDisputed, *, at: datetime) -> bool:
    """Freeze what came in it; images are no candidates any more. False where that was done."""
    envelope = EnvelopeId(event.envelope)
    told = {"partner": event.partner, "letter": event.letter, "sequence": event.sequence}
    if not tx.run(_SQL["insert_dispute"], envelope=envelope, correlation=event.correlation, at=at, **told):
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
        raise Refused(NEEDS_REASON)
    found = _held(tx, said)
    settled = {"outcome": said.outcome, "words": said.words.strip(), "by": by.name, "at": at}
    tx.run(_SQL["settle_dispute"], envelope=said.envelope, **settled)
    if said.outcome is Settlement.LET_GO:
        errand = Errand(Reason.WITHDRAWN, "", at, by.actor)
        held = [*held_from(tx, said.envelope), *_rested_on(tx, found)]
        triggers.let_go(tx, equipment.vault, held, errand=errand, key=f"dispute:{said.envelope}")
        envelopes.erase(tx, said.envelope, reason=errand.reason.value, actor=by.actor)
    told = DisputeSettled(said.envelope, found.partner, found.letter, found.correlation, said.outcome.value)
    ledger.record(tx, told, actor=by.actor)
    if said.outcome is Settlement.STANDS:
        envelopes.reinstate(tx, equipment, said.envelope, anew=found.letter in TAKEN_OUT, at=at)
    elif not tx.scalar(_SQL["is_number_disputed"], partner=found.partner, sequence=found.sequence):
        envelopes.pass_over(tx, equipment, said.envelope, at=at)


def _rested_on(tx: Transaction, found: Dispute) -> list[Holding]:
    """Personal data that was given because people had compared images which go now."""
    images = [h for h in held_from(tx, found.envelope) if h.kind is ItemKind.REFERENCE]
    beside = [h for one in images for h in holding_store.hold_holdings(tx, one.partner, one.reference)]
    return [h for h in beside if h.kind is ItemKind.DATA and h.state is not HoldingState.PURGED]


def was_let_go(tx: Transaction, holding: str) -> bool:
    """Whether a holding went because a person let go of its letter."""
    return bool(tx.scalar(_SQL["was_let_go"], holding=holding))


def _held(tx: Transaction, said: Word) -> Dispute:
    """The open dispute, with its partner's numbers held before anything else is. Raises Refused, also where the letter
    cannot count again."""
    for known in disputes(tx, only=said.envelope):
        envelopes.hold_numbers(tx, known.partner)
    found = next(iter(disputes(tx, only=said.envelope)), None)
    if found is None or found.outcome is not Settlement.OPEN:
        raise Refused(NO_SUCH_THING, kind="dispute", name=said.envelope)
    if said.outcome is Settlement.STANDS and not envelopes.is_number_free(tx, said.envelope):
        raise Refused(NUMBER_TAKEN, number=found.sequence, partner=found.partner)
    return found


def disputes(tx: Transaction, *, only: str = "") -> list[Dispute]:
    """Open ones first, the newest first; one, by its envelope."""
    return tx.all(_SQL["disputes"], into=Dispute, only=only)


def disputed_about(tx: Transaction, correlation: str, partner: PartnerId) -> bool:
    """Whether a letter of this partner's about this question, watch or notice is disputed and nobody has settled it."""
    return holding_store.is_disputed(tx, correlation, partner)


def require_undisputed(tx: Transaction, correlation: str, partner: PartnerId) -> None:
    """Raises Refused(DISPUTED)."""
    if disputed_about(tx, correlation, partner):
        raise Refused(DISPUTED, thing=correlation)


def held_from(tx: Transaction, envelope: EnvelopeId) -> Sequence[Holding]:
    found = tx.all(_SQL["held_from"], into=Holding, envelope=envelope)
    return [h for h in found if h.state is not HoldingState.PURGED]
