"""Facts recorded together stand in the ledger as if recorded one after the other, and so does work queued together."""

import pytest
from tests.tampering import as_owner_without_guard

from openbitmap.node import ledger, work
from openbitmap.node.database import Database
from openbitmap.node.events import SampleErased
from openbitmap.vocabulary import Actor, Digest

TESTER = Actor("node", "tester")


def facts(first: int, last: int) -> list[SampleErased]:
    return [SampleErased(Digest(f"{number:064x}"), "tested") for number in range(first, last)]


@pytest.mark.parametrize("sizes", [(1, 2, 3, 5, 8, 13, 1, 1), (32,), (7, 25)])
def test_facts_recorded_together_make_the_same_chain_and_tree(database: Database, sizes: tuple[int, ...]) -> None:
    with database.reading() as tx:
        before = ledger.head(tx).seq
    for size in sizes:
        with database.transaction() as tx:
            entries = ledger.record_all(tx, facts(0, size), actor=TESTER)
            assert [entry.event for entry in entries] == facts(0, size)
            assert ledger.head(tx) == ledger.Head(entries[-1].seq, entries[-1].hash)
    with database.reading() as tx:
        assert ledger.head(tx).seq == before + sum(sizes)
        assert not ledger.verify(tx).faults


def test_nothing_recorded_together_holds_nothing(database: Database) -> None:
    with database.transaction() as tx:
        assert ledger.record_all(tx, [], actor=TESTER) == []


def test_a_subtree_that_an_older_version_did_not_keep_is_computed(database: Database) -> None:
    with database.transaction() as tx:
        ledger.record_all(tx, facts(0, 11), actor=TESTER)
    as_owner_without_guard(database.url, "DELETE FROM ledger_nodes WHERE level > 1")
    with database.transaction() as tx:
        ledger.record_all(tx, facts(11, 40), actor=TESTER)
        size = ledger.head(tx).seq
        kept = ledger.root(tx, size)
    as_owner_without_guard(database.url, "DELETE FROM ledger_nodes")
    with database.reading() as tx:
        assert ledger.root(tx, size) == kept


def test_jobs_queued_together_keep_their_order_and_their_keys(database: Database) -> None:
    wanted = [work.Wanted(f"key {n}", work.Queue.DEFAULT, {"number": n}) for n in (3, 1, 2)]
    with database.transaction() as tx:
        assert work.enqueue_all(tx, "task", wanted[:2]) == 2
        assert work.enqueue_all(tx, "task", wanted) == 1
        rows = tx.all("SELECT key FROM work_jobs WHERE task = 'task' ORDER BY job")
    assert [row[0] for row in rows] == ["key 3", "key 1", "key 2"]
