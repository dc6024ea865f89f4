"""Cases as people may see them. An examiner who has still to judge sees nobody's opinion (R27, R28), nor that there is
one: only an identification asks for a second, so a case is shown as open until it is decided."""

from dataclasses import dataclass
from datetime import datetime

from openbitmap.node import cases
from openbitmap.node.cases import CaseState, Opinion
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.vocabulary import CaseId

_SQL = named_queries(__package__)


@dataclass(frozen=True)
class CaseLine:
    case: str
    submission: str
    state: CaseState
    opened_at: datetime
    due_at: datetime
    holder: str | None
    candidates: int


@dataclass(frozen=True)
class CandidateNote:
    """`fingers` are the positions that can be compared."""

    letter: str
    encounter: str
    fingers: tuple[int, ...]


@dataclass(frozen=True)
class CaseSheet:
    """`opinions` is empty until the case is decided."""

    case: str
    submission: str
    encounter: str
    state: CaseState
    due_at: datetime
    holder: str | None
    candidates: tuple[CandidateNote, ...]
    opinions: tuple[Opinion, ...]


def case_list(tx: Transaction, *, limit: int = 100) -> list[CaseLine]:
    """Undecided ones first, by their clock."""
    return tx.all(_SQL["cases"], into=CaseLine, limit=limit)


def case_sheet(tx: Transaction, case_id: CaseId) -> CaseSheet:
    """Raises Refused(NO_SUCH_THING)."""
    case = cases.case_named(tx, case_id)
    if case is None:
        raise Refused(NO_SUCH_THING, kind="case", name=case_id)
    decided = case.state is CaseState.DECIDED
    return CaseSheet(
        case.case,
        case.submission,
        case.encounter,
        state=CaseState.DECIDED if decided else CaseState.OPEN,
        due_at=case.due_at,
        holder=case.holder,
        candidates=tuple(tx.all(_SQL["case_candidates"], into=CandidateNote, case=case_id)),
        opinions=tuple(cases.opinions_of(tx, case_id)) if decided else (),
    )
