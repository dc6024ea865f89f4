"""`openbitmap protection`: mark who is protected, end a marking with two people, read what the guard held back."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from openbitmap.node import protection
from openbitmap.node.cli.reach import As, local_database, principal
from openbitmap.node.protection import Basis, MarkingKind, Wanted, Word
from openbitmap.vocabulary import EncounterId

app = typer.Typer(no_args_is_help=True, add_completion=False)
Reason = Annotated[str, typer.Option(help="Why, in words.")]


@app.callback()
def protect() -> None:
    """People of whom partners learn nothing: asylum, fear of a state, victims, minors."""


@app.command()
def mark(
    encounter: str,
    *,
    kind: MarkingKind,
    basis: Basis = Basis.STATED,
    nation: Annotated[str, typer.Option(help="The feared state, as in a passport.")] = "",
    reason: Reason,
    person: As = None,
) -> None:
    """Guard the person of an encounter from now on."""
    wanted = Wanted(kind, basis, reason, nation)
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            print(protection.mark(tx, EncounterId(encounter), wanted, by=by, at=datetime.now(UTC)))


@app.command()
def unmark(
    marking: str,
    *,
    reason: Reason,
    agree: Annotated[bool, typer.Option("--agree", help="Be the second person: it ends.")] = False,
    refuse: Annotated[bool, typer.Option("--refuse", help="Be the second person: it stays.")] = False,
    person: As = None,
) -> None:
    """Ask that a marking end; a second person agrees or refuses."""
    now = datetime.now(UTC)
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            if agree or refuse:
                protection.decide_unmark(tx, marking, Word(by.name, reason, now), by=by, agreed=agree and not refuse)
            else:
                protection.ask_unmark(tx, marking, reason, by=by, at=now)
    print("decided" if agree or refuse else "a second person must agree")


@app.command()
def queue(*, person: As = None) -> None:
    """What the guard held back and waits for a person, most urgent first."""
    with local_database() as database:
        by = principal(database, person)
        with database.reading() as tx:
            waiting = protection.queue(tx, by=by)
    for review in waiting:
        due = f"due {review.due_at:%Y-%m-%d %H:%M}" if review.state is protection.ReviewState.WAITING else "decided"
        why = ", ".join(r.value.replace("_", " ") for r in review.reasons)
        told = f"{review.partner} {review.act.value}  {review.encounter}  {why}  asked {review.times}x  {due}"
        print(f"{review.review}  {review.state.value}  {told}")
