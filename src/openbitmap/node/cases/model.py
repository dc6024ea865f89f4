"""A case, an examiner's opinion, and how opinions become a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from openbitmap.vocabulary import CaseId, EncounterId, SearchId, SubmissionId


class CaseState(StrEnum):
    OPEN = "open"
    SECOND_OPINION = "second_opinion"
    THIRD_OPINION = "third_opinion"
    DECIDED = "decided"


class Finding(StrEnum):
    """An examiner's conclusion (R30)."""

    IDENTIFICATION = "identification"
    EXCLUSION = "exclusion"
    INCONCLUSIVE = "inconclusive"
    UNSUITABLE = "unsuitable"


@dataclass(frozen=True)
class Case:
    case: CaseId
    search: SearchId
    submission: SubmissionId
    encounter: EncounterId
    opened_at: datetime
    due_at: datetime
    state: CaseState
    holder: str | None


@dataclass(frozen=True)
class Opinion:
    """`letters` names the candidates identified, for one person may stand in several entries; empty with any other
    finding."""

    examiner: str
    finding: Finding
    letters: frozenset[str]
    reason: str
    given_at: datetime

    def agrees_with(self, other: "Opinion") -> bool:
        return (self.finding, self.letters) == (other.finding, other.letters)


@dataclass(frozen=True)
class Decision:
    finding: Finding
    letters: frozenset[str]


def decision_of(opinions: Sequence[Opinion]) -> Decision:
    """What a complete set of opinions means: what two agree on, or the only one; three that differ are inconclusive."""
    if len(opinions) == 1:
        return Decision(opinions[0].finding, opinions[0].letters)
    for i, one in enumerate(opinions):
        if any(one.agrees_with(other) for other in opinions[i + 1 :]):
            return Decision(one.finding, one.letters)
    return Decision(Finding.INCONCLUSIVE, frozenset())
