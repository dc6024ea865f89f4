"""The asker takes what comes back: results in time or late, receipts for an erased probe, refusals."""

from dataclasses import replace
from datetime import datetime

from openbitmap.instruments import Barred
from openbitmap.node import disclosures, envelopes, ledger, search
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import Held, ItemKind
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import EnvelopeRefused, InquiryBarred, InquiryResultTaken, ProbeErased, RequestRefused
from openbitmap.node.inquiries import store
from openbitmap.node.inquiries.model import (
    NODE,
    Basis,
    Hit,
    Inquiry,
    InquiryState,
    Line,
    Outcome,
    Result,
    Side,
    Stage,
    Step,
)
from openbitmap.node.inquiries.origins import Cover, cover_of, turn_away
from openbitmap.node.inquiries.reading import Objection, Told, objection_in, text, told_in
from openbitmap.vocabulary import AgreementId, EnvelopeId, ExchangeAct, InquiryId, digest_of
from openbitmap.wire import Letter, LetterKind, ledger_name

UNANSWERED = frozenset({InquiryState.ASKED, InquiryState.TIMED_OUT})
REFUSED_AT: dict[str, tuple[frozenset[InquiryState], InquiryState]] = {
    "search": (UNANSWERED, InquiryState.REFUSED),
    "reference": (frozenset({InquiryState.REFERENCE_ASKED}), InquiryState.REFERENCE_REFUSED),
    "data": (frozenset({InquiryState.DATA_ASKED}), InquiryState.DATA_REFUSED),
}
"""From which states a refusal of a stage leads where. A stage that is not here refuses nothing."""
TURNED = frozenset({InquiryState.NO_HIT, InquiryState.REFERENCE_REFUSED, InquiryState.NOT_ATTRIBUTED})
"""Answered states in which a late hit makes the question one with a hit."""
NEVER_READ: dict[str, tuple[frozenset[InquiryState], InquiryState]] = {
    LetterKind.SEARCH: (UNANSWERED, InquiryState.BARRED),
    LetterKind.REFERENCE_REQUEST: REFUSED_AT["reference"],
    LetterKind.DATA_REQUEST: REFUSED_AT["data"],
}
"""The same where the partner's node refused the letter itself, unread."""
REFUSABLE = frozenset(NEVER_READ)
NOWHERE: tuple[frozenset[InquiryState], InquiryState] = (frozenset(), InquiryState.REFUSED)


def letter_about(
    tx: Transaction, equipment: Equipment, envelope: EnvelopeId, *, side: Side
) -> tuple[Inquiry, Letter] | None:
    """The question a letter belongs to, held until the transaction ends; None where this partner has no part in such a
    question."""
    letter = envelopes.letter_of(tx, equipment, envelope)
    one = store.locked(tx, InquiryId(letter.correlation))
    if one is None or one.side is not side or one.partner != letter.partner:
        return None
    return one, letter


def take_result(tx: Transaction, equipment: Equipment, envelope: EnvelopeId, *, at: datetime) -> Result | None:
    """A result changes what the answer says; a late one too."""
    found = letter_about(tx, equipment, envelope, side=Side.ASKER)
    told = told_in(found[1].body) if found else None
    if found is None or told is None:
        return None
    one = found[0]
    cover = cover_of(tx, one, ExchangeAct.ANSWER, at=at, came=envelope)
    if isinstance(cover, Barred):
        turn_away(tx, one, cover, envelope=envelope, at=at)
        return None
    late = one.times.due_at < at or one.state is InquiryState.TIMED_OUT
    for line in told.lines:
        stands = recalled(line) if one.state is InquiryState.UNDONE else line
        store.set_line(tx, one.inquiry, stands, came=envelope)
    result = told.outcome.result
    hit = result is Result.CANDIDATE and bool(told.reference)
    barred = hit and disclosures.tombstoned(tx, one.partner, told.reference)
    new = hit and not barred and all(h.reference != told.reference for h in store.hits_of(tx, one.inquiry))
    if one.state in UNANSWERED:
        result = Result.RECALLED if barred else result
        _first(tx, one, replace(told.outcome, result=result, late=late), cover=cover, at=at)
    elif new and one.state in TURNED:
        late = True
        _first(tx, one, replace(told.outcome, late=late), cover=cover, at=at)
    if new and one.state in UNANSWERED | TURNED | {InquiryState.HIT}:
        store.insert_hit(tx, Hit(one.inquiry, told.reference, band=told.band))
        _hold(tx, one, told, came=(envelope, cover), at=at)
    said = InquiryResultTaken(
        one.about.submission,
        one.inquiry,
        one.partner,
        result.value,
        int(late),
        reference=ledger_name(told.reference),
    )
    ledger.record(tx, said, actor=NODE)
    return result


def recalled(line: Line) -> Line:
    """What a repository said beside an answer that was taken back is taken back with it."""
    return replace(line, result=Result.RECALLED) if line.result is not Result.NONE else line


def note_erased(tx: Transaction, equipment: Equipment, envelope: EnvelopeId, *, at: datetime) -> None:
    """The partner's word that the probe is gone, held against which probe it was."""
    found = letter_about(tx, equipment, envelope, side=Side.ASKER)
    if found is None:
        return
    one, letter = found
    _, probe = store.probe_of(tx, one.inquiry)
    said = text(letter.body, "digest")
    words = "" if said == probe else "another probe than ours"
    store.insert_step(tx, one.inquiry, Step(Stage.ERASED, at, one.partner, words=words))
    ledger.record(tx, ProbeErased(one.about.submission, one.inquiry, one.partner, said[:64]), actor=NODE)


def take_refusal(tx: Transaction, equipment: Equipment, envelope: EnvelopeId, *, at: datetime) -> InquiryState | None:
    """The partner says no to a stage, with its reason and clause."""
    found = letter_about(tx, equipment, envelope, side=Side.ASKER)
    if found is None:
        return None
    one, objection = found[0], objection_in(found[1].body)
    expected, state = REFUSED_AT.get(objection.stage, NOWHERE)
    if one.state not in expected or not store.move(tx, one.inquiry, state, was=one.state):
        return None
    _note_refusal(tx, one, objection, at=at)
    return state


def bar_refused(tx: Transaction, refused: EnvelopeRefused, *, at: datetime) -> InquiryState | None:
    """The partner's node will never take this letter of ours, past its end for one, and signed why: the question does
    not wait for an answer that nobody will give."""
    one = store.locked(tx, InquiryId(refused.correlation)) if refused.by == refused.partner else None
    expected, state = NEVER_READ.get(refused.letter, NOWHERE)
    if one is None or one.side is not Side.ASKER or one.partner != refused.partner or one.state not in expected:
        return None
    store.move(tx, one.inquiry, state, was=one.state)
    basis = replace(one.basis, reason=refused.reason.replace("-", "_"))
    store.set_basis(tx, one.inquiry, basis)
    stage = Stage.BARRED if state is InquiryState.BARRED else Stage.REFUSED
    store.insert_step(tx, one.inquiry, Step(stage, at, one.partner, basis.cited, basis.reason))
    about = (one.about.submission, one.inquiry, one.partner, basis.reason, basis.cited)
    said = InquiryBarred(*about) if state is InquiryState.BARRED else RequestRefused(*about)
    ledger.record(tx, said, actor=NODE)
    return state


def _first(tx: Transaction, one: Inquiry, outcome: Outcome, *, cover: Cover, at: datetime) -> None:
    state = InquiryState.HIT if outcome.result is Result.CANDIDATE else InquiryState.NO_HIT
    store.move(tx, one.inquiry, state, was=one.state)
    store.set_outcome(tx, one.inquiry, outcome, at=at)
    store.set_basis(tx, one.inquiry, cover.basis)
    store.insert_step(tx, one.inquiry, Step(Stage.RESULT_TAKEN, at, one.partner, cover.cited))
    if outcome.people is not None:
        search.note_abroad(tx, one.partner, outcome.people, at=at)


def _hold(tx: Transaction, one: Inquiry, told: Told, *, came: tuple[EnvelopeId, Cover], at: datetime) -> None:
    """What a recall must reach: the reference, and that there was a hit."""
    envelope, cover = came
    held = Held(
        one.partner,
        told.reference,
        ItemKind.HIT,
        envelope,
        clause=cover.cited,
        digest=digest_of(told.reference.encode()),
        retain_until=cover.kept_until(at, told.retain_days),
        origin=cover.origin,
    )
    disclosures.hold(tx, held, at=at)


def _note_refusal(tx: Transaction, one: Inquiry, objection: Objection, *, at: datetime) -> None:
    agreement = AgreementId(objection.agreement) if objection.clause else one.basis.agreement
    basis = Basis(agreement, 0, objection.clause, objection.reason)
    store.set_basis(tx, one.inquiry, basis)
    words = objection.words or objection.reason
    store.insert_step(tx, one.inquiry, Step(Stage.REFUSED, at, one.partner, basis.cited, words))
    said = RequestRefused(one.about.submission, one.inquiry, one.partner, objection.reason, basis.cited)
    ledger.record(tx, said, actor=NODE)
