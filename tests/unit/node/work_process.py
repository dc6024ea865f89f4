"""A worker process for the tests to kill and freeze. Arguments: URL, heartbeat,stale,rescue in seconds, queues."""

import logging
import os
import signal
import sys
import time

from openbitmap.node import work
from openbitmap.node.database import Transaction


def run(tx: Transaction, ticket: work.Ticket) -> None:
    """Writes one line per effect, so that a test sees what was committed and by whom."""
    if ticket.task == "slow":
        tx.run("INSERT INTO effects (job, process) VALUES (%(job)s, %(pid)s)", job=ticket.job, pid=os.getpid())
        _announce(ticket)
        time.sleep(float(ticket.ids["seconds"]))
    elif ticket.task == "deadly":
        _announce(ticket)
        os.kill(os.getpid(), signal.SIGKILL)
    elif ticket.task == "patient":
        _announce(ticket)
        raise work.NotYet("nobody has come")
    else:
        tx.run("INSERT INTO effects (job, process) VALUES (%(job)s, %(pid)s)", job=ticket.job, pid=os.getpid())


def bury(tx: Transaction, ticket: work.Ticket, reason: str) -> None:
    tx.run("INSERT INTO deaths (job, reason) VALUES (%(job)s, %(reason)s)", job=ticket.job, reason=reason)


def _announce(ticket: work.Ticket) -> None:
    print(f"started {ticket.task} {ticket.job}", flush=True)


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    heartbeat, stale, rescue = (float(part) for part in sys.argv[2].split(","))
    chosen = [work.Queue(name) for name in sys.argv[3].split(",")]
    work.run_worker(sys.argv[1], chosen, work.Duties(run, bury), pace=work.Pace(heartbeat, stale, rescue, 1.0))
    print("stopped", flush=True)
