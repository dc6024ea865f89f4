"""Reads and writes the tables of envelopes for one that forgot: numbers, what waits, what comes again."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.envelopes.model import Given, OutState, Waiting
from openbitmap.vocabulary import PartnerId
from openbitmap.wire.envelope import EnvelopeReceipt, Header, ReceiptState, Signed

_SQL = named_queries(__package__)


def last_sent(tx: Transaction, partner: PartnerId) -> int:
    """The last number given; 0 before the first."""
    return int(tx.scalar(_SQL["last_sent"], partner=partner) or 0)


def keep_sent(tx: Transaction, partner: PartnerId, last: int) -> None:
    tx.run(_SQL["keep_sent"], partner=partner, last=last)


def queued(tx: Transaction, partner: PartnerId) -> list[Waiting]:
    """By number."""
    return tx.all(_SQL["queued"], into=Waiting, partner=partner)


def hold_unsettled(tx: Transaction, partner: PartnerId, numbers: Iterable[int]) -> None:
    """What waits, and what has these numbers: nobody else settles them before the caller's transaction ends."""
    tx.all(_SQL["hold_unsettled"], partner=partner, numbers=list(numbers))


def renumber(tx: Transaction, header: Header) -> None:
    tx.run(
        _SQL["renumber"], envelope=header.envelope, sequence=header.route.sequence, header=header.to_bytes()
    )  # fmt: skip


def has_out(tx: Transaction, partner: PartnerId, sequence: int) -> bool:
    return bool(tx.scalar(_SQL["has_out"], partner=partner, sequence=sequence))


def insert_remembered(tx: Transaction, header: Header, signed: Signed, *, receipt: EnvelopeReceipt, text: str) -> bool:
    """False where its number or its name is there. `text` is the receipt as it was signed."""
    state = OutState.DELIVERED if receipt.state is ReceiptState.ACCEPTED else OutState.REFUSED
    kept = tx.run(
        _SQL["insert_remembered"],
        envelope=header.envelope,
        partner=header.route.recipient,
        sequence=header.route.sequence,
        key=f"remembered:{header.envelope}",
        kind=header.kind,
        correlation=header.correlation,
        header=signed.payload,
        signer=signed.key,
        state=state,
        queued_at=header.issued_at,
        fault=receipt.reason,
        receipt=text,
        settled_at=receipt.received_at,
    )
    return bool(kept)


def numbers_in(tx: Transaction, partner: PartnerId, *, after: int) -> list[int]:
    """What is stored of a partner behind a number."""
    return [row[0] for row in tx.all(_SQL["numbers_in"], partner=partner, after=after)]


def settled(tx: Transaction, partner: PartnerId, *, after: int) -> list[Given]:
    """What a partner settled behind a number, by number."""
    return tx.all(_SQL["settled"], into=Given, partner=partner, after=after)


def wait_anew(tx: Transaction, partner: PartnerId, held: Sequence[int], *, after: int, at: datetime) -> None:
    """What still waits for its receipt, and the reader does not hold, needs one from after it said so."""
    tx.run(_SQL["wait_anew"], partner=partner, held=list(held), after=after, at=at)


def reoffer(tx: Transaction, partner: PartnerId, numbers: Sequence[int], *, forgotten: Sequence[int]) -> int:
    """What was settled waits again; how many. Those `forgotten` for certain need another receipt."""
    return tx.run(_SQL["reoffer"], partner=partner, numbers=list(numbers), forgotten=list(forgotten))


def void(tx: Transaction, partner: PartnerId, span: tuple[int, int], *, restore: str) -> None:
    tx.run(_SQL["void"], partner=partner, first=span[0], last=span[1], restore=restore)


def drop_settled(tx: Transaction, *, before: datetime) -> int:
    return tx.run(_SQL["drop_settled"], before=before)
