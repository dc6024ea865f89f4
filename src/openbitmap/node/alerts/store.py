"""Reads and writes the table `alert`."""

from dataclasses import asdict
from datetime import datetime

from openbitmap.node.alerts.model import Alert, AlertState
from openbitmap.node.database import Transaction, named_queries
from openbitmap.vocabulary import SubmissionId

_SQL = named_queries(__package__)


def insert_alert(tx: Transaction, alert: Alert) -> None:
    tx.run(_SQL["insert_alert"], **asdict(alert))


def close_alert(tx: Transaction, alert: str, state: AlertState, *, at: datetime) -> None:
    tx.run(_SQL["close_alert"], alert=alert, state=state, at=at)


def alerts_of(tx: Transaction, submission: SubmissionId) -> list[Alert]:
    return tx.all(_SQL["alerts"], into=Alert, submission=submission)
