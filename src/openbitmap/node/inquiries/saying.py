"""What a question says of the person and of itself: purpose and category, its case, if anybody gave one, and its
meeting. Of what is asked by itself nobody chooses any; of what a person asks, the purpose and the case."""

import hmac
from dataclasses import dataclass

from openbitmap.instruments import Barred, Question
from openbitmap.node import access, identities, intake, partners, watchlists
from openbitmap.node.agreements import Permit
from openbitmap.node.database import Transaction
from openbitmap.node.inquiries import store
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

OCA = "OCA "
"""Before the number of a case among what a transaction says of a person."""


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


def category_anew(tx: Transaction, encounter: EncounterId, partner: PartnerId, *, detained: bool) -> PersonCategory:
    """Of somebody a person asks about: as everywhere a national first; whether the person is held, only people know."""
    kinds = {g.gallery: g.kind for g in identities.all_galleries(tx)}
    met = next(iter(identities.encounters_named(tx, [encounter])), None)
    listed = any(not x.is_discreet for x in watchlists.listings_of(tx, [encounter]))
    found = PersonCategory.WATCHLISTED if listed else PersonCategory.THIRD_COUNTRY_TRAVELLER
    if met and kinds.get(met.gallery) is GalleryKind.PRISON:
        found = PersonCategory.PRISONER
    return category_of(tx, encounter, partner, otherwise=PersonCategory.DETAINEE if detained else found)


def case_code(tx: Transaction, number: str) -> str:
    """What a partner is told of a case: the same for the same from this node, and nothing else: numbers are few, so it
    is keyed by a secret of ours. "" for none."""
    named = " ".join(number.split())
    return f"CASE-{hmac.digest(store.secret(tx), named.encode(), 'sha256').hex()[:16].upper()}" if named else ""


def case_given(tx: Transaction, encounter: EncounterId) -> str:
    """The code of the case that the sending agency gave (2.009 OCA); "" where it gave none, for a machine makes no
    case of its own (R46)."""
    said = identities.asserted_of(tx, encounter)
    numbers = [d.removeprefix(OCA) for d in (said.documents if said else ()) if d.startswith(OCA)]
    return case_code(tx, numbers[0]) if numbers else ""


def encounter_code(encounter: EncounterId) -> str:
    """What a partner is told of a meeting: the same for the same, and nothing else."""
    return f"ENC-{digest_of(f'meeting {encounter}'.encode())[:16].upper()}"


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
