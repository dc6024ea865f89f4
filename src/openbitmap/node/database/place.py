"""Where an embedded cluster lives: inside the folder asked for, or, where the server's account cannot reach it, beside.

Guards two invariants: no parent's mode is ever changed, and one supervisor at a time owns a folder (a file lock).
"""

import fcntl
import hashlib
import logging
import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import IO

from openbitmap.node.database.binaries import Account, ServerRefused, copy_binaries
from openbitmap.node.database.cluster import stop_orphan

# Some systems clean /var/tmp by age: a lasting node's cluster goes to /var/lib, a temporary one's may not litter there.
_LASTING, _TEMPORARY = Path("/var/lib"), Path("/var/tmp")
_log = logging.getLogger(__name__)
_PREFIX = "openbitmap-"


class Place:
    """Folders of one cluster. `requested` is the user's; `home` belongs to the server's account and holds the rest."""

    def __init__(self, requested: Path, account: Account) -> None:
        self.requested = requested.absolute()
        self.account = account
        self._lock: IO[str] | None = None

    @property
    def elsewhere(self) -> Path:
        """The own folder outside: as noted when it was made, else named after the requested one."""
        note = self.requested / "location"
        if note.exists():
            return Path(note.read_text("utf-8").strip())
        return (
            _TEMPORARY if _is_temporary(self.requested) else _LASTING
        ) / f"{_PREFIX}{hashlib.sha256(str(self.requested).encode()).hexdigest()[:12]}"

    @property
    def home(self) -> Path:
        return self._root / "cluster"

    @property
    def pgdata(self) -> Path:
        return self.home / "data"

    @property
    def password(self) -> Path:
        return self.home / "password"

    @property
    def port(self) -> Path:
        return self.home / "port"

    @property
    def log(self) -> Path:
        return self.requested / "postgresql.log"

    @property
    def _root(self) -> Path:
        return self.elsewhere if (self.requested / "location").exists() else self.requested

    def lock(self) -> None:
        """Takes the folder for this process or raises `ServerRefused`; the kernel lets go when the process ends."""
        if not self.requested.exists():
            # Only a folder we make ourselves is passable for the account root becomes; an existing one stays as it is.
            self.requested.parent.mkdir(parents=True, exist_ok=True)
            self.requested.mkdir()
            self.requested.chmod(0o711 if self.account.drop else 0o700)
        handle = (self.requested / "lock").open("a")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            handle.close()
            raise ServerRefused(
                f"{self.requested} is in use by another running node: stop that one or choose another folder"
            ) from None
        self._lock = handle

    def unlock(self) -> None:
        if self._lock:
            self._lock.close()
            self._lock = None

    def prepare(self, binaries: Path) -> Path:
        """Makes `home` for the account, elsewhere if it must be, and gives a `bin` folder the account can run."""
        if self.account.drop:
            self._choose_reachable()
        if not self.home.exists():
            self.home.mkdir(mode=0o700)
            if self.account.drop:
                os.chown(self.home, self.account.uid, self.account.gid)
        if self.account.reaches(binaries / "postgres"):
            return binaries
        return copy_binaries(binaries, self._root)

    def remove(self) -> None:
        """Deletes the cluster and all it holds, for ever. The folder asked for stays, without ours in it."""
        if self.elsewhere.exists() and _is_ours(self.elsewhere):
            shutil.rmtree(self.elsewhere)
        shutil.rmtree(self.requested / "cluster", ignore_errors=True)
        for copy in self.requested.glob("binaries-*"):
            shutil.rmtree(copy)
        (self.requested / "location").unlink(missing_ok=True)

    def _choose_reachable(self) -> None:
        """As root: stay where asked if the account can pass through every parent, else use an own folder."""
        _sweep_abandoned()
        if (self.requested / "location").exists():
            if self.elsewhere.exists():
                return
            raise ServerRefused(
                f"{self.elsewhere}, where this cluster lives, is gone: restore it or remove {self.requested}"
            )
        if (self.requested / "cluster").exists():
            return
        if self.account.reaches(self.requested):
            return
        if self.elsewhere.exists():  # left by a folder of the same name that was removed since
            _refuse_foreign(self.elsewhere)
            stop_orphan(self.elsewhere / "cluster" / "data")
            shutil.rmtree(self.elsewhere)
        elsewhere = self.elsewhere
        elsewhere.mkdir(mode=0o711)
        elsewhere.chmod(0o711)  # whatever the umask
        (elsewhere / "requested").write_text(f"{self.requested}\n", "utf-8")
        (self.requested / "location").write_text(f"{elsewhere}\n", "utf-8")
        _log.info("%s cannot be reached by %s; the cluster lives in %s", self.requested, self.account.name, elsewhere)


def _is_ours(folder: Path) -> bool:
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()


def _refuse_foreign(folder: Path) -> None:
    if not _is_ours(folder):
        raise ServerRefused(f"{folder} exists and is not ours: someone else made it; remove it after looking at it")


def _sweep_abandoned() -> None:
    """Removes clusters whose requested folder was temporary and is gone.

    Only under the system's temporary folder: elsewhere a missing folder may be a disk that is not mounted yet.
    """
    for folder in _TEMPORARY.glob(f"{_PREFIX}*"):
        note = folder / "requested"
        if not _is_ours(folder) or not note.exists():
            continue
        requested = Path(note.read_text("utf-8").strip())
        if _is_temporary(requested) and not requested.exists():
            shutil.rmtree(folder, ignore_errors=True)


def _is_temporary(folder: Path) -> bool:
    return folder.is_relative_to(Path(tempfile.gettempdir()).resolve())
