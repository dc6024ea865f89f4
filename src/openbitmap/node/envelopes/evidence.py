"""What a partner sent up to a number, as a file that convinces somebody who trusts neither of us: its signed headers,
our receipts, its cards, and the ledger's entries with their paths.

Guards a partner's last valid message after its key was stolen: what the key signed up to the revoked number stays
proved, by signature, by receipt and by the place in the ledger, whatever the thief signs later.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from openbitmap.node import ledger, partners
from openbitmap.node.database import Transaction
from openbitmap.node.envelopes import store
from openbitmap.node.events import EnvelopeAccepted
from openbitmap.node.partners import KeyUse
from openbitmap.node.problems import NO_SUCH_THING, UNFIT_BUNDLE, Refused
from openbitmap.vocabulary import EnvelopeId, PartnerId
from openbitmap.wire import to_json
from openbitmap.wire.envelope import (
    Signed,
    Unacceptable,
    card_from,
    fingerprint_of,
    header_from,
    receipt_from,
    signed_by,
    signed_from,
)

AT_ONCE = 1000


@dataclass(frozen=True)
class ProvenKey:
    """`public` is hexadecimal; `until` None: still in use when the file was written."""

    key: str
    public: str
    from_sequence: int
    until: int | None = None
    revoked: bool = False
    reason: str = ""


@dataclass(frozen=True)
class ProvenEnvelope:
    """The signed header as the partner sent it, the receipt as this node signed it, and the ledger's entry about it
    (0: none, the envelope was refused)."""

    sequence: int
    signed: str
    receipt: str
    entry: int = 0


@dataclass(frozen=True)
class Evidence:
    """`keys` and `cards` are the partner's, `own_keys` this node's; `proof` holds the ledger entries named above."""

    node: PartnerId
    partner: PartnerId
    upto: int
    written_at: datetime
    cards: tuple[str, ...]
    keys: tuple[ProvenKey, ...]
    own_keys: tuple[ProvenKey, ...]
    envelopes: tuple[ProvenEnvelope, ...]
    proof: ledger.Proof


_FILE = TypeAdapter(Evidence)


@dataclass(frozen=True)
class Verdict:
    """What the file proves by itself. `fingerprints` are those of the partner's cards, oldest first: compare one with
    what the partner publishes. `last` is the last number proved, 0 for none."""

    evidence: Evidence
    fingerprints: tuple[str, ...]
    last: int
    faults: tuple[str, ...]


def collect(tx: Transaction, partner: PartnerId, *, upto: int, at: datetime) -> bytes:
    """The evidence file. Raises Refused where nothing of that partner was taken."""
    envelopes = list(_envelopes(tx, partner, upto))
    if not envelopes:
        raise Refused(NO_SUCH_THING, kind="envelope of partner", name=f"{partner} up to {upto}")
    own = tuple(ProvenKey(k.key, bytes(k.public).hex(), 1) for k in partners.own_keys(tx) if k.use is KeyUse.SIGNING)
    keys = tuple(
        ProvenKey(
            s.key, bytes(s.public).hex(), s.from_sequence, s.until_sequence, s.revoked_at is not None, s.reason
        )
        for s in partners.keys_of(tx, partner)
    )  # fmt: skip
    made = Evidence(
        partners.me(tx),
        partner,
        upto,
        at,
        cards=tuple(partners.cards_of(tx, partner)),
        keys=keys,
        own_keys=own,
        envelopes=tuple(envelopes),
        proof=ledger.prove(tx, [e.entry for e in envelopes if e.entry]),
    )
    return to_json(made).encode()


def _envelopes(tx: Transaction, partner: PartnerId, upto: int) -> Iterator[ProvenEnvelope]:
    after = 0
    while batch := store.signed_after(tx, partner, after=after, upto=upto, limit=AT_ONCE):
        for sequence, envelope, signed, receipt in batch:
            yield ProvenEnvelope(sequence, signed, receipt, _entry(tx, envelope))
        after = batch[-1][0]


def _entry(tx: Transaction, envelope: EnvelopeId) -> int:
    facts = (e.seq for e in ledger.history(tx, envelope) if isinstance(e.event, EnvelopeAccepted))
    return next(facts, 0)


def verify_file(data: bytes) -> Verdict:
    """Everything the file says, recomputed from the file alone. Raises Refused for a file that is no evidence."""
    try:
        evidence = _FILE.validate_json(data)
    except ValidationError as trouble:
        raise Refused(UNFIT_BUNDLE, why=f"{trouble.error_count()} fields are not of this format") from None
    faults = [f"ledger entry {seq}: {what}" for seq, what in ledger.faults_of(evidence.proof)]
    fingerprints, doubts = _cards(evidence)
    faults += doubts
    last, expected = 0, 1
    leaves = {entry.seq: entry.leaf for entry in evidence.proof.entries}
    for envelope in evidence.envelopes:
        found = list(_faults(evidence, envelope, leaves.get(envelope.entry)))
        if envelope.sequence != expected:
            found.append(f"envelope {envelope.sequence}: number {expected} is missing before it")
        expected = envelope.sequence + 1
        last = last if found or faults else envelope.sequence
        faults += found
    return Verdict(evidence, tuple(fingerprints), last, tuple(faults))


def _cards(evidence: Evidence) -> tuple[list[str], list[str]]:
    """Fingerprints of the cards, and keys that no card of the partner's names."""
    fingerprints, named, faults = [], set(), []
    for text in evidence.cards:
        try:
            signed, card = card_from(text)
        except Unacceptable as fault:
            faults.append(f"a card: {fault}")
            continue
        if card.partner == evidence.partner:
            fingerprints.append(fingerprint_of(signed))
            named.add(card.signing.hex())
    faults += [f"key {k.key[:16]} stands on no card" for k in evidence.keys if k.public not in named]
    return fingerprints, faults


def _faults(evidence: Evidence, envelope: ProvenEnvelope, leaf: str | None) -> Iterator[str]:
    name = f"envelope {envelope.sequence}"
    try:
        signed = signed_from(envelope.signed, kind="envelope")
        header = header_from(signed.payload)
        receipt_signed, receipt = receipt_from(envelope.receipt)
    except Unacceptable as fault:
        yield f"{name}: {fault}"
        return
    route = header.route
    if (route.sender, route.recipient, route.sequence) != (evidence.partner, evidence.node, envelope.sequence):
        yield f"{name}: its header is that of another one"
    if not _signed_within(evidence, signed, envelope.sequence):
        yield f"{name}: no key of {evidence.partner} that was good for it signed it"
    if not any(k.key == receipt_signed.key and signed_by(receipt_signed, bytes.fromhex(k.public))
               for k in evidence.own_keys):  # fmt: skip
        yield f"{name}: its receipt is not signed by {evidence.node}"
    if (receipt.route, receipt.digest) != (route, signed.digest):
        yield f"{name}: its receipt is for something else"
    if envelope.entry and (leaf is None or signed.digest not in leaf or header.envelope not in leaf):
        yield f"{name}: ledger entry {envelope.entry} does not tell of it"


def _signed_within(evidence: Evidence, signed: Signed, sequence: int) -> bool:
    return any(
        k.key == signed.key
        and k.from_sequence <= sequence
        and (k.until is None or sequence <= k.until)
        and signed_by(signed, bytes.fromhex(k.public))
        for k in evidence.keys
    )
