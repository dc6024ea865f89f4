"""`/inquiries`: questions between nations; `/inquiries/{inquiry}`: one, stage by stage, and what a person may do now;
a question to a partner about somebody met before.

An examiner sees those alone that people have decided: before, knowing where a candidate comes from would be a word in
the ear.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from pydantic import BaseModel, Field

from openbitmap.biometrics import FingerGallery
from openbitmap.node import exchange, inquiries
from openbitmap.node.access import Act, Principal
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.inquiries.words import WORDS
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Context, Here
from openbitmap.node.equipment import Equipment
from openbitmap.node.inquiries import Anew, FishingAlarm, Hit, Inquiry, InquiryState, Line, Offer, Prospect, Side, Step
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.vocabulary import EncounterId, ExchangeAct, ExchangePurpose, FieldGroup, InquiryId, PartnerId

router = APIRouter(include_in_schema=False)
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_INQUIRIES))]
FreshAsker = Annotated[Viewer, Depends(fresh_viewer(Act.ASK_ABROAD))]
FreshReleaser = Annotated[Viewer, Depends(fresh_viewer(Act.RELEASE_ABROAD))]
Words = Annotated[str, Form(max_length=2000)]

SHOWN = 200
ALARMS_SHOWN = timedelta(days=2)
DECIDED = (InquiryState.ATTRIBUTED, InquiryState.DATA_ASKED, InquiryState.DATA_REFUSED, InquiryState.DATA_HELD)
ASKS = {"ask_reference": ExchangeAct.REFERENCE, "ask_data": ExchangeAct.DATA}
"""The forms by which more is asked of a partner."""
WAITING = frozenset({InquiryState.REFERENCE_ASKED, InquiryState.DATA_ASKED})
ICONS: dict[InquiryState, tuple[str, str]] = {
    InquiryState.PLANNED: ("neutral", "hourglass"),
    InquiryState.BARRED: ("neutral", "circle-x"),
    InquiryState.ASKED: ("neutral", "hourglass"),
    InquiryState.TIMED_OUT: ("attention", "timer"),
    InquiryState.REFUSED: ("attention", "circle-x"),
    InquiryState.NO_HIT: ("neutral", "circle"),
    InquiryState.HIT: ("attention", "hand"),
    InquiryState.REFERENCE_ASKED: ("attention", "inbox"),
    InquiryState.REFERENCE_REFUSED: ("attention", "circle-x"),
    InquiryState.COMPARING: ("neutral", "eye"),
    InquiryState.ATTRIBUTED: ("attention", "user-check"),
    InquiryState.NOT_ATTRIBUTED: ("neutral", "circle"),
    InquiryState.DATA_ASKED: ("attention", "inbox"),
    InquiryState.DATA_REFUSED: ("attention", "circle-x"),
    InquiryState.DATA_HELD: ("neutral", "check"),
    InquiryState.UNDONE: ("neutral", "rotate-ccw"),
}


class AskedAnew(BaseModel):
    """The form by which a person asks about somebody met before."""

    encounter: str = Field(max_length=80)
    partner: str = Field(max_length=80)
    purpose: ExchangePurpose
    case: str = Field("", max_length=inquiries.LONGEST_NUMBER)
    words: str = Field("", max_length=2000)
    detained: bool = False


@dataclass(frozen=True)
class Sheet:
    """One question with its story, and what this viewer may do to it now."""

    one: Inquiry
    partner: str
    steps: Sequence[Step]
    lines: Sequence[Line]
    hits: Sequence[Hit]
    acts: frozenset[str]
    offer: Offer | None
    prospect: Prospect | None
    held: Mapping[str, object]


@router.get("/inquiries")
def all_inquiries(request: Request, context: Here, viewer: Reader, about: str = "") -> Response:
    return _page(request, context, viewer, about=about[:80])


@router.post("/inquiries")
def ask_anew(context: Here, viewer: FreshAsker, asked: Annotated[AskedAnew, Form()]) -> Response:
    wanted = Anew(
        EncounterId(asked.encounter.strip()),
        PartnerId(asked.partner),
        asked.purpose,
        asked.case,
        asked.words,
        detained=asked.detained,
    )
    with context.database.transaction() as tx:
        made = inquiries.ask_anew(tx, wanted, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/inquiries/{made.inquiry}")


@router.get("/inquiries/{inquiry}")
def one_inquiry(request: Request, context: Here, viewer: Reader, inquiry: InquiryId) -> Response:
    return _page(request, context, viewer, chosen=inquiry)


@router.post("/inquiries/{inquiry}/reference")
def ask_reference(context: Here, viewer: FreshAsker, inquiry: InquiryId, words: Words = "") -> Response:
    with context.database.transaction() as tx:
        inquiries.ask_reference(tx, inquiry, words, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/inquiries/{inquiry}")


@router.post("/inquiries/{inquiry}/data")
def ask_data(context: Here, viewer: FreshAsker, inquiry: InquiryId, words: Words = "") -> Response:
    with context.database.transaction() as tx:
        inquiries.ask_data(tx, inquiry, words, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/inquiries/{inquiry}")


@router.post("/inquiries/{inquiry}/release-reference")
def release_reference(context: Here, viewer: FreshReleaser, inquiry: InquiryId) -> Response:
    equipment = Equipment(context.settings, context.vault, context.decoder, FingerGallery())
    with context.database.transaction() as tx:
        inquiries.release_reference(tx, equipment, inquiry, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/inquiries/{inquiry}")


@router.post("/inquiries/{inquiry}/release-data")
def release_data(
    context: Here,
    viewer: FreshReleaser,
    inquiry: InquiryId,
    fields: Annotated[list[FieldGroup], Form()] = [],  # noqa: B006  # FastAPI copies it
) -> Response:
    with context.database.transaction() as tx:
        release = inquiries.Release(inquiry, frozenset(fields))
        inquiries.release_data(tx, context.vault, release, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/inquiries/{inquiry}")


@router.post("/inquiries/{inquiry}/refuse")
def refuse(context: Here, viewer: FreshReleaser, inquiry: InquiryId, words: Words = "") -> Response:
    with context.database.transaction() as tx:
        inquiries.refuse_request(tx, inquiry, words, by=viewer.principal, at=datetime.now(UTC))
    return done(f"/inquiries/{inquiry}")


def _page(
    request: Request, context: Context, viewer: Viewer, *, chosen: InquiryId | None = None, about: str = ""
) -> Response:
    now, by = datetime.now(UTC), viewer.principal
    with context.database.reading() as tx:
        found = _listed(tx, by)
        titles = {one.partner: inquiries.title_of(tx, one.partner) for one in found}
        sheet = _sheet(tx, context, chosen, by=by, now=now) if chosen else None
        alarms = _alarms(tx, by, now=now)
        asked = inquiries.partners_to_ask(tx) if by.may(Act.ASK_ABROAD) else []
        titles |= {partner: inquiries.title_of(tx, partner) for partner in asked}
        titles |= {a.partner: inquiries.title_of(tx, a.partner) for a in alarms}
    language = "es" if viewer.language == "pt" else viewer.language  # as cards do
    waiting = [one for one in found if one.side is Side.ANSWERER and one.state in WAITING]
    return show(
        request,
        viewer,
        Page("pages/inquiries/page.html", WORDS),
        waiting=waiting,
        lines=[one for one in found if one not in waiting],
        sheet=sheet,
        titles=titles,
        icons=ICONS,
        alarms=alarms,
        to_ask=asked,
        about=about or (sheet.one.about.encounter if sheet else ""),
        purposes=list(ExchangePurpose),
        known=_known,
        coded=_coded,
        repository=lambda name: exchange.repository_words(name, language),
        why=lambda code: exchange.reason_words(code, language),
        number=lambda count: exchange.number(count, language),
        may_open_answer=by.may(Act.READ_ANSWERS),
    )


def _known(*keys: str) -> str:
    """The first of these keys that the page has words for."""
    return next(key for key in keys if key in WORDS)


def _coded(words: Mapping[str, str], prefix: str, code: str) -> str:
    """A code in words; a partner's own words, or a code newer than this page, as they are."""
    return words[prefix + code] if prefix + code in WORDS else code


def _listed(tx: Transaction, by: Principal) -> list[Inquiry]:
    states = () if by.may(Act.READ_ANSWERS) else DECIDED
    return inquiries.listed(tx, side=None if by.may(Act.READ_ANSWERS) else Side.ASKER, states=states, most=SHOWN)


def _alarms(tx: Transaction, by: Principal, *, now: datetime) -> list[FishingAlarm]:
    return inquiries.alarms(tx, since=now - ALARMS_SHOWN) if by.may(Act.READ_ALERTS) else []


def _sheet(tx: Transaction, context: Context, chosen: InquiryId, *, by: Principal, now: datetime) -> Sheet:
    one = inquiries.inquiry_named(tx, chosen)
    hidden = one is not None and not by.may(Act.READ_ANSWERS) and (one.side, one.state in DECIDED) != (Side.ASKER, True)
    if one is None or hidden:
        raise Refused(NO_SUCH_THING, kind="inquiry", name=chosen)
    acts = _acts(one, by)
    asks = next((act for name, act in ASKS.items() if name in acts), None)
    prospect = inquiries.prospect_of(tx, one, asks, at=now) if asks else None
    return Sheet(
        one,
        inquiries.title_of(tx, one.partner),
        inquiries.steps_of(tx, chosen),
        inquiries.lines_of(tx, chosen),
        hits=inquiries.hits_of(tx, chosen),
        acts=acts if prospect is None or prospect.galleries else acts - ASKS.keys(),
        prospect=prospect,
        offer=inquiries.offer_of(tx, context.vault, chosen, by=by, at=now) if "release_data" in acts else None,
        held=inquiries.data_held(tx, context.vault, chosen, by=by) if by.may(Act.ASK_ABROAD) else {},
    )


def _acts(one: Inquiry, by: Principal) -> frozenset[str]:
    """What may be done now, as the names of the forms."""
    asks, releases = by.may(Act.ASK_ABROAD), by.may(Act.RELEASE_ABROAD)
    asker = one.side is Side.ASKER
    possible = {
        "ask_reference": asker and asks and one.state in (InquiryState.HIT, InquiryState.REFERENCE_REFUSED),
        "ask_data": asker and asks and one.state in (InquiryState.ATTRIBUTED, InquiryState.DATA_REFUSED),
        "release_reference": not asker and releases and one.state is InquiryState.REFERENCE_ASKED,
        "release_data": not asker and releases and one.state is InquiryState.DATA_ASKED,
        "refuse": not asker and releases and one.state in WAITING,
    }
    return frozenset(name for name, may in possible.items() if may)
