"""Between the ledger and the rooms: an event in the ledger becomes the jobs that `flow.py` names for it.

`ledger.record` enqueues one delivery with the fact. The worker calls `Delivery.run` for it, which enqueues one job per
line of the flow in one transaction; each job is then one transaction of its own. Delivered twice is done once: a job's
key is the entry's number and the job's name.
"""

import logging
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from openbitmap.node import envelopes, ledger
from openbitmap.node.database import Transaction
from openbitmap.node.events import Event, WorkDied
from openbitmap.node.problems import NO_SUCH_ENVELOPE, PARTNER_STOPPED, Refused
from openbitmap.node.work import STEP, Duties, GiveUp, NotYet, Queue, Ticket, Wanted, enqueue_all
from openbitmap.vocabulary import Actor, EnvelopeId

_log = logging.getLogger(__name__)
_WORKER = Actor("node", "worker")


@dataclass(frozen=True)
class Step:
    """One line of the flow: the job, called as `job(tx, event, equipment)`, and the queue whose workers do it. `only`:
    kinds of letter for which the line runs, where the event tells of a letter; empty is all."""

    job: Callable[[Transaction, Any, Any], None]
    queue: Queue = Queue.DEFAULT
    only: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """`room.jobs.function`: part of the key under which it is done once, so renaming changes the flow."""
        return f"{self.job.__module__}.{self.job.__qualname__}".removeprefix("openbitmap.node.")

    def runs_for(self, event: Event) -> bool:
        return not self.only or getattr(event, "letter", "") in self.only


class Delivery:
    """What a worker does with its tickets, given the flow and the equipment every job gets."""

    def __init__(self, flow: Mapping[type[Event], tuple[Step, ...]], equipment: object) -> None:
        """Raises ValueError for a flow that cannot work: a job named twice for one event, or made for another event."""
        for kind, steps in flow.items():
            _refuse_wrong_lines(kind, steps)
        self._flow = flow
        self._equipment = equipment

    @property
    def duties(self) -> Duties:
        return Duties(run=self.run, bury=self.bury)

    def run(self, tx: Transaction, ticket: Ticket) -> None:
        """One delivery or one job, within the worker's transaction."""
        entry = _entry(tx, ticket)
        steps = self._flow.get(type(entry.event), ())
        if ticket.task == ledger.DELIVER:
            due = (step for step in steps if step.runs_for(entry.event))
            wanted = [Wanted(f"{s.name}:{entry.seq}", s.queue, {"entry": entry.seq, "step": s.name}) for s in due]
            enqueue_all(tx, STEP, wanted)
            return
        for step in steps:
            if step.name == ticket.ids["step"]:
                self._waiting_for_keys(tx, step, entry.event)
                return
        raise GiveUp(f"the flow has no line {ticket.ids['step']} for {type(entry.event).__name__} any more")

    def _waiting_for_keys(self, tx: Transaction, step: Step, event: Event) -> None:
        """Whose key was stolen gets no letter before its new one was introduced, which takes people hours or days: what
        is to be said to it waits for them."""
        try:
            self._do(tx, step, event)
        except Refused as refused:
            if refused.problem is PARTNER_STOPPED:
                raise NotYet(refused.problem.code) from refused
            raise

    def _do(self, tx: Transaction, step: Step, event: Event) -> None:
        """A letter that is disputed, or was erased before its job came, says nothing any more: the job then leaves no
        trace, and is done. Where it is disputed, nobody has heard of it, and everybody will once it stands."""
        if not step.only:
            step.job(tx, event, self._equipment)
            return
        letter = EnvelopeId(getattr(event, "envelope", ""))
        for _ in range(2):  # the second time where somebody settled the dispute in between
            try:
                with tx.connection.transaction():
                    step.job(tx, event, self._equipment)
            except Refused as refused:
                if refused.problem is not NO_SUCH_ENVELOPE:
                    raise
            else:
                return
            if envelopes.leave_unheard(tx, letter):
                break
        _log.warning("%s of %s: its letter cannot be read any more", step.name, event.subject)

    def bury(self, tx: Transaction, ticket: Ticket, reason: str) -> None:
        """States in the ledger that a job died, so that a person takes over. A death notice itself is not mourned."""
        entry = _entry(tx, ticket)
        job = str(ticket.ids.get("step", ticket.task))
        _log.error("job %s of entry %d died: %s", job, entry.seq, reason)
        if not isinstance(entry.event, WorkDied):
            ledger.record(tx, WorkDied(entry.event.subject, job, reason), actor=_WORKER)


def _entry(tx: Transaction, ticket: Ticket) -> ledger.Entry:
    entry = ledger.entry(tx, int(ticket.ids["entry"]))
    if entry is None:
        raise GiveUp(f"ledger entry {ticket.ids['entry']} does not exist")
    return entry


def _refuse_wrong_lines(kind: type[Event], steps: tuple[Step, ...]) -> None:
    if steps and not kind.starts_work:
        raise ValueError(f"flow: nobody is woken for {kind.__name__}; let it start work, or remove its lines")
    names = [step.name for step in steps]
    if len(set(names)) < len(names):
        raise ValueError(f"flow: {kind.__name__} names the same job twice: {', '.join(sorted(names))}; remove one line")
    for step in steps:
        taken = _taken_by(step.job)
        if taken and not issubclass(kind, taken):
            either = " or ".join(one.__name__ for one in taken)
            raise ValueError(f"flow: {step.name} takes {either}, not {kind.__name__}; move the line")


@cache
def _taken_by(job: Callable[[Transaction, Any, Any], None]) -> tuple[type, ...]:
    """The kinds of event a job says it takes."""
    wanted = typing.get_type_hints(job).get("event", Event)
    return tuple(one for one in typing.get_args(wanted) or (wanted,) if isinstance(one, type))
