"""Questions of known truth and what examiners' answers to them say: error rates with their denominators (R28)."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from openbitmap.node.cases.model import Finding
from openbitmap.vocabulary import CaseId, EncounterId

Z_95 = 1.959964
"""Of the two-sided 95 % interval."""


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
class Share:
    """`count` of `of`, with Wilson's 95 % interval; without a denominator there is no share."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        if not self.of:
            return None
        p, n, z2 = self.count / self.of, self.of, Z_95**2
        middle = p + z2 / (2 * n)
        half = Z_95 * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
        low, high = (middle - half) / (1 + z2 / n), (middle + half) / (1 + z2 / n)
        return (0.0 if self.count == 0 else max(0.0, low)), (1.0 if self.count == n else min(1.0, high))


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
