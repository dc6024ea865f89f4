"""Who is listed: by an active entry on an encounter or on the same person, or by standing in a derogatory gallery."""

from collections.abc import Sequence
from dataclasses import replace

from openbitmap.node import identities
from openbitmap.node.database import Transaction
from openbitmap.node.watchlists import store
from openbitmap.node.watchlists.model import Listing, weightiest_listing
from openbitmap.vocabulary import EncounterId


def listings_of(tx: Transaction, encounters: Sequence[EncounterId], *, blind: bool = False) -> list[Listing]:
    """Every reason why one of these encounters is listed, discreet ones included; `Listing.encounter` is the one asked
    about, also where the entry lies on another encounter of the same person. `blind` joins nobody through prints of a
    discreet entry."""
    asked = list(dict.fromkeys(encounters))
    person = identities.alike(tx, asked, blind=blind)
    members = sorted({m for one in person.values() for m in one})
    entries = store.active_on(tx, members)
    found = [replace(x, encounter=origin) for origin in asked for x in entries if x.encounter in person[origin]]
    galleries = identities.listed_among(tx, asked)
    return found + [Listing(e, None, gallery, None, None) for e, gallery in galleries.items()]


def listed_among(
    tx: Transaction, encounters: Sequence[EncounterId], *, discreet: bool = True
) -> dict[EncounterId, Listing]:
    """For each listed encounter the listing to act on, open before discreet. `discreet=False` asks as a post would: as
    if no discreet entry existed."""
    by_encounter: dict[EncounterId, list[Listing]] = {}
    for listing in listings_of(tx, encounters, blind=not discreet):
        if discreet or not listing.is_discreet:
            by_encounter.setdefault(listing.encounter, []).append(listing)
    weightiest = {e: weightiest_listing(found) for e, found in by_encounter.items()}
    return {e: listing for e, listing in weightiest.items() if listing}


def carrying(tx: Transaction, encounters: Sequence[EncounterId]) -> frozenset[EncounterId]:
    """Those on whom an open entry itself lies, or who stand in a derogatory gallery; not those who are listed through
    another encounter of the same person. As if no discreet entry existed."""
    entries = store.active_on(tx, encounters)
    return frozenset(x.encounter for x in entries if not x.is_discreet) | identities.listed_among(tx, encounters).keys()


def discreet_among(tx: Transaction, encounters: Sequence[EncounterId]) -> frozenset[EncounterId]:
    """Those with a discreet entry on them or on the same person, whatever else lists them."""
    return frozenset(x.encounter for x in listings_of(tx, encounters) if x.is_discreet)


def held_discreetly(tx: Transaction) -> list[EncounterId]:
    """People met before whom an active discreet entry names: held in a gallery like anybody, and shown as such."""
    named = store.discreet_encounters(tx)
    silent = identities.silent_among(tx, named)
    return [e for e in named if e not in silent]
