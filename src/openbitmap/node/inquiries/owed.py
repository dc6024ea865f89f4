"""Reads and writes whether a partner still waits for what our examiners concluded, in the table `inquiry`."""

from openbitmap.node.database import Transaction, named_queries
from openbitmap.vocabulary import InquiryId

_SQL = named_queries(__package__)


def owe(tx: Transaction, inquiry: InquiryId) -> None:
    tx.run(_SQL["set_untold"], inquiry=inquiry, untold=True)


def settle(tx: Transaction, inquiry: InquiryId) -> None:
    tx.run(_SQL["set_untold"], inquiry=inquiry, untold=False)


def is_owed(tx: Transaction, inquiry: InquiryId) -> bool:
    return bool(tx.scalar(_SQL["is_untold"], inquiry=inquiry))


def all_owed(tx: Transaction) -> list[InquiryId]:
    return [InquiryId(row[0]) for row in tx.all(_SQL["conclusions_untold"])]
