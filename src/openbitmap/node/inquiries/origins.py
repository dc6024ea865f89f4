"""Under which instrument something came, by our own copy of it: whether it may come in at all, which groups of it, for
how long, and whether it may go on (R50). The giver's word alone widens none of it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from openbitmap.instruments import Barred, Onward
from openbitmap.node import agreements, envelopes, partners
from openbitmap.node.agreements import Granted
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import Origin
from openbitmap.node.inquiries import gates
from openbitmap.node.inquiries.model import NODE, Inquiry, InquiryState
from openbitmap.vocabulary import EnvelopeId, ExchangeAct, FieldGroup, GalleryKind

UNASKED = "nothing was asked that it answers"


@dataclass(frozen=True)
class Cover:
    """What may come in of one act, and its longest stay in days."""

    fields: frozenset[FieldGroup]
    days: int
    origin: Origin

    def kept_until(self, at: datetime, told_days: int) -> datetime:
        """As long as the giver says, and no longer than our clause does."""
        return at + timedelta(days=min(self.days, told_days))


def cover_of(tx: Transaction, one: Inquiry, act: ExchangeAct, *, at: datetime) -> Cover | Barred:
    """In which gallery the record stands is the giver's to know: a group may come in if a clause for any gallery gives
    it, but stays and goes on as the narrowest of them says. Barred where none does at this moment, by our own
    suspension too; that the day's limit is spent bars nothing that was asked for within it."""
    question = gates.question_for(one, act, mine=partners.me(tx), theirs=False)
    found: list[Granted] = []
    barred: Barred | None = None
    for kind in GalleryKind:
        about = replace(question, gallery=kind if kind.is_searched else None)
        foreseen = agreements.foresee(tx, about, at=at, case=one.inquiry, limits=False)
        if isinstance(foreseen, Barred):
            barred = foreseen
        else:
            found.append(foreseen)
    if not found:
        assert barred
        return barred
    free = all(granted.terms.onward is Onward.WITH_CONSENT for granted in found)
    return Cover(
        frozenset().union(*(granted.fields for granted in found)),
        min(granted.terms.retention_days for granted in found),
        Origin(agreement=found[0].agreement, onward=Onward.WITH_CONSENT if free else Onward.NEVER),
    )


def turn_away(tx: Transaction, one: Inquiry, barred: Barred, *, envelope: EnvelopeId, at: datetime) -> None:
    """What no clause of ours lets in: nothing of it is kept, and the question says which clause, or that none, let
    it come."""
    envelopes.erase(tx, envelope, reason="no clause lets it in", actor=NODE)
    if one.state in gates.REFUSED_AFTER and one.state is not InquiryState.HIT:
        gates.bar(tx, one, barred, by=NODE, at=at)
    else:
        gates.keep_out(tx, one, barred, at=at)
