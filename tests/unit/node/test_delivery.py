"""From a fact to the jobs the flow names for it: once each, whatever happens twice."""

import pytest

from openbitmap.node import ledger, work
from openbitmap.node.database import Database, Transaction
from openbitmap.node.delivery import Delivery, Step
from openbitmap.node.events import Event, SubmissionAccepted, SubmissionReceived, SubmissionRefused, WorkDied
from openbitmap.vocabulary import Actor

POST = Actor("station", "post-1")
NODE = Actor("node", "test")
RECEIVED = SubmissionReceived("sub-1", "post-1", "0" * 64, 7)


class Notebook:
    """Equipment of these tests: what ran, in order, and what is to fail."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.failing = 0


def examine(tx: Transaction, event: SubmissionReceived, notebook: Notebook) -> None:
    notebook.ran.append(f"examine {event.submission}")
    ledger.record(tx, SubmissionAccepted(event.submission, "RPIS", "TCN-1", 1), actor=NODE)


def enrol(tx: Transaction, event: SubmissionAccepted, notebook: Notebook) -> None:
    notebook.ran.append(f"enrol {event.control_number}")


def notify(tx: Transaction, event: Event, notebook: Notebook) -> None:
    notebook.ran.append(f"notify {type(event).__name__}")


def break_down(tx: Transaction, event: SubmissionReceived, notebook: Notebook) -> None:
    ledger.record(tx, SubmissionRefused(event.submission, ("never",)), actor=NODE)
    notebook.failing += 1
    raise ValueError("the surname of the person is Rahimi")


def record(database: Database, event: Event) -> None:
    with database.transaction() as tx:
        ledger.record(tx, event, actor=POST)


def kinds(database: Database, subject: str) -> list[str]:
    with database.reading() as tx:
        return [type(entry.event).__name__ for entry in ledger.history(tx, subject)]


def test_a_fact_runs_every_line_of_its_flow_and_those_that_follow(database: Database) -> None:
    notebook = Notebook()
    flow: dict[type[Event], tuple[Step, ...]] = {
        SubmissionReceived: (Step(examine, work.Queue.NATIVE), Step(notify)),
        SubmissionAccepted: (Step(enrol, work.Queue.SEARCH), Step(notify)),
    }
    record(database, RECEIVED)
    attempts = work.drain(database, Delivery(flow, notebook).duties)
    assert sorted(notebook.ran) == [
        "enrol TCN-1",
        "examine sub-1",
        "notify SubmissionAccepted",
        "notify SubmissionReceived",
    ]
    assert attempts == 6  # two deliveries, four jobs


def test_delivered_twice_is_done_once(database: Database) -> None:
    notebook = Notebook()
    delivery = Delivery({SubmissionReceived: (Step(notify),)}, notebook)
    record(database, RECEIVED)
    work.drain(database, delivery.duties)
    with database.transaction() as tx:
        delivery.run(tx, work.Ticket(1, 1, ledger.DELIVER, None, {"entry": 1}))
    assert work.drain(database, delivery.duties) == 0
    assert notebook.ran == ["notify SubmissionReceived"]


def test_a_rolled_back_fact_is_never_delivered(database: Database) -> None:
    with pytest.raises(RuntimeError), database.transaction() as tx:
        ledger.record(tx, RECEIVED, actor=POST)
        raise RuntimeError("the action failed after recording")
    assert work.drain(database, Delivery({SubmissionReceived: (Step(notify),)}, Notebook()).duties) == 0
    assert kinds(database, "sub-1") == []


def test_a_job_that_keeps_failing_dies_with_a_reason_and_without_personal_data(database: Database) -> None:
    notebook = Notebook()
    record(database, RECEIVED)
    flow: dict[type[Event], tuple[Step, ...]] = {SubmissionReceived: (Step(break_down), Step(notify))}
    work.drain(database, Delivery(flow, notebook).duties, raising=False)
    with database.reading() as tx:
        (death,) = [e.event for e in ledger.history(tx, "sub-1") if isinstance(e.event, WorkDied)]
        state, reason = tx.all("SELECT state, reason FROM work_jobs WHERE failures > 0")[0]
    assert notebook.failing == 8
    assert notebook.ran == ["notify SubmissionReceived"]
    assert state == "dead"
    assert death.job.endswith("break_down")
    assert death.reason == reason == "failed 8 times, last with ValueError"
    assert kinds(database, "sub-1") == ["SubmissionReceived", "WorkDied"]  # nothing of the failed attempts stayed


def test_draining_raises_what_the_job_raised(database: Database) -> None:
    record(database, RECEIVED)
    with pytest.raises(ValueError, match="Rahimi"):
        work.drain(database, Delivery({SubmissionReceived: (Step(break_down),)}, Notebook()).duties)


def test_a_job_taken_out_of_the_flow_dies_at_once(database: Database) -> None:
    record(database, RECEIVED)
    before = Delivery({SubmissionReceived: (Step(notify),)}, Notebook())
    with database.transaction() as tx:
        before.run(tx, work.Ticket(1, 1, ledger.DELIVER, None, {"entry": 1}))
    work.drain(database, Delivery({}, Notebook()).duties, raising=False)
    assert kinds(database, "sub-1") == ["SubmissionReceived", "WorkDied"]


def test_a_flow_with_a_wrong_line_is_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="takes SubmissionAccepted, not SubmissionReceived"):
        Delivery({SubmissionReceived: (Step(enrol),)}, Notebook())
    with pytest.raises(ValueError, match="twice"):
        Delivery({SubmissionReceived: (Step(notify), Step(notify))}, Notebook())


def test_an_attempt_that_was_taken_over_commits_nothing(database: Database) -> None:
    """The fencing token by itself: the session lives on, only the number says that the job is another's now."""

    def taken_over(tx: Transaction, event: SubmissionReceived, notebook: Notebook) -> None:
        notebook.ran.append("ran")
        ledger.record(tx, SubmissionRefused(event.submission, ("never",)), actor=NODE)
        if len(notebook.ran) == 1:
            with database.transaction() as other:
                other.run("UPDATE work_jobs SET attempt = attempt + 1 WHERE task = 'step'")

    notebook = Notebook()
    record(database, RECEIVED)
    delivery = Delivery({SubmissionReceived: (Step(taken_over),)}, notebook)
    work.drain(database, delivery.duties)
    assert notebook.ran == ["ran", "ran"]
    assert kinds(database, "sub-1") == ["SubmissionReceived", "SubmissionRefused"]
