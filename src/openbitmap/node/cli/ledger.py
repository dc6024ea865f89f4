"""`openbitmap ledger`: verify the chain, show its head."""

from typing import Annotated

import typer
from rich.console import Console

from openbitmap.node import ledger
from openbitmap.node.cli.reach import local_database
from openbitmap.node.ledger import Head

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command()
def verify(
    anchor: Annotated[
        str | None, typer.Option(help="SEQ:HASH noted earlier; it must still stand in the chain.")
    ] = None,
) -> None:
    """Recompute the whole chain. Exit 0 if every entry stands, 1 and the exact entry if one does not."""
    console = Console()
    noted = _noted(anchor) if anchor else None
    with local_database() as database, database.reading() as tx:
        found = ledger.verify(tx, anchor=noted)
    for fault in found.faults:
        console.print(f"[bold]entry {fault.seq}[/]: {fault.what}")
    if not found.intact:
        raise typer.Exit(1)
    console.print(f"{found.entries:,} entries stand; head {found.head.seq}:{found.head.hash}", soft_wrap=True)


@app.command()
def head() -> None:
    """Print SEQ:HASH of the newest entry, to be noted elsewhere."""
    with local_database() as database, database.reading() as tx:
        newest = ledger.head(tx)
    print(f"{newest.seq}:{newest.hash}")


def _noted(anchor: str) -> Head:
    seq, _, digest = anchor.partition(":")
    if not seq.isdecimal() or not digest:
        raise typer.BadParameter(f"{anchor!r} is not SEQ:HASH; give what `openbitmap ledger head` printed")
    return Head(int(seq), digest)
