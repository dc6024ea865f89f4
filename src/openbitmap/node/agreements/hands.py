"""Two people for what binds this nation: a signature, and going on after a suspension. Stopping takes one.

Guards the invariant that the node's key signs nothing, and nothing is resumed, on one person's word.
"""

from datetime import datetime

from openbitmap.node import access, ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.agreements import store
from openbitmap.node.agreements.model import Held, Initial, Pledge
from openbitmap.node.database import Transaction
from openbitmap.node.events import AgreementInitialled
from openbitmap.node.problems import SECOND_HAND, Refused


def first_hand(tx: Transaction, held: Held, pledge: Pledge) -> Initial | None:
    """Who put the first hand to it; None where nobody did, or whoever did is no longer entitled to."""
    found = store.initial_of(tx, pledge, _thing(tx, held, pledge))
    account = access.account_named(tx, found.person) if found else None
    is_entitled = account is not None and account.active and account.principal.may(Act.KEEP_AGREEMENTS)
    return found if is_entitled else None


def put_hand(tx: Transaction, held: Held, pledge: Pledge, *, by: Principal, at: datetime) -> Initial | None:
    """The first hand, if this is the second; None if this is the first, which changes nothing yet. Raises Refused."""
    first = first_hand(tx, held, pledge)
    if first is None:
        by.require(Act.KEEP_AGREEMENTS)
        store.keep_initial(tx, Initial(pledge, _thing(tx, held, pledge), by.name, at))
        fact = AgreementInitialled(held.agreement, held.version, held.digest, pledge.value)
        ledger.record(tx, fact, actor=by.actor)
        return None
    by.require(Act.COUNTERSIGN_AGREEMENTS)
    if first.person == by.name:
        raise Refused(SECOND_HAND, person=by.name, agreement=held.agreement)
    return first


def _thing(tx: Transaction, held: Held, pledge: Pledge) -> str:
    """What a hand is put to: this text, or the end of our suspension of it that runs now."""
    if pledge is Pledge.SIGN:
        return held.digest
    stops = store.stops_of(tx, held.agreement)
    begun = (s.since.isoformat() for s in stops if s.ended_at is None and s.party != held.partner)
    return " ".join((held.agreement, *begun))
