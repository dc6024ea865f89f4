"""`openbitmap report`: check the report of a case, alone or against a ledger; show the certificate that signs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from openbitmap.node import reports
from openbitmap.node.cli.unreachable import Unreachable
from openbitmap.node.database import Database
from openbitmap.node.home import Home
from openbitmap.node.reports import Check, Verdict
from openbitmap.node.settings import read_settings

app = typer.Typer(no_args_is_help=True, add_completion=False)
LEDGER = "Home folder of a node that runs, or PostgreSQL URL of a ledger: also check head, root and issue there."
CERTIFICATE = "SHA-256 of the certificate that the node's authority published: also check that it is this one."


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="Report as PDF or JSON.", exists=True, dir_okay=False)],
    ledger: Annotated[str | None, typer.Option(help=LEDGER)] = None,
    certificate: Annotated[str | None, typer.Option(help=CERTIFICATE)] = None,
) -> None:
    """Check signature, content, pictures and ledger proof of FILE. Exit 0 if all hold, 1 and what fails if not."""
    data = file.read_bytes()
    verdict = reports.verify_file(data)
    if ledger:
        with _ledger(ledger) as database, database.reading() as tx:
            verdict = reports.verify_against(tx, verdict, data)
    known = _certificate_holds(verdict, certificate) if certificate else True
    console = Console()
    _print(console, verdict.checks)
    if verdict.signed and not certificate:
        console.print(f"compare the certificate with the published one: {verdict.signed.report.issue.certificate}")
    if not known:
        console.print("[bold]certificate[/]: it is not the one you named")
    if not (verdict.holds and known):
        raise typer.Exit(1)


@app.command()
def certificate() -> None:
    """Print the certificate that signs this node's reports, and its SHA-256, to be published."""
    settings = read_settings()
    if not settings.home.exists():
        raise Unreachable(f"no node was founded in {settings.home}; start one with `openbitmap node up`")
    signer = reports.signer_in(Home(settings.home).report_key, node=settings.node, at=datetime.now(UTC))
    print(f"{signer.pem}SHA-256 {signer.fingerprint}")


def _print(console: Console, checks: tuple[Check, ...]) -> None:
    table = Table(box=None, padding=(0, 1), show_header=False)
    for column in ("holds", "asked", "words"):
        table.add_column(column, overflow="fold")
    for check in checks:
        table.add_row("holds" if check.holds else "[bold]FAILS[/]", check.asked.value, check.words)
    console.print(table)


def _certificate_holds(verdict: Verdict, wanted: str) -> bool:
    plain = wanted.lower().replace(":", "").replace(" ", "")
    return verdict.signed is not None and verdict.signed.report.issue.certificate == plain


@contextmanager
def _ledger(place: str) -> Iterator[Database]:
    if place.startswith(("postgres://", "postgresql://")):
        url: str | None = place
    else:
        settings = read_settings(home=place)
        url = Home(settings.home).database_url(settings)
    if url is None:
        raise Unreachable(f"no node runs in {place}; start it with `openbitmap node up`, or give a PostgreSQL URL")
    with Database.open(url, connections=1) as database:
        yield database
