"""Cases as people may see them. An examiner sees own work and a nameless queue: no case of theirs to choose, nobody's
opinion before the decision, nor that there is one (R27, R28). A supervisor sees load, ages and waits, never the
opinions of an open case."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from openbitmap.node import cases
from openbitmap.node.access import Principal
from openbitmap.node.cases import CaseDesk, Finding, Opinion, Stage
from openbitmap.node.database import Transaction, named_queries
from openbitmap.vocabulary import CaseId

_SQL = named_queries(__package__)

MOST_LINES = 100


@dataclass(frozen=True)
class HeldLine:
    """A case in one's hands; `analysed` says that candidates are seen already."""

    case: str
    due_at: datetime
    urgent: bool
    analysed: bool


@dataclass(frozen=True)
class WaitingLine:
    """A case nobody has in hand. It has no name: who watches the list could otherwise see a case come back."""

    due_at: datetime
    urgent: bool


@dataclass(frozen=True)
class GivenLine:
    """One's own opinion; what became of the case stands nowhere here."""

    case: str
    finding: Finding
    given_at: datetime


@dataclass(frozen=True)
class CaseQueue:
    """What an examiner begins with: `waiting` are at most a hundred of `waits`, in the order in which they are given
    out."""

    held: tuple[HeldLine, ...]
    waiting: tuple[WaitingLine, ...]
    waits: int
    late: int
    given: tuple[GivenLine, ...]


@dataclass(frozen=True)
class CandidateNote:
    """`fingers` are the positions that can be compared."""

    letter: str
    fingers: tuple[int, ...]


@dataclass(frozen=True)
class CaseSheet:
    """`fingers` are the probe's. `candidates` is empty before one's own analysis is locked, `opinions` until the case
    is decided."""

    case: str
    stage: Stage
    due_at: datetime
    urgent: bool
    decided: bool
    holder: str | None
    fingers: tuple[int, ...]
    candidates: tuple[CandidateNote, ...]
    opinions: tuple[Opinion, ...]


def case_queue(tx: Transaction, principal: Principal, *, at: datetime) -> CaseQueue:
    """The queue of one examiner: what they may take, and their own work."""
    me = principal.name
    counted = tx.one(_SQL["queue_counts"], examiner=me, at=at) or (0, 0)
    return CaseQueue(
        tuple(tx.all(_SQL["queue_held"], into=HeldLine, examiner=me)),
        tuple(tx.all(_SQL["queue_waiting"], into=WaitingLine, examiner=me, at=at, limit=MOST_LINES)),
        waits=counted[0],
        late=counted[1],
        given=tuple(tx.all(_SQL["queue_given"], into=GivenLine, examiner=me)),
    )


def case_sheet(tx: Transaction, principal: Principal, case_id: CaseId) -> CaseSheet:
    """Raises Refused(NO_SUCH_THING)."""
    desk = cases.desk_of(tx, principal, case_id)
    return CaseSheet(
        desk.case,
        desk.stage,
        desk.due_at,
        urgent=desk.urgent,
        decided=desk.decided,
        holder=desk.holder,
        fingers=_fingers(tx, desk.probe) if desk.probe else (),
        candidates=_candidates(tx, desk),
        opinions=tuple(cases.standing(cases.opinions_of(tx, case_id))) if desk.decided else (),
    )


def _candidates(tx: Transaction, desk: CaseDesk) -> tuple[CandidateNote, ...]:
    return tuple(CandidateNote(letter, _fingers(tx, e)) for letter, e in sorted(desk.candidates.items()))


def _fingers(tx: Transaction, encounter: str) -> tuple[int, ...]:
    return tuple(row[0] for row in tx.all(_SQL["comparable_fingers"], encounter=encounter))


@dataclass(frozen=True)
class BoardLine:
    """An open case on the supervisor's board."""

    case: str
    due_at: datetime
    urgent: bool
    site: str
    holder: str | None


@dataclass(frozen=True)
class ExaminerLoad:
    """What one examiner does: cases in hand, of them idle past their lease, and opinions given."""

    examiner: str
    held: int
    idle: int
    last_hour: int
    last_day: int
    skills: tuple[str, ...]
    sites: tuple[str, ...]


@dataclass(frozen=True)
class CaseBoard:
    """`oldest` is when the longest open case was opened; the medians are of the last day: from opening to the first
    claim, and from a claim to its opinion."""

    waits: int
    late: int
    urgent: int
    held: int
    oldest: datetime | None
    decided_day: int
    median_wait: timedelta | None
    median_work: timedelta | None
    lines: tuple[BoardLine, ...] = ()
    examiners: tuple[ExaminerLoad, ...] = ()


def case_board(tx: Transaction, *, at: datetime) -> CaseBoard:
    """Load, ages and waits for a supervisor."""
    counted = tx.one(_SQL["board_counts"], into=CaseBoard, at=at)
    assert counted is not None, "a count has a row"
    return replace(
        counted,
        lines=tuple(tx.all(_SQL["board_lines"], into=BoardLine, at=at, limit=MOST_LINES)),
        examiners=tuple(tx.all(_SQL["board_examiners"], into=ExaminerLoad, at=at)),
    )
