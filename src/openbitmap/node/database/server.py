"""Our own launcher for an embedded PostgreSQL: starts, proves, watches, restarts and stops one server in one folder.

Guards three invariants: two supervisors never share a folder, a server never outlives its supervisor (parent-death
signal), and `start` returns only after a real query and a real write.
"""

import logging
import shutil
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from openbitmap.node.database.binaries import ENVIRONMENT, ServerRefused, find_binaries, server_account
from openbitmap.node.database.cluster import OWNER, make_cluster, server_command, socket_folder, stop_orphan
from openbitmap.node.database.place import Place
from openbitmap.node.database.serverlog import ServerLog

__all__ = ["EmbeddedServer", "ServerRefused"]

_log = logging.getLogger(__name__)
_PROBE_SECONDS = 0.02
_HEALTH_SECONDS = 10.0
_STOP_SECONDS = 60.0
_RESTART_PAUSE = 0.5
_FAILED_PROBES = 6  # a minute: a starved machine is not a broken server


class EmbeddedServer:
    """One PostgreSQL server under this process. Use as a context manager; the URL holds the owner's password."""

    def __init__(self, folder: Path, *, database: str = "openbitmap", durable: bool = True) -> None:
        """`durable=False` turns fsync off: for test suites only, a power cut may then corrupt the cluster."""
        self._account = server_account()
        self._place = Place(folder, self._account)
        self._database = database
        self._durable = durable
        self._server_log = ServerLog(self._place.log)
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper: threading.Thread | None = None
        self._started = threading.Event()
        self._stopping = threading.Event()
        self._refusal: Exception | None = None
        self._binaries = Path()
        self._port = 0

    @property
    def url(self) -> str:
        """Address with the owner's password: never print or log it."""
        return _url(self._place, self._port, self._database)

    @property
    def near_url(self) -> str:
        """The same, over the socket file that a server for tests has; `url` where there is none."""
        folder = None if self._durable else socket_folder(self._place.pgdata)
        return self.url.replace("@127.0.0.1:", f"@{quote(str(folder), safe='')}:") if folder else self.url

    @property
    def pid(self) -> int:
        """Process number of the postmaster, or 0 while there is none."""
        return self._process.pid if self._process else 0

    @classmethod
    def running_url(cls, folder: Path, *, database: str = "openbitmap") -> str | None:
        """The URL of the server another process runs in this folder, or None where none answers."""
        place = Place(folder, server_account())
        try:
            if not place.port.exists():
                return None
            url = _url(place, int(place.port.read_text("ascii")), database)
        except PermissionError as refused:
            raise ServerRefused(f"{refused.filename} cannot be read: use the account that runs the node") from None
        return url if _writes(url) else None

    def start(self) -> str:
        """Makes the cluster if there is none, starts the server and returns its URL once it took a write.

        Takes as long as crash recovery needs. Raises `ServerRefused` with the server's own words when it ends instead.
        """
        self._place.lock()
        try:
            self._binaries = self._place.prepare(find_binaries())
            make_cluster(
                self._binaries, self._place.pgdata, self._place.password, account=self._account, durable=self._durable
            )
            stop_orphan(self._place.pgdata)
        except BaseException:
            self._place.unlock()
            raise
        self._stopping.clear()
        self._started.clear()
        # The parent-death signal fires when the starting THREAD ends, so the thread that starts also stays to watch.
        self._keeper = threading.Thread(target=self._keep, name="postgresql keeper", daemon=True)
        self._keeper.start()
        self._started.wait()
        if self._refusal:
            refusal, self._refusal = self._refusal, None
            self.stop()
            raise refusal
        return self.url

    def stop(self) -> None:
        """Fast stop (SIGINT), after 60 s immediate stop (SIGQUIT). Safe to call twice."""
        self._stopping.set()
        if self._keeper:
            self._keeper.join()
            self._keeper = None
        self._place.unlock()

    def remove(self) -> None:
        """Stops and deletes the cluster with everything in it, for ever. Refused while another process runs it."""
        self.stop()
        self._place.lock()
        try:
            stop_orphan(self._place.pgdata)
            self._place.remove()
        finally:
            self._place.unlock()

    def healthy(self) -> bool:
        """Whether the server takes a real query and a real write right now."""
        return self._process is not None and self._process.poll() is None and _writes(self.url)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _keep(self) -> None:
        """The keeper thread: start, watch, start again after a crash, until told to stop."""
        try:
            # Once only: after a restart clients find the server where it was.
            self._port = _choose_port(self._place.port)
            self._launch()
            self._create_database()
        except Exception as refusal:  # noqa: BLE001 - carried to the caller of start(), whatever it is
            self._refusal = refusal
            self._halt()
            self._started.set()
            return
        self._started.set()
        while not self._stopping.is_set():
            if self._watch():
                break
            _log.error("PostgreSQL ended or stopped answering; starting it again")
            self._restart()
        self._halt()

    def _launch(self) -> None:
        """One postmaster from Popen to its first write."""
        command = server_command(self._binaries, self._place.pgdata, self._port, durable=self._durable)
        if setpriv := shutil.which("setpriv"):
            command = [setpriv, "--pdeathsig=INT", *command]
        else:
            _log.warning("no setpriv (util-linux): PostgreSQL may outlive a killed supervisor until the next start")
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd="/",
            env=ENVIRONMENT,
            umask=0o077,
            start_new_session=True,
            **self._account.identity(),
        )
        if self._process.stderr:
            self._server_log.follow(self._process.stderr)
        probe = _url(self._place, self._port, "postgres")
        while not _writes(probe):
            if self._process.poll() is not None:
                time.sleep(0.1)  # the reader needs a moment for the last words
                raise ServerRefused(
                    f"PostgreSQL ended with {self._process.returncode}: {self._server_log.last_lines()}"
                )
            if self._stopping.is_set():
                raise ServerRefused("stopped while starting")
            time.sleep(_PROBE_SECONDS)

    def _watch(self) -> bool:
        """Blocks while the server is well; True when told to stop, False when it must be started again."""
        failed, next_probe = 0, time.monotonic() + _HEALTH_SECONDS
        while not self._stopping.wait(0.1):
            if self._process is None or self._process.poll() is not None:
                return False
            if time.monotonic() >= next_probe:
                failed = 0 if _writes(self.url) else failed + 1
                if failed >= _FAILED_PROBES:
                    return False
                next_probe = time.monotonic() + _HEALTH_SECONDS
        return True

    def _restart(self) -> None:
        """Tries until it works or we are told to stop; clients meanwhile see refused connections, no lost commit."""
        while not self._stopping.is_set():
            self._halt()
            try:
                stop_orphan(self._place.pgdata)
                self._launch()
            except (ServerRefused, OSError) as trouble:
                _log.error("PostgreSQL did not start again, trying on: %s", trouble)
                self._stopping.wait(_RESTART_PAUSE)
            else:
                return

    def _halt(self) -> None:
        process = self._process
        if process is None:
            return
        for how, patience in ((signal.SIGINT, _STOP_SECONDS), (signal.SIGQUIT, _STOP_SECONDS)):
            if process.poll() is None:
                process.send_signal(how)
                try:
                    process.wait(patience)
                except subprocess.TimeoutExpired:
                    _log.error("PostgreSQL did not stop within %.0f s of %s", patience, how.name)
        self._process = None

    def _create_database(self) -> None:
        with psycopg.connect(_url(self._place, self._port, "postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (self._database,)).fetchone()
            if not found:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self._database)))


def _url(place: Place, port: int, database: str) -> str:
    return f"postgresql://{OWNER}:{place.password.read_text('ascii')}@127.0.0.1:{port}/{database}"


def _writes(url: str) -> bool:
    """A live process and an open port prove nothing: only a committed write does."""
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            connection.execute("CREATE TEMPORARY TABLE readiness (proof int) ON COMMIT DROP")
            connection.execute("INSERT INTO readiness VALUES (1)")
    except psycopg.OperationalError:
        return False
    return True


def _choose_port(memory: Path) -> int:
    """The port used last time if it is free, else one the kernel gives; remembered for other processes."""
    for wanted in ([int(memory.read_text("ascii"))] if memory.exists() else []) + [0]:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", wanted))
            except OSError:
                continue
            port = int(probe.getsockname()[1])
        memory.write_text(f"{port}\n", "ascii")
        return port
    raise ServerRefused("no free port on 127.0.0.1")
