"""Reads and writes the tables of this room: texts, signatures, suspensions, denunciations, and daily limits used."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import lru_cache

from openbitmap.instruments import BY_KIND, Book, Question, Spending
from openbitmap.node.agreements.model import Held, Initial, Pledge, Signature, Spent, Stop
from openbitmap.node.database import Transaction, named_queries
from openbitmap.vocabulary import AgreementId, Digest, PartnerId

_SQL = named_queries(__package__)


def lock_register(tx: Transaction) -> None:
    tx.scalar(_SQL["lock_register"])


def insert_text(tx: Transaction, held: Held) -> bool:
    """False if the register has it."""
    row = asdict(held)
    del row["signed_by"], row["suspended_by"], row["denounced_at"]
    return bool(tx.run(_SQL["insert_text"], ends_at=held.instrument.term.ends_at, **row))


def held(tx: Transaction, *, partners: Sequence[str] = (), agreement: str = "", digest: str = "") -> list[Held]:
    """Texts by agreement and version; each argument narrows."""
    return tx.all(_SQL["held"], into=Held, partners=list(partners), agreement=agreement, digest=digest)


def book(tx: Transaction, question: Question) -> Book:
    """What binds the two of a question, at this node; which of them is the other, the register knows."""
    return _book(tuple(held(tx, partners=(question.giver, question.taker))))


def insert_signature(tx: Transaction, digest: Digest, signature: Signature) -> bool:
    """False if the party signed before."""
    return bool(tx.run(_SQL["insert_signature"], digest=digest, **asdict(signature)))


def signatures_of(tx: Transaction, digest: Digest) -> list[Signature]:
    return tx.all(_SQL["signatures"], into=Signature, digest=digest)


def keep_initial(tx: Transaction, initial: Initial) -> None:
    """In the place of one whose person is no longer entitled, if there is one."""
    tx.run(_SQL["keep_initial"], **asdict(initial))


def initial_of(tx: Transaction, pledge: Pledge, thing: str) -> Initial | None:
    return tx.one(_SQL["initial"], into=Initial, step=pledge, thing=thing)


def suspend(tx: Transaction, agreement: AgreementId, stop: Stop) -> bool:
    """False if this party's suspension runs already."""
    return bool(tx.run(_SQL["suspend"], agreement=agreement, party=stop.party, at=stop.since, reason=stop.reason))


def resume(tx: Transaction, agreement: AgreementId, party: PartnerId, *, at: datetime) -> bool:
    return bool(tx.run(_SQL["resume"], agreement=agreement, party=party, at=at))


def stops_of(tx: Transaction, agreement: AgreementId) -> list[Stop]:
    return tx.all(_SQL["stops"], into=Stop, agreement=agreement)


def denounce(tx: Transaction, agreement: AgreementId, party: PartnerId, *, at: datetime, reason: str) -> bool:
    return bool(tx.run(_SQL["denounce"], agreement=agreement, party=party, at=at, reason=reason))


def unnoted(tx: Transaction, *, at: datetime) -> list[Digest]:
    """Texts whose end by time has come and was not told yet."""
    return [Digest(row[0]) for row in tx.all(_SQL["unnoted"], at=at)]


def ending(tx: Transaction, *, at: datetime, before: datetime) -> list[Digest]:
    """Texts whose last instant lies between."""
    return [Digest(row[0]) for row in tx.all(_SQL["ending"], at=at, before=before)]


def note_ending(tx: Transaction, digest: Digest, days: int) -> bool:
    """False where as much, or less, was told before."""
    return bool(tx.run(_SQL["note_ending"], digest=digest, days=days))


def note_expiry(tx: Transaction, digest: Digest, *, at: datetime) -> bool:
    return bool(tx.run(_SQL["note_expiry"], digest=digest, at=at))


def is_spent_for(tx: Transaction, use: str, wanted: Spending) -> bool:
    return tx.scalar(_SQL["is_spent_for"], use=use, **_counted(wanted)) is not None


def spent(tx: Transaction, wanted: Spending, day: date) -> int:
    return int(tx.scalar(_SQL["spent"], day=day, **_counted(wanted)))


def spend(tx: Transaction, use: str, wanted: Spending, *, day: date) -> None:
    tx.run(_SQL["spend"], use=use, day=day, **_counted(wanted))


def spent_on(tx: Transaction, agreement: AgreementId, day: date) -> list[Spent]:
    return tx.all(_SQL["spent_on_day"], into=Spent, agreement=agreement, day=day)


def note_use(tx: Transaction, use: str, question: Question, *, outcome: str, at: datetime) -> bool:
    """False if the same was answered last time under this key."""
    row = {"act": question.act, "giver": question.giver, "taker": question.taker}
    return tx.scalar(_SQL["note_use"], use=use, outcome=outcome, at=at, **row) is not None


def _counted(wanted: Spending) -> dict[str, str]:
    """What a daily limit is counted by: every act, giver and kind of search of a clause has its own."""
    question = wanted.question
    return {
        "agreement": wanted.standing.instrument.agreement,
        "clause": wanted.clause.number,
        "act": question.act,
        "giver": question.giver,
        "kind": question.kind if question.act in BY_KIND else "",
    }


@lru_cache(maxsize=64)
def _book(texts: tuple[Held, ...]) -> Book:
    return Book(h.standing(o for o in texts if o.agreement == h.agreement) for h in texts)
