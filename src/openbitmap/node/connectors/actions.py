"""Ask repositories, take what they answer, and state what became of every question.

Guards the order that makes a question provable: the intention is recorded and committed, then something leaves the
node (`sending.py`), then the outcome is recorded. Rows are locked before the ledger: the consultation, then what its
repository shares (quota, health).
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from openbitmap.node import ledger
from openbitmap.node.connectors import store
from openbitmap.node.connectors.configuration import configured
from openbitmap.node.connectors.kinds import KINDS
from openbitmap.node.connectors.model import (
    Consultation,
    Consulted,
    Letterhead,
    Outcome,
    Reply,
    Repository,
    State,
    Unaskable,
    aged,
)
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import ConsultationFinished, RepositoryAsked
from openbitmap.node.problems import NO_SUCH_REPOSITORY, Refused
from openbitmap.node.settings import Settings
from openbitmap.node.vault import Vault
from openbitmap.vocabulary import Actor, Digest

NODE = Actor("node", "connectors")
LEASE = timedelta(seconds=60)
"""After this an attempt that nobody finished is made again."""
LONGEST_CODE = 80
UNUSABLE = "configuration"
"""The reason of an outcome while `connectors.toml` cannot be used."""


def consult(tx: Transaction, equipment: Equipment, asked: Sequence[Consultation], *, at: datetime) -> None:
    """Record these questions; each is sent once the caller has committed. Call it before the caller's own first fact:
    it takes the rows of all quotas first, in order, and records last. Raises Refused(NO_SUCH_REPOSITORY)."""
    known = {r.name: r for r in configured(equipment.settings)}
    missing = next((a.repository for a in asked if a.repository not in known), None)
    if missing is not None:
        raise Refused(NO_SUCH_REPOSITORY, name=missing)
    plans = [_planned(known[a.repository], a, equipment.settings, at=at) for a in asked]
    new = [p for p in sorted(plans, key=lambda p: p.consultation) if store.insert(tx, p, at=at)]
    barred = {p.consultation: _reason(p) for p in new if p.outcome.state.is_final}
    for plan in sorted(new, key=lambda p: p.repository):
        if plan.consultation not in barred and not _within_quota(tx, plan, at=at):
            outcome = Outcome(State.BARRED, reason="quota_spent")
            store.settle(tx, plan.consultation, Reply(outcome), digest=None, moment=(at, False))
            barred[plan.consultation] = (outcome.state, outcome.reason)
    digests = {p.consultation: _sealed(tx, equipment.vault, p) for p in new if p.consultation not in barred}
    for plan in new:
        if plan.consultation in barred:
            _state(tx, plan, barred[plan.consultation])
        else:
            _intend(tx, plan, digests[plan.consultation], at=at)


def state_unusable(tx: Transaction, equipment: Equipment, inquiry: str, *, names: Sequence[str], at: datetime) -> None:
    """While `connectors.toml` cannot be used nobody is asked; each of these repositories has that as its outcome."""
    plans = [_unusable(equipment.settings, inquiry, name, at=at) for name in sorted(names)]
    for plan in [p for p in plans if store.insert(tx, p, at=at)]:
        _state(tx, plan, _reason(plan))


def asked_before(tx: Transaction) -> list[str]:
    """Every repository that was asked something since this node was founded, by the name it had then."""
    return store.repositories_asked(tx)


def outcomes_of(tx: Transaction, inquiry: str) -> list[Consulted]:
    """Where every consultation of an inquiry stands, in the order in which they were recorded."""
    return store.consultations_of(tx, inquiry)


def take(tx: Transaction, consultation: str, reply: Reply, *, digest: Digest | None, at: datetime) -> bool:
    """An outcome, recorded once: whoever answers second, or after a final word, changes nothing. `digest` finds the
    reply's bytes. False where nothing changed."""
    held = store.hold_state(tx, consultation)
    if held is None or held[0].is_final:
        return False
    state, due_at = held
    late = state is State.TIMED_OUT or at > due_at
    store.settle(tx, consultation, reply, digest=digest, moment=(at, late))
    done = store.consultation_named(tx, consultation)
    assert done is not None  # its row is held
    store.note_answer(tx, done.repository, at=at)
    ledger.record(tx, _finished(done, late=late), actor=NODE)
    return True


def judged(reply: Reply, errand: store.Errand, repository: Repository, *, at: datetime) -> Reply:
    """A reply to somebody else's question is none to ours; a "no" from old data is no "no"."""
    if reply.answers and reply.answers != errand.control_number:
        return Reply(Outcome(State.ERROR, reason="not_our_question"), reply.answers, reply.findings)
    return Reply(aged(reply.outcome, repository.terms, at=at), reply.answers, reply.findings)


def expire(tx: Transaction, *, at: datetime) -> int:
    """State TIMED_OUT for every question whose clock has run out; how many there were. Replies are waited for on."""
    late = store.overdue(tx, at=at)
    for waiting in late:
        store.time_out(tx, waiting.consultation, waiting.trouble, at=at)
    store.give_up(tx, at=at)
    for w in late:
        fact = ConsultationFinished(
            w.inquiry, w.consultation, w.repository, State.TIMED_OUT.value, 0, _code_of(w.trouble)
        )
        ledger.record(tx, fact, actor=NODE)
    return len(late)


def hold(tx: Transaction, inquiry: str) -> None:
    """Hold an inquiry's consultations until the caller's transaction ends: before the ledger, where `forget` comes
    after it."""
    store.papers_of(tx, inquiry)


def forget(tx: Transaction, vault: Vault, inquiry: str, *, reason: str) -> int:
    """Erase the questions and replies of an inquiry and ask no more for it; outcomes stay. How many objects went."""
    papers = store.papers_of(tx, inquiry)
    store.forget(tx, inquiry)
    erased = 0
    for p in papers:
        for digest in (p.question, p.reply):
            if digest is not None:
                erased += vault.erase(tx, digest, reason=reason, owner=owner_of(p.consultation), actor=NODE)
    return erased


def reply_of(tx: Transaction, vault: Vault, consultation: str) -> bytes | None:
    """The reply's original bytes (of State.IMAGES, a transaction with the images); None where none is kept."""
    digest = store.reply_digest(tx, consultation)
    return vault.get(tx, digest) if digest else None


def owner_of(consultation: str) -> str:
    """Under which name the vault keeps what was sent and what came."""
    return f"consultation:{consultation}"


def control_number_of(node: str, consultation: str) -> str:
    """The same for the same consultation of the same node, so that a repetition is recognised: 24 characters."""
    return f"OB{hashlib.sha256(f'{node}:{consultation}'.encode()).hexdigest()[:22].upper()}"


def _planned(repository: Repository, asked: Consultation, settings: Settings, *, at: datetime) -> store.Plan:
    """The question's bytes, or why there are none."""
    terms = repository.terms
    due_at = asked.due_at or repository.due(at, asked.purpose)
    number = control_number_of(settings.node, asked.consultation)
    objection = "" if repository.enabled else "switched_off"
    objection = objection or terms.gate.objection(asked.purpose, asked.category)
    outcome, question = Outcome(State.BARRED, reason=objection), b""
    if not objection:
        letter = _letterhead(repository, settings, number, at=at)
        try:
            outcome, question = Outcome(State.PENDING), KINDS[repository.kind].question(asked, letter)
        except Unaskable as unaskable:
            outcome = unaskable.outcome
    ends_at = max(due_at, at) + terms.patience
    return store.Plan(
        asked.consultation,
        repository.name,
        asked.inquiry,
        number,
        due_at=due_at,
        ends_at=ends_at,
        outcome=outcome,
        per_day=terms.per_day,
        question=question,
    )


def _unusable(settings: Settings, inquiry: str, name: str, *, at: datetime) -> store.Plan:
    key = f"{inquiry}:{name}:unusable"
    return store.Plan(
        key,
        name,
        inquiry,
        control_number_of(settings.node, key),
        due_at=at,
        ends_at=at,
        outcome=Outcome(State.ERROR, reason=UNUSABLE),
        per_day=0,
        question=b"",
    )


def _letterhead(repository: Repository, settings: Settings, number: str, *, at: datetime) -> Letterhead:
    """Who asks whom. Agencies are nine bytes in EBTS (1.007, 1.008); configured, or made of the names."""
    originator = repository.originator or f"{settings.node}OPENBITMAP"[:9].upper()
    destination = repository.destination or f"{repository.name}REPOSITORY"[:9].upper()
    return Letterhead(number, originator, destination, at.astimezone(UTC))


def _within_quota(tx: Transaction, plan: store.Plan, *, at: datetime) -> bool:
    return store.take_from_quota(tx, plan.repository, at.astimezone(UTC).date(), most=plan.per_day)


def _sealed(tx: Transaction, vault: Vault, plan: store.Plan) -> Digest:
    return vault.put(tx, plan.question, owner=owner_of(plan.consultation))


def _intend(tx: Transaction, plan: store.Plan, digest: Digest, *, at: datetime) -> None:
    fact = RepositoryAsked(plan.inquiry, plan.consultation, plan.repository, digest)
    entry = ledger.record(tx, fact, actor=NODE)
    # The row is this transaction's own; nobody else can hold it yet.
    store.intend(tx, plan.consultation, digest, entry=entry.seq, next_at=at + LEASE)


def _reason(plan: store.Plan) -> tuple[State, str]:
    return plan.outcome.state, plan.outcome.reason


def _state(tx: Transaction, plan: store.Plan, barred: tuple[State, str]) -> None:
    state, reason = barred
    fact = ConsultationFinished(
        plan.inquiry, plan.consultation, plan.repository, state.value, 0, reason=_code_of(reason)
    )
    ledger.record(tx, fact, actor=NODE)


def _finished(done: Consulted, *, late: bool) -> ConsultationFinished:
    said = done.outcome
    reason = _code_of(said.reason)
    return ConsultationFinished(
        done.inquiry, done.consultation, done.repository, said.state.value, int(late), reason=reason
    )


def _code_of(reason: str) -> str:
    """What of a reason may stand in the ledger: the code, never the other side's words."""
    return reason.partition(": ")[0][:LONGEST_CODE]
