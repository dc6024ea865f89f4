"""The result leaves at a fixed tick: one letter a reference, the first with everything else; late lines likewise."""

from dataclasses import replace
from datetime import datetime, timedelta

from openbitmap.instruments import Barred, Question
from openbitmap.node import agreements, connectors, disclosures, envelopes, identities, ledger
from openbitmap.node.agreements import Permit
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import Item, ItemKind, Parcel
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import InquiryAnswered, ProbeErased, RequestRefused
from openbitmap.node.inquiries import behind, persons, store, untold, untold_store
from openbitmap.node.inquiries.model import (
    NODE,
    Basis,
    Handling,
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
from openbitmap.node.inquiries.saying import answer_question, basis_of
from openbitmap.node.problems import Refused
from openbitmap.vocabulary import Coverage, EncounterId, EnvelopeId, FieldGroup, InquiryId, digest_of
from openbitmap.wire import Letter, LetterKind

SERVICE = timedelta(seconds=5)
"""From the arrival of a question to the tick at which its result leaves; a longer search waits for a multiple."""
AT_ONCE = 50
PATIENCE = timedelta(minutes=1)
"""After which a result that was not let out (the partner's evidence is behind, say) is tried again."""
LATER = timedelta(hours=1)
"""After which a late hit that cannot be told as the question stands is looked at again."""
NOT_TOLD = "not_told"
"""Why a repository that was searched says no result."""
TELLING = frozenset({Result.CANDIDATE, Result.INCONCLUSIVE})
HIT_FIELDS = frozenset({FieldGroup.REFERENCE, FieldGroup.HANDLING})


def tick(received_at: datetime, now: datetime) -> datetime:
    """When a result leaves: a whole second `SERVICE` after the arrival, or, for a search that took longer, after as
    many such spans as it took. What was found has no part in it."""
    spans = max(0, -(-(now - received_at) // SERVICE)) or 1
    return (received_at + spans * SERVICE + timedelta(microseconds=999_999)).replace(microsecond=0)


def release_due(tx: Transaction, equipment: Equipment, *, at: datetime) -> list[InquiryId]:
    """Let out what is due. What may not leave now, for a reason that can pass, is tried again later."""
    untold_store.forget_over(tx, at=at)
    due = store.due_for_release(tx, at=at, most=AT_ONCE)
    for inquiry in due:
        one = store.require(tx, inquiry)
        if disclosures.disputed_about(tx, inquiry, one.partner):  # asked by a stolen key, it seems: a person settles it
            store.set_release(tx, inquiry, at + PATIENCE)
            continue
        try:
            with tx.connection.transaction():
                _release(tx, one, equipment, at=at)
        except Refused:
            store.set_release(tx, inquiry, at + PATIENCE)
    return due


def refuse(tx: Transaction, one: Inquiry, basis: Basis, *, envelope: EnvelopeId, at: datetime) -> InquiryState:
    """Say no, with the clause or the lack of one; the probe is erased unread."""
    one = replace(one, state=InquiryState.REFUSED, basis=basis)
    if not store.insert_inquiry(tx, one):
        return one.state
    store.insert_step(tx, one.inquiry, Step(Stage.REFUSED, at, str(NODE), basis.cited, basis.reason))
    tell_refusal(tx, one, stage="search", at=at)
    envelopes.erase(tx, envelope, reason="probe refused", actor=NODE)
    return one.state


def tell_refusal(tx: Transaction, one: Inquiry, *, stage: str, at: datetime, words: str = "") -> None:
    """A letter that says which stage was refused, why and by which clause."""
    body: dict[str, object] = {
        "stage": stage, "reason": one.basis.reason, "clause": one.basis.clause, "words": words,
        "agreement": one.basis.agreement,
    }  # fmt: skip
    letter = Letter(one.partner, LetterKind.REFUSAL, body, correlation=one.inquiry)
    key = f"{one.inquiry}:{stage}:refused:{at.isoformat()}"
    envelopes.send(tx, letter, permit_clause=one.basis.cited, at=at, actor=NODE, key=key)
    said = RequestRefused(one.about.submission, one.inquiry, one.partner, one.basis.reason, one.basis.cited)
    ledger.record(tx, said, actor=NODE)


def line_body(line: Line) -> dict[str, object]:
    return {
        "name": line.name,
        "state": line.state.value,
        "result": line.result.value,
        "people": line.people,
        "as_of": line.as_of.isoformat() if line.as_of else None,
        "due_at": line.due_at.isoformat() if line.due_at else None,
        "reason": line.reason,
    }


def _release(tx: Transaction, one: Inquiry, equipment: Equipment, *, at: datetime) -> None:
    connectors.hold(tx, one.inquiry)  # before the ledger, as whoever finishes a consultation does
    question = answer_question(tx, one)
    granted = agreements.permit(tx, question, at=at, use=f"{one.inquiry}:answer", case=one.about.stated_case)
    store.set_release(tx, one.inquiry, None)
    if isinstance(granted, Barred):
        _close(tx, one, basis_of(granted), at=at)
        erase_probe(tx, one, equipment, at=at, whatever=True)
        return
    told = _told(tx, one, (question, granted), at=at)
    said = replace(one, outcome=_outcome(tx, one, told))
    owed = _worded(tx, said, store.lines_owed(tx, one.inquiry))
    first = one.state is InquiryState.ASKED
    if first or told or owed:
        _send(tx, said, told or [(Hit(one.inquiry, ""), granted)], owed=owed, at=at)
    store.note_told(tx, one.inquiry, at=at)
    if first or told:
        _note_answered(tx, said, granted, at=at)
    erase_probe(tx, one, equipment, at=at)
    if one.state not in untold.TOLD_FROM and untold.free(tx, one, granted, at=at):
        store.set_release(tx, one.inquiry, at + LATER)


def _send(
    tx: Transaction, one: Inquiry, told: list[tuple[Hit, Permit]], *, owed: list[Line], at: datetime
) -> None:  # fmt: skip
    key = f"{one.inquiry}:result" if one.state is InquiryState.ASKED else f"{one.inquiry}:late:{at.isoformat()}"
    for number, (hit, permit) in enumerate(told):
        body = _body(one, hit, permit, owed=owed if number == 0 else [])
        disclosures.disclose(tx, permit, _parcel(one, hit, body, key=f"{key}:{number}"), at=at, actor=NODE)


def _note_answered(tx: Transaction, one: Inquiry, granted: Permit, *, at: datetime) -> None:
    state = InquiryState.HIT if one.outcome.result is Result.CANDIDATE else InquiryState.NO_HIT
    store.move(tx, one.inquiry, state, was=one.state)
    store.set_outcome(tx, one.inquiry, one.outcome, at=one.times.answered_at or at)
    store.insert_step(tx, one.inquiry, Step(Stage.ANSWERED, at, str(NODE), granted.cited))
    ledger.record(tx, InquiryAnswered(one.inquiry, one.partner, granted.cited), actor=NODE)


def _told(
    tx: Transaction, one: Inquiry, asked: tuple[Question, Permit], *, at: datetime
) -> list[tuple[Hit, Permit]]:  # fmt: skip
    """Whom this letter tells of, each by the clause that covers its record: the first of all that were found, a late
    one of those alone whom protection held back and lets go now. Of whom nobody will be told, nothing is kept. Whether
    anybody is withheld by now is asked again each time."""
    question, leave = asked
    first = one.state is InquiryState.ASKED
    hits = store.hits_of(tx, one.inquiry)
    standing, guarded = persons.standing(tx, one, hits, at=at)
    late = untold.free(tx, one, leave, at=at) if one.state in untold.TOLD_FROM else []
    asks = [*standing, *late] if first or late else []
    found = persons.permits_for(tx, one, question, hits=asks, at=at)
    if len(standing) < len(hits) or len(found) < len(asks):
        store.set_withheld(tx, one.inquiry)
    told = [(hit, permit) for hit, permit in found if first or hit in late]
    if first:
        untold.keep(tx, guarded, leave, at=at)
        kept = {hit.reference for hit, _ in told}
        store.delete_hits(tx, [h.reference for h in hits if h.reference not in kept])
    untold.tell(tx, [hit for hit, _ in told if hit in late])
    return told


def _outcome(tx: Transaction, one: Inquiry, told: list[tuple[Hit, Permit]]) -> Outcome:
    """A hit as those say it who are told of; what was told before stands beside it."""
    found, first = one.outcome, one.state is InquiryState.ASKED
    if not told and not (first and found.result is Result.CANDIDATE):
        return found
    listed = bool(identities.listed_among(tx, [hit.encounter for hit, _ in told if hit.encounter]))
    grave = listed or (not first and found.handling is Handling.CALL_FIRST)
    handling = Handling.CALL_FIRST if grave else Handling.NONE
    result = Result.CANDIDATE if told else Result.NO_CANDIDATE
    return replace(found, result=result, handling=handling, late=not first)


def _worded(tx: Transaction, one: Inquiry, lines: list[Line]) -> list[Line]:
    """What the repositories behind us may be quoted with (docs/decisions/0046): their word on the person only beside a
    hit of ours, whom the guard has passed; where it withheld somebody, that they know nobody."""
    if one.outcome.result is not Result.CANDIDATE:
        return [replace(line, result=Result.NONE, reason=_untold(line)) for line in lines]
    if store.is_withheld(tx, one.inquiry):
        nobody = Result.NO_CANDIDATE
        return [replace(line, result=nobody, reason="") if line.result in TELLING else line for line in lines]
    return lines


def _untold(line: Line) -> str:
    return NOT_TOLD if line.state is Coverage.SEARCHED else line.reason


def _body(one: Inquiry, hit: Hit, permit: Permit, *, owed: list[Line]) -> dict[str, object]:
    """Hit or no hit, reference and handling: no score, no rank; a band only where the clause allows bands."""
    state = Coverage.SEARCHED if one.outcome.result is not Result.NONE else Coverage.POOR_QUALITY
    return {
        "state": state.value,
        "result": one.outcome.result.value,
        "reference": hit.reference,
        "handling": one.outcome.handling.value,
        "band": hit.band if permit.terms.bands else "",
        "people": one.outcome.people,
        "as_of": one.outcome.as_of.isoformat() if one.outcome.as_of else None,
        "fpir": one.outcome.fpir,
        "retain_days": permit.terms.retention_days,
        "repositories": [line_body(line) for line in owed],
    }


def _parcel(one: Inquiry, hit: Hit, body: dict[str, object], *, key: str) -> Parcel:
    kind = LetterKind.RESULT if one.state is InquiryState.ASKED else LetterKind.LATE_RESULT
    letter = Letter(one.partner, kind, body, correlation=one.inquiry)
    encounter, known_as = hit.encounter or EncounterId(""), hit.reference or one.inquiry
    digest = digest_of(repr(sorted(body.items())).encode())
    what, fields = (ItemKind.HIT, HIT_FIELDS) if hit.encounter else (ItemKind.RESULT, frozenset[FieldGroup]())
    item = Item(what, encounter, "", fields=fields, digest=digest, reference=known_as)
    return Parcel(letter, item, key)


def _close(tx: Transaction, one: Inquiry, basis: Basis, *, at: datetime) -> None:
    """What was in force when the question came has ended since: nothing is said but that."""
    store.set_basis(tx, one.inquiry, basis)
    if store.move(tx, one.inquiry, InquiryState.REFUSED, was=InquiryState.ASKED):
        store.insert_step(tx, one.inquiry, Step(Stage.REFUSED, at, str(NODE), basis.cited, basis.reason))
        tell_refusal(tx, replace(one, basis=basis), stage="search", at=at)


def erase_probe(tx: Transaction, one: Inquiry, equipment: Equipment, *, at: datetime, whatever: bool = False) -> bool:
    """Once nobody compares with it any more, or `whatever` still waits: the probe is gone, and its giver has our word
    for it."""
    envelope, probe = store.probe_of(tx, one.inquiry)
    pending = any(line.state is Coverage.PENDING for line in store.lines_of(tx, one.inquiry))
    if not envelope or (pending and not whatever):
        return False
    envelopes.erase(tx, EnvelopeId(envelope), reason="probe searched", actor=NODE)
    connectors.forget(tx, equipment.vault, one.inquiry, reason="probe searched")
    store.set_probe(tx, one.inquiry, envelope="", probe=probe)
    store.insert_step(tx, one.inquiry, Step(Stage.ERASED, at, str(NODE)))
    letter = Letter(one.partner, LetterKind.ERASED, {"digest": probe}, correlation=one.inquiry)
    key = f"{one.inquiry}:erased"
    envelopes.send(tx, letter, permit_clause=one.basis.cited, at=at, actor=NODE, key=key)
    ledger.record(tx, ProbeErased("", one.inquiry, one.partner, probe), actor=NODE)
    return True


def forward(tx: Transaction, inquiry: str, repository: str, *, at: datetime) -> bool:
    """A repository behind us answered a partner's question: its line leaves at a tick of its own, once the result has
    left; before, it leaves with it."""
    one = store.locked(tx, InquiryId(inquiry)) if inquiry.startswith("inq-") else None
    if one is None or one.side is not Side.ANSWERER:
        return False
    said = next((line for line in behind.lines_of(tx, inquiry) if line.name == repository), None)
    if said is None or said in store.lines_of(tx, one.inquiry):
        return False
    store.set_line(tx, one.inquiry, said)
    if one.state is not InquiryState.ASKED:
        store.set_release(tx, one.inquiry, tick(at, at))
    return True
