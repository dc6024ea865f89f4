"""An arrival against discreet entries, out of the post's sight: a search of its own, after the answer.

A hit is stated as what it is like: an entry's prints that resemble somebody met. So it takes the way of a search into
the past: the same kind of case, no submission, nothing that an answer, its clock or its versions could follow.
"""

from collections.abc import Sequence
from datetime import datetime

from openbitmap.biometrics import FingerGallery
from openbitmap.node import identities, ledger, watchlists
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import ReverseSearchFinished
from openbitmap.node.search import actions, gallery, store
from openbitmap.node.search.model import Candidate, Purpose, Search, held_to, verdict_of
from openbitmap.node.search.persons import spoken_for
from openbitmap.node.watchlists import Listing, Pair
from openbitmap.vocabulary import Actor, EncounterId, SearchId

NODE = Actor("node", "search")


def search_silently(tx: Transaction, search_id: SearchId, equipment: Equipment, *, at: datetime) -> list[Search]:
    """Compare an arrival with the silent shelf, and with held encounters that a discreet entry lies on where the
    arrival's own list left them out."""
    arrival = store.search_named(tx, search_id)
    probe = identities.templates_of(tx, arrival.encounter) if arrival else {}
    gallery.refresh_all(tx, equipment, at=at)
    if arrival is None or not probe:
        return []
    shelves = [equipment.silent, _held_apart(tx, arrival)]
    found: list[Candidate] = []
    for shelf in shelves:
        scans = gallery.scan(shelf, probe, threads=equipment.settings.cores)
        people = len({int(row) for s in scans for row in s.rows})
        if people:
            rows = actions.reaching(scans, held_to(len(probe), people, equipment.settings.fpir))
            found += actions.explained(scans, rows, actions.encounters_of(tx, rows))
    listings = watchlists.listings_of(tx, [c.encounter for c in found])
    by_encounter = {x.encounter: x for x in listings if x.is_discreet}
    return [
        _state(tx, arrival, c, listing=by_encounter[c.encounter], at=at) for c in found if c.encounter in by_encounter
    ]


def _held_apart(tx: Transaction, arrival: Search) -> FingerGallery:
    """People met before whom a discreet entry names, and for whom none of the arrival's candidates stands: somebody's
    many crossings may have crowded them out."""
    shown = spoken_for(tx, [c.encounter for c in store.candidates_of(tx, arrival.search)]) | {arrival.encounter}
    named = [e for e in watchlists.held_discreetly(tx) if e not in shown]
    shelf = FingerGallery()
    for encounter in identities.encounters_named(tx, named):
        for position, template in identities.templates_of(tx, encounter.encounter).items():
            shelf.add(encounter.number, position, template.data)
    return shelf


def _state(tx: Transaction, arrival: Search, found: Candidate, *, listing: Listing, at: datetime) -> Search:
    """One hit as a search of its own, the entry's encounter as probe."""
    done = Search(
        SearchId(new_id("sea")),
        None,
        found.encounter,
        finished_at=at,
        verdict=verdict_of(1, 1),
        held=held_to(len(found.fingers), 1, arrival.held.fpir),
        log_position=arrival.log_position,
        purpose=Purpose.SILENT,
        entry=listing.entry,
    )
    candidates: Sequence[Candidate] = [_turned(found, arrival.encounter)]
    store.insert_search(tx, done)
    store.insert_candidates(tx, done.search, candidates)
    watchlists.note_sightings(tx, [Pair(found.encounter, arrival.encounter, arrival.finished_at)])
    event = ReverseSearchFinished(listing.entry or "", done.search, found.encounter, len(candidates))
    ledger.record(tx, event, actor=NODE)
    return done


def _turned(found: Candidate, met: EncounterId) -> Candidate:
    return Candidate(met, found.score, found.log10_fmr, found.fingers, found.parameters)
