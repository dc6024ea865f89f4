"""Reads and writes `national` and `national_suspected`."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.disclosures.model import National, Suspicion

_SQL = named_queries(__package__)


def insert_national(tx: Transaction, found: National) -> bool:
    """False where it was found before."""
    return bool(tx.run(_SQL["insert_national"], **asdict(found)))


def confirm_national(tx: Transaction, found: National, subjects: Sequence[str]) -> None:
    """What rested on a partner's word rests on a person's from now on."""
    told = {"nation": found.nation, "basis": found.basis, "found_by": found.found_by, "found_at": found.found_at}
    tx.run(_SQL["confirm_national"], subjects=list(subjects), **told)


def delete_national(tx: Transaction, subjects: Sequence[str]) -> bool:
    return bool(tx.run(_SQL["delete_national"], encounters=list(subjects)))


def national_among(tx: Transaction, subjects: Sequence[str]) -> National | None:
    return tx.one(_SQL["national_among"], into=National, encounters=list(subjects))


def was_suspected(tx: Transaction, suspicion: Suspicion, subjects: Sequence[str]) -> bool:
    """Whether the same came up of any of these, settled since or not."""
    said = {"nation": suspicion.nation, "source": suspicion.source, "partner": suspicion.partner}
    return bool(tx.scalar(_SQL["was_suspected"], subjects=list(subjects), **said))


def insert_suspicion(tx: Transaction, suspicion: Suspicion) -> bool:
    """One a subject: another one takes its place. False where somebody raised the same at the same time."""
    return bool(tx.run(_SQL["insert_suspicion"], **asdict(suspicion)))


def suspicions(tx: Transaction, subjects: Sequence[str] | None = None) -> list[Suspicion]:
    """What nobody has settled, the oldest first; of these subjects, or all."""
    among = None if subjects is None else list(subjects)
    return tx.all(_SQL["suspicions"], into=Suspicion, among=among)


def settle_suspicions(tx: Transaction, subjects: Sequence[str], *, at: datetime) -> bool:
    """False where none stood open."""
    return bool(tx.run(_SQL["settle_suspicions"], subjects=list(subjects), at=at))
