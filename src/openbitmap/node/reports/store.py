"""Reads and writes the table `report`."""

from dataclasses import asdict, dataclass
from datetime import datetime

from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.reports.model import Paper
from openbitmap.vocabulary import CaseId, Digest, Language

_SQL = named_queries(__package__)


@dataclass(frozen=True)
class Issued:
    """One issue as the node keeps it; `document` and `machine` are the vault digests of the PDF and of the data."""

    report: str
    case: CaseId
    language: Language
    paper: Paper
    content: Digest
    issued_at: datetime
    issued_by: str
    document: Digest
    machine: Digest


def insert_report(tx: Transaction, issued: Issued) -> None:
    tx.run(_SQL["insert_report"], **asdict(issued))


def issues_of(tx: Transaction, case: CaseId) -> list[Issued]:
    """Newest first."""
    return tx.all(_SQL["issues_of_case"], into=Issued, case=case)


def same_issue(tx: Transaction, case: CaseId, language: Language, *, paper: Paper, content: Digest) -> Issued | None:
    return tx.one(_SQL["same_issue"], into=Issued, case=case, language=language, paper=paper, content=content)
