"""`/cases/{case}/report`: what the report of a decided case says; issue it, and take what was issued. Both are exports,
so both ask for a recent sign-in."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from openbitmap.node import reports
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.report.words import WORDS
from openbitmap.node.console.words import LANGUAGES, Spoken
from openbitmap.node.doorway import Context, Here, note_read
from openbitmap.node.home import Home
from openbitmap.node.reports import FINDINGS, OUTCOMES, Issued, Order, Outline, Paper, Press
from openbitmap.vocabulary import CaseId, Language

router = APIRouter(include_in_schema=False)
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_REPORTS))]
Exporter = Annotated[Viewer, Depends(fresh_viewer(Act.READ_REPORTS))]
KINDS = {"pdf": "application/pdf", "json": "application/json"}
LATIN_AMERICAN = Paper.LETTER
"""Chile and its neighbours print on Letter or Oficio; the choice stays the reader's."""


@router.get("/cases/{case}/report")
def report_page(
    request: Request, context: Here, viewer: Reader, case: str, issued: str = "", same: bool = False
) -> Response:
    # Not a reading transaction: what is decided is read under the lock of the case.
    with context.database.transaction() as tx:
        outline = reports.outline_of(tx, CaseId(case), by=viewer.principal)
        made = reports.issues(tx, CaseId(case), by=viewer.principal)
    values = _values(outline, made, viewer) | {"case": case, "just": issued, "same": same}
    return show(request, viewer, Page("pages/report/page.html", WORDS), **values)


@router.post("/cases/{case}/report")
def issue(
    context: Here, viewer: Exporter, case: str, tongue: Annotated[Language, Form()], paper: Annotated[Paper, Form()]
) -> Response:
    at = datetime.now(UTC)
    order = Order(tongue, paper, at)
    with context.database.transaction() as tx:
        made = reports.issue(tx, CaseId(case), order, press=_press(context, at), by=viewer.principal)
    same = "&same=true" if made.issued_at < at else ""
    return done(f"/cases/{case}/report?issued={made.report}{same}")


@router.get("/cases/{case}/report/{report}.{kind}")
def download(context: Here, viewer: Exporter, case: str, report: str, kind: str) -> Response:
    with context.database.transaction() as tx:
        pdf, machine = reports.issued_bytes(tx, CaseId(case), report, vault=context.vault, by=viewer.principal)
    note_read(context, viewer.principal, "report_file", thing=report)
    content = pdf if kind == "pdf" else machine
    name = f"{case}-{report}.{'pdf' if kind == 'pdf' else 'json'}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=KINDS.get(kind, KINDS["json"]), headers=headers)


def _press(context: Context, at: datetime) -> Press:
    node = context.settings.node
    signer = reports.signer_in(Home(context.settings.home).report_key, node=node, at=at)
    return Press(context.vault, context.decoder, signer, node)


def _values(outline: Outline, made: list[Issued], viewer: Viewer) -> dict[str, object]:
    language = Language.ENGLISH if viewer.language == Language.ENGLISH else Language.SPANISH
    spoken = Spoken(viewer.language, WORDS)
    question, outcome = outline.question, outline.outcome
    words = "asked_one" if question.candidates == 1 else "asked_text"
    asked = [(spoken["asked"], spoken.say(words, encounter=question.encounter, count=question.candidates))]
    if question.submission:
        asked.append((spoken["submission"], f"{question.submission} · {question.control_number}"))
    return {
        "conclusion": OUTCOMES[outcome.finding.value][language].format(letters=", ".join(outcome.letters)),
        "stands": outcome.stands,
        "identified": bool(outcome.identified),
        "asked": asked,
        "opinions": [(o, FINDINGS[o.finding.value][language]) for o in outline.opinions],
        "issues": made,
        "names": LANGUAGES,
        "tongues": [(code.value, LANGUAGES[code.value]) for code in Language],
        "tongue": made[0].language.value if made else language.value,
        "papers": [paper.value for paper in Paper],
        "paper": made[0].paper.value if made else LATIN_AMERICAN.value,
        "may_open_case": viewer.principal.may(Act.READ_CASES),
    }
