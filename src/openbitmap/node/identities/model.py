"""Encounters, samples, templates, judgements; and the one rule on prints of one sitting: ten fingers, ten prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from openbitmap.biometrics import finger
from openbitmap.names.mrz import asserted_key
from openbitmap.vocabulary import (
    CaseId,
    EncounterId,
    FingerPosition,
    GalleryKind,
    Impression,
    MissingReason,
    StationId,
    SubmissionId,
)

SAME_PRINT_LOG10_FMR = -6.0
"""Two fingers of one person are as unlike as two strangers' (to first order); below this rate they are one finger."""


class Conclusion(StrEnum):
    """What people concluded about two encounters; "withdrawn" says that an earlier word no longer counts."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Gallery:
    """A set of people kept apart from others, with the authority that holds it."""

    gallery: str
    kind: GalleryKind
    title: str
    holder: str


@dataclass(frozen=True)
class Encounter:
    """`number` is its row in the in-memory gallery; `log_position` the ledger entry that stated it."""

    number: int
    encounter: EncounterId
    gallery: str
    submission: SubmissionId | None
    enrolled_at: datetime
    retained: bool
    log_position: int


@dataclass(frozen=True)
class Asserted:
    """What the person, or a document, said; kept as asserted (R10)."""

    name: str
    aliases: tuple[str, ...] = ()
    birth_date: str = ""
    sex: str = ""
    nationality: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sample:
    """One finger as presented. Without a template it says why: `missing` as the sender coded it, or `failure`."""

    position: FingerPosition
    impression: Impression | None = None
    record: int | None = None
    box: tuple[int, int, int, int] | None = None
    quality: finger.Quality | None = None
    template: finger.Template | None = None
    missing: MissingReason | None = None
    failure: str | None = None


@dataclass(frozen=True)
class SampleNote:
    """What card and bench need to know of one sample."""

    position: int
    record: int | None
    box: tuple[int, ...] | None
    quality: int | None
    measure: str
    advice: str
    missing: MissingReason | None
    failure: str | None


@dataclass(frozen=True)
class GallerySize:
    """Encounters a gallery holds at a ledger position; `comparable` of them have one of the fingers asked about."""

    gallery: str
    kind: GalleryKind
    title: str
    people: int
    comparable: int


@dataclass(frozen=True)
class Judgement:
    """An edge of the identity graph: what people concluded about two encounters, in which case, when. `silent`: a
    discreet entry asked for that case, and who may not see such a thing works in the graph without it."""

    encounter: EncounterId
    other: EncounterId
    conclusion: Conclusion
    case: CaseId
    judged_at: datetime
    silent: bool = False


@dataclass(frozen=True)
class Place:
    """Where a station stands, in degrees."""

    station: StationId
    latitude: float
    longitude: float


@dataclass(frozen=True)
class StoredTemplate:
    """A row for the in-memory gallery: the encounter's number, one finger, its minutiae."""

    number: int
    position: int
    minutiae: bytes


@dataclass(frozen=True)
class ImportedTemplate:
    """A template that comes in bulk, without images; `person` groups the fingers of one encounter in the import."""

    person: int
    position: FingerPosition
    template: finger.Template


def document_key(document: str) -> str:
    """A document's number as a key: without its kind, punctuation and case; empty where it has no number."""
    return asserted_key(document).number


def best_by_finger(samples: Sequence[Sample]) -> dict[FingerPosition, Sample]:
    """For every finger the sample to search with: rolled before plain (more ridges), then the better quality."""

    def rank(s: Sample) -> tuple[bool, int]:
        rolled = s.impression in (Impression.LIVE_ROLLED, Impression.NONLIVE_ROLLED)
        return rolled, s.quality.value if s.quality else 0

    best: dict[FingerPosition, Sample] = {}
    for s in samples:
        if s.template and (s.position not in best or rank(s) > rank(best[s.position])):
            best[s.position] = s
    return best


def repeated_prints(best: dict[FingerPosition, Sample]) -> list[tuple[Sample, Sample]]:
    """Pairs of positions that hold one and the same finger: a capture error, or somebody's attempt (R6)."""
    held = [(s, s.template) for s in best.values() if s.template]
    return [
        (a, b)
        for i, (a, ta) in enumerate(held)
        for b, tb in held[i + 1 :]
        if finger.compare(ta, tb).score.log10_fmr <= SAME_PRINT_LOG10_FMR
    ]
