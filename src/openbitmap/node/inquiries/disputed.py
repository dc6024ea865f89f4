"""A letter of a question came under a key that was in other hands. Its result and its images are taken out of use at
once, the question goes no further, and where a person lets go of it, it stands again as before the letter."""

from dataclasses import replace
from datetime import datetime

from openbitmap.node import cases, disclosures, envelopes, ledger
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import ItemKind, Settlement
from openbitmap.node.events import DisputeOpened, DisputeSettled, InquiryUndone
from openbitmap.node.inquiries import attribution, gates, store
from openbitmap.node.inquiries.model import NODE, Inquiry, InquiryState, Outcome, Result, Side, Stage, Step
from openbitmap.vocabulary import EnvelopeId, InquiryId
from openbitmap.wire import LetterKind

DISPUTED = "disputed"
RESULTS = frozenset({LetterKind.RESULT, LetterKind.LATE_RESULT})
COMPARED = frozenset(
    {InquiryState.COMPARING, InquiryState.ATTRIBUTED, InquiryState.NOT_ATTRIBUTED}
    | {InquiryState.DATA_ASKED, InquiryState.DATA_REFUSED, InquiryState.DATA_HELD}
)
"""States in which images were taken in; what people concluded falls with them."""
RESTS_ON_RESULT = gates.ANSWERED | {InquiryState.REFERENCE_ASKED, InquiryState.REFERENCE_REFUSED}
"""States that a result alone brought about: where it falls they fall, and where it stands again, images are asked for
anew. From images on, what honest letters gave stands without it."""
BEFORE: dict[tuple[str, InquiryState], InquiryState] = {
    (LetterKind.SEARCH, InquiryState.ASKED): InquiryState.REFUSED,
    (LetterKind.REFERENCE, InquiryState.REFERENCE_ASKED): InquiryState.REFERENCE_REFUSED,
    (LetterKind.REFERENCE_REQUEST, InquiryState.REFERENCE_ASKED): InquiryState.HIT,
    (LetterKind.DATA_REQUEST, InquiryState.DATA_ASKED): InquiryState.ATTRIBUTED,
    (LetterKind.ATTRIBUTED, InquiryState.ATTRIBUTED): InquiryState.COMPARING,
    (LetterKind.ATTRIBUTED, InquiryState.NOT_ATTRIBUTED): InquiryState.COMPARING,
    (LetterKind.REFUSAL, InquiryState.REFUSED): InquiryState.TIMED_OUT,
    (LetterKind.REFUSAL, InquiryState.REFERENCE_REFUSED): InquiryState.REFERENCE_ASKED,
    (LetterKind.REFUSAL, InquiryState.DATA_REFUSED): InquiryState.DATA_ASKED,
}
"""Where a question stands once a person let go of a letter that had moved it; what is held falls by its own way."""


def follow_dispute(tx: Transaction, opened: DisputeOpened, *, at: datetime) -> None:
    one = store.locked(tx, InquiryId(opened.correlation))
    if one is None or one.partner != opened.partner:
        return
    gates.note(tx, one, Step(Stage.DISPUTED, at, one.partner, words=opened.letter))
    if one.side is Side.ASKER and opened.letter in RESULTS and one.state in RESTS_ON_RESULT:
        _take_out_result(tx, one, opened.letter, envelope=EnvelopeId(opened.envelope))
    if one.side is Side.ASKER and opened.letter == LetterKind.REFERENCE:
        _take_out_images(tx, one, EnvelopeId(opened.envelope))
        _take_out_results_in_dispute(tx, store.require(tx, one.inquiry))


def follow_settlement(tx: Transaction, settled: DisputeSettled, *, at: datetime) -> None:
    one = store.locked(tx, InquiryId(settled.correlation))
    if one is None or one.partner != settled.partner:
        return
    gates.note(tx, one, Step(Stage.DISPUTE_SETTLED, at, str(NODE), words=settled.outcome))
    before = BEFORE.get((settled.letter, one.state))
    if settled.outcome != Settlement.LET_GO or before is None:
        _attribute_decided(tx, one, at=at)
        return
    store.move(tx, one.inquiry, before, was=one.state)
    if before is InquiryState.REFUSED:
        store.set_release(tx, one.inquiry, None)
        envelopes.erase(tx, EnvelopeId(settled.envelope), reason=DISPUTED, actor=NODE)


def _attribute_decided(tx: Transaction, one: Inquiry, *, at: datetime) -> None:
    """Examiners decided while the question stood still: their word counts now."""
    decided = cases.decision_on(tx, one.case) if one.case and one.state is InquiryState.COMPARING else None
    if decided:
        attribution.attribute(tx, decided, at=at)


def _take_out_results_in_dispute(tx: Transaction, one: Inquiry) -> None:
    """Images stood between a question and its result; without them it rests on the result alone."""
    for found in disclosures.disputes(tx):
        is_of_it = (found.correlation, found.partner) == (one.inquiry, one.partner) and found.letter in RESULTS
        if is_of_it and found.outcome is Settlement.OPEN and one.state in RESTS_ON_RESULT:
            _take_out_result(tx, one, found.letter, envelope=EnvelopeId(found.envelope))
            one = store.require(tx, one.inquiry)


def _take_out_result(tx: Transaction, one: Inquiry, letter: str, *, envelope: EnvelopeId) -> None:
    """What it said is not said any more; where nothing else was answered the question waits for an answer again, and
    takes the one that its partner gives in truth."""
    held = disclosures.held_from(tx, envelope)
    told = {h.reference for h in held if h.kind is ItemKind.HIT}
    stands = any(h.reference not in told for h in store.hits_of(tx, one.inquiry))
    store.delete_hits(tx, sorted(told))
    store.take_out_lines(tx, one.inquiry, envelope, reason=DISPUTED)
    if (told or letter == LetterKind.RESULT) and not stands:
        store.move(tx, one.inquiry, InquiryState.TIMED_OUT, was=one.state)
        store.set_outcome(tx, one.inquiry, Outcome(), at=None)
        store.set_basis(tx, one.inquiry, replace(one.basis, reason=DISPUTED))
    said = InquiryUndone(one.about.submission, one.inquiry, one.partner, DISPUTED)
    ledger.record(tx, said, actor=NODE)


def _take_out_images(tx: Transaction, one: Inquiry, envelope: EnvelopeId) -> None:
    """The question waits for them again, also where people had decided by them: they compare anew."""
    images = {h.encounter for h in disclosures.held_from(tx, envelope)}
    for hit in store.hits_of(tx, one.inquiry):
        if hit.encounter in images:
            store.set_hit_encounter(tx, hit.reference, None)
            store.set_attributed(tx, hit.reference, None)
    if one.state not in COMPARED:
        return
    store.move(tx, one.inquiry, InquiryState.REFERENCE_ASKED, was=one.state)
    if one.outcome.result in (Result.ATTRIBUTED, Result.NOT_ATTRIBUTED):
        store.set_outcome(tx, one.inquiry, replace(one.outcome, result=Result.CANDIDATE), at=one.times.answered_at)
        said = InquiryUndone(one.about.submission, one.inquiry, one.partner, DISPUTED)
        ledger.record(tx, said, actor=NODE)
