"""A search, its candidates, and how its verdict follows from them."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from openbitmap.biometrics import calibration
from openbitmap.vocabulary import Coverage, EncounterId, GalleryKind, SearchId, SubmissionId, Verdict

MOST_CANDIDATES = 20
"""Encounters listed at most; PCSC-type annexes allow fewer, and an examiner's day has an end."""

MOST_REACHED = 1_000
"""Encounters at or above the threshold that are looked at before the list is shortened."""


@dataclass(frozen=True)
class Held:
    """The threshold a search was held to: its FPIR at `people` people with `fingers` fingers, as a fused score."""

    people: int
    fingers: int
    fpir: float
    threshold: float
    chance: float


def held_to(fingers: int, people: int, fpir: float) -> Held:
    """The threshold for so many fingers among the people who can be compared."""
    if not fingers or not people:
        return Held(people, fingers, fpir, threshold=0.0, chance=0.0)
    threshold = calibration.threshold(fingers, people, fpir)
    chance = calibration.chance_candidates(fingers, people, threshold)
    return Held(people, fingers, fpir, threshold=threshold.score, chance=chance)


class Purpose(StrEnum):
    """Why somebody was searched. Only an arrival has a submission, and an answer to a post."""

    ARRIVAL = "arrival"
    REVERSE = "reverse"
    SILENT = "silent"


@dataclass(frozen=True)
class Search:
    """`log_position` is the ledger entry up to which the galleries were covered; `entry` of a watchlist asked for any
    search but an arrival's."""

    search: SearchId
    submission: SubmissionId | None
    encounter: EncounterId
    finished_at: datetime
    verdict: Verdict
    held: Held
    log_position: int
    purpose: Purpose = Purpose.ARRIVAL
    entry: str | None = None


@dataclass(frozen=True)
class ReverseSearch:
    """An entry's prints against the past, in slices: `done` of `total` encounters compared so far."""

    search: SearchId
    entry: str
    encounter: EncounterId
    begun_at: datetime
    begun_by: int
    upto: int
    place: int
    done: int
    total: int
    finished_at: datetime | None


@dataclass(frozen=True)
class Candidate:
    """An earlier encounter at or above the threshold. `fingers` explains the fused score, finger by finger."""

    encounter: EncounterId
    score: float
    log10_fmr: float
    fingers: dict[str, float]
    parameters: str


@dataclass(frozen=True)
class GalleryState:
    """What became of one gallery or repository. `reason` is a code of the card's words, or ""."""

    name: str
    kind: GalleryKind | None
    state: Coverage
    people: int | None = None
    as_of: datetime | None = None
    reason: str = ""


def shortlist(reached: Sequence[int], listed: Container[int]) -> list[int]:
    """The rows to list, strongest first: entries of a derogatory gallery before others where not all have room, so that
    somebody's many crossings never crowd out the one entry that matters."""
    first = sorted(reached, key=lambda row: row not in listed)[:MOST_CANDIDATES]
    return [row for row in reached if row in set(first)]


def verdict_of(usable_fingers: int, candidates: int) -> Verdict:
    """No member of this list is an identification: that is for people to say."""
    if usable_fingers == 0:
        return Verdict.QUALITY
    return Verdict.POSSIBLE_MATCH if candidates else Verdict.NO_CANDIDATE
