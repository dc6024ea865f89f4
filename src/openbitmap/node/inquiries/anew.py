"""A person asks a partner about somebody who was met before: for another purpose, in a case, or because the question
was barred.

Guards the invariant that it is one question a person, partner, purpose and case, and goes the way of every other: its
permit is asked as it is sent, and what bars it stands on record.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from openbitmap.node import identities, ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import InquiryPlanned
from openbitmap.node.identities import Encounter
from openbitmap.node.inquiries import asking, gates, store
from openbitmap.node.inquiries.model import About, Basis, Inquiry, InquiryState, Side, Stage, Step, Times
from openbitmap.node.inquiries.saying import case_code, category_anew, encounter_code
from openbitmap.node.problems import ASKED_BEFORE, NO_SUCH_THING, Refused
from openbitmap.vocabulary import EncounterId, ExchangePurpose, GalleryKind, InquiryId, PartnerId, SubmissionId

LONGEST_NUMBER = 80
FIRST_CLOCK = timedelta(minutes=5)
"""Until the clause that lets it go says how long an answer may take."""

CLOSED = frozenset({InquiryState.REFUSED, InquiryState.TIMED_OUT})


@dataclass(frozen=True)
class Anew:
    """Whom to ask about, whom to ask, for what, in which case ("" for none: then only clauses that want none let it),
    and why. `detained`: the person is held now."""

    encounter: EncounterId
    partner: PartnerId
    purpose: ExchangePurpose
    case: str
    reason: str
    detained: bool = False


def ask_anew(tx: Transaction, wanted: Anew, *, by: Principal, at: datetime) -> Inquiry:
    """Plan the question; whether a clause lets it go is decided as it is sent, and stands on it. The same asked again
    is the same question; one that was barred is tried again. Raises Refused, also where the partner had refused the
    same or said nothing in time: that question still takes an answer."""
    by.require(Act.ASK_ABROAD)
    reason = gates.require_words(wanted.reason)
    made = _planned(tx, wanted, at=at)
    if not store.insert_inquiry(tx, made):
        known = store.require(tx, store.asked_anew(tx, made))
        if known.state in CLOSED:
            raise Refused(ASKED_BEFORE, inquiry=known.inquiry)
        if known.state is not InquiryState.BARRED:
            return known
        store.move(tx, known.inquiry, InquiryState.PLANNED, was=InquiryState.BARRED)
        store.set_basis(tx, known.inquiry, Basis())
        made = known
    number = wanted.case.strip()
    words = f"{number} · {reason}" if number else reason
    store.insert_step(tx, made.inquiry, Step(Stage.WANTED, at, str(by.actor), words=words))
    ledger.record(tx, InquiryPlanned(made.about.submission, made.inquiry, made.partner), actor=by.actor)
    return store.require(tx, made.inquiry)


def _planned(tx: Transaction, wanted: Anew, *, at: datetime) -> Inquiry:
    """Raises Refused for nobody of ours, and for a partner that cannot be asked."""
    met = _met(tx, wanted.encounter)
    if wanted.partner not in asking.partners_to_ask(tx):
        raise Refused(NO_SUCH_THING, kind="partner", name=wanted.partner)
    about = About(
        wanted.purpose,
        category_anew(tx, met.encounter, wanted.partner, detained=wanted.detained),
        submission=met.submission or SubmissionId(""),
        encounter=met.encounter,
        stated_case=case_code(tx, wanted.case[:LONGEST_NUMBER]),
        stated_encounter=encounter_code(met.encounter),
    )
    times = Times(at, due_at=at + FIRST_CLOCK)
    name = InquiryId(new_id("inq"))
    return Inquiry(name, Side.ASKER, wanted.partner, InquiryState.PLANNED, about, basis=Basis(), times=times)


def _met(tx: Transaction, encounter: EncounterId) -> Encounter:
    """Somebody met here; images that a partner gave are nobody whom we met."""
    found = next(iter(identities.encounters_named(tx, [encounter])), None)
    kinds = {g.gallery: GalleryKind(g.kind) for g in identities.all_galleries(tx)}
    searched = found is not None and found.gallery in kinds and kinds[found.gallery].is_searched
    if found is None or not searched or identities.withdrawal_of(tx, encounter):
        raise Refused(NO_SUCH_THING, kind="encounter", name=encounter)
    return found
