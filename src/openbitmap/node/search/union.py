"""One rate of false positives for all galleries a question reaches, wherever they stand: each keeps the part that its
size is of the whole, so that no person is likelier to be shown by chance for standing in a small one (docs/decisions).
Writes `search_abroad`.
"""

from datetime import datetime, timedelta

from openbitmap.node.database import Transaction, named_queries
from openbitmap.vocabulary import PartnerId

_SQL = named_queries(__package__)
REMEMBERED = timedelta(days=7)
"""How long a partner's size counts after its last answer: then it is no longer asked, and has no part."""


LEAST_PART = 0.05
"""Of the budget, whatever others say of their size: a claim that nobody can check costs a search no more than this
twentyfold, and the sum over all galleries exceeds the budget by this much a gallery at most."""
MOST_BELIEVED = 1_000_000_000
"""People in one partner's galleries."""


def part_of(fpir: float, own: int, others: int) -> float:
    """The rate that `own` people may use of `fpir` while `others` stand in galleries elsewhere. An empty gallery has
    the part of one person: who stands there silently is searched at the rate of the same search."""
    return fpir * max(max(own, 1) / (max(own, 1) + max(others, 0)), LEAST_PART)


def note_abroad(tx: Transaction, partner: PartnerId, people: int, *, at: datetime) -> None:
    """A partner's galleries held so many people when it answered; an older word changes nothing."""
    tx.run(_SQL["note_abroad"], partner=partner, people=min(people, MOST_BELIEVED), at=at)


def people_abroad(tx: Transaction, *, at: datetime, but: PartnerId | None = None) -> int:
    """People whom questions reach elsewhere, as last told; without those of one partner, where it is named."""
    return int(tx.scalar(_SQL["people_abroad"], since=at - REMEMBERED, but=but or ""))
