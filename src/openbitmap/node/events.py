"""Every fact the node can state, with its fields. An event is past tense, frozen, and carries identifiers and counts,
never personal data.

`subject` is the identifier under which the ledger files the fact; the field order is the order in the ledger's
canonical form. Fields are only ever added, with a default, so that old entries can be read for ever.
"""

from dataclasses import dataclass, fields
from typing import ClassVar


@dataclass(frozen=True)
class Event:
    """One fact. `subject_field` names the field whose value files it."""

    subject_field: ClassVar[str] = "submission"

    @property
    def subject(self) -> str:
        """A case that no submission started files its facts under itself."""
        return str(getattr(self, self.subject_field) or getattr(self, "case", ""))

    def body(self) -> dict[str, str | int | list[str]]:
        """The fields as JSON values, for the ledger's canonical form."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_body(cls, body: dict[str, object]) -> "Event":
        known = {f.name for f in fields(cls)}
        return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in body.items() if k in known})


def _plain(value: object) -> str | int | list[str]:
    if isinstance(value, tuple):
        return [str(v) for v in value]
    return value if isinstance(value, int) else str(value)


@dataclass(frozen=True)
class NodeFounded(Event):
    """First entry of a ledger: which node it is and which schema it began with."""

    subject_field: ClassVar[str] = "node"
    node: str
    schema: str


@dataclass(frozen=True)
class StationEnrolled(Event):
    subject_field: ClassVar[str] = "station"
    station: str
    originator: str


@dataclass(frozen=True)
class KeyIssued(Event):
    """Somebody can enter from now on; the key itself is nowhere but with its holder."""

    subject_field: ClassVar[str] = "holder"
    holder: str
    role: str


@dataclass(frozen=True)
class KeyRevoked(Event):
    """`keys` keys of this holder stopped working."""

    subject_field: ClassVar[str] = "holder"
    holder: str
    keys: int


@dataclass(frozen=True)
class AccountMade(Event):
    subject_field: ClassVar[str] = "account"
    account: str
    role: str


@dataclass(frozen=True)
class RoleChanged(Event):
    """An account's role, or an officer's station; its sessions and keys ended with it."""

    subject_field: ClassVar[str] = "account"
    account: str
    former: str
    role: str


@dataclass(frozen=True)
class AccountSwitchedOff(Event):
    subject_field: ClassVar[str] = "account"
    account: str


@dataclass(frozen=True)
class AccountSwitchedOn(Event):
    subject_field: ClassVar[str] = "account"
    account: str


@dataclass(frozen=True)
class LinkMade(Event):
    """A one-time link by which its holder enters as this account; earlier unused ones stopped working."""

    subject_field: ClassVar[str] = "account"
    account: str
    link: str


@dataclass(frozen=True)
class SessionOpened(Event):
    subject_field: ClassVar[str] = "account"
    account: str
    session: str
    means: str


@dataclass(frozen=True)
class SessionRefreshed(Event):
    """The person proved again who they are; decisions are taken for a while."""

    subject_field: ClassVar[str] = "account"
    account: str
    session: str
    means: str


@dataclass(frozen=True)
class SessionEnded(Event):
    subject_field: ClassVar[str] = "account"
    account: str
    session: str
    reason: str


@dataclass(frozen=True)
class SubmissionReceived(Event):
    submission: str
    station: str
    digest: str
    size: int


@dataclass(frozen=True)
class SubmissionAccepted(Event):
    submission: str
    tot: str
    control_number: str
    priority: int


@dataclass(frozen=True)
class SubmissionRefused(Event):
    submission: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class EncounterEnrolled(Event):
    submission: str
    encounter: str
    templates: int
    failures: int


@dataclass(frozen=True)
class PopulationImported(Event):
    """Encounters that came in bulk as templates; `digest` covers the imported rows."""

    subject_field: ClassVar[str] = "gallery"
    gallery: str
    encounters: int
    digest: str


@dataclass(frozen=True)
class SearchFinished(Event):
    submission: str
    search: str
    encounter: str
    verdict: str
    candidates: int


@dataclass(frozen=True)
class CaseOpened(Event):
    submission: str
    case: str
    search: str


@dataclass(frozen=True)
class CaseTaken(Event):
    submission: str
    case: str
    examiner: str


@dataclass(frozen=True)
class CaseReleased(Event):
    """Given back without an opinion; `cause` is "given_back", or "idle" when another examiner took it over."""

    submission: str
    case: str
    examiner: str
    cause: str


@dataclass(frozen=True)
class AnalysisLocked(Event):
    """Before it no candidate exists for this examiner; `digest` covers the marks and the suitability of the pictures."""

    submission: str
    case: str
    examiner: str
    marks: int
    digest: str


@dataclass(frozen=True)
class CaseJudged(Event):
    """One examiner's opinion; a case is decided only by `CaseDecided`. `digest` covers the marks and pairs of the
    comparison; `supersedes` is the number of the examiner's own opinion that it replaces, 0 for none."""

    submission: str
    case: str
    examiner: str
    conclusion: str
    ground: str = ""
    pairs: int = 0
    digest: str = ""
    supersedes: int = 0


@dataclass(frozen=True)
class CaseDecided(Event):
    """`candidates` are the encounters identified as the same person; empty for any other conclusion."""

    submission: str
    case: str
    encounter: str
    candidates: tuple[str, ...]
    conclusion: str


@dataclass(frozen=True)
class SeedStocked(Event):
    """A question of known truth was laid in for the error rates; `origin` says where the truth comes from."""

    subject_field: ClassVar[str] = "seed"
    seed: str
    origin: str
    candidates: int
    mates: int


@dataclass(frozen=True)
class SeedPlanted(Event):
    """A case of known outcome stands among the others. Examiners never see this fact."""

    subject_field: ClassVar[str] = "case"
    case: str
    candidates: int
    mates: int


@dataclass(frozen=True)
class SeedDecided(Event):
    """The end of a seeded case: it counts for error rates and touches no identity, alert or answer."""

    subject_field: ClassVar[str] = "case"
    case: str
    conclusion: str


@dataclass(frozen=True)
class CompetenceSet(Event):
    """What an examiner may take from now on; no skill means nothing, no site means every site."""

    subject_field: ClassVar[str] = "examiner"
    examiner: str
    skills: tuple[str, ...]
    sites: tuple[str, ...]


@dataclass(frozen=True)
class AlertRaised(Event):
    submission: str
    alert: str
    gallery: str
    encounter: str


@dataclass(frozen=True)
class AlertConfirmed(Event):
    submission: str
    alert: str
    case: str


@dataclass(frozen=True)
class AlertWithdrawn(Event):
    submission: str
    alert: str
    case: str


@dataclass(frozen=True)
class AnswerReleased(Event):
    submission: str
    answer: str
    version: int
    verdict: str
    digest: str


@dataclass(frozen=True)
class SampleErased(Event):
    """Bytes made unreadable by destroying their key; the reason is a word of the retention rules."""

    subject_field: ClassVar[str] = "digest"
    digest: str
    reason: str


@dataclass(frozen=True)
class WorkDied(Event):
    """A job was given up after its last attempt; what it was doing waits for a person."""

    subject_field: ClassVar[str] = "subject_id"
    subject_id: str
    job: str
    reason: str


EVENTS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        NodeFounded,
        StationEnrolled,
        KeyIssued,
        KeyRevoked,
        AccountMade,
        RoleChanged,
        AccountSwitchedOff,
        AccountSwitchedOn,
        LinkMade,
        SessionOpened,
        SessionRefreshed,
        SessionEnded,
        SubmissionReceived,
        SubmissionAccepted,
        SubmissionRefused,
        EncounterEnrolled,
        PopulationImported,
        SearchFinished,
        CaseOpened,
        CaseTaken,
        CaseReleased,
        AnalysisLocked,
        CaseJudged,
        CaseDecided,
        SeedStocked,
        SeedPlanted,
        SeedDecided,
        CompetenceSet,
        AlertRaised,
        AlertConfirmed,
        AlertWithdrawn,
        AnswerReleased,
        SampleErased,
        WorkDied,
    )
}
