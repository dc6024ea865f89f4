"""What must hold after every run, whatever happened: six kinds of sentence, none of which may ever be said."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations

from openbitmap.node import envelopes, exchange, ledger, witness
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.simulation import claims, releases
from openbitmap.node.simulation.nation import Nation
from openbitmap.node.simulation.witnessed import Settled, Witnessed
from openbitmap.node.simulation.world import World
from openbitmap.vocabulary import Digest, SubmissionId
from openbitmap.wire.envelope import ReceiptState, Route, receipt_from

_SQL = named_queries(__package__)


class Wrong(StrEnum):
    """How an invariant is broken; the names of the report's columns."""

    LOST = "lost"
    DOUBLED = "doubled"
    UNPERMITTED = "unpermitted"
    FALSE_COVERAGE = "false_coverage"
    BROKEN_LEDGERS = "broken_ledgers"
    DISPUTED_IN_USE = "disputed_in_use"


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
                Wrong.BROKEN_LEDGERS: _broken(tx, nation, seen),
                Wrong.UNPERMITTED: releases.without_permit(tx, nation, world, seen=seen),
                Wrong.FALSE_COVERAGE: claims.false_claims(tx, nation, world, seen=seen),
            }
            found += [Violation(kind, nation.name, what) for kind, said in checks.items() for what in said]
    for sender, reader in permutations(world.nations.values(), 2):
        found += [Violation(Wrong.LOST, sender.name, what) for what in _lost_under_way(sender, reader, seen)]
    found += [
        Violation(Wrong.BROKEN_LEDGERS, one.nation, what) for one in seen.restores for what in _unproved(world, one)
    ]
    found += [Violation(Wrong.DISPUTED_IN_USE, nation, what) for nation, what in seen.in_use]
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
        if recall in seen.voided_about():
            continue  # whoever was to obey let go of the letter, and nobody sends it anew
        yield f"{recall} was ordered and nobody obeyed"
    for copy, kind in tx.all(_SQL["withdrawn_copies"]):
        yield f"{copy}, a {kind}, shows what was taken out, and was not called back"


def _lost_under_way(sender: Nation, reader: Nation, seen: Witnessed) -> Iterator[str]:
    """Both must tell the same story of what went from one to the other."""
    with sender.database.reading() as tx:
        out = {o.sequence: o for o in envelopes.outgoing_of(tx, reader.name, limit=100_000)}
    with reader.database.reading() as tx:
        taken = {i.sequence: i for i in envelopes.incoming_of(tx, sender.name, limit=100_000)}
        void = {row[0] for row in tx.all(_SQL["passed_over"], partner=sender.name)}
    if missing := sorted(set(range(1, max([0, *out, *taken]) + 1)) - out.keys() - (void - taken.keys())):
        yield f"{sender.name} knows nothing of numbers {missing} to {reader.name}"
    for number, left in out.items():
        if left.envelope in seen.voided:
            continue  # it was let go, and its number with it
        came = taken.get(number)
        if came is None:
            yield f"number {number}, a {left.kind}, never arrived"
        elif came.envelope != left.envelope:
            yield f"number {number} is {left.envelope} here and {came.envelope} there"
        elif left.receipt is None or _settles(left.receipt) != _settles(came.receipt):
            yield f"number {number}: the receipt is not the same on both sides"
        elif came.state is envelopes.InState.WAITING:
            yield f"number {number}, a {left.kind}, arrived and was given to nobody"


def _settles(receipt: str) -> tuple[Route, Digest, ReceiptState]:
    """What a receipt says. Its key and its hour may be others: of a reader that has new keys since, or forgot."""
    said = receipt_from(receipt)[1]
    return said.route, said.digest, said.state


def _doubled(tx: Transaction, nation: Nation, seen: Witnessed) -> Iterator[str]:
    """The same thing, however often it came, is one thing."""
    for submission, count in tx.all(_SQL["encounters_of_submissions"]):
        if count > 1:
            yield f"{submission} became {count} encounters"
    met = len({m.number for (n, _), m in seen.submissions.items() if n == nation.name})
    known = len({SubmissionId(s) for n, s in seen.submissions if n == nation.name})
    if met != known:
        yield f"{met} files became {known} submissions"
    for kind, subject, thing, count in tx.all(_SQL["facts_doubled"]):
        if not _is_told_anew((kind, thing, count), nation, seen):
            yield f"{kind} of {subject} is stated {count} times"
    for partner, kind, reference, count in tx.all(_SQL["copies_doubled"]):
        yield f"{partner} has {count} copies of one {kind} ({reference})"


def _is_told_anew(stated: tuple[str, str, int], nation: Nation, seen: Witnessed) -> bool:
    """What a partner that forgot it says or takes once more, and no more than once: its nature (decision 0050). And
    what a letter in dispute says is heard of anew once it stands."""
    kind, thing, count = stated
    if kind == "InquiryResultTaken" and thing in seen.heard_anew:
        return count == 2
    forgot = [name for name in seen.forgotten if name != nation.name]
    if count > 1 + len(forgot):
        return False
    return bool(forgot) and (kind == "EnvelopeDelivered" or any(thing in seen.forgotten_about(n) for n in forgot))


def _unproved(world: World, restored: Settled) -> Iterator[str]:
    """A ledger goes on from what was stated of it when its restore was settled, and its partner attests that."""
    nation, partner = world.nations[restored.nation], world.nations[restored.partner]
    with partner.database.reading() as tx:
        seen = witness.evidence_with(tx, nation.name).seen
    with nation.database.reading() as tx:
        if ledger.root(tx, restored.size).hex() != restored.root:
            yield f"its first {restored.size} entries are not those that it stated after its restore"
        if seen is None or seen.size < restored.size:
            yield f"{partner.name} attests nothing of it since its restore"
        elif ledger.root(tx, seen.size).hex() != seen.root:
            yield f"{partner.name} attests {seen.size} entries that it does not have"


def _broken(tx: Transaction, nation: Nation, seen: Witnessed) -> Iterator[str]:
    """Each chain by itself, and what partners saw of it."""
    for fault in ledger.verify(tx).faults:
        yield f"entry {fault.seq}: {fault.kind.value}, {fault.what}"
    for evidence in witness.all_evidence(tx):
        if any(one.is_open for one in evidence.breaks) or (evidence.breaks and not seen.restores):
            yield f"evidence with {evidence.partner} is broken"
