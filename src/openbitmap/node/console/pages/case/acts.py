"""What an examiner does at the bench, as small JSON doors of the page: keep the draft, note a look, lock, conclude."""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field

from openbitmap.node import cases
from openbitmap.node.access import Act
from openbitmap.node.cases import (
    Analysis,
    Comparison,
    Draft,
    Finding,
    Ground,
    Mark,
    MarkKind,
    Opinion,
    Pair,
    Suitability,
    Unmarked,
    View,
    Worth,
)
from openbitmap.node.console.frame import SignInNeeded, Viewer, fresh_viewer, language_of, seen_by
from openbitmap.node.doorway import Here, context_of
from openbitmap.node.problems import MARKS_UNUSABLE, SIGN_IN_NEEDED, Refused, Why
from openbitmap.vocabulary import CaseId

Examiner = Annotated[Viewer, Depends(seen_by(Act.JUDGE))]
FreshExaminer = Annotated[Viewer, Depends(fresh_viewer(Act.JUDGE))]
ELSEWHERE = Why(
    "marks made elsewhere come by the API or the command line",
    "las marcas hechas en otro sistema llegan por la API o la línea de comandos",
)
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class SpokenRoute(APIRoute):
    """A refusal in the page's language: the page asks in it, and shows the words as they come."""

    def get_route_handler(self) -> Handler:
        handler = super().get_route_handler()

        async def spoken(request: Request) -> Response:
            try:
                return await handler(request)
            except SignInNeeded:
                return _said(request, Refused(SIGN_IN_NEEDED))
            except Refused as refused:
                return _said(request, refused)

        return spoken


router = APIRouter(include_in_schema=False, route_class=SpokenRoute)


class SentDraft(BaseModel):
    counter: int = Field(ge=0, le=2**31 - 1)
    body: str


class SentView(BaseModel):
    letter: str | None = None
    picture: str
    position: int = Field(ge=0, le=99)


class SentMark(BaseModel):
    number: int
    picture: str
    position: int
    x: float
    y: float
    kind: MarkKind
    turn: int | None = None

    def mark(self) -> Mark:
        return Mark(self.number, self.picture, self.position, x=self.x, y=self.y, kind=self.kind, turn=self.turn)


class SentSuitability(BaseModel):
    picture: str
    position: int
    worth: Worth


class SentAnalysis(BaseModel):
    marks: list[SentMark] = []
    suitability: list[SentSuitability] = []
    unmarked: Unmarked | None = None


class SentPair(BaseModel):
    probe: int
    candidate: int


class SentComparison(BaseModel):
    letter: str
    marks: list[SentMark] = []
    pairs: list[SentPair] = []
    added: list[SentMark] = []

    def comparison(self) -> Comparison:
        pairs = tuple(Pair(p.probe, p.candidate) for p in self.pairs)
        marks, added = tuple(m.mark() for m in self.marks), tuple(m.mark() for m in self.added)
        return Comparison(self.letter, marks, pairs, added)


class SentOpinion(BaseModel):
    finding: Finding
    letters: list[str] = []
    ground: Ground
    reason: str
    comparisons: list[SentComparison] = []
    supersede: bool = False


@router.put("/cases/{case}/draft")
def keep_draft(case: str, sent: SentDraft, context: Here, *, viewer: Examiner) -> JSONResponse:
    """Keep working marks. `kept` is false where a newer draft is there already: another window is ahead."""
    draft = Draft(sent.counter, sent.body, datetime.now(UTC))
    with context.database.transaction() as tx:
        kept = cases.save_draft(tx, CaseId(case), draft, by=viewer.principal)
    return JSONResponse({"counter": kept.counter, "kept": kept.body == sent.body})


@router.post("/cases/{case}/views", status_code=204)
def note_view(case: str, sent: SentView, context: Here, *, viewer: Examiner) -> Response:
    view = View(sent.letter, sent.picture, sent.position, datetime.now(UTC))
    with context.database.transaction() as tx:
        cases.note_view(tx, CaseId(case), view, by=viewer.principal)
    return Response(status_code=204)


@router.post("/cases/{case}/analysis", status_code=204)
def lock_analysis(case: str, sent: SentAnalysis, context: Here, *, viewer: FreshExaminer) -> Response:
    """At this bench the pictures are at hand: that they were marked elsewhere is said only at the machine's door."""
    if sent.unmarked is Unmarked.WORKED_ELSEWHERE:
        raise Refused(MARKS_UNUSABLE, why=ELSEWHERE)
    analysis = Analysis(
        datetime.now(UTC),
        tuple(m.mark() for m in sent.marks),
        tuple(Suitability(s.picture, s.position, s.worth) for s in sent.suitability),
        sent.unmarked,
    )
    with context.database.transaction() as tx:
        cases.lock_analysis(tx, CaseId(case), analysis, by=viewer.principal, vault=context.vault)
    return Response(status_code=204)


@router.post("/cases/{case}/opinion", status_code=204)
def give_opinion(case: str, sent: SentOpinion, context: Here, *, viewer: FreshExaminer) -> Response:
    opinion = Opinion(
        viewer.name,
        sent.finding,
        frozenset(sent.letters),
        reason=sent.reason,
        given_at=datetime.now(UTC),
        ground=sent.ground,
    )
    comparisons = [c.comparison() for c in sent.comparisons]
    act = cases.supersede if sent.supersede else cases.judge
    with context.database.transaction() as tx:
        cases.check_comparisons(tx, CaseId(case), comparisons, by=viewer.principal, vault=context.vault)
        act(tx, CaseId(case), opinion, by=viewer.principal, comparisons=comparisons)
    return Response(status_code=204)


def _said(request: Request, refused: Refused) -> JSONResponse:
    language = language_of(request, context_of(request).settings.language)
    what, remedy = refused.said("es" if language == "pt" else language)
    problem = refused.problem
    body = {"type": f"urn:openbitmap:problem:{problem.code}", "title": problem.code, "status": problem.status}
    return JSONResponse(
        body | {"detail": what, "remedy": remedy}, problem.status, media_type="application/problem+json"
    )
