"""A submission, its header, and the rules that only the node can check: who may send what, and was it sent before."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from openbitmap.itl import Finding, Severity, Transaction
from openbitmap.node.access import Station
from openbitmap.vocabulary import (
    ControlNumber,
    Digest,
    Priority,
    ServiceClass,
    StationId,
    SubmissionId,
)
from openbitmap.wire import SubmissionState

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest submission a door takes (performance and security anchors, section D)."""


SERVED: frozenset[str] = frozenset({"RPIS", "CAR", "CPNU", "TPIS"})
"""Types of transaction this node can answer; others are refused by name, never half served."""


@dataclass(frozen=True)
class Submission:
    submission: SubmissionId
    station: StationId
    digest: Digest
    size: int
    door: str
    received_at: datetime
    due_at: datetime
    state: SubmissionState


@dataclass(frozen=True)
class Header:
    """What an answer must repeat, and what decides the service class (1.004 to 1.009, 2.098)."""

    tot: str
    originator: str
    destination: str
    control_number: ControlNumber
    priority: Priority
    repositories: tuple[int, ...]


def first_clock(received_at: datetime) -> datetime:
    """Until its priority is read, a submission runs on the shortest clock."""
    return received_at + timedelta(seconds=ServiceClass.RAPID.clock_seconds)


def header_from(transaction: Transaction) -> Header:
    return Header(
        tot=transaction.tot,
        originator=transaction.originator,
        destination=transaction.destination,
        control_number=ControlNumber(transaction.control_number),
        priority=transaction.priority or Priority.ROUTINE_CIVIL,
        repositories=transaction.repositories(),
    )


def finding_of(code: str, message: str, *, record: int | None = None, field: str | None = None) -> Finding:
    """An error that the node itself found; `record` counts from 0 in the file, `field` is like "1.008". The message has
    three parts like those of `itl`: what, where, what to do."""
    return Finding(Severity.ERROR, code, message, record=record, field=field)


def sender_findings(header: Header, station: Station) -> tuple[Finding, ...]:
    """Whether this station may send this transaction."""
    findings = []
    if header.originator != station.originator:
        findings.append(
            finding_of(
                "originator-mismatch",
                f"originator {header.originator!r}, but this station is {station.originator!r} | record 0, field 1.008"
                " | send it from its own station",
                record=0,
                field="1.008",
            )
        )
    if header.tot not in SERVED:
        findings.append(
            finding_of(
                "transaction-not-served",
                f"this node does not answer {header.tot!r}, but {', '.join(sorted(SERVED))} | record 0, field 1.004"
                " | send one of these",
                record=0,
                field="1.004",
            )
        )
    elif header.tot not in station.tots:
        findings.append(
            finding_of(
                "transaction-not-allowed",
                f"station {station.station} may send {', '.join(station.tots) or 'nothing'}, not {header.tot!r}"
                " | record 0, field 1.004 | ask the administrator",
                record=0,
                field="1.004",
            )
        )
    return tuple(findings)


def conflict_finding(header: Header, earlier: SubmissionId) -> Finding:
    return finding_of(
        "control-number-conflict",
        f"control number {header.control_number} was used for other bytes, submission {earlier} | record 0, field 1.009"
        " | give this transaction a number of its own",
        record=0,
        field="1.009",
    )
