"""Introduce a partner, take its new keys, revoke one."""

from datetime import datetime

from openbitmap.node import ledger
from openbitmap.node.database import Transaction
from openbitmap.node.events import PartnerIntroduced, PartnerKeyRevoked, PartnerKeyRotated
from openbitmap.node.partners import store
from openbitmap.node.partners.model import KeySpan, Partner, PartnerState, Revocation, TakenCard
from openbitmap.node.problems import (
    FINGERPRINT_DIFFERS,
    NEEDS_WORDS,
    NO_SUCH_THING,
    OWN_CARD,
    UNFIT_CARD,
    Refused,
)
from openbitmap.vocabulary import Actor, PartnerId
from openbitmap.wire.envelope import Card, KeyId, Signed, Unacceptable, card_from, fingerprint_of

NODE = Actor("node", "partners")


def read_card(text: str) -> tuple[Card, str]:
    """A card as it came, and the fingerprint to compare. Raises Refused."""
    signed, card = _read(text)
    return card, fingerprint_of(signed)


def introduce(tx: Transaction, text: str, *, fingerprint: str, at: datetime, actor: Actor) -> Partner:
    """From now on this card's holder is a partner. `fingerprint` is what the other side read out; blanks do not count.
    A partner known before gets these keys beside its others, and is active again. Raises Refused."""
    signed, card = _read(text)
    if "".join(fingerprint.split()) != "".join(fingerprint_of(signed).split()):
        raise Refused(FINGERPRINT_DIFFERS)
    if card.partner == store.own_name(tx):
        raise Refused(OWN_CARD)
    known = any(span.key == card.signing_key and span.revoked_at for span in store.keys_of(tx, card.partner))
    if known:
        raise Refused(UNFIT_CARD, why="its key was revoked")
    store.keep_partner(tx, _partner(card, at=at), text.strip())
    store.keep_card(tx, card.partner, TakenCard(text.strip(), None, at, actor))
    store.insert_key(tx, card.partner, _span(card, 1, at=at))
    keys = (card.signing_key, card.reading_key, card.certificate_digest)
    ledger.record(tx, PartnerIntroduced(card.partner, signed.digest, keys), actor=actor)
    return _named(tx, card.partner)


def take_card(tx: Transaction, partner: PartnerId, text: str, *, sequence: int, at: datetime) -> bool:
    """A partner's new keys, vouched for by the envelope of that number: good for all after it, and the only ones, also
    where people had introduced them before and letters of older ones came late. False, and nothing changes, for a card
    of somebody else or with a revoked key."""
    try:
        signed, card = card_from(text)
    except Unacceptable:
        return False
    spans = store.keys_of(tx, partner)
    if card.partner != partner or any(span.key == card.signing_key and span.revoked_at for span in spans):
        return False
    store.end_keys(tx, partner, sequence)
    if any(span.key == card.signing_key for span in spans):
        store.reopen_key(tx, partner, card.signing_key)
    else:
        store.insert_key(tx, partner, _span(card, sequence + 1, at=at))
    store.keep_partner(tx, _partner(card, at=at), text)
    store.keep_card(tx, partner, TakenCard(text, sequence, at, NODE))
    keys = (card.signing_key, card.reading_key)
    ledger.record(tx, PartnerKeyRotated(partner, signed.digest, keys, sequence), actor=NODE)
    return True


def revoke(tx: Transaction, partner: PartnerId, revocation: Revocation, *, at: datetime, actor: Actor) -> KeyId:
    """The key is good for nothing from an envelope on. Any beginning of the key's name that fits one only will
    do. A partner left without a key in use is stopped until it is introduced again. Raises Refused."""
    wanted, reason = revocation.key.lower(), revocation.reason.strip()
    if not reason:
        raise Refused(NEEDS_WORDS)
    spans = [span for span in store.keys_of(tx, partner) if wanted and span.key.startswith(wanted)]
    if len(spans) != 1:
        raise Refused(NO_SUCH_THING, kind="key of a partner", name=revocation.key)
    key, sequence = spans[0].key, max(revocation.sequence, 1)
    store.revoke_key(tx, partner, Revocation(key, sequence, reason), at=at)
    if all(span.until_sequence is not None for span in store.keys_of(tx, partner)):
        store.move(tx, partner, PartnerState.STOPPED)
    ledger.record(tx, PartnerKeyRevoked(partner, key, sequence), actor=actor)
    return key


def _read(text: str) -> tuple[Signed, Card]:
    try:
        return card_from(text)
    except Unacceptable as fault:
        raise Refused(UNFIT_CARD, why=str(fault)) from None


def _partner(card: Card, *, at: datetime) -> Partner:
    return Partner(
        card.partner,
        card.title,
        card.country,
        address=card.address,
        state=PartnerState.ACTIVE,
        reading=card.reading,
        certificate=card.certificate,
        introduced_at=at,
    )


def _span(card: Card, sequence: int, *, at: datetime) -> KeySpan:
    return KeySpan(card.signing_key, card.signing, sequence, None, at, None, reason="")


def _named(tx: Transaction, partner: PartnerId) -> Partner:
    found = store.partner_named(tx, partner)
    assert found is not None  # written a moment ago
    return found
