"""Work that must happen: enqueued in the caller's transaction, done once, by whichever worker lives.

Promises: a rolled back transaction leaves no work; one key is done once however often it is enqueued; a worker killed
or frozen in mid-job loses it to another, and cannot commit anything for it afterwards; a job that keeps killing its
worker or keeps failing ends as dead, with a reason, and never takes others along. Knows nothing of events: what a task
means is told to `run_worker` by the caller.
"""

from openbitmap.node.work.drain import drain
from openbitmap.node.work.letters import DeadLetter, backlog, dead_letters, revive
from openbitmap.node.work.pace import Pace
from openbitmap.node.work.queue import STEP, Queue, Wanted, enqueue, enqueue_all
from openbitmap.node.work.rescue import take_over
from openbitmap.node.work.ticket import Duties, Fenced, GiveUp, NotYet, Ticket
from openbitmap.node.work.worker import run_worker

__all__ = [
    "STEP",
    "DeadLetter",
    "Duties",
    "Fenced",
    "GiveUp",
    "NotYet",
    "Pace",
    "Queue",
    "Ticket",
    "Wanted",
    "backlog",
    "dead_letters",
    "drain",
    "enqueue",
    "enqueue_all",
    "revive",
    "run_worker",
    "take_over",
]
