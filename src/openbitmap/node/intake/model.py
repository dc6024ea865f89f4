"""A submission, its header, and the rules that only the node can check: who may send what, and was it sent before."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from openbitmap.itl import Finding, Severity, Transaction
from openbitmap.node.access import Station
from openbitmap.node.problems import EMPTY, TOO_LARGE, Refused
from openbitmap.vocabulary import (
    ControlNumber,
    Digest,
    Priority,
    ServiceClass,
    StationId,
    SubmissionId,
    digest_of,
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
class Arrival:
    """Bytes as they came through a door ("http", "folder") from a station."""

    data: bytes
    station: StationId
    door: str
    at: datetime

    @property
    def digest(self) -> Digest:
        return digest_of(self.data)

    def require_size(self) -> None:
        """Raises Refused for no bytes, or more than a door takes."""
        if not self.data:
            raise Refused(EMPTY)
        if len(self.data) > LARGEST:
            raise Refused(TOO_LARGE, size=len(self.data), limit=LARGEST)

    def submission(self, submission: SubmissionId) -> Submission:
        """What becomes of it; until its priority is read it runs on the shortest clock."""
        due = self.at + timedelta(seconds=ServiceClass.RAPID.clock_seconds)
        return Submission(
            submission,
            self.station,
            self.digest,
            size=len(self.data),
            door=self.door,
            received_at=self.at,
            due_at=due,
            state=SubmissionState.RECEIVED,
        )


@dataclass(frozen=True)
class Header:
    """What an answer must repeat, and what decides the service class (1.004 to 1.009, 2.098)."""

    tot: str
    originator: str
    destination: str
    control_number: ControlNumber
    priority: Priority
    repositories: tuple[int, ...]


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
