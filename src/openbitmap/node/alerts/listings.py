"""What stands against a person: the one place where this room asks which lists somebody is on."""

from collections.abc import Sequence

from openbitmap.node import watchlists
from openbitmap.node.alerts.model import Ground, Rule, Urgency
from openbitmap.node.database import Transaction
from openbitmap.node.identities import Encounter
from openbitmap.node.watchlists import Entry, EntryId, EntryState, Handling, Listing
from openbitmap.vocabulary import EncounterId


def grounds_among(tx: Transaction, encounters: Sequence[EncounterId]) -> list[Ground]:
    """A ground for every one of these encounters that is listed (R41). Where an open and a discreet entry stand against
    one person there are two: nobody may learn of the second from what becomes of the first."""
    openly = watchlists.listed_among(tx, encounters, discreet=False)
    discreetly = {x.encounter: x for x in watchlists.listings_of(tx, encounters) if x.is_discreet}
    return [_ground(x) for found in (openly, discreetly) for x in found.values()]


def grounds_on(tx: Transaction, members: Sequence[Encounter]) -> list[tuple[Encounter, Ground]]:
    """What stands against a person who was met: the newest encounter that is no entry itself, with each ground. Empty
    for who was never met."""
    listings = watchlists.listings_of(tx, [m.encounter for m in members])
    entries = watchlists.entries_named(tx, [x.entry for x in listings if x.entry])
    carriers = {e.encounter for e in entries.values()} | {x.encounter for x in listings if x.entry is None}
    met = [m for m in members if m.encounter not in carriers and m.submission]
    if not met:
        return []
    newest = max(met, key=lambda m: m.number)
    carried = {x.entry: x for x in listings if x.entry and x.encounter == newest.encounter}
    grounds = [_ground(x, listed=entries[name].encounter) for name, x in carried.items() if name]
    bare = [x for x in listings if x.entry is None]
    return [(newest, g) for g in [*grounds, *(_ground(x) for x in bare if not carried)]]


def entry_named(tx: Transaction, entry: str) -> Entry | None:
    return watchlists.entries_named(tx, [EntryId(entry)]).get(EntryId(entry))


def in_force(tx: Transaction, entry: str | None) -> bool:
    """Whether what a listing rests on holds now; a bare list has no entry that could end."""
    found = entry_named(tx, entry) if entry else None
    return entry is None or (found is not None and found.state is EntryState.ACTIVE)


def _ground(listing: Listing, *, listed: EncounterId | None = None) -> Ground:
    """Whoever is only to be told of has an hour; everything else is urgent."""
    urgency = Urgency.ROUTINE if listing.handling is Handling.INFORM else Urgency.URGENT
    return Ground(
        Rule.LISTING,
        listed or listing.encounter,
        urgency,
        listing.is_discreet,
        gallery=listing.gallery,
        entry=listing.entry,
    )
