"""Reads and writes the tables of envelopes: numbers, what waits, what came, what was no envelope, how the link does."""

from collections.abc import Sequence
from datetime import datetime

from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.envelopes.model import Held, Incoming, InState, Outgoing, Ready, Rejected, Settled, Traffic
from openbitmap.vocabulary import EnvelopeId, PartnerId, digest_of
from openbitmap.wire.envelope import Envelope, Header, KeyId, Sealed, Unacceptable

_SQL = named_queries(__package__)
KEPT_HEAD = 256 * 1024
KEPT_REJECTED = 1000
"""Of one partner: who sends nonsense without end fills no disk."""


def queued_under(tx: Transaction, partner: PartnerId, key: str) -> EnvelopeId | None:
    return tx.scalar(_SQL["queued_under"], partner=partner, key=key)  # type: ignore[no-any-return]  # a column of text


def next_number(tx: Transaction, partner: PartnerId) -> int:
    return int(tx.scalar(_SQL["next_number"], partner=partner))


def insert_out(tx: Transaction, header: Header, sealed: Sealed, *, signer: KeyId, key: str) -> None:
    tx.run(
        _SQL["insert_out"],
        envelope=header.envelope,
        partner=header.route.recipient,
        sequence=header.route.sequence,
        key=key,
        kind=header.kind,
        correlation=header.correlation,
        header=header.to_bytes(),
        signer=signer,
        sealed_key=sealed.key,
        parts=list(sealed.parts),
        at=header.issued_at,
    )


def ready_for(tx: Transaction, partner: PartnerId, *, after: int, limit: int) -> list[Ready]:
    return tx.all(_SQL["ready"], into=Ready, partner=partner, after=after, limit=limit)


def hold_out(tx: Transaction, partner: PartnerId, sequences: Sequence[int]) -> list[Held]:
    """Nobody else settles them before the caller's transaction ends."""
    return tx.all(_SQL["out_locked"], into=Held, partner=partner, sequences=list(sequences))


def outgoing_of(tx: Transaction, partner: PartnerId, *, after: int = 0, limit: int = 100) -> list[Outgoing]:
    """By number."""
    return tx.all(_SQL["out"], into=Outgoing, partner=partner, after=after, limit=limit)


def troubled_of(tx: Transaction, partner: PartnerId, *, limit: int = 100) -> list[Outgoing]:
    """What the partner refused, and what it could not use yet; newest first."""
    return tx.all(_SQL["troubled"], into=Outgoing, partner=partner, limit=limit)


def settle(tx: Transaction, settled: Sequence[Settled], *, at: datetime) -> set[EnvelopeId]:
    """Those that are settled now: not by a receipt that the reader gave before it forgot the letter."""
    if not settled:
        return set()
    rows = tx.all(
        _SQL["settle"],
        envelopes=[one.envelope for one in settled],
        states=[one.state.value for one in settled],
        receipts=[one.receipt for one in settled],
        faults=[one.fault for one in settled],
        at=at,
    )
    return {EnvelopeId(row[0]) for row in rows}


def note_fault(tx: Transaction, envelope: EnvelopeId, fault: str) -> None:
    tx.run(_SQL["note_fault"], envelope=envelope, fault=str(fault))


def sign_by(tx: Transaction, envelope: EnvelopeId, key: KeyId) -> None:
    tx.run(_SQL["sign_by"], envelope=envelope, key=key)


def hold_taken(tx: Transaction, partner: PartnerId) -> int:
    """The last number given to the rooms; nobody else takes from this partner before the transaction ends."""
    return int(tx.scalar(_SQL["hold_taken"], partner=partner))


def last_taken(tx: Transaction, partner: PartnerId) -> int:
    """The last number given to the rooms; 0 before the first."""
    return int(tx.scalar(_SQL["last_taken"], partner=partner) or 0)


def keep_taken(tx: Transaction, partner: PartnerId, last: int, *, at: datetime | None = None) -> None:
    """`at`: when it came, where something did."""
    tx.run(_SQL["keep_taken"], partner=partner, last=last, at=at)


def insert_in(tx: Transaction, envelope: Envelope, receipt: str, *, at: datetime, state: InState) -> None:
    header = envelope.header
    tx.run(
        _SQL["insert_in"],
        envelope=header.envelope,
        partner=header.route.sender,
        sequence=header.route.sequence,
        kind=header.kind,
        correlation=header.correlation,
        digest=envelope.digest,
        signed=envelope.signed.text,
        signer=envelope.signed.key,
        sealed_key=envelope.sealed.key,
        parts=list(envelope.sealed.parts),
        receipt=receipt,
        state=state,
        at=at,
    )


def incoming_among(
    tx: Transaction, partner: PartnerId, sequences: Sequence[int], *, names: Sequence[EnvelopeId]
) -> list[Incoming]:
    """What is stored of a partner under any of these numbers, or of anybody under any of these names."""
    return tx.all(_SQL["in_among"], into=Incoming, partner=partner, sequences=list(sequences), names=list(names))


def incoming_named(tx: Transaction, envelope: EnvelopeId) -> Incoming | None:
    return tx.one(_SQL["in_named"], into=Incoming, envelope=envelope)


def correlation_of(tx: Transaction, envelope: EnvelopeId) -> str:
    """What a letter is about, disputed or not; "" where it says nothing, or none came."""
    return str(tx.scalar(_SQL["correlation_in"], envelope=envelope) or "")


def incoming_of(tx: Transaction, partner: PartnerId, *, after: int = 0, limit: int = 100) -> list[Incoming]:
    """By number, disputed ones among them."""
    return tx.all(_SQL["in"], into=Incoming, partner=partner, after=after, limit=limit)


def next_in(tx: Transaction, partner: PartnerId, *, after: int, limit: int) -> list[Incoming]:
    """What is stored behind a number, by number; the caller stops at the first gap."""
    return tx.all(_SQL["next_in"], into=Incoming, partner=partner, after=after, limit=limit)


def voided_until(tx: Transaction, partner: PartnerId, number: int) -> int:
    """The last of the numbers from this one on under which nothing will come; the one before it where something may."""
    while last := tx.scalar(_SQL["void_at"], partner=partner, number=number):
        number = int(last) + 1
    return number - 1


def move_in(tx: Transaction, partner: PartnerId, sequences: Sequence[int], *, state: InState) -> None:
    if sequences:
        tx.run(_SQL["move_in"], partner=partner, sequences=list(sequences), state=state)


def signed_after(
    tx: Transaction, partner: PartnerId, *, after: int, upto: int, limit: int
) -> list[tuple[int, EnvelopeId, str, str]]:
    """Number, name, signed header and receipt of what was taken, by number."""
    rows = tx.all(_SQL["signed_after"], partner=partner, after=after, upto=upto, limit=limit)
    return [(row[0], EnvelopeId(row[1]), row[2], row[3]) for row in rows]


def sealed_of(tx: Transaction, incoming: Incoming) -> tuple[str, Sealed] | None:
    """Its signed header, and what it was sealed as; None where it was erased."""
    row = tx.one(_SQL["sealed"], partner=incoming.partner, sequence=incoming.sequence)
    if row is None or row[1] is None:
        return None
    return row[0], Sealed(bytes(row[1]), tuple(bytes(part) for part in row[2]))


def erase_in(tx: Transaction, envelope: EnvelopeId) -> PartnerId | None:
    """Whose it was; None where nothing is left of it."""
    rows = tx.all(_SQL["erase_in"], envelope=envelope)
    return PartnerId(rows[0][0]) if rows else None


def disputed_named(tx: Transaction, envelope: EnvelopeId) -> Incoming | None:
    return tx.one(_SQL["disputed_named"], into=Incoming, envelope=envelope)


def has_in(tx: Transaction, partner: PartnerId, sequence: int) -> bool:
    """Whether an undisputed letter came under a number."""
    return bool(tx.scalar(_SQL["has_in"], partner=partner, sequence=sequence))


def disputed_like(tx: Transaction, envelope: Envelope) -> Incoming | None:
    """The disputed letter that this one is again, to the last word of its header."""
    header, route = envelope.header, envelope.header.route
    named = {"envelope": header.envelope, "partner": route.sender, "sequence": route.sequence}
    return tx.one(_SQL["disputed_like"], into=Incoming, digest=envelope.digest, **named)


def vouch(tx: Transaction, envelope: Envelope, receipt: str) -> bool:
    """From now on the letter bears this signature; False where it did."""
    signed, name = envelope.signed, envelope.header.envelope
    return bool(tx.run(_SQL["vouch"], envelope=name, signed=signed.text, signer=signed.key, receipt=receipt))


def leave_unheard(tx: Transaction, envelope: EnvelopeId) -> bool:
    """False for a letter that is not in dispute."""
    return bool(tx.run(_SQL["leave_unheard"], envelope=envelope))


def end_dispute(tx: Transaction, envelope: EnvelopeId, *, anew: bool) -> bool:
    """False where another letter counts under its number."""
    return bool(tx.run(_SQL["end_dispute"], envelope=envelope, anew=anew))


def dispute(tx: Transaction, partner: PartnerId, *, key: KeyId, since: int) -> list[Incoming]:
    """By number."""
    found = tx.all(_SQL["dispute"], into=Incoming, partner=partner, key=key, since=since)
    return sorted(found, key=lambda incoming: incoming.sequence)


def was_let_go(tx: Transaction, partner: PartnerId, sequence: int) -> bool:
    """Whether a person let go of what had come under this number, so that nothing does any more."""
    return bool(tx.scalar(_SQL["was_let_go"], partner=partner, number=sequence))


def sign_receipt(tx: Transaction, envelope: EnvelopeId, receipt: str) -> None:
    """The same receipt, signed by another key of ours."""
    tx.run(_SQL["sign_receipt"], envelope=envelope, receipt=receipt)


def owe_receipt(tx: Transaction, partner: PartnerId, sequence: int) -> None:
    tx.run(_SQL["owe"], partner=partner, sequence=sequence)


def owed_receipts(tx: Transaction, partner: PartnerId, *, limit: int) -> list[tuple[int, str]]:
    """Numbers and receipts that the sender was not shown yet."""
    return [(row[0], row[1]) for row in tx.all(_SQL["owed"], partner=partner, limit=limit)]


def shown(tx: Transaction, partner: PartnerId, sequences: list[int]) -> None:
    tx.run(_SQL["shown"], partner=partner, sequences=sequences)


def keep_rejected(
    tx: Transaction, partner: PartnerId, data: bytes, *, fault: Unacceptable, at: datetime
) -> bool:  # fmt: skip
    """False where the same bytes were kept for the same reason, or enough of this partner's are kept already."""
    kept = tx.run(
        _SQL["keep_rejected"],
        partner=partner,
        digest=digest_of(data),
        size=len(data),
        head=data[:KEPT_HEAD],
        reason=fault.fault.value,
        detail=fault.detail[:500].replace("\x00", ""),
        at=at,
        most=KEPT_REJECTED,
    )
    return bool(kept)


def rejected_from(tx: Transaction, partner: PartnerId | None = None, *, limit: int = 100) -> list[Rejected]:
    """Newest first."""
    return tx.all(_SQL["rejected"], into=Rejected, partner=partner, limit=limit)


def note_link(tx: Transaction, partner: PartnerId, *, trouble: str, at: datetime) -> None:
    """How the last attempt to reach a partner went; `trouble` is "" where it went well."""
    tx.run(_SQL["note_link"], partner=partner, trouble=trouble, at=at)


def traffic_with(tx: Transaction) -> list[Traffic]:
    """Every partner, by name."""
    return tx.all(_SQL["traffic"], into=Traffic)
