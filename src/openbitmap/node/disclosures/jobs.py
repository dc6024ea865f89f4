"""What flow.py calls of this room."""

from datetime import timedelta

from openbitmap.node import envelopes
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import (
    disputing,
    holding_store,
    nationals,
    obeying,
    recall_store,
    recalling,
    store,
    suspecting,
    triggers,
)
from openbitmap.node.disclosures.model import Demand, HoldingId, Reason, RecallId
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import (
    DisputeOpened,
    EncounterWithdrawn,
    EntryExpired,
    EntryRemoved,
    EnvelopeAccepted,
    EnvelopeDisputed,
    EnvelopeVouched,
    HoldingCorrected,
    HoldingHeldBack,
    HoldingPurged,
    IdentitiesChanged,
    NationalFound,
    PersonalDataTaken,
    RecallAcknowledged,
    RecallObeyed,
    RecallOrdered,
    RecallOverdue,
)
from openbitmap.vocabulary import EncounterId, EnvelopeId, PartnerId

WITHDRAWN_BECAUSE = {
    "entry_removed": Reason.WITHDRAWN,
    "entry_expired": Reason.EXPIRED,
    "retention": Reason.RETENTION,
    "recalled": Reason.WITHDRAWN,
}


def recall_changed(tx: Transaction, event: IdentitiesChanged, equipment: Equipment) -> None:
    """We gave something for a person it is not."""
    encounters = [EncounterId(e) for e in event.encounters]
    triggers.recall_wrong(tx, encounters, demand_within=_demand(Reason.WRONG_IDENTITY, equipment), at=equipment.now())


def let_go_changed(tx: Transaction, event: IdentitiesChanged, equipment: Equipment) -> None:
    """We hold something for a person it is not."""
    encounters = [EncounterId(e) for e in event.encounters]
    at = equipment.now()
    triggers.let_go_unattributed(tx, equipment.vault, encounters, because=event.change, at=at)


def recall_withdrawn(tx: Transaction, event: EncounterWithdrawn, equipment: Equipment) -> None:
    copies = store.copies_about(tx, [event.encounter])
    about = [c for c in copies if c.encounter == event.encounter]
    demand = _demand(WITHDRAWN_BECAUSE[event.reason], equipment)
    triggers.recall_ended(tx, about, demand, at=equipment.now())


def recall_removed(tx: Transaction, event: EntryRemoved, equipment: Equipment) -> None:
    copies = store.copies_of_entry(tx, event.entry)
    triggers.recall_ended(tx, copies, _demand(Reason.WITHDRAWN, equipment), at=equipment.now())


def recall_expired(tx: Transaction, event: EntryExpired, equipment: Equipment) -> None:
    copies = store.copies_of_entry(tx, event.entry)
    triggers.recall_ended(tx, copies, _demand(Reason.EXPIRED, equipment), at=equipment.now())


def send_recall(tx: Transaction, event: RecallOrdered, equipment: Equipment) -> None:
    recalling.send_recall(tx, RecallId(event.recall), at=equipment.now())


def send_again(tx: Transaction, event: RecallOverdue, equipment: Equipment) -> None:
    recalling.send_recall(tx, RecallId(event.recall), at=equipment.now(), reminder=event.rung)


def take_recall(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    letter = envelopes.letter_of(tx, equipment, EnvelopeId(event.envelope))
    obeying.take_recall(tx, equipment.vault, letter, at=equipment.now())


def look_again(tx: Transaction, event: HoldingHeldBack, equipment: Equipment) -> None:
    """Nobody holds it back any more: what was called back meanwhile goes."""
    for taken in recall_store.taken_waiting(tx) if not event.held else []:
        if taken.partner == event.partner:
            obeying.look_again(tx, equipment.vault, taken, at=equipment.now())


def look_again_purged(tx: Transaction, event: HoldingPurged, equipment: Equipment) -> None:
    """What a person held back went for another reason: the recall that waited for it is answered."""
    kept = holding_store.keeping_of(tx, HoldingId(event.holding))
    for taken in recall_store.taken_waiting(tx) if kept and kept.held_by else []:
        if taken.partner == event.partner:
            obeying.look_again(tx, equipment.vault, taken, at=equipment.now())


def take_receipt(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    letter = envelopes.letter_of(tx, equipment, EnvelopeId(event.envelope))
    recalling.acknowledge(tx, letter, at=equipment.now())
    nationals.press(tx, letter, _demand(Reason.OWN_NATIONAL, equipment), at=equipment.now())
    nationals.hear(tx, letter, _demand(Reason.OWN_NATIONAL, equipment), at=equipment.now())


def note_probe_erased(tx: Transaction, event: EnvelopeAccepted, equipment: Equipment) -> None:
    """A question's prints were searched and not kept: the copy is gone by the receipt that came with the answer."""
    letter = envelopes.letter_of(tx, equipment, EnvelopeId(event.envelope))
    digest = str(letter.body.get("digest") or "")
    recalling.note_erased(tx, letter.partner, event.correlation, at=equipment.now(), digest=digest)


def send_receipt(tx: Transaction, event: RecallObeyed, equipment: Equipment) -> None:
    obeying.send_receipt(tx, PartnerId(event.partner), event.recall, at=equipment.now())


def settle_chains(tx: Transaction, event: RecallAcknowledged, equipment: Equipment) -> None:
    """Somebody further on answered: a recall that waited for them may be complete now."""
    obeying.settle_chains(tx, RecallId(event.recall), at=equipment.now())


def undo_what_rested(tx: Transaction, event: HoldingPurged, equipment: Equipment) -> None:
    if event.encounter:
        at = equipment.now()
        triggers.undo_what_rested(tx, EncounterId(event.encounter), recall=event.recall, at=at)


def end_cases(tx: Transaction, event: HoldingPurged, equipment: Equipment) -> None:
    if event.encounter:
        triggers.end_cases(tx, EncounterId(event.encounter), at=equipment.now())


def open_dispute(tx: Transaction, event: EnvelopeDisputed, equipment: Equipment) -> None:
    disputing.open_dispute(tx, event, at=equipment.now())


def undo_disputed(tx: Transaction, event: DisputeOpened, equipment: Equipment) -> None:
    disputing.undo_disputed(tx, EnvelopeId(event.envelope), at=equipment.now())


def settle_vouched(tx: Transaction, event: EnvelopeVouched, equipment: Equipment) -> None:
    disputing.settle_vouched(tx, equipment, EnvelopeId(event.envelope), at=equipment.now())


def purge_national(tx: Transaction, event: NationalFound, equipment: Equipment) -> None:
    nationals.let_go_national(tx, equipment.vault, event, at=equipment.now())


def suspect_changed(tx: Transaction, event: IdentitiesChanged, equipment: Equipment) -> None:
    suspecting.suspect_asserted(tx, [EncounterId(e) for e in event.encounters], at=equipment.now())


def suspect_told(tx: Transaction, event: PersonalDataTaken, equipment: Equipment) -> None:
    content = (PartnerId(event.partner), event.digest)
    suspecting.suspect_told(tx, equipment.vault, content, at=equipment.now())


def suspect_corrected(tx: Transaction, event: HoldingCorrected, equipment: Equipment) -> None:
    content = (PartnerId(event.partner), event.digest)
    suspecting.suspect_told(tx, equipment.vault, content, at=equipment.now())


def _demand(reason: Reason, equipment: Equipment) -> Demand:
    within = timedelta(hours=equipment.settings.abroad.recall_hours)
    return Demand(reason, triggers.WORDS[reason], within=within)
