"""Reads and writes the tables `protection_marking`, `protection_review` and `protection_hour`."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from openbitmap.node.database import Row, Transaction, named_queries, new_id
from openbitmap.node.protection.model import (
    REVIEW_WITHIN,
    Asked,
    Marking,
    Reason,
    Review,
    ReviewState,
    Ruling,
    Wanted,
)
from openbitmap.vocabulary import EncounterId, ExchangeAct, PartnerId

_SQL = named_queries(__package__)
MOST = 200


def insert_marking(
    tx: Transaction, encounter: EncounterId, wanted: Wanted, *, by: str, at: datetime
) -> tuple[str, str] | None:
    """The marking's name and its secret; None where the same stands already."""
    marking, salt = new_id("mark"), secrets.token_hex(16)
    made = tx.run(
        _SQL["insert_marking"],
        marking=marking,
        encounter=encounter,
        kind=wanted.kind,
        nation=wanted.nation,
        basis=wanted.basis,
        reason=wanted.reason,
        salt=salt,
        marked_by=by,
        marked_at=at,
        ends_at=wanted.ends,
    )
    return (marking, salt) if made else None


def markings_on(tx: Transaction, encounters: Sequence[EncounterId]) -> list[Marking]:
    return tx.all(_SQL["markings_on"], into=Marking, encounters=list(encounters))


def hold_marking(tx: Transaction, marking: str) -> Marking | None:
    return tx.one(_SQL["marking"], into=Marking, marking=marking)


def standing(tx: Transaction) -> list[Marking]:
    return tx.all(_SQL["standing"], into=Marking, most=MOST)


@dataclass(frozen=True)
class Word:
    """Who says why, when."""

    by: str
    reason: str
    at: datetime


def ask_unmark(tx: Transaction, marking: str, word: Word) -> bool:
    return bool(tx.run(_SQL["ask_unmark"], marking=marking, by=word.by, reason=word.reason, at=word.at))


def settle_unmark(tx: Transaction, marking: str, word: Word, *, agreed: bool) -> bool:
    if not agreed:
        return bool(tx.run(_SQL["keep_marking"], marking=marking))
    return bool(tx.run(_SQL["end_marking"], marking=marking, by=word.by, reason=word.reason, at=word.at))


def hold_back(tx: Transaction, encounter: EncounterId, asked: Asked, *, reasons: frozenset[Reason]) -> str:
    return str(
        tx.scalar(
            _SQL["hold_back"],
            review=new_id("rev"),
            encounter=encounter,
            partner=asked.partner,
            act=asked.act,
            reasons=sorted(reasons),
            at=asked.at,
            due_at=asked.at + REVIEW_WITHIN,
            salt=secrets.token_hex(16),
        )
    )


def released(tx: Transaction, encounters: Sequence[EncounterId], asked: Asked) -> frozenset[EncounterId]:
    rows = tx.all(_SQL["released"], encounters=list(encounters), partner=asked.partner, act=asked.act, at=asked.at)
    return frozenset(EncounterId(row[0]) for row in rows)


def hold_review(tx: Transaction, review: str) -> tuple[Review, str | None] | None:
    """The question with the officer who decided it."""
    row = tx.one(_SQL["review"], review=review)
    return (_review(row[:-1]), row[-1]) if row else None


def reviews(tx: Transaction) -> list[Review]:
    return [_review(row) for row in tx.all(_SQL["reviews"], most=MOST)]


def decide(tx: Transaction, review: str, ruling: Ruling, *, officer: str, at: datetime) -> bool:
    told = {"state": ruling.state, "basis": ruling.basis, "words": ruling.words, "until": ruling.until}
    return bool(tx.run(_SQL["decide"], review=review, officer=officer, at=at, **told))


def last_stated(tx: Transaction) -> datetime | None:
    """The latest hour of which the ledger has what was held back."""
    return tx.scalar(_SQL["last_hour"])  # type: ignore[no-any-return]  # a column of times


def held_between(tx: Transaction, since: datetime | None, until: datetime) -> list[Row]:
    """None: since ever."""
    return tx.all(_SQL["held_between"], since=since or datetime.min.replace(tzinfo=UTC), until=until)


def state_hour(tx: Transaction, hour: datetime, seal: str) -> bool:
    return bool(tx.run(_SQL["state_hour"], hour=hour, seal=seal))


def _review(row: Row) -> Review:
    """Columns of the query `reviews`. A reason that is not known here is one that cannot be read."""
    review, encounter, partner, act, reasons, asked_at, times, due_at, state = row
    known = {r.value for r in Reason}
    read = tuple(Reason(r) if r in known else Reason.UNREADABLE for r in reasons)
    return Review(
        review,
        EncounterId(encounter),
        PartnerId(partner),
        ExchangeAct(act),
        reasons=read,
        asked_at=asked_at,
        times=times,
        due_at=due_at,
        state=ReviewState(state),
    )
