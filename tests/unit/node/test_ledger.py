"""The ledger: one chain, found tampering, delivery in the same commit."""

from openbitmap.node import ledger
from openbitmap.node.database import Database
from openbitmap.node.events import SubmissionReceived, SubmissionRefused
from openbitmap.vocabulary import Actor

POST = Actor("station", "post-1")


def received(number: int) -> SubmissionReceived:
    return SubmissionReceived(f"sub-{number}", "post-1", "0" * 64, number)


def test_records_are_numbered_chained_and_read_back(database: Database) -> None:
    with database.transaction() as tx:
        first = ledger.record(tx, received(1), actor=POST)
        second = ledger.record(tx, SubmissionRefused("sub-1", ("bad-date", "truncated")), actor=POST)
    with database.reading() as tx:
        assert ledger.history(tx, "sub-1") == (first, second)
        assert ledger.entry(tx, 2) == second
        verification = ledger.verify(tx)
    assert (first.seq, second.seq) == (1, 2)
    assert first.recorded_at.utcoffset() is not None
    assert verification.intact
    assert verification.head == ledger.Head(2, second.hash)
