"""What examiners did."""

from dataclasses import dataclass
from typing import ClassVar

from openbitmap.node.events.event import Event


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
    """Before it no candidate exists for this examiner; `digest` covers marks and the suitability of the pictures."""

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
