"""Reads and writes `retention_run`, `retention_line` and `retention_approval`."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from openbitmap.node.database import Row, Transaction, named_queries
from openbitmap.node.retention.model import Due, Line, LineState, Run, Thing, Watch
from openbitmap.vocabulary import Digest

_SQL = named_queries(__package__)


def lock_retention(tx: Transaction) -> None:
    tx.scalar(_SQL["lock_retention"])


def insert_run(tx: Transaction, run: Run, dues: Sequence[Due], *, digest: Digest) -> None:
    row = {"run": run.run, "planned_at": run.planned_at, "do_after": run.do_after, "population": run.population}
    tx.run(_SQL["insert_run"], ceiling=run.ceiling, digest=digest, **row)
    for number, due in enumerate(dues, 1):
        named = {"thing": due.thing, "name": due.name, "agreement": due.agreement, "category": due.category}
        tx.run(_SQL["insert_line"], run=run.run, number=number, due_at=due.due_at, **named)


def run_named(tx: Transaction, run: str) -> Run | None:
    return tx.one(_SQL["run_named"], into=Run, run=run)


def hold_run(tx: Transaction) -> Run | None:
    """The plan that waits; nobody else moves it before the caller's transaction ends. None where there is none."""
    return tx.one(_SQL["hold_run"], into=Run)


def runs(tx: Transaction, *, most: int = 50) -> list[Run]:
    """The newest first."""
    return tx.all(_SQL["runs"], into=Run, most=most)


def lines_of(tx: Transaction, run: str) -> list[Line]:
    """As frozen, in the order of the list."""
    return [_line(row) for row in tx.all(_SQL["lines"], run=run)]


def held_names(tx: Transaction) -> set[tuple[str, str]]:
    return {(row[0], row[1]) for row in tx.all(_SQL["held_names"])}


def move_line(tx: Transaction, line: Line, state: LineState, *, by: str = "", words: str = "") -> bool:
    """False where somebody moved it first."""
    named = {"run": line.run, "number": line.number, "before": line.state}
    return bool(tx.run(_SQL["move_line"], state=state, by=by, words=words, **named))


def approve(tx: Transaction, run: str, account: str, *, at: datetime) -> bool:
    """False where the same person approved before."""
    return bool(tx.run(_SQL["approve"], run=run, account=account, at=at))


def approvals_of(tx: Transaction, run: str) -> list[str]:
    return [row[0] for row in tx.all(_SQL["approvals"], run=run)]


def finish(tx: Transaction, run: str, certificate: Mapping[str, object], *, at: datetime) -> None:
    tx.run(_SQL["finish"], run=run, certificate=json.dumps(certificate, sort_keys=True), at=at)


def certificate_of(tx: Transaction, run: str) -> dict[str, object] | None:
    """What was erased, when, with which digests; None before the run."""
    text = tx.scalar(_SQL["certificate"], run=run)
    return json.loads(text) if text else None


def clock_watch(tx: Transaction) -> Watch | None:
    return tx.one(_SQL["clock_watch"], into=Watch)


def see(tx: Transaction, at: datetime) -> None:
    """The clock was looked at and believed; it is never set back by that."""
    tx.run(_SQL["see_clock"], at=at)


def doubt(tx: Transaction, *, seen: datetime, said: datetime) -> bool:
    """False where somebody doubted it first."""
    return bool(tx.run(_SQL["doubt_clock"], seen=seen, said=said))


def confirm(tx: Transaction, by: str, *, at: datetime) -> bool:
    """False where nobody doubts it."""
    return bool(tx.run(_SQL["confirm_clock"], by=by, at=at))


def _line(row: Row) -> Line:
    run, number, thing, name, agreement, category, due_at, state, held_by, words = row
    due = Due(Thing(thing), name, agreement, category, due_at)
    return Line(run, number, due, LineState(state), held_by, words)
