"""Open what was taken, and make it unreadable once it has served."""

from openbitmap.node import ledger, partners
from openbitmap.node.database import Transaction
from openbitmap.node.envelopes import store
from openbitmap.node.envelopes.model import Incoming, InState
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import EnvelopeErased
from openbitmap.node.partners import Keyring
from openbitmap.node.problems import NO_SUCH_ENVELOPE, Refused
from openbitmap.vocabulary import Actor, EnvelopeId
from openbitmap.wire import Letter, LetterKind
from openbitmap.wire.envelope import (
    Binding,
    Content,
    Envelope,
    Fault,
    Header,
    Unacceptable,
    header_from,
    open_content,
    signed_from,
)


def unsealed(keyring: Keyring, envelope: Envelope) -> Content:
    """Raises Unacceptable where this node has no key for it or it holds something else than a letter."""
    reader = keyring.reading(envelope.header.reader)
    if reader is None:
        raise Unacceptable(Fault.UNREADABLE, f"sealed to key {envelope.header.reader[:16]}, which is not here")
    return open_content(envelope.sealed, envelope.binding, reader)


def letter_of(tx: Transaction, equipment: Equipment, envelope: EnvelopeId) -> Letter:
    """A delivered envelope's letter, opened. Raises Refused where it was erased, is disputed, or never came."""
    incoming = store.incoming_named(tx, envelope)
    if incoming is None or incoming.state is not InState.DELIVERED or incoming.disputed:
        raise Refused(NO_SUCH_ENVELOPE, envelope=envelope)
    header, content = _opened(tx, Keyring.of(equipment.settings.home), incoming)
    return Letter(
        incoming.partner,
        LetterKind(incoming.kind),
        content.body,
        content.attachments,
        incoming.correlation,
        header.expires_at,
    )


def clause_of(tx: Transaction, envelope: EnvelopeId) -> str:
    """Under which clause its sender sent it, in the sender's words; "" where it names none, or was erased."""
    incoming = store.incoming_named(tx, envelope)
    stored = store.sealed_of(tx, incoming) if incoming else None
    return header_from(signed_from(stored[0], kind="envelope").payload).clause if stored else ""


def content_of(tx: Transaction, keyring: Keyring, incoming: Incoming) -> Content:
    """Raises Refused where it was erased, or does not open here any more."""
    return _opened(tx, keyring, incoming)[1]


def _opened(tx: Transaction, keyring: Keyring, incoming: Incoming) -> tuple[Header, Content]:
    stored = store.sealed_of(tx, incoming)
    if stored is None:
        raise Refused(NO_SUCH_ENVELOPE, envelope=incoming.envelope)
    signed, sealed = stored
    header = header_from(signed_from(signed, kind="envelope").payload)
    reader = keyring.reading(header.reader)
    if reader is None:
        raise Refused(NO_SUCH_ENVELOPE, envelope=incoming.envelope)
    try:
        binding = Binding(incoming.envelope, incoming.partner, partners.me(tx))
        return header, open_content(sealed, binding, reader)
    except Unacceptable:
        raise Refused(NO_SUCH_ENVELOPE, envelope=incoming.envelope) from None


def erase(tx: Transaction, envelope: EnvelopeId, *, reason: str, actor: Actor) -> bool:
    """Take out what an envelope held, disputed or not; what was signed and receipted stays. False, and nothing is
    recorded, where there is nothing left."""
    partner = store.erase_in(tx, envelope)
    if partner is None:
        return False
    ledger.record(tx, EnvelopeErased(envelope, partner, reason), actor=actor)
    return True
