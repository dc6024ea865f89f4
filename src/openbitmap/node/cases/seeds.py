"""Questions of known truth and what examiners' answers to them say: error rates with their denominators (R28)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from openbitmap.node.cases.model import Finding
from openbitmap.vocabulary import CaseId, EncounterId, Share


class OriginKind(StrEnum):
    CASE = "case"
    SYNTHETIC = "synthetic"


@dataclass(frozen=True)
class SeedOrigin:
    """Where the truth comes from: a decided case that two examiners and a supervisor confirmed, or synthetic people."""

    kind: OriginKind
    case: CaseId | None = None


@dataclass(frozen=True)
class SeedPlan:
    """A probe, its candidates, and those of them who are the same person; none is a question without a mate."""

    probe: EncounterId
    candidates: tuple[EncounterId, ...]
    mates: frozenset[EncounterId]


@dataclass(frozen=True)
class SeedAnswer:
    """One examiner's standing word on one decided seed, beside the truth."""

    examiner: str
    finding: Finding
    letters: frozenset[str]
    mates: frozenset[str]
    candidates: int

    @property
    def has_mate(self) -> bool:
        return bool(self.mates)

    @property
    def names_a_stranger(self) -> bool:
        return bool(self.letters - self.mates)

    @property
    def could_name_a_stranger(self) -> bool:
        return self.candidates > len(self.mates)


@dataclass(frozen=True)
class ErrorRecord:
    """One examiner's answers to decided seeds. False identifications: of the seeds that showed a stranger; the rest by
    whether the person was among the candidates."""

    examiner: str
    seeds: int
    false_identifications: Share
    false_exclusions: Share
    inconclusive_with_mate: Share
    inconclusive_without_mate: Share
    unsuitable: Share


def record_from(examiner: str, answers: Sequence[SeedAnswer]) -> ErrorRecord:
    """Count one examiner's answers."""

    def share(among: Callable[[SeedAnswer], bool], what: Callable[[SeedAnswer], bool]) -> Share:
        asked = [a for a in answers if among(a)]
        return Share(sum(what(a) for a in asked), len(asked))

    def said(finding: Finding) -> Callable[[SeedAnswer], bool]:
        return lambda a: a.finding is finding

    return ErrorRecord(
        examiner,
        len(answers),
        false_identifications=share(lambda a: a.could_name_a_stranger, lambda a: a.names_a_stranger),
        false_exclusions=share(lambda a: a.has_mate, said(Finding.EXCLUSION)),
        inconclusive_with_mate=share(lambda a: a.has_mate, said(Finding.INCONCLUSIVE)),
        inconclusive_without_mate=share(lambda a: not a.has_mate, said(Finding.INCONCLUSIVE)),
        unsuitable=share(lambda _: True, said(Finding.UNSUITABLE)),
    )
