"""What a hit or a lead says on the page: names word by word, facts beside them, where the person was met."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openbitmap.names import (
    BAND_WORDS,
    FLAG_WORDS,
    KIND_WORDS,
    ORDER_WORDS,
    SIDE_WORDS,
    Band,
    Comparison,
    Order,
    band_of,
    compare,
    side_of,
)
from openbitmap.node import views
from openbitmap.node.console.words import said
from openbitmap.node.database import Transaction
from openbitmap.node.screening import NameHit, NameLead
from openbitmap.node.views import Meeting


@dataclass(frozen=True)
class WordPair:
    """Two words under each other, how they stand, and which way that speaks."""

    first: str
    second: str
    kind: str
    side: str
    side_word: str


@dataclass(frozen=True)
class Likeness:
    """A comparison in words."""

    band: Band
    band_word: str
    pairs: tuple[WordPair, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ResultLine:
    hit: NameHit
    likeness: Likeness | None
    met: Meeting | None


@dataclass(frozen=True)
class LeadLine:
    lead: NameLead
    likeness: Likeness
    met: Meeting | None

    @property
    def raised_at(self) -> datetime:
        return self.lead.raised_at


def likeness_of(comparison: Comparison, language: str) -> Likeness:
    band = band_of(comparison.score)
    pairs = tuple(
        WordPair(
            pair.first,
            pair.second,
            said(KIND_WORDS[pair.kind], language),
            side_of(pair),
            said(SIDE_WORDS[side_of(pair)], language),
        )
        for pair in comparison.pairs
    )
    notes = [said(FLAG_WORDS[flag], language) for flag in comparison.flags]
    if comparison.order is Order.ROTATED:
        notes.insert(0, said(ORDER_WORDS[comparison.order], language))
    return Likeness(band, said(BAND_WORDS[band], language), pairs, tuple(notes))


def result_lines(tx: Transaction, hits: Sequence[NameHit], language: str) -> list[ResultLine]:
    met = {m.encounter: m for m in views.meetings_of(tx, [h.filed.encounter for h in hits if h.filed.encounter])}
    return [
        ResultLine(
            hit,
            likeness_of(hit.comparison, language) if hit.comparison else None,
            met.get(hit.filed.encounter) if hit.filed.encounter else None,
        )
        for hit in hits
    ]


def lead_lines(tx: Transaction, leads: Sequence[NameLead], language: str) -> list[LeadLine]:
    """Leads with their names compared anew: the words are those of today's comparison."""
    met = {m.encounter: m for m in views.meetings_of(tx, [x.likeness.encounter for x in leads])}
    return [
        LeadLine(
            lead,
            likeness_of(compare(lead.likeness.met_as, lead.likeness.listed_as), language),
            met.get(lead.likeness.encounter),
        )
        for lead in leads
    ]
