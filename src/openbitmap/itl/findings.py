"""What reading or checking found: values with a place, never exceptions.

Every message has three parts, separated by " | ": what is wrong, where, and what to do about it.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from openbitmap.itl.catalogue import CATALOGUE, Severity

MAX_FINDINGS = 1_000
# How much of a value from the file, and of our own words, a message may show.
_VALUE, _DETAIL = 48, 240


@dataclass(frozen=True)
class Finding:
    """One departure from the standard or a profile. `record` counts from 0, the Type-1 record; `offset` is in bytes."""

    severity: Severity
    code: str
    message: str
    record: int | None = None
    record_type: int | None = None
    field: str | None = None
    offset: int | None = None


class Place(NamedTuple):
    """Where a finding stands: record index in the file, record type, field such as "14.013", byte offset."""

    record: int | None = None
    record_type: int | None = None
    field: str | None = None
    offset: int | None = None

    def __str__(self) -> str:
        parts = []
        if self.record is not None:
            kind = "" if self.record_type is None else f" (Type-{self.record_type})"
            parts.append(f"record {self.record}{kind}")
        if self.field is not None:
            parts.append(f"field {self.field}")
        if self.offset is not None:
            parts.append(f"byte {self.offset}")
        return ", ".join(parts) or "whole transaction"


class InvalidTransaction(Exception):
    """Refusal of the strict writer; `findings` says everything that must be mended first."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        first = f": {findings[0].message}" if findings else ""
        super().__init__(f"transaction cannot be written, {len(findings)} finding(s){first}")
        self.findings = findings


@dataclass
class Findings:
    """Collects findings in the order met and stops at MAX_FINDINGS, saying so, to bound memory on hostile files."""

    found: list[Finding] = field(default_factory=list)

    def add(self, code: str, place: Place, **details: object) -> None:
        """Adds the catalogue's finding `code`; `details` fill its message, values shortened and made printable."""
        self.add_as(None, code, place, **details)

    def add_as(self, severity: Severity | None, code: str, place: Place, **details: object) -> None:
        """As `add`, with a severity other than the catalogue's."""
        if len(self.found) >= MAX_FINDINGS:
            return
        problem = CATALOGUE[code]
        if len(self.found) == MAX_FINDINGS - 1:
            problem, code, severity = CATALOGUE["too-many-findings"], "too-many-findings", None
        shown = {name: shorten(value, _VALUE if name == "value" else _DETAIL) for name, value in details.items()}
        message = f"{problem.what.format(**shown)} | {place} | {problem.remedy.format(**shown)}"
        where = (place.record, place.record_type, place.field, place.offset)
        self.found.append(Finding(severity or problem.severity, code, message, *where))

    def all(self) -> tuple[Finding, ...]:
        """What was found, in the order met."""
        return tuple(self.found)


def shorten(value: object, length: int = _VALUE) -> str:
    """A value as it may stand in a message: printable, at most `length` characters."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    text = "".join(c if c.isprintable() else "\N{MIDDLE DOT}" for c in text[: length + 1])
    return text if len(text) <= length else text[: length - 1] + "\N{HORIZONTAL ELLIPSIS}"
