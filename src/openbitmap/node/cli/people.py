"""`openbitmap node account ...`, `link`, `setup-link`, `revoke`: who may enter. Whoever can run these beside the node
holds its home folder anyway; what they do stands in the ledger as done by the local administrator.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Annotated
from urllib.parse import urlsplit

import typer

from openbitmap.node import access
from openbitmap.node.access import Account, Role
from openbitmap.node.cli import terminal
from openbitmap.node.cli.reach import local_database
from openbitmap.node.home import Home
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.node.settings import Settings, read_settings
from openbitmap.vocabulary import Actor, Language, StationId

CONSOLE = Actor("person", "local administrator")
LINK_MINUTES = 60

app = typer.Typer(no_args_is_help=True, add_completion=False)
accounts = typer.Typer(no_args_is_help=True, add_completion=False, help="People: one account, one role.")
app.add_typer(accounts, name="account")

Minutes = Annotated[int, typer.Option("--minutes", min=1, help="How long the link waits to be used.")]


@accounts.command("list")
def list_accounts() -> None:
    """Every account with its role."""
    with local_database() as database, database.reading() as tx:
        known = access.all_accounts(tx)
    table = terminal.plain("account", "role", "station", "title", "", whole=("account",))
    for a in known:
        table.add_row(a.name, a.role.value, a.station or "", a.title, "" if a.active else "switched off")
    terminal.show(table)


@accounts.command("make")
def make_account(
    name: str,
    role: Role,
    *,
    title: Annotated[str, typer.Option(help="As colleagues see the person; the name if not given.")] = "",
    station: Annotated[str, typer.Option(help="Where an officer stands; for officers only.")] = "",
    language: Language = Language.ENGLISH,
) -> None:
    """Make an account. Nobody can enter with it before `openbitmap node link NAME`."""
    made = Account(name, title or name, role, StationId(station) if station else None, language.value)
    with local_database() as database, database.transaction() as tx:
        access.make_account(tx, made, at=datetime.now(UTC), actor=CONSOLE)
    print(f"account {name}, {role.value}; `openbitmap node link {name}` lets its person in")


@accounts.command("role")
def change_role(
    name: str, role: Role, *, station: Annotated[str, typer.Option(help="Where an officer stands.")] = ""
) -> None:
    """Give an account another role. Its sessions, links and keys end at once."""
    with local_database() as database, database.transaction() as tx:
        known = _account(access.account_named(tx, name), name)
        changed = replace(known, role=role, station=StationId(station) if station else None)
        access.change_role(tx, changed, at=datetime.now(UTC), actor=CONSOLE)
    print(f"account {name}, {role.value}; whoever was signed in with it has to sign in again")


@accounts.command("off")
def switch_off(name: str) -> None:
    """Switch an account off: no session, link or key of it works from this moment."""
    _switch(name, active=False)


@accounts.command("on")
def switch_on(name: str) -> None:
    """Switch an account on again; its passkeys work, or a new link."""
    _switch(name, active=True)


@app.command()
def link(name: str, *, minutes: Minutes = LINK_MINUTES) -> None:
    """Print a link that lets the person of an account in, once. Earlier unused ones stop working."""
    settings = read_settings()
    with local_database() as database, database.transaction() as tx:
        token = access.make_link(tx, name, at=datetime.now(UTC), within=timedelta(minutes=minutes), actor=CONSOLE)
    _print_link(settings, token)


@app.command("setup-link")
def setup_link(
    name: Annotated[str, typer.Argument(help="The first administrator's account.")] = "administrator",
    *,
    title: str = "",
    minutes: Minutes = LINK_MINUTES,
    language: Language = Language.ENGLISH,
) -> None:
    """Print the first administrator's one-time link; refused once an administrator's account is active."""
    settings = read_settings()
    first = Account(name, title or name.capitalize(), Role.ADMINISTRATOR, None, language.value)
    with local_database() as database, database.transaction() as tx:
        now = datetime.now(UTC)
        token = access.make_setup_link(tx, first, at=now, within=timedelta(minutes=minutes), actor=CONSOLE)
    _print_link(settings, token)


@app.command()
def revoke(name: Annotated[str, typer.Argument(help="Whose keys: a station, or a person's account name.")]) -> None:
    """Take back every key of a holder, a lost one's included. Exit 1 if there was none."""
    with local_database() as database, database.transaction() as tx:
        taken = access.revoke_keys(tx, name, at=datetime.now(UTC), actor=CONSOLE)
    print(f"{taken} {'key' if taken == 1 else 'keys'} of {name} revoked" if taken else f"{name} holds no key")
    if not taken:
        raise typer.Exit(1)


def _switch(name: str, *, active: bool) -> None:
    with local_database() as database, database.transaction() as tx:
        access.switch_account(tx, name, active=active, at=datetime.now(UTC), actor=CONSOLE)
    print(f"account {name} is switched {'on' if active else 'off'}")


def _account(account: Account | None, name: str) -> Account:
    if account is None:
        raise Refused(NO_SUCH_THING, kind="account", name=name)
    return account


def _print_link(settings: Settings, token: str) -> None:
    print(f"{_pages(settings)}/enter/{token}")


def _pages(settings: Settings) -> str:
    """Where browsers reach the pages. A running node wrote down which port it was given."""
    written = Home(settings.home).address
    if settings.web.public_origin or not written.exists():
        return settings.web.origin
    return f"http://localhost:{urlsplit(written.read_text(encoding='ascii').strip()).port}"
