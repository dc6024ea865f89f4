"""How commands reach a node: its database when they run beside it, its HTTP doors with a key otherwise; and as whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import httpx
import typer

from openbitmap.node import access
from openbitmap.node.access import Principal
from openbitmap.node.cli.unreachable import Unreachable
from openbitmap.node.database import Database
from openbitmap.node.home import Home
from openbitmap.node.settings import Settings, read_settings

As = Annotated[str | None, typer.Option("--as", help="Person whose kept key is used.")]


@contextmanager
def local_database() -> Iterator[Database]:
    """The database of the node in this machine's home folder. Raises Unreachable."""
    settings = read_settings()
    url = Home(settings.home).database_url(settings)
    if url is None:
        raise Unreachable(
            f"no node runs in {settings.home}; start it with `openbitmap node up`, or set OPENBITMAP_HOME to its folder"
        )
    with Database.open(url, connections=2) as database:
        yield database


def principal(database: Database, person: str | None) -> Principal:
    """Whoever holds the key kept under a name, or the one of the settings: a name alone is nobody. Raises Unreachable
    where no key is kept, Refused where it is unknown or revoked."""
    key = _key(read_settings(), person)
    with database.reading() as tx:
        return access.identify(tx, key)


@contextmanager
def doors(on_behalf_of: str | None) -> Iterator[httpx.Client]:
    """A client of the node's doors, with the key kept under a name, or the one of the settings. Raises Unreachable."""
    settings = read_settings()
    home = Home(settings.home)
    key = _key(settings, on_behalf_of)
    address = _address(settings, home)
    try:
        with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=90) as client:
            yield client
    except httpx.HTTPStatusError as refused:
        answered(refused.response)
    except httpx.TransportError as trouble:
        raise Unreachable(
            f"no node answers at {address} ({type(trouble).__name__}); start it with `openbitmap node up`, or set"
            " OPENBITMAP_HOME to the folder of one that runs"
        ) from None


def answered(response: httpx.Response) -> httpx.Response:
    """The response, or Unreachable with the problem's own words."""
    if response.is_success:
        return response
    try:
        problem = response.json()
        words = f"{problem['detail']} {problem['remedy']}"
    except (ValueError, KeyError):
        words = f"the node answered {response.status_code}"
    raise Unreachable(words)


def _key(settings: Settings, name: str | None) -> str:
    key = Home(settings.home).kept_key(name) if name else settings.key
    if not key:
        whose = f"key for {name!r}" if name else "key"
        raise Unreachable(f"no {whose} in {settings.home}; {_kept(settings)}")
    return key


def _kept(settings: Settings) -> str:
    """Which names would do."""
    names = Home(settings.home).kept_names()
    if not names:
        return "no key is kept there either: set OPENBITMAP_KEY"
    return f"name one that is kept there with --as ({', '.join(names)}), or set OPENBITMAP_KEY"


def _address(settings: Settings, home: Home) -> str:
    if home.address.exists():
        return home.address.read_text(encoding="ascii").strip()
    return f"http://{settings.web.host}:{settings.web.port}"
