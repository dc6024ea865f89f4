"""Doors of an examiner: list, take and judge cases. No score, rank, name or gallery passes here."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from openbitmap.node import cases, views
from openbitmap.node.access import Act, Principal
from openbitmap.node.cases import CaseState, Finding, Opinion
from openbitmap.node.doorway import Here, allowed_to
from openbitmap.node.views import CaseLine, CaseSheet
from openbitmap.vocabulary import CaseId

router = APIRouter(prefix="/v1/cases", tags=["cases"])
CaseReader = Annotated[Principal, Depends(allowed_to(Act.READ_CASES))]
Examiner = Annotated[Principal, Depends(allowed_to(Act.JUDGE))]


class GivenOpinion(BaseModel):
    """An examiner's word: `letters` names the candidates for an identification and is empty otherwise."""

    finding: Finding
    letters: list[str] = []
    reason: str


class Judged(BaseModel):
    case: str
    state: CaseState


@router.get("")
def list_cases(context: Here, _principal: CaseReader) -> list[CaseLine]:
    """Undecided cases first, by their clock."""
    with context.database.reading() as tx:
        return views.case_list(tx)


@router.get("/{case}")
def one_case(case: str, context: Here, _principal: CaseReader) -> CaseSheet:
    """One case; opinions appear only after the decision."""
    with context.database.reading() as tx:
        return views.case_sheet(tx, CaseId(case))


@router.post("/{case}/claim")
def take_case(case: str, context: Here, principal: Examiner) -> CaseSheet:
    """Claim a case: of two at once one wins, the other is told who has it."""
    with context.database.transaction() as tx:
        cases.take(tx, principal, CaseId(case))
        return views.case_sheet(tx, CaseId(case))


@router.post("/{case}/opinions", status_code=201)
def judge_case(case: str, given: GivenOpinion, context: Here, principal: Examiner) -> Judged:
    """Give one immutable opinion; the answer says what the case waits for now."""
    letters = frozenset(given.letters)
    opinion = Opinion(principal.name, given.finding, letters, reason=given.reason, given_at=datetime.now(UTC))
    with context.database.transaction() as tx:
        return Judged(case=case, state=cases.judge(tx, CaseId(case), opinion, by=principal))
