"""Mounts the pages on the node's HTTP application, and turns a refusal into a page where a person is looking."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from openbitmap.node.console.frame import SignInNeeded, sign_in_address, way_back
from openbitmap.node.console.pages.account.page import router as account
from openbitmap.node.console.pages.agreements.page import router as agreements
from openbitmap.node.console.pages.alerts.page import router as alerts
from openbitmap.node.console.pages.answers.page import router as answers
from openbitmap.node.console.pages.attention.page import router as attention
from openbitmap.node.console.pages.case.page import router as case
from openbitmap.node.console.pages.changes.page import router as changes
from openbitmap.node.console.pages.disclosures.page import router as disclosures
from openbitmap.node.console.pages.enter.page import router as enter
from openbitmap.node.console.pages.first.page import router as first
from openbitmap.node.console.pages.inquiries.page import router as inquiries
from openbitmap.node.console.pages.ledger.evidence import router as evidence
from openbitmap.node.console.pages.ledger.page import router as ledger
from openbitmap.node.console.pages.names.page import router as names
from openbitmap.node.console.pages.nationals.page import router as nationals
from openbitmap.node.console.pages.notices.page import router as notices
from openbitmap.node.console.pages.overview.page import router as overview
from openbitmap.node.console.pages.partners.page import router as partners
from openbitmap.node.console.pages.people.page import router as people
from openbitmap.node.console.pages.persons.page import router as persons
from openbitmap.node.console.pages.pictures.page import router as pictures
from openbitmap.node.console.pages.problem.page import problem_page
from openbitmap.node.console.pages.protection.page import router as protection
from openbitmap.node.console.pages.queue.page import router as queue
from openbitmap.node.console.pages.recalls.page import router as recalls
from openbitmap.node.console.pages.record.page import router as record
from openbitmap.node.console.pages.report.page import router as report
from openbitmap.node.console.pages.repositories.page import router as repositories
from openbitmap.node.console.pages.retention.page import router as retention
from openbitmap.node.console.pages.sign_in.page import router as sign_in
from openbitmap.node.console.pages.simulation.page import router as simulation
from openbitmap.node.console.pages.stations.page import router as stations
from openbitmap.node.console.pages.step_up.page import router as step_up
from openbitmap.node.console.pages.subscriptions.page import router as subscriptions
from openbitmap.node.console.pages.watchlists.page import router as watchlists
from openbitmap.node.console.pages.worklist.page import router as worklist
from openbitmap.node.doorway import SAFE_HEADERS, is_poll
from openbitmap.node.problems import NO_SUCH_PAGE, NODE_AT_FAULT, SIGN_IN_NEEDED, STEP_UP_NEEDED, UNFIT_FORM, Refused

HERE = Path(__file__).parent
MACHINE_DOORS = ("/v1/", "/health", "/openapi.json")

PAGES: tuple[APIRouter, ...] = (
    first,
    queue,
    record,
    sign_in,
    enter,
    step_up,
    account,
    people,
    agreements,
    partners,
    repositories,
    stations,
    alerts,
    inquiries,
    answers,
    changes,
    persons,
    subscriptions,
    watchlists,
    worklist,
    overview,
    attention,
    ledger,
    evidence,
    report,
    case,
    names,
    notices,
    protection,
    pictures,
    disclosures,
    recalls,
    nationals,
    retention,
    simulation,
)

Handler = Callable[[Request, Exception], Response]


def add_console(app: FastAPI) -> None:
    """Add the pages and their static files; machine doors keep their own addresses and answers."""
    for page in PAGES:
        app.include_router(page)
    app.state.pages = frozenset(r.path for page in PAGES for r in page.routes if isinstance(r, APIRoute))
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    _translate(app)


def _translate(app: FastAPI) -> None:
    """A refusal, an ended session, an address without a page, an unfit form and a bug of ours, each as a page where a
    person looks; to machines the doors' own translations go on."""
    app.state.machine_answers = dict(app.exception_handlers)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(SignInNeeded, _nobody)
    app.add_exception_handler(HTTPException, _missing)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_exception_handler(Exception, _at_fault)


def _to_machine(request: Request, kind: type[Exception], error: Exception) -> Response:
    answer: Handler = request.app.state.machine_answers[kind]
    return answer(request, error)


def _refused(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refused)
    if not _a_person_looks(request):
        return _to_machine(request, Refused, refusal)
    if refusal.problem is STEP_UP_NEEDED:
        return RedirectResponse(f"/step-up?next={quote(way_back(request), safe='/')}", status_code=303)
    return problem_page(request, refusal)


def _nobody(request: Request, _needed: Exception) -> Response:
    if is_poll(request):
        return Response(status_code=401, headers={"HX-Redirect": sign_in_address(request)})
    if not _a_person_looks(request):
        return _to_machine(request, Refused, Refused(SIGN_IN_NEEDED))
    return RedirectResponse(sign_in_address(request), status_code=303)


def _missing(request: Request, error: Exception) -> Response:
    if _a_person_looks(request) and isinstance(error, HTTPException) and error.status_code == 404:
        return problem_page(request, Refused(NO_SUCH_PAGE))
    return _to_machine(request, HTTPException, error)


def _unfit(request: Request, invalid: Exception) -> Response:
    assert isinstance(invalid, RequestValidationError)
    if not _a_person_looks(request):
        return _to_machine(request, RequestValidationError, invalid)
    place = ", ".join(dict.fromkeys(str(fault["loc"][-1]) for fault in invalid.errors()))
    return problem_page(request, Refused(UNFIT_FORM, place=place))


def _at_fault(request: Request, _bug: Exception) -> Response:
    """The framework writes the traceback to the role's log; the page says no more than that."""
    fault = Refused(NODE_AT_FAULT)
    response = problem_page(request, fault) if _a_person_looks(request) else _to_machine(request, Refused, fault)
    response.headers.update(SAFE_HEADERS)  # outside the middleware that sets them on every other response
    return response


def _a_person_looks(request: Request) -> bool:
    return not request.url.path.startswith(MACHINE_DOORS) and "text/html" in request.headers.get("accept", "")
