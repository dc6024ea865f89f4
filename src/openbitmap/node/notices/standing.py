"""On which entry of our list a partner's watch stands: one of its own, or one with the same content that stands there
already; and whether somebody rests on it still when a watch ends."""

from dataclasses import dataclass
from datetime import datetime

from openbitmap.node import watchlists
from openbitmap.node.access import Principal, Role
from openbitmap.node.database import Transaction
from openbitmap.node.notices import store
from openbitmap.node.notices.model import Watch
from openbitmap.node.problems import ENTRY_STANDS_OTHERWISE, LISTED_ALREADY, Refused
from openbitmap.node.watchlists import Entry, EntryId, EntryState, Kept, Nomination
from openbitmap.vocabulary import Actor, PartnerId


@dataclass(frozen=True)
class PartnerHand(Principal):
    """A nation as the first of the two hands behind an entry. What it did no person of ours did, and the ledger does
    not say so."""

    partner: PartnerId

    @property
    def actor(self) -> Actor:
        return Actor("partner", self.partner)


def partner_principal(partner: PartnerId) -> Principal:
    """The partner itself: it nominates, our officer approves; and it may take back what it nominated."""
    return PartnerHand(Role.WATCH_OFFICER, f"partner.{partner.lower()}", None, partner)


def put_on_list(tx: Transaction, nomination: Nomination, partner: PartnerId, *, by: Principal, at: datetime) -> Entry:
    """An entry in force with this content: nominated by the partner and approved by our officer, or the one that stands
    already, kept as long as the longer of the two. Raises Refused."""
    try:
        made = watchlists.nominate(tx, nomination, by=partner_principal(partner), at=at)
    except Refused as refused:
        if refused.problem is not LISTED_ALREADY:
            raise
        return _joined(tx, EntryId(str(refused.details["entry"])), nomination, by=by, at=at)
    return watchlists.approve(tx, made.entry, by=by, at=at)


def others_rest_on(tx: Transaction, watch: Watch) -> bool:
    """Whether the entry is somebody else's too: our own officers nominated it, or another watch stands on it."""
    entry = watchlists.entries_named(tx, [EntryId(watch.subject.entry)]).get(EntryId(watch.subject.entry))
    if entry is None or entry.life.nominator != partner_principal(watch.partner).name:
        return True
    return any(other.watch != watch.watch for other in store.watches_of_entry(tx, watch.subject.entry))


def _joined(tx: Transaction, name: EntryId, nomination: Nomination, *, by: Principal, at: datetime) -> Entry:
    entry = watchlists.entry_for(tx, name, by)
    if entry.state is EntryState.NOMINATED:
        return watchlists.approve(tx, name, by=by, at=at)
    if not watchlists.hold_in_force(tx, name):
        raise Refused(ENTRY_STANDS_OTHERWISE, entry=name, state=entry.state.value)
    longer = nomination.clocks.expires_at > entry.clocks.expires_at
    if not longer or entry.life.nominator == by.name:
        return entry
    kept = Kept(nomination.clocks, "the partner asks for the same person again, for longer")
    return watchlists.review(tx, name, kept, by=by, at=at)
