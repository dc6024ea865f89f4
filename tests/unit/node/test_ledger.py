"""The ledger: one chain whoever writes at once, tampering found at the exact entry, delivery in the same commit."""

import threading
from dataclasses import replace

import psycopg
import pytest
from tests.tampering import as_owner_without_guard, rewritten_from

from openbitmap import merkle
from openbitmap.node import ledger
from openbitmap.node.database import Database
from openbitmap.node.events import ReadRecorded, SubmissionReceived, SubmissionRefused
from openbitmap.vocabulary import Actor

POST = Actor("station", "post-1")


# Changed together with its own hash, as only someone who knows the scheme could.
FORGERY = """
UPDATE ledger_entries SET leaf = forged, hash = sha256(previous || convert_to(forged, 'UTF8'))
FROM (SELECT replace(leaf, 'size":7', 'size":9') AS forged FROM ledger_entries WHERE seq = 7) AS f WHERE seq = 7
"""


def received(number: int) -> SubmissionReceived:
    return SubmissionReceived(f"sub-{number}", "post-1", f"{number:064x}", number)


@pytest.fixture
def ten(database: Database) -> Database:
    """A database with ten entries."""
    with database.transaction() as tx:
        for number in range(1, 11):
            ledger.record(tx, received(number), actor=POST)
    return database


def test_records_are_numbered_chained_and_read_back(database: Database) -> None:
    with database.transaction() as tx:
        first = ledger.record(tx, received(1), actor=POST)
        second = ledger.record(tx, SubmissionRefused("sub-1", ("bad-date", "truncated")), actor=POST)
    with database.reading() as tx:
        assert ledger.history(tx, "sub-1") == (first, second)
        assert ledger.entry(tx, 2) == second
        assert ledger.entry(tx, 3) is None
        verification = ledger.verify(tx)
    assert (first.seq, second.seq) == (1, 2)
    assert first.recorded_at.utcoffset() is not None
    assert verification.intact
    assert verification.head == ledger.Head(2, second.hash)


def test_an_empty_ledger_is_intact(database: Database) -> None:
    with database.reading() as tx:
        assert ledger.head(tx) == ledger.Head(0, "0" * 64)
        assert ledger.verify(tx) == ledger.Verification(0, ledger.Head(0, "0" * 64), ())


def test_the_hash_can_be_recomputed_by_anyone_from_what_is_stored(ten: Database) -> None:
    import hashlib

    previous = bytes(32)
    with ten.reading() as tx:
        for leaf, stored in tx.all("SELECT leaf, hash FROM ledger_entries ORDER BY seq"):
            previous = hashlib.sha256(previous + leaf.encode()).digest()
            assert previous == stored


def test_writers_at_once_make_one_chain(database: Database) -> None:
    def write(writer: int) -> None:
        for number in range(25):
            with database.transaction() as tx:
                ledger.record(tx, received(100 * writer + number), actor=POST)

    writers = [threading.Thread(target=write, args=(n,)) for n in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with database.reading() as tx:
        verification = ledger.verify(tx)
        deliveries = tx.scalar("SELECT count(*) FROM work_jobs WHERE task = 'deliver'")
    assert verification.intact
    assert verification.entries == deliveries == 150


@pytest.mark.parametrize(
    ("tampering", "seq", "kind"),
    [
        ("UPDATE ledger_entries SET leaf = replace(leaf, 'size\":5', 'size\":9') WHERE seq = 5", 5, "content-changed"),
        ("UPDATE ledger_entries SET subject = 'sub-99' WHERE seq = 6", 6, "column-disagrees"),
        ("UPDATE ledger_entries SET actor = 'person:mallory' WHERE seq = 2", 2, "column-disagrees"),
        ("UPDATE ledger_entries SET recorded_at = recorded_at - interval '1 day' WHERE seq = 8", 8, "time-reversed"),
        ("DELETE FROM ledger_entries WHERE seq = 4", 4, "missing"),
        ("DELETE FROM ledger_entries WHERE seq = 1", 1, "missing"),
        (
            FORGERY,
            8,  # a forged entry with a right hash of its own is betrayed by the one after it
            "chain-broken",
        ),
    ],
)
def test_tampering_is_found_at_the_exact_entry(ten: Database, tampering: str, *, seq: int, kind: str) -> None:
    as_owner_without_guard(ten.url, tampering)
    with ten.reading() as tx:
        verification = ledger.verify(tx)
    assert not verification.intact
    assert (seq, kind) in [(fault.seq, fault.kind.value) for fault in verification.faults]
    assert {fault.seq for fault in verification.faults} == {seq}


def test_a_cut_off_end_is_found_by_an_anchor_kept_elsewhere(ten: Database) -> None:
    with ten.reading() as tx:
        anchor = ledger.head(tx)
        assert ledger.verify(tx, anchor=anchor).intact
    as_owner_without_guard(ten.url, "DELETE FROM ledger_entries WHERE seq > 8")
    with ten.reading() as tx:
        (fault,) = ledger.verify(tx).faults  # whoever cut it off forgot the tree
    assert (fault.seq, fault.kind) == (9, ledger.FaultKind.MISSING)
    as_owner_without_guard(ten.url, "DELETE FROM ledger_nodes WHERE (number + 1) << level > 8")
    with ten.reading() as tx:
        assert ledger.verify(tx).intact  # said openly: a shorter chain is a valid chain
        (fault,) = ledger.verify(tx, anchor=anchor).faults
    assert (fault.seq, fault.kind) == (10, ledger.FaultKind.ANCHOR_DISAGREES)


def test_a_frozen_writer_does_not_hold_up_the_others_for_ever(database: Database) -> None:
    with pytest.raises(psycopg.errors.IdleInTransactionSessionTimeout), database.transaction() as tx:
        ledger.record(tx, received(1), actor=POST)
        tx.run("SET LOCAL idle_in_transaction_session_timeout = '200ms'")
        with database.transaction() as other:
            assert ledger.record(other, received(2), actor=POST).seq == 1
        tx.run("SELECT 1")


def test_a_later_ledger_contains_the_earlier_one_and_a_rewritten_one_does_not(ten: Database) -> None:
    with ten.reading() as tx:
        first = {size: ledger.root(tx, size) for size in range(1, 11)}
        for old, root in first.items():
            path = ledger.consistency(tx, old, 10)
            assert merkle.is_consistent(old, 10, roots=(root, first[10]), path=path)
        with pytest.raises(LookupError):
            ledger.root(tx, 11)
    # Rewritten to the end by somebody who knows the scheme: only the roots stated before betray it.
    as_owner_without_guard(ten.url, rewritten_from(7))
    with ten.reading() as tx:
        verification = ledger.verify(tx, sizes=first)
        assert verification.intact
        changed = {size for size, root in verification.roots.items() if root != first[size].hex()}
    assert changed == {7, 8, 9, 10}


def test_a_changed_subtree_is_found(ten: Database) -> None:
    as_owner_without_guard(ten.url, "UPDATE ledger_nodes SET hash = sha256(hash) WHERE level = 1 AND number = 2")
    with ten.reading() as tx:
        (fault,) = ledger.verify(tx).faults
    assert (fault.seq, fault.kind) == (6, ledger.FaultKind.NODE_DISAGREES)
    assert "from 5 to 6" in fault.what


def test_subtrees_that_an_older_version_did_not_keep_are_computed(ten: Database) -> None:
    with ten.reading() as tx:
        root = ledger.root(tx, 10)
    as_owner_without_guard(ten.url, "DELETE FROM ledger_nodes WHERE level > 1 OR number > 1")
    with ten.transaction() as tx:
        assert ledger.root(tx, 10) == root
        for number in range(11, 17):
            ledger.record(tx, received(number), actor=POST)
    with ten.reading() as tx:
        verification = ledger.verify(tx, sizes=[10, 16])
        assert verification.intact
        assert verification.roots == {10: root.hex(), 16: ledger.root(tx, 16).hex()}


def test_a_fact_that_starts_no_work_wakes_nobody(database: Database) -> None:
    with database.transaction() as tx:
        read = ledger.record(tx, ReadRecorded("vera", "person", "enc-1"), actor=POST)
        assert tx.scalar("SELECT count(*) FROM work_jobs") == 0
    with database.reading() as tx:
        assert ledger.history(tx, "enc-1") == ()
        assert ledger.history(tx, "read:enc-1") == (read,)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 9, 10])
def test_single_entries_are_proved_without_the_others(database: Database, size: int) -> None:
    with database.transaction() as tx:
        for number in range(1, size + 1):
            ledger.record(tx, received(number), actor=POST)
    shown = sorted({1, (size + 1) // 2, size})
    with database.reading() as tx:
        proof = ledger.prove(tx, shown)
        assert ledger.root_at(tx, size) == (proof.head, proof.root)
        assert proof.head == ledger.head(tx)
    assert [entry.seq for entry in proof.entries] == shown
    assert list(ledger.faults_of(proof)) == []


def test_a_proof_says_which_entry_was_changed(ten: Database) -> None:
    with ten.reading() as tx:
        proof = ledger.prove(tx, [3, 4, 7])
    first, second, third = proof.entries
    forged = replace(first, leaf=first.leaf.replace('size":3', 'size":9'))
    assert [seq for seq, _ in ledger.faults_of(replace(proof, entries=(forged, second, third)))] == [3]
    moved = replace(third, seq=8)
    assert [seq for seq, _ in ledger.faults_of(replace(proof, entries=(moved,)))] == [8]
    cut = replace(third, path=third.path[:-1])
    assert [seq for seq, _ in ledger.faults_of(replace(proof, entries=(cut,)))] == [7]
    assert {seq for seq, _ in ledger.faults_of(replace(proof, root="0" * 64))} == {3, 4, 7}
    with ten.reading() as tx, pytest.raises(LookupError):
        ledger.prove(tx, [11])
