"""The two human gates: what may be asked of a partner, and what may be let out to one, each with its own permit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from openbitmap.instruments import Barred, Question
from openbitmap.node import agreements, disclosures, ledger, partners, protection
from openbitmap.node.access import Act, Principal
from openbitmap.node.agreements import Permit
from openbitmap.node.database import Transaction
from openbitmap.node.events import RequestRefused
from openbitmap.node.inquiries import persons, store
from openbitmap.node.inquiries.model import (
    LONGEST_REASON,
    NODE,
    Basis,
    Hit,
    Inquiry,
    InquiryState,
    Side,
    Stage,
    Step,
)
from openbitmap.node.inquiries.releasing import tell_refusal
from openbitmap.node.inquiries.saying import basis_of, category_of
from openbitmap.node.inquiries.transitions import next_state
from openbitmap.node.problems import INQUIRY_MOVED, NEEDS_GROUNDS, NO_SUCH_THING, NOT_ATTRIBUTED_YET, Refused
from openbitmap.vocabulary import Actor, ExchangeAct, GalleryKind, InquiryId, Modality, PartnerId

REFUSED_AFTER = {
    InquiryState.ASKED: InquiryState.REFUSED,
    InquiryState.TIMED_OUT: InquiryState.REFUSED,
    InquiryState.HIT: InquiryState.REFERENCE_REFUSED,
    InquiryState.REFERENCE_ASKED: InquiryState.REFERENCE_REFUSED,
    InquiryState.REFERENCE_REFUSED: InquiryState.REFERENCE_REFUSED,
    InquiryState.ATTRIBUTED: InquiryState.DATA_REFUSED,
    InquiryState.DATA_ASKED: InquiryState.DATA_REFUSED,
    InquiryState.DATA_REFUSED: InquiryState.DATA_REFUSED,
}
"""Where a question stands after our own clause said no to its next stage, or to taking in what that stage brought."""
ANSWERED = frozenset({InquiryState.NO_HIT, InquiryState.HIT})
"""Where the answer says so if something more came and was kept out."""
ONCE_ATTRIBUTED = frozenset(
    {InquiryState.ATTRIBUTED, InquiryState.DATA_ASKED, InquiryState.DATA_REFUSED, InquiryState.DATA_HELD}
    | {InquiryState.UNDONE}
)
"""Two examiners said that it is the same person, or had said so."""
STAGE_OF = {ExchangeAct.REFERENCE: "reference", ExchangeAct.DATA: "data"}


@dataclass(frozen=True)
class Refusal:
    """Which stage is refused, by whom, in which words ("" where the clause says it all)."""

    stage: str
    by: Actor
    words: str = ""


def held_for(tx: Transaction, inquiry: InquiryId, stage: Stage, *, by: Principal, side: Side) -> Inquiry:
    """The question, if this person may do this to it now. Raises Refused."""
    by.require(Act.ASK_ABROAD if side is Side.ASKER else Act.RELEASE_ABROAD)
    one = store.require(tx, inquiry)
    if one.side is not side:
        raise Refused(NO_SUCH_THING, kind="inquiry", name=inquiry)
    if next_state(one.state, stage) is None:
        too_early = stage is Stage.DATA_ASKED and one.state not in ONCE_ATTRIBUTED
        raise Refused(NOT_ATTRIBUTED_YET if too_early else INQUIRY_MOVED, inquiry=inquiry, state=one.state.value)
    if stage is not Stage.REFUSED:
        disclosures.require_undisputed(tx, inquiry, one.partner)
    return one


def require_words(words: str) -> str:
    """Raises Refused(NEEDS_GROUNDS)."""
    if not words.strip() or "\x00" in words or len(words) > LONGEST_REASON:
        raise Refused(NEEDS_GROUNDS)
    return words.strip()


@dataclass(frozen=True)
class Prospect:
    """What our own copy of the instrument says of a next request: the galleries whose records a partner may give from,
    under which clause; no gallery, and why, where it would be barred here."""

    galleries: tuple[GalleryKind, ...]
    basis: Basis


def prospect_of(tx: Transaction, one: Inquiry, act: ExchangeAct, *, at: datetime) -> Prospect:
    """Before anybody asks; spends and records nothing. In which gallery the record stands is the partner's to know."""
    question = question_for(one, act, mine=partners.me(tx), theirs=False)
    asked = {kind: replace(question, gallery=kind) for kind in GalleryKind if kind.is_searched}
    decided = {k: agreements.foresee(tx, about, at=at, case=one.about.stated_case) for k, about in asked.items()}
    free = {k: said for k, said in decided.items() if not isinstance(said, Barred)}
    if free:
        first = next(iter(free.values()))
        return Prospect(tuple(free), Basis(first.agreement, first.version, first.clause))
    (barred,) = [said for k, said in decided.items() if k is GalleryKind.ENCOUNTER and isinstance(said, Barred)]
    return Prospect((), basis_of(barred))


def permit_to_ask(tx: Transaction, one: Inquiry, act: ExchangeAct, *, at: datetime) -> Permit | Barred:
    """Before a partner is asked for more: some clause must let it give this to us. In which gallery its record stands
    is the partner's to know, so any that is named will do."""
    question = question_for(one, act, mine=partners.me(tx), theirs=False)
    kinds = [kind for kind in GalleryKind if kind.is_searched]
    use = f"{one.inquiry}:{STAGE_OF[act]}:asked"
    for kind in kinds:
        about = replace(question, gallery=kind)
        if not isinstance(agreements.foresee(tx, about, at=at, case=one.about.stated_case), Barred):
            return agreements.permit(tx, about, at=at, use=use, case=one.about.stated_case)
    about = replace(question, gallery=GalleryKind.ENCOUNTER)
    return agreements.permit(tx, about, at=at, use=use, case=one.about.stated_case)


def record_question(tx: Transaction, one: Inquiry, hit: Hit, *, act: ExchangeAct) -> Question:
    """Before something of a record of ours is let out."""
    question = question_for(one, act, mine=partners.me(tx), theirs=True)
    if hit.encounter is None:
        return question
    gallery = persons.galleries_of(tx, [hit.encounter]).get(hit.encounter)
    category = category_of(tx, hit.encounter, one.partner, otherwise=one.about.category)
    return replace(question, gallery=gallery, category=category)


def question_for(one: Inquiry, act: ExchangeAct, *, mine: str, theirs: bool) -> Question:
    giver, taker = (mine, one.partner) if theirs else (one.partner, mine)
    return Question(
        act,
        giver=PartnerId(giver),
        taker=PartnerId(taker),
        purpose=one.about.purpose,
        category=one.about.category,
        modalities=frozenset({Modality.FINGER}),
    )


def passes_guard(tx: Transaction, one: Inquiry, hits: Sequence[Hit], *, act: ExchangeAct, at: datetime) -> bool:
    """Whether protection lets all of these records go, each under its own clause. What it holds back waits for a person
    from now on, whoever else must let it out: ask when a request comes."""
    passed = True
    for hit in hits:
        question, record = record_question(tx, one, hit, act=act), hit.encounter
        leave = agreements.foresee(tx, question, at=at, case=one.about.stated_case)
        if record is None:
            continue
        if isinstance(leave, Barred):
            found = protection.guard(tx, [record], partner=one.partner, act=act, at=at)
        else:
            found = protection.guard_under(tx, [record], leave, at=at)
        passed = passed and not found.dropped
    return passed


def require_free(tx: Transaction, one: Inquiry, hit: Hit, *, act: ExchangeAct, at: datetime) -> None:
    """Before a release by itself is tried; the release asks again, under its permit. Raises Refused(NOT_RELEASED); what
    no clause gives is refused by that, and not here."""
    leave = agreements.foresee(tx, record_question(tx, one, hit, act=act), at=at, case=one.about.stated_case)
    if hit.encounter and not isinstance(leave, Barred):
        protection.require_release(tx, hit.encounter, leave, at=at)


def advance(tx: Transaction, one: Inquiry, step: Step, *, basis: Basis) -> None:
    """The stage that follows from the state, as the table has it. Raises Refused(INQUIRY_MOVED)."""
    state = next_state(one.state, step.stage)
    if state is None or not store.move(tx, one.inquiry, state, was=one.state):
        raise Refused(INQUIRY_MOVED, inquiry=one.inquiry, state=one.state.value)
    store.set_basis(tx, one.inquiry, basis)
    store.insert_step(tx, one.inquiry, step)


def note(tx: Transaction, one: Inquiry, step: Step) -> None:
    """An entry of the story that moves nothing."""
    store.insert_step(tx, one.inquiry, step)


def bar(tx: Transaction, one: Inquiry, barred: Barred | Basis, *, by: Actor, at: datetime) -> Inquiry:
    """Our own clause says no before anything is sent; it stands on record like a refusal."""
    basis = basis_of(barred) if isinstance(barred, Barred) else barred
    store.move(tx, one.inquiry, REFUSED_AFTER[one.state], was=one.state)
    store.set_basis(tx, one.inquiry, basis)
    store.insert_step(tx, one.inquiry, Step(Stage.REFUSED, at, str(by), basis.cited, basis.reason))
    said = RequestRefused(one.about.submission, one.inquiry, one.partner, basis.reason, basis.cited)
    ledger.record(tx, said, actor=by)
    return store.require(tx, one.inquiry)


def keep_out(tx: Transaction, one: Inquiry, barred: Barred, *, at: datetime) -> None:
    """What came after our own clause said no, on a question that was answered before: the answer stands as it was, and
    says that more came and was kept out, by which clause."""
    basis = basis_of(barred)
    if one.state in ANSWERED:
        store.set_basis(tx, one.inquiry, basis)
    store.insert_step(tx, one.inquiry, Step(Stage.KEPT_OUT, at, one.partner, basis.cited, basis.reason))
    said = RequestRefused(one.about.submission, one.inquiry, one.partner, basis.reason, basis.cited)
    ledger.record(tx, said, actor=NODE)


def keep_back(tx: Transaction, one: Inquiry, basis: Basis, *, at: datetime) -> None:
    """What the partner is not told now, though it asked to know: by which clause, or for want of one."""
    store.set_basis(tx, one.inquiry, basis)
    store.insert_step(tx, one.inquiry, Step(Stage.NOT_TOLD, at, str(NODE), basis.cited, basis.reason))
    said = RequestRefused(one.about.submission, one.inquiry, one.partner, basis.reason, basis.cited)
    ledger.record(tx, said, actor=NODE)


def deny(tx: Transaction, one: Inquiry, basis: Basis, *, stage: str, at: datetime) -> None:
    """What was asked does not follow from where the question stands: the partner is told, and nothing moves."""
    tell_refusal(tx, replace(one, basis=basis), stage=stage, at=at)


def refuse(tx: Transaction, one: Inquiry, basis: Basis, *, said: Refusal, at: datetime) -> None:
    """We say no to a request: by a clause, or an officer by its own reason."""
    step = Step(Stage.REFUSED, at, str(said.by), basis.cited, said.words or basis.reason)
    advance(tx, one, step, basis=basis)
    tell_refusal(tx, replace(one, basis=basis), stage=said.stage, at=at, words=said.words)
