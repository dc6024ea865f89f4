"""Attesting a partner's ledger, if it goes on from everything that was seen of it.

Guards the promise that a cosignature gives: nothing is attested whose consistency with the last attested state was not
proved; and a state that contradicts it stops everything with that partner until people have looked.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from openbitmap import merkle
from openbitmap.merkle import Checkpoint, Note
from openbitmap.node import envelopes, ledger
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import PartnerCheckpointSeen
from openbitmap.node.partners import Keyring
from openbitmap.node.witness import store
from openbitmap.node.witness.actions import NODE, found_broken
from openbitmap.node.witness.model import MOST_ENTRIES, Break, Fault, Refusal, Seen
from openbitmap.node.witness.statements import checkpoint_of, cosigned
from openbitmap.vocabulary import PartnerId
from openbitmap.wire import Letter, LetterKind


@dataclass(frozen=True)
class Stated:
    """What came: a partner's checkpoint, and how it says it goes on from the one of size `since`."""

    partner: PartnerId
    checkpoint: Checkpoint
    note: Note
    since: int
    proof: tuple[bytes, ...]

    @property
    def root(self) -> str:
        return self.checkpoint.root.hex()


def take_checkpoint(tx: Transaction, equipment: Equipment, letter: Letter, *, sequence: int, at: datetime) -> None:
    """Attest what a partner states of its ledger, or say why not. `sequence` is the number of the envelope: one that is
    dealt with after a later one tells nothing new."""
    store.lock(tx)
    stated, last = _stated(tx, letter, sequence=sequence), store.last_seen(tx, letter.partner)
    if stated is not None and last is not None and sequence < last.sequence:
        return
    if stated is None:
        body: dict[str, object] = {"refused": Refusal.UNREADABLE.value}
    elif refusal := _refusal(tx, last, stated, at=at):
        body = {"refused": refusal.value, "size": stated.checkpoint.size}
        if last and refusal is Refusal.ANOTHER_BASE:
            body["note"] = last.note
    else:
        note = cosigned(tx, Keyring.of(equipment.settings.home), stated.note, at=at).render()
        seen = Seen(letter.partner, stated.checkpoint.size, stated.root, note, 0, (), sequence, at)
        _keep(tx, last, seen, proof=stated.proof)
        body = {"size": stated.checkpoint.size, "note": note}
    answer = Letter(letter.partner, LetterKind.COSIGNATURE, body)
    envelopes.send(tx, answer, permit_clause="", at=at, actor=NODE, key=f"cosignature:{sequence}")
    if "note" in body and "refused" not in body and stated:
        ledger.record(tx, PartnerCheckpointSeen(letter.partner, stated.checkpoint.size, stated.root), actor=NODE)


def _stated(tx: Transaction, letter: Letter, *, sequence: int) -> Stated | None:
    since, steps = letter.body.get("since"), letter.body.get("proof")
    read = checkpoint_of(tx, letter.partner, letter.body.get("note"), sequence=sequence)
    if read is None or type(since) is not int or not isinstance(steps, list | tuple):
        return None
    if not 0 <= read[0].size <= MOST_ENTRIES:
        return None
    try:
        proof = tuple(bytes.fromhex(str(step)) for step in steps)
    except ValueError:
        return None
    return Stated(letter.partner, *read, since=since, proof=proof)


def _fault(last: Seen | None, stated: Stated) -> Fault | None:
    """How it contradicts what was attested last. A proof from another state than that proves nothing yet."""
    if last is None:
        return None
    size = stated.checkpoint.size
    if size < last.size:
        return Fault.TRUNCATED
    if size == last.size:
        return None if stated.root == last.root else Fault.FORKED
    if stated.since != last.size:
        return None
    roots = (bytes.fromhex(last.root), stated.checkpoint.root)
    return None if merkle.is_consistent(last.size, size, roots=roots, path=stated.proof) else Fault.REWRITTEN


def _refusal(tx: Transaction, last: Seen | None, stated: Stated, *, at: datetime) -> Refusal | None:
    """Why it is not attested, if it is not; a contradiction is kept and told."""
    if store.has_open_break(tx, stated.partner):
        return Refusal.WAITING
    fault = _fault(last, stated)
    if last and fault:
        evidence = f"{last.note}\n{stated.note.render()}"
        found = Break("", stated.partner, fault, stated.checkpoint.size, at, _said(last, stated, fault))
        found_broken(tx, found, evidence=evidence)
        return Refusal.CONTRADICTED
    another = last is not None and last.size not in (stated.since, stated.checkpoint.size)
    return Refusal.ANOTHER_BASE if another else None


def _keep(tx: Transaction, last: Seen | None, seen: Seen, *, proof: tuple[bytes, ...]) -> None:
    if last and last.size == seen.size:
        store.note_seen_again(tx, seen)
    elif last:
        store.insert_seen(tx, replace(seen, since=last.size, proof=tuple(step.hex() for step in proof)))
    else:
        store.insert_seen(tx, seen)


def _said(last: Seen, stated: Stated, fault: Fault) -> str:
    partner, size = stated.partner, stated.checkpoint.size
    return {
        Fault.TRUNCATED: f"{partner} states {size} entries after it had stated {last.size}",
        Fault.FORKED: f"{partner} states two different histories of {size} entries",
    }.get(fault, f"the {size} entries that {partner} states do not begin with the {last.size} attested before")
