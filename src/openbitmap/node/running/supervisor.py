"""Starts a node's database and roles, keeps them alive, stops them in order."""

import logging
import multiprocessing
import signal
import socket
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing import forkserver
from multiprocessing.context import ForkServerProcess
from types import TracebackType
from typing import Self

import httpx

from openbitmap.node import connectors, ledger, partners
from openbitmap.node.database import Database, EmbeddedServer, migrate
from openbitmap.node.events import NodeFounded
from openbitmap.node.home import Home
from openbitmap.node.partners import Keyring, Whoami
from openbitmap.node.running.roles import Role, run_role_into
from openbitmap.node.settings import Settings
from openbitmap.vocabulary import Actor, PartnerId, nation_words

_log = logging.getLogger(__name__)
SUPERVISOR = Actor("node", "supervisor")
READY_WITHIN_SECONDS = 60.0
RESTART_PAUSE_SECONDS = 0.5
STOP_WITHIN_SECONDS = 20.0

# One server process imports everything once; each role is a fork of it. Starting (and restarting) a role then costs
# milliseconds instead of seconds, and secrets need not pass through an environment.
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["openbitmap.node.running.roles"])


class NodeRefused(RuntimeError):
    """The node cannot start; the message says what to do."""


class RunningNode:
    """A node with all its processes under this one. Use as a context manager."""

    def __init__(self, settings: Settings) -> None:
        self.home = Home(settings.home)
        self.settings = settings
        self._server: EmbeddedServer | None = None
        self._children: dict[str, ForkServerProcess] = {}
        self._stopping = threading.Event()
        self._keeper: threading.Thread | None = None

    @property
    def address(self) -> str:
        return f"http://{self.settings.web.host}:{self.settings.web.port}"

    def start(self) -> None:
        """Returns when the doors answer. Raises NodeRefused."""
        self.home.folder.mkdir(parents=True, exist_ok=True)
        _require_usable(self.settings)
        url = self.settings.database_url
        if not url:
            self._server = EmbeddedServer(self.home.postgres)
            url = self._server.start()
        web = self.settings.web
        web = replace(web, port=web.port or free_port(web.host))
        self.settings = replace(self.settings, database_url=url, web=web)
        self._found()
        _start_fork_server()
        for name, role in self._plan():
            self._spawn(name, role)
        self._keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)
        self._keeper.start()
        self._await_doors()
        self.home.address.write_text(self.address, encoding="ascii")

    def stop(self) -> None:
        """Roles first, so that jobs end or are given back; then the database."""
        self._stopping.set()
        if self._keeper:
            self._keeper.join()
        for child in self._children.values():
            child.terminate()
        until = time.monotonic() + STOP_WITHIN_SECONDS
        for child in self._children.values():
            child.join(max(0.1, until - time.monotonic()))
            if child.is_alive():
                child.kill()
                child.join()
        self.home.address.unlink(missing_ok=True)
        if self._server:
            self._server.stop()

    def database(self) -> Database:
        return Database.open(self.settings.database_url)

    def process_ids(self) -> dict[str, int]:
        """Process numbers by role, as they are now; "postgres" is the embedded server."""
        ids = {name: child.pid or 0 for name, child in self._children.items()}
        return ids | ({"postgres": self._server.pid} if self._server else {})

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _found(self) -> None:
        """Schema up to date, and the ledger's first entry."""
        with self.database() as database:
            migrate(database)
            with database.transaction() as tx:
                if ledger.head(tx).seq == 0:
                    ledger.record(tx, NodeFounded(self.settings.node, "openbitmap 1"), actor=SUPERVISOR)
            with database.transaction() as tx:
                partners.establish(tx, Keyring.of(self.settings.home), _whoami(self.settings), at=datetime.now(UTC))

    def _plan(self) -> list[tuple[str, Role]]:
        workers = [(f"worker-{n + 1}", Role.WORKER) for n in range(self.settings.cores)]
        once = (Role.WEB, Role.GALLERY, Role.FOLDER, Role.PARTNERS)
        return [*((role.value, role) for role in once), *workers]

    def _spawn(self, name: str, role: Role) -> None:
        self.home.logs.mkdir(exist_ok=True)
        log = self.home.logs / f"{name}.log"
        child = _processes.Process(target=run_role_into, args=(log, role, self.settings), name=name, daemon=True)
        child.start()
        self._children[name] = child

    def _keep(self) -> None:
        while not self._stopping.wait(RESTART_PAUSE_SECONDS):
            for name, role in self._plan():
                if not self._children[name].is_alive():
                    self._restart(name, role)

    def _restart(self, name: str, role: Role) -> None:
        """A start that fails (no memory, no process left) is tried again at the next look: the keeper must live."""
        _log.warning("%s ended with status %s; it is started again", name, self._children[name].exitcode)
        try:
            self._spawn(name, role)
        except (OSError, EOFError, RuntimeError):
            _log.exception("%s could not be started; tried again in %g s", name, RESTART_PAUSE_SECONDS)

    def _await_doors(self) -> None:
        until = time.monotonic() + READY_WITHIN_SECONDS
        while time.monotonic() < until:
            try:
                if httpx.get(f"{self.address}/health", timeout=5).status_code == httpx.codes.OK:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        raise NodeRefused(f"the doors at {self.address} did not open; read {self.home.logs / 'web.log'}")


def _require_usable(settings: Settings) -> None:
    """A node does not start half connected. Raises NodeRefused with the file, the line and the key."""
    try:
        connectors.configured(settings)
    except connectors.UnusableConfiguration as unusable:
        raise NodeRefused(str(unusable)) from None


def _whoami(settings: Settings) -> Whoami:
    channel = settings.abroad.channel
    node = PartnerId(settings.node)
    country = channel.node_country or node
    return Whoami(node, channel.node_title or nation_words(country, "en"), country, channel.address)


def _start_fork_server() -> None:
    """With SIGINT blocked, which it and its forks inherit: Ctrl-C in a terminal is the supervisor's to handle."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def free_port(host: str = "127.0.0.1") -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
