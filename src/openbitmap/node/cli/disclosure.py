"""`openbitmap disclosure ...` and `openbitmap recall ...`: copies in other nations' hands and calling them back; what
is held of theirs, kept for a purpose or let go on with its owner's consent."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from openbitmap.node import disclosures
from openbitmap.node.cli.reach import As, local_database, principal
from openbitmap.node.disclosures import CopyId, Demand, Ground, HoldingId, Reason, Recall, Scope
from openbitmap.node.settings import read_settings
from openbitmap.vocabulary import ExchangePurpose, PartnerId

app = typer.Typer(no_args_is_help=True, add_completion=False)
recalls = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def _group() -> None:
    """Copies in other nations' hands, and what is held of theirs."""


@app.command("list")
def list_copies(
    person: Annotated[str, typer.Option(help="An encounter of the person; every copy of its person is listed.")] = "",
) -> None:
    """Every copy of a person, or the newest copies of all."""
    with local_database() as database, database.reading() as tx:
        found = disclosures.copies_in(tx, Scope(encounter=person)) if person else disclosures.copies_newest(tx)
        terms = {c.copy: disclosures.terms_of(tx, c.copy) for c in found}
    table = _table("copy", "to", "what", "agreement", "clause", "given", "state")
    for c in found:
        by = terms[c.copy]
        cited = f"{by.agreement} v{by.version}" if by else ""
        when = f"{c.disclosed_at:%Y-%m-%d %H:%M}"
        table.add_row(c.copy, c.partner, c.kind.value, cited, c.clause, when, c.state.value)
    Console().print(table)


@app.command("held")
def list_held(partner: str) -> None:
    """What a partner gave and this node holds or held, the newest first."""
    with local_database() as database, database.reading() as tx:
        found = disclosures.holdings_of(tx, PartnerId(partner))
    table = _table("holding", "what", "reference", "clause", "kept", "until", "state")
    table.columns[0].no_wrap = True  # it is what the next command asks for
    for h in found:
        times = (f"{h.kept_at:%Y-%m-%d %H:%M}", f"{h.retain_until:%Y-%m-%d}")
        table.add_row(h.holding, h.kind.value, h.reference, h.clause, *times, h.state.value)
    Console().print(table)


@app.command()
def retain(
    holding: str,
    *,
    purpose: Annotated[ExchangePurpose, typer.Option(help="What it is kept for.")],
    basis: Annotated[str, typer.Option(help="By which law, in words; a recall's receipt repeats it.")],
    person: As = None,
) -> None:
    """Keep what a partner gave although its term ends or its giver found a national, for a stated purpose."""
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            ground = Ground(purpose, basis)
            disclosures.retain_for(tx, HoldingId(holding), ground, by=by, at=datetime.now(UTC))
    print(f"{holding} is kept for {purpose.value.replace('_', ' ')}")


@app.command()
def consent(
    holding: str,
    *,
    to: Annotated[str, typer.Option(help="The third nation's node.")],
    basis: Annotated[str, typer.Option(help="What the owner's consent rests on: a letter, an act.")],
    person: As = None,
) -> None:
    """Note that its owner lets a third nation have what it gave; without this nothing goes on."""
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            disclosures.note_consent(tx, HoldingId(holding), (PartnerId(to), basis), by=by, at=datetime.now(UTC))
    print(f"{holding} may go on to {to}")


@recalls.command("order")
def order(
    *,
    reason: Annotated[Reason, typer.Option(help="Why it must go.")],
    words: Annotated[str, typer.Option(help="The same in words; they travel with the recall.")],
    person: Annotated[str, typer.Option(help="An encounter of the person whose copies are called back.")] = "",
    copy: Annotated[list[str] | None, typer.Option(help="A copy by its name; may be given again.")] = None,
    as_person: As = None,
) -> None:
    """Call copies back. One person's go at once; copies of several people wait for a second person."""
    scope = Scope(encounter=person, copies=tuple(CopyId(c) for c in copy or ()))
    within = timedelta(hours=read_settings().abroad.recall_hours)
    demand = Demand(reason, words, within=within)
    now = datetime.now(UTC)
    with local_database() as database:
        by = principal(database, as_person)
        with database.transaction() as tx:
            if disclosures.persons_among(tx, disclosures.copies_in(tx, scope)) > 1:
                proposal = disclosures.propose_recall(tx, scope, demand, by=by, at=now)
                print(f"{proposal} waits for a second person on the page of recalls")
                return
            ordered = disclosures.order_recall(tx, scope, demand, by=by, at=now)
            made = [r for name in ordered if (r := disclosures.recall_named(tx, name))]
    _print(made)


@recalls.command("list")
def list_recalls() -> None:
    """Our recalls, those that wait first."""
    with local_database() as database, database.reading() as tx:
        found = disclosures.recalls(tx)
    _print(found)


@recalls.command("overdue")
def overdue() -> None:
    """Recalls whose deadline has passed without a complete receipt; exit 1 where there is one."""
    with local_database() as database, database.reading() as tx:
        found = disclosures.overdue(tx, datetime.now(UTC))
    _print(found)
    raise typer.Exit(1 if found else 0)


def _print(found: Sequence[Recall]) -> None:
    table = _table("recall", "from", "reason", "ordered", "due", "state", "outstanding")
    for r in found:
        times = (f"{r.ordered_at:%Y-%m-%d %H:%M}", f"{r.due_at:%Y-%m-%d %H:%M}")
        table.add_row(r.recall, r.partner, r.reason.value, *times, r.state.value, ", ".join(r.outstanding))
    Console().print(table)


def _table(*headings: str) -> Table:
    table = Table(box=None, padding=(0, 1), header_style="bright_black")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
