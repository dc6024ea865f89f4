"""What must hold after every run, whatever happened: five kinds of sentence, none of which may ever be said."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations

from openbitmap.node import envelopes, exchange, ledger, witness
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.simulation import claims, releases
from openbitmap.node.simulation.nation import Nation
from openbitmap.node.simulation.witnessed import Witnessed
from openbitmap.node.simulation.world import World
from openbitmap.vocabulary import SubmissionId

_SQL = named_queries(__package__)


class Wrong(StrEnum):
    """How an invariant is broken; the names of the report's columns."""

    LOST = "lost"
    DOUBLED = "doubled"
    UNPERMITTED = "unpermitted"
    FALSE_COVERAGE = "false_coverage"
    BROKEN_LEDGERS = "broken_ledgers"


@dataclass(frozen=True)
class Violation:
    kind: Wrong
    nation: str
    what: str


def violations(world: World, seen: Witnessed) -> list[Violation]:
    """Everything that is wrong once all has come to rest; empty if nothing is."""
    found: list[Violation] = []
    for nation in world.nations.values():
        with nation.database.reading() as tx:
            checks = {
                Wrong.LOST: _lost(tx, nation, seen),
                Wrong.DOUBLED: _doubled(tx, nation, seen),
                Wrong.BROKEN_LEDGERS: _broken(tx),
                Wrong.UNPERMITTED: releases.without_permit(tx, nation, world.text, seen=seen),
                Wrong.FALSE_COVERAGE: claims.false_claims(tx, nation, world, seen=seen),
            }
            found += [Violation(kind, nation.name, what) for kind, said in checks.items() for what in said]
    for sender, reader in permutations(world.nations.values(), 2):
        found += [Violation(Wrong.LOST, sender.name, what) for what in _lost_under_way(sender, reader)]
    return found


def _lost(tx: Transaction, nation: Nation, seen: Witnessed) -> Iterator[str]:
    """A receipt is a promise: what has one is answered; what was asked has an end."""
    for name, submission in seen.submissions:
        if name == nation.name and exchange.latest_answer(tx, submission) is None:
            yield f"{submission} has a receipt and no answer"
    for task, reason in tx.all(_SQL["dead_jobs"]):
        yield f"a job {task} was given up: {reason}"
    for row in tx.all(_SQL["questions"]):
        if row[3] == "asked":
            yield f"{row[0]} was asked of {row[2]} and has neither answer nor end"
    for (recall,) in tx.all(_SQL["recalls_open"]):
        yield f"{recall} was ordered and nobody obeyed"
    for copy, kind in tx.all(_SQL["withdrawn_copies"]):
        yield f"{copy}, a {kind}, shows what was taken out, and was not called back"


def _lost_under_way(sender: Nation, reader: Nation) -> Iterator[str]:
    """Both must tell the same story of what went from one to the other."""
    with sender.database.reading() as tx:
        out = {o.sequence: o for o in envelopes.outgoing_of(tx, reader.name, limit=100_000)}
    with reader.database.reading() as tx:
        taken = {i.sequence: i for i in envelopes.incoming_of(tx, sender.name, limit=100_000)}
    if sorted(out) != list(range(1, len(out) + 1)):
        yield f"numbers to {reader.name} have a gap: {sorted(out)}"
    for number, left in out.items():
        came = taken.get(number)
        if came is None:
            yield f"number {number}, a {left.kind}, never arrived"
        elif came.envelope != left.envelope:
            yield f"number {number} is {left.envelope} here and {came.envelope} there"
        elif left.receipt is None or left.receipt != came.receipt:
            yield f"number {number}: the receipt is not the same on both sides"
        elif came.state is envelopes.InState.WAITING:
            yield f"number {number}, a {left.kind}, arrived and was given to nobody"


def _doubled(tx: Transaction, nation: Nation, seen: Witnessed) -> Iterator[str]:
    """The same thing, however often it came, is one thing."""
    for submission, count in tx.all(_SQL["encounters_of_submissions"]):
        if count > 1:
            yield f"{submission} became {count} encounters"
    met = len({m.number for (n, _), m in seen.submissions.items() if n == nation.name})
    known = len({SubmissionId(s) for n, s in seen.submissions if n == nation.name})
    if met != known:
        yield f"{met} files became {known} submissions"
    for kind, subject, count in tx.all(_SQL["facts_doubled"]):
        yield f"{kind} of {subject} is stated {count} times"
    for partner, kind, reference, count in tx.all(_SQL["copies_doubled"]):
        yield f"{partner} has {count} copies of one {kind} ({reference})"


def _broken(tx: Transaction) -> Iterator[str]:
    """Each chain by itself, and what partners saw of it."""
    for fault in ledger.verify(tx).faults:
        yield f"entry {fault.seq}: {fault.kind.value}, {fault.what}"
    for evidence in witness.all_evidence(tx):
        if evidence.breaks:
            yield f"evidence with {evidence.partner} is broken"
