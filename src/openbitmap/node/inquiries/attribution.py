"""What follows from people's word: the asker's examiners attribute, and what rested on a reference falls with it."""

from collections.abc import Sequence
from datetime import datetime

from openbitmap.node import disclosures, envelopes, ledger
from openbitmap.node.cases import Finding
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import CaseDecided, HoldingPurged, InquiryAttributed, InquiryUndone
from openbitmap.node.inquiries import gates, store
from openbitmap.node.inquiries.model import NODE, Hit, Inquiry, InquiryState, Outcome, Result, Side, Stage, Step
from openbitmap.node.inquiries.taking import letter_about
from openbitmap.vocabulary import CaseId, EnvelopeId, InquiryId, PartnerId
from openbitmap.wire import Letter, LetterKind


def attribute(tx: Transaction, decided: CaseDecided, *, at: datetime) -> Inquiry | None:
    """Examiners decided a case of references: the partner is told which of them are the same person, and nothing
    else (R29). None for any other case."""
    inquiry = store.inquiry_of_case(tx, CaseId(decided.case))
    one = store.locked(tx, inquiry) if inquiry else None
    if one is None or one.state is not InquiryState.COMPARING or disclosures.disputed_about(tx, one.inquiry):
        return None
    same = frozenset(decided.candidates) if Finding(decided.conclusion) is Finding.IDENTIFICATION else frozenset()
    hits = store.hits_of(tx, one.inquiry)
    named = [h.reference for h in hits if h.encounter in same and not h.gone]
    for hit in hits:
        store.set_attributed(tx, hit.reference, hit.reference in named)
    result = Result.ATTRIBUTED if named else Result.NOT_ATTRIBUTED
    _end_stage(tx, one, named=bool(named), actor=f"case {decided.case}", at=at)
    outcome = one.outcome
    store.set_outcome(tx, one.inquiry, _with(outcome, result), at=one.times.answered_at)
    letter = Letter(one.partner, LetterKind.ATTRIBUTED, {"references": named}, correlation=one.inquiry)
    key = f"{one.inquiry}:attributed"
    envelopes.send(tx, letter, permit_clause=one.basis.clause, at=at, actor=NODE, key=key)
    said = InquiryAttributed(one.about.submission, one.inquiry, one.partner, len(named))
    ledger.record(tx, said, actor=NODE)
    return store.inquiry_named(tx, one.inquiry)


def take_attribution(tx: Transaction, equipment: Equipment, envelope: EnvelopeId, *, at: datetime) -> None:
    """The asker's examiners decided about our record."""
    found = letter_about(tx, equipment, envelope, side=Side.ANSWERER)
    if found is None or found[0].state is not InquiryState.COMPARING:
        return
    one, letter = found
    given = letter.body.get("references")
    named = {str(r) for r in given} if isinstance(given, list) else set()
    hits = store.hits_of(tx, one.inquiry)
    for hit in hits:
        store.set_attributed(tx, hit.reference, hit.reference in named)
    attributed = sum(h.reference in named for h in hits)
    _end_stage(tx, one, named=bool(attributed), actor=one.partner, at=at)
    ledger.record(tx, InquiryAttributed("", one.inquiry, one.partner, attributed), actor=NODE)


def undo(tx: Transaction, purged: HoldingPurged, *, at: datetime) -> InquiryId | None:
    """A reference was called back, or kept long enough: what was held under it is gone, and the judgement that joined
    it (disclosures); here the question ends in whatever state it is, and the answer is given again without it. Where
    others stand and this was not the attributed one, the question goes on with them: None."""
    inquiry = store.inquiry_of_reference(tx, PartnerId(purged.partner), purged.reference)
    one = store.locked(tx, inquiry) if inquiry else None
    if one is None or not one.may_fall:
        return None
    hits = store.hits_of(tx, one.inquiry)
    store.set_gone(tx, purged.reference)
    if _goes_on(hits, purged.reference):
        if not any(h.gone and h.reference == purged.reference for h in hits):
            gates.note(tx, one, Step(Stage.REFERENCE_GONE, at, one.partner, words=purged.reason))
        return None
    store.move(tx, one.inquiry, InquiryState.UNDONE, was=one.state)
    store.set_outcome(tx, one.inquiry, _with(one.outcome, Result.RECALLED), at=one.times.answered_at)
    store.set_held(tx, one.inquiry, None)
    gates.note(tx, one, Step(Stage.UNDONE, at, one.partner, words=purged.reason))
    said = InquiryUndone(one.about.submission, one.inquiry, one.partner, purged.reason)
    ledger.record(tx, said, actor=NODE)
    return one.inquiry


def _goes_on(hits: Sequence[Hit], fallen: str) -> bool:
    """Whether others stand once this reference has fallen: not where it was the one attributed."""
    others = any(not h.gone and h.reference != fallen for h in hits)
    return others and not any(h.attributed and h.reference == fallen for h in hits)


def _end_stage(tx: Transaction, one: Inquiry, *, named: bool, actor: str, at: datetime) -> None:
    stage = Stage.ATTRIBUTED if named else Stage.NOT_ATTRIBUTED
    gates.advance(tx, one, Step(stage, at, actor, one.basis.clause), basis=one.basis)


def _with(outcome: Outcome, result: Result) -> Outcome:
    return Outcome(
        result, outcome.handling, people=outcome.people, as_of=outcome.as_of, fpir=outcome.fpir, late=outcome.late
    )
