"""`openbitmap disclosure ...` and `openbitmap recall ...`: copies in other nations' hands, and calling them back."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from openbitmap.node import access, disclosures
from openbitmap.node.access import Principal
from openbitmap.node.cli.reach import local_database
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import CopyId, Demand, Reason, Recall, Scope
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.node.settings import read_settings

app = typer.Typer(no_args_is_help=True, add_completion=False)
recalls = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def _group() -> None:
    """One command so far, and more to come: keeps `list` a word of its own."""


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


@recalls.command("order")
def order(
    *,
    reason: Annotated[Reason, typer.Option(help="Why it must go.")],
    words: Annotated[str, typer.Option(help="The same in words; they travel with the recall.")],
    by: Annotated[str, typer.Option("--as", help="The supervisor's account on whose behalf it is ordered.")],
    person: Annotated[str, typer.Option(help="An encounter of the person whose copies are called back.")] = "",
    copy: Annotated[list[str] | None, typer.Option(help="A copy by its name; may be given again.")] = None,
) -> None:
    """Call copies back. One person's go at once; copies of several people wait for a second person."""
    scope = Scope(encounter=person, copies=tuple(CopyId(c) for c in copy or ()))
    within = timedelta(hours=read_settings().abroad.recall_hours)
    demand = Demand(reason, words, within=within)
    now = datetime.now(UTC)
    with local_database() as database, database.transaction() as tx:
        who = _account(tx, by)
        wanted = disclosures.copies_in(tx, scope)
        if disclosures.persons_among(tx, wanted) > 1:
            proposal = disclosures.propose_recall(tx, scope, demand, by=who, at=now)
            print(f"{proposal} waits for a second person on the page of recalls")
            return
        ordered = disclosures.order_recall(tx, scope, demand, by=who, at=now)
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


def _account(tx: Transaction, name: str) -> Principal:
    account = access.account_named(tx, name)
    if account is None or not account.active:
        raise Refused(NO_SUCH_THING, kind="account", name=name)
    return account.principal
