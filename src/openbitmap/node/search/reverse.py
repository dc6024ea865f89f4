"""A new entry against people met before, slice by slice: each slice is one job, so that arrivals are searched between
two of them, progress is what is committed, and a worker that dies costs one slice. Writes `reverse_search` and
`reverse_candidate`.
"""

import json
from dataclasses import asdict, replace
from datetime import datetime

from openbitmap.biometrics import FingerGallery
from openbitmap.node import identities, ledger, watchlists
from openbitmap.node.database import Transaction, named_queries, new_id
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import ReverseSearchBegun, ReverseSearchFinished
from openbitmap.node.search import actions, gallery, store
from openbitmap.node.search.model import (
    MOST_CANDIDATES,
    Candidate,
    Purpose,
    ReverseSearch,
    Search,
    held_to,
    verdict_of,
)
from openbitmap.node.watchlists import EntryId, Pair
from openbitmap.vocabulary import Actor, EncounterId, FingerPosition, SearchId

_SQL = named_queries(__package__)
NODE = Actor("node", "search")
SLICE = 1_000
"""Encounters a job compares: about a second at ten fingers each on one core, which is what an arrival may wait."""


def begin_reverse(tx: Transaction, entry: str, encounter: EncounterId, *, at: datetime) -> SearchId:
    """Note how much past there is, and start on it."""
    before = identities.past(tx)
    search = SearchId(new_id("sea"))
    stated = ledger.record(tx, ReverseSearchBegun(entry, search, encounter, before.encounters), actor=NODE)
    begun = ReverseSearch(
        search,
        entry,
        encounter,
        begun_at=at,
        begun_by=stated.seq,
        upto=before.last,
        place=0,
        done=0,
        total=before.encounters,
        finished_at=None,
    )
    values = asdict(begun)
    del values["finished_at"]
    tx.run(_SQL["insert_reverse"], **values)
    return search


def compare_slice(tx: Transaction, search: SearchId, equipment: Equipment, *, at: datetime) -> ReverseSearch:
    """Compare the next slice; the last one finishes the search. Returns where it stands then."""
    state = reverse_named(tx, search)
    if state is None or state.finished_at:
        raise LookupError(f"search {search} has no slice left")
    if not _stands(tx, state):
        return _finish(tx, state, equipment, at=at)
    part = identities.past_slice(tx, state.place, state.upto, encounters=SLICE)
    probe = identities.templates_of(tx, state.encounter)
    shelf = FingerGallery()
    for row in part.templates:
        shelf.add(row.number, FingerPosition(row.position), row.minutiae)
    if probe and state.total and part.templates:
        scans = gallery.scan(shelf, probe, threads=equipment.settings.cores)
        rows = actions.reaching(scans, held_to(len(probe), state.total, equipment.settings.fpir))
        for c in actions.explained(scans, rows, actions.encounters_of(tx, rows)):
            tx.run(_SQL["insert_reverse_candidate"], search=search, **asdict(c) | {"fingers": json.dumps(c.fingers)})
    tx.run(_SQL["advance_reverse"], search=search, place=part.last, more=part.encounters, before=state.place)
    state = replace(state, place=part.last, done=state.done + part.encounters)
    return state if state.place < state.upto else _finish(tx, state, equipment, at=at)


def _finish(tx: Transaction, state: ReverseSearch, equipment: Equipment, *, at: datetime) -> ReverseSearch:
    """Keep the strongest, but nobody whom people judged to be the same person already: that is no question any more."""
    fingers = len(identities.templates_of(tx, state.encounter))
    known = identities.alike(tx, [state.encounter])[state.encounter]
    strongest = tx.all(
        _SQL["reverse_candidates"], into=Candidate, search=state.search, most=MOST_CANDIDATES + len(known)
    )
    stands = _stands(tx, state)
    candidates = [c for c in strongest if c.encounter not in known][:MOST_CANDIDATES] if stands else []
    done = Search(
        state.search,
        None,
        state.encounter,
        finished_at=at,
        verdict=verdict_of(fingers, len(candidates)),
        held=held_to(fingers, state.total, equipment.settings.fpir),
        log_position=state.begun_by,
        purpose=Purpose.REVERSE,
        entry=state.entry,
    )
    store.insert_search(tx, done)
    store.insert_candidates(tx, done.search, candidates)
    tx.run(_SQL["finish_reverse"], search=state.search, at=at, candidates=len(candidates))
    joined = sorted(known - {state.encounter}) if stands else []
    past = identities.met_then(tx, [*(c.encounter for c in candidates), *joined])
    watchlists.note_sightings(tx, [Pair(state.encounter, met.encounter, met.met_at) for met in past])
    watchlists.correct_sightings(tx, [state.encounter], at=at)
    event = ReverseSearchFinished(state.entry, state.search, state.encounter, len(candidates))
    ledger.record(tx, event, actor=NODE)
    return replace(state, finished_at=at)


def _stands(tx: Transaction, state: ReverseSearch) -> bool:
    """An entry that ended, or whose prints left the galleries, asks nothing of the past any more."""
    in_force = watchlists.hold_in_force(tx, EntryId(state.entry))
    return in_force and identities.withdrawal_of(tx, state.encounter) is None


def reverse_named(tx: Transaction, search: SearchId) -> ReverseSearch | None:
    return tx.one(_SQL["reverse"], into=ReverseSearch, search=search)


def reverse_searches_of(tx: Transaction, entry: str) -> list[ReverseSearch]:
    """The searches into the past of an entry, the newest first."""
    return tx.all(_SQL["reverse_of_entry"], into=ReverseSearch, entry=entry)
