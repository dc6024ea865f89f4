"""`openbitmap inquiry`: questions between nations, beside the node, as the person whose key is kept there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import typer

from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.node import exchange, inquiries
from openbitmap.node.access import Act, Principal
from openbitmap.node.cli import terminal
from openbitmap.node.cli.reach import As, local_database, principal
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.home import Home
from openbitmap.node.inquiries import Anew, Inquiry, InquiryState, Release, Side
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.node.settings import read_settings
from openbitmap.vocabulary import EncounterId, ExchangePurpose, FieldGroup, InquiryId, PartnerId

app = typer.Typer(no_args_is_help=True, add_completion=False)
Reason = Annotated[str, typer.Option("--reason", help="Why, in a sentence that names nobody.")]
SHOWN = 50


@dataclass(frozen=True)
class Desk:
    """One transaction in the hands of one person."""

    tx: Transaction
    by: Principal
    at: datetime


@contextmanager
def desk(person: str | None) -> Iterator[Desk]:
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            yield Desk(tx, by, datetime.now(UTC))


@app.command("list")
def list_inquiries(person: As = None, most: Annotated[int, typer.Option(min=1)] = SHOWN) -> None:
    """Questions of both sides; those that wait for our release first, then the newest."""
    table = terminal.plain("inquiry", "partner", "we are", "state", "asked", "clause", whole=("inquiry",))
    with desk(person) as at_desk:
        at_desk.by.require(Act.READ_ANSWERS)
        for one in inquiries.listed(at_desk.tx, side=None, states=(), most=most):
            asked = one.times.asked_at.strftime("%Y-%m-%d %H:%M")
            clause = one.basis.cited or _reason(one.basis.reason)
            table.add_row(one.inquiry, one.partner, one.side.value, _state(one), asked, clause)
    terminal.show(table, otherwise="no question has been asked")


@app.command()
def show(inquiry: str, person: As = None) -> None:
    """One question: what was said, by which clause, and every stage with who did it."""
    console = terminal.screen()
    with desk(person) as at_desk:
        at_desk.by.require(Act.READ_ANSWERS)
        one = inquiries.inquiry_named(at_desk.tx, InquiryId(inquiry))
        if one is None:
            raise Refused(NO_SUCH_THING, kind="inquiry", name=inquiry)
        steps = inquiries.steps_of(at_desk.tx, one.inquiry)
        lines = inquiries.lines_of(at_desk.tx, one.inquiry)
        hits = inquiries.hits_of(at_desk.tx, one.inquiry)
    console.print(f"[bold]{one.inquiry}[/] {_standing(one)}")
    said = _said(one.outcome.result.value) or "nothing yet"
    console.print(f"  said: {said}" + (f", {one.outcome.people} people searched" if one.outcome.people else ""))
    for hit in hits:
        console.print(f"  reference {hit.reference}{' (called back)' if hit.gone else ''}")
    for line in lines:
        people = f", {line.people} people" if line.people else ""
        words = _said(line.result.value) or _reason(line.reason)
        name = exchange.repository_words(line.name, "en")
        console.print(f"  {name}: {_said(line.state.value)}{f', {words}' if words else ''}{people}")
    for step in steps:
        words = f" - {_reason(step.words)}" if step.words else ""
        by = f", {step.clause}" if step.clause else ""
        actor = step.actor.removeprefix("case ")
        console.print(f"  {step.at:%Y-%m-%d %H:%M:%S} {actor}: {_said(step.stage.value)}{by}{words}")


@app.command()
def ask(
    encounter: Annotated[str, typer.Argument(help="Whom: the encounter in which the person was met.")],
    partner: Annotated[str, typer.Argument(help="Which nation to ask.")],
    *,
    reason: Reason,
    purpose: ExchangePurpose = ExchangePurpose.IDENTIFICATION,
    case: Annotated[str, typer.Option(help="Number of the case, where there is one; the partner is told a code.")] = "",
    detained: Annotated[bool, typer.Option(help="The person is detained now.")] = False,
    person: As = None,
) -> None:
    """Ask a nation about somebody met before: for another purpose, in a case, or because the question was barred. The
    clause that lets it or bars it stands on the question."""
    wanted = Anew(EncounterId(encounter), PartnerId(partner), purpose, case, reason, detained=detained)
    with desk(person) as at_desk:
        one = inquiries.ask_anew(at_desk.tx, wanted, by=at_desk.by, at=at_desk.at)
    terminal.screen().print(f"[bold]{one.inquiry}[/] {_standing(one)}")


@app.command("ask-reference")
def ask_reference(inquiry: str, reason: Reason, person: As = None) -> None:
    """Ask the answering nation for images, so that our examiners can compare."""
    with desk(person) as at_desk:
        one = inquiries.ask_reference(at_desk.tx, InquiryId(inquiry), reason, by=at_desk.by, at=at_desk.at)
    terminal.screen().print(_standing(one))


@app.command("ask-data")
def ask_data(inquiry: str, reason: Reason, person: As = None) -> None:
    """Send the justified request for personal data, once examiners attributed."""
    with desk(person) as at_desk:
        one = inquiries.ask_data(at_desk.tx, InquiryId(inquiry), reason, by=at_desk.by, at=at_desk.at)
    terminal.screen().print(_standing(one))


@app.command()
def release(
    inquiry: str,
    field: Annotated[
        list[FieldGroup] | None, typer.Option("--field", help="Group of personal data to let out.")
    ] = None,
    refuse: Annotated[str, typer.Option("--refuse", help="Refuse instead, with this reason.")] = "",
    person: As = None,
) -> None:
    """Let out what a partner asked for: images, or the named fields; or refuse with a reason it will read."""
    name = InquiryId(inquiry)
    with desk(person) as d, DecoderBox() as decoder:
        settings = read_settings()
        equipment = Equipment(settings, Home(settings.home).vault(), decoder, FingerGallery())
        one = inquiries.inquiry_named(d.tx, name)
        if refuse:
            one = inquiries.refuse_request(d.tx, name, refuse, by=d.by, at=d.at)
        elif one and one.side is Side.ANSWERER and one.state is InquiryState.DATA_ASKED:
            one = inquiries.release_data(d.tx, equipment.vault, Release(name, frozenset(field or ())), by=d.by, at=d.at)
        else:
            one = inquiries.release_reference(d.tx, equipment, name, by=d.by, at=d.at)
    terminal.screen().print(_standing(one))


def _standing(one: Inquiry) -> str:
    why = f" ({_reason(one.basis.reason)})" if one.basis.reason else ""
    clause = f", {one.basis.agreement} clause {one.basis.clause}" if one.basis.clause else ""
    return f"{one.partner}, we are the {one.side.value}: {_state(one)}{why}{clause}"


def _state(one: Inquiry) -> str:
    if one.state is InquiryState.DATA_HELD and one.side is Side.ANSWERER:
        return "data released"
    return "taken back" if one.state is InquiryState.UNDONE else _said(one.state.value)


def _reason(code: str) -> str:
    """A code in words; a person's own words as they are."""
    return exchange.reason_words(code, "en") or (_said(code) if code.isidentifier() else code)


def _said(code: str) -> str:
    return code.replace("_", " ")
