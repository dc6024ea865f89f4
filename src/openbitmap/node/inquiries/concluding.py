"""What our examiners concluded, told to the nation that gave the references.

Guards the invariant that it goes by the clause under which the question about this person went out, asked anew at this
moment: after its end, under a suspension or against protection nothing leaves, and the question says so. What could not
be told is told once it can be.
"""

import json
from dataclasses import replace
from datetime import datetime

from openbitmap.instruments import Barred
from openbitmap.node import agreements, disclosures, protection
from openbitmap.node.agreements import Permit
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import Item, ItemKind, Parcel
from openbitmap.node.inquiries import asking, gates, owed, store
from openbitmap.node.inquiries.model import NODE, Basis, Inquiry, InquiryState, Stage, Step
from openbitmap.node.inquiries.saying import basis_of
from openbitmap.node.problems import Refused
from openbitmap.vocabulary import ExchangeAct, FieldGroup, InquiryId, digest_of
from openbitmap.wire import Letter, LetterKind

CONCLUDED = {InquiryState.ATTRIBUTED: Stage.ATTRIBUTED, InquiryState.NOT_ATTRIBUTED: Stage.NOT_ATTRIBUTED}


def conclude(tx: Transaction, one: Inquiry, named: list[str], *, at: datetime) -> None:
    """End the stage by what people said of these references, and tell the partner, or say why it is not told. The
    caller records the fact after it."""
    stage = Stage.ATTRIBUTED if named else Stage.NOT_ATTRIBUTED
    told = _told(tx, one, named, at=at)
    said = Basis(told.agreement, told.version, told.clause) if not told.reason else Basis()
    gates.advance(tx, one, Step(stage, at, f"case {one.case}", said.cited), basis=told)
    if told.reason:
        owed.owe(tx, one.inquiry)
        gates.keep_back(tx, one, told, at=at)


def tell(tx: Transaction, one: Inquiry, *, at: datetime) -> Basis | None:
    """Try again what could not be told. Why it still cannot; None where nothing is owed any more."""
    if not owed.is_owed(tx, one.inquiry):
        return None
    named = [h.reference for h in store.hits_of(tx, one.inquiry) if h.attributed and not h.gone]
    told = _told(tx, one, named, at=at)
    if told.reason:
        return told
    owed.settle(tx, one.inquiry)
    store.set_basis(tx, one.inquiry, told)
    gates.note(tx, one, Step(Stage.TOLD, at, str(NODE), told.cited))
    return None


def tell_untold(tx: Transaction, *, at: datetime) -> InquiryId | None:
    """One of those that could not be told, another at each second: which was told now. For the clock of the node."""
    waiting = owed.all_owed(tx)
    turn = waiting[int(at.timestamp()) % len(waiting)] if waiting else None
    one = store.locked(tx, turn) if turn else None
    if one is None or disclosures.disputed_about(tx, one.inquiry, one.partner):
        return None
    if one.state not in CONCLUDED:  # it fell, or went on, meanwhile
        owed.settle(tx, one.inquiry)
        return None
    return None if tell(tx, one, at=at) else one.inquiry


def _told(tx: Transaction, one: Inquiry, named: list[str], *, at: datetime) -> Basis:
    """By which clause it left, or, with its reason, why it did not."""
    question = asking.question_about(tx, one.about, one.partner)
    case, about = one.about.stated_case, [one.about.encounter]
    if protection.guard(tx, about, partner=one.partner, act=ExchangeAct.SEARCH, at=at).dropped:
        return asking.basis_kept(agreements.foresee(tx, question, at=at, case=case))
    granted = agreements.permit(tx, question, at=at, use=f"{one.inquiry}:search", case=case)
    if isinstance(granted, Barred):
        return basis_of(granted)
    try:
        with tx.connection.transaction():  # a refusal undoes the sending, and nothing before it
            disclosures.disclose(tx, granted, _parcel(one, named, granted), at=at, actor=NODE)
    except Refused as refused:
        return replace(basis_of(granted), reason=refused.problem.code.replace("-", "_"))
    return basis_of(granted)


def _parcel(one: Inquiry, named: list[str], granted: Permit) -> Parcel:
    letter = Letter(one.partner, LetterKind.ATTRIBUTED, {"references": named}, correlation=one.inquiry)
    digest = digest_of(json.dumps(named).encode())
    fields = frozenset({FieldGroup.REFERENCE}) & granted.fields
    item = Item(ItemKind.ATTRIBUTION, one.about.encounter, "", fields=fields, digest=digest, reference=one.inquiry)
    return Parcel(letter, item, f"{one.inquiry}:attributed:{one.case}")
