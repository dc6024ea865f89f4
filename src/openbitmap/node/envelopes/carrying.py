"""Envelopes in bundles, whatever carries them: the body of a push, the answer to a pull, a file on a stick.

A receipt goes back by the way the envelope came, where that way goes back at all; a stick does not, so its receipts are
owed until the next bundle to that partner.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from openbitmap.node import partners
from openbitmap.node.database import Transaction
from openbitmap.node.envelopes import store
from openbitmap.node.envelopes.receipting import note_all
from openbitmap.node.envelopes.sending import numbered, outbound
from openbitmap.node.envelopes.taking import Arrival, take_all
from openbitmap.node.equipment import Equipment
from openbitmap.node.problems import UNFIT_BUNDLE, Refused
from openbitmap.vocabulary import PartnerId
from openbitmap.wire.envelope import Bundle, ReceiptState, Unacceptable, pack_bundle, receipt_from, unpack_bundle

T = TypeVar("T")

AT_ONCE = 64
"""Envelopes in one batch."""
IN_ONE_TRANSACTION = 16
"""Of a batch: the ledger is held while they are taken, and others want it too."""
RECEIPTS_AT_ONCE = 5000


@dataclass(frozen=True)
class Carried:
    """What a bundle brought: envelopes by what was said of them, and receipts of ours that counted."""

    accepted: int = 0
    refused: int = 0
    rejected: int = 0
    receipts: int = 0

    def __add__(self, other: "Carried") -> "Carried":
        return Carried(
            self.accepted + other.accepted,
            self.refused + other.refused,
            self.rejected + other.rejected,
            self.receipts + other.receipts,
        )


def bundle_for(
    tx: Transaction, equipment: Equipment, partner: PartnerId, *, after: int = 0, limit: int = AT_ONCE
) -> Bundle:
    """What waits for a partner behind a number, as many as one batch holds, with the receipts it is owed."""
    envelopes = outbound(tx, equipment, partner, after=after, limit=limit)
    owed = store.owed_receipts(tx, partner, limit=RECEIPTS_AT_ONCE)
    receipts = tuple(receipt for _, receipt in owed)
    return Bundle(partners.me(tx), partner, tuple(envelopes), receipts)


def portions(pieces: Sequence[T]) -> Iterator[Sequence[T]]:
    """What one transaction takes of a batch."""
    for start in range(0, len(pieces), IN_ONE_TRANSACTION):
        yield pieces[start : start + IN_ONE_TRANSACTION]


def receipts_shown(tx: Transaction, partner: PartnerId, receipts: Sequence[str]) -> None:
    """The partner has them."""
    numbers = [receipt_from(text)[1].route.sequence for text in receipts]
    store.shown(tx, partner, numbers)


def take_envelopes(
    tx: Transaction, equipment: Equipment, pieces: Sequence[bytes], *, at: datetime, channel: PartnerId | None
) -> list[str]:
    """Receipts for envelopes that a channel brought, to be shown by the same channel after the commit."""
    return [said.decode() for said in take_all(tx, equipment, [Arrival(data, at, channel) for data in pieces])]


def keep_envelopes(
    tx: Transaction, equipment: Equipment, pieces: Sequence[bytes], *, at: datetime, channel: PartnerId | None = None
) -> list[str]:
    """The same for a way that does not go back at once: receipts are owed, those that reject excepted, which belong to
    nothing that was stored."""
    arrivals = [Arrival(data, at, channel, shown=False) for data in pieces]
    return [said.decode() for said in take_all(tx, equipment, arrivals)]


def counted(receipts: Sequence[str]) -> Carried:
    """What receipts of ours say."""
    states = [receipt_from(text)[1].state for text in receipts]
    return Carried(
        states.count(ReceiptState.ACCEPTED), states.count(ReceiptState.REFUSED), states.count(ReceiptState.REJECTED)
    )


def rejections(receipts: Sequence[str]) -> tuple[str, ...]:
    return tuple(text for text in receipts if receipt_from(text)[1].state is ReceiptState.REJECTED)


def note_receipts(tx: Transaction, receipts: Sequence[str], *, at: datetime) -> Carried:
    noted = note_all(tx, [text.encode() for text in receipts], at=at)
    return Carried(receipts=sum(state is not None for state in noted))


def export_file(tx: Transaction, equipment: Equipment, partner: PartnerId) -> bytes:
    """Everything that waits for a partner, and the receipts it is owed, for a stick. What waits goes on waiting until
    its receipt comes; the receipts count as shown, and a stick that is lost costs the partner only a second export."""
    if partners.partner_named(tx, partner) is None:
        raise Refused(UNFIT_BUNDLE, why=f"{partner} is no partner")
    envelopes: list[bytes] = []
    after = 0
    while batch := numbered(tx, equipment, partner, after=after, limit=AT_ONCE):
        envelopes += [data for _, data in batch]
        after = batch[-1][0]
    owed = store.owed_receipts(tx, partner, limit=RECEIPTS_AT_ONCE)
    store.shown(tx, partner, [number for number, _ in owed])
    receipts = tuple(receipt for _, receipt in owed)
    return pack_bundle(Bundle(partners.me(tx), partner, tuple(envelopes), receipts))


def opened_file(data: bytes) -> Bundle:
    """Raises Refused for a file that is no bundle; damaged envelopes in it are judged one by one."""
    try:
        return unpack_bundle(data)
    except Unacceptable as fault:
        raise Refused(UNFIT_BUNDLE, why=str(fault)) from None
