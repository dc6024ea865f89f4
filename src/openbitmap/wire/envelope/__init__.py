"""Numbered, signed, sealed messages between nations, and the receipts for them; a library without clock or network.

Promises: the same bytes travel by push, by pull and on a stick; one changed byte is refused, with a word that says what
is wrong; who carries an envelope learns who writes to whom and which kind of letter, and of its size a bucket only;
signature and digests can be checked by anybody with the public keys, without opening what is inside. Fields are only
ever added.

A signature (JWS, Ed25519) covers the header, which names the SHA-256 of every sealed part. A fresh key seals the parts
(AES-256-GCM, padded) and is itself sealed to the reader (JWE, ECDH-ES+A256KW on X25519).
"""

from openbitmap.wire.envelope.bundle import Bundle, pack_bundle, unpack_bundle
from openbitmap.wire.envelope.card import Card, card_from, fingerprint_of, signed_card
from openbitmap.wire.envelope.content import BUCKETS, Binding, Content, Sealed, open_content, seal_content
from openbitmap.wire.envelope.faults import Fault, Unacceptable
from openbitmap.wire.envelope.frame import LARGEST, Envelope, open_frame, write_frame
from openbitmap.wire.envelope.header import Header, Route, header_from
from openbitmap.wire.envelope.keys import (
    KeyId,
    ReadingKey,
    SigningKey,
    key_id_of,
    signature_holds,
)
from openbitmap.wire.envelope.receipt import EnvelopeReceipt, ReceiptState, receipt_from, signed_receipt
from openbitmap.wire.envelope.signing import Signed, sign_header, signed_by, signed_from

__all__ = [
    "BUCKETS",
    "LARGEST",
    "Binding",
    "Bundle",
    "Card",
    "Content",
    "Envelope",
    "EnvelopeReceipt",
    "Fault",
    "Header",
    "KeyId",
    "ReadingKey",
    "ReceiptState",
    "Route",
    "Sealed",
    "Signed",
    "SigningKey",
    "Unacceptable",
    "card_from",
    "fingerprint_of",
    "header_from",
    "key_id_of",
    "open_content",
    "open_frame",
    "pack_bundle",
    "receipt_from",
    "seal_content",
    "sign_header",
    "signature_holds",
    "signed_by",
    "signed_card",
    "signed_from",
    "signed_receipt",
    "unpack_bundle",
    "write_frame",
]
