"""A case, an examiner's opinion, and how opinions become a decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from openbitmap.vocabulary import CaseId, EncounterId, SearchId, ServiceClass, SubmissionId


class CaseState(StrEnum):
    OPEN = "open"
    SECOND_OPINION = "second_opinion"
    THIRD_OPINION = "third_opinion"
    DECIDED = "decided"


class CaseKind(StrEnum):
    """Where a case comes from: somebody who arrived, a new entry searched in the past, images another nation
    gave to compare with, or a question of known truth. No examiner is told."""

    ARRIVAL = "arrival"
    REVERSE = "reverse"
    ABROAD = "abroad"
    SEED = "seed"


class Finding(StrEnum):
    """An examiner's conclusion (R30)."""

    IDENTIFICATION = "identification"
    EXCLUSION = "exclusion"
    INCONCLUSIVE = "inconclusive"
    UNSUITABLE = "unsuitable"


class Ground(StrEnum):
    """The coded reason of a conclusion; the words beside it say the rest."""

    FEATURES_AGREE = "features_agree"
    FEATURES_DIFFER = "features_differ"
    PATTERN_DIFFERS = "pattern_differs"
    AREA_NOT_SHARED = "area_not_shared"
    FEATURES_TOO_FEW = "features_too_few"
    DISTORTED = "distorted"
    QUALITY_TOO_LOW = "quality_too_low"
    SMUDGED = "smudged"
    NO_RIDGES = "no_ridges"
    WRONG_PICTURE = "wrong_picture"
    OTHER = "other"


GROUNDS: Mapping[Finding, tuple[Ground, ...]] = {
    Finding.IDENTIFICATION: (Ground.FEATURES_AGREE, Ground.OTHER),
    Finding.EXCLUSION: (Ground.FEATURES_DIFFER, Ground.PATTERN_DIFFERS, Ground.OTHER),
    Finding.INCONCLUSIVE: (
        Ground.AREA_NOT_SHARED,
        Ground.FEATURES_TOO_FEW,
        Ground.DISTORTED,
        Ground.QUALITY_TOO_LOW,
        Ground.OTHER,
    ),
    Finding.UNSUITABLE: (
        Ground.QUALITY_TOO_LOW,
        Ground.SMUDGED,
        Ground.NO_RIDGES,
        Ground.WRONG_PICTURE,
        Ground.OTHER,
    ),
}
"""Which coded reasons go with which conclusion, in the order in which a screen offers them."""


@dataclass(frozen=True)
class Case:
    """`due_at` is the clock of the opinion it waits for now; each opinion has it anew."""

    case: CaseId
    search: SearchId | None
    submission: SubmissionId | None
    encounter: EncounterId
    opened_at: datetime
    due_at: datetime
    state: CaseState
    holder: str | None
    kind: CaseKind = CaseKind.ARRIVAL
    urgent: bool = False

    @property
    def filed_under(self) -> str:
        """Where the ledger files its facts: under the submission, or, for a case that none started, under itself."""
        return self.submission or self.case


class Skill(StrEnum):
    FINGER = "finger"
    PALM = "palm"
    FACE = "face"
    LATENT = "latent"


@dataclass(frozen=True)
class Clock:
    """How long each opinion may take and whether the case goes before others."""

    patience: timedelta
    urgent: bool = False


@dataclass(frozen=True)
class Work:
    """Who may take a case: examiners with all these skills, at this site ("" is any)."""

    needs: frozenset[Skill] = frozenset({Skill.FINGER})
    site: str = ""


@dataclass(frozen=True)
class OpenPlan:
    """What a case is opened with: the person asked about and the candidates, whose order here is forgotten."""

    kind: CaseKind
    encounter: EncounterId
    candidates: tuple[EncounterId, ...]
    opened_at: datetime
    clock: Clock
    work: Work = field(default_factory=Work)
    search: SearchId | None = None
    submission: SubmissionId | None = None


def clock_of(service: ServiceClass, within: timedelta) -> Clock:
    """The clock of a case from its submission's service class: somebody waits at a counter for a rapid one, so its
    opinions are due first; routine has four times as long, batch a working day."""
    times = {ServiceClass.RAPID: 1, ServiceClass.URGENT: 1, ServiceClass.ROUTINE: 4, ServiceClass.BATCH: 16}
    return Clock(within * times[service], urgent=service is ServiceClass.RAPID)


@dataclass(frozen=True)
class Opinion:
    """`letters` names the candidates identified, for one person may stand in several entries; empty with any other
    finding. `supersedes` is the number of the examiner's own earlier opinion that this one replaces."""

    examiner: str
    finding: Finding
    letters: frozenset[str]
    reason: str
    given_at: datetime
    ground: Ground = Ground.OTHER
    number: int = 0
    supersedes: int | None = None

    def agrees_with(self, other: "Opinion") -> bool:
        return (self.finding, self.letters) == (other.finding, other.letters)


@dataclass(frozen=True)
class Decision:
    finding: Finding
    letters: frozenset[str]


def standing(opinions: Sequence[Opinion]) -> list[Opinion]:
    """Those that no later one supersedes, in the order in which they were given."""
    replaced = {o.supersedes for o in opinions}
    return [o for o in opinions if o.number not in replaced]


def decision_of(opinions: Sequence[Opinion]) -> Decision:
    """What a complete set of opinions means: what two agree on, or the only one; three that differ are inconclusive."""
    if len(opinions) == 1:
        return Decision(opinions[0].finding, opinions[0].letters)
    for i, one in enumerate(opinions):
        if any(one.agrees_with(other) for other in opinions[i + 1 :]):
            return Decision(one.finding, one.letters)
    return Decision(Finding.INCONCLUSIVE, frozenset())
