"""The report of a decided case as one frozen value: what is printed and what is signed are written from it.

The format is published (docs/reference/report.schema.json): fields are only ever added, each with a default.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from openbitmap.node.cases import Finding
from openbitmap.node.ledger import Proof
from openbitmap.vocabulary import CaseId, Digest, EncounterId, Language, SubmissionId, digest_of
from openbitmap.wire import to_json

FORMAT = "openbitmap-report/1"
PROBE = "probe"


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True)
class Question:
    """What was asked: who these prints are, among `candidates` earlier encounters. `tot` and `control_number` are the
    sender's (1.004, 1.009), "" where nobody sent a file for this case."""

    case: CaseId
    submission: SubmissionId | None
    encounter: EncounterId
    opened_at: datetime
    candidates: int
    received_at: datetime | None = None
    tot: str = ""
    control_number: str = ""


@dataclass(frozen=True)
class Outcome:
    """What people concluded. `stands` is False where people have since taken an identification
    back, or found somebody excluded here to be this person."""

    finding: Finding
    letters: tuple[str, ...]
    identified: tuple[EncounterId, ...]
    decided_at: datetime
    stands: bool = True


@dataclass(frozen=True)
class Exhibit:
    """One picture that was compared. `whose` is "probe" or a candidate's letter; `digest` that of the picture's PNG
    bytes, `source` that of the original file, in which it is record `record`."""

    number: int
    whose: str
    encounter: EncounterId
    picture: str
    position: int
    width: int
    height: int
    ppi: float | None
    digest: Digest
    source: Digest | None = None


@dataclass(frozen=True)
class Mark:
    """A feature in the pixels of an exhibit, from its upper left; `turn` in degrees, clockwise from the right. `late`:
    put on the probe after the candidate was seen."""

    number: int
    x: float
    y: float
    kind: str
    turn: int | None = None
    late: bool = False


@dataclass(frozen=True)
class Pair:
    """Two marks that the examiner holds to be the same feature; `number` stands beside both in the charts."""

    number: int
    probe: int
    candidate: int


@dataclass(frozen=True)
class Chart:
    """What one examiner marked on one finger of probe and candidate; `probe` and `candidate` are exhibit numbers."""

    examiner: str
    letter: str
    position: int
    probe: int
    candidate: int
    probe_marks: tuple[Mark, ...]
    candidate_marks: tuple[Mark, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class AnalysisNote:
    """What an examiner did before and beside the conclusion: `marks` on the probe locked at `locked_at`, before any
    candidate was shown, or why there are none; how many pictures were `looked_at`."""

    locked_at: datetime
    marks: int
    unmarked: str = ""
    looked_at: int = 0


@dataclass(frozen=True)
class OpinionNote:
    """One examiner's conclusion with its coded `ground` and the reason in the examiner's words. `supersedes` is the
    number of the examiner's own earlier conclusion that this one replaces."""

    number: int
    examiner: str
    finding: Finding
    letters: tuple[str, ...]
    ground: str
    reason: str
    given_at: datetime
    supersedes: int | None = None
    analysis: AnalysisNote | None = None


@dataclass(frozen=True)
class ErrorRate:
    """How one examiner did on cases of known outcome: wrong identifications of those that showed a stranger, wrong
    exclusions of those that showed the same person."""

    examiner: str
    wrong_identifications: int
    with_stranger: int
    wrong_exclusions: int
    with_mate: int


@dataclass(frozen=True)
class Versions:
    """Programs and parameters. The search that named the candidates was held to `fpir` among `people`; None where no
    search did."""

    software: str
    extraction: tuple[str, ...]
    matcher: tuple[str, ...]
    fpir: float | None = None
    people: int | None = None


@dataclass(frozen=True)
class Content:
    """Everything the report says about the case. `custody` are the numbers of the ledger entries it rests on."""

    question: Question
    outcome: Outcome
    exhibits: tuple[Exhibit, ...]
    opinions: tuple[OpinionNote, ...]
    charts: tuple[Chart, ...]
    error_rates: tuple[ErrorRate, ...]
    versions: Versions
    custody: tuple[int, ...]

    @property
    def digest(self) -> Digest:
        return digest_of(to_json(self).encode())

    @property
    def standing(self) -> tuple[OpinionNote, ...]:
        """Conclusions that no later one replaces."""
        replaced = {note.supersedes for note in self.opinions}
        return tuple(note for note in self.opinions if note.number not in replaced)

    def exhibit(self, number: int) -> Exhibit:
        return next(e for e in self.exhibits if e.number == number)


@dataclass(frozen=True)
class Issue:
    """This copy: its number, when, by whom, from which node; `certificate`: SHA-256 of the one that signs."""

    report: str
    issued_at: datetime
    issued_by: str
    node: str
    language: Language
    paper: Paper
    content: Digest
    certificate: Digest


@dataclass(frozen=True)
class Report:
    issue: Issue
    content: Content
    proof: Proof
    format: str = FORMAT

    @property
    def custody(self) -> tuple["CustodyLine", ...]:
        return tuple(CustodyLine.read(entry.leaf, entry.hash) for entry in self.proof.entries)


@dataclass(frozen=True)
class CustodyLine:
    """A ledger entry as people read it; all of it stands in the entry's own text."""

    seq: int
    at: datetime
    actor: str
    kind: str
    hash: str

    @classmethod
    def read(cls, leaf: str, entry_hash: str) -> "CustodyLine":
        told = json.loads(leaf)
        return cls(told["seq"], datetime.fromisoformat(told["at"]), told["actor"], kind=told["kind"], hash=entry_hash)


@dataclass(frozen=True)
class Signature:
    """ECDSA over the canonical JSON of the report, DER in base64; `certificate` in PEM."""

    algorithm: str
    certificate: str
    value: str


@dataclass(frozen=True)
class SignedReport:
    """The machine-readable file, which the PDF also carries. `pictures`: PNG in base64 by digest."""

    report: Report
    signature: Signature
    pictures: Mapping[str, str] = field(default_factory=dict)
