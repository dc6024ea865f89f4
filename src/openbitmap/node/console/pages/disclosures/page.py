"""`/disclosures`: every copy in another nation's hands, by person, recipient, clause and state; from here one person's
copies are called back; above them, letters that came under a stolen key. Supervisors and auditors read; a supervisor
calls back and settles what is disputed; who is a national is said in the form of `nationals`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from pydantic import BaseModel, Field

from openbitmap.biometrics import FingerGallery
from openbitmap.instruments import FIELDS, listed
from openbitmap.node import disclosures, identities, partners, views
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.disclosures.words import WORDS
from openbitmap.node.console.pages.nationals.page import form_of
from openbitmap.node.console.pages.nationals.words import FORM
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import (
    CORRECTABLE,
    Copy,
    CopyId,
    CopyState,
    CopyTerms,
    Demand,
    Holding,
    ItemKind,
    Reason,
    Scope,
    Settlement,
    Step,
    Word,
)
from openbitmap.node.doorway import Context, Here
from openbitmap.node.equipment import Equipment
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.vocabulary import EncounterId, EnvelopeId, FieldGroup

router = APIRouter(include_in_schema=False)
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_DISCLOSURES))]
FreshOrderer = Annotated[Viewer, Depends(fresh_viewer(Act.ORDER_RECALLS))]

MOST = 200
REASONS = (Reason.WRONG_IDENTITY, Reason.WITHDRAWN, Reason.COURT_ORDER, Reason.EXPIRED)
"""What a person may order by hand; the others follow from events, or from a correction."""


@dataclass(frozen=True)
class Filter:
    """What the list shows: all of it, or one person's, one nation's, one state's."""

    person: str = ""
    partner: str = ""
    state: str = ""


@dataclass(frozen=True)
class Sheet:
    """One copy, by what right it was given, and what else was given of the person. `goes` is what a recall of the
    person would call back, `corrected` the groups of personal data that can be put right."""

    copy: Copy
    terms: CopyTerms
    person: list[Copy]
    goes: list[Copy]
    held: list[Holding]
    corrected: tuple[FieldGroup, ...] = ()
    instruments: Mapping[CopyId, str] = field(default_factory=dict)


@router.get("/disclosures")
def all_copies(
    request: Request, context: Here, viewer: Reader, person: str = "", partner: str = "", state: str = ""
) -> Response:
    return _page(request, context, viewer, wanted=Filter(person, partner, state))


@router.get("/disclosures/{copy}")
def one(request: Request, context: Here, viewer: Reader, copy: CopyId) -> Response:
    return _page(request, context, viewer, chosen=copy)


@router.post("/disclosures/disputes/{envelope}")
def settle_dispute(
    context: Here,
    viewer: FreshOrderer,
    envelope: EnvelopeId,
    outcome: Annotated[Settlement, Form()],
    words: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    """What came in a letter under a stolen key: the partner wrote it, or it goes."""
    equipment = Equipment(context.settings, context.vault, context.decoder, FingerGallery())
    with context.database.transaction() as tx:
        word, now = Word(envelope, outcome, words), datetime.now(UTC)
        disclosures.settle_dispute(tx, equipment, word, by=viewer.principal, at=now)
    return done("/disclosures")


@router.post("/disclosures/{copy}/recall")
def call_back(
    context: Here,
    viewer: FreshOrderer,
    copy: CopyId,
    reason: Annotated[Reason, Form()],
    words: Annotated[str, Form(max_length=2_000)] = "",
    whole: Annotated[bool, Form()] = False,
) -> Response:
    """This copy, or every copy of the person."""
    now = datetime.now(UTC)
    within = timedelta(hours=context.settings.abroad.recall_hours)
    with context.database.transaction() as tx:
        found = _copy(tx, copy)
        scope = Scope(encounter=found.encounter) if whole and found.encounter else Scope(copies=(copy,))
        demand = Demand(reason, words, within=within)
        ordered = disclosures.order_recall(tx, scope, demand, by=viewer.principal, at=now)
    return done(f"/recalls/{ordered[0]}")


class Right(BaseModel):
    """What stands right, group by group as it was typed, several names or documents a line each, and why."""

    names: str = ""
    birth: str = ""
    nationality: str = ""
    documents: str = ""
    words: str = Field("", max_length=2_000)


@router.post("/disclosures/{copy}/correct")
def correct(context: Here, viewer: FreshOrderer, copy: CopyId, right: Annotated[Right, Form()]) -> Response:
    """Every nation that was given these groups of the person puts the new words in the place of the old."""
    now = datetime.now(UTC)
    typed = {group: getattr(right, group.value).splitlines() for group in CORRECTABLE}
    correction = disclosures.correction_of(typed)
    within = timedelta(hours=context.settings.abroad.recall_hours)
    demand = Demand(Reason.CORRECTED, right.words, within=within, correction=correction)
    with context.database.transaction() as tx:
        found = _copy(tx, copy)
        scope = Scope(encounter=found.encounter) if found.encounter else Scope(copies=(copy,))
        ordered = disclosures.order_recall(tx, scope, demand, by=viewer.principal, at=now)
    return done(f"/recalls/{ordered[0]}")


def _page(
    request: Request, context: Context, viewer: Viewer, *, chosen: CopyId | None = None, wanted: Filter | None = None
) -> Response:
    wanted = wanted or Filter()
    with context.database.reading() as tx:
        lines = _filtered(tx, wanted)
        sheet = _sheet(tx, chosen) if chosen else None
        instruments = views.copy_instruments(tx, [c.copy for c in lines])
        nations = [p.partner for p in partners.all_partners(tx)]
        disputed = [d for d in disclosures.disputes(tx) if d.outcome is Settlement.OPEN]
        about = _about(sheet) if sheet else ""
        form = form_of(tx, about, context.settings) if about else {}
    return show(
        request,
        viewer,
        Page("pages/disclosures/page.html", {**WORDS, **FORM}),
        **form,
        lines=lines,
        instruments=instruments,
        out=[c for c in lines if disclosures.next_state(c.state, Step.RECALL)],
        sheet=sheet,
        disputed=disputed,
        wanted=wanted,
        partners=sorted({*nations, *(c.partner for c in lines)}),
        fields_said=lambda named: _fields(named, viewer.language),
        states=list(CopyState),
        reasons=REASONS,
        may_order=viewer.principal.may(Act.ORDER_RECALLS),
        due=datetime.now(UTC) + timedelta(hours=context.settings.abroad.recall_hours),
    )


def _about(sheet: Sheet) -> str:
    """By what the person can be named."""
    return sheet.copy.encounter or sheet.copy.entry or sheet.terms.holding


def _fields(named: Iterable[str], language: str) -> str:
    chosen = [f for f in FieldGroup if f.value in set(named)]
    return listed(chosen, FIELDS, "en" if language == "en" else "es")


def _filtered(tx: Transaction, wanted: Filter) -> list[Copy]:
    if wanted.person:
        known = identities.alike(tx, [EncounterId(wanted.person)]).get(EncounterId(wanted.person), frozenset())
        found = disclosures.copies_about(tx, sorted(known))
    else:
        found = disclosures.copies_newest(tx, most=MOST)
    kept = [c for c in found if wanted.partner in ("", c.partner)]
    return [c for c in kept if wanted.state in ("", c.state.value)]


def _sheet(tx: Transaction, chosen: CopyId) -> Sheet:
    copy = _copy(tx, chosen)
    terms = disclosures.terms_of(tx, chosen)
    if terms is None:
        raise Refused(NO_SUCH_THING, kind="copy", name=chosen)
    person = disclosures.copies_in(tx, Scope(encounter=copy.encounter)) if copy.encounter else [copy]
    goes = [c for c in person if disclosures.next_state(c.state, Step.RECALL)]
    held = disclosures.holdings_about(tx, terms.members)
    return Sheet(
        copy, terms, person, goes, held,
        corrected=_corrected(copy, terms), instruments=views.copy_instruments(tx, [c.copy for c in (*person, *goes)]),
    )  # fmt: skip


def _corrected(copy: Copy, terms: CopyTerms) -> tuple[FieldGroup, ...]:
    is_out = copy.kind is ItemKind.DATA and disclosures.next_state(copy.state, Step.RECALL) is not None
    return tuple(group for group in CORRECTABLE if is_out and group.value in terms.fields)


def _copy(tx: Transaction, copy: CopyId) -> Copy:
    found = disclosures.copies_named(tx, [copy])
    if not found:
        raise Refused(NO_SUCH_THING, kind="copy", name=copy)
    return found[0]
