"""The asker's first stage: one question per partner with a permit, one line of coverage for every one without.

Asking a partner is a transaction of its own, so that one partner's lock or trouble never holds up another's question.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from openbitmap.instruments import Barred, BarredReason, Granted, Question
from openbitmap.node import agreements, disclosures, intake, ledger, partners, protection, search
from openbitmap.node.agreements import Permit
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.disclosures import Item, ItemKind, Parcel
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import InquiryAsked, InquiryBarred, InquiryPlanned, RepositoryLate
from openbitmap.node.inquiries import behind, store
from openbitmap.node.inquiries.model import NODE, About, Basis, Inquiry, InquiryState, Side, Stage, Step, Times
from openbitmap.node.inquiries.probe import LARGEST_UNION, Probe, probe_of
from openbitmap.node.inquiries.saying import basis_of, case_given, category_of, encounter_code, occasion_of
from openbitmap.node.problems import Refused
from openbitmap.node.search import Search
from openbitmap.vocabulary import (
    EncounterId,
    ExchangeAct,
    FieldGroup,
    InquiryId,
    Modality,
    PartnerId,
    SearchId,
    ServiceClass,
    SubmissionId,
)
from openbitmap.wire import Letter, LetterKind

AWAITED: dict[ServiceClass, timedelta] = {
    ServiceClass.RAPID: timedelta(minutes=5),
    ServiceClass.URGENT: timedelta(minutes=30),
}
"""How long a partner's answer is awaited before it is said to be late; otherwise as long as the clause says."""
NOT_ASKED = BarredReason.NOT_PROVIDED.value
"""Why nothing is asked about somebody whom protection keeps from this partner: in the words for everybody of whom no
clause speaks. The true cause stands in protection's review alone."""

STOPPED = "partner_stopped"


def ask_abroad(tx: Transaction, search_id: SearchId, equipment: Equipment, *, at: datetime) -> list[InquiryId]:
    """After an own search: who is to be asked, each partner as one row and one fact; and this node's own repositories,
    under the submission. Done twice it is done once."""
    done = search.search_named(tx, search_id)
    if done is None or done.submission is None:
        return []
    behind.consult_own(tx, done, equipment, at=at)
    planned = [_planned(tx, done, done.submission, partner=p, at=at) for p in partners_to_ask(tx)]
    made = [one for one in planned if store.insert_inquiry(tx, one)]
    for one in made:
        ledger.record(tx, InquiryPlanned(done.submission, one.inquiry, one.partner), actor=NODE)
    return [one.inquiry for one in made]


def partners_to_ask(tx: Transaction) -> list[PartnerId]:
    """Also whose keys are all revoked: an answer says of every partner that it was asked, or why not."""
    return sorted(p.partner for p in partners.all_partners(tx))


def ask(tx: Transaction, inquiry: InquiryId, equipment: Equipment, *, at: datetime) -> InquiryState | None:
    """Ask one partner, or say which clause bars it; None where that was done."""
    planned = store.locked(tx, inquiry)
    if planned is None or planned.state is not InquiryState.PLANNED:
        return None
    if planned.partner not in {p.partner for p in partners.active_partners(tx)}:
        return _bar(tx, planned, Basis(reason=STOPPED), at=at)
    probe = probe_of(tx, equipment, planned.about.encounter)
    if not probe.is_usable:
        return _bar(tx, planned, Basis(reason="no_usable_print"), at=at)
    asked_about = [planned.about.encounter]
    question = question_about(tx, planned.about, planned.partner, fields=probe.fields)
    case = planned.about.stated_case
    if protection.guard(tx, asked_about, partner=planned.partner, act=ExchangeAct.SEARCH, at=at).dropped:
        return _bar(tx, planned, basis_kept(agreements.foresee(tx, question, at=at, case=case)), at=at)
    granted = agreements.permit(tx, question, at=at, use=f"{inquiry}:search", case=case)
    if isinstance(granted, Barred):
        return _bar(tx, planned, basis_of(granted), at=at)
    try:
        with tx.connection.transaction():  # a refusal undoes the sending, and nothing before it
            return _send(tx, planned, (granted, probe), equipment=equipment, at=at)
    except Refused as refused:
        reason = refused.problem.code.replace("-", "_")
        return _bar(tx, planned, Basis(granted.agreement, granted.version, granted.clause, reason), at=at)


def ask_released(tx: Transaction, partner: PartnerId, encounters: Sequence[EncounterId]) -> list[InquiryId]:
    """Protection let go whom it had kept from this partner: what was not asked is planned anew."""
    found = store.inquiries_named(tx, store.not_asked(tx, partner, encounters, reason=NOT_ASKED))
    for one in found:
        store.move(tx, one.inquiry, InquiryState.PLANNED, was=InquiryState.BARRED)
        store.set_basis(tx, one.inquiry, Basis())
    for one in found:
        ledger.record(tx, InquiryPlanned(one.about.submission, one.inquiry, one.partner), actor=NODE)
    return [one.inquiry for one in found]


def expire(tx: Transaction, *, at: datetime) -> list[InquiryId]:
    """Questions whose clock ran out: they say so from now on; an answer is still taken."""
    late = store.overdue(tx, at=at)
    for inquiry in late:
        store.move(tx, inquiry, InquiryState.TIMED_OUT, was=InquiryState.ASKED)
        store.insert_step(tx, inquiry, Step(Stage.LATE, at, str(NODE)))
    for one in store.inquiries_named(tx, late):
        ledger.record(tx, RepositoryLate(one.about.submission, one.inquiry, one.partner), actor=NODE)
    return late


def basis_kept(foreseen: Granted | Barred) -> Basis:
    """What is said of a question that protection keeps back: what bars it for anybody, or else that no clause provides
    it."""
    return basis_of(foreseen) if isinstance(foreseen, Barred) else Basis(foreseen.agreement, reason=NOT_ASKED)


def question_about(
    tx: Transaction, about: About, partner: PartnerId, *, fields: frozenset[FieldGroup] = frozenset()
) -> Question:
    """The question before a probe leaves."""
    return Question(
        ExchangeAct.SEARCH,
        giver=partners.me(tx),
        taker=partner,
        purpose=about.purpose,
        category=about.category,
        modalities=frozenset({Modality.FINGER}),
        fields=fields,
    )


def about_of(tx: Transaction, done: Search, submission: SubmissionId, *, partner: PartnerId) -> About:
    """Whom a question to this partner would be about."""
    occasion = occasion_of(tx, submission)
    return About(
        occasion.purpose,
        category_of(tx, done.encounter, partner, otherwise=occasion.category),
        submission=submission,
        search=done.search,
        encounter=done.encounter,
        stated_case=case_given(tx, done.encounter),
        stated_encounter=encounter_code(done.encounter),
    )


def awaited(tx: Transaction, submission: SubmissionId, answer_hours: int) -> timedelta:
    """How long an answer to a question from this submission is waited for."""
    header = intake.header_of(tx, submission)
    service = header.priority.service_class if header else ServiceClass.ROUTINE
    longest = timedelta(hours=answer_hours)
    return min(AWAITED.get(service, longest), longest)


def _planned(tx: Transaction, done: Search, submission: SubmissionId, *, partner: PartnerId, at: datetime) -> Inquiry:
    return Inquiry(
        InquiryId(new_id("inq")),
        Side.ASKER,
        partner,
        InquiryState.PLANNED,
        about_of(tx, done, submission, partner=partner),
        basis=Basis(),
        times=Times(at, due_at=at + AWAITED[ServiceClass.RAPID]),
    )


def _send(
    tx: Transaction, planned: Inquiry, sent: tuple[Permit, Probe], *, equipment: Equipment, at: datetime
) -> InquiryState:
    granted, probe = sent
    submission, inquiry = planned.filed_under
    store.set_due(tx, inquiry, at + awaited(tx, submission, granted.terms.answer_hours))
    store.set_basis(tx, inquiry, basis_of(granted))
    store.move(tx, inquiry, InquiryState.ASKED, was=InquiryState.PLANNED)
    store.insert_step(tx, inquiry, Step(Stage.ASKED, at, str(NODE), granted.cited))
    letter = Letter(
        planned.partner,
        LetterKind.SEARCH,
        _body(tx, planned, granted, equipment=equipment, at=at),
        attachments=probe.attachments(),
        correlation=inquiry,
        expires_at=granted.terms.expires_at,
    )
    store.set_probe(tx, inquiry, envelope="", probe=probe.digest)
    item = Item(
        ItemKind.PROBE, planned.about.encounter, "", fields=probe.fields, digest=probe.digest, reference=inquiry
    )
    disclosures.disclose(tx, granted, Parcel(letter, item, f"{inquiry}:search"), at=at, actor=NODE)
    ledger.record(tx, InquiryAsked(submission, inquiry, planned.partner, granted.cited), actor=NODE)
    return InquiryState.ASKED


def _body(
    tx: Transaction, planned: Inquiry, granted: Permit, *, equipment: Equipment, at: datetime
) -> dict[str, object]:
    """No name and no number of ours: why, about whom, and how rare chance must be over all galleries together."""
    about = planned.about
    done = search.search_named(tx, about.search) if about.search else search.search_of(tx, about.submission)
    own = done.held.people if done else 0
    return {
        "purpose": planned.about.purpose.value,
        "category": planned.about.category.value,
        "kind": granted.question.kind.value,
        "case": planned.about.stated_case,
        "encounter": planned.about.stated_encounter,
        "fpir": equipment.settings.fpir,
        "others": min(own + search.people_abroad(tx, at=at, but=planned.partner), LARGEST_UNION),
    }


def _bar(tx: Transaction, planned: Inquiry, basis: Basis, *, at: datetime) -> InquiryState:
    """Nothing is sent, and the line of coverage says why."""
    submission, inquiry = planned.filed_under
    store.set_basis(tx, inquiry, basis)
    store.move(tx, inquiry, InquiryState.BARRED, was=InquiryState.PLANNED)
    store.insert_step(tx, inquiry, Step(Stage.BARRED, at, str(NODE), basis.cited, basis.reason))
    ledger.record(tx, InquiryBarred(submission, inquiry, planned.partner, basis.reason, basis.cited), actor=NODE)
    return InquiryState.BARRED
