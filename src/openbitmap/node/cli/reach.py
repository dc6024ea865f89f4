"""How commands reach a node: its database when they run beside it, its HTTP doors with a key otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from openbitmap.node.cli.unreachable import Unreachable
from openbitmap.node.database import Database
from openbitmap.node.home import Home
from openbitmap.node.settings import Settings, read_settings


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


@contextmanager
def doors(on_behalf_of: str | None) -> Iterator[httpx.Client]:
    """A client of the node's doors, with the key kept under a name, or the one of the settings. Raises Unreachable."""
    settings = read_settings()
    home = Home(settings.home)
    key = home.kept_key(on_behalf_of) if on_behalf_of else settings.key
    if not key:
        raise Unreachable(
            f"no key for {on_behalf_of!r} in {settings.home}; name one that is kept there with --as,"
            " or set OPENBITMAP_KEY"
        )
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


def _address(settings: Settings, home: Home) -> str:
    if home.address.exists():
        return home.address.read_text(encoding="ascii").strip()
    return f"http://{settings.web.host}:{settings.web.port}"
