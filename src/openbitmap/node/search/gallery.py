"""The in-memory galleries: filled from the database up to a position of the ledger, then scanned finger by finger.

Guards one invariant: `fingers.position` is a ledger position up to which every searchable template is in memory and
none that was withdrawn. The ledger's numbers are in commit order, so nothing can slip in behind it. A first stage for
millions of people would stand between `refresh` and `scan`: it would name the rows worth comparing.
"""

import logging
from collections.abc import Mapping
from datetime import datetime

from openbitmap.biometrics import FingerGallery, TemplateFinding, finger, fusion
from openbitmap.node import identities, ledger
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.search import store
from openbitmap.vocabulary import FingerPosition

_log = logging.getLogger(__name__)


def refresh(tx: Transaction, fingers: FingerGallery, *, silent: bool = False) -> int:
    """Bring a gallery up to the ledger's head as this transaction sees it; returns the position it covers. `silent`:
    the shelf of discreet entries, which no count and no answer knows."""
    upto = ledger.head(tx).seq
    # First out, then in: on a start nothing is in memory yet, so that years of withdrawals cost nothing.
    for number in identities.rows_withdrawn_between(tx, fingers.position, upto):
        fingers.remove(number)
    for row in identities.templates_between(tx, fingers.position, upto, silent=silent):
        found = fingers.add(row.number, FingerPosition(row.position), row.minutiae)
        if TemplateFinding.REFUSED in found:
            _log.warning("row %d, finger position %d: template refused, matches nobody", row.number, row.position)
    fingers.position = max(fingers.position, upto)
    return upto


def refresh_all(tx: Transaction, equipment: Equipment, *, at: datetime) -> int:
    """Both shelves of this process, and a note of how far they cover."""
    upto = refresh(tx, equipment.fingers)
    refresh(tx, equipment.silent, silent=True)
    store.note_process(tx, equipment.process, upto, at=at)
    return upto


def scan(
    fingers: FingerGallery, probe: Mapping[FingerPosition, finger.Template], *, threads: int
) -> list[fusion.FingerScan]:
    """Compare every finger of the probe with every print of the same finger."""
    return [_scan_finger(fingers, position, template, threads=threads) for position, template in probe.items()]


def _scan_finger(
    fingers: FingerGallery, position: FingerPosition, template: finger.Template, *, threads: int
) -> fusion.FingerScan:
    rows, scores = fingers.compare(position, template.data, threads=threads)
    return fusion.FingerScan(position, len(template), rows, scores)


def without_row(scans: list[fusion.FingerScan], row: int) -> list[fusion.FingerScan]:
    """The scans without one row: the probe itself is in the gallery by the time it is searched."""
    kept = []
    for s in scans:
        others = s.rows != row
        kept.append(fusion.FingerScan(s.position, s.minutiae, s.rows[others], s.scores[others]))
    return kept
