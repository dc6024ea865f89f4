"""Stating this ledger to partners, and taking their attestations.

Guards the order that makes evidence hold: a checkpoint is signed only after the new entries were checked against their
texts and the whole against what the partner attested before; a disclosure counts as attested only by a checkpoint that
was made after it was committed.
"""

from dataclasses import replace
from datetime import datetime

from openbitmap import merkle
from openbitmap.node import envelopes, ledger, partners
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import CheckpointCosigned, CheckpointIssued
from openbitmap.node.partners import Keyring
from openbitmap.node.witness import store
from openbitmap.node.witness.actions import NODE, found_broken
from openbitmap.node.witness.model import (
    AFTER_DISCLOSURE,
    ASKED_AGAIN,
    ISSUED_EVERY,
    MOST_ENTRIES,
    Attested,
    Break,
    Fault,
    Issued,
    Refusal,
)
from openbitmap.node.witness.statements import attested_at, checkpoint_of, own_checkpoint
from openbitmap.vocabulary import PartnerId
from openbitmap.wire import Letter, LetterKind

CHECKED_ENTRIES = 20_000
"""Newest entries whose texts are hashed again before a checkpoint is signed; `openbitmap ledger verify` does all."""


def issue_due(tx: Transaction, equipment: Equipment, *, at: datetime) -> list[PartnerId]:
    """State the ledger to the partners to whom it is time to: every ten minutes, and soon after a disclosure."""
    due = [known.partner for known in partners.active_partners(tx) if _is_due(tx, known.partner, at=at)]
    if not due:
        return []
    store.lock(tx)
    return [partner for partner in due if _is_due(tx, partner, at=at) and issue(tx, equipment, partner, at=at)]


def issue(tx: Transaction, equipment: Equipment, partner: PartnerId, *, at: datetime) -> bool:
    """State the ledger as it is to one partner, with the proof that it contains what the partner attested last. False,
    and a break is told, where it does not."""
    contained = store.unstated(tx, partner)
    size = ledger.head(tx).seq  # read after the disclosures, so that it contains them
    before = store.last_cosigned(tx, partner)
    if what := _own_fault(tx, before, size):
        broken = Break("", partner, Fault.OWN_REWRITTEN, size, at, what)
        found_broken(tx, broken, evidence=before.note if before else "")
        return False
    since = before.size if before else 0
    checkpoint, note = own_checkpoint(tx, Keyring.of(equipment.settings.home), size)
    root = checkpoint.root.hex()
    store.insert_issued(tx, Attested(partner, size, root, note.render(), at=at))
    store.note_stated(tx, contained, size)
    proof = [step.hex() for step in ledger.consistency(tx, since, size)]
    letter = Letter(partner, LetterKind.CHECKPOINT, {"note": note.render(), "since": since, "proof": proof})
    envelopes.send(tx, letter, permit_clause="", at=at, actor=NODE, key=f"checkpoint:{size}:{at.isoformat()}")
    ledger.record(tx, CheckpointIssued(partner, size, root), actor=NODE)
    return True


def take_cosignature(tx: Transaction, letter: Letter, *, sequence: int, at: datetime) -> None:
    """A partner's answer to a checkpoint, in the envelope of that number. What does not fit one that was stated changes
    nothing."""
    store.lock(tx)
    size, refused = letter.body.get("size"), letter.body.get("refused")
    issued = store.issued_of(tx, letter.partner, size) if type(size) is int and 0 < size <= MOST_ENTRIES else None
    if issued is None:
        return
    if refused is None:
        _attested(tx, issued, letter.body.get("note"), sequence=sequence, at=at)
        return
    store.note_answered(tx, letter.partner, issued.size, at=at)
    if refused == Refusal.CONTRADICTED:
        what = f"{letter.partner} says that the state of {issued.size} entries contradicts what it attested before"
        found_broken(tx, Break("", letter.partner, Fault.DISPUTED, issued.size, at, what), evidence=issued.note)
    elif refused == Refusal.ANOTHER_BASE:
        _take_base(tx, letter, at=at)


def _is_due(tx: Transaction, partner: PartnerId, *, at: datetime) -> bool:
    if store.has_open_break(tx, partner):
        return False
    last = store.last_issued(tx, partner)
    if last is None:
        return True
    if last.answered_at is None and at - last.issued_at < ASKED_AGAIN:
        return False
    return _is_time(last, at=at, disclosed=bool(store.unstated(tx, partner)))


def _is_time(last: Issued, *, at: datetime, disclosed: bool) -> bool:
    return at - last.issued_at >= (AFTER_DISCLOSURE if disclosed else ISSUED_EVERY)


def _own_fault(tx: Transaction, before: Attested | None, size: int) -> str:
    """What does not fit in this ledger itself, or between it and what the partner attested; "" where all does."""
    since = before.size if before else 0
    if size < since:
        return f"the ledger has {size} entries; {since} were attested"
    if fault := ledger.fault_between(tx, max(since, size - CHECKED_ENTRIES), size):
        return fault.what
    if before is None:
        return ""
    roots = (bytes.fromhex(before.root), ledger.root(tx, size))
    if merkle.is_consistent(since, size, roots=roots, path=ledger.consistency(tx, since, size)):
        return ""
    return f"the first {since} entries are not those that were attested"


def _attested(tx: Transaction, issued: Attested, text: object, *, sequence: int, at: datetime) -> None:
    own = checkpoint_of(tx, partners.me(tx), text)
    made_at = attested_at(tx, issued.partner, own[1], sequence=sequence) if own else None
    if own is None or made_at is None or own[0].text() != merkle.read_note(issued.note).text:
        store.note_answered(tx, issued.partner, issued.size, at=at)
        return
    cosigned = Attested(issued.partner, issued.size, issued.root, own[1].render(), at=made_at)
    if store.note_cosigned(tx, cosigned, at=at):
        store.drop_attested(tx, issued.partner, issued.size)
        ledger.record(tx, CheckpointCosigned(issued.partner, issued.size, issued.root), actor=NODE)


def _take_base(tx: Transaction, letter: Letter, *, at: datetime) -> None:
    """The partner attested a state that this node forgot, or never heard that it did: it is the base from now on, if
    the ledger contains it. A ledger restored from a copy does not."""
    own = checkpoint_of(tx, partners.me(tx), letter.body.get("note"))
    made_at = attested_at(tx, letter.partner, own[1], ever=True) if own else None  # by the key of that day
    if own is None or made_at is None:
        return
    base, note = own[0], own[1].render()
    reached = base.size <= ledger.head(tx).seq
    if not reached or ledger.root(tx, base.size) != base.root:
        what = f"{letter.partner} holds a signed state of {base.size} entries that this ledger does not contain"
        found_broken(tx, Break("", letter.partner, Fault.OWN_REWRITTEN, base.size, at, what), evidence=note)
        return
    known = Attested(letter.partner, base.size, base.root.hex(), note, at=made_at)
    store.insert_issued(tx, replace(known, at=at))  # by this node's clock; the partner's may be years away
    if store.note_cosigned(tx, known, at=at):
        ledger.record(tx, CheckpointCosigned(letter.partner, base.size, base.root.hex()), actor=NODE)
