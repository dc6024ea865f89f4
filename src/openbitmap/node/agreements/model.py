"""A permit, which only this room can make, and the standing of an instrument at this node."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from openbitmap.instruments import BarredReason, Granted, Instrument, Question, Standing, Terms, parse
from openbitmap.vocabulary import Actor, AgreementId, Digest, FieldGroup, PartnerId

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
    """How much of one daily limit was used; `spent` is None for what the other party gives, which it alone counts."""

    clause: str
    act: str
    giver: PartnerId
    kind: str
    spent: int | None
    per_day: int | None


@lru_cache(maxsize=256)
def _read(text: str) -> Instrument:
    return parse(text)


@dataclass(frozen=True)
class Held:
    """One text of the register with what became of it. `text` is canonical."""

    digest: Digest
    agreement: AgreementId
    version: int
    partner: PartnerId
    text: str
    proposed_by: PartnerId
    proposed_at: datetime
    signed_by: frozenset[PartnerId]
    suspended_by: frozenset[PartnerId]
    denounced_at: datetime | None

    @property
    def instrument(self) -> Instrument:
        return _read(self.text)

    def standing(self, later: Iterable["Held"] = ()) -> Standing:
        """As it stands beside other texts of the same agreement: a higher version that both signed replaces it."""
        signed = [h for h in later if h.version > self.version and h.instrument.partners <= h.signed_by]
        return Standing(
            self.instrument,
            self.digest,
            self.signed_by,
            suspended_by=self.suspended_by,
            denounced_at=self.denounced_at,
            replaced_at=min((h.instrument.term.begins_at for h in signed), default=None),
        )


@dataclass(frozen=True)
class Signature:
    """`signature` is 64 bytes of Ed25519 by the party's key of that name; `signer` our officers, or the other party."""

    party: PartnerId
    signature: bytes
    key: str
    signer: str
    signed_at: datetime


class Pledge(StrEnum):
    """What takes two people of this nation."""

    SIGN = "sign"
    RESUME = "resume"


@dataclass(frozen=True)
class Initial:
    """The first of the two: `thing` is the text's hash, or names the suspension that is to end."""

    step: Pledge
    thing: str
    person: str
    initialled_at: datetime


@dataclass(frozen=True)
class Stop:
    """One suspension; `ended_at` None while it runs."""

    party: PartnerId
    since: datetime
    reason: str
    ended_at: datetime | None


@dataclass(frozen=True)
class Spent:
    clause: str
    act: str
    giver: PartnerId
    kind: str
    spent: int


@dataclass(frozen=True)
class Deed:
    """Who does something to an agreement, for which party, when, in which words, and in the envelope of which number
    (None: without one). `signers`: the two people of a signature of ours."""

    party: PartnerId
    actor: Actor
    at: datetime
    reason: str = ""
    sequence: int | None = None
    signers: tuple[str, ...] = ()


def states_of(texts: Sequence[Held], at: datetime) -> dict[Digest, AgreementState]:
    """The state of each text of one agreement, seen together: a later version may stand in an earlier one's place."""
    return {text.digest: _STATES[text.standing(texts).bar_at(at)] for text in texts}


_STATES: Mapping[BarredReason | None, AgreementState] = {
    None: AgreementState.IN_FORCE,
    BarredReason.UNSIGNED: AgreementState.PROPOSED,
    BarredReason.REPLACED: AgreementState.REPLACED,
    BarredReason.DENOUNCED: AgreementState.DENOUNCED,
    BarredReason.EXPIRED: AgreementState.EXPIRED,
    BarredReason.NOT_YET_IN_FORCE: AgreementState.AHEAD,
    BarredReason.SUSPENDED: AgreementState.SUSPENDED,
}
