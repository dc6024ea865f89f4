"""A node that came back from a backup says so, signed; its partner answers with what it holds, signed; both ledgers and
both auditors have it.

Guards the promise that nobody's past changes unseen: the statement itself is a contradiction like any other, and stops
disclosures on both sides until a supervisor and an auditor of each have dealt with it. The letters go on at once.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from openbitmap import merkle
from openbitmap.merkle import Note
from openbitmap.node import ledger, partners
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.envelopes import restoring
from openbitmap.node.envelopes.restoring import Account, Reconciled, Restored, Standing
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import HistoryRestored
from openbitmap.node.partners import Keyring, OwnSignature
from openbitmap.node.problems import FOREIGN_CERTIFICATE, NEEDS_WORDS, NO_SUCH_THING, UNFIT_RESTORE, Refused
from openbitmap.node.witness import store
from openbitmap.node.witness.actions import NODE, found_broken
from openbitmap.node.witness.model import MOST_ENTRIES, Break, Fault, Restore, Said, Seen
from openbitmap.node.witness.statements import checkpoint_of, cosigned, own_checkpoint
from openbitmap.vocabulary import Digest, PartnerId, digest_of
from openbitmap.wire import is_name, to_json
from openbitmap.wire.envelope import KeyId

T = TypeVar("T", "Claim", "Answer")
LARGEST_CLAIM = 1024 * 1024
LONGEST_WORDS = 2_000


@dataclass(frozen=True)
class Kept:
    """How the ledger stands as it is stated: `note` is its checkpoint, signed; `proof` shows that it goes on from the
    state of `since` entries, the last of which the node knows that the partner attested it. 0: it knows of none."""

    note: str
    since: int
    proof: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """What the restored node states: it is `node`, and says to `partner` how far its ledger and its letters reach."""

    restore: str
    node: PartnerId
    partner: PartnerId
    words: str
    claimed_at: datetime
    size: int
    root: str
    standing: Standing
    kept: Kept


@dataclass(frozen=True)
class Answer:
    """What the partner, `node`, holds of the one that claims; `claim` is the digest of what was claimed."""

    restore: str
    node: PartnerId
    partner: PartnerId
    claim: Digest
    account: Account


_CLAIM, _ANSWER = TypeAdapter(Claim), TypeAdapter(Answer)


@dataclass(frozen=True)
class Statement:
    """That this node was restored: to whom, what happened, who says it and when."""

    partner: PartnerId
    words: str
    by: Principal
    at: datetime


def claim_restore(tx: Transaction, keyring: Keyring, statement: Statement) -> bytes:
    """State to a partner that this node was restored and how far it reaches now; the bytes are for the partner, by any
    way. Asked again before the answer came, the same restore with what is known now. Raises Refused."""
    partner, words, at = statement.partner, statement.words.strip(), statement.at
    statement.by.require(Act.ADMINISTER)
    if not 0 < len(words) <= LONGEST_WORDS:
        raise Refused(NEEDS_WORDS)
    if partners.partner_named(tx, partner) is None:
        raise Refused(NO_SUCH_THING, kind="partner", name=partner)
    store.lock(tx)
    me, size = partners.me(tx), ledger.head(tx).seq
    checkpoint, note = own_checkpoint(tx, keyring, size)
    open_one = next((r for r in store.restores_with(tx, partner) if r.node == me and r.settled_at is None), None)
    restore = open_one.restore if open_one else new_id("restore")
    claim = Claim(
        restore,
        me,
        partner,
        words,
        at,
        size=size,
        root=checkpoint.root.hex(),
        standing=restoring.standing_with(tx, partner, at=at),
        kept=_kept(tx, partner, size, note=note.render()),
    )
    data = _stated(tx, keyring, to_json(claim), word="claim")
    store.keep_claim(tx, Restore(restore, partner, me, words, data.decode(), at, settled_at=None))
    store.keep_said(tx, Said(restore, me, "claim", data.decode(), at), partner)
    what = f"this node was restored from a backup and has {size} entries: {words}"
    broken = Break("", partner, Fault.OWN_RESTORED, size, at, what)
    found_broken(tx, broken, evidence=data.decode(), actor=statement.by.actor)
    return data


def answer_claim(
    tx: Transaction, equipment: Equipment, data: bytes, *, at: datetime, channel: PartnerId | None = None
) -> bytes:  # fmt: skip
    """What this node holds of a partner that was restored; what was sent to it since waits for it again. The same claim
    is answered in the same words; a later one of the same restore anew. Raises Refused."""
    store.lock(tx)
    claim = _read(tx, data, _CLAIM, word="claim")
    if channel and channel != claim.node:
        raise Refused(FOREIGN_CERTIFICATE)
    note = _stated_note(tx, claim)
    if claim.partner != partners.me(tx) or not _is_sound(claim) or note is None:
        raise Refused(UNFIT_RESTORE, why=f"it is for {claim.partner}, or states numbers that are none")
    keyring, partner = Keyring.of(equipment.settings.home), claim.node
    known = store.restore_named(tx, claim.restore)
    if known and (known.partner, known.node) != (partner, partner):
        raise Refused(UNFIT_RESTORE, why="its name is that of another restore")
    if known and known.claim == data.decode():
        return known.account.encode()
    if any(said.said == data.decode() for said in store.said_with(tx, partner)):
        raise Refused(UNFIT_RESTORE, why="a later statement took its place")
    restored = Restored(claim.restore, partner, at)
    account = restoring.account_for(tx, equipment, restored, standing=claim.standing)
    answer = Answer(claim.restore, claim.partner, partner, digest_of(data), account)
    said = _stated(tx, keyring, to_json(answer), word="answer")
    store.keep_claim(tx, _answered(claim, data, said, at=at))
    store.keep_said(tx, Said(claim.restore, partner, "claim", data.decode(), at), partner)
    store.keep_said(tx, Said(claim.restore, claim.partner, "answer", said.decode(), at), partner)
    _tell_break(tx, claim, data, at=at)
    attested = cosigned(tx, keyring, note, at=at).render()
    _keep_base(tx, claim, Seen(partner, claim.size, claim.root, attested, 0, (), account.known + 1, at))
    fact = _fact(partner, partner, answer=answer, learned=Reconciled(0, 0, 0, doubtful=0))
    ledger.record(tx, fact, actor=NODE)
    return said


def take_answer(
    tx: Transaction, equipment: Equipment, data: bytes, *, by: Principal, at: datetime
) -> tuple[Account, Reconciled]:
    """Learn from the partner's answer what this node forgot; the letters go on. Raises Refused."""
    by.require(Act.ADMINISTER)
    store.lock(tx)
    answer = _read(tx, data, _ANSWER, word="answer")
    known = store.restore_named(tx, answer.restore)
    me = partners.me(tx)
    if known is None or (known.node, known.partner, answer.partner) != (me, answer.node, me):
        raise Refused(UNFIT_RESTORE, why="it answers nothing that this node claimed")
    if known.settled_at is not None:
        raise Refused(UNFIT_RESTORE, why="it was taken already")
    if digest_of(known.claim.encode()) != answer.claim:
        raise Refused(UNFIT_RESTORE, why="it answers an earlier claim; bring the partner the last one")
    restored = Restored(answer.restore, answer.node, at)
    learned = restoring.take_account(tx, equipment, restored, account=answer.account)
    store.settle_restore(tx, answer.restore, data.decode(), at=at)
    store.keep_said(tx, Said(answer.restore, answer.node, "answer", data.decode(), at), answer.node)
    fact = _fact(answer.node, me, answer=answer, learned=learned)
    ledger.record(tx, fact, actor=by.actor)
    return answer.account, learned


def _answered(claim: Claim, data: bytes, said: bytes, *, at: datetime) -> Restore:
    words, node = claim.words[:LONGEST_WORDS], claim.node
    return Restore(claim.restore, node, node, words, data.decode(), at, settled_at=at, account=said.decode())


def _tell_break(tx: Transaction, claim: Claim, data: bytes, *, at: datetime) -> None:
    """With what was attested of the partner last, beside what it says now; and whatever that contradicts of the part it
    says it kept."""
    seen, kept = store.last_seen(tx, claim.node), claim.kept.since
    what = f"{claim.node} says that it was restored from a backup and has {claim.size} entries"
    what += f"; {seen.size} were attested, and it says that it kept {kept} of them" if seen else ""
    evidence = f"{seen.note if seen else ''}\n{data.decode()}"
    found_broken(tx, Break("", claim.node, Fault.RESTORED, claim.size, at, what), evidence=evidence)
    if (shown := store.seen_at(tx, claim.node, kept)) and not _goes_on(shown, claim):
        what = f"the {claim.size} entries of {claim.node} after its restore do not begin with the {kept} attested"
        broken = Break("", claim.node, Fault.REWRITTEN, claim.size, at, what)
        found_broken(tx, broken, evidence=f"{shown.note}\n{data.decode()}")
    if (same := store.seen_at(tx, claim.node, claim.size)) and same.root != claim.root:
        what = f"{claim.node} states two different histories of {claim.size} entries"
        broken = Break("", claim.node, Fault.FORKED, claim.size, at, what)
        found_broken(tx, broken, evidence=f"{same.note}\n{data.decode()}")


def _kept(tx: Transaction, partner: PartnerId, size: int, *, note: str) -> Kept:
    before = store.last_cosigned(tx, partner)
    if before is None or before.size > size:
        return Kept(note, 0, ())
    return Kept(note, before.size, tuple(step.hex() for step in ledger.consistency(tx, before.size, size)))


def _keep_base(tx: Transaction, claim: Claim, base: Seen) -> None:
    """What the next checkpoint has to go on from, once people have settled the restore."""
    seen = store.seen_at(tx, claim.node, claim.kept.since)
    proven = seen is not None and _goes_on(seen, claim)
    store.keep_base(tx, replace(base, since=claim.kept.since, proof=claim.kept.proof) if proven else base)


def _stated_note(tx: Transaction, claim: Claim) -> Note | None:
    """The signed checkpoint of just what is claimed; None where it is none."""
    read = checkpoint_of(tx, claim.node, claim.kept.note)
    fits = read is not None and (read[0].size, read[0].root.hex()) == (claim.size, claim.root)
    return read[1] if read and fits else None


def _goes_on(seen: Seen, claim: Claim) -> bool:
    """Whether what is claimed begins with a state that was attested."""
    try:
        path = [bytes.fromhex(step) for step in claim.kept.proof]
    except ValueError:
        return False
    roots = (bytes.fromhex(seen.root), bytes.fromhex(claim.root))
    return seen.size <= claim.size and merkle.is_consistent(seen.size, claim.size, roots=roots, path=path)


def _is_sound(claim: Claim) -> bool:
    """Whether names and numbers are such as a node could have given."""
    standing, since = claim.standing, claim.kept.since
    numbers = (claim.size, since, standing.sent, standing.taken, standing.after, *standing.queued, *standing.held)
    return is_name(claim.restore) and all(0 <= number <= MOST_ENTRIES for number in numbers)


def _fact(partner: PartnerId, node: PartnerId, *, answer: Answer, learned: Reconciled) -> HistoryRestored:
    account = answer.account
    passed_over = sum(last - first + 1 for first, last in (*account.skipped, *account.gone))
    return HistoryRestored(
        partner,
        answer.restore,
        node,
        answer.claim,
        known=account.known,
        reoffered=account.reoffered,
        passed_over=passed_over,
        remembered=learned.remembered,
        disclosing=learned.disclosing,
    )


def _stated(tx: Transaction, keyring: Keyring, body: str, *, word: str) -> bytes:
    """Three lines: what is said, the key that signs it, the signature."""
    signature = partners.sign(tx, keyring, _signed(word, body))
    return "\n".join((body, signature.key, signature.value.hex())).encode()


def _signed(word: str, body: str) -> bytes:
    return f"openbitmap restore {word}\n{digest_of(body.encode())}".encode()


def _read(tx: Transaction, data: bytes, form: TypeAdapter[T], *, word: str) -> T:
    """Raises Refused for what is no such statement, or not signed by the partner that it says made it."""
    try:
        body, key, value = data.decode().split("\n")
        said = form.validate_json(body)
        signature = OwnSignature(KeyId(key), bytes.fromhex(value))
    except (ValueError, ValidationError):
        raise Refused(UNFIT_RESTORE, why=f"it is no {word} of a restore") from None
    known = partners.partner_named(tx, said.node)
    if known is None or not partners.is_signed_by(tx, said.node, signature, data=_signed(word, body)):
        raise Refused(UNFIT_RESTORE, why=f"{said.node} did not sign it with a key in use")
    return said
