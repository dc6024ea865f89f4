"""Enqueuing in the caller's transaction, once per key; dead letters and their revival."""

import pytest

from openbitmap.node import work
from openbitmap.node.database import Database, Transaction


class Bench:
    """Duties that note what ran and fail as long as they are told to."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.broken = self.waits = False
        self.buried: list[str] = []

    def run(self, tx: Transaction, ticket: work.Ticket) -> None:
        self.ran.append(f"{ticket.task} {dict(ticket.ids)}")
        if self.broken:
            raise work.GiveUp("the paper is missing")
        if self.waits:
            raise work.NotYet("the printer is away")

    def bury(self, tx: Transaction, ticket: work.Ticket, reason: str) -> None:
        self.buried.append(reason)

    @property
    def duties(self) -> work.Duties:
        return work.Duties(self.run, self.bury)


def test_work_is_visible_only_with_the_callers_commit(database: Database) -> None:
    bench = Bench()
    with pytest.raises(RuntimeError), database.transaction() as tx:
        work.enqueue(tx, "print", number=1)
        raise RuntimeError
    with database.transaction() as tx:
        assert work.enqueue(tx, "print", number=2)
        assert work.drain(database, bench.duties) == 0
    assert work.drain(database, bench.duties) == 1
    assert bench.ran == ["print {'number': 2}"]


def test_one_key_is_done_once(database: Database) -> None:
    bench = Bench()
    with database.transaction() as tx:
        assert work.enqueue(tx, "print", key="a")
        assert not work.enqueue(tx, "print", key="a")
    work.drain(database, bench.duties)
    with database.transaction() as tx:
        assert not work.enqueue(tx, "print", key="a")
    assert work.drain(database, bench.duties) == 0
    assert bench.ran == ["print {}"]


def test_a_dead_letter_can_be_read_and_revived(database: Database) -> None:
    bench = Bench()
    bench.broken = True
    with database.transaction() as tx:
        work.enqueue(tx, "print", queue=work.Queue.NATIVE, key="a")
        assert work.backlog(tx) == {work.Queue.DEFAULT: 0, work.Queue.NATIVE: 1, work.Queue.SEARCH: 0}
    work.drain(database, bench.duties, raising=False)
    assert bench.buried == ["gave up: the paper is missing"]
    with database.transaction() as tx:
        (letter,) = work.dead_letters(tx)
        assert (letter.key, letter.queue, letter.reason) == ("a", work.Queue.NATIVE, bench.buried[0])
        assert work.revive(tx, letter.job)
        assert not work.revive(tx, letter.job)
    bench.broken = False
    assert work.drain(database, bench.duties) == 1
    with database.transaction() as tx:
        assert work.dead_letters(tx) == ()
        assert sum(work.backlog(tx).values()) == 0


def test_what_waits_for_people_never_dies_of_it_and_holds_nobody_up(database: Database) -> None:
    bench = Bench()
    bench.waits = True
    with database.transaction() as tx:
        work.enqueue(tx, "print", number=1)
        work.enqueue(tx, "print", number=2)
    for _ in range(20):
        assert work.drain(database, bench.duties) == 0
    assert len(bench.ran) == 40
    with database.transaction() as tx:
        assert work.dead_letters(tx) == () and sum(work.backlog(tx).values()) == 2
        assert tx.all("SELECT DISTINCT state, failures, reason FROM work_jobs") == [
            ("waiting", 0, "the printer is away")
        ]
    bench.waits = False
    assert work.drain(database, bench.duties) == 2
    with database.transaction() as tx:
        assert sum(work.backlog(tx).values()) == 0
