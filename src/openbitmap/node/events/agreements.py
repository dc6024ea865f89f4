"""What was agreed with another nation, and every act that was permitted or refused by it."""

from dataclasses import dataclass
from typing import ClassVar

from openbitmap.node.events.event import Event


@dataclass(frozen=True)
class AgreementProposed(Event):
    """A text lies before both: `party` put it there. `digest` is the hash of its canonical form; an amendment says
    which hash it `replaces`."""

    subject_field: ClassVar[str] = "agreement"
    starts_work: ClassVar[bool] = False
    agreement: str
    version: int
    digest: str
    party: str
    replaces: str


@dataclass(frozen=True)
class AgreementInitialled(Event):
    """The first of the two people that an act of this nation takes: `step` is sign or resume. Nothing follows from it
    before the second."""

    subject_field: ClassVar[str] = "agreement"
    starts_work: ClassVar[bool] = False
    agreement: str
    version: int
    digest: str
    step: str


@dataclass(frozen=True)
class AgreementSigned(Event):
    """`party` signed the hash; `signer` are its two officers, where it is this node."""

    subject_field: ClassVar[str] = "agreement"
    starts_work: ClassVar[bool] = False
    agreement: str
    version: int
    digest: str
    party: str
    signer: str


@dataclass(frozen=True)
class AgreementInForce(Event):
    """Both signatures are there: it binds from the day it names until the day it names, inclusive."""

    subject_field: ClassVar[str] = "agreement"
    starts_work: ClassVar[bool] = False
    agreement: str
    version: int
    digest: str
    begins: str
    ends: str


@dataclass(frozen=True)
class AgreementSuspended(Event):
    """`party` stopped it at once; the reason stands in the register."""

    subject_field: ClassVar[str] = "agreement"
    agreement: str
    party: str


@dataclass(frozen=True)
class AgreementResumed(Event):
    """`party` took its own suspension back."""

    subject_field: ClassVar[str] = "agreement"
    starts_work: ClassVar[bool] = False
    agreement: str
    party: str


@dataclass(frozen=True)
class AgreementEndsSoon(Event):
    """So many days, or fewer, are left of its term; told at 60, 30 and 7."""

    subject_field: ClassVar[str] = "agreement"
    agreement: str
    version: int
    days: int


@dataclass(frozen=True)
class AgreementEnded(Event):
    """Nothing moves under it any more: `how` is expired or denounced; `party` denounced it."""

    subject_field: ClassVar[str] = "agreement"
    agreement: str
    version: int
    how: str
    party: str


@dataclass(frozen=True)
class AgreementLetterRefused(Event):
    """A partner wrote of an agreement what does not fit what stands here; nothing changed. `problem` is its code."""

    subject_field: ClassVar[str] = "agreement"
    starts_work: ClassVar[bool] = False
    agreement: str
    party: str
    problem: str


@dataclass(frozen=True)
class PermitGranted(Event):
    """Filed under the key of the act (`use`), so that a story of an inquiry shows by which clause each step went."""

    starts_work: ClassVar[bool] = False
    subject_field: ClassVar[str] = "use"
    use: str
    agreement: str
    version: int
    clause: str
    act: str
    giver: str
    taker: str
    purpose: str
    digest: str


@dataclass(frozen=True)
class PermitRefused(Event):
    """`clause` is empty where the lack of one refused it, `agreement` where there is none at all."""

    starts_work: ClassVar[bool] = False
    subject_field: ClassVar[str] = "use"
    use: str
    reason: str
    agreement: str
    clause: str
    act: str
    giver: str
    taker: str
    purpose: str
