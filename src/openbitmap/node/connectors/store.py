"""Reads and writes `consultation`, `repository_day`, `repository_health` and `repository_notice`."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from openbitmap.node.connectors.model import Consulted, Notice, Outcome, Reply, State
from openbitmap.node.database import Transaction, named_queries
from openbitmap.vocabulary import Digest

_SQL = named_queries(__package__)


@dataclass(frozen=True)
class Errand:
    """One question on its way: what an attempt at it needs."""

    consultation: str
    repository: str
    inquiry: str
    control_number: str
    question: Digest
    entry: int
    due_at: datetime
    ends_at: datetime
    attempts: int
    accepted: bool


@dataclass(frozen=True)
class Plan:
    """A question before it is recorded: whose, under which number, by when; `outcome` is final where it is not sent."""

    consultation: str
    repository: str
    inquiry: str
    control_number: str
    due_at: datetime
    ends_at: datetime
    outcome: Outcome
    per_day: int
    question: bytes


@dataclass(frozen=True)
class Papers:
    """Where a consultation's question and reply lie in the vault."""

    consultation: str
    question: Digest | None
    reply: Digest | None


@dataclass(frozen=True)
class Overdue:
    """A question whose clock has run out, and why the last attempt gave nothing."""

    consultation: str
    repository: str
    inquiry: str
    trouble: str


def insert(tx: Transaction, plan: Plan, *, at: datetime) -> bool:
    """False where this consultation was recorded before."""
    return bool(
        tx.run(
            _SQL["insert_consultation"],
            consultation=plan.consultation,
            repository=plan.repository,
            inquiry=plan.inquiry,
            control_number=plan.control_number,
            asked_at=at,
            due_at=plan.due_at,
            ends_at=plan.ends_at,
            state=plan.outcome.state.value,
            reason=plan.outcome.reason,
            finished_at=at if plan.outcome.state.is_final else None,
        )
    )


def take_from_quota(tx: Transaction, repository: str, day: date, *, most: int) -> bool:
    """One of the day's questions; False where none is left."""
    return most > 0 and tx.scalar(_SQL["take_from_quota"], repository=repository, day=day, most=most) is not None


def intend(tx: Transaction, consultation: str, question: Digest, *, entry: int, next_at: datetime) -> None:
    tx.run(_SQL["intend"], consultation=consultation, question=question, entry=entry, next_at=next_at)


def settle(
    tx: Transaction, consultation: str, reply: Reply, *, digest: Digest | None, moment: tuple[datetime, bool]
) -> None:
    """Write what became of it; `moment` says when, and whether that was late."""
    at, late = moment
    values = asdict(reply.outcome) | {"state": reply.outcome.state.value}
    tx.run(
        _SQL["settle"],
        consultation=consultation,
        reply=digest,
        findings=list(reply.findings),
        at=at,
        late=late,
        **values,
    )


def consultations_of(tx: Transaction, inquiry: str) -> list[Consulted]:
    return [_consulted(row) for row in tx.all(_SQL["consultations"], inquiry=inquiry)]


def consultation_named(tx: Transaction, consultation: str) -> Consulted | None:
    row = tx.one(_SQL["consultation"], consultation=consultation)
    return _consulted(row) if row else None


def _consulted(row: Sequence[object]) -> Consulted:
    *standing, state, people, as_of, reference, handling, reason = row
    said = Outcome(State(state), people, as_of, reference, handling, reason)  # type: ignore[arg-type]  # columns of the query
    name, repository, inquiry, asked, due, finished, late = standing
    return Consulted(name, repository, inquiry, said, asked, due, finished, late)  # type: ignore[arg-type]  # the same


def repositories_asked(tx: Transaction) -> list[str]:
    return [row[0] for row in tx.all(_SQL["repositories_asked"])]


def errand(tx: Transaction, consultation: str) -> Errand | None:
    return tx.one(_SQL["errand"], into=Errand, consultation=consultation)


def hold_state(tx: Transaction, consultation: str) -> tuple[State, datetime] | None:
    row = tx.one(_SQL["hold_state"], consultation=consultation)
    return (State(row[0]), row[1]) if row else None


def postpone(tx: Transaction, consultation: str, *, next_at: datetime, accepted: bool, trouble: str) -> None:
    tx.run(_SQL["postpone"], consultation=consultation, next_at=next_at, accepted=accepted, trouble=trouble)


def lease_due(tx: Transaction, *, at: datetime, lease: datetime, most: int) -> list[Errand]:
    return tx.all(_SQL["lease_due"], into=Errand, at=at, lease=lease, most=most)


def give_up(tx: Transaction, *, at: datetime) -> None:
    tx.run(_SQL["give_up"], at=at)


def overdue(tx: Transaction, *, at: datetime) -> list[Overdue]:
    return tx.all(_SQL["overdue"], into=Overdue, at=at)


def time_out(tx: Transaction, consultation: str, reason: str, *, at: datetime) -> None:
    tx.run(_SQL["time_out"], consultation=consultation, reason=reason, at=at)


def papers_of(tx: Transaction, inquiry: str) -> list[Papers]:
    return tx.all(_SQL["papers"], into=Papers, inquiry=inquiry)


def reply_digest(tx: Transaction, consultation: str) -> Digest | None:
    digest = tx.scalar(_SQL["reply"], consultation=consultation)
    return Digest(digest) if digest else None


def forget(tx: Transaction, inquiry: str) -> None:
    tx.run(_SQL["forget"], inquiry=inquiry)


def by_number(tx: Transaction, repository: str, number: str) -> tuple[str, str]:
    """Consultation and inquiry behind a control number that we gave; empty where we gave none such."""
    row = tx.one(_SQL["by_number"], repository=repository, number=number)
    return (row[0], row[1]) if row else ("", "")


def by_reference(tx: Transaction, repository: str, reference: str) -> tuple[str, str]:
    """The newest consultation, and its inquiry, in which a repository named this record; empty where it named none."""
    row = tx.one(_SQL["by_reference"], repository=repository, reference=reference)
    return (row[0], row[1]) if row else ("", "")


def rests_until(tx: Transaction, repository: str, *, at: datetime) -> datetime | None:
    found: datetime | None = tx.scalar(_SQL["rests_until"], repository=repository, at=at)
    return found


def note_answer(tx: Transaction, repository: str, *, at: datetime) -> None:
    tx.run(_SQL["note_answer"], repository=repository, at=at)


def note_failure(tx: Transaction, repository: str, trouble: str, *, most: int, rests_until: datetime) -> None:
    tx.run(_SQL["note_failure"], repository=repository, trouble=trouble, most=most, rests_until=rests_until)


def insert_notice(tx: Transaction, notice: Notice) -> bool:
    return bool(tx.run(_SQL["insert_notice"], **asdict(notice)))


def notice_of_bytes(tx: Transaction, repository: str, digest: Digest) -> Notice | None:
    return tx.one(_SQL["notice_of_bytes"], into=Notice, repository=repository, digest=digest)


def notice_named(tx: Transaction, notice: str) -> Notice | None:
    return tx.one(_SQL["notice"], into=Notice, notice=notice)


def notices_about(tx: Transaction, inquiry: str) -> list[Notice]:
    """What came unasked about an inquiry, oldest first."""
    return tx.all(_SQL["notices_about"], into=Notice, inquiry=inquiry)


def notices_newest(tx: Transaction, *, since: datetime, repository: str = "", most: int = 50) -> list[Notice]:
    """What came unasked, the newest first; of all repositories where none is named."""
    return tx.all(_SQL["notices_newest"], into=Notice, repository=repository, since=since, most=most)
