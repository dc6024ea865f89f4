"""Whether a partner signed something, by the keys we know of it."""

from openbitmap.node.database import Transaction
from openbitmap.node.partners import store
from openbitmap.node.partners.model import KeySpan, KeyUse, OwnSignature
from openbitmap.vocabulary import PartnerId
from openbitmap.wire.envelope import KeyId, signature_holds


def key_for(tx: Transaction, partner: PartnerId, key: KeyId) -> KeySpan | None:
    """A partner's signing key by its name, whatever became of it; None for a key we do not know."""
    return next((span for span in store.keys_of(tx, partner) if span.key == key), None)


def is_signed_by(tx: Transaction, partner: PartnerId, signature: OwnSignature, *, data: bytes) -> bool:
    """Whether `partner`, or this node itself, signed exactly `data` with a key of its own that is not revoked."""
    if partner == store.own_name(tx):
        own = {k.key: k.public for k in store.own_keys(tx) if k.use is KeyUse.SIGNING}
        public = own.get(signature.key)
    else:
        span = key_for(tx, partner, signature.key)
        public = span.public if span and span.revoked_at is None else None
    return public is not None and signature_holds(public, signature.value, data)
