"""Every fact the node can state, with its fields. An event is past tense, frozen, and carries identifiers and counts,
never personal data.

`subject` is the identifier under which the ledger files the fact; the field order is the order in the ledger's
canonical form. Fields are only ever added, with a default, so that old entries can be read for ever.
"""

from dataclasses import dataclass, fields
from typing import ClassVar


@dataclass(frozen=True)
class Event:
    """One fact. `subject_field` names the field whose value files it, `otherwise` the one that does where that is
    empty: a case that no submission started files its facts under itself."""

    subject_field: ClassVar[str] = "submission"
    otherwise: ClassVar[str] = "case"

    @property
    def subject(self) -> str:
        return str(getattr(self, self.subject_field) or getattr(self, self.otherwise, ""))

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
class PasskeyRegistered(Event):
    subject_field: ClassVar[str] = "account"
    account: str
    passkey: str


@dataclass(frozen=True)
class PasskeyRenamed(Event):
    subject_field: ClassVar[str] = "account"
    account: str
    passkey: str


@dataclass(frozen=True)
class PasskeyRemoved(Event):
    subject_field: ClassVar[str] = "account"
    account: str
    passkey: str


@dataclass(frozen=True)
class ProviderBound(Event):
    """From now on the identity provider's word opens this account; who the person is there is not written here."""

    subject_field: ClassVar[str] = "account"
    account: str
    provider: str


@dataclass(frozen=True)
class ProviderUnbound(Event):
    subject_field: ClassVar[str] = "account"
    account: str
    provider: str


@dataclass(frozen=True)
class StationSwitchedOff(Event):
    subject_field: ClassVar[str] = "station"
    station: str


@dataclass(frozen=True)
class StationSwitchedOn(Event):
    subject_field: ClassVar[str] = "station"
    station: str


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
class PrintsEnrolled(Event):
    """Prints that came without a submission; `silent` is 1 for those of a discreet entry, which no gallery counts."""

    subject_field: ClassVar[str] = "encounter"
    encounter: str
    templates: int
    silent: int


@dataclass(frozen=True)
class EncounterWithdrawn(Event):
    """Out of every gallery from this entry on; the encounter itself stays in the record."""

    subject_field: ClassVar[str] = "encounter"
    encounter: str
    reason: str


@dataclass(frozen=True)
class WithdrawalConfirmed(Event):
    """A gallery process covers a position at which the encounter is gone; `prints` of it were still in memory: 0."""

    subject_field: ClassVar[str] = "encounter"
    encounter: str
    process: str
    position: int
    prints: int


@dataclass(frozen=True)
class EntryNominated(Event):
    subject_field: ClassVar[str] = "entry"
    entry: str
    list: str


@dataclass(frozen=True)
class EntryApproved(Event):
    subject_field: ClassVar[str] = "entry"
    entry: str
    list: str


@dataclass(frozen=True)
class EntryRefused(Event):
    """A second person refused the nomination, or its prints cannot be searched; the words are in the room's records."""

    subject_field: ClassVar[str] = "entry"
    entry: str
    list: str


@dataclass(frozen=True)
class EntryEnrolled(Event):
    """The prints of an approved entry can be found from now on, or it lies on an encounter held before."""

    subject_field: ClassVar[str] = "entry"
    entry: str
    encounter: str


@dataclass(frozen=True)
class EntryReviewed(Event):
    """Kept, with new dates."""

    subject_field: ClassVar[str] = "entry"
    entry: str
    list: str


@dataclass(frozen=True)
class NameLeadRaised(Event):
    """A name or document of somebody met is like one of an entry: for people to look at, never an alert."""

    subject_field: ClassVar[str] = "lead"
    lead: str
    encounter: str
    entry: str


@dataclass(frozen=True)
class NameLeadSettled(Event):
    """Followed or dismissed by a person, or lapsed with its entry; the reason is in the room's records."""

    subject_field: ClassVar[str] = "lead"
    lead: str
    outcome: str


@dataclass(frozen=True)
class ReviewDue(Event):
    """The desk was reminded that an entry ends unless somebody keeps it."""

    subject_field: ClassVar[str] = "entry"
    entry: str
    days: int


@dataclass(frozen=True)
class EntryExpired(Event):
    subject_field: ClassVar[str] = "entry"
    entry: str
    list: str


@dataclass(frozen=True)
class EntryRemoved(Event):
    subject_field: ClassVar[str] = "entry"
    entry: str
    list: str


@dataclass(frozen=True)
class EntriesImported(Event):
    """A file of nominations was applied; `digest` covers its bytes."""

    subject_field: ClassVar[str] = "batch"
    batch: str
    list: str
    digest: str
    added: int
    refused: int


@dataclass(frozen=True)
class SightingSettled(Event):
    """People decided whether somebody met is the person of an entry."""

    subject_field: ClassVar[str] = "entry"
    entry: str
    sighting: str
    outcome: str


@dataclass(frozen=True)
class ReverseSearchBegun(Event):
    """An approved entry is compared with the past, in slices; `total` encounters lie before it."""

    subject_field: ClassVar[str] = "entry"
    entry: str
    search: str
    encounter: str
    total: int


@dataclass(frozen=True)
class ReverseSearchFinished(Event):
    """An entry's prints against people met: against the past once approved, or against one arrival out of the post's
    sight. `encounter` is the entry's."""

    subject_field: ClassVar[str] = "entry"
    entry: str
    search: str
    encounter: str
    candidates: int


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
class ChangeProposed(Event):
    """Somebody wants to change who is who; `encounters` are all those of the persons it is about."""

    subject_field: ClassVar[str] = "change"
    change: str
    kind: str
    encounters: tuple[str, ...]


@dataclass(frozen=True)
class ChangeApproved(Event):
    """A second person approved; what it did is stated by `IdentitiesChanged`."""

    subject_field: ClassVar[str] = "change"
    change: str
    kind: str


@dataclass(frozen=True)
class ChangeRefused(Event):
    """`outcome` is "refused" by a second person or "withdrawn" by the proposer; nothing changed."""

    subject_field: ClassVar[str] = "change"
    change: str
    kind: str
    outcome: str


@dataclass(frozen=True)
class IdentitiesChanged(Event):
    """Judgements were added, by a case or by a change (whose name is `change`); `encounters` are all those of the
    persons that it touched, before and after."""

    subject_field: ClassVar[str] = "change"
    change: str
    encounters: tuple[str, ...]


@dataclass(frozen=True)
class DiscrepancyRuled(Event):
    """People decided what two conflicting assertions of one person are, or took that back."""

    subject_field: ClassVar[str] = "discrepancy"
    discrepancy: str
    finding: str


@dataclass(frozen=True)
class AlertRaised(Event):
    """`rule` says why: a listing, a subscription, a change of status. Filed under the submission; under the alert alone
    where no submission stands behind it, or none may tell of it because it is discreet."""

    otherwise: ClassVar[str] = "alert"
    submission: str
    alert: str
    gallery: str
    encounter: str
    rule: str = "listing"


@dataclass(frozen=True)
class AlertConfirmed(Event):
    """People said that it is the person: in a case, or by an approved change of identities."""

    otherwise: ClassVar[str] = "alert"
    submission: str
    alert: str
    case: str


@dataclass(frozen=True)
class AlertWithdrawn(Event):
    otherwise: ClassVar[str] = "alert"
    submission: str
    alert: str
    case: str


@dataclass(frozen=True)
class AlertAcknowledged(Event):
    subject_field: ClassVar[str] = "alert"
    alert: str
    officer: str


@dataclass(frozen=True)
class AlertEscalated(Event):
    """Its step was late; `rung` of the ladder must act now (0 desk, 1 second officer, 2 supervisor)."""

    subject_field: ClassVar[str] = "alert"
    alert: str
    rung: int
    state: str


@dataclass(frozen=True)
class AlertHandedOver(Event):
    """To whom stands with the alert: a contact is personal data."""

    subject_field: ClassVar[str] = "alert"
    alert: str
    officer: str


@dataclass(frozen=True)
class AlertOutcomeRecorded(Event):
    subject_field: ClassVar[str] = "alert"
    alert: str
    officer: str
    outcome: str


@dataclass(frozen=True)
class AlertClosed(Event):
    subject_field: ClassVar[str] = "alert"
    alert: str
    officer: str
    outcome: str


@dataclass(frozen=True)
class AlertReopened(Event):
    """`wrong` is 1 where people took back what the alert said; everybody who was told is told again."""

    subject_field: ClassVar[str] = "alert"
    alert: str
    because: str
    wrong: int


@dataclass(frozen=True)
class AlertDispatched(Event):
    """The intention to tell somebody, recorded before anything leaves the node."""

    subject_field: ClassVar[str] = "alert"
    alert: str
    delivery: str
    occasion: str
    channel: str


@dataclass(frozen=True)
class AlertDelivered(Event):
    """Somebody was told: opened the page, or a server took it and gave a receipt of this digest."""

    subject_field: ClassVar[str] = "alert"
    alert: str
    delivery: str
    occasion: str
    channel: str
    status: int
    digest: str


@dataclass(frozen=True)
class SubscriptionMade(Event):
    subject_field: ClassVar[str] = "subscription"
    subscription: str
    encounter: str
    owner: str
    expires: str


@dataclass(frozen=True)
class SubscriptionRenewed(Event):
    subject_field: ClassVar[str] = "subscription"
    subscription: str
    expires: str


@dataclass(frozen=True)
class SubscriptionEnded(Event):
    """`expired` is 1 where its term was over and nobody had renewed it."""

    subject_field: ClassVar[str] = "subscription"
    subscription: str
    expired: int


@dataclass(frozen=True)
class DutyStarted(Event):
    subject_field: ClassVar[str] = "officer"
    officer: str
    rung: int


@dataclass(frozen=True)
class DutyEnded(Event):
    subject_field: ClassVar[str] = "officer"
    officer: str
    rung: int


@dataclass(frozen=True)
class WebhookRegistered(Event):
    """Where alerts are told to a machine; `discreet` is 1 where it may hear of discreet ones too."""

    subject_field: ClassVar[str] = "webhook"
    webhook: str
    discreet: int


@dataclass(frozen=True)
class WebhookRemoved(Event):
    subject_field: ClassVar[str] = "webhook"
    webhook: str


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
class ReportIssued(Event):
    """The report of a decided case left the node: digests of what it says about the case (`content`), of the PDF, of
    the machine-readable data, and of the certificate that signed both."""

    subject_field: ClassVar[str] = "case"
    case: str
    report: str
    content: str
    document: str
    machine: str
    certificate: str


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
        NameLeadRaised,
        NameLeadSettled,
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
        PasskeyRegistered,
        PasskeyRenamed,
        PasskeyRemoved,
        ProviderBound,
        ProviderUnbound,
        StationSwitchedOff,
        StationSwitchedOn,
        SubmissionReceived,
        SubmissionAccepted,
        SubmissionRefused,
        EncounterEnrolled,
        PrintsEnrolled,
        EncounterWithdrawn,
        WithdrawalConfirmed,
        EntryNominated,
        EntryApproved,
        EntryRefused,
        EntryEnrolled,
        EntryReviewed,
        ReviewDue,
        EntryExpired,
        EntryRemoved,
        EntriesImported,
        SightingSettled,
        ReverseSearchBegun,
        ReverseSearchFinished,
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
        ChangeProposed,
        ChangeApproved,
        ChangeRefused,
        IdentitiesChanged,
        DiscrepancyRuled,
        AlertRaised,
        AlertConfirmed,
        AlertWithdrawn,
        AlertAcknowledged,
        AlertEscalated,
        AlertHandedOver,
        AlertOutcomeRecorded,
        AlertClosed,
        AlertReopened,
        AlertDispatched,
        AlertDelivered,
        SubscriptionMade,
        SubscriptionRenewed,
        SubscriptionEnded,
        DutyStarted,
        DutyEnded,
        WebhookRegistered,
        WebhookRemoved,
        AnswerReleased,
        SampleErased,
        ReportIssued,
        WorkDied,
    )
}
