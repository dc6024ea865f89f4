"""Reads and writes `recall`, `recall_copy`, `recall_taken` and `recall_proposal`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.disclosures.model import CopyId, ItemKind, Reason, Recall, RecallId, RecallState
from openbitmap.vocabulary import Digest, PartnerId

_SQL = named_queries(__package__)


@dataclass(frozen=True)
class Asked:
    """One copy that a recall asks for, and what became of it ("" while nobody said). `held`: a person over there holds
    it back, in these words, until that day."""

    copy: CopyId
    reference: str
    digest: Digest
    kind: ItemKind
    outcome: str
    purpose: str
    basis: str
    held: str
    held_until: datetime | None


@dataclass(frozen=True)
class Taken:
    """Another nation's recall. `lines` is what became of each reference here and `receipt` what was sent of it, both
    as JSON; "" before it was obeyed."""

    taken: str
    partner: PartnerId
    recall: str
    reason: Reason
    words: str
    due_at: datetime
    received_at: datetime
    state: str
    lines: str
    receipt: str


@dataclass(frozen=True)
class Proposal:
    """A recall of more than one person's copies, before a second person; of a clock's, before two, the first of
    whom is `first_by`."""

    proposal: str
    copies: tuple[CopyId, ...]
    reason: Reason
    words: str
    persons: int
    proposed_by: str
    proposed_at: datetime
    outcome: str
    first_by: str = ""


def insert_recall(tx: Transaction, recall: Recall, copies: Sequence[CopyId], *, correction: str) -> None:
    tx.run(
        _SQL["insert_recall"],
        recall=recall.recall,
        partner=recall.partner,
        reason=recall.reason,
        words=recall.words,
        correction=correction,
        chain=recall.chain,
        ordered_by=recall.ordered_by,
        ordered_at=recall.ordered_at,
        due_at=recall.due_at,
    )
    for copy in copies:
        tx.run(_SQL["insert_recall_copy"], recall=recall.recall, copy=copy)


def recall_named(tx: Transaction, recall: RecallId) -> Recall | None:
    return tx.one(_SQL["recall_named"], into=Recall, recall=recall)


def hold_recall(tx: Transaction, recall: RecallId) -> Recall | None:
    """The same; nobody else moves it before the caller's transaction ends."""
    return tx.one(_SQL["hold_recall"], into=Recall, recall=recall)


def recalls(tx: Transaction, *, most: int = 500) -> list[Recall]:
    """Those that wait first, the earliest deadline first; then what is done, newest first."""
    return tx.all(_SQL["recalls"], into=Recall, most=most)


def overdue(tx: Transaction, at: datetime) -> list[Recall]:
    """Recalls whose deadline has passed without a complete receipt, the latest clock last."""
    return tx.all(_SQL["recalls_overdue"], into=Recall, at=at)


def to_escalate(tx: Transaction, *, at: datetime, every: timedelta, top: int) -> list[tuple[RecallId, int]]:
    """Recalls whose lateness is to be told now, with how often it was told."""
    rows = tx.all(_SQL["recalls_to_escalate"], at=at, before=at - every, top=top)
    return [(RecallId(row[0]), int(row[1])) for row in rows]


def climb(tx: Transaction, recall: RecallId, rung: int, *, at: datetime) -> bool:
    return bool(tx.run(_SQL["climb"], recall=recall, rung=rung, at=at))


def asked_of(tx: Transaction, recall: RecallId) -> list[Asked]:
    return tx.all(_SQL["recall_copies"], into=Asked, recall=recall)


def waiting_on(tx: Transaction, copies: Sequence[CopyId]) -> list[PartnerId]:
    """Nations that still have to obey for these copies, those further on that they name included."""
    rows = tx.all(_SQL["recalls_of_copies"], copies=list(copies))
    return sorted({PartnerId(p) for _, partner, further in rows for p in (partner, *further)})


def holdings_behind(tx: Transaction, recall: RecallId) -> list[str]:
    return [row[0] for row in tx.all(_SQL["holdings_behind"], recall=recall)]


def settle_copy(tx: Transaction, recall: RecallId, copy: CopyId, *, said: Mapping[str, str]) -> None:
    """`said`: outcome, and for what was retained the purpose and the basis."""
    words = {name: said.get(name, "") for name in ("outcome", "purpose", "basis")}
    tx.run(_SQL["settle_recall_copy"], recall=recall, copy=copy, **words)


def note_held(tx: Transaction, recall: RecallId, copy: CopyId, *, words: str, until: datetime) -> None:
    tx.run(_SQL["note_held"], recall=recall, copy=copy, words=words, until=until)


def held_by_partners(tx: Transaction, recalls: Sequence[RecallId]) -> dict[RecallId, tuple[str, datetime]]:
    """Of these recalls, those that wait for nothing but what a person over there holds back: the words and the day."""
    rows = tx.all(_SQL["held_by_partners"], recalls=list(recalls))
    return {RecallId(recall): (words, until) for recall, words, until in rows}


def recalled_by_clock(tx: Transaction, actor: str, *, since: datetime) -> int:
    """How many copies were called back because of their term by the clock alone."""
    return int(tx.scalar(_SQL["recalled_by_clock"], actor=actor, since=since))


def is_proposed(tx: Transaction, by: str) -> bool:
    return bool(tx.scalar(_SQL["is_proposed"], by=by))


def note_first(tx: Transaction, proposal: str, by: str) -> bool:
    """The first of two people. False where there is one."""
    return bool(tx.run(_SQL["note_first"], proposal=proposal, by=by))


def answer(
    tx: Transaction, recall: RecallId, state: RecallState, *, receipt: Mapping[str, object], at: datetime
) -> None:
    outstanding = [str(n) for n in _listed(receipt.get("outstanding"))]
    text = json.dumps(receipt, sort_keys=True)
    tx.run(_SQL["answer_recall"], recall=recall, state=state, outstanding=outstanding, receipt=text, at=at)


def receipt_of(tx: Transaction, recall: RecallId) -> dict[str, object] | None:
    """The receipt as it came; None before."""
    text = tx.scalar(_SQL["receipt_of"], recall=recall)
    return json.loads(text) if text else None


def correction_of(tx: Transaction, recall: RecallId) -> dict[str, object] | None:
    """What it puts right; None where the copies must go."""
    text = tx.scalar(_SQL["correction_of"], recall=recall)
    return json.loads(text) if text else None


def insert_taken(tx: Transaction, taken: Taken) -> bool:
    """False where the same recall was taken before."""
    named = ("taken", "partner", "recall", "reason", "words", "due_at", "received_at")
    return bool(tx.run(_SQL["insert_taken"], **{name: getattr(taken, name) for name in named}))


def taken_of(tx: Transaction, partner: PartnerId, recall: str) -> Taken | None:
    """Held until the caller's transaction ends."""
    return tx.one(_SQL["taken_of"], into=Taken, partner=partner, recall=recall)


def taken_waiting(tx: Transaction) -> list[Taken]:
    """Held until the caller's transaction ends."""
    return tx.all(_SQL["taken_waiting"], into=Taken)


def taken_list(tx: Transaction, *, most: int = 500) -> list[Taken]:
    return tx.all(_SQL["taken_list"], into=Taken, most=most)


def settle_taken(tx: Transaction, taken: str, told: Mapping[str, object], *, lines: str, at: datetime) -> None:
    """`told` is the receipt as it is sent."""
    state = "done" if told["complete"] else "waiting"
    receipt = json.dumps(told, sort_keys=True)
    tx.run(_SQL["settle_taken"], taken=taken, state=state, lines=lines, receipt=receipt, at=at)


def insert_proposal(tx: Transaction, proposal: Proposal) -> None:
    named = ("proposal", "reason", "words", "persons", "proposed_by", "proposed_at")
    row = {name: getattr(proposal, name) for name in named}
    tx.run(_SQL["insert_proposal"], copies=list(proposal.copies), **row)


def proposal_named(tx: Transaction, proposal: str) -> Proposal | None:
    """Held until the caller's transaction ends."""
    return tx.one(_SQL["proposal_named"], into=Proposal, proposal=proposal)


def proposals_waiting(tx: Transaction) -> list[Proposal]:
    return tx.all(_SQL["proposals_waiting"], into=Proposal)


def decide_proposal(tx: Transaction, proposal: str, outcome: str, *, by: str, at: datetime) -> bool:
    return bool(tx.run(_SQL["decide_proposal"], proposal=proposal, outcome=outcome, by=by, at=at))


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []
