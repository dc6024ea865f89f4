"""Originator control (R50): what another nation gave goes on to a third one only with its owner's consent."""

from datetime import datetime

from openbitmap.instruments import Onward
from openbitmap.node import ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import holding_store
from openbitmap.node.disclosures.model import HoldingId, HoldingState
from openbitmap.node.events import OnwardConsented
from openbitmap.node.problems import NEEDS_WORDS, NO_SUCH_THING, ONWARD_BARRED, Refused
from openbitmap.vocabulary import PartnerId


def require_onward(tx: Transaction, holding: HoldingId, third: PartnerId) -> None:
    """Raises Refused unless the thing is still held, its clause lets it go on with consent, and the owner consented to
    this third nation. Back to where it came from, or to its owner, it may always go."""
    found, keeping = holding_store.holding_named(tx, holding), holding_store.keeping_of(tx, holding)
    if found is None or keeping is None:
        raise Refused(NO_SUCH_THING, kind="holding", name=holding)
    if third in (found.partner, keeping.owner):
        return
    may = keeping.onward is Onward.WITH_CONSENT and holding_store.consented(tx, holding, third)
    if not may or found.state is HoldingState.PURGED:
        raise Refused(ONWARD_BARRED, reference=found.reference, owner=keeping.owner, third=third)


def note_consent(
    tx: Transaction, holding: HoldingId, consent: tuple[PartnerId, str], *, by: Principal, at: datetime
) -> None:
    """The owner consented to a third nation; `consent` is that nation and what the consent rests on (a letter, an act).
    Raises Refused, also where the clause lets nothing go on."""
    by.require(Act.ORDER_RECALLS)
    third, basis = consent
    found, keeping = holding_store.hold_holding(tx, holding), holding_store.keeping_of(tx, holding)
    if found is None or keeping is None:
        raise Refused(NO_SUCH_THING, kind="holding", name=holding)
    if not basis.strip():
        raise Refused(NEEDS_WORDS)
    if keeping.onward is not Onward.WITH_CONSENT:
        raise Refused(ONWARD_BARRED, reference=found.reference, owner=keeping.owner, third=third)
    if holding_store.insert_consent(tx, holding, consent, by=by.name, at=at):
        ledger.record(tx, OnwardConsented(holding, third), actor=by.actor)
