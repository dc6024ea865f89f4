"""`openbitmap retention ...`: what must be forgotten, planned and carried out beside the node."""

import json
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.node import retention
from openbitmap.node.cli import terminal
from openbitmap.node.cli.reach import As, local_database, principal
from openbitmap.node.database import Database
from openbitmap.node.equipment import Equipment
from openbitmap.node.home import Home
from openbitmap.node.settings import read_settings

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command()
def plan(*, person: As = None) -> None:
    """Freeze the list of what its time is over for; it lies open for objection before anything goes."""
    with local_database() as database:
        by, now = principal(database, person), _look_at_clock(database)
        with database.transaction() as tx:
            made = retention.plan(tx, retention.rules_of(read_settings()), at=now, by=by)
            waiting = made or next((r for r in retention.runs(tx) if r.done_at is None), None)
    if waiting is None:
        print("nothing is over")
        return
    after = f"{waiting.do_after:%Y-%m-%d %H:%M}"
    print(f"{waiting.run}: {waiting.lines} things, open for objection until {after} UTC; ceiling {waiting.ceiling}")


@app.command()
def show(run: str) -> None:
    """The lines of a plan by their numbers, as `hold` and `release` want them."""
    with local_database() as database, database.reading() as tx:
        lines = retention.lines_of(tx, run)
    table = terminal.plain("line", "thing", "instrument", "ended", "state", "words", whole=("line", "thing"))
    for line in lines:
        due = (line.due.name, line.due.agreement, f"{line.due.due_at:%Y-%m-%d}")
        table.add_row(str(line.number), *due, line.state.value, line.words)
    terminal.show(table, otherwise=f"there is no plan {run}")


@app.command()
def hold(
    run: str, line: int, *, reason: Annotated[str, typer.Option(help="Why it must stay.")], person: As = None
) -> None:
    """Object to one line of a plan: it does not go, and a giver that calls it back reads why."""
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            retention.hold_line(tx, run, line, words=reason, by=by)
    print(f"line {line} of {run} stays until it is let go (`openbitmap retention release`)")


@app.command()
def release(run: str, line: int, *, person: As = None) -> None:
    """Take an objection back: the thing may come on a list again."""
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            retention.let_line_go(tx, run, line, by=by)
    print(f"line {line} of {run} may go")


@app.command()
def approve(run: str, *, person: As = None) -> None:
    """Be one of the two people whom a plan above its ceiling needs, after reading its list."""
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            count = retention.approve(tx, run, by=by, at=datetime.now(UTC))
    print(f"{run}: {count} of {retention.APPROVALS} people")


@app.command("confirm-clock")
def confirm_clock(*, reason: Annotated[str, typer.Option(help="How you know.")], person: As = None) -> None:
    """Say that the clock is right now: what time alone does, which rests since it jumped, goes on."""
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            retention.confirm_clock(tx, reason, by=by, at=datetime.now(UTC))
    print("the clock is believed again")


@app.command("run")
def carry_out(*, person: As = None) -> None:
    """Carry the waiting plan out now that its days are over, and print the certificate."""
    settings = read_settings()
    with DecoderBox() as decoder, local_database() as database:
        by, now = principal(database, person), _look_at_clock(database)
        equipment = Equipment(settings, Home(settings.home).vault(), decoder, FingerGallery())
        with database.transaction() as tx:
            done = retention.carry_out(tx, equipment, at=now, by=by)
            certificate = retention.certificate_of(tx, done.run) if done else None
    print(json.dumps(certificate, indent=2) if certificate else "no plan waits")


@app.command()
def calendar(days: Annotated[int, typer.Option(min=1, help="How many days ahead.")] = 90) -> None:
    """What ends in the next days, by instrument and category."""
    now = datetime.now(UTC)
    with local_database() as database, database.reading() as tx:
        rules = retention.rules_of(read_settings())
        found = retention.calendar(tx, rules, at=now, until=now + timedelta(days=days))
    table = terminal.plain("ends", "instrument", "category", "thing", whole=("ends", "thing"))
    for due in found:
        table.add_row(f"{due.due_at:%Y-%m-%d}", due.agreement, due.category, due.name)
    terminal.show(table, otherwise="nothing ends in these days")


def _look_at_clock(database: Database) -> datetime:
    """What the clock says; where it jumped while no process of the node looked, that is noted first."""
    now = datetime.now(UTC)
    with database.transaction() as tx:
        retention.believes(tx, at=now, first=True)
    return now
