"""`openbitmap notice`: watches that cross a border and what they led to; share one, end one, set a leg of a route."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.node import notices
from openbitmap.node.cli.reach import As, local_database, principal
from openbitmap.node.equipment import Equipment
from openbitmap.node.home import Home
from openbitmap.node.notices import Leg, Sharing
from openbitmap.node.settings import read_settings
from openbitmap.vocabulary import ExchangePurpose, PartnerId, StationId

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def notice() -> None:
    """Alerts across borders."""


@app.command("list")
def list_all(*, person: As = None) -> None:
    """Watches, then the notices they led to."""
    with local_database() as database:
        by = principal(database, person)
        with database.reading() as tx:
            watches, told = notices.watches_for(tx, by=by), notices.notices_for(tx, by=by)
            kept = {n.notice: found for n in told if (found := notices.outcome_kept(tx, n.notice, by=by))}
    for watch in watches:
        side = "asked of" if watch.side is notices.Side.GIVEN else "asked by"
        what = f"{watch.kind.value} {watch.subject.entry or watch.subject.reference}"
        print(f"{watch.watch}  {watch.state.value}  {side} {watch.partner}  {what}  until {watch.terms.until:%Y-%m-%d}")
    for told_one in told:
        came = told_one.outcome or "outcome not known"
        if told_one.notice in kept:
            why = kept[told_one.notice]
            came = f"{why.outcome} not told: {why.reason} {why.clause}".rstrip()
        print(f"{told_one.notice}  {told_one.state.value}  {told_one.partner}  for {told_one.watch}  {came}")


@app.command()
def share(
    *,
    partner: str,
    reason: Annotated[str, typer.Option(help="Why, in words.")],
    entry: Annotated[str, typer.Option(help="An entry of our list.")] = "",
    reference: Annotated[str, typer.Option(help="Or a reference that both nations know.")] = "",
    purpose: ExchangePurpose = ExchangePurpose.SERIOUS_CRIME,
    days: Annotated[int, typer.Option(help="At most so long; a clause may end it sooner.", min=1, max=365)] = 90,
    person: As = None,
) -> None:
    """Ask a partner to watch, under the agreement in force."""
    now = datetime.now(UTC)
    sharing = Sharing(
        PartnerId(partner), purpose, reason, until=now + timedelta(days=days), entry=entry, reference=reference
    )
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            made = notices.share(tx, _equipment(), sharing, by=by, at=now)
    print(f"{made.watch} until {made.terms.until:%Y-%m-%d} under {made.terms.clause}")


@app.command()
def accept(watch: str, *, person: As = None) -> None:
    """Take a partner's watch on, as a watch officer: its person is looked out for from now on, discreetly."""
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            taken = notices.accept(tx, _equipment(), watch, by=by, at=datetime.now(UTC))
    print(f"{watch} is {taken.state.value} until {taken.terms.until:%Y-%m-%d}")


@app.command()
def decline(watch: str, *, reason: Annotated[str, typer.Option(help="Why, in words.")], person: As = None) -> None:
    """Say no to a partner's watch; the partner is told."""
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            notices.decline(tx, watch, reason, by=by, at=datetime.now(UTC))
    print(f"{watch} is declined; the partner is told")


@app.command()
def release(
    told: Annotated[str, typer.Argument(metavar="NOTICE", help="A notice that waits for an officer.")],
    *,
    person: As = None,
) -> None:
    """Let a notice go that its clause puts before an officer."""
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            state = notices.release(tx, told, by=by, at=datetime.now(UTC))
    print(f"{told} is {state.value}")


@app.command()
def end(watch: str, *, reason: Annotated[str, typer.Option(help="Why, in words.")], person: As = None) -> None:
    """End a watch at both nations."""
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            notices.end(tx, watch, reason, by=by, at=datetime.now(UTC))
    print(f"{watch} has ended; the partner is told")


@app.command()
def route(
    station: str,
    ahead: str,
    *,
    hours: Annotated[int, typer.Option(help="The longest it takes; 0 removes the leg.", min=0)],
    person: As = None,
) -> None:
    """From one post people reach the next within so many hours."""
    leg = Leg(StationId(station), StationId(ahead), timedelta(hours=hours))
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            notices.set_leg(tx, leg, by=by)
            known = notices.legs(tx)
    for one in known:
        print(f"{one.station} -> {one.ahead}  within {one.dwell / timedelta(hours=1):.0f} h")


def _equipment() -> Equipment:
    settings = read_settings()
    return Equipment(settings, Home(settings.home).vault(), DecoderBox(), FingerGallery())
