"""`openbitmap repository`: repositories outside, as configured: list them, knock at one, ask one with a file."""

import secrets
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.node import connectors
from openbitmap.node.access import Act
from openbitmap.node.cli import terminal
from openbitmap.node.cli.reach import As, local_database, principal
from openbitmap.node.cli.unreachable import Unreachable
from openbitmap.node.connectors import Claim, Consultation, Consulted, Repository, State, UnusableConfiguration
from openbitmap.node.database import Database
from openbitmap.node.equipment import Equipment
from openbitmap.node.home import Home
from openbitmap.node.problems import NO_SUCH_REPOSITORY, Refused
from openbitmap.node.settings import Settings, read_settings
from openbitmap.vocabulary import ExchangePurpose, PersonCategory

app = typer.Typer(no_args_is_help=True, add_completion=False)
LOOK_SECONDS = 0.5
NONE = "no repository is configured here; connectors.toml in the node's folder names them"

Name = Annotated[str, typer.Argument(help="Name of the repository, as in connectors.toml.")]


@app.command("list")
def list_repositories() -> None:
    """Every configured repository with its terms and gate. Exit 2 where the file cannot be used."""
    heads = ("name", "kind", "title", "clock", "a day", "asked for", "asked about", "")
    table = terminal.plain(*heads, whole=("name",))
    for r in _configured(read_settings()):
        t = r.terms
        purposes = ", ".join(sorted(p.value for p in t.gate.purposes))
        categories = ", ".join(sorted(c.value for c in t.gate.categories))
        clock = f"{t.service.total_seconds():.0f} s"
        off = "" if r.enabled else "switched off"
        table.add_row(r.name, r.kind, t.title, clock, str(t.per_day), purposes, categories, off)
    terminal.show(table, otherwise=NONE)


@app.command()
def check(name: Annotated[str, typer.Argument(help="One repository; all of them if not given.")] = "") -> None:
    """Knock: does it answer, and does it take our key? Nothing is asked, no quota is spent. Exit 1 if one does not."""
    settings = read_settings()
    chosen = [_named(settings, name)] if name else [r for r in _configured(settings) if r.enabled]
    if not chosen:
        print(NONE)
    troubled = False
    for r in chosen:
        trouble = connectors.check(r)
        troubled |= bool(trouble)
        print(f"{r.name}: {trouble or 'answers, and takes our key'} ({r.access.address})")
    if troubled:
        raise typer.Exit(1)


@app.command()
def ask(
    name: Name,
    file: Annotated[Path | None, typer.Argument(help="ANSI/NIST-ITL file with the prints.", exists=True)] = None,
    *,
    purpose: ExchangePurpose = ExchangePurpose.BORDER_CHECK,
    category: PersonCategory = PersonCategory.THIRD_COUNTRY_TRAVELLER,
    said: Annotated[str, typer.Option("--name", help="The name that the person gives.")] = "",
    document: Annotated[str, typer.Option(help="Number of a document or a national number.")] = "",
    born: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
    reference: Annotated[str, typer.Option(help="Ask for the images of this record instead.")] = "",
    wait: Annotated[float, typer.Option(help="Seconds to wait for the answer; the node goes on after them.")] = 30.0,
) -> None:
    """Ask a repository through the running node, as an inquiry of its own. Exit 1 without an answer."""
    settings = read_settings()
    repository = _named(settings, name)
    inquiry = f"cli-{secrets.token_hex(8)}"
    claim = Claim((said,) if said else (), born.date() if born else None, document=document)
    asked = Consultation(
        f"{inquiry}-{name}",
        repository.name,
        inquiry,
        purpose,
        category,
        probe=file.read_bytes() if file else b"",
        claim=claim,
        reference=reference,
    )
    with local_database() as database:
        _record(database, settings, asked)
        done = _await(database, inquiry, until=time.monotonic() + wait)
    _tell(done)
    if done.outcome.state is State.PENDING:
        raise typer.Exit(1)


@app.command()
def notices(
    name: Annotated[str, typer.Argument(help="One repository; all of them if not given.")] = "",
    *,
    most: Annotated[int, typer.Option(min=1)] = 50,
    person: As = None,
) -> None:
    """What repositories told unasked, the newest first, with its handling and the question of ours it is about."""
    table = terminal.plain("came", "repository", "kind", "record", "handling", "about", "notice", whole=("notice",))
    with local_database() as database:
        by = principal(database, person)
        by.require(Act.READ_ANSWERS)
        with database.reading() as tx:
            told = connectors.notices_newest(tx, since=datetime.min.replace(tzinfo=UTC), repository=name, most=most)
    for n in told:
        came = f"{n.received_at:%Y-%m-%d %H:%M}"
        table.add_row(
            came, n.repository, n.subject, n.reference, n.handling, n.inquiry or "no question of ours", n.notice
        )
    terminal.show(table, otherwise="no notice has come")


def _record(database: Database, settings: Settings, asked: Consultation) -> None:
    with DecoderBox() as decoder, database.transaction() as tx:
        equipment = Equipment(settings, Home(settings.home).vault(), decoder, FingerGallery())
        connectors.consult(tx, equipment, [asked], at=datetime.now(UTC))


def _await(database: Database, inquiry: str, *, until: float) -> Consulted:
    while True:
        with database.reading() as tx:
            (found,) = connectors.outcomes_of(tx, inquiry)
        if found.outcome.state is not State.PENDING or time.monotonic() >= until:
            return found
        time.sleep(LOOK_SECONDS)


def _tell(done: Consulted) -> None:
    said = done.outcome
    print(f"{done.repository}: {said.state.value}{' (late)' if done.late else ''}")
    facts = {"reason": said.reason, "reference": said.reference, "handling": said.handling}
    facts |= {"people": str(said.people or ""), "as of": said.as_of.isoformat() if said.as_of else ""}
    for word, value in facts.items():
        if value:
            print(f"  {word}: {value}")


def _configured(settings: Settings) -> tuple[Repository, ...]:
    try:
        return connectors.configured(settings)
    except UnusableConfiguration as unusable:
        raise Unreachable(str(unusable)) from None


def _named(settings: Settings, name: str) -> Repository:
    found = next((r for r in _configured(settings) if r.name == name), None)
    if found is None:
        raise Refused(NO_SUCH_REPOSITORY, name=name)
    return found
