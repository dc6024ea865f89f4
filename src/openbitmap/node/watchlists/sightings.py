"""Somebody met who may be the person of an entry, and what people found. Reads and writes the table `sighting`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from openbitmap.node import identities, ledger
from openbitmap.node.database import Transaction, named_queries, new_id
from openbitmap.node.events import SightingSettled
from openbitmap.node.watchlists import store
from openbitmap.node.watchlists.kinds import Outcome
from openbitmap.node.watchlists.listing import listings_of
from openbitmap.node.watchlists.model import EntryId, Precision, Sighting
from openbitmap.vocabulary import Actor, EncounterId

_SQL = named_queries(__package__)
NODE = Actor("node", "watchlists")


@dataclass(frozen=True)
class Pair:
    """An encounter on the side of a list, and somebody met who was found beside it."""

    listed: EncounterId
    encounter: EncounterId
    met_at: datetime


@dataclass(frozen=True)
class Compared:
    """What a case showed people, and whom they found to be the same person; `same` is None if they could not tell."""

    case: str
    probe: EncounterId
    candidates: frozenset[EncounterId]
    same: frozenset[EncounterId] | None


def note_sightings(tx: Transaction, pairs: Sequence[Pair]) -> None:
    """A pending sighting of every active entry behind these pairs; repeated pairs change nothing. An open entry is
    behind a pair only where no discreet one leads to it."""
    listed = [pair.listed for pair in pairs]
    listings = [x for x in listings_of(tx, listed, blind=True) if not x.is_discreet]
    listings += [x for x in listings_of(tx, listed) if x.is_discreet]
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


def settle_sightings(tx: Transaction, compared: Compared, *, at: datetime) -> None:
    """People's word on every sighting between a case's probe and the candidates it showed, whichever side the list is
    on. Of anybody else it says nothing."""
    settled = []
    for s in tx.all(_SQL["sightings_between"], into=Sighting, encounters=[compared.probe]):
        other = s.listed if s.encounter == compared.probe else s.encounter
        if other not in compared.candidates or s.outcome in (Outcome.TRUE, Outcome.FALSE):
            continue
        outcome = Outcome.UNDECIDED
        if compared.same is not None:
            outcome = Outcome.TRUE if other in compared.same else Outcome.FALSE
        settled.append(replace(s, outcome=outcome, case=compared.case, settled_at=at))
    _settle(tx, settled)


def correct_sightings(tx: Transaction, encounters: Sequence[EncounterId], *, at: datetime) -> None:
    """After people changed who is who: a sighting is true while both sides are judged one person, and no longer."""
    settled = []
    found = tx.all(_SQL["sightings_between"], into=Sighting, encounters=list(encounters))
    entries = store.entries_named(tx, [s.entry for s in found])
    discreet = {name for name, entry in entries.items() if entry.is_discreet}
    for s in found:
        same = s.encounter in identities.alike(tx, [s.listed], blind=s.entry not in discreet)[s.listed]
        if same != (s.outcome is Outcome.TRUE):
            settled.append(replace(s, outcome=Outcome.TRUE if same else Outcome.FALSE, settled_at=at))
    _settle(tx, settled)


def _settle(tx: Transaction, settled: Sequence[Sighting]) -> None:
    """All rows first: the ledger is taken last."""
    for s in settled:
        tx.run(_SQL["settle_sighting"], sighting=s.sighting, outcome=s.outcome, case=s.case, at=s.settled_at)
    for s in settled:
        ledger.record(tx, SightingSettled(s.entry, s.sighting, s.outcome.value), actor=NODE)


def sightings_of(tx: Transaction, entry: EntryId) -> list[Sighting]:
    """The newest first."""
    return tx.all(_SQL["sightings_of"], into=Sighting, entry=entry)


def precision_by_list(tx: Transaction, *, discreet: bool) -> dict[str, Precision]:
    """Decided sightings of each list that had any; `discreet` counts those of discreet entries too."""
    rows = tx.all(_SQL["precision"], discreet=discreet)
    return {name: Precision(true, false) for name, true, false in rows}
