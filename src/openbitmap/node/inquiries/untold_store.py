"""Reads and writes the table `inquiry_untold`."""

from collections.abc import Sequence
from datetime import datetime

from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.inquiries.model import Hit
from openbitmap.vocabulary import EncounterId, InquiryId, PartnerId

_SQL = named_queries(__package__)


def insert(tx: Transaction, hit: Hit, *, until: datetime) -> None:
    row = {"reference": hit.reference, "inquiry": hit.inquiry, "encounter": hit.encounter, "band": hit.band}
    tx.run(_SQL["insert_untold"], until=until, **row)


def of_question(tx: Transaction, inquiry: InquiryId, *, at: datetime) -> list[Hit]:
    """Whom protection holds back from the answer to it."""
    return tx.all(_SQL["untold_of"], into=Hit, inquiry=inquiry, at=at)


def questions_about(tx: Transaction, partner: PartnerId, encounters: Sequence[EncounterId]) -> list[InquiryId]:
    rows = tx.all(_SQL["untold_about"], partner=partner, encounters=list(encounters))
    return [InquiryId(row[0]) for row in rows]


def forget(tx: Transaction, references: Sequence[str]) -> None:
    tx.run(_SQL["forget_untold"], references=list(references))


def forget_about(tx: Transaction, partner: PartnerId, encounters: Sequence[EncounterId]) -> None:
    tx.run(_SQL["forget_untold_about"], partner=partner, encounters=list(encounters))


def forget_over(tx: Transaction, *, at: datetime) -> None:
    tx.run(_SQL["forget_untold_over"], at=at)
