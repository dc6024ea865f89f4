"""After a restore from a backup: what a node still knows of its letters, what its partner knows, and both made one.

Guards the invariants of the exchange through a loss of memory: a number that the partner holds is never given to
another content; what the partner sent since comes again, the same bytes; a number that nothing can come under any more
is passed over by both, and said so.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from openbitmap.node import ledger, partners
from openbitmap.node.database import Transaction
from openbitmap.node.envelopes import restore_store, store
from openbitmap.node.envelopes.model import Given
from openbitmap.node.envelopes.receipting import note_receipt
from openbitmap.node.envelopes.taking import deliver
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import EnvelopeRemembered
from openbitmap.node.partners import KeyUse
from openbitmap.vocabulary import Actor, PartnerId, digest_of
from openbitmap.wire import LetterKind
from openbitmap.wire.envelope import (
    EnvelopeReceipt,
    Header,
    Signed,
    Unacceptable,
    header_from,
    receipt_from,
    signed_by,
    signed_from,
)

NODE = Actor("node", "envelopes")
REOFFERED_FOR = timedelta(days=14)
"""How long what was delivered can be sent again to a partner that forgot it. It is sealed to that partner: nobody can
read it here."""
MOST_REMEMBERED = 100_000
"""Envelopes in one account."""
Span = tuple[int, int]
"""First and last of numbers in a row."""


@dataclass(frozen=True)
class Standing:
    """What a node knows of its letters with one partner: the last number it gave, those that still wait, the last it
    took, and those it holds behind a gap. `after`: the last number of its own of which it is sure; `at`: when it
    looked, by its own clock."""

    sent: int
    queued: tuple[int, ...]
    taken: int
    held: tuple[int, ...]
    after: int
    at: datetime


@dataclass(frozen=True)
class Restored:
    """A restore by its name, with whom it is settled, and when."""

    restore: str
    partner: PartnerId
    at: datetime


@dataclass(frozen=True)
class Account:
    """What the partner knows: `known` is the highest number it holds of the other's, `envelopes` signed header and
    receipt of each behind `after`; `skipped` it passes over, for nothing is left that could come under them. `sent` is
    its own last number; `reoffered` letters come again, `gone` cannot."""

    known: int
    skipped: tuple[Span, ...]
    sent: int
    reoffered: int
    gone: tuple[Span, ...]
    envelopes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Reconciled:
    """What the restored node learned: letters it had forgotten, those of them that disclosed something, and letters of
    its own that had to take another number. `doubtful` were in the account and are not proved by the signatures."""

    remembered: int
    disclosing: int
    renumbered: int
    doubtful: int


def standing_with(tx: Transaction, partner: PartnerId, *, at: datetime) -> Standing:
    """As this node knows it now; nothing is taken from the partner meanwhile."""
    taken = store.hold_taken(tx, partner)
    sent, queued = restore_store.last_sent(tx, partner), restore_store.queued(tx, partner)
    numbers = tuple(waiting.sequence for waiting in queued)
    after = min(numbers) - 1 if numbers else sent
    held = tuple(restore_store.numbers_in(tx, partner, after=taken))
    return Standing(sent, numbers, taken, held, after=after, at=at)


def account_for(tx: Transaction, equipment: Equipment, restored: Restored, *, standing: Standing) -> Account:
    """What this node holds of a partner that forgot; from now on what it sent since waits for the partner again, and
    numbers that nothing can come under are passed over. Once a restore."""
    partner = restored.partner
    last = store.hold_taken(tx, partner)
    held = restore_store.numbers_in(tx, partner, after=last)
    known = max([last, *held])
    skipped = _spans_missing({*held, *standing.queued}, range(last + 1, known + 1))
    for span in skipped:
        restore_store.void(tx, partner, span, restore=restored.restore)
    restore_store.wait_anew(tx, partner, standing.held, after=standing.taken, at=standing.at)
    settled = restore_store.settled(tx, partner, after=standing.taken)
    missing = [given for given in settled if given.sequence not in standing.held]
    gone = _spans(given.sequence for given in missing if not given.is_here)
    here = [given for given in missing if given.is_here]
    forgotten = [given.sequence for given in here if _forgot(standing, given)]
    reoffered = restore_store.reoffer(tx, partner, [given.sequence for given in here], forgotten=forgotten)
    deliver(tx, equipment, partner, after=last, at=restored.at)
    return Account(
        known,
        skipped,
        restore_store.last_sent(tx, partner),
        reoffered=reoffered,
        gone=gone,
        envelopes=envelopes_after(tx, partner, standing.after),
    )


def envelopes_after(tx: Transaction, partner: PartnerId, after: int) -> tuple[tuple[str, str], ...]:
    """Signed header and receipt of each letter of the partner's behind a number."""
    kept = store.signed_after(tx, partner, after=after, upto=2**62, limit=MOST_REMEMBERED)
    return tuple((signed, receipt) for _, _, signed, receipt in kept)


def take_account(tx: Transaction, equipment: Equipment, restored: Restored, *, account: Account) -> Reconciled:
    """Learn from the partner what this node had sent and forgot. Its word counts only as far as this node's own
    signature and the partner's receipt carry it."""
    partner, at = restored.partner, restored.at
    taken = store.hold_taken(tx, partner)
    told = (_proven(tx, partner, signed, receipt_text=receipt) for signed, receipt in account.envelopes)
    proven = [found for found in told if found]
    theirs = {found.header.route.sequence: found for found in proven}
    restore_store.hold_unsettled(tx, partner, theirs)
    # As `send` does: the ledger's lock first, then the count of numbers. Whoever sends from here on comes behind.
    ledger.hold_end(tx)
    restore_store.keep_sent(tx, partner, account.known)
    renumbered = _renumber(tx, partner, theirs, skipped=account.skipped)
    for found in proven:
        if restore_store.has_out(tx, partner, found.header.route.sequence):
            note_receipt(tx, found.receipt_text.encode(), at=at)
    forgotten = [found for found in proven if _remember(tx, partner, found)]
    for span in account.gone:
        restore_store.void(tx, partner, span, restore=restored.restore)
    deliver(tx, equipment, partner, after=taken, at=at)
    disclosing = sum(_discloses(found.header.kind) for found in forgotten)
    return Reconciled(len(forgotten), disclosing, renumbered, doubtful=len(account.envelopes) - len(proven))


def drop_settled(tx: Transaction, *, at: datetime) -> int:
    """Sealed letters that were delivered long enough ago are taken out; header and receipt stay."""
    return restore_store.drop_settled(tx, before=at - REOFFERED_FOR)


def _forgot(standing: Standing, given: Given) -> bool:
    """Whether the partner receipted it before it looked. It says so by its clock, and the clock of a lost machine may
    have been another: what it signed later may be lost all the same, and goes again too."""
    _, receipt = receipt_from(given.receipt)
    return receipt.received_at < standing.at


@dataclass(frozen=True)
class _Proven:
    header: Header
    signed: Signed
    receipt: EnvelopeReceipt
    receipt_text: str


def _proven(tx: Transaction, partner: PartnerId, text: str, *, receipt_text: str) -> _Proven | None:
    """A letter that this node signed and the partner receipted; None for anything else."""
    try:
        signed = signed_from(text, kind="envelope")
        header = header_from(signed.payload)
        by, receipt = receipt_from(receipt_text)
    except Unacceptable:
        return None
    own = {key.key: bytes(key.public) for key in partners.own_keys(tx) if key.use is KeyUse.SIGNING}
    theirs = partners.key_for(tx, partner, by.key)
    is_ours = signed.key in own and signed_by(signed, own[signed.key])
    is_theirs = theirs is not None and signed_by(by, bytes(theirs.public))
    fits = (receipt.route, receipt.digest) == (header.route, signed.digest)
    between = (header.route.sender, header.route.recipient) == (partners.me(tx), partner)
    return _Proven(header, signed, receipt, receipt_text) if is_ours and is_theirs and fits and between else None


def _renumber(tx: Transaction, partner: PartnerId, theirs: dict[int, _Proven], *, skipped: Collection[Span]) -> int:
    """Letters that wait under a number which the partner holds for another one, or passed over, go on behind everything
    known, in their order; how many."""
    last = restore_store.last_sent(tx, partner)
    moved = 0
    for waiting in restore_store.queued(tx, partner):
        other, number = theirs.get(waiting.sequence), waiting.sequence
        is_passed_over = any(first <= number <= final for first, final in skipped)
        is_another = other is not None and other.signed.digest != digest_of(bytes(waiting.header))
        if not is_another and not is_passed_over:
            continue
        moved += 1
        header = header_from(bytes(waiting.header))
        anew = replace(header, route=replace(header.route, sequence=last + moved))
        restore_store.renumber(tx, anew)
    restore_store.keep_sent(tx, partner, last + moved)
    return moved


def _remember(tx: Transaction, partner: PartnerId, found: _Proven) -> bool:
    """A forgotten letter stands among those sent again, with its receipt and without what it held; False for one that
    is there."""
    header, receipt = found.header, found.receipt
    if not restore_store.insert_remembered(tx, header, found.signed, receipt=receipt, text=found.receipt_text):
        return False
    fact = EnvelopeRemembered(
        header.envelope,
        partner,
        header.kind,
        header.route.sequence,
        header.correlation,
        header.clause,
        found.signed.digest,
    )
    ledger.record(tx, fact, actor=NODE)
    return True


def _discloses(kind: str) -> bool:
    return kind in {known.value for known in LetterKind if known.discloses}


def _spans_missing(there: Collection[int], wanted: range) -> tuple[Span, ...]:
    """What is missing, as spans: there may be as many missing numbers as a partner cares to claim."""
    spans: list[Span] = []
    first = wanted.start
    for number in [*sorted(n for n in there if n in wanted), wanted.stop]:
        if number > first:
            spans.append((first, number - 1))
        first = number + 1
    return tuple(spans)


def _spans(numbers: Iterable[int]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for number in sorted(numbers):
        if spans and spans[-1][1] == number - 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return tuple(spans)
