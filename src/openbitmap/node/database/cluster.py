"""The files of one PostgreSQL cluster: made whole or not at all, never upgraded silently, settings from the memory."""

import os
import secrets
import shutil
import signal
import time
from pathlib import Path

from openbitmap.node.database.binaries import Account, ServerRefused, major_version

OWNER = "node"
_BUILTIN_LOCALE_SINCE = 17
_STOP_SECONDS = 60.0
_LONGEST_SOCKET_FOLDER = 85


def make_cluster(binaries: Path, data: Path, password: Path, *, account: Account, durable: bool) -> None:
    """initdb into `<data>.new`, then rename: a half-made cluster is never started. Does nothing where one exists.

    Checksums on, SCRAM passwords, UTF-8, order by code point whatever locales the machine has. About 1 s, 40 MB.
    """
    version = major_version(binaries, account)
    if (data / "PG_VERSION").exists():
        found = int((data / "PG_VERSION").read_text("ascii").split(".")[0])
        if found != version:
            raise ServerRefused(
                f"{data} was made by PostgreSQL {found} and this is {version}: "
                f"dump it with {found}'s pg_dump and load it into a new folder, or install {found}"
            )
        return
    unfinished = data.with_name(data.name + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    _write_secret(password, secrets.token_urlsafe(32), account)
    builtin = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8") if version >= _BUILTIN_LOCALE_SINCE else ()
    answer = account.run(
        binaries / "initdb", "-D", unfinished, "-U", OWNER, "-A", "scram-sha-256", f"--pwfile={password}",
        "-k", "-E", "UTF8", *(builtin or ("--locale=C.UTF-8",)), "--no-instructions",
        *(() if durable else ("--no-sync",)),
    )  # fmt: skip
    if answer.returncode != 0:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise ServerRefused(f"initdb failed for {data} as {account.name}: {answer.stderr.strip()[-800:]}")
    unfinished.rename(data)


def server_command(binaries: Path, data: Path, port: int, *, durable: bool) -> list[str]:
    """The postmaster's command line: loopback only, log to our pipe, buffers by memory. A server for tests has a socket
    file besides, in the cluster's own folder: every statement costs a fifth less."""
    memory_mb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    settings = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "logging_collector": "off",
        "log_line_prefix": "%m [%p] ",
        "log_error_verbosity": "terse",  # details would quote whole rows, and with them personal data
        "shared_buffers": f"{min(max(memory_mb // 16, 64), 4096)}MB",
        "max_wal_size": f"{min(max(memory_mb // 8, 512), 8192)}MB",
        "max_connections": "150",
    }
    if not durable:
        settings |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "shared_buffers": "64MB"}
        settings["unix_socket_directories"] = str(socket_folder(data) or "")
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return [str(binaries / "postgres"), "-D", str(data), "-p", str(port), *options]


def socket_folder(data: Path) -> Path | None:
    """Where the socket file of a server for tests lies; None where the system's limit of 107 bytes has no room."""
    return data.parent if len(os.fsencode(data.parent)) < _LONGEST_SOCKET_FOLDER else None


def stop_orphan(data: Path) -> None:
    """Stops a server whose supervisor died; removes a pid file that names some other, innocent process.

    The caller holds the folder's lock, so no supervisor is alive. A postmaster is known by its program and by
    working in `data`; a reused process number is neither.
    """
    note = data / "postmaster.pid"
    try:
        pid = int(note.read_text("ascii").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return
    if not _is_postmaster(pid, data):
        note.unlink(missing_ok=True)
        return
    for how, patience in ((signal.SIGINT, _STOP_SECONDS), (signal.SIGQUIT, 10.0)):
        os.kill(pid, how)
        if _ended(pid, data, patience):
            return
    raise ServerRefused(f"an old PostgreSQL, process {pid}, will not stop in {data}: stop it by hand")


def _is_postmaster(pid: int, data: Path) -> bool:
    try:
        program = os.readlink(f"/proc/{pid}/exe")
        folder = os.readlink(f"/proc/{pid}/cwd")
    except OSError:
        return False
    return Path(program.removesuffix(" (deleted)")).name == "postgres" and Path(folder) == data.resolve()


def _ended(pid: int, data: Path, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if not _is_postmaster(pid, data):
            return True
        time.sleep(0.02)
    return False


def _write_secret(path: Path, secret: str, account: Account) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret)
        file.flush()
        os.fsync(handle)
    if account.drop:
        os.chown(path, account.uid, account.gid)
