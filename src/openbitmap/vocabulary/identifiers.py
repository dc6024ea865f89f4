"""Distinct types for identifiers, so that one is never passed for another."""

import hashlib
from dataclasses import dataclass
from typing import NewType

SubmissionId = NewType("SubmissionId", str)
EncounterId = NewType("EncounterId", str)
SampleId = NewType("SampleId", str)
SearchId = NewType("SearchId", str)
CaseId = NewType("CaseId", str)
AnswerId = NewType("AnswerId", str)
StationId = NewType("StationId", str)

ControlNumber = NewType("ControlNumber", str)
"""Transaction control number as the sender gave it: TCN 1.009 of a question, TCR 1.010 of its answer."""

Digest = NewType("Digest", str)
"""SHA-256 of bytes, 64 lower-case hexadecimal digits."""


def digest_of(data: bytes) -> Digest:
    return Digest(hashlib.sha256(data).hexdigest())


@dataclass(frozen=True)
class Actor:
    """Who did something: a person, a station, another nation, or the node itself. `kind` is person, station, partner
    or node."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"
