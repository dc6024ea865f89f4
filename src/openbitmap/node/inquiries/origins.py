"""Under which instrument something came, and whether it may go on (R50), by our own copy of it; the giver's word alone
lets nothing go on."""

from dataclasses import replace
from datetime import datetime

from openbitmap.instruments import Barred, Onward
from openbitmap.node import agreements, partners
from openbitmap.node.agreements import Granted
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import Origin
from openbitmap.node.inquiries import gates
from openbitmap.node.inquiries.model import Inquiry
from openbitmap.vocabulary import ExchangeAct, GalleryKind


def origin_of(tx: Transaction, one: Inquiry, act: ExchangeAct, *, at: datetime) -> Origin:
    """In which gallery the record stands is the giver's to know: where clauses differ by it, the narrowest counts.
    Nothing goes on where no clause gives the thing any more."""
    question = gates.question_for(one, act, mine=partners.me(tx), theirs=False)
    found: list[Granted] = []
    for kind in GalleryKind:
        about = replace(question, gallery=kind if kind.is_searched else None)
        foreseen = agreements.foresee(tx, about, at=at, case=one.inquiry)
        if not isinstance(foreseen, Barred):
            found.append(foreseen)
    agreement = found[0].agreement if found else one.basis.agreement
    free = bool(found) and all(granted.terms.onward is Onward.WITH_CONSENT for granted in found)
    return Origin(agreement=agreement, onward=Onward.WITH_CONSENT if free else Onward.NEVER)
