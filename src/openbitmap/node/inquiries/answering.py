"""The answerer's first stage: a partner's probe against the galleries a clause names, in memory.

Guards two invariants: nothing of the probe is written, and what was found is known to nobody until the tick at which
the result leaves (`releasing`), which does not depend on it.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from openbitmap.biometrics import finger
from openbitmap.images import ImageRefused
from openbitmap.instruments import Barred, Question
from openbitmap.node import agreements, envelopes, identities, ledger, search
from openbitmap.node.agreements import Permit
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import InquiryReceived
from openbitmap.node.inquiries import behind, persons, releasing, store, untold
from openbitmap.node.inquiries.model import (
    NODE,
    About,
    Basis,
    Handling,
    Hit,
    Inquiry,
    InquiryState,
    Outcome,
    Result,
    Side,
    Stage,
    Step,
    Times,
)
from openbitmap.node.inquiries.origins import basis_for
from openbitmap.node.inquiries.probe import LARGEST_UNION, Probe, probe_in, templates_of
from openbitmap.node.inquiries.saying import answer_question, basis_of
from openbitmap.node.search import Candidate, Probed, Reach
from openbitmap.vocabulary import (
    EnvelopeId,
    ExchangeAct,
    ExchangePurpose,
    FingerPosition,
    GalleryKind,
    InquiryId,
    PersonCategory,
    SearchKind,
)
from openbitmap.wire import Letter, words

STRONG = -12.0
"""log10 FMR of the person from which a band says "strong"; there is one other band, and no number."""
LONGEST_CASE = 80
FITTING = frozenset({SearchKind.TP_TP})
"""Kinds of search that ten prints against ten prints are: no other clause's limit is spent by them."""
Templates = Mapping[FingerPosition, finger.Template]


@dataclass(frozen=True)
class Asked:
    """A partner's question as read; `fpir` and `others` are the budget that it asks to be kept."""

    about: About
    fpir: float
    others: int


@dataclass(frozen=True)
class Found:
    """What the galleries say: who may be told of, and how many were compared."""

    probe: Probe
    templates: Templates
    probed: Probed
    people: tuple[Candidate, ...] = ()
    withheld: bool = False
    guarded: tuple[Candidate, ...] = ()


def answer_search(tx: Transaction, equipment: Equipment, envelope: EnvelopeId, *, at: datetime) -> InquiryState | None:
    """Search a partner's probe and set the tick at which the result leaves; None for a question that came before.
    Nothing is recorded before the search is done: the ledger's lock waits for no extraction."""
    letter = envelopes.letter_of(tx, equipment, envelope)
    inquiry = InquiryId(letter.correlation)
    if store.locked(tx, inquiry):
        return None
    asked = asked_in(letter)
    made = _received(letter, inquiry, asked, at=at)
    if asked is None or not probe_in(letter).is_usable:
        return releasing.refuse(tx, made, Basis(reason="unreadable"), envelope=envelope, at=at)
    if asked.about.kind not in FITTING:
        return releasing.refuse(tx, made, Basis(reason="wrong_kind"), envelope=envelope, at=at)
    question = answer_question(tx, made)
    case = asked.about.stated_case
    found = _search(tx, made, (letter, asked, question), equipment=equipment, at=at)
    granted = agreements.permit(tx, question, at=at, use=f"{inquiry}:answer", case=case)
    if isinstance(granted, Barred) or found is None:
        basis = basis_of(granted) if isinstance(granted, Barred) else Basis(reason="refused")
        return releasing.refuse(tx, made, basis, envelope=envelope, at=at)
    made = replace(made, basis=basis_of(granted))
    if store.insert_inquiry(tx, made):
        store.set_probe(tx, inquiry, envelope=envelope, probe=found.probe.digest)
        asked_by = basis_for(tx, made, ExchangeAct.SEARCH, at=at, came=envelope).cited
        _keep(tx, made, found, leave=granted, asked_by=asked_by)
        for line in behind.expected(tx, equipment, found.probe, purpose=asked.about.purpose, at=at):
            store.set_line(tx, inquiry, line)
        store.set_release(tx, inquiry, releasing.tick(at, equipment.now()))
        ledger.record(tx, InquiryReceived(inquiry, letter.partner, asked_by), actor=NODE)
    return made.state


def asked_in(letter: Letter) -> Asked | None:
    """None for a body that is no question."""
    body = letter.body
    try:
        purpose, category = ExchangePurpose(str(body["purpose"])), PersonCategory(str(body["category"]))
        kind, fpir, others = SearchKind(str(body["kind"])), float(str(body["fpir"])), int(str(body["others"]))
    except (KeyError, ValueError):
        return None
    if not 0 < fpir < 1 or not 0 <= others <= LARGEST_UNION:
        return None
    case, meeting = (words(body.get(of), longest=LONGEST_CASE) for of in ("case", "encounter"))
    about = About(purpose, category, stated_case=case, kind=kind, stated_encounter=meeting)
    return Asked(about, fpir, others)


def _received(letter: Letter, inquiry: InquiryId, asked: Asked | None, *, at: datetime) -> Inquiry:
    about = asked.about if asked else About(ExchangePurpose.IDENTIFICATION, PersonCategory.THIRD_COUNTRY_TRAVELLER)
    due = Times(at, due_at=at + timedelta(hours=24))
    return Inquiry(inquiry, Side.ANSWERER, letter.partner, InquiryState.ASKED, about, basis=Basis(), times=due)


def _search(
    tx: Transaction, made: Inquiry, asked: tuple[Letter, Asked, Question], *, equipment: Equipment, at: datetime
) -> Found | None:
    """None where no clause lets us answer: then nothing is extracted either."""
    letter, said, question = asked
    case = said.about.stated_case
    foreseen = agreements.foresee(tx, question, at=at, case=case)
    if isinstance(foreseen, Barred):
        return None
    probe = probe_in(letter)
    templates = _templates(probe, equipment)
    kinds = frozenset(
        kind
        for kind in GalleryKind
        if not isinstance(agreements.foresee(tx, replace(question, gallery=kind), at=at, case=case), Barred)
    )
    reach = Reach(kinds, min(equipment.settings.fpir, said.fpir), said.others)
    probed = search.search_probe(tx, templates, reach, equipment=equipment, at=at)
    sifted = persons.sift(tx, made, question, candidates=probed.candidates, at=at)
    most = foreseen.terms.candidates
    return Found(probe, templates, probed, sifted.told[:most], sifted.withheld, sifted.guarded[:most])


def _templates(probe: Probe, equipment: Equipment) -> Templates:
    """Empty for images that cannot be opened: the answer is then "poor quality", never "no candidate"."""
    try:
        return templates_of(probe, equipment)
    except (ImageRefused, ValueError, RecursionError, OverflowError):
        return {}


def _keep(tx: Transaction, made: Inquiry, found: Found, *, leave: Permit, asked_by: str) -> None:
    """Everything the result will say, and whom protection holds back from it; the references are random, so that two
    questions cannot be joined by them."""
    held, at = found.probed.held, made.times.asked_at
    listed = identities.listed_among(tx, [c.encounter for c in found.people])
    result = Result.NONE if not found.templates else Result.CANDIDATE if found.people else Result.NO_CANDIDATE
    handling = Handling.CALL_FIRST if listed else Handling.NONE
    outcome = Outcome(result, handling, people=held.people, as_of=at, fpir=held.fpir if held.people else 0.0)
    store.set_outcome(tx, made.inquiry, outcome, at=None)
    if found.withheld:
        store.set_withheld(tx, made.inquiry)
    for c in found.people:
        store.insert_hit(tx, _hit(made, c, bands=leave.terms.bands))
    untold.keep(tx, [_hit(made, c, bands=leave.terms.bands) for c in found.guarded], leave, at=at)
    store.insert_step(tx, made.inquiry, Step(Stage.ASKED, at, made.partner, asked_by))


def _hit(made: Inquiry, candidate: Candidate, *, bands: bool) -> Hit:
    band = ("strong" if candidate.log10_fmr <= STRONG else "ordinary") if bands else ""
    return Hit(made.inquiry, secrets.token_hex(12), candidate.encounter, band=band)
