"""Prints that nobody was enrolled with, against the galleries that may be asked. Guards one invariant: nothing of the
probe is written anywhere; what is returned is gone with the caller's variable.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from openbitmap.biometrics import finger
from openbitmap.node import identities
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.search import actions, gallery
from openbitmap.node.search.model import Candidate, Held, held_to
from openbitmap.node.search.union import part_of
from openbitmap.vocabulary import EncounterId, FingerPosition, GalleryKind


@dataclass(frozen=True)
class Reach:
    """The galleries that may be asked, the false positive rate of the whole question, and the people it reaches in
    galleries elsewhere."""

    kinds: frozenset[GalleryKind]
    fpir: float
    others: int = 0


@dataclass(frozen=True)
class Probed:
    """Who reaches the threshold, the strongest first; `held.people` were compared, `held.fpir` is their part of the
    budget; `log_position` is the ledger position that was covered."""

    candidates: tuple[Candidate, ...]
    held: Held
    log_position: int


def search_probe(
    tx: Transaction,
    probe: Mapping[FingerPosition, finger.Template],
    reach: Reach,
    *,
    equipment: Equipment,
    at: datetime,
) -> Probed:
    """Compare prints with the galleries of these kinds, as of the ledger's head. Discreet entries are on another shelf,
    and no part of it."""
    upto = gallery.refresh_all(tx, equipment, at=at)
    census = identities.gallery_census(tx, upto, list(probe), without=EncounterId(""))
    asked = {size.gallery: size for size in census if GalleryKind(size.kind) in reach.kinds}
    people = sum(size.comparable for size in asked.values())
    held = held_to(len(probe), people, part_of(reach.fpir, people, reach.others))
    if not held.people or not held.fingers:
        return Probed((), held, upto)
    scans = gallery.scan(equipment.fingers, probe, threads=equipment.settings.cores)
    found = identities.encounters_numbered(tx, reached := actions.reaching(scans, held))
    rows = [row for row in reached if found[row].gallery in asked]
    encounters = {row: found[row].encounter for row in rows}
    return Probed(tuple(actions.explained(scans, rows, encounters)), held, upto)
