"""A permit, which only this room can make, and the standing of an instrument at this node."""

from dataclasses import InitVar, dataclass
from datetime import datetime
from enum import StrEnum

from openbitmap.instruments import Granted, Question, Terms
from openbitmap.vocabulary import AgreementId, Digest, FieldGroup, PartnerId

_TOKEN = object()


@dataclass(frozen=True)
class Permit:
    """Leave for one act, by a clause of a signed text in force when it was granted. Made by `permit` alone: whoever
    tries elsewhere gets a TypeError, and tests/house/test_house_permits.py holds that nobody tries."""

    agreement: AgreementId
    version: int
    clause: str
    question: Question
    fields: frozenset[FieldGroup]
    terms: Terms
    granted_at: datetime
    digest: Digest
    token: InitVar[object] = None

    def __post_init__(self, token: object) -> None:
        if token is not _TOKEN:
            raise TypeError("a Permit is made by agreements.permit alone")

    @property
    def cited(self) -> str:
        """As the ledger and a letter cite it: agreement, version, clause."""
        return f"{self.agreement} v{self.version} cl. {self.clause}"


def grant(granted: Granted, *, at: datetime) -> Permit:
    """The permit for a decision of this node's own register."""
    return Permit(
        granted.agreement,
        granted.version,
        granted.clause,
        granted.question,
        fields=granted.fields,
        terms=granted.terms,
        granted_at=at,
        digest=granted.digest,
        token=_TOKEN,
    )


class AgreementState(StrEnum):
    """Of one text at this node, seen at one moment."""

    PROPOSED = "proposed"
    AHEAD = "ahead"
    """Signed by both, not yet in force."""
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    DENOUNCED = "denounced"
    REPLACED = "replaced"


@dataclass(frozen=True)
class Use:
    """How much of one daily limit was used."""

    clause: str
    act: str
    giver: PartnerId
    kind: str
    spent: int
    per_day: int | None
