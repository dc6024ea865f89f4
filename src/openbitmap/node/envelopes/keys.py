"""New keys of this node, told to every partner; a partner's key that is good for nothing any more."""

from datetime import datetime

from openbitmap.node import ledger, partners
from openbitmap.node.database import Transaction
from openbitmap.node.envelopes import store
from openbitmap.node.envelopes.sending import send
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import EnvelopeDisputed
from openbitmap.node.partners import Keyring, Revocation
from openbitmap.vocabulary import Actor, PartnerId
from openbitmap.wire import Letter, LetterKind
from openbitmap.wire.envelope import KeyId


def rotate_keys(tx: Transaction, equipment: Equipment, *, at: datetime, actor: Actor) -> KeyId:
    """Fresh keys. Each partner learns them by a letter that the key before still signs; all after it carry the new
    one. What others sealed to the old key can still be opened."""
    keyring = Keyring.of(equipment.settings.home)
    card = partners.new_card(tx, keyring, at=at)
    made, _ = partners.read_card(card)
    for partner in partners.active_partners(tx):
        letter = Letter(partner.partner, LetterKind.KEYS, {"card": card})
        send(tx, letter, permit_clause="", at=at, actor=actor, key=f"keys:{made.signing_key}")
    partners.adopt(tx, keyring, card, at=at)
    return made.signing_key


def revoke_key(
    tx: Transaction, partner: PartnerId, revocation: Revocation, *, at: datetime, actor: Actor
) -> list[int]:  # fmt: skip
    """Refuse a partner's key from a number on; returns the numbers accepted under it since then, which are now
    disputed and free for what the partner says in truth. Raises Refused."""
    last = store.hold_taken(tx, partner)
    key = partners.revoke(tx, partner, revocation, at=at, actor=actor)
    disputed = store.dispute(tx, partner, key=key, since=max(revocation.sequence, 1))
    for incoming in disputed:
        fact = EnvelopeDisputed(
            incoming.envelope, partner, incoming.kind, incoming.sequence, incoming.correlation
        )  # fmt: skip
        ledger.record(tx, fact, actor=actor)
    if disputed:
        store.keep_taken(tx, partner, min(last, disputed[0].sequence - 1))
    return [incoming.sequence for incoming in disputed]
