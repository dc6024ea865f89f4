"""Enqueuing in the caller's transaction, once per key; dead letters and their revival."""

import pytest

from openbitmap.node import work
from openbitmap.node.database import Database, Transaction


class Bench:
    """Duties that note what ran and fail as long as they are told to."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.broken = False
        self.buried: list[str] = []

    def run(self, tx: Transaction, ticket: work.Ticket) -> None:
        self.ran.append(f"{ticket.task} {dict(ticket.ids)}")
        if self.broken:
            raise work.GiveUp("the paper is missing")

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
