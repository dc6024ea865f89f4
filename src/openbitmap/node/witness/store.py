"""Reads and writes the tables of this room and no other."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.witness.model import EVIDENCE_LIMIT, Attested, Break, Issued, Read, Restore, Said, Seen
from openbitmap.vocabulary import PartnerId, digest_of

_SQL = named_queries(__package__)


def lock(tx: Transaction) -> None:
    tx.run(_SQL["lock"])


def limit(tx: Transaction) -> timedelta:
    hours = tx.scalar(_SQL["limit"])
    return EVIDENCE_LIMIT if hours is None else timedelta(hours=hours)


def keep_limit(tx: Transaction, hours: int) -> None:
    if limit(tx) != timedelta(hours=hours):
        tx.run(_SQL["keep_limit"], hours=hours)


def note_disclosure(tx: Transaction, partner: PartnerId, at: datetime) -> None:
    tx.run(_SQL["note_disclosure"], partner=partner, at=at)


def unattested(tx: Transaction, partner: PartnerId) -> tuple[datetime | None, int]:
    """Since when, and how many."""
    row = tx.one(_SQL["unattested"], partner=partner)
    assert row is not None
    return row[0], row[1]


def unstated(tx: Transaction, partner: PartnerId) -> list[int]:
    return [row[0] for row in tx.all(_SQL["unstated"], partner=partner)]


def note_stated(tx: Transaction, numbers: Sequence[int], size: int) -> None:
    tx.run(_SQL["note_stated"], numbers=list(numbers), size=size)


def drop_attested(tx: Transaction, partner: PartnerId, size: int) -> None:
    tx.run(_SQL["drop_attested"], partner=partner, size=size)


def insert_issued(tx: Transaction, issued: Attested) -> None:
    tx.run(_SQL["insert_issued"], **vars(issued))


def last_issued(tx: Transaction, partner: PartnerId) -> Issued | None:
    return tx.one(_SQL["issued"], into=Issued, partner=partner)


def issued_of(tx: Transaction, partner: PartnerId, size: int) -> Attested | None:
    return tx.one(_SQL["issued_of"], into=Attested, partner=partner, size=size)


def note_answered(tx: Transaction, partner: PartnerId, size: int, *, at: datetime) -> None:
    tx.run(_SQL["note_answered"], partner=partner, size=size, at=at)


def note_cosigned(tx: Transaction, cosigned: Attested, *, at: datetime) -> bool:
    """Whether it is the first attestation of this checkpoint; `cosigned.at` is when the partner says it made it."""
    values = vars(cosigned) | {"cosigned_at": cosigned.at, "at": at}
    return bool(tx.run(_SQL["note_cosigned"], **values))


def last_cosigned(tx: Transaction, partner: PartnerId) -> Attested | None:
    return tx.one(_SQL["cosigned"], into=Attested, partner=partner)


def all_cosigned(tx: Transaction, partner: PartnerId) -> list[Attested]:
    return tx.all(_SQL["all_cosigned"], into=Attested, partner=partner)


def cosigned_reaching(tx: Transaction, seq: int) -> list[Attested]:
    return tx.all(_SQL["cosigned_reaching"], into=Attested, seq=seq)


def insert_seen(tx: Transaction, seen: Seen) -> None:
    tx.run(_SQL["insert_seen"], **(vars(seen) | {"proof": list(seen.proof)}))


def note_seen_again(tx: Transaction, seen: Seen) -> None:
    tx.run(_SQL["note_seen_again"], **(vars(seen) | {"proof": list(seen.proof)}))


def last_seen(tx: Transaction, partner: PartnerId) -> Seen | None:
    return tx.one(_SQL["seen"], into=Seen, partner=partner)


def seen_at(tx: Transaction, partner: PartnerId, size: int) -> Seen | None:
    """The state of that size, if this node attested it."""
    return tx.one(_SQL["seen_at"], into=Seen, partner=partner, size=size)


def all_seen(tx: Transaction, partner: PartnerId) -> list[Seen]:
    return tx.all(_SQL["all_seen"], into=Seen, partner=partner)


def insert_break(tx: Transaction, found: Break, evidence: str) -> bool:
    """Whether it is new; False while the same is open."""
    values = {name: value for name, value in vars(found).items() if name not in ("supervisor", "auditor", "words")}
    return bool(tx.run(_SQL["insert_break"], **(values | {"at": found.found_at, "evidence": evidence})))


def reopen_break(tx: Transaction, found: Break, evidence: str) -> str:
    """The name of the open one of this kind, which both look at again."""
    values = {"partner": found.partner, "fault": found.fault, "size": found.size, "what": found.what}
    return str(tx.scalar(_SQL["reopen_break"], **values, evidence=evidence))


def has_open_break(tx: Transaction, partner: PartnerId) -> bool:
    return bool(tx.scalar(_SQL["open_breaks"], partner=partner))


def breaks_with(tx: Transaction, partner: PartnerId) -> list[Break]:
    return tx.all(_SQL["breaks"], into=Break, partner=partner)


def hold_break(tx: Transaction, break_id: str) -> Break | None:
    return tx.one(_SQL["break_locked"], into=Break, break_id=break_id)


def evidence_of_break(tx: Transaction, break_id: str) -> str:
    return tx.scalar(_SQL["break_evidence"], break_id=break_id) or ""


def keep_break(tx: Transaction, said: Break, *, at: datetime) -> None:
    tx.run(_SQL["keep_break"], **(vars(said) | {"at": at}))


def close_issued(tx: Transaction, partner: PartnerId, *, at: datetime) -> None:
    tx.run(_SQL["close_issued"], partner=partner, at=at)


def close_seen(tx: Transaction, partner: PartnerId, *, at: datetime) -> None:
    tx.run(_SQL["close_seen"], partner=partner, at=at)


def keep_said(tx: Transaction, said: Said, partner: PartnerId) -> None:
    """For ever; the same once."""
    tx.run(_SQL["keep_said"], **vars(said), partner=partner, digest=digest_of(said.said.encode()))


def said_with(tx: Transaction, partner: PartnerId) -> list[Said]:
    """In the order it came."""
    return tx.all(_SQL["said"], into=Said, partner=partner)


def keep_base(tx: Transaction, base: Seen) -> None:
    tx.run(_SQL["keep_base"], **(vars(base) | {"proof": list(base.proof)}))


def take_base(tx: Transaction, partner: PartnerId) -> Seen | None:
    """Once."""
    return tx.one(_SQL["take_base"], into=Seen, partner=partner)


def keep_claim(tx: Transaction, restore: Restore) -> None:
    """Again before it was answered: in its place."""
    tx.run(_SQL["keep_claim"], **vars(restore))


def restores_with(tx: Transaction, partner: PartnerId) -> list[Restore]:
    """Newest first."""
    return tx.all(_SQL["restores"], into=Restore, partner=partner)


def restore_named(tx: Transaction, restore: str) -> Restore | None:
    return tx.one(_SQL["restore"], into=Restore, restore=restore)


def settle_restore(tx: Transaction, restore: str, account: str, *, at: datetime) -> None:
    tx.run(_SQL["settle_restore"], restore=restore, account=account, at=at)


def is_noted(tx: Transaction, read: Read, *, since: datetime, at: datetime) -> bool:
    return bool(tx.scalar(_SQL["is_noted"], **vars(read), since=since, at=at))


def note_read(tx: Transaction, read: Read, *, since: datetime, at: datetime) -> bool:
    """Whether it has to be stated."""
    return bool(tx.run(_SQL["note_read"], **vars(read), since=since, at=at))


def forget_reads(tx: Transaction, *, before: datetime) -> None:
    tx.run(_SQL["forget_reads"], before=before)
