"""The second stage: reference images, asked for by a person, let out by a person where the clause says so, compared by
two blind examiners as any case.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from openbitmap.instruments import Barred, Gate
from openbitmap.node import agreements, cases, disclosures, envelopes, identities, ledger, protection
from openbitmap.node.access import Principal
from openbitmap.node.agreements import Permit
from openbitmap.node.cases import CaseKind, OpenPlan
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import Held, Item, ItemKind, Parcel
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import ReferenceAsked, ReferenceReleased, ReferenceTaken
from openbitmap.node.identities import Reference
from openbitmap.node.inquiries import gates, store
from openbitmap.node.inquiries.model import NODE, Basis, Hit, Inquiry, InquiryState, Side, Stage, Step
from openbitmap.node.inquiries.origins import UNASKED, Cover, basis_for, cover_of, turn_away
from openbitmap.node.inquiries.probe import PRINTS, Probe, probe_in, probe_of
from openbitmap.node.inquiries.reading import LONGEST_WORDS, number, term, text
from openbitmap.node.inquiries.saying import basis_of
from openbitmap.node.inquiries.taking import letter_about
from openbitmap.node.problems import Refused
from openbitmap.vocabulary import Digest, EncounterId, EnvelopeId, ExchangeAct, FieldGroup, InquiryId
from openbitmap.wire import Letter, LetterKind

ASKED_FROM = frozenset({InquiryState.HIT, InquiryState.REFERENCE_REFUSED})


def ask_reference(tx: Transaction, inquiry: InquiryId, reason: str, *, by: Principal, at: datetime) -> Inquiry:
    """Ask the answering nation for images to compare with. Where no clause lets it give them, nothing is sent and the
    question says which clause bars it. Raises Refused."""
    words = gates.require_words(reason)
    one = gates.held_for(tx, inquiry, Stage.REFERENCE_ASKED, by=by, side=Side.ASKER)
    granted = gates.permit_to_ask(tx, one, ExchangeAct.REFERENCE, at=at)
    if isinstance(granted, Barred):
        return gates.bar(tx, one, granted, by=by.actor, at=at)
    gates.advance(
        tx, one, Step(Stage.REFERENCE_ASKED, at, str(by.actor), granted.cited, words), basis=basis_of(granted)
    )
    letter = Letter(one.partner, LetterKind.REFERENCE_REQUEST, {"reason": words}, correlation=inquiry)
    key = f"{inquiry}:reference:{at.isoformat()}"
    envelopes.send(tx, letter, permit_clause=granted.cited, at=at, actor=by.actor, key=key)
    ledger.record(tx, ReferenceAsked(one.about.submission, inquiry, one.partner), actor=by.actor)
    return store.require(tx, inquiry)


def take_reference_request(tx: Transaction, equipment: Equipment, envelope: EnvelopeId, *, at: datetime) -> None:
    """A partner wants to compare: barred by a clause, let out at once, or waiting for our officer, as the clause
    says."""
    found = letter_about(tx, equipment, envelope, side=Side.ANSWERER)
    if found is None:
        return
    one, letter = found
    hits = [h for h in store.hits_of(tx, one.inquiry) if h.encounter and not h.gone]
    if one.state not in ASKED_FROM or not hits:
        gates.deny(tx, one, Basis(reason="no_such_reference"), stage="reference", at=at)
        return
    basis = basis_for(tx, one, ExchangeAct.REFERENCE, at=at, came=envelope)
    step = Step(Stage.REFERENCE_ASKED, at, one.partner, basis.cited, text(letter.body, "reason")[:LONGEST_WORDS])
    gates.advance(tx, one, step, basis=basis)
    ledger.record(tx, ReferenceAsked("", one.inquiry, one.partner), actor=NODE)
    one = replace(one, state=InquiryState.REFERENCE_ASKED)
    free = gates.passes_guard(tx, one, hits, act=ExchangeAct.REFERENCE, at=at)
    if free and not _waits(tx, one, hits, at=at):
        _release_by_itself(tx, one, equipment, at=at)


def release_waiting(tx: Transaction, equipment: Equipment, inquiry: InquiryId, *, at: datetime) -> None:
    """Protection let go what it held back: images go out at once where the clause says so; where it wants our officer,
    the officer's release is no longer refused."""
    one = store.locked(tx, inquiry)
    if one is None or one.state is not InquiryState.REFERENCE_ASKED:
        return
    hits = [h for h in store.hits_of(tx, inquiry) if h.encounter and not h.gone]
    if _waits(tx, one, hits, at=at):
        return
    with suppress(Refused):
        for hit in hits:
            gates.require_free(tx, one, hit, act=ExchangeAct.REFERENCE, at=at)
        _release_by_itself(tx, one, equipment, at=at)


def release_reference(
    tx: Transaction, equipment: Equipment, inquiry: InquiryId, *, by: Principal, at: datetime
) -> Inquiry:
    """The officer's gate: let the images out, by the clause in force at this moment; where it ended meanwhile the
    partner is told so. Raises Refused."""
    one = gates.held_for(tx, inquiry, Stage.REFERENCE_RELEASED, by=by, side=Side.ANSWERER)
    _release(tx, one, equipment, by=by, at=at)
    return store.require(tx, inquiry)


def take_reference(tx: Transaction, equipment: Equipment, envelope: EnvelopeId, *, at: datetime) -> EncounterId | None:
    """Keep images as a reference encounter; when all have come, a case opens whose candidates they are, blind to its
    origin like any other. What was not asked for, or called back before, is erased as it comes."""
    found = letter_about(tx, equipment, envelope, side=Side.ASKER)
    if found is None or not _is_awaited(tx, *found):
        envelopes.erase(tx, envelope, reason=UNASKED, actor=NODE)
        return None
    one, letter = found
    reference = text(letter.body, "reference")
    cover = cover_of(tx, one, ExchangeAct.REFERENCE, at=at, came=envelope)
    if isinstance(cover, Barred):
        turn_away(tx, one, cover, envelope=envelope, at=at)
        return None
    if not probe_in(letter).fields <= cover.fields:
        envelopes.erase(tx, envelope, reason="no clause lets it in", actor=NODE)
        return None
    encounter = _keep(tx, one, (envelope, letter, cover), equipment=equipment, at=at)
    if encounter is None:
        gates.note(tx, one, Step(Stage.REFERENCE_TAKEN, at, one.partner, cover.cited, "no print can be compared"))
        return None
    store.set_hit_encounter(tx, reference, encounter)
    hits = store.hits_of(tx, one.inquiry)
    if sum(bool(h.encounter) for h in hits) >= min(number(letter.body, "of") or 1, len(hits)):
        _open_case(tx, one, (hits, cover), equipment=equipment, at=at)
    return encounter


def _is_awaited(tx: Transaction, one: Inquiry, letter: Letter) -> bool:
    reference = text(letter.body, "reference")
    if one.state is not InquiryState.REFERENCE_ASKED or disclosures.tombstoned(tx, one.partner, reference):
        return False
    return any(h.reference == reference and not h.encounter and not h.gone for h in store.hits_of(tx, one.inquiry))


def _release_by_itself(tx: Transaction, one: Inquiry, equipment: Equipment, *, at: datetime) -> None:
    """Where something stands against it that no clause says (evidence behind, frozen, withdrawn), our officer decides:
    the request waits as any that a clause keeps for one."""
    try:
        with tx.connection.transaction():
            _release(tx, one, equipment, by=None, at=at)
    except Refused as refused:
        gates.note(tx, one, Step(Stage.LATE, at, str(NODE), words=refused.problem.code.replace("-", "_")))


def _waits(tx: Transaction, one: Inquiry, hits: list[Hit], *, at: datetime) -> bool:
    """Whether a clause that gives one of them wants our officer's word, or the request itself is disputed."""
    questions = [gates.record_question(tx, one, hit, act=ExchangeAct.REFERENCE) for hit in hits]
    foreseen = [agreements.foresee(tx, q, at=at, case=one.about.stated_case) for q in questions]
    gated = any(not isinstance(f, Barred) and f.terms.gate is Gate.OFFICER for f in foreseen)
    return gated or disclosures.disputed_about(tx, one.inquiry, one.partner)


def _release(tx: Transaction, one: Inquiry, equipment: Equipment, *, by: Principal | None, at: datetime) -> None:
    actor = by.actor if by else NODE
    hits = [h for h in store.hits_of(tx, one.inquiry) if h.encounter and not h.gone]
    granted: list[tuple[Hit, Permit, Probe]] = []
    barred: Barred | None = None
    for hit in hits:
        question = gates.record_question(tx, one, hit, act=ExchangeAct.REFERENCE)
        use = f"{one.inquiry}:reference:{hit.reference}"
        permit = agreements.permit(tx, question, at=at, use=use, case=one.about.stated_case)
        if isinstance(permit, Barred):
            barred = permit
        elif probe := _given(tx, equipment, hit, permit=permit, at=at):
            granted.append((hit, permit, probe))
    if not granted:
        basis = basis_of(barred) if barred else Basis(reason="no_image")
        gates.refuse(tx, one, basis, said=gates.Refusal("reference", actor), at=at)
        return
    for hit, permit, probe in granted:
        _give(tx, one, (hit, permit, probe, len(granted)), by=by, at=at)
    clause = granted[0][1].cited
    gates.advance(tx, one, Step(Stage.REFERENCE_RELEASED, at, str(actor), clause), basis=basis_of(granted[0][1]))
    ledger.record(tx, ReferenceReleased(one.inquiry, one.partner, clause), actor=actor)


def _given(tx: Transaction, equipment: Equipment, hit: Hit, *, permit: Permit, at: datetime) -> Probe | None:
    """Images; templates only where the clause names them. Raises Refused(NOT_RELEASED) where protection holds the
    person back under this permit."""
    if hit.encounter is None:
        return None
    protection.require_release(tx, hit.encounter, permit, at=at)
    probe = probe_of(tx, equipment, hit.encounter)
    return probe if probe.is_usable and probe.fields <= permit.fields else None


def _give(
    tx: Transaction, one: Inquiry, given: tuple[Hit, Permit, Probe, int], *, by: Principal | None, at: datetime
) -> None:
    hit, permit, probe, of = given
    body: dict[str, object] = {
        "reference": hit.reference, "of": of, "retain_days": permit.terms.retention_days,
        "clause": permit.cited,
    }  # fmt: skip
    letter = Letter(one.partner, LetterKind.REFERENCE, body, probe.attachments(), one.inquiry)
    fields = frozenset({FieldGroup.REFERENCE_IMAGES}) if probe.prints else probe.fields
    item = Item(
        ItemKind.REFERENCE,
        hit.encounter or EncounterId(""),
        "",
        fields=fields,
        digest=probe.digest,
        reference=hit.reference,
    )
    parcel = Parcel(letter, item, f"{one.inquiry}:reference:{hit.reference}")
    disclosures.disclose(tx, permit, parcel, at=at, actor=by.actor if by else NODE)


def _keep(
    tx: Transaction, one: Inquiry, came: tuple[EnvelopeId, Letter, Cover], *, equipment: Equipment, at: datetime
) -> EncounterId | None:
    envelope, letter, cover = came
    probe, reference = probe_in(letter), text(letter.body, "reference")
    objects: tuple[Digest, ...] = ()
    if probe.prints:
        owner = disclosures.vault_owner(one.partner, reference)
        objects = (equipment.vault.put(tx, letter.attachments[PRINTS], owner=owner),)
    given = Reference(one.partner, next(iter(objects), None), probe.templates)
    encounter = identities.enrol_reference(tx, given, equipment, at=at, actor=NODE)
    held = Held(
        one.partner,
        reference,
        ItemKind.REFERENCE,
        envelope,
        clause=cover.cited,
        digest=probe.digest,
        retain_until=cover.kept_until(at, term(letter.body).days),
        encounter=encounter or "",
        objects=objects,
        origin=cover.origin,
    )
    disclosures.hold(tx, held, at=at)
    return encounter


def _open_case(
    tx: Transaction, one: Inquiry, came: tuple[list[Hit], Cover], *, equipment: Equipment, at: datetime
) -> None:  # fmt: skip
    hits, cover = came
    within = timedelta(minutes=equipment.settings.desk.case_minutes)
    clock = cases.clock_for(tx, one.about.submission, within=within)
    held = tuple(h.encounter for h in hits if h.encounter and not h.gone)
    plan = OpenPlan(CaseKind.ABROAD, one.about.encounter, held, opened_at=at, clock=clock)
    case = cases.open_case(tx, plan)
    store.set_case(tx, one.inquiry, case)
    gates.advance(tx, one, Step(Stage.REFERENCE_TAKEN, at, one.partner, cover.cited), basis=cover.basis)
    ledger.record(tx, ReferenceTaken(one.about.submission, one.inquiry, one.partner, case), actor=NODE)
