"""`openbitmap protection`: mark who is protected, end a marking with two people, read what the guard held back."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from openbitmap.node import protection
from openbitmap.node.cli.reach import As, local_database, principal
from openbitmap.node.protection import Basis, MarkingKind, ReviewState, Ruling, Wanted, Word
from openbitmap.vocabulary import EncounterId

app = typer.Typer(no_args_is_help=True, add_completion=False)
REFUGE = "they learn nothing of the person, as if there were no record; we may ask them still, but never the own state"
CHANGES = {
    MarkingKind.ASYLUM: REFUGE,
    MarkingKind.FEAR_SCREENING: REFUGE,
    MarkingKind.VICTIM: "they learn nothing of the person, as if there were no record, and are asked nothing",
    MarkingKind.MINOR: "a candidate is still told of; the rest waits for an officer, unless a clause lets minors go",
    MarkingKind.FEARED_STATE: "it learns nothing of the person, as if there were no record, and is asked nothing",
}
"""What follows of a marking, in a sentence; `protection/model.py` has the rules."""
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
            marking = protection.mark(tx, EncounterId(encounter), wanted, by=by, at=datetime.now(UTC))
    print(f"{marking}: the person of {encounter} is protected, {kind.value.replace('_', ' ')}")
    print(f"  against whom: {protection.state_of(nation) if kind is MarkingKind.FEARED_STATE else 'every partner'}")
    print(f"  what changes: {CHANGES[kind]}")
    print("  until when: until two people end it (`openbitmap protection unmark`)")


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
def decide(
    review: str,
    *,
    keep: Annotated[bool, typer.Option("--keep", help="It stays as if there were no record.")] = False,
    refer: Annotated[bool, typer.Option("--refer", help="The protection contact decides; --basis names it.")] = False,
    release: Annotated[bool, typer.Option("--release", help="This partner may learn it for this act.")] = False,
    reason: Reason,
    basis: Annotated[str, typer.Option(help="With --release the law, with --refer the contact.")] = "",
    days: Annotated[int, typer.Option(help="With --release: for so many days.", min=1)] = 7,
    person: As = None,
) -> None:
    """Decide about something that the guard held back, as a named officer."""
    if [keep, refer, release].count(True) != 1:
        raise typer.BadParameter("one of --keep, --refer and --release", param_hint="--keep/--refer/--release")
    now = datetime.now(UTC)
    state = ReviewState.KEPT if keep else ReviewState.REFERRED if refer else ReviewState.RELEASED
    ruling = Ruling(state, reason.strip(), basis.strip(), now + timedelta(days=days) if release else None)
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            protection.decide(tx, review, ruling, by=by, at=now)
    print(f"{review}: {state.value}")


@app.command()
def queue(*, person: As = None) -> None:
    """What the guard held back and waits for a person, most urgent first."""
    with local_database() as database:
        by = principal(database, person)
        with database.reading() as tx:
            waiting = protection.queue(tx, by=by)
    if not waiting:
        print("nothing that the guard held back waits for a person")
    for review in waiting:
        due = f"due {review.due_at:%Y-%m-%d %H:%M}" if review.state is protection.ReviewState.WAITING else "decided"
        why = ", ".join(r.value.replace("_", " ") for r in review.reasons)
        told = f"{review.partner} {review.act.value}  {review.encounter}  {why}  asked {review.times}x  {due}"
        print(f"{review.review}  {review.state.value}  {told}")
