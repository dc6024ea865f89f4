"""One attempt at one question: nothing is locked while the network is waited for, and whatever happens there becomes an
outcome or a later attempt, never an exception.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from openbitmap.node.connectors import actions, gateway, store
from openbitmap.node.connectors.configuration import UnusableConfiguration, repository_named
from openbitmap.node.connectors.kinds import KINDS
from openbitmap.node.connectors.model import Outcome, Reply, Repository, State
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.vault import Erased

OK, ACCEPTED, UNAUTHORISED, FORBIDDEN, NOT_FOUND, TOO_MANY, UNAVAILABLE = 200, 202, 401, 403, 404, 429, 503
FAULTS = 500
LONGEST_WAIT = 60.0
SHORTEST_WAIT = 0.5
POLLS = 20
"""How often within its clock a repository that works on a question is asked for the answer."""
FAILURES = 3
REST = timedelta(seconds=15)
"""After so many attempts in a row without an answer, nobody knocks for this long: an outage must not hold workers."""
PAUSE = timedelta(seconds=30)
"""Until the next look at a repository that is switched off, or whose configuration cannot be used."""


@dataclass(frozen=True)
class Step:
    """What follows from an attempt: a reply that settles it (with its bytes), or when to try again and why."""

    reply: Reply | None = None
    data: bytes = b""
    wait: float = 0.0
    trouble: str = ""
    accepted: bool = False
    failed: bool = False


def attempt(tx: Transaction, consultation: str, equipment: Equipment) -> None:
    """Ask, or fetch the answer, once. Nothing happens where the question is answered or forgotten already."""
    errand = store.errand(tx, consultation)
    if errand is None:
        return
    started = equipment.now()
    try:
        repository = repository_named(equipment.settings, errand.repository)
    except UnusableConfiguration:
        repository = None
    if repository is None or not repository.enabled:
        trouble = "not_configured" if repository is None else "switched_off"
        store.postpone(tx, consultation, next_at=started + PAUSE, accepted=errand.accepted, trouble=trouble)
        return
    rest = store.rests_until(tx, repository.name, at=started)
    if rest is not None:
        store.postpone(tx, consultation, next_at=rest, accepted=errand.accepted, trouble="unreachable")
        return
    try:
        question = equipment.vault.get(tx, errand.question)
    except Erased:
        return  # forgotten meanwhile
    step = _asked(repository, errand, question, at=started)
    _follow(tx, errand, step, equipment=equipment)


def _follow(tx: Transaction, errand: store.Errand, step: Step, *, equipment: Equipment) -> None:
    at = equipment.now()
    if step.reply is None:
        wait = timedelta(seconds=step.wait)
        store.postpone(tx, errand.consultation, next_at=at + wait, accepted=step.accepted, trouble=step.trouble)
        if step.failed:
            store.note_failure(tx, errand.repository, step.trouble, most=FAILURES, rests_until=at + REST)
        return
    owner = actions.owner_of(errand.consultation)
    digest = equipment.vault.put(tx, step.data, owner=owner) if step.data else None
    actions.take(tx, errand.consultation, step.reply, digest=digest, at=at)


def _asked(repository: Repository, errand: store.Errand, data: bytes, *, at: datetime) -> Step:
    kind = KINDS[repository.kind]
    question = gateway.Question(errand.control_number, data, kind.content_type, errand.accepted)
    try:
        said = gateway.ask(repository, question, longest=_longest(repository))
    except gateway.Silent as silent:
        return Step(wait=_backoff(errand), trouble=silent.code, accepted=errand.accepted, failed=True)
    if said.status in (OK, ACCEPTED) and not (said.status == ACCEPTED and not said.data):
        reply = actions.judged(kind.reply(said.data), errand, repository, at=at)
        if reply.outcome.state is not State.PENDING:
            return Step(reply, said.data)
        return Step(wait=_poll(repository, said), trouble="working", accepted=True)
    return _unanswered(repository, errand, said)


def _unanswered(repository: Repository, errand: store.Errand, said: gateway.Said) -> Step:
    """What a status without an answer means."""
    if said.status == ACCEPTED:
        return Step(wait=_poll(repository, said), trouble="working", accepted=True)
    if said.status in (UNAUTHORISED, FORBIDDEN):
        return Step(Reply(Outcome(State.NOT_AUTHORISED, reason=f"status:{said.status}")), said.data)
    if said.status == NOT_FOUND and errand.accepted:
        # It accepted the question and has forgotten it: the question is asked again under its number.
        return Step(wait=SHORTEST_WAIT, trouble="forgotten_there")
    if said.status in (TOO_MANY, UNAVAILABLE) or said.status >= FAULTS:
        wait = said.again if said.again is not None else _backoff(errand)
        busy = said.status == TOO_MANY
        return Step(wait=wait, trouble=f"status:{said.status}", accepted=errand.accepted, failed=not busy)
    reply = KINDS[repository.kind].reply(said.data) if said.data else None
    if reply is None or reply.outcome.state in (State.ERROR, State.PENDING):
        reply = Reply(Outcome(State.REFUSED, reason=f"status:{said.status}"))
    return Step(reply, said.data)


def _longest(repository: Repository) -> float:
    """One attempt never takes more than half of the repository's clock, so that there is a second one."""
    return min(gateway.LONGEST, max(repository.terms.service.total_seconds() / 2, gateway.CONNECT))


def _backoff(errand: store.Errand) -> float:
    """1, 2, 4 ... 60 seconds, and once before the clock runs out."""
    return float(min(2.0 ** min(errand.attempts, 6), LONGEST_WAIT))


def _poll(repository: Repository, said: gateway.Said) -> float:
    if said.again is not None:
        return max(said.again, SHORTEST_WAIT)
    return min(max(repository.terms.service.total_seconds() / POLLS, SHORTEST_WAIT), LONGEST_WAIT)


def check(repository: Repository) -> str:
    """Knock without asking anything: "" where it answers and takes our key, else a code of what is wrong."""
    try:
        said = gateway.look(repository)
    except gateway.Silent as silent:
        return silent.code
    return "" if said.status == OK else f"status:{said.status}"
