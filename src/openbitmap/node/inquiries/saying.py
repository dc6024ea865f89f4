"""What a question says of the person and of itself: purpose and category, which nobody chooses, and its case."""

from dataclasses import dataclass

from openbitmap.instruments import Barred, Question
from openbitmap.node import access, identities, intake, partners
from openbitmap.node.agreements import Permit
from openbitmap.node.database import Transaction
from openbitmap.node.inquiries.model import Basis, Inquiry
from openbitmap.node.protection import state_of, state_of_partner
from openbitmap.vocabulary import (
    EncounterId,
    ExchangeAct,
    ExchangePurpose,
    GalleryKind,
    Modality,
    PartnerId,
    PersonCategory,
    SubmissionId,
    digest_of,
)


@dataclass(frozen=True)
class Occasion:
    """Why somebody was met, and as what."""

    purpose: ExchangePurpose
    category: PersonCategory


def occasion_of(tx: Transaction, submission: SubmissionId) -> Occasion:
    """By the place and the type of transaction: a prison vets, a post checks who crosses."""
    station = access.station_named(tx, intake.submission_of(tx, submission).station)
    kinds = {g.gallery: g.kind for g in identities.all_galleries(tx)}
    header = intake.header_of(tx, submission)
    if header and header.tot == "TPIS":
        return Occasion(ExchangePurpose.SERIOUS_CRIME, PersonCategory.THIRD_COUNTRY_TRAVELLER)
    if station and kinds.get(station.gallery) is GalleryKind.PRISON:
        return Occasion(ExchangePurpose.PRISON_VETTING, PersonCategory.PRISONER)
    return Occasion(ExchangePurpose.BORDER_CHECK, PersonCategory.THIRD_COUNTRY_TRAVELLER)


def category_of(
    tx: Transaction, encounter: EncounterId, partner: PartnerId, *, otherwise: PersonCategory
) -> PersonCategory:
    """A national of one's own before everything else, then one of the partner's (R47): as the person or a document
    said, in any encounter that people hold to be the same person's."""
    person = sorted(identities.alike(tx, [encounter]).get(encounter, frozenset()) | {encounter})
    said = {state_of(a.nationality) for a in identities.asserted_of_all(tx, person).values()} - {""}
    if state_of(partners.me(tx)) in said:
        return PersonCategory.OWN_NATIONAL
    return PersonCategory.PARTNER_NATIONAL if state_of_partner(tx, partner) in said else otherwise


def stated_case(submission: SubmissionId) -> str:
    """What a partner is told that a question belongs to: the same for the same arrival, and nothing else."""
    return f"CASE-{digest_of(f'case of {submission}'.encode())[:16].upper()}"


def basis_of(decided: Permit | Barred) -> Basis:
    if isinstance(decided, Barred):
        return Basis(decided.agreement or Basis().agreement, 0, decided.clause, decided.reason.value)
    return Basis(decided.agreement, decided.version, decided.clause)


def answer_question(tx: Transaction, one: Inquiry) -> Question:
    """The question before anything is said to the partner."""
    return Question(
        ExchangeAct.ANSWER,
        giver=partners.me(tx),
        taker=one.partner,
        purpose=one.about.purpose,
        category=one.about.category,
        modalities=frozenset({Modality.FINGER}),
        kind=one.about.kind,
    )
