"""People met before, in slices: for a new entry that is compared with the past. Reads encounters and templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.identities.model import StoredTemplate
from openbitmap.vocabulary import EncounterId, GalleryKind

_SQL = named_queries(__package__)
MET = [kind.value for kind in GalleryKind if kind.is_searched and not kind.is_derogatory]
"""Galleries of people who were met; a list is not somebody's past, and another nation's images are nobody's here."""


@dataclass(frozen=True)
class Past:
    """Encounters up to the row `last`, which can be compared."""

    encounters: int
    last: int


@dataclass(frozen=True)
class PastSlice:
    """The next encounters of the past: their templates, how many, and the last row among them."""

    templates: tuple[StoredTemplate, ...]
    encounters: int
    last: int


@dataclass(frozen=True)
class MetThen:
    encounter: EncounterId
    met_at: datetime


def past(tx: Transaction) -> Past:
    """How much past there is as this transaction sees it."""
    row = tx.one(_SQL["past"], into=Past, kinds=MET)
    return row or Past(0, 0)


def past_slice(tx: Transaction, after: int, upto: int, *, encounters: int) -> PastSlice:
    """So many encounters after one row and up to another; of none left, an empty slice that ends at `upto`."""
    rows = tx.all(_SQL["past_slice"], into=StoredTemplate, after=after, upto=upto, encounters=encounters, kinds=MET)
    numbers = {row.number for row in rows}
    return PastSlice(tuple(rows), len(numbers), max(numbers, default=upto))


def met_then(tx: Transaction, encounters: Sequence[EncounterId]) -> list[MetThen]:
    """When each of these was met; entries of lists are left out, for nobody was met then."""
    return tx.all(_SQL["met_then"], into=MetThen, encounters=list(encounters), kinds=MET)
