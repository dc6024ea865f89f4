"""What its time is over for: things partners gave, by the term of their clause; own encounters, by the node's rule."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from openbitmap.node import disclosures, identities
from openbitmap.node.database import Transaction
from openbitmap.node.retention.model import Due, Thing

OWN = "own rule"


def due_by(tx: Transaction, at: datetime, *, own: Sequence[tuple[str, int]]) -> list[Due]:
    """The earliest first. What a person keeps for a purpose is not among it."""
    found = [_of_holding(tx, h) for h in disclosures.holdings_ended(tx, at=at)]
    for kind, days in own:
        term = timedelta(days=days)
        rows = identities.enrolled_before(tx, at - term, kind=kind)
        found += [Due(Thing.ENCOUNTER, name, OWN, kind, met + term) for name, met in rows]
    return sorted(found, key=lambda d: (d.due_at, d.thing.value, d.name))


def population(tx: Transaction, *, own: Sequence[tuple[str, int]]) -> int:
    """How much of the same is held in all: what one run's share is counted from."""
    counted = sum(identities.enrolled_in(tx, kind=kind) for kind, _ in own)
    return disclosures.holdings_counted(tx) + counted


def _of_holding(tx: Transaction, holding: disclosures.Holding) -> Due:
    keeping = disclosures.keeping_of(tx, holding.holding)
    agreement = keeping.agreement if keeping else ""
    said = agreement or holding.clause or holding.partner
    return Due(Thing.HOLDING, holding.holding, said, holding.kind.value, holding.retain_until)
