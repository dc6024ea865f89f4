"""A node's card: who it is, where it is reached, and its public keys. Signed by itself; what makes it believed is that
two people compared its fingerprint by another way than the one the card came by."""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from openbitmap.vocabulary import Digest, PartnerId
from openbitmap.wire.envelope.faults import Fault, Unacceptable
from openbitmap.wire.envelope.keys import PUBLIC_BYTES, KeyId, SigningKey, key_id_of
from openbitmap.wire.envelope.signing import Signed, sign_text, signed_by, signed_from

KIND = "card"
GROUPS, DIGITS = 10, 4
"""A fingerprint is read aloud as ten groups of four decimal digits: 132 bits."""


@dataclass(frozen=True)
class Card:
    """`signing` and `reading` are raw public keys (32 bytes each); `certificate` is DER, presented on both ends of the
    channel; `address` is https://host:port of the partner's door, "" for a node that cannot be reached."""

    partner: PartnerId
    title: str
    country: str
    address: str
    signing: bytes
    reading: bytes
    certificate: bytes
    issued_at: datetime

    @property
    def signing_key(self) -> KeyId:
        return key_id_of(self.signing)

    @property
    def reading_key(self) -> KeyId:
        return key_id_of(self.reading)

    @property
    def certificate_digest(self) -> Digest:
        return Digest(hashlib.sha256(self.certificate).hexdigest())


def signed_card(card: Card, key: SigningKey) -> str:
    """Raises ValueError for another key than the card's own."""
    if key.public != card.signing:
        raise ValueError("a card is signed by its own key")
    fields = {
        "version": 1,
        "partner": card.partner,
        "title": card.title,
        "country": card.country,
        "address": card.address,
        "signing": base64.b64encode(card.signing).decode(),
        "reading": base64.b64encode(card.reading).decode(),
        "certificate": base64.b64encode(card.certificate).decode(),
        "issued_at": card.issued_at.astimezone(UTC).isoformat(timespec="microseconds"),
    }
    return sign_text(json.dumps(fields, separators=(",", ":"), ensure_ascii=True).encode(), key, kind=KIND)


def card_from(text: str) -> tuple[Signed, Card]:
    """A card whose own signature holds. Raises Unacceptable."""
    signed = signed_from(text.strip(), kind=KIND)
    try:
        f = json.loads(signed.payload)
        card = Card(
            PartnerId(str(f["partner"])),
            str(f["title"]),
            str(f["country"]),
            address=str(f["address"]),
            signing=base64.b64decode(f["signing"], validate=True),
            reading=base64.b64decode(f["reading"], validate=True),
            certificate=base64.b64decode(f["certificate"], validate=True),
            issued_at=datetime.fromisoformat(f["issued_at"]),
        )
    except (ValueError, KeyError, TypeError) as trouble:
        raise Unacceptable(Fault.NOT_AN_ENVELOPE, f"no card: {trouble}") from None
    if not card.partner or len(card.signing) != PUBLIC_BYTES or len(card.reading) != PUBLIC_BYTES:
        raise Unacceptable(Fault.NOT_AN_ENVELOPE, "no card: a key or the name is missing")
    if signed.key != card.signing_key or not signed_by(signed, card.signing):
        raise Unacceptable(Fault.BAD_SIGNATURE, "the card is not signed by its own key")
    return signed, card


def fingerprint_of(signed: Signed) -> str:
    """Ten groups of four digits, for two people to read to each other."""
    number = int.from_bytes(hashlib.sha256(b"openbitmap card 1\n" + signed.payload).digest(), "big")
    digits = str(number % 10 ** (GROUPS * DIGITS)).zfill(GROUPS * DIGITS)
    return " ".join(digits[i : i + DIGITS] for i in range(0, GROUPS * DIGITS, DIGITS))
