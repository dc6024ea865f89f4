"""This node's own identity towards partners: its card, its keys, and what it signs."""

from dataclasses import dataclass, replace
from datetime import datetime

from openbitmap.node import ledger
from openbitmap.node.database import Transaction
from openbitmap.node.events import OwnKeysMade
from openbitmap.node.partners import store
from openbitmap.node.partners.keyring import Keyring
from openbitmap.node.partners.model import KeyUse, OwnKey, OwnSignature
from openbitmap.node.problems import NO_IDENTITY, Refused
from openbitmap.vocabulary import Actor, PartnerId
from openbitmap.wire.envelope import Card, KeyId, SigningKey, card_from, signed_card

NODE = Actor("node", "partners")


@dataclass(frozen=True)
class Whoami:
    """What a node says of itself: short name, full name, country, and https://host:port of its door for partners, ""
    where it has none and fetches by itself."""

    node: PartnerId
    title: str
    country: str
    address: str = ""


def establish(tx: Transaction, keyring: Keyring, who: Whoami, *, at: datetime) -> Card:
    """The node's card, with keys made where there are none; a card whose words changed is signed anew by the same
    key."""
    store.lock_own(tx)
    text = store.own_card(tx)
    if text is None:
        signing, reading = keyring.make_signing(), keyring.make_reading()
        card = Card(
            who.node, who.title, who.country, who.address,
            signing=signing.public, reading=reading.public, certificate=keyring.certificate(who.node), issued_at=at,
        )  # fmt: skip
        _keep(tx, card, signing, at=at)
        return card
    _, card = card_from(text)
    said = replace(card, title=who.title, country=who.country, address=who.address)
    if said != card:
        card = replace(said, issued_at=at)
        store.keep_own_card(tx, card.partner, signed_card(card, keyring.signing(card.signing_key)), at=at)
    return card


def me(tx: Transaction) -> PartnerId:
    """This node's short name, as it signs. Raises Refused where it has no identity yet."""
    name = store.own_name(tx)
    if name is None:
        raise Refused(NO_IDENTITY)
    return name


def own_card(tx: Transaction) -> str:
    """The signed card that partners are given. Raises Refused where there is none yet."""
    text = store.own_card(tx)
    if text is None:
        raise Refused(NO_IDENTITY)
    return text


def own_keys(tx: Transaction) -> list[OwnKey]:
    """Public halves, oldest first."""
    return store.own_keys(tx)


def current_key(tx: Transaction) -> KeyId:
    """Name of the key that signs now. Raises Refused where there is none yet."""
    key = store.signing_now(tx)
    if key is None:
        raise Refused(NO_IDENTITY)
    return key


def signing_key(tx: Transaction, keyring: Keyring) -> SigningKey:
    """The same, private half. Raises Refused where there is none yet."""
    return keyring.signing(current_key(tx))


def sign(tx: Transaction, keyring: Keyring, data: bytes) -> OwnSignature:
    """For rooms that sign something of their own; begin `data` with a word that says what it is."""
    key = signing_key(tx, keyring)
    return OwnSignature(key.key, key.sign(data))


def new_card(tx: Transaction, keyring: Keyring, *, at: datetime) -> str:
    """A card with fresh keys, signed by the fresh one, which is not in use before `adopt`."""
    _, card = card_from(own_card(tx))
    signing, reading = keyring.make_signing(), keyring.make_reading()
    return signed_card(replace(card, signing=signing.public, reading=reading.public, issued_at=at), signing)


def adopt(tx: Transaction, keyring: Keyring, text: str, *, at: datetime) -> Card:
    """From now on this card's keys sign; the ones before it still open what was sealed to them."""
    _, card = card_from(text)
    store.retire_own_keys(tx, at=at)
    _keep(tx, card, keyring.signing(card.signing_key), at=at)
    return card


def _keep(tx: Transaction, card: Card, signing: SigningKey, *, at: datetime) -> None:
    store.keep_own_card(tx, card.partner, signed_card(card, signing), at=at)
    for use, key, public in (
        (KeyUse.SIGNING, card.signing_key, card.signing),
        (KeyUse.READING, card.reading_key, card.reading),
    ):
        store.insert_own_key(tx, OwnKey(key, use, public, at, retired_at=None))
    ledger.record(tx, OwnKeysMade(card.partner, (card.signing_key, card.reading_key)), actor=NODE)
