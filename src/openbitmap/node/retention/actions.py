"""Plan what must be forgotten, let people object, carry it out.

Guards two invariants: nothing goes that was not on a list frozen for the days of its hold, and above the ceiling
nothing goes without two people.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from openbitmap.node import disclosures, ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.disclosures import HoldingId, ceiling_of
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import RetentionApproved, RetentionDone, RetentionHeld, RetentionPlanned
from openbitmap.node.problems import (
    ABOVE_CEILING,
    NEEDS_REASON,
    NO_SUCH_THING,
    RETENTION_CLOSED,
    RETENTION_TOO_EARLY,
    Refused,
)
from openbitmap.node.retention import clock, due, erasing, store
from openbitmap.node.retention.model import APPROVALS, CEILING, Due, Line, LineState, Run, RunState, Thing
from openbitmap.node.settings import Settings
from openbitmap.vocabulary import Actor, digest_of

NODE = Actor("node", "retention")


@dataclass(frozen=True)
class Rules:
    """How forgetting goes at this node: days of the hold, the share of a run, terms of own encounters by kind of
    gallery (none: kept)."""

    hold: timedelta = timedelta(days=30)
    ceiling: float = CEILING
    own: tuple[tuple[str, int], ...] = ()


def rules_of(settings: Settings) -> Rules:
    abroad = settings.abroad
    terms = [term.partition("=") for term in abroad.retention_own.split(",") if term.strip()]
    own = tuple((kind.strip(), int(days)) for kind, _, days in terms)
    return Rules(timedelta(days=abroad.retention_hold_days), abroad.retention_ceiling, own)


def plan(tx: Transaction, rules: Rules, *, at: datetime, by: Principal | None = None) -> Run | None:
    """Freeze the list of what its time is over for; None where there is nothing, or where a plan waits already. What
    somebody objected to comes on no list again before the objection is taken back. `by`: None for the node's clock.
    Raises Refused, while the clock is not believed, too."""
    actor = _actor(by)
    clock.require_believed(tx)
    store.lock_retention(tx)
    if store.hold_run(tx):
        return None
    held = store.held_names(tx)
    dues = [d for d in due.due_by(tx, at, own=rules.own) if (d.thing.value, d.name) not in held]
    if not dues:
        return None
    population = due.population(tx, own=rules.own)
    made = Run(
        new_id("run"),
        at,
        at + rules.hold,
        population,
        ceiling=ceiling_of(population, rules.ceiling),
        lines=len(dues),
        state=RunState.PLANNED,
        done_at=None,
    )
    digest = digest_of(_text(dues))
    store.insert_run(tx, made, dues, digest=digest)
    until = made.do_after.isoformat()
    ledger.record(tx, RetentionPlanned(made.run, made.lines, made.ceiling, until, digest), actor=actor)
    return made


def hold_line(tx: Transaction, run: str, number: int, *, words: str, by: Principal) -> None:
    """Object: the line does not go, in this run or another, until `let_line_go`; a giver that calls it back because of
    its term reads the words. A run that began goes first: what it took is not held. Raises Refused."""
    by.require(Act.DECIDE_RETENTION)
    if not words.strip():
        raise Refused(NEEDS_REASON)
    line = _hold_line(tx, run, number)
    if line.state is not LineState.PLANNED or not store.move_line(tx, line, LineState.HELD, by=by.name, words=words):
        raise Refused(RETENTION_CLOSED, run=run, line=number)
    holding = HoldingId(line.due.name)
    if line.due.thing is Thing.HOLDING and not disclosures.hold_back(tx, holding, words, by=by):
        kept = disclosures.keeping_of(tx, holding)
        if kept is None or not kept.held_by:  # it went meanwhile
            raise Refused(RETENTION_CLOSED, run=run, line=number)
    ledger.record(tx, RetentionHeld(run, number, 1), actor=by.actor)


def let_line_go(tx: Transaction, run: str, number: int, *, by: Principal) -> None:
    """Take an objection back: the thing may come on a list again, with its whole hold, and goes at once where its giver
    called it back meanwhile. Raises Refused."""
    by.require(Act.DECIDE_RETENTION)
    line = _hold_line(tx, run, number)
    if line.state is not LineState.HELD or not store.move_line(tx, line, LineState.SPARED, by=by.name):
        raise Refused(RETENTION_CLOSED, run=run, line=number)
    if line.due.thing is Thing.HOLDING:
        disclosures.free(tx, HoldingId(line.due.name), by=by)
    ledger.record(tx, RetentionHeld(run, number, 0), actor=by.actor)


def approve(tx: Transaction, run: str, *, by: Principal, at: datetime) -> int:
    """One of the two people a run above its ceiling needs; how many there are now."""
    by.require(Act.DECIDE_RETENTION)
    found = store.run_named(tx, run)
    if found is None or found.state is not RunState.PLANNED:
        raise Refused(NO_SUCH_THING, kind="plan", name=run)
    added = store.approve(tx, run, by.name, at=at)
    count = len(store.approvals_of(tx, run))
    if added:
        ledger.record(tx, RetentionApproved(run, count), actor=by.actor)
    return count


def carry_out(tx: Transaction, equipment: Equipment, *, at: datetime, by: Principal | None = None) -> Run | None:
    """Erase what the waiting plan lists and nobody holds, and leave the certificate; None where no plan waits. `by`:
    None for the node's clock. Raises Refused before its day, above its ceiling without two approvals, and while the
    clock is not believed."""
    actor = _actor(by)
    clock.require_believed(tx)
    store.lock_retention(tx)
    run = store.hold_run(tx)
    if run is None:
        return None
    wanted = [line for line in store.lines_of(tx, run.run) if line.state is LineState.PLANNED]
    if at < run.do_after:
        raise Refused(RETENTION_TOO_EARLY, run=run.run, until=f"{run.do_after:%Y-%m-%d %H:%M}")
    approvals = len(store.approvals_of(tx, run.run))
    if len(wanted) > run.ceiling and approvals < APPROVALS:
        raise Refused(ABOVE_CEILING, run=run.run, lines=len(wanted), ceiling=run.ceiling, approvals=approvals)
    erased = erasing.erase(tx, equipment, [line.due for line in wanted], run=run.run, at=at)
    for line in wanted:
        gone = (line.due.thing, line.due.name) in erased
        if not store.move_line(tx, line, LineState.ERASED if gone else LineState.SPARED):
            raise Refused(RETENTION_CLOSED, run=run.run, line=line.number)  # and nothing of the run is so
    held = [line for line in store.lines_of(tx, run.run) if line.state is LineState.HELD]
    certificate = {
        "run": run.run,
        "at": at.isoformat(),
        "by": str(actor),
        "erased": [{"thing": t.value, "name": n, "digests": list(d)} for (t, n), d in sorted(erased.items())],
        "held": [line.due.name for line in held],
    }
    store.finish(tx, run.run, certificate, at=at)
    digest = digest_of(json.dumps(certificate, sort_keys=True).encode())
    ledger.record(tx, RetentionDone(run.run, len(erased), len(held), digest), actor=actor)
    return store.run_named(tx, run.run)


def run_by_itself(tx: Transaction, equipment: Equipment, *, at: datetime) -> Run | None:
    """What a clock does: carry the waiting plan out once it may go, or make the next one. A plan above its ceiling
    waits for people."""
    waiting = store.hold_run(tx)
    if waiting is None:
        return plan(tx, rules_of(equipment.settings), at=at)
    lines = [line for line in store.lines_of(tx, waiting.run) if line.state is LineState.PLANNED]
    may = len(lines) <= waiting.ceiling or len(store.approvals_of(tx, waiting.run)) >= APPROVALS
    return carry_out(tx, equipment, at=at) if may and at >= waiting.do_after else None


def waiting_above(tx: Transaction) -> Run | None:
    """The plan that waits for two people because it is above its ceiling; no other is made before it has gone."""
    waiting = next((r for r in store.runs(tx) if r.state is RunState.PLANNED), None)
    if waiting is None or len(store.approvals_of(tx, waiting.run)) >= APPROVALS:
        return None
    goes = sum(line.state is LineState.PLANNED for line in store.lines_of(tx, waiting.run))
    return waiting if goes > waiting.ceiling else None


def calendar(tx: Transaction, rules: Rules, *, at: datetime, until: datetime) -> list[Due]:
    """What ends between now and then, by day: what came from partners, and own encounters by the rules."""
    return [d for d in due.due_by(tx, until, own=rules.own) if d.due_at > at]


def _hold_line(tx: Transaction, run: str, number: int) -> Line:
    """One line, that no run takes before the caller's transaction ends. Raises Refused."""
    store.lock_retention(tx)
    line = next((one for one in store.lines_of(tx, run) if one.number == number), None)
    if line is None:
        raise Refused(NO_SUCH_THING, kind="line", name=f"{run} {number}")
    return line


def _actor(by: Principal | None) -> Actor:
    if by is None:
        return NODE
    by.require(Act.DECIDE_RETENTION)
    return by.actor


def _text(dues: Sequence[Due]) -> bytes:
    rows = [asdict(d) | {"due_at": d.due_at.isoformat()} for d in dues]
    return json.dumps(rows, sort_keys=True).encode()
