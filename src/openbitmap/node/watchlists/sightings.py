"""Somebody met who may be the person of an entry, and what people found. Reads and writes the table `sighting`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openbitmap.node import identities, ledger
from openbitmap.node.database import Transaction, named_queries, new_id
from openbitmap.node.events import CaseDecided, SightingSettled
from openbitmap.node.watchlists.kinds import Outcome
from openbitmap.node.watchlists.listing import listings_of
from openbitmap.node.watchlists.model import EntryId, Precision, Sighting
from openbitmap.vocabulary import Actor, EncounterId

_SQL = named_queries(__package__)
NODE = Actor("node", "watchlists")
IDENTIFIED, EXCLUDED = "identification", "exclusion"
"""Conclusions that say something of every candidate of a case."""


@dataclass(frozen=True)
class Pair:
    """An encounter on the side of a list, and somebody met who was found beside it."""

    listed: EncounterId
    encounter: EncounterId
    met_at: datetime


def note_sightings(tx: Transaction, pairs: Sequence[Pair]) -> None:
    """A pending sighting of every active entry behind these pairs; repeated pairs change nothing."""
    listings = listings_of(tx, [pair.listed for pair in pairs])
    for pair in pairs:
        for entry in {x.entry for x in listings if x.encounter == pair.listed and x.entry}:
            tx.run(
                _SQL["insert_sighting"],
                sighting=new_id("sig"),
                entry=entry,
                listed=pair.listed,
                encounter=pair.encounter,
                met_at=pair.met_at,
            )


def settle_sightings(tx: Transaction, decided: CaseDecided, *, at: datetime) -> None:
    """People's word on every sighting between the case's probe and its candidates, whichever side the list is on."""
    probe, identified = EncounterId(decided.encounter), set(decided.candidates)
    for s in tx.all(_SQL["sightings_between"], into=Sighting, encounters=[probe]):
        if s.outcome in (Outcome.TRUE, Outcome.FALSE):
            continue
        other = s.listed if s.encounter == probe else s.encounter
        if decided.conclusion in (IDENTIFIED, EXCLUDED):
            outcome = Outcome.TRUE if other in identified else Outcome.FALSE
        else:
            outcome = Outcome.UNDECIDED
        _settle(tx, s, outcome, case=decided.case, at=at)


def correct_sightings(tx: Transaction, encounters: Sequence[EncounterId], *, at: datetime) -> None:
    """After people changed who is who: a sighting is true while both sides are judged one person, and no longer."""
    for s in tx.all(_SQL["sightings_between"], into=Sighting, encounters=list(encounters)):
        same = s.encounter in identities.alike(tx, [s.listed])[s.listed]
        if same and s.outcome is not Outcome.TRUE:
            _settle(tx, s, Outcome.TRUE, case=s.case, at=at)
        if not same and s.outcome is Outcome.TRUE:
            _settle(tx, s, Outcome.FALSE, case=s.case, at=at)


def _settle(tx: Transaction, s: Sighting, outcome: Outcome, *, case: str | None, at: datetime) -> None:
    tx.run(_SQL["settle_sighting"], sighting=s.sighting, outcome=outcome, case=case, at=at)
    ledger.record(tx, SightingSettled(s.entry, s.sighting, outcome.value), actor=NODE)


def sightings_of(tx: Transaction, entry: EntryId) -> list[Sighting]:
    """The newest first."""
    return tx.all(_SQL["sightings_of"], into=Sighting, entry=entry)


def precision_by_list(tx: Transaction, *, discreet: bool) -> dict[str, Precision]:
    """Decided sightings of each list that had any; `discreet` counts those of discreet entries too."""
    rows = tx.all(_SQL["precision"], discreet=discreet)
    return {name: Precision(true, false) for name, true, false in rows}
