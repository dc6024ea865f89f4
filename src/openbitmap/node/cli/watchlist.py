"""`openbitmap watchlist import`: a list that comes as files; first what would change, with --apply the nominations."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from openbitmap.node import watchlists
from openbitmap.node.cli import terminal
from openbitmap.node.cli.reach import As, local_database, principal
from openbitmap.node.home import Home
from openbitmap.node.problems import UNREADABLE_IMPORT, Refused
from openbitmap.node.settings import read_settings
from openbitmap.node.watchlists import (
    Batch,
    Category,
    Claim,
    Defaults,
    Evidence,
    Format,
    Grounds,
    Handling,
    Instructions,
    Preview,
    Reliability,
    RowChange,
    Standard,
)

app = typer.Typer(no_args_is_help=True, add_completion=False)
SHOWN = 40


@app.callback()
def watchlist() -> None:
    """Entries of the node's watchlists."""


@app.command("import")
def import_list(
    files: list[Path],
    *,
    on_list: Annotated[str, typer.Option("--list", help="The watchlist or list of wanted people.")],
    form: Annotated[Format, typer.Option("--format", help="csv, ftm (FollowTheMoney) or ebts.")] = Format.CSV,
    originator: Annotated[str, typer.Option(help="Who asks for these entries.")] = "",
    category: Category = Category.WANTED,
    evidence: Evidence = Evidence.ALLEGATION,
    statement: Annotated[str, typer.Option(help="What is claimed, where a row says nothing itself.")] = "",
    source: Annotated[str, typer.Option(help="Who claims it.")] = "",
    reliability: Reliability = Reliability.NOT_JUDGED,
    legal_basis: str = "",
    standard: Standard = Standard.REASONABLE_SUSPICION,
    handling: Handling = Handling.REFER,
    contact: Annotated[str, typer.Option(help="Whom to call.")] = "",
    apply: Annotated[bool, typer.Option("--apply", help="Nominate; without it nothing is done.")] = False,
    person: As = None,
) -> None:
    """Show what the files would change, and with --apply nominate it in your name; another person approves."""
    claim = Claim(evidence, source, reliability, statement)
    grounds = Grounds(category, (claim,), legal_basis, standard)
    defaults = Defaults(on_list, originator, grounds, Instructions(handling, contact))
    batch = Batch(form, tuple(_bytes_of(path) for path in files), defaults)
    now = datetime.now(UTC)
    vault = Home(read_settings().home).vault()
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            seen = watchlists.preview(tx, batch, by=by, at=now)
        _show(seen)
        if apply:
            done = watchlists.apply_import(database.transaction, batch, vault, by=by, at=now)
            print(f"import {done.batch}: {done.added} new and {done.changed} changed are nominated by {done.importer}")
        elif not seen.done:
            print("nothing was done; add --apply to nominate")


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as trouble:
        raise Refused(UNREADABLE_IMPORT, why=f"{path}: {trouble.strerror}") from None


def _show(seen: Preview) -> None:
    """What needs a look, then the counts."""
    table = terminal.plain("row", "change", "name", "why", whole=("row",))
    odd = [row for row in seen.rows if row.change in (RowChange.REFUSED, RowChange.CHANGED)]
    for row in odd[:SHOWN]:
        name = row.row.nomination.subject.asserted.name if row.row.nomination else ""
        why = [f"{f.field} {f.reason.value.replace('_', ' ')} {f.value[:60]}".strip() for f in row.faults]
        why += [f"differs in {', '.join(row.differs)}"] if row.differs else []
        table.add_row(str(row.row.number), row.change.value, name, "; ".join(why))
    if odd:
        terminal.show(table)
    if len(odd) > SHOWN:
        print(f"and {len(odd) - SHOWN} more; the page /watchlists/import shows them all")
    print(", ".join(f"{seen.count(change)} {change.value}" for change in RowChange))
    if seen.done:
        print(f"these files are import {seen.done.batch} of {seen.done.imported_at:%Y-%m-%d} already")
