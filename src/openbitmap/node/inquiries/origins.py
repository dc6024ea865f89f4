"""Under which instrument something came, by our own copy of it: whether it may come in at all, which groups of it, for
how long, and whether it may go on (R50). The giver's word alone widens none of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from openbitmap.instruments import Barred, Onward, Question
from openbitmap.node import agreements, envelopes, partners
from openbitmap.node.agreements import Granted
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import Origin
from openbitmap.node.inquiries import gates
from openbitmap.node.inquiries.model import NODE, Basis, Inquiry, InquiryState
from openbitmap.vocabulary import EnvelopeId, ExchangeAct, FieldGroup, GalleryKind

UNASKED = "nothing was asked that it answers"


@dataclass(frozen=True)
class Cover:
    """What may come in of one act, by which clause, and its longest stay in days."""

    basis: Basis
    fields: frozenset[FieldGroup]
    days: int
    origin: Origin

    @property
    def cited(self) -> str:
        return self.basis.cited

    def kept_until(self, at: datetime, told_days: int) -> datetime:
        """As long as the giver says, and no longer than our clause does."""
        return at + timedelta(days=min(self.days, told_days))


def cover_of(
    tx: Transaction, one: Inquiry, act: ExchangeAct, *, at: datetime, came: EnvelopeId | None = None
) -> Cover | Barred:
    """In which gallery the record stands is the giver's to know: a group may come in if a clause for any gallery gives
    it, but stays and goes on as the narrowest of them says. The clause named is the one that the letter `came` names,
    where our own copy has it so. Barred where none does at this moment, by our own suspension too; that the day's limit
    is spent bars nothing that was asked for within it."""
    question = gates.question_for(one, act, mine=partners.me(tx), theirs=False)
    found = _clauses(tx, question, case=one.about.stated_case, at=at)
    if isinstance(found, Barred):
        return found
    free = all(granted.terms.onward is Onward.WITH_CONSENT for granted in found)
    named = _named(tx, found, came)
    return Cover(
        Basis(named.agreement, named.version, named.clause),
        frozenset().union(*(granted.fields for granted in found)),
        min(granted.terms.retention_days for granted in found),
        Origin(agreement=named.agreement, onward=Onward.WITH_CONSENT if free else Onward.NEVER),
    )


def basis_for(tx: Transaction, one: Inquiry, act: ExchangeAct, *, at: datetime, came: EnvelopeId) -> Basis:
    """The clause that covers what a partner asks for, or asks with, by our own copy; an empty one where none does."""
    found = leave_for(tx, one, act, at=at, came=came)
    return Basis() if isinstance(found, Barred) else found


def leave_for(tx: Transaction, one: Inquiry, act: ExchangeAct, *, at: datetime, came: EnvelopeId) -> Basis | Barred:
    """The same; where none does, why."""
    question = gates.question_for(one, act, mine=partners.me(tx), theirs=act is not ExchangeAct.SEARCH)
    found = _clauses(tx, question, case=one.about.stated_case, at=at)
    if isinstance(found, Barred):
        return found
    named = _named(tx, found, came)
    return Basis(named.agreement, named.version, named.clause)


def _clauses(tx: Transaction, question: Question, *, case: str, at: datetime) -> list[Granted] | Barred:
    """What lets it happen in one gallery or another; the last refusal where nothing does."""
    asked = [replace(question, gallery=kind if kind.is_searched else None) for kind in GalleryKind]
    decided = [agreements.foresee(tx, about, at=at, case=case, limits=False) for about in asked]
    return [found for found in decided if isinstance(found, Granted)] or [
        found for found in decided if isinstance(found, Barred)
    ][-1]


def _named(tx: Transaction, found: Sequence[Granted], came: EnvelopeId | None) -> Granted:
    said = envelopes.clause_of(tx, came) if came else ""
    return next((granted for granted in found if granted.cited == said), found[0])


def turn_away(tx: Transaction, one: Inquiry, barred: Barred, *, envelope: EnvelopeId, at: datetime) -> None:
    """What no clause of ours lets in: nothing of it is kept, and the question says which clause, or that none, let
    it come."""
    envelopes.erase(tx, envelope, reason="no clause lets it in", actor=NODE)
    if one.state in gates.REFUSED_AFTER and one.state is not InquiryState.HIT:
        gates.bar(tx, one, barred, by=NODE, at=at)
    else:
        gates.keep_out(tx, one, barred, at=at)
