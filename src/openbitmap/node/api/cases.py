"""Doors of an examiner: take, analyse, compare and judge cases. No score, rank, name or gallery passes here, no
encounter and no submission; and nothing that tells a first opinion from a second."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from openbitmap.node import cases, views
from openbitmap.node.access import Act, Principal
from openbitmap.node.cases import (
    Analysis,
    Comparison,
    Competence,
    Draft,
    ErrorRecord,
    Finding,
    Ground,
    Mark,
    Opinion,
    SeedPlan,
    Skill,
    Suitability,
    Unmarked,
    View,
)
from openbitmap.node.doorway import Context, Here, allowed_to, note_read
from openbitmap.node.views import CaseBoard, CaseQueue, CaseSheet
from openbitmap.vocabulary import CaseId, EncounterId

router = APIRouter(prefix="/v1/cases", tags=["cases"])
CaseReader = Annotated[Principal, Depends(allowed_to(Act.READ_CASES))]
Examiner = Annotated[Principal, Depends(allowed_to(Act.JUDGE))]
Seeder = Annotated[Principal, Depends(allowed_to(Act.SEED_CASES))]
Overseer = Annotated[Principal, Depends(allowed_to(Act.OVERSEE))]


class GivenAnalysis(BaseModel):
    """Marks on the probe and what its pictures are good for; without a mark, why."""

    marks: list[Mark] = []
    suitability: list[Suitability] = []
    unmarked: Unmarked | None = None


class GivenOpinion(BaseModel):
    """An examiner's word: `letters` names the candidates for an identification and is empty otherwise; `supersede`
    replaces one's own earlier word, where that is still possible."""

    finding: Finding
    letters: list[str] = []
    ground: Ground = Ground.OTHER
    reason: str
    comparisons: list[Comparison] = []
    supersede: bool = False


class GivenDraft(BaseModel):
    """Working marks as JSON text; the draft with the higher counter is kept."""

    counter: int = Field(ge=0, le=2**31 - 1)
    body: str


class GivenView(BaseModel):
    """One look at a picture of the probe, or of a candidate by letter."""

    letter: str | None = None
    picture: str
    position: int = Field(0, ge=0, le=40)


class GivenCompetence(BaseModel):
    """What an examiner may take; no site means every site."""

    skills: list[Skill]
    sites: list[str] = []


class GivenQuestion(BaseModel):
    """A probe, its candidates, and those of them who are the same person; the truth is known because the people are
    synthetic."""

    probe: str
    candidates: list[str]
    mates: list[str] = []


class LaidIn(BaseModel):
    """The question's number; null where it was there already."""

    seed: str | None


class Judged(BaseModel):
    """The opinion is kept. What the case waits for now is not said."""

    case: str
    finding: Finding
    given_at: datetime


@router.get("")
def my_queue(context: Here, principal: Examiner) -> CaseQueue:
    """Cases in one's hands, how many wait and by which clocks, and one's own last opinions."""
    with context.database.reading() as tx:
        return views.case_queue(tx, principal, at=datetime.now(UTC))


@router.post("/next")
def next_case(context: Here, principal: Examiner) -> CaseSheet | None:
    """The case in one's hands, else the next that waits; null when none does. Two at once get two different cases."""
    with context.database.transaction() as tx:
        case = cases.next_case(tx, principal, lease=_lease(context))
        return views.case_sheet(tx, principal, case.case) if case else None


@router.get("/board")
def board(context: Here, _principal: Overseer) -> CaseBoard:
    """Load, ages and waits; never an opinion on an open case."""
    with context.database.reading() as tx:
        return views.case_board(tx, at=datetime.now(UTC))


@router.get("/records/{examiner}")
def error_record(examiner: str, context: Here, principal: CaseReader) -> ErrorRecord:
    """An examiner's error rates over decided cases of known outcome: one's own, or anybody's for who oversees."""
    with context.database.reading() as tx:
        return cases.error_record(tx, principal, examiner)


@router.post("/questions", status_code=201)
def lay_in_question(given: GivenQuestion, context: Here, principal: Seeder) -> LaidIn:
    """Lay in a question of known truth; cases are made of it as the setting seed_every says."""
    candidates, mates = map(EncounterId, given.candidates), map(EncounterId, given.mates)
    plan = SeedPlan(EncounterId(given.probe), tuple(candidates), frozenset(mates))
    with context.database.transaction() as tx:
        return LaidIn(seed=cases.stock_seed(tx, plan, by=principal))


@router.put("/competences/{examiner}", status_code=204)
def set_competence(examiner: str, given: GivenCompetence, context: Here, principal: Overseer) -> None:
    """Say what an examiner may take from now on."""
    with context.database.transaction() as tx:
        competence = Competence(examiner, frozenset(given.skills), frozenset(given.sites))
        cases.set_competence(tx, competence, by=principal)


@router.get("/{case}")
def one_case(case: str, context: Here, principal: CaseReader) -> CaseSheet:
    """What one may see of a case: candidates after one's own analysis, opinions after the decision."""
    with context.database.reading() as tx:
        sheet = views.case_sheet(tx, principal, CaseId(case))
    note_read(context, principal, "case", thing=case)
    return sheet


@router.post("/{case}/claim")
def take_case(case: str, context: Here, principal: Examiner) -> CaseSheet:
    """Claim a case: of two at once one wins, the other is told who has it."""
    with context.database.transaction() as tx:
        cases.take(tx, principal, CaseId(case), lease=_lease(context))
        return views.case_sheet(tx, principal, CaseId(case))


@router.post("/{case}/release", status_code=204)
def release_case(case: str, context: Here, principal: Examiner) -> None:
    """Give a case back without an opinion; marks are kept for oneself."""
    with context.database.transaction() as tx:
        cases.release(tx, principal, CaseId(case))


@router.get("/{case}/draft")
def my_draft(case: str, context: Here, principal: Examiner) -> Draft | None:
    """One's own working marks, wherever they were made."""
    with context.database.reading() as tx:
        return cases.draft_of(tx, CaseId(case), principal.name)


@router.put("/{case}/draft")
def save_draft(case: str, given: GivenDraft, context: Here, principal: Examiner) -> Draft:
    """Keep working marks; the answer is what is kept, which may be a newer draft."""
    draft = Draft(given.counter, given.body, datetime.now(UTC))
    with context.database.transaction() as tx:
        return cases.save_draft(tx, CaseId(case), draft, by=principal)


@router.post("/{case}/analysis", status_code=201)
def lock_analysis(case: str, given: GivenAnalysis, context: Here, principal: Examiner) -> CaseSheet:
    """Lock the analysis of the probe, for good; candidates appear after it."""
    analysis = Analysis(datetime.now(UTC), tuple(given.marks), tuple(given.suitability), given.unmarked)
    with context.database.transaction() as tx:
        cases.lock_analysis(tx, CaseId(case), analysis, by=principal, vault=context.vault)
        return views.case_sheet(tx, principal, CaseId(case))


@router.post("/{case}/views", status_code=204)
def note_view(case: str, given: GivenView, context: Here, principal: Examiner) -> None:
    """Note what was looked at."""
    view = View(given.letter, given.picture, given.position, datetime.now(UTC))
    with context.database.transaction() as tx:
        cases.note_view(tx, CaseId(case), view, by=principal)


@router.post("/{case}/opinions", status_code=201)
def judge_case(case: str, given: GivenOpinion, context: Here, principal: Examiner) -> Judged:
    """Give one immutable opinion. The answer does not say what the case waits for now."""
    now = datetime.now(UTC)
    letters = frozenset(given.letters)
    opinion = Opinion(principal.name, given.finding, letters, reason=given.reason, given_at=now, ground=given.ground)
    act = cases.supersede if given.supersede else cases.judge
    with context.database.transaction() as tx:
        cases.check_comparisons(tx, CaseId(case), given.comparisons, by=principal, vault=context.vault)
        act(tx, CaseId(case), opinion, by=principal, comparisons=tuple(given.comparisons))
    return Judged(case=case, finding=given.finding, given_at=now)


def _lease(context: Context) -> timedelta:
    return timedelta(minutes=context.settings.desk.bench.claim_minutes)
