"""Whether a partner signed something, by the keys we know of it."""

from collections.abc import Sequence
from datetime import datetime

from openbitmap.node.database import Transaction
from openbitmap.node.partners import store
from openbitmap.node.partners.model import KeySpan, KeyUse, OwnSignature
from openbitmap.vocabulary import PartnerId
from openbitmap.wire.envelope import KeyId, signature_holds


def key_for(tx: Transaction, partner: PartnerId, key: KeyId) -> KeySpan | None:
    """A partner's signing key by its name, whatever became of it; None for a key we do not know."""
    return next((span for span in store.keys_of(tx, partner) if span.key == key), None)


def signs_still(keys: Sequence[KeySpan], span: KeySpan, *, since: datetime) -> bool:
    """Whether a key of a partner, one of all of its `keys`, may sign an answer to what was written at `since`: it is in
    use, or was replaced only later. A key that was given up answers nothing new, whoever has it now."""
    if span.revoked_at is not None:
        return False
    later = [s.introduced_at for s in keys if s.from_sequence > span.from_sequence]
    return span.until_sequence is None or min(later, default=since) >= since


def is_signed_by(
    tx: Transaction, partner: PartnerId, signature: OwnSignature, *, data: bytes, sequence: int | None = None
) -> bool:
    """Whether `partner`, or this node itself, signed exactly `data` with a key of its own that is in use: now, or, for
    what a letter brought, at the number of its envelope."""
    if partner == store.own_name(tx):
        own = {k.key: k.public for k in store.own_keys(tx) if k.use is KeyUse.SIGNING and k.retired_at is None}
        public = own.get(signature.key)
    else:
        span = key_for(tx, partner, signature.key)
        public = span.public if span and span.is_good_for(sequence) else None
    return public is not None and signature_holds(public, signature.value, data)
