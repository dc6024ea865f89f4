"""Reads and writes the table `fishing_alarm`, and counts questions of partners."""

from dataclasses import asdict
from datetime import datetime

from openbitmap.node.database import Row, Transaction, named_queries
from openbitmap.node.inquiries.model import FishingAlarm
from openbitmap.vocabulary import ExchangePurpose, PartnerId

_SQL = named_queries(__package__)
CHECKS = [ExchangePurpose.BORDER_CHECK.value, ExchangePurpose.PRISON_VETTING.value]
"""Purposes of a check of whoever stands before an officer: the meeting is their case. Any other has a case, or none."""


def lock_alarms(tx: Transaction) -> None:
    tx.scalar(_SQL["lock_alarms"])


def alarmed_since(tx: Transaction, partner: PartnerId, measure: str, *, since: datetime) -> bool:
    return bool(tx.scalar(_SQL["alarmed_since"], partner=partner, measure=measure, since=since))


def insert_alarm(tx: Transaction, alarm: FishingAlarm) -> None:
    tx.run(_SQL["insert_alarm"], **asdict(alarm) | {"inquiries": list(alarm.inquiries)})


def alarms(tx: Transaction, *, since: datetime) -> list[FishingAlarm]:
    """The newest first."""
    return tx.all(_SQL["alarms"], into=FishingAlarm, since=since)


def evidence(tx: Transaction, partner: PartnerId, *, hour: datetime, at: datetime, bare: bool) -> tuple[str, ...]:
    """Questions of an hour, or those of them that name no case."""
    rows = tx.all(_SQL["evidence"], partner=partner, hour=hour, at=at, bare=bare, checks=CHECKS)
    return tuple(row[0] for row in rows)


def asked_of_us(tx: Transaction, *, since: datetime, hour: datetime, at: datetime, fewest: int) -> list[Row]:
    """Columns: partner, searches of the hour, without a case, hourly baseline before it; busy partners alone."""
    return tx.all(_SQL["asked_of_us"], since=since, hour=hour, at=at, fewest=fewest, checks=CHECKS)
