"""One candidate a person: whom people judged to be one stands in a list of candidates once.

Guards two invariants: nobody who carries a listing is left out for somebody who does not, and what silent cases and
silent prints say of who is who moves no list that a post or an examiner sees.
"""

from collections.abc import Iterable, Mapping, Sequence

from openbitmap.node import identities, watchlists
from openbitmap.node.database import Transaction
from openbitmap.vocabulary import EncounterId


def one_per_person(tx: Transaction, reached: Sequence[int], encounters: Mapping[int, EncounterId]) -> list[int]:
    """Of rows, the strongest first, the strongest of every person; but of a person who is listed every encounter that
    carries a listing, and no other, for each is a question of its own to whoever listed it."""
    carrying = watchlists.carrying(tx, [encounters[row] for row in reached])
    strongest: dict[EncounterId, int] = {}
    for row in reached:
        if encounters[row] not in strongest:
            strongest |= dict.fromkeys(_everybody(tx, encounters[row]), row)
    listed = {strongest[encounters[row]] for row in reached if encounters[row] in carrying}
    return [
        row
        for row in reached
        if encounters[row] in carrying or (strongest[encounters[row]] == row and row not in listed)
    ]


def spoken_for(tx: Transaction, shown: Iterable[EncounterId]) -> frozenset[EncounterId]:
    """Everybody for whom these candidates stand."""
    alike = identities.alike(tx, list(shown), blind=True)
    return frozenset(member for members in alike.values() for member in members)


def _everybody(tx: Transaction, encounter: EncounterId) -> frozenset[EncounterId]:
    """One person at a time: somebody of a thousand crossings costs a thousand rows and not their square."""
    return identities.alike(tx, [encounter], blind=True)[encounter] | {encounter}
