"""What follows from people's word: the asker's examiners attribute, and what rested on a reference falls with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from openbitmap.instruments import Barred
from openbitmap.node import disclosures, ledger
from openbitmap.node.cases import Finding
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import Copy, CopyId, ItemKind, Reason, RecallId
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import (
    CaseDecided,
    CopyErased,
    HoldingPurged,
    InquiryAttributed,
    InquiryUndone,
    RecallOrdered,
)
from openbitmap.node.inquiries import concluding, gates, store
from openbitmap.node.inquiries.model import NODE, Handling, Hit, Inquiry, InquiryState, Result, Side, Stage, Step
from openbitmap.node.inquiries.origins import leave_for, turn_away
from openbitmap.node.inquiries.taking import letter_about, recalled
from openbitmap.vocabulary import CaseId, EnvelopeId, ExchangeAct, InquiryId, PartnerId

GIVEN = frozenset({ItemKind.HIT, ItemKind.REFERENCE, ItemKind.DATA})


def attribute(tx: Transaction, decided: CaseDecided, *, at: datetime) -> Inquiry | None:
    """Examiners decided a case of references: the partner is told which of them are the same person, and nothing
    else (R29), if a clause still lets it. None for any other case."""
    inquiry = store.inquiry_of_case(tx, CaseId(decided.case))
    one = store.locked(tx, inquiry) if inquiry else None
    if one is None or one.state is not InquiryState.COMPARING:
        return None
    if disclosures.disputed_about(tx, one.inquiry, one.partner):  # it counts once a person has settled that
        return None
    same = frozenset(decided.candidates) if Finding(decided.conclusion) is Finding.IDENTIFICATION else frozenset()
    hits = store.hits_of(tx, one.inquiry)
    named = [h.reference for h in hits if h.encounter in same and not h.gone]
    for hit in hits:
        store.set_attributed(tx, hit.reference, hit.reference in named)
    result = Result.ATTRIBUTED if named else Result.NOT_ATTRIBUTED
    outcome = one.outcome
    store.set_outcome(tx, one.inquiry, replace(outcome, result=result), at=one.times.answered_at)
    concluding.conclude(tx, one, named, at=at)
    said = InquiryAttributed(one.about.submission, one.inquiry, one.partner, len(named))
    ledger.record(tx, said, actor=NODE)
    return store.inquiry_named(tx, one.inquiry)


def take_attribution(tx: Transaction, equipment: Equipment, envelope: EnvelopeId, *, at: datetime) -> None:
    """The asker's examiners decided about our record. What no clause of ours lets in stays out: our record goes no
    further, and says so."""
    found = letter_about(tx, equipment, envelope, side=Side.ANSWERER)
    if found is None or found[0].state is not InquiryState.COMPARING:
        return
    one, letter = found
    basis = leave_for(tx, one, ExchangeAct.SEARCH, at=at, came=envelope)
    if isinstance(basis, Barred):
        turn_away(tx, one, basis, envelope=envelope, at=at)
        return
    given = letter.body.get("references")
    named = {str(r) for r in given} if isinstance(given, list) else set()
    hits = store.hits_of(tx, one.inquiry)
    for hit in hits:
        store.set_attributed(tx, hit.reference, hit.reference in named)
    attributed = sum(h.reference in named for h in hits)
    stage = Stage.ATTRIBUTED if attributed else Stage.NOT_ATTRIBUTED
    gates.advance(tx, one, Step(stage, at, one.partner, basis.cited), basis=basis)
    ledger.record(tx, InquiryAttributed("", one.inquiry, one.partner, attributed), actor=NODE)


def undo(tx: Transaction, purged: HoldingPurged, *, at: datetime) -> InquiryId | None:
    """A reference was called back, or kept long enough: what was held under it is gone, and the judgement that joined
    it (disclosures); here the question ends in whatever state it is, and the answer is given again without it. Where
    others stand and this was not the attributed one, the question goes on with them: None. Images of a disputed letter
    that was let go leave the question as it was before them, unless personal data rested on them."""
    inquiry = store.inquiry_of_reference(tx, PartnerId(purged.partner), purged.reference)
    one = store.locked(tx, inquiry) if inquiry else None
    if one is None or not one.may_fall:
        return None
    if purged.kind == ItemKind.REFERENCE and not one.held and disclosures.was_let_go(tx, purged.holding):
        return None
    return _fall(tx, one, purged.reference, because=purged.reason, at=at)


def note_called_back(tx: Transaction, ordered: RecallOrdered, *, at: datetime) -> None:
    """We call back what we gave: the story of each of its questions says so, once a recall."""
    made = disclosures.recall_named(tx, RecallId(ordered.recall))
    for inquiry in _questions_about(tx, disclosures.copies_named(tx, [CopyId(c) for c in ordered.copies])):
        one = store.require(tx, inquiry)
        gates.note(tx, one, Step(Stage.CALLED_BACK, at, made.ordered_by if made else str(NODE), words=ordered.reason))


def undo_given(tx: Transaction, erased: CopyErased, *, at: datetime) -> InquiryId | None:
    """The asker says that it has erased what we gave, called back or at the end of its term: our own record of the
    question says so too, as the asker's does."""
    copies = disclosures.copies_named(tx, [CopyId(erased.copy)])
    for inquiry in _questions_about(tx, copies):
        one = store.require(tx, inquiry)
        made = disclosures.recall_named(tx, RecallId(erased.recall)) if erased.recall else None
        because = made.reason if made else Reason.RETENTION
        return _fall(tx, one, copies[0].reference, because=because.value, at=at) if one.may_fall else None
    return None


def _questions_about(tx: Transaction, copies: Sequence[Copy]) -> list[InquiryId]:
    """In the order in which they are locked."""
    given = {(c.partner, c.reference) for c in copies if c.kind in GIVEN}
    found = {store.inquiry_of_given(tx, partner, reference) for partner, reference in given}
    return sorted(inquiry for inquiry in found if inquiry)


def _fall(tx: Transaction, one: Inquiry, reference: str, *, because: str, at: datetime) -> InquiryId | None:
    hits = store.hits_of(tx, one.inquiry)
    store.set_gone(tx, reference)
    if _goes_on(hits, reference):
        if not any(h.gone and h.reference == reference for h in hits):
            gates.note(tx, one, Step(Stage.REFERENCE_GONE, at, one.partner, words=because))
        return None
    store.move(tx, one.inquiry, InquiryState.UNDONE, was=one.state)
    outcome = replace(one.outcome, result=Result.RECALLED, handling=Handling.NONE)
    store.set_outcome(tx, one.inquiry, outcome, at=one.times.answered_at)
    store.set_held(tx, one.inquiry, None)
    if one.side is Side.ASKER:
        for line in store.lines_of(tx, one.inquiry):
            store.set_line(tx, one.inquiry, recalled(line))
    gates.note(tx, one, Step(Stage.UNDONE, at, one.partner, words=because))
    said = InquiryUndone(one.about.submission, one.inquiry, one.partner, because)
    ledger.record(tx, said, actor=NODE)
    return one.inquiry


def _goes_on(hits: Sequence[Hit], fallen: str) -> bool:
    """Whether others stand once this reference has fallen: not where it was the one attributed."""
    others = any(not h.gone and h.reference != fallen for h in hits)
    return others and not any(h.attributed and h.reference == fallen for h in hits)
