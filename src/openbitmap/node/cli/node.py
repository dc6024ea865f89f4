"""`openbitmap node`: run it, see its settings and state, enrol stations, hand out keys."""

import signal
import threading
from datetime import UTC, datetime
from typing import Annotated

import typer

from openbitmap.node import access, identities, views, work
from openbitmap.node.access import Principal, Station
from openbitmap.node.cli import people, terminal
from openbitmap.node.cli.people import CONSOLE
from openbitmap.node.cli.reach import local_database
from openbitmap.node.cli.unreachable import Unreachable
from openbitmap.node.database import MigrationRefused, ServerRefused
from openbitmap.node.home import Home
from openbitmap.node.identities import Gallery, Place
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.node.running import NodeRefused, RunningNode, run_role
from openbitmap.node.running import Role as ProcessRole
from openbitmap.node.settings import SECRETS, SETTINGS, read_settings
from openbitmap.vocabulary import GalleryKind, Language, StationId

app = typer.Typer(no_args_is_help=True, add_completion=False)
app.add_typer(people.app)


@app.command()
def up() -> None:
    """Start the node in its home folder and keep it running until Ctrl-C."""
    console = terminal.screen()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    running = RunningNode(read_settings())
    try:
        with console.status("starting database and roles"):
            running.start()
        console.print(
            f"node [bold]{running.settings.node}[/] at [bold]{running.address}[/], home {running.home.folder}"
        )
        console.print(f"pages at [bold]{running.settings.web.origin}[/]", soft_wrap=True)
        if not _is_administered(running):
            console.print("nobody administers it yet: `openbitmap node setup-link` lets the first administrator in")
        console.print("Ctrl-C stops it")
        stop.wait()
    except (NodeRefused, ServerRefused, MigrationRefused) as refused:
        raise Unreachable(str(refused)) from refused
    finally:
        with console.status("stopping"):
            running.stop()


def _is_administered(running: RunningNode) -> bool:
    with running.database() as database, database.reading() as tx:
        return any(a.role is access.Role.ADMINISTRATOR and a.active for a in access.all_accounts(tx))


@app.command()
def role(name: ProcessRole) -> None:
    """Run one role by itself, on another machine than the node's supervisor: OPENBITMAP_DATABASE_URL says where."""
    settings = read_settings()
    if not settings.database_url:
        raise Unreachable("a role by itself needs the node's database; set OPENBITMAP_DATABASE_URL")
    run_role(name, settings)


@app.command()
def settings() -> None:
    """Every setting: variable, value in force, meaning. Secrets are not shown."""
    now = read_settings()
    table = terminal.plain("variable", "now", "meaning", whole=("variable",))
    for s in SETTINGS:
        value = str(now.value(s.name))
        secret = s.name in SECRETS and value
        table.add_row(s.variable, "(set)" if secret else value, s.meaning)
    terminal.show(table)


@app.command()
def status() -> None:
    """What the node holds."""
    with local_database() as database, database.reading() as tx:
        found = views.totals(tx)
    for name, count in vars(found).items():
        print(f"{name.replace('_', ' '):14} {count:>12,}")


@app.command()
def gallery(name: str, kind: GalleryKind, title: str, holder: str) -> None:
    """Make a gallery known: NAME KIND TITLE HOLDER. Galleries are kept apart from each other."""
    with local_database() as database, database.transaction() as tx:
        identities.found_gallery(tx, Gallery(name, kind, title, holder))
    print(f"gallery {name}")


@app.command()
def station(
    name: str,
    originator: Annotated[str, typer.Argument(help="Agency identifier, 1.008, nine bytes.")],
    gallery: Annotated[str, typer.Argument(help="The gallery its encounters join.")],
    *,
    title: str = "",
    tot: Annotated[list[str] | None, typer.Option(help="A type of transaction it may send; repeat it.")] = None,
    language: Language = Language.ENGLISH,
) -> None:
    """Enrol a station and keep its key in the node's home folder."""
    settings = read_settings()
    made = Station(
        StationId(name),
        title or name,
        originator,
        gallery,
        tots=tuple(tot or ("RPIS", "CAR")),
        language=language.value,
        active=True,
    )
    with local_database() as database, database.transaction() as tx:
        if gallery not in [g.gallery for g in identities.all_galleries(tx)]:
            raise Refused(NO_SUCH_THING, kind="gallery", name=gallery)
        access.enrol_station(tx, made, actor=CONSOLE)
        holder = Principal(access.Role.STATION, name, made.station)
        key = access.issue_key(tx, holder, at=datetime.now(UTC), actor=CONSOLE)
    print(f"station {name}; its key is kept in {Home(settings.home).keep_key(name, key)}")


@app.command()
def place(
    station: str,
    latitude: Annotated[float, typer.Argument(min=-90, max=90, help="Degrees, north is positive.")],
    longitude: Annotated[float, typer.Argument(min=-180, max=180, help="Degrees, east is positive.")],
) -> None:
    """Say where a station stands, for the map on a person's page. South and west: put -- before the numbers."""
    with local_database() as database, database.transaction() as tx:
        identities.place_station(tx, Place(StationId(station), latitude, longitude))
    print(f"{station} stands at {latitude:g}, {longitude:g}")


@app.command()
def key(
    role: access.Role,
    name: str,
    *,
    station: Annotated[str, typer.Option(help="Where an officer stands.")] = "",
    alone: Annotated[bool, typer.Option("--alone", help="Revoke the holder's earlier keys.")] = False,
) -> None:
    """Issue a key for the command line of a person with a role, and keep it in the node's home folder."""
    if role is access.Role.STATION:
        raise typer.BadParameter("a station gets its key when it is enrolled: `openbitmap node station`")
    if (role is access.Role.OFFICER) != bool(station):
        raise typer.BadParameter("an officer, and nobody else, stands at a station: --station NAME")
    settings = read_settings()
    holder = Principal(role, name, StationId(station) if station else None)
    with local_database() as database, database.transaction() as tx:
        issued = access.issue_key(tx, holder, at=datetime.now(UTC), actor=CONSOLE, alone=alone)
    print(f"{role.value} {name}; the key is kept in {Home(settings.home).keep_key(name, issued)}")


@app.command()
def dead() -> None:
    """Jobs that were given up, with the reason; what each was doing waits for a person."""
    with local_database() as database, database.reading() as tx:
        letters = work.dead_letters(tx)
    for letter in letters:
        print(f"job {letter.job}  {letter.key or letter.task}  {letter.reason}")
    if not letters:
        print("no job was given up")


@app.command()
def revive(job: Annotated[int, typer.Argument(help="Number that `node dead` shows.")]) -> None:
    """Put a dead job back into its queue, after its cause was mended. Exit 1 if it is not dead."""
    with local_database() as database, database.transaction() as tx:
        revived = work.revive(tx, job)
    print(f"job {job} is back in its queue" if revived else f"job {job} is not dead")
    if not revived:
        raise typer.Exit(1)
